-- EXPECT abort:cpu|error | gmatch: one slow C call per step
for _ in (string.rep("a", 4000000)):gmatch(".-b") do end
