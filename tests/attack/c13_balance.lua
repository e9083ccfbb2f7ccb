-- EXPECT abort:cpu|error | %b() over ((((: O(n^2)
return (string.rep("(", 2000000)):find("%b()")
