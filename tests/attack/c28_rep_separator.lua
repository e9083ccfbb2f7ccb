-- EXPECT error | the separator counts too
return #("x"):rep(100000, ("y"):rep(100000))
