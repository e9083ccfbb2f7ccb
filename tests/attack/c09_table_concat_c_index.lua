-- EXPECT abort:cpu|abort:mem|error | concat over a virtual table whose __index is a C function
return #table.concat(setmetatable({}, {__index = type}), "", 1, 1 << 60)
