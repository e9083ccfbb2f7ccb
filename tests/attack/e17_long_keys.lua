-- EXPECT abort:mem|abort:cpu | long keys that differ
local t = {}
for i = 1, 1e9 do t[("k"):rep(1000) .. i] = true end
