-- EXPECT ok:closed|error | break may skip closing a variable in 5.4.4 (997f11f5): silent
local closed = false
local o1 = setmetatable({}, {__close = function() closed = true end})
local function it(_, k) if not k then return 1, 2 end end
for k, v in it, nil, nil, o1 do local function f() return k end; break end
return closed and "closed" or "not closed"
