-- EXPECT abort:cpu|error | (""):rep(2^62): zero bytes, 2^62 iterations
return (string.rep("", 1 << 62))
