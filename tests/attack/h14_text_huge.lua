-- EXPECT error | a text of 2 MB
return { ("x"):rep(2000000) }
