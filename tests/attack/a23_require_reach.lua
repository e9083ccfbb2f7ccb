-- EXPECT ok:none | require finds the modules of the bundle and nothing else
local bad = {}
for _, name in ipairs { "os", "io", "debug", "string", "package", "_G", "", ".", "../workflow", "/etc/passwd", "workflow.lua",
                        "workflow\0", "lfs", "ssl.core", ("x"):rep(100000) } do
  if pcall(require, name) then bad[#bad + 1] = name end
end
return #bad == 0 and "none" or "ESCAPED: " .. table.concat(bad, " ")
