-- EXPECT error|abort:mem | wide fields add up
return #string.format(("%99.99f"):rep(9000), table.unpack(table.pack((("1e308 "):rep(9000):gsub("%S+", "%0"))), 1, 9000))
