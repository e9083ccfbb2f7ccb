-- EXPECT ok:done|error|abort:wall|abort:cpu | f07 within the caps: an iterator used again after it was too complex
local iter = string.gmatch(("a"):rep(250000), ("a?"):rep(256))
for _ = 1, 5 do pcall(iter) end
local captures = string.gmatch(("a"):rep(1000), ("(a*)"):rep(128))
for _ = 1, 5 do pcall(captures) end
return "done"
