-- SPDX-License-Identifier: MIT
--- Checks a whole workflow: every kind, field, choice and argument that its steps name
--- must be there. Done once, when the host asks for the workflow's description.

local author = require "author"
local command = require "command"
local field = require "field"
local gate = require "gate"
local kind = require "kind"
local nearest = require "nearest"
local tables = require "tables"

local check = {}

local function refuse_identity(at, what, name)
    if name == "identity" then
        author.fail(at, what .. ": who people are is sealed; no script can reach it")
    end
end

local function kind_of(self, at, what, name)
    refuse_identity(at, what, name)
    local fields = self.known[name]
    if not fields then
        author.fail(at, string.format('%s: there is no kind "%s"; %s', what, tostring(name),
            nearest.hint(name, tables.keys(self.known))))
    end
    return fields
end

local function field_of(self, at, what, owner, name)
    local fields = kind_of(self, at, what, owner)
    if not fields[name] then
        author.fail(at, string.format('%s: %s has no field "%s"; %s', what, owner,
            tostring(name), nearest.hint(name, tables.keys(fields))))
    end
    return fields[name]
end

-- What a gate asks for must be indexed. A field that a script added is marked so now.
local function counted_field(self, at, what, owner, name)
    local known = field_of(self, at, what, owner, name)
    if known.indexed then
        return known
    end
    local added = (self.fields[owner] or {})[name] or ((self.kinds[owner] or {}).properties
        or {})[name]
    if not added or known.words or kind.built_in[owner] and kind.built_in[owner][name] then
        author.fail(at, string.format(
            "%s: %s.%s cannot be counted by; only short fields are indexed. "
            .. "Use gate.hook to look at the records themselves", what, owner, name))
    end
    added["x-index"] = true
    known.indexed = true
    return known
end

local function check_value(at, what, owner, name, known, value)
    local wanted
    if value == false and known.type ~= "boolean" then
        return -- "absent"
    elseif known.type == "boolean" then
        wanted = type(value) ~= "boolean" and "true or false"
    elseif known.type == "integer" then
        wanted = math.type(value) ~= "integer" and "a whole number"
    elseif type(value) ~= "string" then
        wanted = "a text"
    elseif known.values and not tables.has(known.values, value) then
        author.fail(at, string.format('%s: %s.%s is never "%s"; %s', what, owner, name, value,
            nearest.hint(value, known.values)))
    end
    if wanted then
        author.fail(at, string.format("%s: %s.%s must be %s", what, owner, name, wanted))
    end
end

local function check_where(self, at, what, owner, where)
    for _, name in ipairs(tables.keys(where or {})) do
        local known = counted_field(self, at, what, owner, name)
        local values = type(where[name]) == "table" and where[name] or { where[name] }
        for _, value in ipairs(values) do
            check_value(at, what, owner, name, known, value)
        end
    end
end

local function check_gate(self, what, one)
    local facts, at = one.facts, one.at
    what = what .. ": " .. gate.name(one)
    local lacks = gate.lacks(one)
    if lacks then
        author.fail(at, string.format("%s lacks %s", what, lacks))
    end
    if one.sort == "cycle" then
        for _, name in ipairs(facts.has) do
            field_of(self, at, what, "cycle", name)
        end
        return
    elseif one.sort == "hook" then
        return
    end
    kind_of(self, at, what, facts.kind)
    check_where(self, at, what, facts.kind, facts.where)
    check_where(self, at, what, facts.kind, facts.of)
    check_where(self, at, what, facts.kind, facts.is)
    for _, name in ipairs(facts.has or {}) do
        counted_field(self, at, what, facts.kind, name)
    end
    if one.sort == "count" and facts.by then
        local known = field_of(self, at, what, facts.kind, facts.by)
        if not known.indexed then
            author.fail(at, string.format("%s: %s.%s is not indexed, so it cannot be counted by",
                what, facts.kind, facts.by))
        end
    end
    if one.sort == "each" then
        local known = field_of(self, at, what, facts.with, facts.by)
        if known.ref ~= facts.kind then
            author.fail(at, string.format("%s: %s.%s does not name a %s", what, facts.with,
                facts.by, facts.kind))
        end
        local alike = facts.alike and field_of(self, at, what, facts.kind, facts.alike)
        if alike and alike.ref ~= facts.kind then
            author.fail(at, string.format("%s: %s.%s does not name another %s", what, facts.kind,
                facts.alike, facts.kind))
        end
    end
end

