-- EXPECT ok:3|error | wrong code for (1 ~ (2 or 3)) with more than 256 constants in 5.4.0..5.4.4 (c764ca71): silent wrong answer in a rule script
local code = {"local x = {"}; for i = 1, 257 do code[#code + 1] = i .. ".1," end; code[#code + 1] = "};"
return math.tointeger(load(table.concat(code) .. "return (1 ~ (2 or 3))")())
