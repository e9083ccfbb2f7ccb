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
    here:add("action", { what = "Older", who = "Head of SEND", state = "dropped" })
    test.equal(gate_of(here, "plan", "everyone_knows_which_organisation"), true, "dropped")
    refused(test, here, "plan.informs", { action = here:find("action")[2].id,
        practice_of = { "school" } }, "add professional_practice")
    test.equal(here:run("plan.informs", { action = id, practice_of = { "school" } }), nil,
        "it informs practice already")
    test.equal(table.concat(here:get(id).practice_of), "school", "whose")
end

-- A slip of the hand is put right without taking back what was built on it.
local function actions_are_put_right(test)
    local here, ids = setting(test)
    here:run("plan.action", { success = ids.family, what = "A late bus", who = "Transport",
        organisation = "Thornmere Council", by = "2062-09-01", kind = "change" })
    local id = here:find("action")[1].id
    refused(test, here, "plan.reword_action", { action = id, who = " " }, "Say who will do it")
    refused(test, here, "plan.action", { success = ids.family, what = "Another bus", who = "",
        by = "2026-09-01", kind = "change" }, "Say who will do it")
    test.equal(here:run("plan.reword_action", { action = id, by = "2026-09-01",
        kind = "do_more" }), nil, "another day")
    test.equal(here:get(id).by .. here:get(id).kind .. here:get(id).what,
        "2026-09-01do_moreA late bus", "and another kind")
end

