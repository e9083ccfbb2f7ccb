-- EXPECT abort:cpu|abort:wall | gsub that calls a function of C for each letter, again and again
local s = ("a"):rep(250000)
while true do s:gsub(".", tostring) end
