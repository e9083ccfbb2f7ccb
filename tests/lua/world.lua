-- SPDX-License-Identifier: MIT
--- A make-believe host: a few records in memory, commands run on them as the engine
--- runs them, and every effect checked against the schemas.

local json = require "json"

local world = {}
world.__index = world

local kinds = {
    "action", "attachment", "ballot", "cause", "commitment", "concern", "cycle", "good_practice",
    "idea", "indicator", "local_offer", "measurement", "member", "participant", "permission",
    "person", "pile", "placing", "progress", "ranking", "review", "seat", "share", "statement",
    "story", "success", "theme", "vote",
}

function world.schemas(root)
    local all = {}
    for _, kind in ipairs(kinds) do
        all[kind] = json.read(root .. "/schemas/records/" .. kind .. ".schema.json")
    end
    return all
end

--- A world for a workflow, with an open cycle in it.
function world.new(root, library, workflow)
    local self = setmetatable({
        library = library, workflow = workflow, records = {}, order = {}, numbers = {},
        ran = {}, schemas = world.schemas(root), description = library.describe(workflow),
    }, world)
    for kind, fields in pairs(self.description.fields) do
        for name, part in pairs(fields) do
            self.schemas[kind].properties[name] = part
        end
    end
    self.cycle = self:add("cycle", {
        name = "2025/26", workflow = "workflows.x", state = "open",
    })
    return self
end

local function valid(part, value)
    if part.enum then
        for _, choice in ipairs(part.enum) do
            if choice == value then
                return true
            end
        end
        return false
    end
    local kind = part.type
    if kind == "string" then
        return type(value) == "string" and #value <= (part.maxLength or #value)
            and #value >= (part.minLength or 0)
            and (part.format ~= "date" or value:find("^%d%d%d%d%-%d%d%-%d%d$") ~= nil)
    elseif kind == "integer" then
        return math.type(value) == "integer" and value >= (part.minimum or value)
    elseif kind == "boolean" then
        return type(value) == "boolean"
    elseif kind == "array" then
        for _, item in ipairs(type(value) == "table" and value or { value }) do
            if not valid(part.items, item) then
                return false
            end
        end
    end
    return type(value) == "table"
end

local function check_body(self, record)
    local schema = self.schemas[record.kind]
    for name, value in pairs(record.body) do
        local part = schema.properties[name]
        assert(part, record.kind .. " has no field " .. name)
        assert(valid(part, value), string.format("%s.%s cannot be %s", record.kind, name,
            tostring(value)))
        for _, id in ipairs(part["x-ref"] and (type(value) == "table" and value or { value })
            or {}) do
            assert(self.records[id], string.format("%s.%s names nothing: %s", record.kind, name,
                id))
            assert(self.records[id].kind == part["x-ref"], name .. " names another kind")
        end
    end
    for _, name in ipairs(schema.required or {}) do
        assert(record.body[name] ~= nil, record.kind .. " lacks " .. name)
    end
    local fits = not schema.anyOf
    for _, one in ipairs(schema.anyOf or {}) do
        fits = fits or record.body[one.required[1]] ~= nil
    end
    assert(fits, record.kind .. " names none of what it must")
end

