-- SPDX-License-Identifier: MIT
--- A step of a workflow: what people do next, what should hold before they move on,
--- and what it adds to the report.
--
--     local step = require "step"
--     local gate = require "gate"
--
--     return step {
--         name     = "sense_check",
--         title    = "Youth panel sense check",
--         purpose  = "Young people say whether each theme means what was said.",
--         fields   = { theme = { panel_view = { enum = { "yes", "nearly", "no" } } } },
--         ready    = { panel_has_read = gate.every "theme" :has "panel_view" },
--     }
--
-- `step { … }` may hold: name, title, purpose (these three it must); who (the roles
-- that may do its commands when a command does not say); records (the kinds that it
-- owns); changes (kinds of other steps that its commands may change too); draft (data:
-- what the computer suggests); propose (a function: names that a group could have); top
-- (how many statements of a person count under a heading, and whether a person picks
-- them); ready (gates by name); commands (by name); report (a list of parts); fields
-- (added to kinds that are there, which any step may then change); kinds (whole new
-- ones). A step that adds fields gets a command `set` for them by itself, called
-- `set_KIND` when it adds to several kinds.

local author = require "author"
local command = require "command"
local gate = require "gate"
local nearest = require "nearest"
local report = require "report"
local tables = require "tables"

local step = {}
local Step = {}
Step.__index = Step

local keys = {
    "name", "title", "purpose", "who", "records", "changes", "draft", "propose", "top",
    "ready", "commands", "report", "fields", "kinds",
}
local draft_keys = { "cluster", "by", "into" }

--- A command that runs a function. `run(now, args)` gets the records that `reads` named
--- (or, without `reads`, those that the arguments name), and `now.today`, `now.actor`,
--- `now.cycle`; it returns a list of effects. Commands made with `step.command`,
--- `step.adds` and `step.sets` are shown in the order written; plain tables after them.
--- With `when_closed = true` it is taken in a closed cycle, too, and may write nothing
--- there but permissions; `now.cycle.state` is then "closed".
---@param spec table title, who, args, reads, run, when_closed; or native in place of run
---@return table command raises when the table is wrong
function step.command(spec)
    local source = type(spec) == "table" and spec.native ~= nil and "native" or "run"
    local made = command.new(author.here(1), "step.command", source, nil, spec)
    made.number = author.number()
    return made
end

--- A command that makes a new record: its fields are the arguments, and `set`.
---@param owner string the kind of record
---@param spec table title, who, args, set (fields that are always the same), reads,
--- check (a function that returns why it must not be done, or nil), run (laid over
--- what the command does: `run(now, args, base)`)
---@return table command raises when the table is wrong
function step.adds(owner, spec)
    local made = command.new(author.here(1), "step.adds", "adds", owner, spec)
    made.number = author.number()
    return made
end

--- A command that changes fields of a record to what the other arguments say. The
--- record is the argument that is called like its kind, unless `on` names another.
---@param owner string the kind of record
---@param spec table title, who, args, set, on, reads, check, run; see `step.adds`
---@return table command raises when the table is wrong
function step.sets(owner, spec)
    local made = command.new(author.here(1), "step.sets", "sets", owner, spec)
    made.number = author.number()
    return made
end

--- What a hook returns to do nothing and say why.
---@param message string for the people who tried
---@param ... any values for the %s and %d in it
---@return table[] effects
function step.refuse(message, ...)
    local full = select("#", ...) > 0 and string.format(message, ...) or message
    return { { refuse = full } }
end

local function check_map(at, what, map)
    if type(map) ~= "table" or #map > 0 then
        author.fail(at, what .. " must be a table by name: { some_name = … }")
    end
    for _, key in ipairs(tables.keys(map)) do
        if type(key) ~= "string" or not key:find("^%l[%l%d_]*$") then
            author.fail(at, string.format('%s: "%s" is no name; use small letters and _', what,
                tostring(key)))
        end
    end
end

-- Each of these lays what an author wrote over what is there: nothing yet, when the
-- step is made; the step below, when a later layer changes it.
local take = {}

local function take_text(self, what, spec, key, pattern)
    local value = spec[key]
    if value == nil and self[key] == nil then
        author.fail(self.at, string.format('%s has no %s; add %s = "…"', what, key,
            key))
    elseif value ~= nil and (type(value) ~= "string" or not value:find(pattern)) then
        author.fail(self.at, string.format("%s: %s must be %s", what, key,
            key == "name" and "small letters, digits and _" or "a text"))
    end
    self[key] = value or self[key]
end

