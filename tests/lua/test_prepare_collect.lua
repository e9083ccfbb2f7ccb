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
    test.check(here:run("prepare.scope", { field = "group", values = { "leavers" } })
        :find("No rule for a group has been written down yet", 1, true), "no group yet")
    test.check(here:run("prepare.scope", { field = "everyone", values = { "x" } }), "not both")

    test.equal(here:run("prepare.invite", { perspective = "young_person", number = 12 }), nil,
        "invite")
    here:run("prepare.invite", { perspective = "school", organisation = "Oak Lane" })
    here:run("prepare.invite", { perspective = "family", supporter = true })
    test.equal(here:count("participant", { invited = true, supporter = false }), 13, "invited")
    test.equal(here:count("participant", { supporter = true }), 1, "supporters apart")
    here:run("prepare.invite", { perspective = "other", interpreter = true })
    test.equal(here:count("participant", { supporter = true, interpreter = true }), 1,
        "an interpreter is there for somebody too")
    test.equal(here:count("participant", { invited = true, supporter = false }), 13, "still 13")
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
    test.check(here:run("prepare.deal", { part = "morning" }):find("no agreed themes"), "deal")

    here:run("prepare.workshop", { date = "2026-04-20", venue = "Town Hall" })
    test.equal(cycle().workshop_date .. cycle().venue, "2026-04-20Town Hall", "workshop")
    here:run("prepare.workshop", { date = "2026-04-21" })
    test.equal(cycle().workshop_date .. cycle().venue, "2026-04-21Town Hall", "a new date alone")
end

