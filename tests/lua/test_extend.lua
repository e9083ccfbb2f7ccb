-- SPDX-License-Identifier: MIT
--- Local changes: every form of extend, base(), and that nothing below is touched.

local box = require "box"

local head = [[
local wtfc = require "workflows.working_together_for_change"
local workflow = require "workflow"
local step = require "step"
local gate = require "gate"
]]

local function find(list, name)
    for _, item in ipairs(list) do
        if item.name == name then
            return item
        end
    end
    return nil
end

local function row(description)
    local names = {}
    for index, step in ipairs(description.steps) do
        names[index] = step.name
    end
    return table.concat(names, " ")
end

local all = "prepare collect theme understand identify_success plan implement review"

local function thornmere(test, new)
    local workflow = new.require "workflow"
    local local_one = new.require "workflows.thornmere"
    local description = workflow.describe(local_one)
    test.equal(row(description), (all:gsub("theme ", "theme sense_check ")), "inserted after theme")
    test.equal(description.title, "Working Together for Change in Thornmere", "title")
    test.equal(description.name, "working_together_for_change", "the name stays")
    local share = find(description.steps[1].ready, "young_people_and_families")
    test.equal(share.at_least, "0.4", "40 %")
    test.check(share.why:find("at least 40% of the room", 1, true), "the sentence says 40 %")
    test.equal(share.of.invited, true, "the rest of the gate stays")
    local field = description.fields.theme.panel_view
    test.equal(table.concat(field.enum, ","), "yes,nearly,no", "choices")
    test.check(field["x-index"] and field.type == "string" and field.title == "Panel view", "field")
    local sense = find(description.steps, "sense_check")
    test.equal(#sense.ready, 2, "gates of the local step")
    test.equal(sense.ready[1].name, "panel_has_read", "in the order written")
    local set = find(sense.commands, "set")
    test.equal(set.args[1].name .. ":" .. set.args[1].type, "theme:theme", "set names the theme")
    test.check(set.args[1].many and not set.args[2].optional, "set: many themes, one view")
    test.equal(set.args[2].type, "theme.panel_view", "set takes the field")
    local run = workflow.hook(local_one, "sense_check", "commands", "set", "run")
    local effects = run({}, { theme = { "theme-1", "theme-2" }, panel_view = "yes" })
    test.check(#effects == 2 and effects[2].change == "theme-2" and effects[2].panel_view == "yes",
        "set changes each theme")

    local plain = workflow.describe(new.require "workflows.working_together_for_change")
    test.equal(row(plain), all, "what was extended is as before")
    test.equal(find(plain.steps[1].ready, "young_people_and_families").at_least,
        "0.33333333333333", "so is its gate")
    test.check(next(plain.fields) == nil, "and its fields")
end

-- Structure: insert, replace and remove in all their forms.
local function structure(test, new)
    local function described(text)
        return new.run("local/workflows/x.lua", head .. [[
            local one = step { name = "one", title = "One", purpose = "First." }
            local two = step { name = "two", title = "Two", purpose = "Second." }
            local w = wtfc:extend { ]] .. text .. [[ }
            return workflow.describe(w)]])
    end
    local few = 'steps = { remove = { "collect", "understand", "identify_success", "plan", '
    test.equal(row(described(few .. '"review" } }')), "prepare theme implement", "remove a list")
    test.equal(row(described 'steps = { remove = "plan" }'), (all:gsub("plan ", "")), "remove one")
    test.equal(row(described(few .. '"review" }, insert = { { one, before = "theme" }, '
        .. '{ two, after = "one" } } }')), "prepare one two theme implement", "insert a list")
    test.equal(row(described(few .. '"review" }, insert = { one, two, after = "theme" } }')),
        "prepare theme one two implement", "insert two at once")
    test.equal(row(described(few .. '"review" }, insert = { one } }')),
        "prepare theme implement one", "insert at the end")
    test.equal(row(described(few .. '"review" }, replace = { theme = two } }')),
        "prepare two implement", "replace")
    test.equal(described('steps = { insert = { one } }, one = { title = "Uno" }').steps[9].title,
        "Uno", "a step that was just inserted can be changed")
    test.equal(described('name = "ours"').name, "ours", "name")
end

-- Steps that are named by their module: loaded when needed, changed all the same.
local function by_module(test, new)
    local built_in = '"workflows.working_together_for_change.'
    local made = new.run("local/workflows/m.lua", head .. [[
        local w = workflow { name = "m", title = "M",
            steps = { ]] .. built_in .. 'theme", ' .. built_in .. [[plan" } }
        local one = w:extend { plan = { title = "Once" } }
        return { workflow = workflow, below = w, one = one,
            two = one:extend { plan = { purpose = "Twice." },
                steps = { insert = { ]] .. built_in .. [[review" } } } }]])
    local run = made.workflow.hook(made.two, "plan", "commands", "action", "run")
    test.check(run, "a hook of one of them")
    local plan = made.workflow.describe(made.two).steps[2]
    test.equal(plan.title .. plan.purpose, "OnceTwice.", "changed by two layers")
    test.equal(row(made.workflow.describe(made.two)), "theme plan review", "inserted")
    test.check(made.workflow.describe(made.below).steps[2].title ~= "Once", "below is as before")
    for _, wrong in ipairs({ { '"gate"', 'must give back a step called "gate"' },
        { '"no.such"', "no.such" }, { '"No such"', "this is no step" } }) do
        test.raises(function()
            made.workflow.describe(new.run("local/workflows/m.lua", head
                .. 'return workflow { name = "m", title = "M", steps = { ' .. wrong[1] .. ' } }'))
        end, wrong[2])
    end
end

local function overrides(test, new)
    local description = new.run("local/workflows/y.lua", head .. [[
        local w = wtfc:extend {
            theme = {
                title = "Sort the cards",
                who = { append = { "officer" } },
                ready = {
                    wording = false,
                    all_placed = { at_least = 0.9, why = "Place {at_least} of them." },
                    all_agreed = gate.every "theme" :has "name",
                    big_enough = gate.count "theme" :at_least(3),
                },
                commands = {
                    split = false,
                    move = { title = "Shift", who = { "table" }, args = { to = "theme?" } },
                    note = step.sets("theme", { args = { theme = "theme", note = "theme.note" } }),
                },
                report = { append = { "thread" } },
                draft = { by = "speaker" },
            },
            understand = { report = { { part = "text", title = "Why", text = "Because." } } },
            plan = { commands = { action = { args = { cost = "action.cost?" } } } },
            fields = {
                action = { cost = { format = "decimal", title = "What it costs" },
                           informs = { items = { enum = { "housing_strategy" } } } },
                participant = { perspective = { enum = { "youth_worker" } },
                                pronoun = { maxLength = 20 } },
            },
            kinds = { visit = { title = "A visit", required = { "place" }, fields = {
                place = {}, went_well = { type = "boolean" } } } },
        }
        return { workflow = workflow, made = w, description = workflow.describe(w) }]])
    local workflow, made = description.workflow, description.made
    description = description.description
    local theme = find(description.steps, "theme")
    test.equal(theme.title, "Sort the cards", "step title")
    local names = {}
    for index, gate in ipairs(theme.ready) do
        names[index] = gate.name .. (gate.at_least or "")
    end
    test.equal(table.concat(names, " "),
        "some_themes1 all_placed0.9 alone_read added_read unsure_read all_agreed1 big_enough3",
        "gates changed, replaced in place, added, taken away")
    test.equal(theme.ready[2].why, "Place 90% of them.", "why with its number")
    test.equal(theme.ready[6].has[1], "name", "a gate put in another's place")
    test.equal(find(theme.commands, "split"), nil, "a command taken away")
    local move = find(theme.commands, "move")
    test.equal(move.title .. move.who[1], "Shifttable", "a command's title and roles")
    test.check(move.args[2].name == "to" and move.args[2].optional, "an argument changed in place")
    test.equal(#find(theme.commands, "unsure").who, 3, "who is added to")
    test.equal(theme.commands[#theme.commands].name, "note", "an added command comes last")
    test.equal(theme.report[4].part, "thread", "report added to")
    test.equal(theme.draft.by .. theme.draft.cluster, "speakerstatement", "draft, by key")
    test.equal(#find(description.steps, "understand").report, 1, "report replaced")

    test.equal(description.fields.action.cost.format, "decimal", "an added field")
    test.equal(description.fields.participant.pronoun.maxLength, 20, "a short text")
    local choices = description.fields.participant.perspective.enum
    test.check(#choices == 12 and choices[1] == "young_person" and choices[12] == "youth_worker",
        "choices are added to the built-in ones")
    test.equal(#description.fields.action.informs.items.enum, 6, "so are those of a list")
    local visit = description.kinds.visit
    test.check(visit.additionalProperties == false and visit.properties.place.maxLength == 2000
        and visit.properties.went_well["x-index"] and visit.required[1] == "place", "a new kind")

    local run = workflow.hook(made, "plan", "commands", "action", "run")
    local effects = run({ success = { id = "success-1" }, today = "2026-03-02", cycle = {} },
        { success = "success-1", what = "A", who = "B", by = "2026-07-01", kind = "change",
            cost = "12.5" })
    test.check(effects[1].cost == "12.5" and effects[1].state == "open",
        "an added argument reaches the record")
end

-- A layer over a layer over the built-in hook; base() with and without arguments.
local function hooks(test, new)
    local made = new.run("local/workflows/z.lua", head .. [[
        local one = wtfc:extend {
            theme = {
                commands = {
                    move = { run = function(now, args, base)
                        local effects = base()
                        effects[#effects + 1] = { flag = now.to.id, reason = "one" }
                        return effects
                    end },
                    merge = { reads = function(args, base)
                        local reads = base(args)
                        reads.extra = "theme-9"
                        return reads
                    end },
                    alone = { reads = function(_, base) return base() end },
                },
                ready = { wording = { test = function(now, base)
                    if now.skip then return true end
                    return base()
                end } },
            },
            understand = { commands = {
                vote = { check = function(now, args, base)
                    if args.dots > 3 then return "three at most" end
                    return base()
                end },
                cause = { run = function(now, args, base)
                    if args.text == "rain" then return step.refuse("Nobody can change rain.") end
                    return base(now, { theme = args.theme, text = args.text .. "!" })
                end },
            } },
        }
        local two = one:extend { theme = { commands = {
            move = { run = function(now, args, base)
                if now.other then return base(now.other) end
                if now.to.closed then return step.refuse("%s is closed", now.to.id) end
                return base(now, args)
            end } },
            ready = { wording = { reads = function(_, base)
                local reads = base()
                reads.more = { count = "theme" }
                return reads
            end } } } }
        return { workflow = workflow, one = one, two = two, below = wtfc }]])
    local function run(workflow, step, name, now, args, which)
        return made.workflow.hook(workflow, step, "commands", name, which or "run")(now, args)
    end
    local now = { statements = { { id = "s1", section = "working" } },
        to = { id = "t1", section = "working" } }
    test.equal(#run(made.below, "theme", "move", now, {}), 1, "the built-in hook alone")
    test.equal(run(made.one, "theme", "move", now, {})[2].reason, "one", "one layer, base()")
    test.equal(#run(made.two, "theme", "move", now, {}), 2, "two layers")
    now.to.closed = true
    test.equal(run(made.two, "theme", "move", now, {})[1].refuse, "t1 is closed", "the top refuses")
    test.equal(#run(made.one, "theme", "move", now, {}), 2, "the one below does not")
    test.equal(run(made.two, "theme", "move", { other = now }, {})[1].to, "t1",
        "base with other records")
    local reads = run(made.one, "theme", "merge", { theme = "a", into = "b" }, nil, "reads")
    test.check(reads.extra == "theme-9" and reads.into == "b", "reads, with base")
    reads = run(made.one, "theme", "alone", { statements = { "s1" } }, nil, "reads")
    test.equal(reads.statements[1], "s1", "reads over the usual reads")
    test.equal(run(made.one, "understand", "vote", {}, { dots = 4 })[1].refuse, "three at most",
        "a check laid over a check")
    test.check(run(made.one, "understand", "vote", {}, { dots = 11 })[1].refuse, "base's check")
    test.equal(run(made.one, "understand", "vote", {}, { dots = 2 })[1].dots, 2, "passes both")
    test.equal(run(made.one, "understand", "cause", {}, { theme = "t", text = "bus" })[1].text,
        "bus!", "a function over a command without one, with other arguments")
    test.check(run(made.one, "understand", "cause", {}, { text = "rain" })[1].refuse, "refused")
    local test_hook = made.workflow.hook(made.one, "theme", "ready", "wording", "test")
    test.equal(test_hook({ skip = true, themes = { { name = "Bus" } } }), true, "a gate's layer")
    test.equal(type(test_hook({ themes = { { name = "Buses" } } })), "string", "base's words")
    local more = made.workflow.hook(made.two, "theme", "ready", "wording", "reads")({})
    test.check(more.more.count == "theme" and more.themes.kind == "theme", "reads over a table")
    test.check(made.workflow.hook(made.one, "theme", "ready", "wording", "reads")({}).more == nil,
        "the table below is not changed")
end

-- What changes a step, gate or command leaves the one below as it was.
local function copies(test, new)
    local parts = new.run("local/workflows/c.lua", head .. [[
        local g = gate.count "theme" :at_least(1)
        return { gate = gate, step = step, g = g, further = g:at_least(2),
            s = step { name = "s", title = "S", purpose = "P.", ready = { g = g },
                commands = { c = step.adds("cause", { args = { text = "cause.text" } }) } } }]])
    local changed = parts.gate.changed(parts.g, { at_least = 3 }, "")
    test.equal(parts.g.facts.at_least .. parts.further.facts.at_least .. changed.facts.at_least,
        "123", "gates")
    local over = parts.step.changed(parts.s, "", { title = "T", ready = { g = false },
        commands = { c = { args = { bone = "cause.bone" } } } })
    test.equal(parts.s.title .. #parts.s.commands.c.args .. over.title .. #over.commands.c.args,
        "S1T2", "steps and commands")
    test.check(parts.s.ready.g and not over.ready.g, "and what is taken away")
end

local function added_fields(test, new)
    local fields = new.run("local/workflows/f.lua", head .. [[
        local w = wtfc:extend {
            fields = { theme = { counted = {}, plain = {}, said = { ["x-words"] = true } } },
            theme = { ready = { x = gate.every "theme" :has "counted" } },
        }
        return workflow.describe(w).fields.theme]])
    test.check(fields.counted["x-index"] and not fields.plain["x-index"],
        "a field that a gate asks for is indexed")
    test.raises(function()
        new.run("local/workflows/f.lua", head .. [[
            local w = wtfc:extend {
                fields = { theme = { said = { ["x-words"] = true } } },
                theme = { ready = { x = gate.every "theme" :has "said" } },
            } return workflow.describe(w)]])
    end, "theme.said cannot be counted by", "what people said is never indexed")
end

return function(test)
    local new = box.new(test.root)
    copies(test, new)
    added_fields(test, new)
    thornmere(test, new)
    structure(test, new)
    by_module(test, new)
    overrides(test, new)
    hooks(test, new)
    local sets = new.run("local/workflows/s.lua", head .. [[
        local w = wtfc:extend { steps = { insert = { step {
            name = "two_kinds", title = "T", purpose = "P.",
            fields = { theme = { a = { type = "boolean" }, b = {} },
                       action = { cost = { format = "decimal" } },
                       vote = { perspective = { enum = { "youth_worker" } } } },
        } } } }
        return workflow.describe(w).steps[9].commands]])
    test.equal(#sets, 2, "no command for a widened field")
    test.check(sets[1].name == "set_action" and sets[2].name == "set_theme", "one for each kind")
    test.check(sets[2].args[2].optional and sets[2].args[3].optional, "several fields: each may")
end
