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

return function(test)
    the_room_marks_what_is_the_same(test)
end
