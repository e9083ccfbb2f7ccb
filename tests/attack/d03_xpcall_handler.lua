-- EXPECT abort:cpu|error | when a hook raises, the message handler runs with hooks disabled: an endless loop nothing can count
xpcall(function() while true do end end, function() while true do end end)
