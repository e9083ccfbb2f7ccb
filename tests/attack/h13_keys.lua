-- EXPECT error | keys that JSON does not have
return { [true] = 1, [{}] = 2, [0.5] = 3 }
