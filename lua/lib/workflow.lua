-- SPDX-License-Identifier: MIT
--- Workflows: a named row of steps, and how a local script changes one.
--
--     local wtfc = require "workflows.working_together_for_change"
--
--     return wtfc:extend {
--         title = "Working Together for Change in Thornmere",
--         prepare = {                                     -- a step, as deep as needed
--             title = "Get ready",
--             ready = { young_people_and_families = { at_least = 0.40 } },
--         },
--         theme = { commands = { move = {
--             run = function(now, args, base)             -- laid over the one below
--                 if … then return step.refuse("…") end
--                 return base()
--             end,
--         } } },
--         fields = { action = { cost = { format = "decimal" } } },
--         steps  = {
--             insert  = { sense_check, after = "theme" },  -- or a list of such tables
--             replace = { review = my_review },
--             remove  = { "understand" },
--         },
--     }
--
-- A step may also be given as the name of the module that gives it back; the module is
-- called like the step and is loaded when the step is needed. A pinned workflow is
-- loaded for every command, and most commands need one step of it.
--
-- Within a step: `false` takes a gate, command or argument away; a list replaces the
-- list below, `{ append = { … } }` adds to it. Extending never changes the workflow
-- that is extended.

local author = require "author"
local command = require "command"
local hook = require "hook"
local nearest = require "nearest"
local step = require "step"
local tables = require "tables"

local workflow = {}
local methods = {}
local Workflow = {}
local Later = {} -- the metatable of a step that is still to be loaded

function Workflow.__index(_, key)
    if methods[key] == nil and type(key) == "string" then
        author.fail(author.here(1), string.format('a workflow has no "%s"; %s', key,
            nearest.hint(key, tables.keys(methods))))
    end
    return methods[key]
end

local keys = { "name", "title", "steps", "fields", "kinds" }
local changes = { "insert", "replace", "remove" }

local function check_text(at, what, value, pattern)
    if type(value) ~= "string" or not value:find(pattern) then
        author.fail(at, what)
    end
end

local function names(steps)
    local list = {}
    for index, one in ipairs(steps) do
        list[index] = one.name
    end
    return list
end

local function position(at, what, steps, name)
    for index, one in ipairs(steps) do
        if one.name == name then
            return index
        end
    end
    author.fail(at, string.format('%s: there is no step "%s"; %s', what, tostring(name),
        nearest.hint(name, names(steps))))
end

local function check_step(at, what, value)
    local name = type(value) == "string" and value:match("[^.]+$")
    if name and name:find("^%l[%l%d_]*$") then
        return setmetatable({ name = name, module = value, at = at, changes = {} }, Later)
    elseif not step.is_step(value) then
        author.fail(at, what .. ": this is no step; make it with step { … }")
    end
    return value
end

