-- SPDX-License-Identifier: MIT
--- Turns the layers of a command or gate into the one function that the host calls,
--- and checks what it gives back, so that the author is told in words.

local author = require "author"
local command = require "command"
local nearest = require "nearest"
local tables = require "tables"

local hook = {}

-- What an effect must have beside its own name. `create` takes fields only.
local effects = {
    create = {}, change = {}, link = { "field", "to" }, unlink = { "field" }, remove = {},
    flag = { "reason" }, refuse = {}, remark = {},
}
local operations = tables.keys(effects)

-- Lays functions over one another. Each gets the two arguments and, last, `base`: the
-- one below it, which takes the same arguments when it is called without any.
local function stacked(bottom, layers, arguments)
    local whole = bottom
    for _, layer in ipairs(layers) do
        local below = whole
        if arguments == 1 then
            whole = function(one)
                return layer(one, below and function(other)
                    return below(other == nil and one or other)
                end)
            end
        else
            whole = function(one, two)
                return layer(one, two, below and function(other, another)
                    return below(other == nil and one or other, another == nil and two or another)
                end)
            end
        end
    end
    return whole
end

local function check_effect(at, what, effect)
    if type(effect) ~= "table" then
        author.fail(at, what .. " must be a table, such as { change = args.theme, … }")
    end
    local found
    for _, operation in ipairs(operations) do
        -- A record may have a field called remark.
        if effect[operation] ~= nil and operation ~= "remark" then
            if found then
                author.fail(at, string.format("%s says both %s and %s; make two effects of it",
                    what, found, operation))
            end
            found = operation
        end
    end
    found = found or effect.remark ~= nil and "remark" or nil
    if not found then
        local written = tables.keys(effect)
        local meant
        for _, key in ipairs(written) do
            meant = meant or nearest.name(key, operations)
        end
        author.fail(at, string.format("%s does nothing known; %s", what,
            meant and string.format('did you mean "%s"?', meant)
            or "begin it with one of: " .. table.concat(operations, ", ")))
    end
    if type(effect[found]) ~= "string" then
        author.fail(at, string.format("%s: %s must name %s", what, found,
            found == "refuse" and "the reason" or found == "remark" and "what to tell people"
                or "a kind or a record"))
    end
    for _, key in ipairs(effects[found]) do
        if type(effect[key]) ~= "string" then
            author.fail(at, string.format('%s: %s also needs "%s"', what, found, key))
        end
    end
    return found
end

-- The list of effects that a command gave back.
local function check_effects(at, what, list)
    if not tables.is_list(list) then
        author.fail(at, what .. " must give back a list of effects: "
            .. "{ { change = args.theme, name = args.name } }, or {} for none")
    end
    for index, effect in ipairs(list) do
        local operation = check_effect(at, string.format("%s: effect %d", what, index), effect)
        if operation == "refuse" and #list > 1 then
            author.fail(at, what .. ": refuse must stand alone; nothing else is done")
        end
    end
    return list
end