-- The day is 2 March 2026.
local function days_are_looked_at(test)
    local here, ids = setting(test)
    local action = { success = ids.family, what = "A late bus", who = "Transport",
        by = "2020-03-31", kind = "change", informs = { "commissioning" } }
    test.equal(here:run("plan.action", action), nil, "taken")
    test.equal(#here.remarks, 1, "one remark")
    test.check(here.remarks[1]:find("by=2020-03-31 has passed already (today is 2026-03-02)", 1,
        true), "a day that has passed")
    local id = here:find("action")[1].id
    here:run("plan.reword_action", { action = id, by = "2026-03-02" })
    test.equal(#here.remarks, 0, "today")
    here:run("prepare.key_date", { name = "Budget set", date = "2026-06-01" })
    here:run("prepare.key_date", { name = "Contracts end", date = "2026-12-31" })
    here:run("plan.reword_action", { action = id, by = "2026-07-01" })
    test.equal(here.remarks[1], "It informs commissioning and is due on 2026-07-01, after "
        .. '"Budget set" on 2026-06-01: what should count there has to be known before',
        "after the money is given out")
    here:run("plan.informs", { action = id, informs = { "local_offer" } })
    test.equal(#here.remarks, 0, "it informs something else")
    here:run("plan.commit", { what = "Ring", perspective = "family", by = "2026-01-01" })
    test.equal(#here.remarks, 1, "a promise")
    local indicator = { action = id, wording = "Riders", type = "how_much", direction = "up",
        target = "3", target_date = "2025-12-01" }
    here:run("implement.indicator", indicator)
    test.check(here.remarks[1]:find("target_date=2025-12-01 has passed", 1, true), "a target")
    here:run("implement.aim", { indicator = here:find("indicator")[1].id,
        target_date = "2026-12-01" })
    test.equal(#here.remarks, 0, "put right")
    here:run("prepare.workshop", { date = "2025-11-19" })
    here:run("plan.commit", { what = "Ring", perspective = "school", by = "2026-01-01" })
    test.equal(#here.remarks, 0, "written down after the workshop that planned it")
end

local function whose_practice_is_asked_for(test)
    local here, ids = setting(test)
    here:run("plan.action", { success = ids.family, what = "A late bus", who = "Transport",
        by = "2026-09-01", kind = "change", informs = { "professional_practice" } })
    local action = here:find("action")[1].id
    test.check(tostring(gate_of(here, "plan", "everyone_knows_whose_practice"))
        :find('"A late bus"', 1, true), "named by the gate")
    here:run("review.progress", { action = action, state = "dropped", note = "No money" })
    test.equal(gate_of(here, "plan", "everyone_knows_whose_practice"), true, "dropped")
    here:run("review.progress", { action = action, state = "open", note = "Money" })
    test.check(gate_of(here, "plan", "everyone_knows_whose_practice") ~= true, "asked again")
    here:run("plan.informs", { action = action, practice_of = { "school" } })
    test.equal(gate_of(here, "plan", "everyone_knows_whose_practice"), true, "said")
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
    refused(test, here, "plan.commit", { what = "ring the bus company", perspective = "school",
        role = "Deputy Head", organisation = "Holly Bank School" }, "written down already")
    local mine, theirs = here:find("commitment")[1], here:find("commitment")[2]
    test.equal(mine.state .. theirs.state, "openopen", "both open")
    test.check(tostring(gate_of(here, "plan", "promises_can_be_followed"))
        :find('or by when: "Ask my friends". Say it', 1, true), "no day")
    here:run("plan.reword_commitment", { commitment = mine.id, by = "2026-05-01" })
    test.equal(gate_of(here, "plan", "promises_can_be_followed"), true,
        "a young person's, with a day")
    here:run("plan.commit", { what = "Hire", perspective = "employer", by = "2026-05-01" })
    test.check(gate_of(here, "plan", "promises_can_be_followed") ~= true, "anybody's")
    here:run("plan.reword_commitment", { commitment = here:find("commitment")[3].id,
        organisation = "Mill Road Garden Centre" })
    test.equal(gate_of(here, "plan", "promises_can_be_followed"), true, "somebody's")
    here:run("review.promise", { commitment = here:find("commitment")[3].id, state = "done" })
    refused(test, here, "plan.reword_commitment", { commitment = mine.id, role = "Pupil" },
        "Leave role and organisation out")
    here:run("plan.reword_commitment", { commitment = theirs.id, what = "Ring them" })
    test.equal(here:get(theirs.id).what, "Ring them", "reworded")
    test.check(tostring(gate_of(here, "review", "every_promise_has_news"))
        :find('"Ask my friends", "Ring them"', 1, true), "no news yet")
    here:run("review.promise", { commitment = mine.id, state = "done" })
    here:run("review.promise", { commitment = theirs.id, state = "open", note = "They ring back" })
    test.equal(gate_of(here, "review", "every_promise_has_news"), true, "news of both")
    refused(test, here, "review.promise", { commitment = here:add("commitment", {
        what = "Count", perspective = "school", state = "open" }), state = "dropped" },
        "Say why it could not be done")
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
        refused(test, here, "plan." .. command, { title = "club ", areas = { "health" } },
            "written down already")
        test.equal(here:run("plan." .. command, { title = "Club", run_by = "YMCA",
            areas = { "health" } }), nil, "of somebody else")
        here:run("plan.drop_" .. command, { entry = here:find(kind)[2].id })
        here:run("plan.drop_" .. command, { entry = entry.id })
        test.equal(here:count(kind), 0, "gone")
    end
end

-- An indicator of a share that should be measured every three months.
local function with_share(here)
    local action = here:add("action", { what = "A late bus", who = "Transport, Thornmere",
        state = "open" })
    local share = { action = action, wording = "Who gets home from clubs", type = "better_off",
        direction = "up", target = "60", target_date = "2027-03-01", baseline = "20",
        baseline_date = "2025-11-30", numerator = "young people who get home",
        source = "School survey", every_months = 3 }
    return share
end

local function shares_are_worked_out(test)
    local here = setting(test)
    local share = with_share(here)
    refused(test, here, "implement.indicator", share, "A share has two parts")
    share.denominator, share.unit = "young people asked", "people"
    refused(test, here, "implement.indicator", share, 'not in "people"')
    share.unit, share.target = nil, "160"
    refused(test, here, "implement.indicator", share, "between 0 and 100%")
    share.target = "60"
    test.equal(here:run("implement.indicator", share), nil, "with both parts")
    local made = here:find("indicator")[1]
    test.equal(made.unit .. " " .. made.due, "% 2026-02-28", "three months on, the last of them")
    test.check(tostring(here:ask("implement", "measured_in_time"))
        :find('"Who gets home from clubs" (by 2026-02-28)', 1, true), "stale")

    local function measure(more)
        local args = { indicator = made.id, date = "2026-03-01" }
        for key, value in pairs(more) do
            args[key] = value
        end
        return args
    end
    for words, args in pairs({
        ["This is a share: give its two parts"] = { value = "25" },
        ["Give both parts"] = { numerator = "3" },
        ["Leave value=… out"] = { value = "25", numerator = "10", denominator = "40" },
        ["Nobody and nothing was counted"] = { numerator = "0", denominator = "0.00" },
        ["more than all of them"] = { numerator = "41", denominator = "40" },
        ["cannot be worked out"] = { numerator = "-1", denominator = "40" },
        ["nine figures"] = { numerator = "1", denominator = "12345678901" },
    }) do
        refused(test, here, "implement.measure", measure(args), words)
    end
    test.equal(here:run("implement.measure", measure { numerator = "10", denominator = "60" }),
        nil, "measured")
    refused(test, here, "implement.measure", measure { numerator = "11", denominator = "60" },
        "numerator=… denominator=…`")
    local one = here:find("measurement")[1]
    test.equal(one.value, "16.7", "worked out, a half rounded up")
    test.equal(here:get(made.id).due, "2026-06-01", "and again in three months")
    test.equal(here:ask("implement", "measured_in_time"), true, "in time")

    refused(test, here, "implement.correct", { measurement = one.id, value = "17" },
        "worked out from 10 of 60")
    here:run("implement.correct", { measurement = one.id, numerator = "12" })
    test.equal(here:get(one.id).value .. here:get(one.id).denominator, "2060", "both together")
    refused(test, here, "implement.correct", { measurement = one.id }, "nothing to change")
    here:run("implement.rhythm", { indicator = made.id, every_months = 12 })
    test.equal(here:get(made.id).due, "2027-03-01", "once a year now")
    refused(test, here, "implement.reword_indicator", { indicator = made.id, unit = "people" },
        "measured in %")
end

-- What is stopped, by itself or with its action, is measured when it is taken up again.
local function what_is_stopped_is_not_measured(test)
    local here = setting(test)
    local share = with_share(here)
    share.denominator = "young people asked"
    here:run("implement.indicator", share)
    local one = here:find("indicator")[1]
    local measure = { indicator = one.id, date = "2026-03-01", numerator = "1", denominator = "4" }
    local function refused_both(words)
        refused(test, here, "implement.measure", measure, words)
        refused(test, here, "implement.go_on", { indicator = one.id }, words)
    end
    refused(test, here, "implement.go_on", { indicator = one.id }, "is measured already")
    here:run("implement.stop", { indicator = one.id })
    refused(test, here, "implement.measure", measure, '"Who gets home from clubs" is measured '
        .. "no more: it was stopped. To go on with it: waymark do implement.go_on indicator="
        .. one.id)
    test.equal(here:get(one.id).due, one.due, "it is due as it was")
    here:run("review.progress", { action = share.action, state = "dropped", note = "No money" })
    refused_both("is measured no more: its action was dropped. If that is done after all: waymark "
        .. "do review.progress action=" .. share.action .. " state=open")
    here:run("review.progress", { action = share.action, state = "open" })
    here:run("implement.stop", { indicator = one.id })
    test.equal(here:run("implement.go_on", { indicator = one.id }), nil, "taken up again")
    test.equal(here:run("implement.measure", measure), nil, "and measured")
    here:run("implement.stop", { indicator = one.id })
    here.records[one.id].body.goes_on, here.records[one.id].body.goes_on_as = "2027", "indicator-9"
    refused_both("It goes on in 2027, and is measured there")
end

-- What goes on in the next cycle, or was stopped, is asked for by no gate.
local function all_is_measured(test)
    local here = setting(test)
    local share = with_share(here)
    share.denominator = "young people asked"
    here:run("implement.indicator", share)
    local one = here:find("indicator")[1]
    local function asked()
        return tostring(here:ask("implement", "measured_in_time")) .. " "
            .. tostring(here:ask("review", "every_indicator_measured"))
    end
    test.equal(asked(), 'These should have been measured: "Who gets home from clubs" (by '
        .. "2026-02-28). `waymark list indicator --overdue` lists them. These have not been "
        .. 'measured in this cycle yet: "Who gets home from clubs".', "both ask")
    here.records[one.id].body.goes_on = "2027"
    test.equal(asked(), "true true", "there")
    here.records[one.id].body.goes_on = nil
    here:run("implement.stop", { indicator = one.id })
    test.equal(asked(), "true true", "no more")
    here:run("implement.go_on", { indicator = one.id })
    here:run("implement.measure", { indicator = one.id, date = "2026-03-01", numerator = "1",
        denominator = "4" })
    test.equal(asked(), "true true", "measured")
end

local function percentages_are_exact(test)
    local measuring = box.new(test.root).require
        "workflows.working_together_for_change.measuring"
    for _, row in ipairs({
        { "1", "3", "33.3" }, { "2", "3", "66.7" }, { "1", "8", "12.5" }, { "1", "1", "100" },
        { "0", "7", "0" }, { "1", "2000", "0.1" }, { "1", "2001", "0" }, { "0.5", "4", "12.5" },
        { "1.25", "2.5", "50" }, { "999999998.99", "999999999.99", "100" },
        { "29", "40", "72.5" },
    }) do
        test.equal(measuring.percentage(row[1], row[2]), row[3], row[1] .. " of " .. row[2])
    end
    for _, row in ipairs({
        { "2026-01-31", 1, "2026-02-28" }, { "2027-12-15", 2, "2028-02-15" },
        { "2027-08-31", 6, "2028-02-29" }, { "2026-11-30", 12, "2027-11-30" },
    }) do
        test.equal(measuring.later(row[1], row[2]), row[3], row[1])
    end
end

local function plain_measures_go_on(test)
    local here = setting(test)
    local plain = with_share(here)
    plain.numerator, plain.every_months, plain.baseline_date = nil, nil, nil
    plain.unit = "people"
    here:run("implement.indicator", plain)
    local made = here:find("indicator")[1]
    test.equal(made.due .. made.every_months, "2026-09-026", "six months from today")
    refused(test, here, "implement.measure", { indicator = made.id, date = "2026-03-01" },
        "Say what it stands at")
    refused(test, here, "implement.measure", { indicator = made.id, date = "2026-03-01",
        numerator = "1", denominator = "2" }, "measured in people and not as a share")
    here:run("implement.measure", { indicator = made.id, date = "2026-01-01", value = "18" })
    test.equal(here:get(made.id).due, "2026-07-01", "from the day that it was measured")
    here:run("implement.measure", { indicator = made.id, date = "2025-10-01", value = "17" })
    test.equal(here:get(made.id).due, "2026-07-01", "an older one changes nothing")
    refused(test, here, "implement.measure", { indicator = made.id, date = "2026-01-01",
        value = "19" }, " value=…`")
end

local function those_who_spoke_are_told(test)
    local here = setting(test)
    local share = { channel = "letter", what = "Thank you", date = "2026-03-01" }
    here:run("implement.share", share)
    test.equal(here:ask("implement", "those_who_spoke_up_were_told"), true,
        "where nobody notes it")
    share.told, share.told_by = { "family", "school" }, "Head of SEND"
    here:run("implement.share", share)
    test.check(tostring(here:ask("implement", "those_who_spoke_up_were_told"))
        :find("Young people have not", 1, true), "who is missing")
    share.told = { "young_person" }
    here:run("implement.share", share)
    test.equal(here:ask("implement", "those_who_spoke_up_were_told"), true, "both")
    refused(test, here, "implement.share", share, "written down already")
    share.told = { "young_person", "school" }
    test.equal(here:run("implement.share", share), nil, "others, on the same day")
    refused(test, here, "implement.share", share, "written down already")
    share.date = "2026-03-02"
    test.equal(here:run("implement.share", share), nil, "and again on another")
end

-- What was not known on the day, or was typed wrongly, without doing it all again.
local function aims_are_put_right(test)
    local here = setting(test)
    local share = with_share(here)
    share.denominator, share.baseline, share.baseline_date = "young people asked", nil, nil
    here:run("implement.indicator", share)
    local made = here:find("indicator")[1]
    local function aim(more)
        more.indicator = made.id
        return more
    end
    refused(test, here, "implement.aim", aim {}, "nothing to change")
    refused(test, here, "implement.aim", aim { baseline = "70" }, "below the start (70)")
    refused(test, here, "implement.aim", aim { target = "160" }, "between 0 and 100%")
    refused(test, here, "implement.aim", aim { baseline_date = "2026-03-03" }, "has not come yet")
    test.equal(here:run("implement.aim", aim { baseline = "20", baseline_date = "2025-12-31" }),
        nil, "known now")
    made = here:get(made.id)
    test.equal(made.baseline .. " " .. made.target .. " " .. made.due, "20 60 2026-03-31",
        "due from then on")
    for _, day in ipairs({ "2025-12-31", "2024-04-01" }) do
        refused(test, here, "implement.aim", aim { target_date = day },
            "target_date=" .. day .. " is not after the start (2025-12-31)")
    end
    share.wording, share.target_date, share.baseline_date = "Another", "2026-01-01", "2026-01-01"
    refused(test, here, "implement.indicator", share, "is not after the start (2026-01-01)")
    here:run("implement.aim", aim { direction = "down", target = "10", target_date = "2027-04-01" })
    made = here:get(made.id)
    test.equal(made.direction .. made.target .. made.target_date, "down102027-04-01", "all of it")
    for words, args in pairs({
        ["Give both parts of the start"] = { baseline_numerator = "9" },
        ["Leave baseline=… out"] = { baseline = "20", baseline_numerator = "9",
            baseline_denominator = "40" },
        ["above the start (5)"] = { baseline_numerator = "2", baseline_denominator = "40" },
    }) do
        refused(test, here, "implement.aim", aim(args), words)
    end
    here:run("implement.aim", aim { baseline_numerator = "9", baseline_denominator = "40" })
    made = here:get(made.id)
    test.equal(made.baseline .. " " .. made.baseline_numerator, "22.5 9", "worked out")
    here:run("implement.aim", aim { baseline = "20" })
    made = here:get(made.id)
    test.equal(made.baseline, "20", "typed")
    test.equal(made.baseline_denominator, nil, "and without parts")
end

-- What would make its numbers unreadable, or cannot be.
local function indicators_say_enough(test)
    local here = setting(test)
    local plain = with_share(here)
    plain.numerator, plain.baseline, plain.source, plain.type = nil, "-4", nil, "how_much"
    refused(test, here, "implement.indicator", plain, "baseline=-4: how much was done is never")
    plain.baseline, plain.baseline_numerator, plain.baseline_denominator = nil, "3", "9"
    refused(test, here, "implement.indicator", plain, "Only a share starts from two parts")
    plain.baseline_numerator, plain.baseline_denominator = nil, nil
    here:run("implement.indicator", plain)
    local made = here:find("indicator")[1]
    test.check(tostring(here:ask("implement", "numbers_can_be_read"))
        :find('"Who gets home from clubs" (no start, no unit, no source)', 1, true), "unsaid")
    refused(test, here, "implement.measure", { indicator = made.id, date = "2026-03-01",
        value = "-3" }, "value=-3 is below 0")
    here:run("implement.reword_indicator", { indicator = made.id, unit = "people",
        source = "Survey" })
    here:run("implement.aim", { indicator = made.id, baseline = "0" })
    test.equal(here:ask("implement", "numbers_can_be_read"), true, "said")
    plain.type, plain.baseline, plain.wording = "better_off", "-4", "Change in points"
    test.equal(here:run("implement.indicator", plain), nil, "what can be below 0")
    test.equal(here:run("implement.measure", { indicator = here:find("indicator")[2].id,
        date = "2026-03-01", value = "-3" }), nil, "may be")
end

-- People are whole, and a percentage of them has its two numbers.
local function people_are_counted(test)
    local here = setting(test)
    local plain = with_share(here)
    plain.numerator, plain.unit, plain.target = nil, "young people", "14.5"
    refused(test, here, "implement.indicator", plain,
        "target=14.5: people are counted in whole numbers")
    plain.target, plain.baseline = "60", "2.5"
    refused(test, here, "implement.indicator", plain, "baseline=2.5: people")
    plain.baseline, plain.unit, plain.counts = "20.0", "navigators", "people"
    test.equal(here:run("implement.indicator", plain), nil, "whole, however it is written")
    local made = here:find("indicator")[1]
    refused(test, here, "implement.aim", { indicator = made.id, target = "60.5" },
        "target=60.5: people")
    refused(test, here, "implement.measure", { indicator = made.id, date = "2026-03-01",
        value = "41.5" }, "value=41.5: people")
    plain.wording, plain.counts, plain.baseline = "Who helps", nil, "2.5"
    test.equal(here:run("implement.indicator", plain), nil, "what may be no people")
    plain.wording, plain.unit = "Usual number", "average number of young people"
    test.equal(here:run("implement.indicator", plain), nil, "an average")

    local share = with_share(here)
    share.wording, share.numerator, share.denominator = "Families", "told", "families asked"
    share.baseline, share.baseline_numerator, share.baseline_denominator = nil, "20.5", "50"
    refused(test, here, "implement.indicator", share, "baseline_numerator=20.5: people")
    share.baseline_numerator = "20"
    test.equal(here:run("implement.indicator", share), nil, "whole")
    refused(test, here, "implement.measure", { indicator = here:find("indicator")[4].id,
        date = "2026-03-01", numerator = "41.5", denominator = "50" }, "numerator=41.5: people")

    for _, unit in ipairs({ "%", "% of the 30 leavers", "Per cent", "percentage of leavers" }) do
        plain.unit, plain.wording = unit, "Leavers " .. unit
        refused(test, here, "implement.indicator", plain, "A percentage stands with its two")
    end
    refused(test, here, "implement.reword_indicator", { indicator = made.id, unit = "%" },
        "A percentage stands with its two")
    plain.counts = "things"
    test.equal(here:run("implement.indicator", plain), nil, "of no people")
    refused(test, here, "implement.reword_indicator", { indicator = here:find("indicator")[5].id,
        counts = "people" }, "A percentage stands with its two")
end

-- Readers take one published number from the next: those in between may be few.
local function few_in_between_are_remarked_on(test)
    local here = setting(test)
    local plain = with_share(here)
    plain.numerator, plain.unit, plain.baseline = nil, "young people", "12"
    here:run("implement.indicator", plain)
    local made = here:find("indicator")[1]
    local function remarks(date, value)
        test.equal(here:run("implement.measure", { indicator = made.id, date = date,
            value = value }), nil, "taken")
        return here.remarks[1] or ""
    end
    test.check(remarks("2025-12-01", "14"):find("14 and 12 (2025-11-30) differ by 2", 1, true),
        "from the start")
    test.equal(remarks("2026-02-01", "20"), "", "six more")
    test.check(remarks("2026-01-01", "19"):find("19 and 20 (2026-02-01) differ by 1", 1, true),
        "from what comes after")
    test.equal(remarks("2026-02-02", "20"), "", "as many")
    test.equal(remarks("2026-02-03", "4"), "", "what is hidden")
    test.equal(remarks("2026-02-04", "6"), "", "beside what is hidden")
    plain.unit, plain.wording = "rides", "Rides"
    here:run("implement.indicator", plain)
    made = here:find("indicator")[2]
    test.equal(remarks("2025-12-01", "14"), "", "no people")
    plain.unit, plain.wording = "average number", "What was an average once"
    here:run("implement.indicator", plain)
    made = here:find("indicator")[3]
    test.equal(remarks("2025-12-01", "12.5"), "", "an average")
    test.equal(here:run("implement.reword_indicator", { indicator = made.id,
        unit = "young people" }), nil, "of people after all")
    test.equal(remarks("2026-01-01", "15"), "", "beside half a person nothing is said")
end

-- What the steps take for people is what the report hides as people.
local function people_have_the_same_words(test)
    local counted = box.new(test.root).require "workflows.working_together_for_change.counted"
    local file = assert(io.open(test.root .. "/src/cycle/publish_actions.c"))
    local list = file:read("a"):match("people_words%[%] = {(.-)NULL}")
    file:close()
    local count = 0
    for word in list:gmatch('"(%a+)"') do
        count = count + 1
        test.check(counted.people_words[word], word .. " are people here, too")
    end
    for _ in pairs(counted.people_words) do
        count = count - 1
    end
    test.equal(count, 0, "as many words")
end

local function people_look_back(test)
    local here, ids = setting(test)
    test.check(here:run("review.how_far", { success = ids.family, perspective = "family",
        how_far = "less", why = "One bus a week" }) == nil, "said")
    refused(test, here, "review.how_far", { success = ids.family, perspective = "family",
        how_far = "less" }, "said so already")
    test.equal(here:run("review.how_far", { success = ids.family, perspective = "family",
        how_far = "as_hoped" }), nil, "later it is better")
    here:run("review.how_far", { success = ids.family, perspective = "school", how_far = "more" })
    local all = here:find("progress")
    test.equal(#all .. all[1].how_far, "2as_hoped", "once for each viewpoint")
    test.equal(all[1].why, nil, "what was said of less is not said of as hoped")
    here:run("review.how_far", { success = ids.family, perspective = "family",
        how_far = "as_hoped", why = "A second bus" })
    here:run("review.reword_progress", { progress = all[1].id, why = "Two buses" })
    test.equal(here:get(all[1].id).why, "Two buses", "reworded")
    here:run("review.could_not", { theme = ids.theme, could_not = "A bus of our own: no money" })
    test.equal(here:get(ids.theme).could_not, "A bus of our own: no money", "why not")

    local action = here:add("action", { what = "A bus", who = "Fleet, Council", state = "open" })
    refused(test, here, "review.progress", { action = action, state = "dropped" },
        "Say why it could not be done")
    test.equal(here:run("review.progress", { action = action, state = "dropped",
        note = "No driver" }), nil, "with the reason")
    here:run("review.progress", { action = action, state = "open" })
    test.equal(here:get(action).note, nil, "which does not say how it is going")
    here:run("review.progress", { action = action, state = "open", note = "No driver yet" })
    here:run("review.progress", { action = action, state = "dropped" })
    test.equal(here:get(action).note, "No driver yet", "why may have been said before")
    local promise = here:add("commitment", { what = "Ring them", role = "Head",
        perspective = "school", state = "dropped", note = "Too late" })
    here:run("review.promise", { commitment = promise, state = "done" })
    test.equal(here:get(promise).note, nil, "of a promise as well")
end

-- Other words may be those of another of the same parent, as little as new ones may.
local function no_double_by_other_words(test)
    local here, ids = setting(test)
    local said = { text = "A bus at six", what = "Ring the depot", wording = "Rides home" }
    local again = { text = " a BUS at  six", what = " ring the DEPOT ", wording = "rides  home" }
    local function two(kind, field, more)
        local list = {}
        for index, words in ipairs({ said[field], "Something else" }) do
            local body = { [field] = words }
            for name, value in pairs(more) do
                body[name] = value
            end
            list[index] = here:add(kind, body)
        end
        return table.unpack(list)
    end
    local function check(path, kind, field, more)
        local first, second = two(kind, field, more)
        refused(test, here, path, { [kind] = second, [field] = again[field] },
            '"' .. said[field] .. '" is written down already: ' .. first .. ".")
        test.equal(here:run(path, { [kind] = first, [field] = again[field] }), nil,
            path .. ": itself, written otherwise")
        test.equal(here:run(path, { [kind] = second, [field] = "Words of its own" }), nil, path)
        return first, second
    end
    local first, second = check("understand.reword", "cause", "text", { theme = ids.theme })
    local deep = here:add("cause", { theme = ids.theme, parent = first, text = "Old buses" })
    test.equal(here:run("understand.reword", { cause = deep, text = "Words of its own" }), nil,
        "behind another cause")
    refused(test, here, "understand.move_cause", { cause = deep },
        '"Words of its own" is written down already: ' .. second .. ".")
    test.equal(here:run("understand.move_cause", { cause = deep, under = second }), nil, "there")
    local same = here:add("cause", { theme = ids.theme, parent = first, text = "words of its own" })
    refused(test, here, "understand.move_cause", { cause = same, under = second },
        "is written down already: " .. deep .. ".")

    check("identify_success.reword", "success", "text",
        { cause = ids.cause, perspective = "family" })
    check("plan.reword_idea", "idea", "text", { success = ids.family })
    check("plan.reword_commitment", "commitment", "what",
        { perspective = "family", state = "open" })
    local action, other = check("plan.reword_action", "action", "what",
        { success = ids.family, who = "Fleet", state = "open" })
    local third = here:add("action", { success = ids.family, who = "Schools", state = "open",
        what = here:get(action).what })
    refused(test, here, "plan.reword_action", { action = third, who = "fleet" },
        "is written down already")
    here:run("review.progress", { action = action, state = "dropped", note = "No depot" })
    test.equal(here:run("plan.reword_action", { action = third, who = "Fleet" }), nil,
        "what was dropped may be agreed again")
    refused(test, here, "review.progress", { action = action, state = "open" },
        "is written down already: " .. third .. ".")
    check("implement.reword_indicator", "indicator", "wording",
        { action = other, live = true, type = "how_much", target = "9", direction = "up" })
    check("implement.reword_share", "share", "what", { channel = "school_newsletter",
        date = "2026-01-01" })
    local told = here:add("story", { perspective = "family", text = "We sing" })
    local other_story = here:add("story", { perspective = "family", text = "We dance" })
    refused(test, here, "review.reword_story", { story = other_story, text = "we sing",
        may_publish = true }, "is written down already: " .. told .. ".")
    test.equal(here:run("review.reword_story", { story = told, text = "We sing",
        may_publish = true }), nil, "the same words, with their yes")
    here:add("ballot", { way = "dots", state = "closed", name = "Morning" })
    local round = here:add("ballot", { way = "dots", state = "closed" })
    for _, name in ipairs({ "morning ", "Round 2" }) do
        local answer = here:run("understand.reword_round", { ballot = round, name = name })
        test.equal(answer ~= nil, name == "morning ", name)
    end
end

local function carried_measures_keep_their_time(test)
    local measuring = box.new(test.root).require
        "workflows.working_together_for_change.measuring"
    local carried = { carried_from = "x", every_months = 3, baseline_date = "2024-01-01",
        measured_before = { { date = "2026-03-30" }, { date = "2025-09-30" } } }
    test.equal(measuring.due(carried, {}, "2026-07-01", 12), "2027-03-30",
        "from the day that it was measured in the cycle before")
    test.equal(measuring.due(carried, { { date = "2026-01-01" } }, "2026-07-01"), "2026-06-30",
        "also where an older value comes late")
end

local function cycles_are_one_word(test)
    local wording = box.new(test.root).require "workflows.working_together_for_change.wording"
    for name, line in pairs({
        ["2025/26"] = " --cycle 2025/26", ["Autumn 2025"] = " --cycle 'Autumn 2025'",
        ["O'Brien; $9"] = " --cycle 'O'\\''Brien; $9'", ["-x"] = " --cycle '-x'",
    }) do
        test.equal(wording.in_cycle(name), line, name)
    end
    test.equal(wording.in_cycle(nil), "", "none")
end

return function(test)
    people_are_counted(test)
    few_in_between_are_remarked_on(test)
    people_have_the_same_words(test)
    people_look_back(test)
    no_double_by_other_words(test)
    cycles_are_one_word(test)
    carried_measures_keep_their_time(test)
    shares_are_worked_out(test)
    what_is_stopped_is_not_measured(test)
    all_is_measured(test)
    percentages_are_exact(test)
    plain_measures_go_on(test)
    those_who_spoke_are_told(test)
    aims_are_put_right(test)
    indicators_say_enough(test)
    actions_have_an_organisation(test)
    actions_are_put_right(test)
    days_are_looked_at(test)
    whose_practice_is_asked_for(test)
    promises_are_kept_in_mind(test)
    lists_stand_beside_the_plan(test)
    the_room_marks_what_is_the_same(test)
end
