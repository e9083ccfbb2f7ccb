-- EXPECT abort:cpu|error | table.remove honours __len
table.remove(setmetatable({}, {__len = function() return 1 << 62 end}), 1)
