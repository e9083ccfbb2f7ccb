-- EXPECT abort:cpu|error | 4 MB subject, .-b, O(n^2) = 8e12 steps
return (string.rep("a", 4000000)):find(".-b")
