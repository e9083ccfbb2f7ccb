-- EXPECT abort:cpu|error | a __close handler runs while the limit error unwinds
local x <close> = setmetatable({}, {__close = function() while true do end end}); while true do end