-- A step with changes laid over it; one that is still to be loaded keeps them for then.
local function changed(one, at, spec)
    if getmetatable(one) ~= Later then
        return step.changed(one, at, spec)
    end
    local all = { table.unpack(one.changes) }
    all[#all + 1] = { at = at, spec = spec }
    return setmetatable({
        name = one.name, module = one.module, at = one.at, changes = all,
    }, Later)
end

-- The step at a place in the row, loaded.
local function loaded(self, index)
    local one = self.steps[index]
    if getmetatable(one) ~= Later then
        return one
    end
    local made = require(one.module)
    if not step.is_step(made) or made.name ~= one.name then
        author.fail(one.at, string.format('the module "%s" must give back a step called "%s"',
            one.module, one.name))
    end
    for _, change in ipairs(one.changes) do
        made = step.changed(made, change.at, change.spec)
    end
    self.steps[index] = made
    return made
end

local function check_names(self)
    local seen = {}
    for _, one in ipairs(self.steps) do
        if seen[one.name] or tables.has(keys, one.name) then
            author.fail(one.at, string.format('step "%s": %s', one.name, seen[one.name]
                and "there are two steps of that name"
                or "that name has a meaning in a workflow; choose another"))
        end
        seen[one.name] = true
    end
end

local function take_added(self, spec)
    for _, key in ipairs({ "fields", "kinds" }) do
        local added = spec[key]
        if added ~= nil and type(added) ~= "table" then
            author.fail(self.at, key .. " must be a table by name of the kind")
        end
        for _, name in ipairs(tables.keys(added or {})) do
            if type(added[name]) ~= "table" then
                author.fail(self.at, string.format("%s.%s must be a table", key, tostring(name)))
            end
            local below = self[key][name]
            self[key][name] = tables.copy(added[name])
            if key == "fields" then
                for own, part in pairs(below or {}) do
                    self[key][name][own] = self[key][name][own] or part
                end
            end
        end
    end
end

--- Makes a workflow. Written as `workflow { … }`.
---@param spec table name, title, steps (a list of steps, or names of their modules);
--- fields and kinds may be added
---@return table workflow raises when anything in it cannot be right
function workflow.new(spec)
    local at = author.here(2)
    if type(spec) ~= "table" then
        author.fail(at, "a workflow is made from a table: workflow { name = …, title = …, "
            .. "steps = { … } }")
    end
    author.only(at, "a workflow", spec, keys)
    check_text(at, "a workflow needs a name of small letters, digits and _", spec.name,
        "^%l[%l%d_]*$")
    check_text(at, "a workflow needs a title", spec.title, "%S")
    if type(spec.steps) ~= "table" or not tables.is_list(spec.steps) or #spec.steps == 0 then
        author.fail(at, "a workflow needs steps, a list")
    end
    local self = setmetatable({
        at = at, name = spec.name, title = spec.title, steps = {}, fields = {}, kinds = {},
    }, Workflow)
    for index, one in ipairs(spec.steps) do
        self.steps[index] = check_step(at, string.format("steps, number %d", index), one)
    end
    take_added(self, spec)
    check_names(self)
    return self
end

local function insert_steps(self, insert)
    local what = "steps.insert"
    if type(insert) ~= "table" or step.is_step(insert) then
        author.fail(self.at, what .. ' must be { some_step, after = "theme" } or a list of such')
    end
    local first = type(insert[1]) == "table" and not step.is_step(insert[1]) and insert[1][1]
    if type(first) == "string" or step.is_step(first) then
        for _, one in ipairs(insert) do
            insert_steps(self, one)
        end
        return
    end
    for _, key in ipairs(tables.keys(insert)) do
        if type(key) == "string" and key ~= "after" and key ~= "before" then
            author.fail(self.at, string.format('%s has no "%s"; %s', what, key,
                nearest.hint(key, { "after", "before" })))
        end
    end
    local index = #self.steps + 1
    if insert.after ~= nil then
        index = position(self.at, what .. ", after", self.steps, insert.after) + 1
    elseif insert.before ~= nil then
        index = position(self.at, what .. ", before", self.steps, insert.before)
    end
    for offset, one in ipairs(insert) do
        table.insert(self.steps, index + offset - 1, check_step(self.at, what, one))
    end
end

local function change_row(self, spec)
    if type(spec) ~= "table" then
        author.fail(self.at, "steps must be { insert = …, replace = …, remove = … }")
    end
    for _, key in ipairs(tables.keys(spec)) do
        if not tables.has(changes, key) then
            author.fail(self.at, string.format('steps has no "%s"; %s', tostring(key),
                nearest.hint(key, changes)))
        end
    end
    local removed = spec.remove ~= nil and (tables.texts(spec.remove)
        or author.fail(self.at, 'steps.remove must be a list of names, such as { "plan" }')) or {}
    for _, name in ipairs(removed) do
        table.remove(self.steps, position(self.at, "steps.remove", self.steps, name))
    end
    if spec.replace ~= nil and type(spec.replace) ~= "table" then
        author.fail(self.at, "steps.replace must be a table: { review = my_review }")
    end
    for _, name in ipairs(tables.keys(spec.replace or {})) do
        local what = "steps.replace." .. tostring(name)
        local index = position(self.at, what, self.steps, name)
        self.steps[index] = check_step(self.at, what, spec.replace[name])
    end
    if spec.insert ~= nil then
        insert_steps(self, spec.insert)
    end
end

--- A workflow like this one, changed; this one stays as it is. See the top of the file.
---@param spec table title, name, fields, kinds, steps, and any step by its name
---@return table workflow raises when anything in it cannot be right
function methods:extend(spec)
    local at = author.here(1)
    if type(spec) ~= "table" then
        author.fail(at, "extend needs a table of changes: extend { title = …, … }")
    end
    local made = setmetatable({
        at = at, name = self.name, title = self.title,
        steps = { table.unpack(self.steps) }, -- a step itself is never changed in place
        fields = tables.copy(self.fields), kinds = tables.copy(self.kinds),
    }, Workflow)
    if spec.steps ~= nil then
        change_row(made, spec.steps)
    end
    if spec.name ~= nil then
        check_text(at, "name must be small letters, digits and _", spec.name, "^%l[%l%d_]*$")
        made.name = spec.name
    end
    if spec.title ~= nil then
        check_text(at, "title must be a text", spec.title, "%S")
        made.title = spec.title
    end
    take_added(made, spec)
    local all = names(made.steps)
    for _, key in ipairs(keys) do
        all[#all + 1] = key
    end
    for _, key in ipairs(tables.keys(spec)) do
        if not tables.has(all, key) then
            author.fail(at, string.format('extend: there is no step or setting "%s"; %s',
                tostring(key), nearest.hint(key, all)))
        elseif not tables.has(keys, key) then
            local index = position(at, "extend", made.steps, key)
            made.steps[index] = changed(made.steps[index], at, spec[key])
        end
    end
    check_names(made)
    return made
end

local function check_workflow(value)
    if getmetatable(value) ~= Workflow then
        error("this is no workflow; end the script with return workflow { … } "
            .. "or return some_workflow:extend { … }", 0)
    end
end

--- All of a workflow that is data, for the host. Only now is it checked as a whole, and
--- only here are the modules for that loaded: the host asks for the description when it
--- pins a workflow to a cycle, and what is pinned is loaded again for every command.
---@param self table workflow
---@return table description interface, name, title, kinds, fields, steps; raises when a
--- step names a kind, field or choice that is not there
function workflow.describe(self)
    check_workflow(self)
    for index = 1, #self.steps do
        loaded(self, index)
    end
    local kinds, fields = require("check").workflow(self)
    return require("describe").workflow(self, kinds, fields)
end

-- Whether a type of argument is a kind.
local function is_kind(self, name)
    if name:find(".", 1, true) or tables.has(command.plain_types, name) then
        return false
    end
    local found = self.kinds[name] ~= nil or require("kind").built_in[name] ~= nil
    for index = 1, found and 0 or #self.steps do
        found = found or loaded(self, index).kinds[name] ~= nil
    end
    return found
end

--- The function behind a place in a workflow, for the host to call.
---@param self table workflow
---@param step_name string
---@param group string "commands", "ready" or "propose" ("report" has none)
---@param name string|integer|nil the command or gate
---@param which string|nil "reads", "run" or "test"
---@return function|nil
function workflow.hook(self, step_name, group, name, which)
    check_workflow(self)
    for index, each in ipairs(self.steps) do
        if each.name == step_name then
            local one = loaded(self, index)
            local what = string.format("%s.%s", step_name, tostring(name))
            if group == "propose" then
                return hook.of_propose(one.propose, one.at, step_name .. ".propose")
            elseif group == "commands" and one.commands[name] then
                return hook.of_command(one.commands[name], what, which, function(kind)
                    return is_kind(self, kind)
                end)
            elseif group == "ready" and one.ready[name] then
                return hook.of_gate(one.ready[name], what, which)
            end
        end
    end
    return nil
end

return author.strict(workflow, "workflow", function(_, spec)
    local made = workflow.new(spec)
    return made
end)
