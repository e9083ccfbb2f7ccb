-- EXPECT ok:ok|error | f14 in the source itself
local _ENV <const> = { 1 }
local function set() A = 1 end
return set and "ok"
