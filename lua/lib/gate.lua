-- SPDX-License-Identifier: MIT
--- Gates: what should hold before people move on, and what to say when it does not.
--
--     gate.every "statement" :is_placed()
--     gate.every "theme" :where { section = "working" } :has "panel_view"
--     gate.count "review" :where { state = "held" } :at_least(1)
--     gate.share "participant" :of { invited = true }
--         :where { perspective = { "young_person", "family" } } :at_least(1 / 3)
--     gate.each "action" :with "indicator" :by "action"
--     gate.cycle "question"
--     gate.hook { reads = …, test = function(now) … end, why = "…" }
--
-- Each may end with `:because "what is missing, and what to do"`. All but `hook` are
-- data that the host counts by index. A gate never locks: it advises. Gates are shown
-- in the order in which they were written.

local author = require "author"
local nearest = require "nearest"
local tables = require "tables"

local gate = {}
local methods = {}
local Gate = {}

function Gate.__index(_, key)
    local method = methods[key]
    if not method and type(key) == "string" then
        author.fail(author.here(1), string.format('a gate has no "%s"; %s', tostring(key),
            nearest.hint(key, tables.keys(methods))))
    end
    return method
end

function Gate.__concat()
    author.fail(author.here(1), 'put the whole text in brackets: :because("…" .. "…")')
end

-- What each sort of gate may be told, and what it must be told.
local sorts = {
    every = {
        keys = { "kind", "where", "has", "is", "at_least", "why" },
        needs = 'what to look for: :has "theme", :is_agreed() or :is_placed()',
    },
    count = {
        keys = { "kind", "where", "by", "at_least", "at_most", "why" },
        needs = "how many: :at_least(1) or :at_most(0)",
    },
    share = {
        keys = { "kind", "of", "where", "at_least", "why" },
        needs = "which ones and how large: :where { … } :at_least(0.5)",
    },
    each = {
        keys = { "kind", "where", "with", "by", "alike", "why" },
        needs = 'the records that must name it, and how: :with "action" :by "success"',
    },
    cycle = {
        keys = { "has", "why" },
        needs = 'the field that it looks for: gate.cycle "question"',
    },
    hook = {
        keys = { "reads", "test", "why" },
        needs = "test = function(now) … end",
    },
}

local function name_of(self)
    local about = self.facts.kind and string.format(' "%s"', self.facts.kind) or ""
    return "gate." .. self.sort .. about
end

local function check_number(at, what, key, value, whole)
    if type(value) ~= "number" or value ~= value or value < 0
        or (whole and math.type(value) ~= "integer") or (not whole and value > 1) then
        author.fail(at, string.format("%s: %s must be %s", what, key,
            whole and "a whole number from 0" or "a share from 0 to 1, such as 0.4"))
    end
end

