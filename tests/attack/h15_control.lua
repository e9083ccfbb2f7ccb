-- EXPECT ok | a million control characters, each six bytes in JSON
return ("\1"):rep(1000000)
