-- SPDX-License-Identifier: MIT
--- Words as people write them: whether two texts say the same, so that nothing is written
--- down twice, and how a message names some of many.

local step = require "step"

local wording = {}

--- A text without regard to capitals and to how it is spaced.
---@param text string
---@return string
function wording.plain(text)
    return (text:lower():gsub("%s+", " "):gsub("^ ", ""):gsub(" $", ""))
end

--- What must follow a command, to be pasted, to reach the cycle of this name; "" of none.
---@param name string?
---@return string
function wording.in_cycle(name)
    if not name then
        return ""
    elseif name:find("^[%w_./:,@%%+=][%w_./:,@%%+=-]*$") then
        return " --cycle " .. name
    end
    return " --cycle '" .. name:gsub("'", "'\\''") .. "'"
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

local function comparable(value)
    if type(value) == "table" then
        local items = table.move(value, 1, #value, 1, {})
        table.sort(items)
        return table.concat(items, ",")
    end
    return type(value) == "string" and wording.plain(value) or value
end

-- Whether two say the same in each of these fields; both may leave one out.
local function same_fields(one, other, fields)
    for _, field in ipairs(fields) do
        if comparable(one[field]) ~= comparable(other[field]) then
            return false
        end
    end
    return true
end

local function fields_of(rule)
    return { rule.words or "text", table.unpack(rule.also or { "perspective" }) }
end

-- Why words that stand in one of these are not taken again, or nil.
local function already(list, said, fields, over)
    for _, one in ipairs(list or {}) do
        if one.id ~= said.id and same_fields(one, said, fields) and not (over and over(one)) then
            return '"' .. one[fields[1]] .. '" is written down already: ' .. one.id .. "."
        end
    end
    return nil
end

--- For `step.adds`: refuses words that stand there already, under the same record and
--- with the same in some other fields (or none). A local script whose `reads` leaves the
--- check's out is taken to know better.
---@param kind string the kind of record that is added
---@param under string|nil the field, and argument, that says under what; nil: in the cycle
---@param rule table|nil words = the field of the words (text), also = the other fields
--- (perspective), over = function(record), true of one that counts no more
---@return fun(args: table, base: function): table reads
---@return fun(now: table, args: table): string? check
function wording.once(kind, under, rule)
    rule = rule or {}
    local fields = fields_of(rule)
    local function reads(args, base)
        local wanted = base()
        wanted.alike = { kind = kind, where = under and { [under] = args[under] } }
        return wanted
    end
    local function check(now, args)
        return already(now.alike, args, fields, rule.over)
    end
    return reads, check
end

--- For `step.sets`: the same of a record that is changed, or counts again.
---@param kind string the kind of record, and argument, that is changed
---@param under string|nil see wording.once
---@param rule table|nil see wording.once
---@return fun(args: table, base: function): table reads
---@return fun(now: table, args: table): string? check
function wording.still_once(kind, under, rule)
    rule = rule or {}
    local fields = fields_of(rule)
    local function reads(_, base)
        local wanted = base()
        wanted.alike = { kind = kind,
            where = under and { [under] = { of = kind, field = under } } }
        return wanted
    end
    local function check(now, args)
        local old, said = now[kind], {}
        for _, from in ipairs({ old, args }) do
            for name, value in pairs(from) do
                said[name] = value
            end
        end
        if rule.over and rule.over(said)
            or same_fields(said, old, fields) and not (rule.over and rule.over(old)) then
            return nil
        end
        return already(now.alike, said, fields, rule.over)
    end
    return reads, check
end

--- Words as a message quotes them.
---@param text string
---@return string
function wording.quoted(text)
    return '"' .. text .. '"'
end

--- Names as a message lists them: three, and how many more there are.
---@param names string[]
---@return string
function wording.some(names)
    local more = #names > 3 and string.format(" and %d more", #names - 3) or ""
    return table.concat(names, ", ", 1, math.min(3, #names)) .. more
end

--- For the `test` of a gate: true, or the message with some of the records that fail it.
---@param records table[]|nil
---@param failing fun(record: table): string|nil what to call a record that fails
---@param message string with %s in the place of what they are called
---@return boolean|string
function wording.none(records, failing, message)
    local names = {}
    for _, record in ipairs(records or {}) do
        local words = failing(record)
        if words then
            names[#names + 1] = words
        end
    end
    return #names == 0 or string.format(message, wording.some(names))
end

--- What a command that is not of `step.adds` returns for the same.
---@param one table the record with those words
---@return table[] effects
function wording.refuse(one)
    return step.refuse('"%s" is written down already: %s.', one.text, one.id)
end

return wording
