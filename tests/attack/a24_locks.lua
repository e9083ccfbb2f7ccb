-- EXPECT ok:locked | globals and libraries refuse every change, and show no metatable to change them by
local tries = {
  function() newly = 1 end,
  function() _G.newly = 1 end,
  function() _ENV.newly = 1 end,
  function() string.upper = print end,
  function() math.random = nil end,
  function() table.extra = {} end,
  function() getmetatable(_G).__index = nil end,
  function() getmetatable(string).__newindex = nil end,
  function() getmetatable("").__index = nil end,
  function() setmetatable(_G, nil) end,
  function() setmetatable(string, {}) end,
}
for i, try in ipairs(tries) do if pcall(try) then return "ESCAPED: try " .. i end end
return newly == nil and ("x"):upper() == "X" and "locked" or "ESCAPED"
