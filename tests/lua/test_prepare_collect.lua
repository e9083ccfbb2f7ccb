-- SPDX-License-Identifier: MIT
--- The commands of the first two steps, on a few made-up records.

local box = require "box"
local world = require "world"

local function prepare(test, here)
    local function cycle()
        return here:get(here.cycle)
    end
    test.equal(here:run("prepare.ask", { question = "What would help after school?" }), nil, "ask")
    test.equal(cycle().question, "What would help after school?", "the question is kept")

    test.equal(here:run("prepare.scope", { field = "everyone" }), nil, "everyone")
    test.equal(type(cycle().scope), "table", "everyone is an empty filter, not none")
    here:run("prepare.scope", { field = "school", values = { "Hillview", "Oak Lane" } })
    here:run("prepare.scope", { field = "year_group", values = { "11" } })
    test.equal(#cycle().scope.school .. #cycle().scope.year_group, "21", "scope adds up")
    here:run("prepare.scope", { field = "school", values = { "Hillview" } })
    test.equal(#cycle().scope.school, 1, "naming a field again replaces its values")
    here:run("prepare.scope", { field = "school" })
    test.check(cycle().scope.school == nil and cycle().scope.year_group, "without values: gone")
    test.check(here:run("prepare.scope", { field = "need" }):find("which values"), "no values")
    test.check(here:run("prepare.scope", { field = "scool", values = { "x" } })
        :find('did you mean "school"?', 1, true), "a slip in the field")
    test.check(here:run("prepare.scope", { field = "everyone", values = { "x" } }), "not both")

    test.equal(here:run("prepare.invite", { perspective = "young_person", number = 12 }), nil,
        "invite")
    here:run("prepare.invite", { perspective = "school", organisation = "Oak Lane" })
    here:run("prepare.invite", { perspective = "family", supporter = true })
    test.equal(here:count("participant", { invited = true, supporter = false }), 13, "invited")
    test.equal(here:count("participant", { supporter = true }), 1, "supporters apart")
    test.equal(here:find("participant", { perspective = "school" })[1].organisation, "Oak Lane",
        "organisation")
    for _, number in ipairs({ 0, -1, 201 }) do
        test.check(here:run("prepare.invite", { perspective = "school", number = number })
            :find("between 1 and 200", 1, true), "invite " .. number)
    end
    test.equal(here:run("prepare.invite", { perspective = "health", number = 200 }), nil, "200")

    local two = { "participant-000001.0001", "participant-000001.0002" }
    test.equal(here:run("prepare.room", { participant = two, coming = true, table = "Red" }), nil,
        "room")
    here:run("prepare.room", { participant = { two[1] }, attended = true })
    local first, second = here:get(two[1]), here:get(two[2])
    test.check(first.coming and first.attended and first.table == "Red", "came, and sits at Red")
    test.check(second.coming and second.attended == nil, "coming, not there")
    test.check(here:run("prepare.room", { participant = two }):find("nothing to change"),
        "nothing to say about them")

    here:run("prepare.seat", { part = "morning", how = "mixed" }) -- more in test_seating
    test.equal(#here:find("seat"), 1, "the one who came sits somewhere")
    test.check(here:run("prepare.deal", { part = "morning" }):find("no agreed groups"), "deal")

    here:run("prepare.workshop", { date = "2026-04-20", venue = "Town Hall" })
    test.equal(cycle().workshop_date .. cycle().venue, "2026-04-20Town Hall", "workshop")
    here:run("prepare.workshop", { date = "2026-04-21" })
    test.equal(cycle().workshop_date .. cycle().venue, "2026-04-21Town Hall", "a new date alone")
end

local function collect(test, here)
    test.equal(here:run("collect.say", { section = "working", text = "  My bus pass. ",
        speaker = "young_person" }), nil, "say")
    local said = here:find("statement")[1]
    test.equal(said.text .. said.said_in .. said.source .. said.how,
        "My bus pass.roomroom:1words", "said in the room")
    here:run("collect.say", { section = "aspiration", text = "A flat", speaker = "family" })
    test.equal(here:count("statement", { source = "room:2" }), 1, "numbered in order")
    test.check(here:run("collect.say", { section = "working", text = " ", speaker = "family" }),
        "nothing said")
    test.check(here:run("collect.say", { section = "working", text = "He smiled.",
        speaker = "young_person", how = "observation" }):find("own words"),
        "an observation is not the person's own words")
    test.equal(here:run("collect.say", { section = "working", text = "He smiled.",
        speaker = "school", how = "observation" }), nil, "seen by the school")

    local theme = here:add("theme", { section = "working", name = "I get about" })
    local id = said.id
    here.records[id].body.theme = theme
    here.records[id].body.flags = { "name" }
    test.equal(here:run("collect.hold_back", { statement = id, reason = "told Jo Lead" }), nil,
        "hold back")
    local held = here:get(id)
    test.equal(held.tray .. tostring(held.theme) .. #held.flags, "held_backnil2",
        "off the cards, out of its group, with the reason")
    test.check(here:run("collect.leave_out", { statement = id }):find("room:1 is held back"),
        "first release it")
    test.check(here:run("collect.hold_back", { statement = id, reason = "" }), "a reason is needed")
    here:run("collect.release", { statement = id })
    local released = here:get(id)
    test.equal(tostring(released.tray) .. table.concat(released.flags), "nilname",
        "released; the name is still to be looked at")
    test.check(here:run("collect.release", { statement = id }):find("room:1 is not held back"),
        "twice")

    test.equal(here:run("collect.reword", { statement = id, text = "My pass for the bus" }), nil,
        "reword")
    here:run("collect.reword", { statement = id, text = "My travel pass" })
    local reworded = here:get(id)
    test.equal(reworded.text .. reworded.original .. tostring(reworded.flags),
        "My travel passMy bus pass.nil", "the first wording is kept, the flags are done with")
    test.check(here:run("collect.reword", { statement = id, text = "My travel pass" })
        :find("already"), "the same words, nothing flagged")
    here.records[id].body.flags = { "name" }
    test.equal(here:run("collect.reword", { statement = id, text = "My travel pass" }), nil,
        "the same words: looked at")
    test.equal(here:get(id).flags, nil, "they may stand")
    test.check(here:run("collect.reword", { statement = id, text = " " }), "no words")

    test.check(here:run("collect.pick", { statement = id }):find("count already"), "not spare")
    here:run("collect.leave_out", { statement = id })
    test.equal(here:get(id).tray, "spare", "left out")
    here:run("collect.pick", { statement = id })
    test.equal(here:get(id).tray, nil, "picked")
end

local function permissions(test, here)
    local person = here:add("person", {})
    local function said(tray)
        return here:add("statement", { section = "working", text = "Art", person = person,
            source = "a.csv:2:working1", tray = tray })
    end
    local card, spare, harm = said(), said("spare"), said("held_back")
    local function decide(name, what, given)
        return here:run("collect." .. name, { person = person, what = what, given = given,
            decided_by = "family", date = "2025-11-01" })
    end
    for _, name in ipairs { "permit", "withdraw" } do
        test.check(here:run("collect." .. name, { person = person, what = "quote",
            given = name == "permit" or nil, decided_by = "family", date = "2026-03-03" }):find("has not come yet"),
            "a day to come")
    end
    test.equal(#here:find("permission", { what = "quote" }), 0, "nothing noted")
    test.equal(decide("permit", "quote", false), nil, "no to quotes")
    test.equal(here:get(card).tray, nil, "which moves nothing")
    test.equal(decide("withdraw", "workshop"), nil, "no to the workshop")
    test.equal(here:get(card).tray .. here:get(spare).tray .. here:get(harm).tray,
        "withdrawnspareheld_back", "off the cards")
    local refusal = here:find("permission", { what = "workshop" })[1]
    test.equal(tostring(refusal.given) .. refusal.withdrawn .. tostring(refusal.date),
        "false2025-11-01nil", "when it was taken back")
    test.check(here:run("collect.pick", { statement = spare }):find("own wish"), "not picked")
    test.check(here:run("collect.leave_out", { statement = card }):find("own wish"), "not left out")
    here:run("collect.release", { statement = harm })
    test.equal(here:get(harm).tray, "withdrawn", "released, and not used")
    test.equal(decide("permit", "workshop", true), nil, "yes again")
    test.equal(tostring(here:get(card).tray) .. here:get(spare).tray, "nilspare", "back")
    local yes = here:find("permission", { what = "workshop" })
    test.equal(#yes .. tostring(yes[1].given) .. tostring(yes[1].withdrawn), "1truenil",
        "one of each")
end

return function(test)
    local new = box.new(test.root)
    local workflow = new.require "workflow"
    local wtfc = new.require "workflows.working_together_for_change"
    local first, second = world.new(test.root, workflow, wtfc), world.new(test.root, workflow, wtfc)
    prepare(test, first)
    collect(test, second)
    permissions(test, second)
    test.equal(first:never_run { "prepare" }, "", "every command was run")
    test.equal(second:never_run { "collect" }, "", "every command was run")
end
