-- EXPECT ok:done|error|abort:mem | a great many values on the stack
local function count(...) return select("#", ...) end
local t = {}
for i = 1, 900000 do t[i] = i end
for _ = 1, 3 do pcall(count, table.unpack(t)) end
pcall(string.char, table.unpack(t)); pcall(table.pack, table.unpack(t)); pcall(math.max, table.unpack(t))
return "done"
