-- SPDX-License-Identifier: MIT
--- Whether two texts have the same words, so that nothing is written down twice.

local step = require "step"

local wording = {}

--- A text without regard to capitals and to how it is spaced.
---@param text string
---@return string
function wording.plain(text)
    return (text:lower():gsub("%s+", " "):gsub("^ ", ""):gsub(" $", ""))
end

--- The first record whose `text` has these words.
---@param list table[] records
---@param text string
---@return table? record
function wording.find(list, text)
    for _, one in ipairs(list) do
        if wording.plain(one.text) == wording.plain(text) then
            return one
        end
    end
    return nil
end

--- For `step.adds`: refuses words that stand there already, under the same record and by
--- the same viewpoint (or none). A local script whose `reads` leaves the check's out is
--- taken to know better.
---@param kind string the kind of record that is added, with a field `text`
---@param under string the field, and argument, that says under what
---@return fun(args: table, base: function): table reads
---@return fun(now: table, args: table): string? check
function wording.once(kind, under)
    local function reads(args, base)
        local wanted = base()
        wanted.alike = { kind = kind, where = { [under] = args[under] } }
        return wanted
    end
    local function check(now, args)
        for _, one in ipairs(now.alike or {}) do
            if one.perspective == args.perspective and wording.find({ one }, args.text) then
                return '"' .. one.text .. '" is written down already: ' .. one.id .. "."
            end
        end
        return nil
    end
    return reads, check
end

--- What a command that is not of `step.adds` returns for the same.
---@param one table the record with those words
---@return table[] effects
function wording.refuse(one)
    return step.refuse('"%s" is written down already: %s.', one.text, one.id)
end

return wording
