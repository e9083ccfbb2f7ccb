-- EXPECT ok:own|error | poisoning string.upper must stay inside this run (a fresh state per run); the core must hold its own local references
string.upper = function() return "poisoned" end
return ("x"):upper() == "poisoned" and "own" or "untouched"
