-- EXPECT ok:b1 b2 b3 c1 c2 d1 | what compares equal stays in its order
local t = {}
for word in ("c1 b1 b2 d1 c2 b3"):gmatch("%S+") do t[#t + 1] = word end
table.sort(t, function(a, b) return a:sub(1, 1) < b:sub(1, 1) end)
return table.concat(t, " ")
