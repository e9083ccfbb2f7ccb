-- EXPECT ok:own|error | setmetatable(_G) may only touch this run; the host must use lua_raw* or registry references, never lua_getglobal, after the script ran
setmetatable(_G, {__index = function(_, k) return k end, __newindex = function() end}); return "own"
