-- EXPECT ok:ok|error | CVE-2022-28805 shape: _ENV as <const>
local f, e = load("local _ENV <const> = 1; return function() A = 1 end"); return "ok"
