-- SPDX-License-Identifier: MIT
--- The description of a workflow: all of it that is data, for the host to store,
--- check by and draw. Functions stay here and are fetched one by one.

local tables = require "tables"

local describe = {}

--- The number of this shape of description and of the hooks. The host goes on serving
--- every number that was ever released.
describe.interface = 1

local shares = {
    { 1, "all" }, { 3 / 4, "three quarters" }, { 2 / 3, "two thirds" }, { 1 / 2, "half" },
    { 1 / 3, "a third" }, { 1 / 4, "a quarter" },
}

-- A share as people say it.
local function share_in_words(number)
    for _, pair in ipairs(shares) do
        if math.abs(number - pair[1]) < 0.0001 then
            return pair[2]
        end
    end
    return string.format("%.3g%%", number * 100)
end

local function in_words(one, number)
    if one.sort == "count" then
        return string.format("%d", number)
    end
    return share_in_words(number)
end

local function spaced(name)
    return (string.gsub(name, "_", " "))
end

-- What to say when the author said nothing.
local function usual_why(one)
    local facts = one.facts
    if one.sort == "every" and facts.is then
        return string.format("Not every %s is as it should be yet.", spaced(facts.kind))
    elseif one.sort == "every" then
        return string.format("Not every %s has its %s yet.", spaced(facts.kind),
            spaced(table.concat(facts.has, " or ")))
    elseif one.sort == "count" and facts.at_most then
        return string.format("There should be at most {at_most} (%s).", spaced(facts.kind))
    elseif one.sort == "count" then
        return string.format("There should be at least {at_least} (%s).", spaced(facts.kind))
    elseif one.sort == "share" then
        return string.format("At least {at_least} should be so (%s).", spaced(facts.kind))
    elseif one.sort == "each" then
        return string.format("Not every %s has its %s yet.", spaced(facts.kind),
            spaced(facts.with))
    elseif one.sort == "cycle" then
        return string.format("The %s is still missing.", spaced(table.concat(facts.has, " and ")))
    end
    return "This is not ready yet."
end

local function why(one)
    local text = one.facts.why or usual_why(one)
    return (string.gsub(text, "{(at_%l+)}", function(key)
        local number = one.facts[key]
        if not number and key == "at_least" then
            number = 1
        end
        return number and in_words(one, number)
    end))
end

-- Shares travel as text, since canonical JSON has whole numbers only.
local function as_text(number)
    return string.format("%.14g", number)
end

local function describe_gate(name, one)
    local facts = one.facts
    local made = { name = name, gate = one.sort, why = why(one) }
    for _, key in ipairs({ "kind", "where", "of", "has", "with", "by", "alike", "at_least",
        "at_most" }) do
        made[key] = tables.copy(facts[key])
    end
    if one.sort == "every" and facts.is then
        -- "each is so" is the share that is so, among those that count.
        made.gate, made.of, made.where, made.has = "share", facts.where or {}, facts.is, nil
    end
    if made.gate == "share" then
        made.of = made.of or {}
    end
    if made.gate == "every" or made.gate == "share" then
        made.at_least = as_text(facts.at_least or 1)
    elseif made.gate == "hook" then
        made.reads = facts.reads ~= nil
    end
    return made
end

-- Names in the order in which things were written; what has no number comes last.
local function in_order(map)
    local names = tables.keys(map)
    table.sort(names, function(a, b)
        local first, second = map[a].number or math.huge, map[b].number or math.huge
        if first ~= second then
            return first < second
        end
        return a < b
    end)
    return names
end

local function describe_command(name, one, step)
    return {
        name = name, title = one.title or tables.title(name),
        who = tables.copy(one.who or step.who), args = tables.copy(one.args),
        reads = #one.layers.reads > 0, native = one.native,
        when_closed = one.when_closed,
    }
end

local function describe_step(step)
    local made = {
        name = step.name, title = step.title, purpose = step.purpose,
        records = tables.copy(step.records), changes = tables.copy(step.changes),
        draft = tables.copy(step.draft), top = tables.copy(step.top), ready = {}, commands = {},
        report = tables.copy(step.report),
    }
    for index, name in ipairs(in_order(step.ready)) do
        made.ready[index] = describe_gate(name, step.ready[name])
    end
    for index, name in ipairs(in_order(step.commands)) do
        made.commands[index] = describe_command(name, step.commands[name], step)
    end
    return made
end

--- The whole description; it shares nothing with the workflow.
---@param workflow table name, title, steps
---@param kinds table kind → JSON Schema, of new kinds
---@param fields table kind → field → JSON Schema, of what is added to built-in kinds
---@return table description
function describe.workflow(workflow, kinds, fields)
    local steps = {}
    for index, step in ipairs(workflow.steps) do
        steps[index] = describe_step(step)
    end
    return {
        interface = describe.interface, name = workflow.name, title = workflow.title,
        kinds = kinds, fields = fields, steps = steps,
    }
end

return describe
