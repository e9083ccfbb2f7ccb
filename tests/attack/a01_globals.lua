-- EXPECT ok:none | every host-reaching global is absent (io os debug package dofile loadfile warn string.dump)
local bad = {}
for _, k in ipairs{"io","os","debug","package","dofile","loadfile","warn"} do if _G[k] ~= nil then bad[#bad+1] = k end end
if string.dump then bad[#bad+1] = "string.dump" end
return #bad == 0 and "none" or "ESCAPED: " .. table.concat(bad, " ")
