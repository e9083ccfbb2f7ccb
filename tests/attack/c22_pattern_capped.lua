-- EXPECT abort:wall | a pattern within the caps can still be quadratic: the second bell ends the call
return (("a"):rep(250000)):find(".-.-b")