local function check_reads(at, what, reads)
    if type(reads) ~= "table" or #reads > 0 then
        author.fail(at, what .. ': reads must give back a table by name, such as '
            .. '{ themes = { kind = "theme", where = { section = "working" } } }')
    end
    for _, name in ipairs(tables.keys(reads)) do
        local asked = reads[name]
        local good = type(asked) == "string"
            or (tables.is_list(asked) and (#asked == 0 or tables.texts(asked)))
            or (type(asked) == "table" and (type(asked.kind) == "string"
                or type(asked.count) == "string"))
        if not good then
            author.fail(at, string.format("%s: reads.%s must be an id, a list of ids, "
                .. "{ kind = … } or { count = … }", what, name))
        end
    end
    return reads
end

local function take_fields(self, args, fields, target)
    for _, arg in ipairs(self.args) do
        if arg.name ~= target and args[arg.name] ~= nil then
            fields[arg.name] = args[arg.name]
        end
    end
    for field, value in pairs(self.set) do
        fields[field] = tables.copy(value)
    end
    return fields
end

local function add_record(self)
    return function(_, args)
        return { take_fields(self, args, { create = self.kind }) }
    end
end

local function set_fields(self)
    local target = command.target(self).name
    return function(_, args)
        local ids = args[target]
        local list = {}
        for _, id in ipairs(type(ids) == "table" and ids or { ids }) do
            local effect = take_fields(self, args, { change = id }, target)
            if #tables.keys(effect) == 1 then
                return { { refuse = "There is nothing to change: say what it should be." } }
            end
            list[#list + 1] = effect
        end
        return list
    end
end

-- `check` stands before what `adds` and `sets` do, and may refuse it.
local function guarded(self, bottom)
    local check = stacked(nil, self.layers.check, 2)
    if not check then
        return bottom
    end
    return function(now, args)
        local refusal = check(now, args)
        if refusal then
            return { { refuse = refusal } }
        end
        return bottom(now, args)
    end
end

-- Without `reads`, the host sends the records that the arguments name; `base()` in a
-- layer over that asks for the same.
local function default_reads(self, is_kind)
    return function(args)
        local reads = {}
        for _, arg in ipairs(self.args) do
            if is_kind(arg.type) then
                reads[arg.name] = args[arg.name]
            end
        end
        return reads
    end
end

--- The function of a command.
---@param self table the command
---@param what string what to call it in a message
---@param which string "reads" or "run"
---@param is_kind fun(name: string): boolean whether a type of argument is a kind
---@return function|nil
function hook.of_command(self, what, which, is_kind)
    if which == "reads" then
        if #self.layers.reads == 0 then
            return nil
        end
        local reads = stacked(default_reads(self, is_kind), self.layers.reads, 1)
        return function(args)
            return check_reads(self.at, what, reads(args))
        end
    end
    if which ~= "run" or self.source == "native" then
        return nil
    end
    local bottom
    if self.source == "adds" then
        bottom = guarded(self, add_record(self))
    elseif self.source == "sets" then
        bottom = guarded(self, set_fields(self))
    end
    local run = stacked(bottom, self.layers.run, 2)
    return function(now, args)
        return check_effects(self.at, what, run(now, args))
    end
end

--- The function of a gate that is a hook. A test gives true when it holds, or else a
--- text that says what is missing, or false.
---@param made table the gate
---@param what string what to call it in a message
---@param which string "reads" or "test"
---@return function|nil
function hook.of_gate(made, what, which)
    local layers = made.facts[which]
    if made.sort ~= "hook" or (which ~= "reads" and which ~= "test") or not layers then
        return nil
    end
    if type(layers[1]) ~= "function" then
        return function()
            return check_reads(made.at, what, tables.copy(layers))
        end
    end
    local whole = stacked(nil, layers, 1)
    return function(one)
        local answer = whole(one == nil and {} or one)
        if which == "reads" then
            return check_reads(made.at, what, answer)
        end
        return type(answer) == "string" and answer ~= "" and answer or answer == true
    end
end

local function check_proposal(at, what, one, count)
    if type(one) ~= "table" or (type(one.text) ~= "string") == (type(one.left_out) ~= "string") then
        author.fail(at, what .. ' must be { text = "I …", from = 1 }, or with left_out = "…" '
            .. "(why it gives no name) in place of text")
    elseif math.type(one.from) ~= "integer" or one.from < 1 or one.from > count then
        author.fail(at, string.format("%s: from must be the place of its statement in "
            .. "now.statements, 1 to %d", what, count))
    end
end

--- The function that proposes names, with what i_statement finds about each.
---@param layers function[] the lowest first
---@param at string
---@param what string what to call it in a message
---@return function|nil
function hook.of_propose(layers, at, what)
    if #layers == 0 then
        return nil
    end
    local whole = stacked(nil, layers, 1)
    return function(now)
        local i_statement, list, made = require "i_statement", whole(now), {}
        if not tables.is_list(list) then
            author.fail(at, what .. ' must give back a list: { { text = "I …", from = 1 } }')
        end
        for index, one in ipairs(list) do
            check_proposal(at, string.format("%s: number %d", what, index), one, #now.statements)
            made[index] = {
                text = one.text, from = one.from, left_out = one.left_out,
                findings = one.text and i_statement.check(one.text),
            }
        end
        return made
    end
end

return hook
