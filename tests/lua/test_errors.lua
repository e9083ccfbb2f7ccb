-- SPDX-License-Identifier: MIT
--- Everything that an author can get wrong: the message begins with the author's file
--- and line, and says what would be right.

local box = require "box"

local head = 'local wtfc = require "workflows.working_together_for_change" '
    .. 'local step = require "step" local gate = require "gate" '
    .. 'local workflow = require "workflow"\n'

-- What is wrong in line 2; what the message holds. Each is run as `local x = …`.
local in_line_two = {
    { 'step { title = "A", purpose = "P." }', "has no name" },
    { 'step { name = "a", purpose = "P." }', 'step "a" has no title' },
    { 'step { name = "a", title = "A" }', "has no purpose" },
    { 'step { name = "A b", title = "A", purpose = "P." }', "name must be small letters" },
    { 'step { name = "a", titel = "A", purpose = "P." }', 'did you mean "title"?' },
    { 'step { name = "a", title = "A", purpose = "P.", ready = { x = "y" } }', "is no gate" },
    { 'step { name = "a", title = "A", purpose = "P.", ready = { gate.cycle "x" } }',
        "table by name" },
    { 'step { name = "a", title = "A", purpose = "P.", draft = { clustre = "x" } }',
        'did you mean "cluster"?' },
    { 'step { name = "a", title = "A", purpose = "P.", who = { "facilitater" } }',
        'did you mean "facilitator"?' },
    { 'step { name = "a", title = "A", purpose = "P.", who = { "viewer" } }',
        "there are: owner" },
    { 'step { name = "a", title = "A", purpose = "P.", changes = { 1 } }',
        "changes must be a list of kinds" },
    { 'step { name = "a", title = "A", purpose = "P.", commands = { x = {} } }',
        "a.x does nothing" },
    { 'step { name = "a", title = "A", purpose = "P.", commands = { x = { rnu = 1 } } }',
        'did you mean "run"?' },
    { 'step { name = "a", title = "A", purpose = "P.", report = { "coverrage" } }',
        'did you mean "coverage"?' },
    { 'step { name = "a", title = "A", purpose = "P.", report = { { part = "text" } } }',
        "needs its text" },
    { 'step { name = "a", title = "A", purpose = "P.", report = { { part = "table" } } }',
        "a table needs kind" },
    { 'step { name = "a", title = "A", purpose = "P.", fields = { theme = "x" } }',
        "fields.theme must be a table" },
    { 'step "x"', "a step is made from a table" },
    { 'step.ads("cause", {})', 'did you mean "adds"?' },
    { 'step.adds("cause", { arg = {} })', 'did you mean "args"?' },
    { 'step.adds({}, {})', "name the kind" },
    { 'step.sets("cause", { args = { cause = "cause", text = "cause text" } })', "is no type" },
    { 'step.sets("cause", { args = { { "cause" } } })', "give its type in quotes" },
    { 'step.command { args = { "cause" } }', 'must be { "name", "type"' },
    { 'step.command { run = "x" }', "run must be a function" },
    { 'gate.evry "theme"', 'there is no gate.evry; did you mean "every"?' },
    { 'gate.every()', "give it a name in quotes or a table" },
    { 'gate.every {}', "name the kind" },
    { 'gate.every "theme" :hass "x"', 'a gate has no "hass"; did you mean "has"?' },
    { 'gate.every "theme" :at_most(1)', 'cannot be told "at_most"' },
    { 'gate.every "theme" :at_least(40)', "a share from 0 to 1" },
    { 'gate.count "theme" :at_least(0.5)', "a whole number from 0" },
    { 'gate.count { kind = "theme", atleast = 1 }', 'did you mean "at_least"?' },
    { 'gate.count "theme" :where "x"', "where must be a table of fields" },
    { 'gate.count "theme" :because "a" .. "b"', "put the whole text in brackets" },
    { 'gate.hook { test = 1 }', "test must be a function" },
    { 'workflow { name = "w", title = "W", stepps = {} }', 'did you mean "steps"?' },
    { 'workflow { name = "w", title = "W", steps = {} }', "needs steps" },
    { 'workflow { name = "w", title = "W", steps = { {} } }', "this is no step" },
    { 'workflow { title = "W" }', "needs a name" },
    { 'wtfc:extnd {}', 'a workflow has no "extnd"; did you mean "extend"?' },
    { 'wtfc:extend { prepare = { ready = { young_people = { at_least = 0.4 } } } }',
        'did you mean "young_people_and_families"?' },
    { 'wtfc:extend { prepar = {} }', 'did you mean "prepare"?' },
    { 'wtfc:extend { prepare = { redy = {} } }', 'did you mean "ready"?' },
    { 'wtfc:extend { prepare = { name = "x" } }', "keeps its name" },
    { 'wtfc:extend { prepare = { ready = { date_sett = { why = "x" } } } }',
        'did you mean "date_set"?' },
    { 'wtfc:extend { prepare = { ready = { date_set = { at_least = 1 } } } }',
        'cannot be told "at_least"' },
    { 'wtfc:extend { theme = { commands = { moove = { title = "x" } } } }',
        'did you mean "move"?' },
    { 'wtfc:extend { theme = { commands = { move = { native = "x" } } } }', 'has no "native"' },
    { 'wtfc:extend { theme = { commands = { draft = { run = print_it } } } }'
        .. ' local print_it', "no global print_it" },
    { 'wtfc:extend { theme = { commands = { draft = { run = function() end } } } }',
        "done by Waymark itself" },
    { 'wtfc:extend { theme = { commands = { move = { args = { too = false } } } } }',
        'no argument "too" to take away' },
    { 'wtfc:extend { steps = { inserts = {} } }', 'did you mean "insert"?' },
    { 'wtfc:extend { steps = { insert = { {}, after = "theme" } } }', "this is no step" },
    { 'wtfc:extend { steps = { remove = { "them" } } }', 'did you mean "theme"?' },
    { 'wtfc:extend { fields = { thme = { x = {} } } }', 'did you mean "theme"?' },
    { 'wtfc:extend { fields = { theme = { x = { enumm = { "a" } } } } }', 'did you mean "enum"?' },
    { 'wtfc:extend { fields = { theme = { x = { type = "text" } } } }', 'no type "text"' },
    { 'wtfc:extend { fields = { theme = { x = { enum = "a" } } } }', "enum must be a list" },
    { 'wtfc:extend { fields = { theme = { id = {} } } }', "means something else" },
    { 'wtfc:extend { fields = { theme = { name = { maxLength = 5 } } } }', "is built in" },
    { 'wtfc:extend { fields = { statement = { text = { ["x-words"] = false } } } }',
        "is built in" },
    { 'wtfc:extend { fields = { theme = { x = { ["x-ref"] = "cuase" } } } }',
        'did you mean "cause"?' },
    { 'wtfc:extend { fields = { identity = { x = {} } } }', "no script can reach it" },
    { 'wtfc:extend { kinds = { theme = { title = "T", fields = {} } } }', "is there already" },
    { 'wtfc:extend { kinds = { visit = { title = "T", feilds = {} } } }', 'did you mean "fields"' },
}

