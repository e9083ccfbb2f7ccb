-- EXPECT ok:done | metamethods that are added after setmetatable has looked
local meta = {}
local kept = setmetatable({}, meta)
meta.__gc = function() while true do end end
meta.__mode = "kv"
meta.__newindex = {}
for i = 1, 1000 do kept[i] = {}; local junk = ("x"):rep(10000) .. i; kept[junk] = {} end
return "done"
