-- EXPECT ok:calm | the iterator of pairs called with what it was not made for
local step, list = pairs { a = 1, b = 2 }
step(nil, nil); step(5, {}); step("x"); step(list, "nonsense"); step()
local n = 0
for _ = 1, 1000 do if step() then n = n + 1 end end
local t = { a = 1, b = 2, c = 3 }
for k in pairs(t) do t.b = nil; t.c = nil; t["new" .. k] = 1 end
return n == 0 and t.newa and not t.newb and "calm" or "ESCAPED: " .. n
