-- EXPECT abort:mem|abort:cpu|error | suspended coroutines (about 1 KB each)
local t = {}; for i = 1, 1e8 do t[i] = coroutine.create(function() end) end
