-- EXPECT abort:cpu|error | every new coroutine restarts the hook count: short-lived ones are never counted unless create/wrap charge the period
local function body() local x = 0; for i = 1, 230 do x = x + i end end
for i = 1, 4000000 do coroutine.wrap(body)() end
return "ESCAPED: about 1.9e9 instructions ran under a 5e7 limit"
