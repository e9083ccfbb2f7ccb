-- EXPECT ok:none | no way of writing a value shows where it lies in memory
local seen = {}
for _, value in ipairs { {}, print, function() end, string.rep, setmetatable({}, { __name = "thing" }) } do
  seen[#seen + 1] = tostring(value)
  seen[#seen + 1] = string.format("%s %s", value, value)
  seen[#seen + 1] = select(2, pcall(string.format, "%p", value))
  seen[#seen + 1] = select(2, pcall(string.format, "%10p|%-5p", value, value))
  seen[#seen + 1] = select(2, pcall(string.format, "%q", value))
  seen[#seen + 1] = select(2, pcall(function() return value + 1 end))
  seen[#seen + 1] = select(2, pcall(function() return value < value end))
end
local all = table.concat(seen, " ")
return all:find("0x", 1, true) and "ESCAPED: " .. all or "none"
