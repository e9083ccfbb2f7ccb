-- EXPECT abort:cpu|error | table.move({},1,2^61,2): 2^61 nil moves, no memory
table.move({}, 1, 1 << 61, 2)
