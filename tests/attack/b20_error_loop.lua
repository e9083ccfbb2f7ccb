-- EXPECT abort:cpu|abort:wall|abort:mem | errors with long texts, caught for ever
local s = ("x"):rep(8000000)
while true do pcall(error, s .. "y") end
