-- SPDX-License-Identifier: MIT
--- Steps 5 to 8 in depth: what the room marks as the same, the plan, measures with their
--- parts, and what is told when people look back.

local box = require "box"
local world = require "world"

-- A theme with a root cause, and what three viewpoints say success looks like.
local function setting(test)
    local new = box.new(test.root)
    local here = world.new(test.root, new.require "workflow",
        new.require "workflows.working_together_for_change")
    local ids = { theme = here:add("theme", { section = "not_working", name = "I cannot get home",
        agreed = true }) }
    ids.cause = here:add("cause", { theme = ids.theme, text = "No bus", root = true })
    for _, who in ipairs({ "young_person", "family", "school" }) do
        ids[who] = here:add("success", { cause = ids.cause, perspective = who, text = who })
    end
    return here, ids
end

-- Runs a command that must be refused with these words.
local function refused(test, here, path, args, words)
    local answer = here:run(path, args)
    test.check(answer and answer:find(words, 1, true),
        string.format("%s: %s", words, tostring(answer)))
end

local function the_room_marks_what_is_the_same(test)
    local here, ids = setting(test)
    local same = function(one, other)
        return here:run("identify_success.same", { success = one, with = other })
    end
    refused(test, here, "identify_success.same", { success = ids.family, with = ids.family },
        "one and the same")
    test.equal(same(ids.family, ids.young_person), nil, "two")
    refused(test, here, "identify_success.same",
        { success = ids.young_person, with = ids.family }, "the same already")
    test.equal(same(ids.young_person, ids.school), nil, "a head with all that lead to it")
    test.equal(here:get(ids.young_person).same_as, ids.school, "leads to the new head")
    test.equal(here:get(ids.family).same_as, ids.school, "and so does the other")
    test.equal(here:run("identify_success.differ", { success = ids.school }), nil,
        "the head itself is taken out")
    test.check(not here:get(ids.young_person).same_as, "the first is the head now")
    test.equal(here:get(ids.family).same_as, ids.young_person, "and the other leads to it")
    test.equal(here:run("identify_success.differ", { success = ids.family }), nil, "out again")
    refused(test, here, "identify_success.differ", { success = ids.family }, "as no other")
    local elsewhere = here:add("success", { perspective = "family", text = "Else",
        cause = here:add("cause", { theme = ids.theme, text = "Money" }) })
    refused(test, here, "identify_success.same", { success = elsewhere, with = ids.family },
        "different causes")
end

local function gate_of(here, step_name, name)
    local test = here.library.hook(here.workflow, step_name, "ready", name, "test")
    local reads = here.library.hook(here.workflow, step_name, "ready", name, "reads")()
    local now = {}
    for key, asked in pairs(reads) do
        now[key] = here:find(asked.kind, asked.where)
    end
    return test(now)
end

local function actions_have_an_organisation(test)
    local here, ids = setting(test)
    local action = { success = ids.family, what = "A late bus", who = "Head of transport",
        by = "2026-09-01", kind = "change", practice_of = { "health" } }
    refused(test, here, "plan.action", action, "add professional_practice")
    action.informs = { "professional_practice" }
    test.equal(here:run("plan.action", action), nil, "with it")
    local id = here:find("action")[1].id
    test.check(tostring(gate_of(here, "plan", "everyone_knows_which_organisation"))
        :find('"A late bus"', 1, true), "named by the gate")
    here:run("plan.reword_action", { action = id, organisation = "Thornmere Council" })
    test.equal(gate_of(here, "plan", "everyone_knows_which_organisation"), true, "said")
    here:add("action", { what = "Old", who = "Head of SEND, Thornmere Council", state = "open" })
    test.equal(gate_of(here, "plan", "everyone_knows_which_organisation"), true,
        "said with the role")
    refused(test, here, "plan.informs", { action = here:find("action")[2].id,
        practice_of = { "school" } }, "add professional_practice")
    test.equal(here:run("plan.informs", { action = id, practice_of = { "school" } }), nil,
        "it informs practice already")
    test.equal(table.concat(here:get(id).practice_of), "school", "whose")
end

local function promises_are_kept_in_mind(test)
    local here = setting(test)
    refused(test, here, "plan.commit", { what = "Ask my friends", perspective = "young_person",
        role = "Pupil" }, "Leave role and organisation out")
    test.equal(here:run("plan.commit", { what = "Ask my friends", perspective = "young_person" }),
        nil, "without a role")
    test.equal(here:run("plan.commit", { what = "Ring the bus company", perspective = "school",
        role = "Deputy head", organisation = "Holly Bank School", by = "2026-04-01" }), nil,
        "with a role")
    local mine, theirs = here:find("commitment")[1], here:find("commitment")[2]
    test.equal(mine.state .. theirs.state, "openopen", "both open")
    refused(test, here, "plan.reword_commitment", { commitment = mine.id, role = "Pupil" },
        "Leave role and organisation out")
    here:run("plan.reword_commitment", { commitment = theirs.id, what = "Ring them" })
    test.equal(here:get(theirs.id).what, "Ring them", "reworded")
    test.check(tostring(gate_of(here, "review", "every_promise_has_news"))
        :find('"Ask my friends", "Ring them"', 1, true), "no news yet")
    here:run("review.promise", { commitment = mine.id, state = "done" })
    here:run("review.promise", { commitment = theirs.id, state = "open", note = "They ring back" })
    test.equal(gate_of(here, "review", "every_promise_has_news"), true, "news of both")
end

local function lists_stand_beside_the_plan(test)
    local here, ids = setting(test)
    here:run("plan.areas", { theme = ids.theme, areas = { "community", "health" } })
    test.equal(table.concat(here:get(ids.theme).areas, " "), "community health", "areas")
    for kind, command in pairs({ local_offer = "offer", good_practice = "practice" }) do
        refused(test, here, "plan." .. command, { title = "Club", areas = { "community" },
            web = "javascript:alert(1)" }, "beginning with https://")
        test.equal(here:run("plan." .. command, { title = "Club", areas = { "community" },
            web = "https://club.example" }), nil, command)
        local entry = here:find(kind)[1]
        test.equal(entry.title, "Club", kind)
        here:run("plan.drop_" .. command, { entry = entry.id })
        test.equal(here:count(kind), 0, "gone")
    end
end

return function(test)
    actions_have_an_organisation(test)
    promises_are_kept_in_mind(test)
    lists_stand_beside_the_plan(test)
    the_room_marks_what_is_the_same(test)
end
