-- EXPECT error | half a letter
return { name = ("é"):sub(1, 1) }
