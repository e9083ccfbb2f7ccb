-- EXPECT error | a long chain of __index tables
local t = {}
for _ = 1, 5000 do t = setmetatable({}, { __index = t }) end
return t.x
