-- EXPECT error | ranges that wrap round at 2^63
local ok = pcall(table.concat, {}, "", math.mininteger, math.maxinteger) or pcall(table.move, {}, math.mininteger, math.maxinteger, 1)
  or pcall(table.unpack, {}, math.mininteger, math.maxinteger) or pcall(string.rep, "x", math.maxinteger)
error(ok and "ESCAPED" or "refused")
