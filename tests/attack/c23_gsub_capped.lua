-- EXPECT abort:wall | the same in gsub
return #(("a"):rep(250000)):gsub(".-.-b", "")
