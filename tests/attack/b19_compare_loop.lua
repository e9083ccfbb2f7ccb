-- EXPECT abort:cpu|abort:wall | an endless loop in a comparison
local t = setmetatable({}, { __lt = function() while true do end end })
return t < t
