-- SPDX-License-Identifier: MIT
--- Commands of a step: what people can do in it. Authors write them as tables, or
--- with `step.command`, `step.adds` and `step.sets`; this is the form in between.
--
-- A command gets its work from one of four: `run` (a function), `adds` (a new record
-- made from the arguments), `sets` (fields changed to the arguments) or `native` (the
-- host does it). Functions are kept as layers, the lowest first, since a local script
-- may lay its own over them.

local author = require "author"
local nearest = require "nearest"
local tables = require "tables"

local command = {}
local Command = {}
Command.__index = Command

local keys = {
    run = { "title", "who", "args", "reads", "run", "when_closed" },
    adds = { "title", "who", "args", "reads", "check", "set", "run" },
    sets = { "title", "who", "args", "reads", "check", "set", "on", "run" },
    native = { "title", "who", "args", "native" },
}
local roles = { "owner", "facilitator", "officer", "safeguarding_lead", "table" }
local hooks = { "reads", "run", "check" }

--- The types of argument that are neither a kind nor a field of one.
command.plain_types = { "text", "whole", "decimal", "date", "yes_no" }

-- "theme.name*?" → its base, whether it may be left out, whether there may be many.
local function parse_type(at, what, written)
    if type(written) ~= "string" then
        author.fail(at, what .. ': give its type in quotes, such as "statement" or "text?"')
    end
    local base, marks = written:match("^([%l%d_.]+)([?*]*)$")
    if not base or #marks > 2 or marks == "??" or marks == "**" then
        author.fail(at, string.format(
            '%s: "%s" is no type; write a kind, KIND.FIELD or text, whole, decimal, date, '
            .. 'yes_no, with ? when it may be left out and * when there may be many', what,
            written))
    end
    return base, marks:find("?", 1, true) ~= nil, marks:find("*", 1, true) ~= nil
end

local function new_arg(at, what, name, written, title)
    if type(name) ~= "string" or not name:find("^%l[%l%d_]*$") then
        author.fail(at, string.format('%s: "%s" is no name for an argument', what, tostring(name)))
    end
    local base, optional, many = parse_type(at, what .. ", argument " .. name, written)
    return {
        name = name, type = base, optional = optional, many = many,
        title = title or tables.title(name),
    }
end

local function find_arg(args, name)
    for index, arg in ipairs(args) do
        if arg.name == name then
            return index
        end
    end
    return nil
end