-- Slips that show only when the workflow is put together: the place is where the thing
-- itself was written, in line 2, though the workflow begins in line 4.
local written_in_line_two = {
    { 'gate.every "thme" :has "name"', 'there is no kind "thme"; did you mean "theme"?' },
    { 'gate.every "theme" :has "nmae"', 'theme has no field "nmae"; did you mean "name"?' },
    { 'gate.every "theme"', "lacks what to look for" },
    { 'gate.count "theme"', "lacks how many" },
    { 'gate.share "theme" :at_least(0.5)', "lacks which ones" },
    { 'gate.each "theme" :with "cause"', "lacks the records" },
    { 'gate.each "success" :with "action" :by "success" :alike "cause"',
        "success.cause does not name another success" },
    { 'gate.each "theme" :with "cause" :by "parent"', "cause.parent does not name a theme" },
    { 'gate.each "theme" :with "cuase" :by "theme"', 'did you mean "cause"?' },
    { 'gate.count "theme" :where { section = "workin" } :at_least(1)',
        'theme.section is never "workin"; did you mean "working"?' },
    { 'gate.count "theme" :where { agreed = "yes" } :at_least(1)', "must be true or false" },
    { 'gate.count "statement" :where { text = "x" } :at_least(1)', "cannot be counted by" },
    { 'gate.every "action" :has "note"', "Use gate.hook" },
    { 'gate.every "vote" :is_placed()', 'vote has no field "theme"' },
    { 'gate.cycle "qestion"', 'did you mean "question"?' },
    { 'gate.count "identity" :at_least(1)', "no script can reach it" },
    { 'gate.hook {}', "lacks test" },
}
local commands_in_line_two = {
    { 'step.adds("cuase", { args = {} })', 'did you mean "cause"?' },
    { 'step.adds("cause", { args = { text = "cause.txt" } })', 'did you mean "text"?' },
    { 'step.adds("cause", { args = { txt = "cause.text" } })', 'cause has no field "txt"' },
    { 'step.adds("cause", { args = { text = "tetx" } })', 'there is no type "tetx"; did' },
    { 'step.adds("cause", { args = { text = "identity" } })', "no script can reach it" },
    { 'step.adds("cause", { set = { bone = "mony" } })', 'did you mean "money"?' },
    { 'step.sets("cause", { args = { text = "cause.text" } })', "must name what is changed" },
    { 'step.sets("cause", { on = "it", args = { it = "theme" } })', "must name what is changed" },
}

