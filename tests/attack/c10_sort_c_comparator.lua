-- EXPECT abort:cpu|abort:wall|error | sort of a virtual 2^31 table with a C comparator: no VM instruction runs
table.sort(setmetatable({}, {__len = function() return (1 << 31) - 2 end}), rawequal)
