-- EXPECT ok:own | a script may shadow its own environment, and gains nothing
local _ENV = { pcall = pcall, require = require }
os = 1
return pcall(require, "os") and "ESCAPED" or "own"
