-- Lua 5.4 without globals of our own; unused variables, arguments and values are errors.
std = "lua54"
max_line_length = 100
unused = true
unused_args = true
