-- SPDX-License-Identifier: MIT
--- Rounds of voting, the check questions, and moving branches of causes.

local box = require "box"
local world = require "world"

-- A theme with two root causes and one that is none, and a room.
local function setting(test)
    local new = box.new(test.root)
    local here = world.new(test.root, new.require "workflow",
        new.require "workflows.working_together_for_change")
    local theme = here:add("theme", { section = "not_working", name = "I cannot get home" })
    local ids = { theme = theme }
    for _, name in ipairs({ "bus", "clubs", "money" }) do
        ids[name] = here:add("cause", { theme = theme, text = name, root = true })
    end
    ids.loose = here:add("cause", { theme = theme, text = "loose" })
    return here, ids
end

local function come(here, perspective, number)
    for _ = 1, number do
        here:add("participant", { perspective = perspective, attended = true })
    end
    here:add("participant", { perspective = perspective, attended = true, supporter = true })
    here:add("participant", { perspective = perspective, attended = true, interpreter = true })
    here:add("participant", { perspective = perspective, attended = false })
end

-- Runs a command that must be refused with these words.
local function refused(test, here, path, args, words)
    local answer = here:run(path, args)
    test.check(answer and answer:find(words, 1, true),
        string.format("%s: %s", words, tostring(answer)))
end

local function dots(cause, number, more)
    local args = { cause = cause, perspective = "young_person", dots = number }
    for key, value in pairs(more or {}) do
        args[key] = value
    end
    return args
end