local function check_where(at, what, key, value)
    local good = type(value) == "table" and (tables.is_empty(value) or #value == 0)
    if not good then
        author.fail(at, string.format(
            '%s: %s must be a table of fields, such as { section = "working" }', what, key))
    end
end

-- One fact in the form in which gates keep it; raises when it cannot be right.
local function checked(at, what, sort, key, value)
    if key == "kind" or key == "with" or key == "by" or key == "alike"
        or key == "why" then
        if type(value) ~= "string" or value == "" then
            author.fail(at, string.format("%s: %s must be a text", what, key))
        end
    elseif key == "has" then
        return tables.texts(value)
            or author.fail(at, what .. ": has must be a field or a list of fields")
    elseif key == "where" or key == "of" or key == "is" then
        check_where(at, what, key, value)
    elseif key == "at_least" or key == "at_most" then
        check_number(at, what, key, value, sort == "count")
    elseif key == "test" or (key == "reads" and type(value) ~= "table") then
        if type(value) ~= "function" then
            author.fail(at, string.format("%s: %s must be a function", what, key))
        end
        return { value }
    end
    return tables.copy(value)
end

local function set(self, at, key, value)
    local what = name_of(self)
    local keys = sorts[self.sort].keys
    if not tables.has(keys, key) then
        author.fail(at, string.format('%s cannot be told "%s"; %s', what, tostring(key),
            nearest.hint(key, keys)))
    end
    self.facts[key] = checked(at, what, self.sort, key, value)
end

-- A new gate, from the name of a kind or from a table of facts.
local function new(sort, spec, first)
    local at = author.here(2)
    local self = setmetatable({
        sort = sort, facts = {}, at = at, number = author.number(),
    }, Gate)
    if type(spec) == "string" then
        spec = { [first] = spec }
    elseif sort == "cycle" and tables.is_list(spec) then
        spec = { has = spec }
    end
    if type(spec) ~= "table" then
        author.fail(at, string.format("gate.%s: give it %s", sort,
            first and "a name in quotes or a table" or "a table"))
    end
    for _, key in ipairs(tables.keys(spec)) do
        set(self, at, key, spec[key])
    end
    if first == "kind" and not self.facts.kind then
        author.fail(at, string.format('gate.%s: name the kind: gate.%s "statement"', sort, sort))
    end
    return self
end

--- Every record of a kind must have something.
---@param kind string|table a kind, or a table: kind, where, has, at_least, why
---@return table gate raises when the table is wrong
function gate.every(kind)
    local made = new("every", kind, "kind")
    return made
end

--- There must be so many records of a kind.
---@param kind string|table a kind, or a table: kind, where, at_least, at_most, why
---@return table gate raises when the table is wrong
function gate.count(kind)
    local made = new("count", kind, "kind")
    return made
end

--- Among records of a kind (those that match `of`), so large a share must match `where`.
---@param kind string|table a kind, or a table: kind, of, where, at_least, why
---@return table gate raises when the table is wrong
function gate.share(kind)
    local made = new("share", kind, "kind")
    return made
end

--- Each record of a kind must be named by a record of another kind.
---@param kind string|table a kind, or a table: kind, where, with, by, alike, why
---@return table gate raises when the table is wrong
function gate.each(kind)
    local made = new("each", kind, "kind")
    return made
end

--- The cycle itself must have a field, such as its question.
---@param has string|table a field, a list of fields, or a table: has, why
---@return table gate raises when the table is wrong
function gate.cycle(has)
    local made = new("cycle", has, "has")
    return made
end

--- Whatever else can be worked out from records: `reads(args)` says which (or is the
--- answer itself, as a table), `test(now)` returns true, or false, or a text that says
--- what is missing.
---@param spec table reads (may be left out), test, why
---@return table gate raises when the table is wrong
function gate.hook(spec)
    local made = new("hook", spec)
    return made
end

-- A method never changes the gate that it is called on, so that one may be the
-- beginning of several.
local function with_fact(self, at, key, value)
    local made = tables.copy(self)
    set(made, at, key, value)
    return made
end

--- Only records like this count. Fields → a value or a list of values; `false`, also in
--- a list, means "absent or no".
---@param fields table such as { section = "working" }
---@return table gate
function methods:where(fields)
    local made = with_fact(self, author.here(1), "where", fields)
    return made
end

--- For a share: among which records.
---@param fields table such as { invited = true }
---@return table gate
function methods:of(fields)
    local made = with_fact(self, author.here(1), "of", fields)
    return made
end

--- The field that a record must have; with several, any one of them will do.
---@param fields string|string[]
---@return table gate
function methods:has(fields)
    local made = with_fact(self, author.here(1), "has", fields)
    return made
end

--- What a record must be like.
---@param fields table such as { state = { "done", "dropped" } }
---@return table gate
function methods:is(fields)
    local made = with_fact(self, author.here(1), "is", fields)
    return made
end

--- Statements: each is in a theme or in a tray.
---@return table gate
function methods:is_placed()
    local made = with_fact(self, author.here(1), "has", { "theme", "tray" })
    return made
end

--- Themes: people have agreed each one.
---@return table gate
function methods:is_agreed()
    local made = with_fact(self, author.here(1), "is", { agreed = true })
    return made
end

--- At least so many (count) or so large a share from 0 to 1 (every, share).
---@param number number
---@return table gate
function methods:at_least(number)
    local made = with_fact(self, author.here(1), "at_least", number)
    return made
end

--- At most so many.
---@param number integer
---@return table gate
function methods:at_most(number)
    local made = with_fact(self, author.here(1), "at_most", number)
    return made
end

--- For `each`: the kind of record that must name it.
---@param kind string
---@return table gate
function methods:with(kind)
    local made = with_fact(self, author.here(1), "with", kind)
    return made
end

--- For `each`: the field by which it is named. For `count`: not the records are counted,
--- but how many different values they have in this field.
---@param field string
---@return table gate
function methods:by(field)
    local made = with_fact(self, author.here(1), "by", field)
    return made
end

--- For `each`: the field by which a record says that another one of its kind says the
--- same. Those count once, and what names one of them is enough for all.
---@param field string such as "same_as"
---@return table gate
function methods:alike(field)
    local made = with_fact(self, author.here(1), "alike", field)
    return made
end

--- What to tell people while it does not hold: what is missing, and what to do.
--- `{at_least}` and `{at_most}` stand for the numbers, so that a local change of the
--- number changes the sentence; `{count}` for how many there are.
---@param why string
---@return table gate
function methods:because(why)
    local made = with_fact(self, author.here(1), "why", why)
    return made
end

--- Whether a value is a gate.
---@param value any
---@return boolean
function gate.is_gate(value)
    return getmetatable(value) == Gate
end

--- A gate with some of its facts changed by a later layer; the gate itself stays.
--- Functions are laid over the ones below, which they get as `base`.
---@param below table the gate
---@param changes table facts
---@param at string where the changes were written
---@return table gate
function gate.changed(below, changes, at)
    local made = tables.copy(below)
    for _, key in ipairs(tables.keys(changes)) do
        local under = made.facts[key]
        set(made, at, key, changes[key])
        local over = made.facts[key]
        local layered = key == "test" or key == "reads" and type(changes[key]) == "function"
        if layered and under and type(under[#under]) == "function" then
            made.facts[key] = tables.copy(under)
            table.insert(made.facts[key], over[1])
        elseif layered and under then
            made.facts[key] = { function() return tables.copy(under) end, over[1] }
        end
    end
    made.at = at
    return made
end

--- What this sort of gate still must be told, or nil when it is complete.
---@param made table
---@return string|nil
function gate.lacks(made)
    local facts = made.facts
    local complete = {
        every = facts.has or facts.is,
        count = facts.at_least or facts.at_most,
        share = facts.where and facts.at_least,
        each = facts.with and facts.by,
        cycle = facts.has,
        hook = facts.test,
    }
    return not complete[made.sort] and sorts[made.sort].needs or nil
end

--- What to call a gate in a message: `gate.every "theme"`.
---@param made table
---@return string
function gate.name(made)
    return name_of(made)
end

return author.strict(gate, "gate")