-- Lists are replaced, or added to with { append = { … } }.
local function layered_list(at, what, below, written)
    if type(written) ~= "table" then
        author.fail(at, what .. " must be a list")
    end
    if written.append == nil then
        return tables.copy(written)
    end
    local all = tables.copy(below or {})
    for _, item in ipairs(type(written.append) == "table" and written.append or {}) do
        all[#all + 1] = tables.copy(item)
    end
    return all
end

function take.who(self, what, written)
    if type(written) == "table" then
        written = layered_list(self.at, what .. ": who", self.who, written)
    end
    self.who = command.roles(self.at, what, written)
end

function take.records(self, what, written)
    local list = layered_list(self.at, what .. ": records", self.records, written)
    self.records = (#list == 0 and {}) or tables.texts(list)
        or author.fail(self.at, what .. ": records must be a list of kinds")
end

function take.changes(self, what, written)
    local list = layered_list(self.at, what .. ": changes", self.changes, written)
    self.changes = (#list == 0 and {}) or tables.texts(list)
        or author.fail(self.at, what .. ": changes must be a list of kinds")
end

function take.draft(self, what, written)
    if type(written) ~= "table" then
        author.fail(self.at, what .. ': draft must be { cluster = …, by = …, into = … }')
    end
    author.only(self.at, what .. ": draft", written, draft_keys)
    self.draft = self.draft or {}
    for _, key in ipairs(draft_keys) do
        self.draft[key] = written[key] or self.draft[key]
        if type(self.draft[key]) ~= "string" then
            author.fail(self.at, string.format("%s: draft needs %s", what, key))
        end
    end
end

-- Each layer's function is laid over the one below; `false` takes them all away.
function take.propose(self, what, written)
    if written == false then
        self.propose = {}
        return
    elseif type(written) ~= "function" then
        author.fail(self.at, what .. ": propose must be a function(now, base), or false")
    end
    self.propose = { table.unpack(self.propose) }
    self.propose[#self.propose + 1] = written
end

-- `false`: all count, and nobody is asked.
function take.top(self, what, written)
    if written == false then
        self.top = { pick = false }
        return
    elseif type(written) ~= "table" then
        author.fail(self.at, what .. ": top must be { most = 2, pick = true }, or false")
    end
    author.only(self.at, what .. ": top", written, { "most", "pick" })
    self.top = tables.copy(self.top or { pick = true })
    for _, key in ipairs(tables.keys(written)) do
        self.top[key] = written[key]
    end
    local most = self.top.most
    if math.type(most) ~= "integer" or most < 1 or most > 1000 then
        author.fail(self.at, what .. ": top needs most, a whole number from 1")
    elseif type(self.top.pick) ~= "boolean" then
        author.fail(self.at, what .. ": top: pick must be true or false")
    end
end

local function missing(self, what, sort, name, map)
    author.fail(self.at, string.format('%s: there is no %s "%s" to change; %s', what, sort,
        name, nearest.hint(name, tables.keys(map))))
end

-- A gate or command is shown where the one stood whose place it takes.
local function in_place_of(below, item)
    if below then
        item = tables.copy(item)
        item.number = below.number or item.number
    end
    return item
end

function take.ready(self, what, written)
    check_map(self.at, what .. ": ready", written)
    for _, name in ipairs(tables.keys(written)) do
        local item, below = written[name], self.ready[name]
        if gate.is_gate(item) then
            self.ready[name] = in_place_of(below, item)
        elseif not below then
            if type(item) == "table" and self.made then
                missing(self, what, "gate", name, self.ready)
            end
            author.fail(self.at, string.format(
                '%s: ready.%s is no gate; make it with gate.every "theme" and the like', what,
                name))
        elseif item == false then
            self.ready[name] = nil
        elseif type(item) == "table" then
            self.ready[name] = gate.changed(below, item, self.at)
        else
            author.fail(self.at, string.format(
                "%s: change ready.%s with a table, or take it away with false", what, name))
        end
    end
end

function take.commands(self, what, written)
    check_map(self.at, what .. ": commands", written)
    for _, name in ipairs(tables.keys(written)) do
        local item, below = written[name], self.commands[name]
        local called = string.format("command %s.%s", self.name, name)
        if command.is_command(item) then
            self.commands[name] = in_place_of(below, item)
        elseif below and item == false then
            self.commands[name] = nil
            self.without[name] = true
        elseif below then
            self.commands[name] = command.changed(below, self.at, called, item)
        elseif type(item) == "table" and (item.run or item.native) then
            self.commands[name] = command.new(self.at, called, item.native and "native" or "run",
                nil, item)
        elseif self.made then
            missing(self, what, "command", name, self.commands)
        else
            command.new(self.at, called, "run", nil, item)
        end
    end
end

function take.report(self, what, written)
    if type(written) ~= "table" or (written.append == nil and not tables.is_list(written)) then
        author.fail(self.at, what .. ": report must be a list of parts")
    end
    local list = layered_list(self.at, what .. ": report", self.report, written)
    for index, part in ipairs(list) do
        list[index] = report.part(self.at, string.format("%s: report part %d", what, index), part)
    end
    self.report = list
end

--- Lays tables over tables, key by key.
local function merge(below, over)
    for _, key in ipairs(tables.keys(over)) do
        local both = type(below[key]) == "table" and type(over[key]) == "table"
        if both and not tables.is_list(over[key]) then
            merge(below[key], over[key])
        else
            below[key] = tables.copy(over[key])
        end
    end
end

function take.fields(self, what, written)
    check_map(self.at, what .. ": fields", written)
    for _, owner in ipairs(tables.keys(written)) do
        check_map(self.at, string.format("%s: fields.%s", what, owner), written[owner])
    end
    merge(self.fields, written)
end

function take.kinds(self, what, written)
    check_map(self.at, what .. ": kinds", written)
    merge(self.kinds, written)
    for _, name in ipairs(tables.keys(self.kinds)) do
        require("field").kind(self.at, name, self.kinds[name])
    end
end

-- Fields that nobody could fill in would be of no use, so a step has a command for
-- those that it adds.
local function add_set_commands(self)
    local owners = {}
    for _, owner in ipairs(tables.keys(self.fields)) do
        local own, built_in = {}, require("kind").built_in[owner] or {}
        for _, name in ipairs(tables.keys(self.fields[owner])) do
            if not built_in[name] then
                own[#own + 1] = name
            end
        end
        if #own > 0 then
            owners[#owners + 1] = { kind = owner, fields = own }
        end
    end
    for _, owner in ipairs(owners) do
        local name = #owners == 1 and "set" or "set_" .. owner.kind
        local made = self.commands[name]
        if not made and not self.without[name] then
            made = command.new(self.at, "command " .. self.name .. "." .. name, "sets",
                owner.kind, { args = { [owner.kind] = owner.kind .. "*" } })
            made.generated = true
            self.commands[name] = made
        end
        if made and made.generated then
            for _, own in ipairs(owner.fields) do
                local mark = #owner.fields == 1 and "" or "?"
                command.add_arg(made, own, owner.kind .. "." .. own .. mark)
            end
        end
    end
end

local function take_all(self, spec)
    local what = string.format('step "%s"', tostring(spec.name or self.name or "?"))
    author.only(self.at, what, spec, keys)
    take_text(self, what, spec, "name", "^%l[%l%d_]*$")
    take_text(self, what, spec, "title", "%S")
    take_text(self, what, spec, "purpose", "%S")
    for _, key in ipairs({ "who", "records", "changes", "draft", "propose", "top", "fields",
        "kinds", "ready", "commands", "report" }) do
        if spec[key] ~= nil then
            take[key](self, what, spec[key])
        end
    end
    add_set_commands(self)
    self.made = true
    return self
end

--- Makes a step. Written as `step { … }`.
---@param spec table see the top of this file
---@return table step raises when the table is wrong, with the nearest right name
function step.new(spec)
    local at = author.here(2)
    if type(spec) ~= "table" then
        author.fail(at, "a step is made from a table: step { name = …, title = …, purpose = … }")
    end
    local self = setmetatable({
        at = at, who = { "facilitator" }, records = {}, changes = {}, ready = {}, commands = {},
        report = {}, fields = {}, kinds = {}, without = {}, propose = {},
    }, Step)
    return take_all(self, spec)
end

--- Whether a value is a step.
---@param value any
---@return boolean
function step.is_step(value)
    return getmetatable(value) == Step
end

--- A step with some of it changed by a later layer; the step itself stays.
---@param below table the step
---@param at string where the changes were written
---@param spec table the same keys as `step { … }`, as deep as needed
---@return table step
function step.changed(below, at, spec)
    if type(spec) ~= "table" then
        author.fail(at, string.format('step "%s": change it with a table', below.name))
    end
    if spec.name ~= nil and spec.name ~= below.name then
        author.fail(at, string.format(
            'step "%s": a step keeps its name; change its title, or replace the step', below.name))
    end
    local self = tables.copy(below)
    self.at = at
    return take_all(self, spec)
end

return author.strict(step, "step", function(_, spec)
    local made = step.new(spec)
    return made
end)