local function check_arg(self, at, what, arg)
    what = what .. ", argument " .. arg.name
    local owner, name = arg.type:match("^([%l%d_]+)%.([%l%d_]+)$")
    if owner then
        field_of(self, at, what, owner, name)
    elseif not tables.has(command.plain_types, arg.type) and not self.known[arg.type] then
        refuse_identity(at, what, arg.type)
        local names = tables.keys(self.known)
        for _, plain in ipairs(command.plain_types) do
            names[#names + 1] = plain
        end
        author.fail(at, string.format('%s: there is no type "%s"; %s', what, arg.type,
            nearest.hint(arg.type, names)))
    end
end

local function check_command(self, what, one)
    for _, arg in ipairs(one.args) do
        check_arg(self, one.at, what, arg)
    end
    if one.source ~= "adds" and one.source ~= "sets" then
        return
    end
    kind_of(self, one.at, what, one.kind)
    local target = one.source == "sets" and command.target(one)
    if one.source == "sets" and (not target or target.type ~= one.kind) then
        author.fail(one.at, string.format(
            '%s: one argument must name what is changed: args = { %s = "%s" }', what,
            one.on or one.kind, one.kind))
    end
    for _, arg in ipairs(one.args) do
        if arg ~= target then
            field_of(self, one.at, what .. ", argument " .. arg.name, one.kind, arg.name)
        end
    end
    for _, name in ipairs(tables.keys(one.set)) do
        local known = field_of(self, one.at, what .. ", set", one.kind, name)
        if type(one.set[name]) ~= "table" then
            check_value(one.at, what .. ", set", one.kind, name, known, one.set[name])
        end
    end
end

local function check_report(self, at, what, part)
    if part.section then
        check_value(at, what, "theme", "section", self.known.theme.section, part.section)
    end
    if part.part ~= "table" then
        return
    end
    kind_of(self, at, what, part.kind)
    check_where(self, at, what, part.kind, part.where)
    for _, name in ipairs(part.columns) do
        field_of(self, at, what, part.kind, name)
    end
    if part.group then
        field_of(self, at, what, part.kind, part.group)
    end
end

local function check_step(self, one)
    local what = string.format('step "%s"', one.name)
    for _, name in ipairs(one.records) do
        kind_of(self, one.at, what .. ", records", name)
    end
    for _, name in ipairs(one.changes) do
        kind_of(self, one.at, what .. ", changes", name)
    end
    if one.draft then
        field_of(self, one.at, what .. ", draft", one.draft.cluster, one.draft.by)
        kind_of(self, one.at, what .. ", draft", one.draft.into)
    end
    for _, name in ipairs(tables.keys(one.ready)) do
        check_gate(self, string.format("%s.ready.%s", one.name, name), one.ready[name])
    end
    for _, name in ipairs(tables.keys(one.commands)) do
        check_command(self, string.format("command %s.%s", one.name, name), one.commands[name])
    end
    for index, part in ipairs(one.report) do
        check_report(self, one.at, string.format("%s, report part %d", what, index), part)
    end
end

-- Adds the kinds of one layer (the workflow or a step) to what is known.
local function add_kinds(self, at, added)
    for _, name in ipairs(tables.keys(added)) do
        if self.known[name] or name == "identity" or tables.has(command.plain_types, name) then
            author.fail(at, string.format(
                'kind "%s" is there already; choose another name, or add to it with fields', name))
        end
        local schema = field.kind(at, name, added[name])
        self.kinds[name] = schema
        self.known[name] = {}
        for own, part in pairs(schema.properties) do
            self.known[name][own] = field.known(part)
        end
    end
end

local function add_field(self, at, owner, name, part)
    local built_in = kind.built_in[owner]
    if built_in and built_in[name] then
        local full = field.widened(at, owner, name, part)
        self.fields[owner] = self.fields[owner] or {}
        self.fields[owner][name] = full
        local values = full.enum or full.items and full.items.enum
        self.known[owner][name].values = values or built_in[name].values
        return
    end
    local full = field.new(at, owner, name, part)
    self.known[owner][name] = field.known(full)
    if self.kinds[owner] then
        self.kinds[owner].properties[name] = full
    else
        self.fields[owner] = self.fields[owner] or {}
        self.fields[owner][name] = full
    end
end

local function add_fields(self, at, added)
    for _, owner in ipairs(tables.keys(added)) do
        kind_of(self, at, "fields", owner)
        for _, name in ipairs(tables.keys(added[owner])) do
            add_field(self, at, owner, name, added[owner][name])
        end
    end
end

--- Checks a workflow, and works out its kinds and fields.
---@param workflow table at, steps, fields, kinds as written
---@return table kinds kind → JSON Schema of the new kinds
---@return table fields kind → field → JSON Schema of what is added to built-in kinds
function check.workflow(workflow)
    local self = { known = tables.copy(kind.built_in), kinds = {}, fields = {} }
    local layers = { table.unpack(workflow.steps) }
    layers[#layers + 1] = workflow
    for _, layer in ipairs(layers) do
        add_kinds(self, layer.at, layer.kinds)
    end
    for _, layer in ipairs(layers) do
        add_fields(self, layer.at, layer.fields)
    end
    for _, owner in ipairs(tables.keys(self.known)) do
        for _, name in ipairs(tables.keys(self.known[owner])) do
            local to = self.known[owner][name].ref
            if to then
                kind_of(self, workflow.at, string.format("field %s.%s", owner, name), to)
            end
        end
    end
    for _, one in ipairs(workflow.steps) do
        check_step(self, one)
    end
    return self.kinds, self.fields
end

return check
