-- SPDX-License-Identifier: MIT
--- Tells an author what is wrong in a script, and where.
--
-- A message begins with the author's own file and line, never with ours. The place
-- is noted where something is written (`gate.every …`, `step { … }`), since most
-- mistakes can be seen only later, when the whole workflow is put together.
--
-- `return step { … }` is a tail call: Lua then no longer knows the author's line,
-- and the message begins with the step's name alone. The host adds the line.

local nearest = require "nearest"
local tables = require "tables"

local author = {}

local written = 0

--- The place of the caller, as text to begin a message with.
---@param level integer 1: the caller of the function that calls `here`; 2: its caller
---@return string at such as "local/workflows/thornmere.lua:12: ", or "" when unknown
function author.here(level)
    -- Without the debug library, an error's own position is the only way to ask.
    local _, at = pcall(error, "", level + 3)
    return type(at) == "string" and at or ""
end

--- A number that grows with every call: what was written first has the lower one.
---@return integer
function author.number()
    written = written + 1
    return written
end

--- Raises an error at a place that was noted before.
---@param at string from `author.here`
---@param message string what is wrong, and what to do
function author.fail(at, message)
    error(at .. message, 0)
end

--- Raises an error where a table has a key that means nothing there.
---@param at string from `author.here`
---@param what string what the table is, for the message
---@param spec table as it was written
---@param allowed string[]
function author.only(at, what, spec, allowed)
    for _, key in ipairs(tables.keys(spec)) do
        if not tables.has(allowed, key) then
            author.fail(at, string.format('%s has no "%s"; %s', what, tostring(key),
                nearest.hint(key, allowed)))
        end
    end
end

--- Makes a slip in a name of a library an error with the nearest right name, where
--- Lua itself would say only "attempt to call a nil value".
---@param library table its functions
---@param name string what authors call it
---@param call function|nil what `library { … }` does
---@return table library
function author.strict(library, name, call)
    return setmetatable(library, {
        __index = function(_, key)
            if type(key) ~= "string" then
                return nil
            end
            author.fail(author.here(1), string.format('there is no %s.%s; %s', name,
                tostring(key), nearest.hint(key, tables.keys(library))))
        end,
        __call = call,
    })
end

return author
