-- EXPECT ok:done | a comparison that takes the list apart while it is sorted
local t = {}
for i = 1, 2000 do t[i] = (i * 7919) % 2003 end
pcall(table.sort, t, function(a, b) t[#t] = nil; return a < b end)
pcall(table.sort, t, function() for i = 1, 100 do t[i] = {} end; error("no") end)
pcall(table.sort, setmetatable({ 3, 2, 1 }, { __index = t, __newindex = error }))
return "done"
