-- EXPECT ok:2 8 12 1 6 | the same seed gives the same numbers everywhere
local drawn = {}
for i = 1, 5 do drawn[i] = math.random(20) end
return table.concat(drawn, " ")