-- What the safeguarding lead does about a card that is held back.
local function concerns(test, here, id)
    local free = here:add("statement", { section = "working", text = "Art", source = "a:1" })
    test.check(here:run("collect.note_concern", { statement = free, told = "Jo" })
        :find("a:1 is not held back"), "nothing to note")
    test.check(here:run("collect.keep_back", { statement = free }):find("not held back"), "free")
    test.check(here:run("collect.note_concern", { statement = id, told = " " })
        :find("who was told"), "who was told")
    test.check(here:run("collect.note_concern", { statement = id, told = "Jo",
        date = "2026-03-03" }):find("not come yet"), "not tomorrow")
    test.equal(here:run("collect.note_concern", { statement = id, told = " Jo Lead ",
        note = "Rang home" }), nil, "noted")
    local noted = here:find("concern")[1]
    test.equal(noted.told .. noted.date .. noted.note .. noted.statement,
        "Jo Lead2026-03-02Rang home" .. id, "what was done, and when")
    test.check(here:run("collect.note_concern", { statement = id, told = "Jo Lead",
        note = "Rang home " }):find("noted already"), "once")
    test.equal(here:run("collect.note_concern", { statement = id, told = "Jo Lead",
        date = "2026-03-01", note = "Rang home" }), nil, "another day is another")
    test.equal(#here:find("concern"), 2, "two")
    test.equal(here:run("collect.keep_back", { statement = id }), nil, "keep back")
    test.equal(here:get(id).kept_back, true, "settled")
    test.check(here:run("collect.keep_back", { statement = id }):find("already"), "twice")
    here:run("collect.hold_back", { statement = id, reason = "told Jo Lead" })
    test.equal(here:get(id).kept_back, nil, "held back anew: to be looked at")
    here:run("collect.keep_back", { statement = id })
end

-- The same about a story: C holds it back, and the lead alone lets it go.
local function story_concerns(test, here)
    local free = here:add("story", { perspective = "family", text = "It is better" })
    local id = here:add("story",
        { perspective = "family", text = "It is worse", tray = "held_back" })
    for _, name in ipairs { "note_concern", "keep_back", "release" } do
        local told = name == "note_concern" and "Jo" or nil
        test.check(here:run("collect." .. name, { told = told }):find("Say which"), name)
        test.check(here:run("collect." .. name, { story = free, told = told })
            :find("not held back"), name .. " of one that is free")
    end
    test.equal(here:run("collect.note_concern", { story = id, told = "Jo" }), nil, "noted")
    local noted = here:find("concern", { story = id })[1]
    test.equal(noted and noted.told, "Jo", "what was done")
    test.equal(here:run("collect.keep_back", { story = id }), nil, "keep back")
    test.equal(here:get(id).kept_back, true, "settled")
    test.equal(here:run("collect.release", { story = id }), nil, "release")
    test.equal(here:get(id).tray or here:get(id).kept_back, nil, "it is free again")
end

local function choosing(test, here)
    local function scope()
        return here:get(here.cycle).scope
    end
    test.check(here:run("prepare.locality", { name = "North" }):find("which schools"), "no schools")
    test.check(here:run("prepare.locality", { name = " ", schools = { "Elm" } }):find("a name"),
        "no name")
    test.equal(here:run("prepare.locality",
        { name = " North ", schools = { "Elm", "Oak", "Elm" } }),
        nil, "a locality")
    test.equal(#here:get(here.cycle).localities.North, 2, "each school once")
    test.equal(here:run("prepare.scope", { field = "locality", values = { "North" } }), nil,
        "chosen")
    test.equal(table.concat(scope().school, ","), "Elm,Oak", "its schools")
    here:run("prepare.scope", { field = "year_group", values = { "9" } })
    test.equal(here:get(here.cycle).scope_names.North[1], "school", "another field leaves its name")
    here:run("prepare.scope", { field = "everyone" })
    test.equal(here:get(here.cycle).scope_names, nil, "everyone has no name")
    test.equal(here:run("prepare.locality", { name = "North" }), nil, "taken away")
    test.equal(here:get(here.cycle).localities, nil, "the last one")
end

local function calendar(test, here)
    local function dates()
        return here:get(here.cycle).key_dates
    end
    local function key_date(name, date)
        return here:run("prepare.key_date", { name = name, date = date })
    end
    test.equal(key_date(" Budget set ", "2026-03-02"), nil, "today will do")
    test.equal(dates()["Budget set"], "2026-03-02", "kept")
    test.check(key_date("Tender", "2026-03-01"):find("in the past", 1, true), "yesterday will not")
    test.check(key_date("Tender"):find("Give the day", 1, true), "no day")
    test.check(key_date(" ", "2026-04-01"):find("few words", 1, true), "no name")
    key_date("Tender", "2026-06-01")
    key_date("Budget set")
    test.equal(dates()["Budget set"], nil, "taken away")
    key_date("Tender")
    test.equal(dates(), nil, "the last one")
    test.equal(here:run("prepare.one_off", { yes = true }), nil, "one-off")
    test.equal(here:get(here.cycle).one_off, true, "kept")
end

local function hours(test, here)
    local function day()
        return here:get(here.cycle).programme
    end
    test.equal(here:run("prepare.one_day", {}), nil, "a day")
    test.equal(#day() .. day()[1].time .. day()[12].time, "1209:3016:00", "twelve lines")
    test.equal(here:run("prepare.one_day", { start = "9.00" }), nil, "earlier")
    test.equal(day()[1].time .. day()[2].part, "09:00morning", "in place of the other")
    test.check(here:run("prepare.one_day", { start = "18:00" }):find("before midnight"), "too late")
    for _, time in ipairs({ "24:00", "noon", "9", "10:60" }) do
        test.check(here:run("prepare.agenda", { time = time, what = "x" })
            :find("no time of the day"),
            time)
    end
    here:run("prepare.agenda", { time = "9:15", what = " A song ", part = "morning" })
    test.equal(#day() .. day()[2].what .. day()[2].time, "13A song09:15", "a line, in its place")
    here:run("prepare.agenda", { time = "09:15", what = "A film" })
    test.equal(#day() .. day()[2].what, "13A film", "another in its place")
    here:run("prepare.agenda", { time = "09:15" })
    test.equal(#day(), 12, "taken away")
    test.check(here:run("prepare.agenda", { time = "09:15" }):find("Nothing is planned"), "twice")
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
    concerns(test, here, id)
    story_concerns(test, here)
    here:run("collect.release", { statement = id })
    local released = here:get(id)
    test.equal(released.kept_back, nil, "to be looked at anew when it is held back again")
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
            given = name == "permit" or nil, decided_by = "family",
            date = "2026-03-03" }):find("has not come yet"),
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
    here:add("theme", { section = "working", name = "I make art" })
    decide("permit", "workshop", false)
    decide("permit", "workshop", true)
    test.equal(#here.remarks, 1, "the groups are not what they were")
    test.check(here.remarks[1]:find("in no group now: a.csv:2:working1, a.csv:2:working1. Put each "
        .. "where it belongs", 1, true), "which ones")
    decide("permit", "workshop", true)
    test.equal(#here.remarks, 0, "none came back")
end

-- Words of the room have a yes of their own; others' are the person's.
local function words_have_a_yes(test, here)
    local room = here:add("statement", { section = "working", text = "Art", said_in = "room" })
    local known = here:add("statement", { section = "working", text = "Music",
        person = here:add("person", {}) })
    for words, args in pairs({
        ["not both"] = { statement = room, person = here:get(known).person },
        ["give person=" .. known] = { statement = known },
        ["(what=quote)"] = { statement = room, what = "story" },
        ["collect.leave_out statement=" .. room] = { statement = room, what = "workshop" },
        ["statement=…"] = {},
    }) do
        args.what, args.given, args.decided_by = args.what or "quote", true, "young_person"
        test.check(tostring(here:run("collect.permit", args)):find(words, 1, true), words)
    end
    test.equal(here:run("collect.permit", { statement = room, what = "quote", given = true,
        decided_by = "young_person" }), nil, "yes")
    local one = here:get(room)
    test.equal(tostring(one.may_quote) .. one.quote_decided_by .. one.quote_decided,
        "trueyoung_person2026-03-02", "who, and when")
    here:run("collect.withdraw", { statement = room, what = "quote", decided_by = "family",
        date = "2026-03-01" })
    test.check(here.remarks[1]:find("before the yes of 2026-03-02", 1, true), "a slip?")
    test.equal(tostring(here:get(room).may_quote) .. here:get(room).quote_decided,
        "false2026-03-01", "taken back")
end

-- A yes is for the words that were shown; a no goes with them wherever they go.
local function a_yes_is_for_its_words(test, here)
    local function said(text, yes)
        return here:add("statement", { section = "working", text = text, said_in = "room",
            may_quote = yes, quote_decided_by = yes ~= nil and "young_person" or nil,
            quote_decided = yes ~= nil and "2026-03-01" or nil })
    end
    local function answer(id)
        local one = here:get(id)
        return tostring(one.may_quote) .. tostring(one.quote_decided_by)
            .. tostring(one.quote_decided)
    end
    local function of(text)
        return answer(here:find("statement", { text = text })[1].id)
    end
    local yes, no = said("Art. Music", true), said("Chess. Lunch", false)
    test.equal(here:run("collect.reword", { statement = yes, text = "Art. Song" }), nil, "reworded")
    test.equal(answer(yes), "nilnilnil", "the yes was for other words")
    test.check(here.remarks[1]:find("ask again", 1, true), "that is said")
    here:run("collect.reword", { statement = no, text = "Chess. Tea" })
    test.equal(answer(no), "falseyoung_person2026-03-01", "a no stays")
    local other = said("Dance. Cake", true)
    here:run("collect.split", { statement = other, into = { "Dance.", "Cake" } })
    test.equal(answer(other) .. of("Cake"), "nilnilnilnilnilnil", "of the whole, not of parts")
    here:run("collect.split", { statement = no, into = { "Chess.", "Tea" } })
    test.equal(of("Tea"), "falseyoung_person2026-03-01", "a no, of each part")
    for _, pair in ipairs { { true, false }, { true }, { false, true } } do
        local refused = here:run("collect.join", {
            statements = { said("One", pair[1]), said("Two", pair[2]) } })
        test.check(tostring(refused):find("answered alike", 1, true), "two answers")
    end
    local first = said("Three.", true)
    test.equal(here:run("collect.join", { statements = { first, said("Four", true) } }), nil,
        "both said yes")
    test.equal(answer(first), "trueyoung_person2026-03-01", "to both")
end

-- Who types it at once, gives no day; what was noted keeps its own.
local function permissions_have_a_day(test, here)
    local person = here:add("person", {})
    local function decide(name, more)
        local args = { person = person, what = "quote", decided_by = "family" }
        for key, value in pairs(more or {}) do
            args[key] = value
        end
        here:run("collect." .. name, args)
        return here:find("permission", { person = person })[1]
    end
    test.equal(decide("permit", { given = true }).date, "2026-03-02", "today")
    test.equal(decide("withdraw").withdrawn, "2026-03-02", "taken back today")
    test.equal(#here.remarks, 0, "nothing to remark on")
    decide("withdraw", { date = "2026-02-02" })
    test.equal(here.remarks[1], "Taken back on 2026-02-02, before the yes of 2026-03-02: it is "
        .. "noted. If the year or the day is a slip, say it again with the right date.", "a slip?")
    test.equal(decide("withdraw").withdrawn, "2026-02-02", "said twice, it stays")
    test.equal(decide("permit", { given = true, date = "2026-02-03" }).date, "2026-02-03",
        "the day that is given")
    test.equal(decide("permit", { given = true }).date, "2026-02-03", "said twice, it stays")
    test.equal(decide("permit", { given = false }).date, "2026-03-02", "decided anew")
end

local function recorded(test, here)
    local person = here:add("person", {})
    local before = here:add("review", { person = person, state = "held", date = "2025-11-01",
        school = "Oak Lane", year_group = 11 })
    local old = here:add("statement", { section = "working", text = "Art", person = person,
        review = before })
    local placed = here:add("statement", { section = "working", text = "Bus", person = person,
        review = before, tray = "alone" })
    test.equal(here:run("collect.review", { person = person, attended = true,
        present = { "family" } }), nil, "begun")
    local review = here:find("review", { recorded = true })[1]
    test.equal(review.date .. review.state .. review.school .. review.year_group,
        "2026-03-02heldOak Lane11", "today, held, at the same school")
    test.equal(tostring(here:get(old).tray), "nil", "nothing is said yet, and nothing moves")
    local function say(text, section)
        return here:run("collect.say", { section = section or "working", text = text,
            speaker = "young_person", review = review.id })
    end
    local function source(name)
        return here:find("statement", { source = review.id .. ":" .. name })[1]
    end
    say("My friends")
    test.equal(here:get(old).tray .. here:get(placed).tray, "sparealone", "the latest counts")
    test.check(here.remarks[1]:find("1 card is set aside as spare: " .. old, 1, true), "told")
    here:run("collect.pick", { statement = old })
    test.check(say("my friends"):find("already"), "the same words")
    say("Maths")
    say("Lunch")
    test.equal(tostring(source("working2").tray) .. source("working3").tray, "nilto_pick",
        "the third waits")
    test.equal(tostring(here:get(old).tray), "nil", "what a person brings back stays")
    test.equal(source("working3").person .. tostring(source("working1").said_in), person .. "nil",
        "like what an import brings")
    test.equal(here:run("collect.no_view", { review = review.id, section = "aspiration",
        why = "did_not_want" }), nil, "no view")
    test.equal(here:get(review.id).no_view.aspiration, 1, "counted")
    test.equal(here:get(review.id).no_view_why.aspiration, "did_not_want", "and why")
    test.check(here:run("collect.no_view", { review = review.id, section = "working",
        why = "other" }):find("already"), "there is one")
    test.check(here:run("collect.no_view", { review = review.id, section = "aspiration",
        why = "hm" }):find("not_asked"), "why not")
    say("A flat", "aspiration")
    test.equal(tostring(here:get(review.id).no_view) .. tostring(source("aspiration1").tray),
        "nilnil", "said after all")
    here:run("collect.review", { person = person, school = "Hillview" })
    test.equal(#here:find("review", { person = person }) .. here:get(review.id).school,
        "2Hillview", "it goes on")
    test.check(here:run("collect.review", { person = person, date = "2026-03-03" })
        :find("future"), "not yet")
    test.check(here:run("collect.review", { person = person, date = "2025-01-01" })
        :find("of 2026%-03%-02"), "a later one is there")
    here:add("permission", { person = person, what = "workshop", given = false })
    say("Swimming", "not_working")
    test.equal(source("not_working1").tray, "withdrawn", "a no is respected")
    local due = here:add("review", { person = here:add("person", {}), state = "due" })
    test.check(here:run("collect.say", { section = "working", text = "x", speaker = "family",
        review = due }):find("not been held"), "begin it first")
end

local function picked(test, here)
    local person = here:add("person", {})
    local review = here:add("review", { person = person, state = "held", date = "2026-01-01" })
    local function said(text, tray, section)
        return here:add("statement", { section = section or "working", text = text,
            person = person, review = review, tray = tray })
    end
    local art, bus, tea, sea = said("Art"), said("Bus", "alone"), said("Tea", "to_pick"),
        said("Sea", "to_pick")
    local other = said("Rain", nil, "not_working")
    local function pick(...)
        return here:run("collect.pick_top", { review = person, section = "working",
            statements = { ... } })
    end
    local function trays()
        local list = {}
        for index, id in ipairs { art, bus, tea, sea, other } do
            list[index] = here:get(id).tray or "-"
        end
        return table.concat(list, " ")
    end
    test.check(pick(art, tea, sea):find("2 count"), "no more than two")
    test.check(pick(art, other):find("under this heading"), "of this heading")
    test.equal(pick(sea, bus), nil, "picked")
    test.equal(trays(), "spare alone spare - -", "the others are kept, and do not count")
    test.equal(pick(art), nil, "thought again, and only one")
    test.equal(trays(), "- spare spare spare -", "which counts alone")
    here.records[tea].body.tray = "held_back"
    test.check(pick(tea):find("held back"), "not what is held back")
    -- A no, and a yes again, leave the rule as it is.
    pick(art, bus)
    here.records[sea].body.tray = "to_pick"
    local function decide(name, given)
        here:run("collect." .. name, { person = person, what = "workshop", given = given,
            decided_by = "family" })
    end
    decide("withdraw")
    test.equal(trays(), "withdrawn withdrawn held_back withdrawn withdrawn", "off the cards")
    local spare = said("Cat", "spare")
    test.check(tostring(pick(spare)):find("own wish"), "nor what was kept of somebody who said no")
    test.equal(here:get(spare).tray, "spare", "it stays where it is")
    decide("permit", true)
    test.equal(trays(), "- - held_back to_pick -", "back, and one waits")
end

local function cut(test, here)
    local person = here:add("person", {})
    local function said(text, more)
        local body = { section = "aspiration", text = text, person = person, said_in = "plan",
            split = true, whole = "I want a cat. I want a dog." }
        for key, value in pairs(more or {}) do
            body[key] = value
        end
        return here:add("statement", body)
    end
    local first, second = said("I want a cat."), said("I want a dog.")
    test.equal(here:run("collect.looked_over", { statements = { first } }), nil, "it may stand")
    test.equal(here:get(first).split, nil, "looked over")
    test.check(here:run("collect.looked_over", { statements = { first } }):find("looked over"),
        "once")
    local function join(...)
        return here:run("collect.join", { statements = { ... } })
    end
    test.check(join(first):find("at least two"), "one is no two")
    test.check(join(first, second, first):find("named twice"), "the same one is no two")
    test.check(join(first, said("A boat", { person = here:add("person", {}) })):find("one person"),
        "of one person")
    test.check(join(first, said("A boat", { tray = "held_back" })):find("held back"), "harm stays")
    test.check(join(first, said("A boat", { card = 7 })):find("numbered"), "a card stays")
    local flat = said("I want a flat of my own", { same = "yes", twin = first, tray = "spare" })
    test.check(join(flat, first):find("collect.not_same", 1, true), "what counts elsewhere stays")
    test.check(join(first, flat):find("collect.not_same", 1, true), "in any order")
    test.equal(join(said("To cook "), said("to bake…"), said("to eat")), nil, "without full stops")
    test.equal(here:count("statement", { text = "To cook; to bake… to eat" }), 1,
        "still told apart")
    test.equal(join(second, first), nil, "joined")
    test.equal(here:get(second).text .. tostring(here:get(second).split),
        "I want a dog. I want a cat.nil", "in the order given")
    test.equal(here:get(first), nil, "one of them")
    local function split(...)
        return here:run("collect.split", { statement = second, into = { ... } })
    end
    test.check(split("I want a dog."):find("at least two"), "one part")
    test.check(split("I want a dog.", " "):find("empty"), "an empty part")
    test.check(split("I want a dog.", "a horse"):find("in the words"), "other words")
    test.check(split("I want a dog.", "want a dog"):find("overlap"), "the same words twice")
    test.equal(split("i want a dog.", "I want  a cat."), nil, "split")
    test.equal(#here.remarks, 0, "nothing left out")
    test.equal(here:count("statement", { person = person, tray = "to_pick" }), 1, "a new one")
    second = said("I like maths, and I like art and my friend helps me (a lot)")
    test.equal(split("I like maths", "I like art"), nil, "some of it")
    test.check(here.remarks[1]:find("6 words of it are in no part", 1, true), "the rest is told")
    test.check(not here.remarks[1]:find("friend"), "and not in its words")
    local function part(text, ...)
        second = said(text)
        return split(...)
    end
    test.equal(part("I like art clubs. I like art", "I like art", "I like art clubs"), nil,
        "one part begins as another does")
    test.equal(#here.remarks, 0, "nothing left out here")
    test.equal(part("I start late. I like art", "art", "I start late"), nil, "inside a word")
    test.equal(part("I startle. Art", "start", "Art"), nil, "nowhere else")
    test.equal(part("Art. Art", "art", "Art"), nil, "said twice")
    test.check(part("I like art", "I like", "like art"):find("overlap"), "one word in two")
end

-- Adds a statement of a new person, with what else it is given; returns the person, too.
local function sayer(here, section, text)
    local person = here:add("person", {})
    return function(more)
        local body = { section = section, text = text, person = person }
        for key, value in pairs(more or {}) do
            body[key] = value
        end
        return here:add("statement", body)
    end, person
end

local function alike(test, here)
    local said, person = sayer(here, "aspiration", "A flat")
    local kept = said()
    local theme = here:add("theme", { section = "aspiration" })
    local twin = said { twin = kept, same = "maybe", theme = theme }
    test.equal(here:run("collect.same", { statement = twin }), nil, "the same")
    test.equal(here:get(twin).tray .. here:get(twin).same .. tostring(here:get(twin).theme),
        "spareyesnil", "counts once")
    test.check(here:run("collect.same", { statement = twin }):find("same already", 1, true), "so")
    test.check(here:run("collect.pick", { statement = twin }):find("counted with"), "not twice")
    test.check(here:run("collect.pick_top", { review = person, section = "aspiration",
        statements = { twin } }):find("counted with"), "nor so")
    test.equal(here:run("collect.hold_back", { statement = twin, reason = "ask" }), nil, "held")
    test.equal(here:run("collect.release", { statement = twin }), nil, "and released")
    test.equal(here:get(twin).tray, "spare", "still counts once")
    test.equal(here:run("collect.not_same", { statement = twin }), nil, "two, after all")
    test.equal(here:get(twin).tray, nil, "and counts by itself")
    test.check(here:run("collect.not_same", { statement = twin }):find("no other"), "once")
    test.check(here:run("collect.same", { statement = twin }):find("as="), "with what")
    local function same(as)
        return here:run("collect.same", { statement = twin, as = as })
    end
    test.check(same(twin):find("already"), "with itself")
    test.check(same(said { person = here:add("person", {}) }):find("one person"), "another's")
    test.check(same(said { section = "working" }):find("one heading"), "another heading")
    test.check(same(said { same = "yes", twin = kept }):find("counted with"), "no chain")
    test.equal(same(kept), nil, "by hand")
    test.equal(here:get(twin).twin, kept, "linked")
    test.check(here:run("collect.same", { statement = said { tray = "held_back" }, as = kept })
        :find("held back"), "harm stays")
    test.check(here:run("collect.same", {
        statement = said { twin = kept, same = "maybe", tray = "held_back" } })
        :find("held back"), "nor by what the import thought")
end

-- What comes back to the cards takes no place beyond the top two, and none of a person who
-- said no.
local function back_by_the_rule(test, here)
    local said, person = sayer(here, "working", "Art")
    local function released(id)
        test.equal(here:run("collect.release", { statement = id }), nil, "release")
        return here:get(id).tray
    end
    local first = said()
    test.equal(released(said { tray = "held_back" }), nil, "there is room")
    test.equal(#here.remarks, 0, "nothing to say")
    test.equal(released(said { tray = "held_back" }), "to_pick", "it waits, as before")
    test.check(here.remarks[1]:find("2 count already", 1, true), "and says so")
    local like = said { same = "yes", twin = first, tray = "spare" }
    test.equal(here:run("collect.not_same", { statement = like }), nil, "not the same")
    test.equal(here:get(like).tray, "to_pick", "there is no room for it either")
    test.equal(released(said { section = "not_working", tray = "held_back" }), nil, "elsewhere")

    -- A later review has set the like aside meanwhile: it counts with this one.
    local aside = said { section = "aspiration", tray = "spare" }
    local heir = said { section = "aspiration", same = "yes", twin = aside, tray = "held_back" }
    test.equal(released(heir), nil, "in the place of its like")
    test.equal(here:get(heir).same, nil, "and counts by itself")
    test.equal(here:get(aside).twin, heir, "the other with it")

    -- What was not drawn takes no place, and does not come past the sample.
    local drawn = here:add("person", {})
    for _ = 1, 2 do
        said { person = drawn, tray = "not_drawn", sample = "left_out" }
    end
    test.equal(released(said { person = drawn, tray = "held_back", sample = "left_out" }),
        "not_drawn", "as it was not drawn")
    test.equal(released(said { person = drawn, tray = "held_back", sample = "drawn" }), nil,
        "nothing counts yet")

    local other = said { same = "yes", twin = first, tray = "held_back" }
    local apart = said { same = "yes", twin = first, tray = "spare" }
    here:run("collect.permit", { person = person, what = "workshop", given = false,
        decided_by = "family" })
    test.equal(released(other), "spare", "counted with its like, whatever becomes of it")
    test.equal(here:run("collect.not_same", { statement = apart }), nil, "not the same")
    test.equal(here:get(apart).tray, "withdrawn", "by the person's wish")
end

-- Of two that are one the place goes to the one that counts from now on.
local function places(test, here)
    local theme = here:add("theme", { section = "aspiration" })
    local said = sayer(here, "aspiration", "A flat")
    local function shown(id)
        local one = here:get(id)
        return string.format("%s %s %s %s", one.tray or one.theme or "-", one.sample or "-",
            one.drafted and "drafted" or "-", one.same or "-")
    end
    local function made_one(case, of_one, of_other, wanted_one, wanted_other)
        local other = said(of_other)
        of_one.twin, of_one.same = other, "maybe"
        local one = said(of_one)
        test.equal(here:run("collect.same", { statement = one }), nil, case)
        test.equal(shown(one) .. ", " .. shown(other), wanted_one .. ", " .. wanted_other, case)
        return one, other
    end
    made_one("both count", { theme = theme }, {}, "spare - - yes", "- - - -")
    test.equal(#here.remarks, 0, "nothing to say")
    made_one("neither", { tray = "spare" }, { tray = "to_pick" }, "spare - - yes",
        "to_pick - - -")
    local _, other = made_one("picked", {}, { tray = "spare" }, "spare - - yes", "- - - -")
    test.check(here.remarks[1]:find(other .. " counts in the place of", 1, true), "and says so")
    made_one("not picked yet", {}, { tray = "to_pick" }, "spare - - yes", "- - - -")
    made_one("to be picked", { tray = "to_pick" }, { tray = "spare" }, "spare - - yes",
        "to_pick - - -")
    made_one("in a group", { theme = theme, drafted = true }, { tray = "spare" },
        "spare - - yes", theme .. " - drafted -")
    made_one("on its own", { tray = "alone" }, { tray = "to_pick" }, "spare - - yes",
        "alone - - -")
    made_one("drawn", { sample = "drawn" }, { tray = "not_drawn", sample = "left_out" },
        "spare left_out - yes", "- drawn - -")
    made_one("left out of the sample", { tray = "not_drawn", sample = "left_out" },
        { tray = "spare" }, "spare - - yes", "not_drawn left_out - -")

    local back = said { tray = "held_back" }
    for _, as in ipairs({ false, back }) do
        local one = said { twin = back, same = "maybe" }
        test.check(here:run("collect.same", { statement = one, as = as or nil })
            :find("hold that back too", 1, true), "none counts with what is held back")
        test.equal(shown(one), "- - - maybe", "and it stays where it is")
    end
    local first = said()
    local second = said { twin = first, same = "maybe" }
    test.equal(here:run("collect.same", { statement = first, as = second }), nil, "turned round")
    test.equal(shown(first) .. ", " .. shown(second), "spare - - yes, - - - -", "decided for both")
    test.equal(here:get(second).twin, nil, "one link")
    test.check(here:run("collect.same", { statement = said { twin = first, same = "maybe" } })
        :find("name that one", 1, true), "no chain by the import's link either")
end

local function manners(test, here)
    local function say(more)
        local args = { section = "working", text = "Going out", speaker = "young_person" }
        for key, value in pairs(more) do
            args[key] = value
        end
        return here:run("collect.say", args)
    end
    test.equal(say { how = "aac", interpreted_by = "therapist", occasion = "Planning Live" }, nil,
        "interpreted")
    local list = here:find("statement", { said_in = "room" })
    local last = list[#list]
    test.equal(last.interpreted_by .. last.occasion, "therapistPlanning Live", "by whom, and where")
    test.check(say { how = "observation", speaker = "family", interpreted_by = "school" }
        :find("theirs to tell"), "an observation is nobody's words to interpret")
    local review = here:add("review", { person = here:add("person", {}), state = "held",
        date = "2026-01-01" })
    test.check(say { review = review, occasion = "Planning Live" }:find("as its source"),
        "one source")
    test.equal(say { review = review, how = "signs", interpreted_by = "family" }, nil,
        "in a review")
end

-- An authority may take all, or the first ones without asking.
local function ruled(test, new)
    local wtfc = new.require "workflows.working_together_for_change"
    local workflow = new.require "workflow"
    local function third(top)
        local own = wtfc:extend { collect = { top = top } }
        local here = world.new(test.root, workflow, own)
        local person = here:add("person", {})
        here:run("collect.review", { person = person })
        local review = here:find("review")[1].id
        for index = 1, 4 do
            here:run("collect.say", { section = "working", text = "Thing " .. index,
                speaker = "young_person", review = review })
        end
        return tostring(here:find("statement")[3].tray) .. " "
            .. tostring(here:find("statement")[4].tray),
            here:run("collect.pick_top", { review = person, section = "working",
                statements = { here:find("statement")[1].id } })
    end
    test.equal(third { most = 3 }, "nil to_pick", "three count")
    test.equal(third { pick = false }, "spare spare", "nobody is asked")
    local trays, refusal = third(false)
    test.equal(trays, "nil nil", "all count")
    test.check(refusal:find("nothing to pick"), "and none is picked")
    for _, wrong in ipairs { { most = 0 }, { most = 2.5 }, { pick = 1 }, { first = 2 }, 3 } do
        test.check(not pcall(third, wrong), "a wrong rule")
    end
end

return function(test)
    local new = box.new(test.root)
    local workflow = new.require "workflow"
    local wtfc = new.require "workflows.working_together_for_change"
    local first, second = world.new(test.root, workflow, wtfc), world.new(test.root, workflow, wtfc)
    prepare(test, first)
    choosing(test, first)
    calendar(test, first)
    hours(test, first)
    collect(test, second)
    permissions(test, second)
    permissions_have_a_day(test, second)
    words_have_a_yes(test, second)
    a_yes_is_for_its_words(test, second)
    recorded(test, second)
    picked(test, second)
    cut(test, second)
    manners(test, second)
    alike(test, second)
    back_by_the_rule(test, second)
    places(test, second)
    ruled(test, new)
    test.equal(first:never_run { "prepare" }, "", "every command was run")
    test.equal(second:never_run { "collect" }, "", "every command was run")
end
