-- EXPECT error | half a letter in a name
return { [("é"):sub(1, 1)] = 1 }
