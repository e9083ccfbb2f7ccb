-- EXPECT error | a list with a gap
return { [1] = "a", [3] = "c" }
