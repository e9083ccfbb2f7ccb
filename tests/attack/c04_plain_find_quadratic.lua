-- EXPECT ok:nil|error | plain find is O(n*m) in stock Lua (memchr+memcmp); the host uses memmem
return (string.rep("a", 4000000)):find(string.rep("a", 2000000) .. "b", 1, true)
