-- EXPECT abort:wall | no pcall sees the second bell
while true do pcall(string.find, ("a"):rep(250000), ".-.-.-b") end
