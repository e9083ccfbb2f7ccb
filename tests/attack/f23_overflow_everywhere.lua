-- EXPECT ok:done | stacks that overflow inside sort, gsub, pairs, require and tostring, all caught
local function deep() return (("x"):gsub(".", deep)) end
local function sorted() table.sort({ 2, 1 }, sorted) end
local text = setmetatable({}, {})
getmetatable(text).__tostring = function(t) return tostring(t) end
local function lua(n) return 1 + lua(n + 1) end
for _ = 1, 3 do pcall(deep); pcall(sorted); pcall(tostring, text); pcall(lua, 1); pcall(require, text) end
return "done"
