-- EXPECT ok:done|abort:wall|abort:cpu | a million items, compared by a function of C that no hook sees
local t = {}
for i = 1, 900000 do t[i] = i end
for _ = 1, 5 do table.sort(t, rawequal) end
return "done"
