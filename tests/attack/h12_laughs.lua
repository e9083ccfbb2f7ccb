-- EXPECT error | few tables, each twice in the next: 2^15 values
local t = { "ha", "ha" }
for _ = 1, 14 do t = { t, t } end
return t
