-- SPDX-License-Identifier: MIT
--- Whose reviews count: by fields of a review, by the schools of a locality, or by a rule
--- that an authority gives a name to.
---
---     local groups = require "workflows.working_together_for_change.groups"
---
---     return wtfc:extend { prepare = { commands = { scope = { run = groups.named {
---         no_place_after_school = {
---             title = "left without a place",
---             where = { year_group = { 12, 13 }, attended = { false } },
---         },
---     } } } } }

local author = require "author"
local cards = require "workflows.working_together_for_change.cards"
local nearest = require "nearest"
local step = require "step"
local tables = require "tables"

local groups = {}

-- The fields of a review by which a cycle can be narrowed down: the indexed ones. Those
-- that an authority adds are checked when the scope is kept.
local fields = { "school", "year_group", "need", "in_area", "attended" }

-- A change of the cycle, where an empty table is no field.
local function changed(cycle, set)
    local effect, effects = { change = cycle.id }, {}
    for _, name in ipairs(tables.keys(set)) do
        if name == "scope" or not tables.is_empty(set[name]) then
            effect[name] = set[name]
        elseif cycle[name] then
            effects[#effects + 1] = { unlink = cycle.id, field = name }
        end
    end
    table.insert(effects, 1, effect)
    return effects
end

-- The names of the choices made before, but those that the field had a part in.
local function names_without(cycle, field)
    local kept = {}
    for name, of in pairs(cycle.scope_names or {}) do
        if not tables.has(of, field) then
            kept[name] = tables.copy(of)
        end
    end
    return kept
end

local function by_field(cycle, field, values)
    local filter = tables.copy(cycle.scope or {})
    local known = tables.copy(fields)
    table.move({ "locality", "everyone" }, 1, 2, #known + 1, known)
    if field == "group" then
        return step.refuse("No rule for a group has been written down yet: whoever owns the "
            .. "process does it, in a local script (docs/scripting.md).")
    elseif not tables.has(fields, field) and not filter[field] and nearest.name(field, known) then
        return step.refuse('Reviews cannot be chosen by "%s"; %s', field,
            nearest.hint(field, known))
    elseif not values and not filter[field] then
        return step.refuse('Say which values of "%s" count, or choose everyone.', field)
    end
    filter[field] = values
    return changed(cycle, { scope = filter, scope_names = names_without(cycle, field) })
end

-- The schools of some localities, each once.
local function schools_of(localities, names)
    local schools = {}
    for _, name in ipairs(names) do
        for _, school in ipairs(localities[name] or {}) do
            if not tables.has(schools, school) then
                schools[#schools + 1] = school
            end
        end
    end
    return schools
end

local function by_locality(cycle, names)
    local localities = cycle.localities or {}
    if tables.is_empty(localities) then
        return step.refuse("No locality has been put down yet: name its schools first, with "
            .. "prepare.locality.")
    end
    for _, name in ipairs(names or {}) do
        if not localities[name] then
            return step.refuse('There is no locality called "%s"; %s', name,
                nearest.hint(name, tables.keys(localities)))
        end
    end
    local filter, kept = tables.copy(cycle.scope or {}), names_without(cycle, "school")
    if not names and tables.is_empty(cycle.scope_names or {}) then
        return step.refuse("Say which localities count, or choose everyone.")
    end
    filter.school = names and schools_of(localities, names)
    for _, name in ipairs(names or {}) do
        kept[name] = { "school" }
    end
    return changed(cycle, { scope = filter, scope_names = kept })
end

--- Naming a field again replaces its values; without values it counts no longer.
---@param now table the cycle
---@param args table field, values
---@return table effects
function groups.scope(now, args)
    local values = args.values and #args.values > 0 and args.values or nil
    if args.field == "everyone" then
        if values then
            return step.refuse("Everyone means everyone: leave out the values.")
        end
        return changed(now.cycle, { scope = {}, scope_names = {} })
    elseif args.field == "locality" then
        return by_locality(now.cycle, values)
    end
    return by_field(now.cycle, args.field, values)
end

-- The localities among the choices made, with these schools from now on.
local function scope_again(cycle, localities, name)
    local named = {}
    for _, one in ipairs(tables.keys(cycle.scope_names or {})) do
        if localities[one] and tables.has(cycle.scope_names[one], "school") then
            named[#named + 1] = one
        end
    end
    if not tables.has(named, name) then
        return nil
    end
    local filter = tables.copy(cycle.scope or {})
    filter.school = schools_of(localities, named)
    return filter
end

--- Puts down which schools a locality has; without schools it is taken away.
---@param now table the cycle
---@param args table name, schools
---@return table effects
function groups.locality(now, args)
    local name = cards.trimmed(args.name)
    local localities = tables.copy(now.cycle.localities or {})
    local schools = args.schools and #args.schools > 0 and args.schools or nil
    if name == "" then
        return step.refuse("Give the locality a name.")
    elseif not schools and not localities[name] then
        return step.refuse('Say which schools are in "%s".', name)
    elseif not schools and (now.cycle.scope_names or {})[name] then
        return step.refuse('The reviews of "%s" are those that count; choose others first.', name)
    end
    localities[name] = schools and schools_of({ [name] = schools }, { name })
    return changed(now.cycle, {
        localities = localities, scope = scope_again(now.cycle, localities, name),
    })
end

-- 12 and true as a scope has them.
local function in_words(values)
    local list = {}
    for index, value in ipairs(type(values) == "table" and values or { values }) do
        list[index] = tostring(value)
    end
    return list
end

local function by_rule(now, rule)
    local filter, of = {}, tables.keys(rule.where)
    for _, field in ipairs(of) do
        filter[field] = in_words(rule.where[field])
    end
    return changed(now.cycle, { scope = filter, scope_names = { [rule.title] = of } })
end

--- The `run` of prepare.scope, laid over the one below, so that `field=group values=NAME`
--- chooses by a rule of the authority's own. A rule takes the place of what was chosen.
---@param rules table name → { title, where = { field = value or list of values } }
---@return fun(now: table, args: table, base: function): table
function groups.named(rules)
    local at = author.here(1)
    for _, name in ipairs(tables.keys(rules)) do
        local rule = rules[name]
        if type(rule) ~= "table" or type(rule.title) ~= "string" or not rule.title:find("%S")
            or type(rule.where) ~= "table" or tables.is_empty(rule.where) then
            author.fail(at, string.format('the group "%s" needs a title, and where = '
                .. "{ field = values }", tostring(name)))
        end
    end
    return function(now, args, base)
        if args.field ~= "group" then
            return base()
        end
        local name = args.values and args.values[1]
        if not name or #args.values > 1 then
            return step.refuse("Name one group; %s", nearest.hint(name, tables.keys(rules)))
        elseif not rules[name] then
            return step.refuse('There is no group called "%s"; %s', name,
                nearest.hint(name, tables.keys(rules)))
        end
        return by_rule(now, rules[name])
    end
end

return groups