-- More hands than people who came: taken, and said.
local function slips_are_remarked_on(test)
    local here, ids = setting(test)
    come(here, "young_person", 3)
    here:run("understand.open_voting", {})
    here:run("understand.vote", dots(ids.bus, 6, { people = 3 }))
    test.equal(#here.remarks, 0, "as many as came")
    test.equal(here:run("understand.vote", dots(ids.bus, 60, { people = 30 })), nil, "taken")
    test.check(here.remarks[1]:find('30 people with the viewpoint "young person" are counted in '
        .. "this round, and 3 are noted as having come", 1, true), "remarked on")
    here:run("understand.vote", dots(ids.clubs, 1))
    test.equal(#here.remarks, 0, "said once")
end

-- A viewpoint that nobody brought: taken, and said once; not where nobody was noted.
local function who_did_not_come_is_remarked_on(test)
    local here, ids = setting(test)
    local function vote(cause)
        here:run("understand.vote", { cause = cause, perspective = "housing", dots = 1,
            people = 1 })
    end
    here:run("understand.open_voting", {})
    vote(ids.bus)
    test.equal(#here.remarks, 0, "it is not noted who came")
    here:run("understand.close_voting", {})
    come(here, "young_person", 3)
    here:run("understand.open_voting", {})
    vote(ids.bus)
    test.check(here.remarks[1]:find('Nobody with the viewpoint "housing" is noted as having come',
        1, true), "remarked on")
    vote(ids.clubs)
    test.equal(#here.remarks, 0, "once")
    here:run("understand.close_voting", {})
    here:run("understand.open_voting", { way = "ranking" })
    here:run("understand.rank", { perspective = "housing", first = ids.bus })
    test.check(here.remarks[1]:find("Nobody with", 1, true), "an order")
end

local function rounds_open_and_close(test)
    local here, ids = setting(test)
    refused(test, here, "understand.close_voting", {}, "none to close")
    refused(test, here, "understand.open_voting", { dots = 21 }, "between 1 and 20 dots, not 21")
    refused(test, here, "understand.open_voting", { dots = 3, most_on_one = 4 },
        "between 1 and 3 on one cause, not 4")
    refused(test, here, "understand.open_voting", { way = "ranking", dots = 3 },
        "Dots belong to a round with dots")
    test.equal(here:run("understand.open_voting", { name = "The first" }), nil, "opens")
    local round = here:find("ballot")[1]
    test.equal(round.way .. round.dots .. round.most_on_one .. round.state, "dots33open",
        "three dots, as many on one as people like")
    refused(test, here, "understand.open_voting", {}, "is open already")
    test.equal(here:run("understand.close_voting", {}), nil, "closes")
    test.equal(here:find("ballot")[1].state, "closed", "closed")
    refused(test, here, "understand.vote", dots(ids.bus, 1), "No round of voting is open")
    test.equal(here:run("understand.open_voting", { dots = 5, most_on_one = 1 }), nil, "another")
    test.equal(here:count("ballot"), 2, "two rounds")
    local again = here:add("ballot", { name = "Taken back", way = "dots", dots = 3,
        most_on_one = 3, state = "open" })
    refused(test, here, "understand.vote", dots(ids.bus, 1), "More than one round of voting")
    refused(test, here, "understand.close_voting", {}, 'ballot=' .. again .. ' ("Taken back")')
    test.equal(here:run("understand.close_voting", { ballot = again }), nil, "the one named")
    refused(test, here, "understand.close_voting", { ballot = again }, "none to close")

    local empty = world.new(test.root, here.library, here.workflow)
    refused(test, empty, "understand.open_voting", {}, "no root cause is marked yet")
end

local function dots_have_a_budget(test)
    local here, ids = setting(test)
    come(here, "young_person", 2)
    here:run("understand.open_voting", { dots = 3, most_on_one = 2 })
    refused(test, here, "understand.vote", dots(ids.loose, 1), "not marked as a root cause")
    refused(test, here, "understand.vote", dots(ids.bus, 5), "there are 4 left")
    refused(test, here, "understand.vote", dots(ids.bus, 3, { people = 1 }),
        "1 person can put 2 dots on one cause, not 3")
    test.equal(here:run("understand.vote", dots(ids.bus, 4)), nil, "two people, two each")
    test.equal(here:find("vote")[1].ballot, here:find("ballot")[1].id, "knows its round")
    refused(test, here, "understand.vote", dots(ids.bus, 1), "there are none left: on one")
    refused(test, here, "understand.vote", dots(ids.clubs, 3),
        'there are 2 left: the viewpoint "young person" has 6 in all, 3 for each of 2')
    test.equal(here:run("understand.vote", dots(ids.clubs, 2)), nil, "the last two")
    refused(test, here, "understand.vote", dots(ids.money, 1), "there are none left: the")
    refused(test, here, "understand.vote", { cause = ids.bus, perspective = "family", dots = 1 },
        'Nobody with the viewpoint "family" is noted')
    refused(test, here, "understand.rank", { perspective = "family", first = ids.bus },
        "is about dots: use understand.vote")
end

-- A slip that is typed twice counts once; who gives no table is asked nothing.
local function a_slip_counts_once(test)
    local here, ids = setting(test)
    come(here, "young_person", 8)
    here:run("understand.open_voting", {})
    local function at(where, more)
        local args = dots(ids.bus, 2, { people = 2, table = where })
        for key, value in pairs(more or {}) do
            args[key] = value
        end
        return args
    end
    test.equal(here:run("understand.vote", at "1"), nil, "taken")
    refused(test, here, "understand.vote", at "1",
        'Table 1 has given its dots for "bus" from the viewpoint "young person" in this round '
        .. "already (vote-")
    refused(test, here, "understand.vote", at "Table 1", "waymark undo 1")
    refused(test, here, "understand.vote", at("1", { people = 1, dots = 1 }), "slip=2")
    test.equal(here:run("understand.vote", at("1", { slip = 2 })), nil, "another slip")
    refused(test, here, "understand.vote", at("1", { slip = 2 }), "slip=3")
    test.equal(here:run("understand.vote", at "2"), nil, "another table")
    test.equal(here:run("understand.vote", at("1", { cause = ids.clubs })), nil, "another cause")
    test.equal(here:run("understand.vote", dots(ids.bus, 1)), nil, "no table")
    test.equal(here:run("understand.vote", dots(ids.bus, 1)), nil, "nor the next")
    test.equal(here:find("vote")[2].slip, 2, "kept")
    here:run("understand.close_voting", {})
    here:run("understand.open_voting", {})
    test.equal(here:run("understand.vote", at "1"), nil, "in another round")
end

-- The same for an order, and for a place by impact and effort.
local function orders_and_places_count_once(test)
    local here, ids = setting(test)
    local function once(path, args, has)
        local function with(more)
            for key, value in pairs(args) do
                more[key] = more[key] or value
            end
            return more
        end
        local number = here:count("ranking") + here:count("placing")
        test.equal(here:run(path, with { table = "1" }), nil, path)
        refused(test, here, path, with { table = "Table 1" }, "Table 1 has " .. has
            .. ' from the viewpoint "family" in this round already (')
        refused(test, here, path, with { table = "1", people = 9 }, "waymark undo 1")
        refused(test, here, path, with { table = "1" }, "slip=2")
        test.equal(here:run(path, with { table = "1", slip = 2 }), nil, "another slip")
        refused(test, here, path, with { table = "1", slip = 2 }, "slip=3")
        test.equal(here:run(path, with { table = "2" }), nil, "another table")
        test.equal(here:run(path, with { table = "1", perspective = "school" }), nil, "another")
        test.equal(here:run(path, with {}) or here:run(path, with {}), nil, "no table")
        test.equal(here:count("ranking") + here:count("placing") - number, 6, "each once")
    end
    here:run("understand.open_voting", { way = "ranking" })
    once("understand.rank", { perspective = "family", first = ids.bus, people = 4 },
        "given its order")
    here:run("understand.close_voting", {})
    here:run("understand.open_voting", { way = "two_by_two" })
    local place = { perspective = "family", cause = ids.bus, impact = "high", effort = "low" }
    once("understand.place", place, 'placed "bus"')
    place.cause, place.table = ids.clubs, "1"
    test.equal(here:run("understand.place", place), nil, "another cause")
    test.equal(here:find("placing")[2].slip, 2, "kept")
end

-- Hands count where the list of those who came is short, at each table apart.
local function hands_are_counted(test)
    local here, ids = setting(test)
    come(here, "young_person", 2)
    here:run("understand.open_voting", {})
    local function hands(cause, number, people, at)
        return dots(cause, number, { people = people, table = at })
    end
    test.equal(here:run("understand.vote", hands(ids.bus, 12, 4, "Red")), nil, "four hands")
    refused(test, here, "understand.vote", hands(ids.clubs, 1, 4, "Red"), "there are none left")
    test.equal(here:run("understand.vote", hands(ids.clubs, 9, 3, "Blue")), nil, "three more")
    refused(test, here, "understand.vote", hands(ids.money, 1, 3, "Blue"), "none left")
    test.equal(here:find("vote")[1].people, 4, "kept")
end

-- A new round begins afresh, and the one before keeps its dots.
local function rounds_stand_apart(test)
    local here, ids = setting(test)
    come(here, "young_person", 1)
    here:run("understand.open_voting", {})
    test.equal(here:run("understand.vote", dots(ids.bus, 3)), nil, "all three")
    here:run("understand.close_voting", {})
    here:run("understand.open_voting", {})
    test.equal(here:run("understand.vote", dots(ids.clubs, 3)), nil, "three again")
    test.equal(here:count("vote", { ballot = here:find("ballot")[1].id }), 1, "of the first")
end

-- Older files of commands know no rounds.
local function votes_without_rounds(test)
    local here, ids = setting(test)
    test.equal(here:run("understand.vote", dots(ids.loose, 10)), nil, "any cause")
    test.equal(here:find("vote")[1].ballot, nil, "of no round")
    refused(test, here, "understand.vote", dots(ids.bus, 11), "between 1 and 10")
    refused(test, here, "understand.vote", dots(ids.bus, 1, { people = 2 }),
        "Open one first")
end

local function orders(test)
    local here, ids = setting(test)
    local function order(first, second, third, people)
        return { perspective = "family", first = first, second = second, third = third,
            people = people }
    end
    refused(test, here, "understand.rank", order(ids.bus), "No round of voting is open")
    come(here, "family", 3)
    here:run("understand.open_voting", { way = "ranking" })
    refused(test, here, "understand.rank", order(ids.bus, nil, ids.clubs), "what comes second")
    refused(test, here, "understand.rank", order(ids.bus, ids.bus), "once")
    refused(test, here, "understand.rank", order(ids.bus, ids.clubs, ids.bus), "once")
    refused(test, here, "understand.rank", order(ids.bus, ids.clubs, ids.loose), '"loose" is not')
    refused(test, here, "understand.vote", dots(ids.bus, 1), "use understand.rank")
    test.equal(here:run("understand.rank", order(ids.bus, ids.clubs, ids.money, 2)), nil, "two say")
    refused(test, here, "understand.rank", order(ids.bus, nil, nil, 2),
        'would be 4 people with the viewpoint "family", and 3 came')
    test.equal(here:run("understand.rank", order(ids.clubs)), nil, "one says")
    test.equal(here:find("ranking")[1].ballot, here:find("ballot")[1].id, "knows its round")
end

local function places(test)
    local here, ids = setting(test)
    local function place(cause, people)
        return { perspective = "family", cause = cause, impact = "high", effort = "low",
            people = people }
    end
    come(here, "family", 3)
    refused(test, here, "understand.place", place(ids.bus), "No round of voting is open")
    here:run("understand.open_voting", { way = "two_by_two" })
    refused(test, here, "understand.place", place(ids.loose), "not marked as a root cause")
    test.equal(here:run("understand.place", place(ids.bus, 3)), nil, "three say")
    refused(test, here, "understand.place", place(ids.bus), "would be 4 people")
    test.equal(here:run("understand.place", place(ids.clubs, 3)), nil, "another cause")
    test.equal(here:find("placing")[1].ballot, here:find("ballot")[1].id, "knows its round")
end

local function gates_know_of_votes(test)
    local here, ids = setting(test)
    test.equal(here:ask("understand", "votes_in"), false, "nobody yet")
    here:run("understand.open_voting", { way = "ranking" })
    here:run("understand.rank", { perspective = "family", first = ids.bus })
    test.equal(here:ask("understand", "votes_in"), true, "an order is a vote")
    test.equal(here:ask("understand", "young_people_voted"), false, "not young people's")
    here:run("understand.rank", { perspective = "young_person", first = ids.bus })
    test.equal(here:ask("understand", "young_people_voted"), true, "young people's")
end

local function causes_are_checked(test)
    local here, ids = setting(test)
    refused(test, here, "understand.check_cause", { cause = ids.bus }, "nothing to change")
    local answer = here:ask("understand", "root_causes_checked")
    test.check(answer:find('yet: "bus", "clubs", "money".', 1, true), tostring(answer))
    test.check(not answer:find("loose", 1, true), "only root causes")
    here:run("understand.check_cause", { cause = ids.bus, changes_theme = "partly",
        controlled_by = "The council" })
    test.check(here:ask("understand", "root_causes_checked"):find('"bus"', 1, true), "two of three")
    for _, name in ipairs({ "bus", "clubs", "money" }) do
        test.equal(here:run("understand.check_cause", { cause = ids[name], changes_theme = "yes",
            controlled_by = "The council", evidence = "The timetable" }), nil, name)
    end
    test.equal(here:ask("understand", "root_causes_checked"), true, "all answered")
    test.equal(here:get(ids.bus).evidence, "The timetable", "kept")
end

local function branches_move(test)
    local here, ids = setting(test)
    local function move(cause, under)
        return { cause = ids[cause], under = under and ids[under] }
    end
    refused(test, here, "understand.move_cause", move("bus", "bus"), "cannot lie behind itself")
    refused(test, here, "understand.move_cause", move("bus"), "lies behind no other cause")
    test.equal(here:run("understand.move_cause", move("clubs", "bus")), nil, "under bus")
    test.equal(here:run("understand.move_cause", move("money", "clubs")), nil, "under clubs")
    test.equal(here:get(ids.money).parent, ids.clubs, "moved")
    refused(test, here, "understand.move_cause", move("money", "clubs"), "there already")
    refused(test, here, "understand.move_cause", move("bus", "money"),
        '"money" lies behind "bus" already')
    test.equal(here:get(ids.bus).parent, nil, "nothing was moved")

    local other = here:add("theme", { section = "not_working", name = "I have no friends" })
    ids.far = here:add("cause", { theme = other, text = "far" })
    test.equal(here:run("understand.move_cause", move("clubs", "far")), nil, "to another theme")
    test.equal(here:get(ids.clubs).theme .. here:get(ids.money).theme, other .. other,
        "the branch goes along")
    test.equal(here:get(ids.bus).theme, ids.theme, "what it left stays")
    test.equal(here:run("understand.move_cause", move("clubs")), nil, "a first cause")
    test.equal(here:get(ids.clubs).parent, nil, "behind nothing")
end

-- Two rounds of one name could not be told apart in the report; one without a name is called
-- by its number.
local function rounds_have_names_of_their_own(test)
    local here = setting(test)
    local function open(name)
        local answer = here:run("understand.open_voting", { name = name })
        here:run("understand.close_voting", {})
        return answer
    end
    test.equal(open("What first"), nil, "a first name")
    test.equal(open(nil), nil, "none")
    test.equal(open("Once more"), nil, "another")
    refused(test, here, "understand.open_voting", { name = "what  First" },
        'A round of voting in this cycle is called "What first" already')
    refused(test, here, "understand.open_voting", { name = "Round 2", way = "ranking" },
        'A round of voting in this cycle is called "round 2" already')
    test.equal(open("Round 5"), nil, "as one may be called that is still to come")
    refused(test, here, "understand.open_voting", {}, 'is called "Round 5" already')
    test.equal(open("Again"), nil, "with a name")
end

return function(test)
    rounds_have_names_of_their_own(test)
    rounds_open_and_close(test)
    dots_have_a_budget(test)
    hands_are_counted(test)
    a_slip_counts_once(test)
    orders_and_places_count_once(test)
    slips_are_remarked_on(test)
    who_did_not_come_is_remarked_on(test)
    rounds_stand_apart(test)
    votes_without_rounds(test)
    orders(test)
    places(test)
    gates_know_of_votes(test)
    causes_are_checked(test)
    branches_move(test)
end