function world:add(kind, body)
    self.numbers[kind] = (self.numbers[kind] or 0) + 1
    local id = string.format("%s-000001.%04d", kind, self.numbers[kind])
    self.records[id] = { kind = kind, body = body }
    self.order[#self.order + 1] = id
    check_body(self, self.records[id])
    return id
end

local function copy(value)
    if type(value) ~= "table" then
        return value
    end
    local made = {}
    for key, item in pairs(value) do
        made[key] = copy(item)
    end
    return made
end

--- A record as a hook sees it.
function world:get(id)
    local record = self.records[id]
    if not record then
        return nil
    end
    local seen = copy(record.body)
    seen.id, seen.kind, seen.version = id, seen.kind or record.kind, 1
    return seen
end

local function matches(body, where)
    for name, wanted in pairs(where or {}) do
        local found = false
        local values = type(body[name]) == "table" and body[name] or { body[name] or false }
        for _, one in ipairs(type(wanted) == "table" and wanted or { wanted }) do
            for _, value in ipairs(values) do
                found = found or value == one
            end
        end
        if not found then
            return false
        end
    end
    return true
end

function world:find(kind, where)
    local list = {}
    for _, id in ipairs(self.order) do
        local record = self.records[id]
        if record and record.kind == kind and matches(record.body, where) then
            list[#list + 1] = self:get(id)
        end
    end
    return list
end

local function read_one(self, asked)
    if type(asked) == "string" then
        return assert(self:get(asked), "no record " .. asked)
    elseif asked.count then
        return #self:find(asked.count, asked.where)
    elseif asked.kind then
        return self:find(asked.kind, asked.where)
    end
    local list = {}
    for index, id in ipairs(asked) do
        list[index] = assert(self:get(id), "no record " .. id)
    end
    return list
end

function world:command(path)
    local step_name, name = path:match("^(.-)%.(.+)$")
    for _, step in ipairs(self.description.steps) do
        for _, command in ipairs(step.name == step_name and step.commands or {}) do
            if command.name == name then
                return command, step_name, step.top
            end
        end
    end
    error("no command " .. path, 2)
end

local function check_args(self, command, args)
    local known = {}
    for _, argument in ipairs(command.args) do
        known[argument.name] = true
        local value = args[argument.name]
        assert(value ~= nil or argument.optional, "argument " .. argument.name .. " is missing")
        assert(value == nil or not argument.many or type(value) == "table",
            argument.name .. " must be a list")
        local kind, field = argument.type:match("^(.-)%.(.+)$")
        if value ~= nil and kind then
            local part = self.schemas[kind].properties[field]
            for _, one in ipairs(argument.many and value or { value }) do
                assert(valid(part, argument.many and part.type == "array" and { one } or one),
                    argument.name .. " is not valid")
            end
        end
    end
    for name in pairs(args) do
        assert(known[name], "no argument " .. name)
    end
end

-- Whether a read asks by a field of another read.
local function refers(asked)
    for _, wanted in pairs(type(asked) == "table" and asked.where or {}) do
        if type(wanted) == "table" and wanted.of then
            return true
        end
    end
    return false
end

local function gather(self, command, step_name, top, args)
    local now = {
        today = "2026-03-02", actor = "Sam", cycle = self:get(self.cycle), top = copy(top),
    }
    local reads = self.library.hook(self.workflow, step_name, "commands", command.name, "reads")
    assert((reads ~= nil) == command.reads, "reads is not as described")
    local asked = {}
    if reads then
        asked = reads(copy(args))
    else
        for _, argument in ipairs(command.args) do
            if self.schemas[argument.type] then
                asked[argument.name] = args[argument.name]
            end
        end
    end
    for name, what in pairs(asked) do
        if not refers(what) then
            now[name] = read_one(self, what)
        end
    end
    for name, what in pairs(asked) do
        if refers(what) then
            what = copy(what)
            for field, wanted in pairs(what.where) do
                if type(wanted) == "table" and wanted.of then
                    what.where[field] = now[wanted.of][wanted.field] or false
                end
            end
            now[name] = read_one(self, what)
        end
    end
    return now
end

local function apply(self, effects)
    local new = {}
    local function real(id)
        return new[id] or id
    end
    for _, effect in ipairs(effects) do
        local body = {}
        for name, value in pairs(effect) do
            body[name] = type(value) == "string" and real(value) or value
        end
        if effect.remark and not (effect.create or effect.change) then
            self.remarks[#self.remarks + 1] = effect.remark
        elseif effect.create then
            body.create = nil
            new["new:" .. (#new + 1)] = self:add(effect.create, body)
            new[#new + 1] = true
        else
            local id = real(effect.change or effect.link or effect.unlink or effect.remove
                or effect.flag)
            local target = assert(self.records[id], "no record " .. tostring(id))
            if effect.change then
                body.change = nil
                for name, value in pairs(body) do
                    target.body[name] = value
                end
            elseif effect.link then
                target.body[effect.field] = real(effect.to)
            elseif effect.unlink then
                target.body[effect.field] = nil
            elseif effect.flag then
                target.body.flags = target.body.flags or {}
                table.insert(target.body.flags, effect.reason)
            else
                self.records[id] = nil
            end
            if self.records[id] then
                check_body(self, target)
            end
        end
    end
end

--- Runs a command and applies what it proposes.
---@return string|nil refusal nil when it was done
function world:run(path, args)
    local command, step_name, top = self:command(path)
    args = args or {}
    check_args(self, command, args)
    local run = assert(self.library.hook(self.workflow, step_name, "commands", command.name,
        "run"), "no run")
    local now = gather(self, command, step_name, top, args)
    local effects = run(now, copy(args))
    self.ran[path] = true
    if effects[1] and effects[1].refuse then
        return effects[1].refuse
    end
    self.remarks = {}
    apply(self, effects)
    return nil
end

--- The commands of these steps that were never run, native ones aside.
function world:never_run(steps)
    local left = {}
    for _, name in ipairs(steps) do
        for _, step in ipairs(self.description.steps) do
            for _, command in ipairs(step.name == name and step.commands or {}) do
                local path = name .. "." .. command.name
                if not self.ran[path] and not command.native then
                    left[#left + 1] = path
                end
            end
        end
    end
    return table.concat(left, " ")
end

--- The answer of a gate that is a hook.
function world:ask(step_name, name)
    local reads = self.library.hook(self.workflow, step_name, "ready", name, "reads")
    local test = self.library.hook(self.workflow, step_name, "ready", name, "test")
    local now = { today = "2026-03-02", cycle = self:get(self.cycle) }
    for key, asked in pairs(reads and reads({}) or {}) do
        now[key] = read_one(self, asked)
    end
    return test(now)
end

--- How many records there are.
function world:count(kind, where)
    return #self:find(kind, where)
end

return world