-- As the host does before it pins a workflow: load it, and have it describe itself.
local function load(new, text)
    return new.require("workflow").describe(new.run("local/workflows/mine.lua", head .. text))
end

local function raises(test, new, text, wanted, line)
    test.raises(function() load(new, text) end,
        { "local/workflows/mine.lua:" .. line .. ":", wanted }, text)
end

return function(test)
    local new = box.new(test.root)
    for _, row in ipairs(in_line_two) do
        raises(test, new, "local x = " .. row[1] .. " return x", row[2], 2)
    end
    local frame = 'local made = %s\n\nlocal s = step { name = "mine", title = "M", '
        .. 'purpose = "P.", %s = { one = made } }\nlocal w = wtfc:extend { steps = '
        .. '{ insert = { s } } } return w'
    for _, row in ipairs(written_in_line_two) do
        raises(test, new, string.format(frame, row[1], "ready"), row[2], 2)
    end
    for _, row in ipairs(commands_in_line_two) do
        raises(test, new, string.format(frame, row[1], "commands"), row[2], 2)
    end

    -- A change of a built-in gate is the author's, not the built-in file's.
    raises(test, new, '\nlocal w = wtfc:extend { prepare = { ready = { '
        .. 'people_invited = { where = { perspective = "famly" } } } } } return w',
        'prepare.ready.people_invited: gate.count "participant": participant.perspective is '
        .. 'never "famly"; did you mean "family"?', 3)
    -- After `return wtfc:extend {` Lua has forgotten the line; the words still say where.
    test.raises(function()
        load(new, 'return wtfc:extend { prepare = { redy = 1 } }')
    end, 'step "prepare" has no "redy"; did you mean "ready"?')
    test.raises(function()
        load(new, 'return wtfc:extend { prepare = { ready = { '
            .. 'people_invited = { where = { perspective = "famly" } } } } }')
    end, 'prepare.ready.people_invited', "a tail call still says which gate")
    local good, message = pcall(load, new, 'return wtfc:extend { prepare = { ready = { '
        .. 'people_invited = { at_least = -1 } } } }')
    test.check(not good and not tostring(message):find("built in", 1, true),
        "nor does it blame the built-in file")

    raises(test, new, 'local s = step { name = "theme", title = "T", purpose = "P." }\n'
        .. 'local w = wtfc:extend { steps = { insert = { s } } } return w', "two steps of that", 2)
    raises(test, new, 'local s = step { name = "steps", title = "T", purpose = "P." }\n'
        .. 'local w = wtfc:extend { steps = { insert = { s } } } return w', "has a meaning", 2)
end