-- Lays written arguments over the ones that are there. In the short form
-- (`{ theme = "theme", text = "cause.text" }`) new ones come in the order: those that
-- must be given, then by name. In the long form (`{ { "theme", "theme", title = … } }`)
-- they come as written.
local function add_args(at, what, args, written)
    if type(written) ~= "table" then
        author.fail(at, what .. ': args must be a table, such as { theme = "theme" }')
    end
    local fresh = {}
    for _, key in ipairs(tables.keys(written)) do
        local item = written[key]
        local name = key
        local title
        if type(key) == "number" then
            if type(item) ~= "table" or type(item[1]) ~= "string" then
                author.fail(at, string.format(
                    '%s: argument %d must be { "name", "type", title = "…" }', what, key))
            end
            name, item, title = item[1], item[2], item.title
        end
        local index = find_arg(args, name)
        if item == false then
            if not index then
                author.fail(at, string.format('%s: there is no argument "%s" to take away',
                    what, tostring(name)))
            end
            table.remove(args, index)
        elseif index then
            args[index] = new_arg(at, what, name, item, title or args[index].title)
        else
            fresh[#fresh + 1] = new_arg(at, what, name, item, title)
        end
    end
    if #written == 0 then
        table.sort(fresh, function(a, b)
            if a.optional ~= b.optional then
                return b.optional
            end
            return a.name < b.name
        end)
    end
    for _, arg in ipairs(fresh) do
        args[#args + 1] = arg
    end
end

--- Checks a list of roles.
---@param at string
---@param what string what they belong to, for the message
---@param who any
---@return string[]
function command.roles(at, what, who)
    local list = tables.texts(who)
    if not list then
        author.fail(at, what .. ': who must be a list of roles, such as { "facilitator" }')
    end
    for _, role in ipairs(list) do
        if not tables.has(roles, role) then
            author.fail(at, string.format('%s: there is no role "%s" that may do this; %s',
                what, role, nearest.hint(role, roles)))
        end
    end
    return list
end

-- Everything but `args` and the functions, checked and taken over.
local function take_plain(self, what, spec)
    if spec.title ~= nil then
        if type(spec.title) ~= "string" or spec.title == "" then
            author.fail(self.at, what .. ": title must be a text")
        end
        self.title = spec.title
    end
    if spec.who ~= nil then
        self.who = command.roles(self.at, what, spec.who)
    end
    if spec.set ~= nil then
        if type(spec.set) ~= "table" or #spec.set > 0 then
            author.fail(self.at, what .. ": set must be a table of fields and their values")
        end
        for field, value in pairs(spec.set) do
            self.set[field] = tables.copy(value)
        end
    end
    if spec.when_closed ~= nil then
        if type(spec.when_closed) ~= "boolean" then
            author.fail(self.at, what .. ": when_closed must be true or false")
        end
        self.when_closed = spec.when_closed
    end
    for _, key in ipairs({ "on", "native" }) do
        if spec[key] ~= nil and type(spec[key]) ~= "string" then
            author.fail(self.at, string.format("%s: %s must be a name in quotes", what, key))
        end
        self[key] = spec[key] or self[key]
    end
end

local function take_functions(self, what, spec)
    for _, key in ipairs(hooks) do
        if spec[key] ~= nil then
            if type(spec[key]) ~= "function" then
                author.fail(self.at, string.format("%s: %s must be a function", what, key))
            end
            table.insert(self.layers[key], spec[key])
        end
    end
end

--- A command from what an author wrote.
---@param at string where it was written
---@param what string what to call it in a message
---@param source string "run", "native", "adds" or "sets"
---@param kind string|nil for adds and sets: the kind of record
---@param spec table
---@return table command
function command.new(at, what, source, kind, spec)
    if type(spec) ~= "table" then
        author.fail(at, what .. ": describe it with a table: { args = { … }, run = … }")
    end
    if (source == "adds" or source == "sets") and type(kind) ~= "string" then
        author.fail(at, what .. ': name the kind: step.' .. source .. '("theme", { … })')
    end
    author.only(at, what, spec, keys[source])
    local self = setmetatable({
        at = at, source = source, kind = kind, args = {}, set = {},
        layers = { reads = {}, run = {}, check = {} },
    }, Command)
    take_plain(self, what, spec)
    take_functions(self, what, spec)
    add_args(at, what, self.args, spec.args or {})
    if source == "run" and #self.layers.run == 0 then
        author.fail(at, what .. " does nothing; give it run = function(now, args) … end, "
            .. "or make it with step.adds or step.sets")
    end
    return self
end

--- Whether a value is a command.
---@param value any
---@return boolean
function command.is_command(value)
    return getmetatable(value) == Command
end

--- A command with some of it changed by a later layer; the command itself stays.
---@param below table the command
---@param at string where the changes were written
---@param what string what to call it in a message
---@param spec table title, who, args, set; reads, run and check get the ones below
---@return table command
function command.changed(below, at, what, spec)
    if type(spec) ~= "table" then
        author.fail(at, what .. ": change it with a table, or take it away with false")
    end
    local allowed = tables.copy(keys[below.source])
    if below.source == "native" then
        allowed = { "title", "who" }
        if spec.run ~= nil or spec.reads ~= nil then
            author.fail(at, what .. " is done by Waymark itself; it has no function to wrap")
        end
    elseif not tables.has(allowed, "run") then
        allowed[#allowed + 1] = "run"
    end
    author.only(at, what, spec, allowed)
    local self = tables.copy(below)
    self.at = at
    take_plain(self, what, spec)
    take_functions(self, what, spec)
    if spec.args ~= nil then
        add_args(self.at, what, self.args, spec.args)
    end
    return self
end

--- The argument that names the records which a `sets` command changes.
---@param self table the command
---@return table|nil arg
function command.target(self)
    local index = find_arg(self.args, self.on or self.kind)
    return index and self.args[index] or nil
end

--- Adds an argument to a command that has none of that name.
---@param self table the command; it is changed
---@param name string
---@param written string its type
function command.add_arg(self, name, written)
    if not find_arg(self.args, name) then
        add_args(self.at, "argument " .. name, self.args, { { name, written } })
    end
end

return command
