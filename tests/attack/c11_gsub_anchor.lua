-- EXPECT abort:cpu|error | gsub with a quadratic pattern and no callback
return #(string.rep("a", 4000000)):gsub(".-b", "")
