-- SPDX-License-Identifier: MIT
--- The commands of the theme step: nothing said is lost, and only like goes with like.

local box = require "box"
local world = require "world"

-- Four working statements, two not working, one spare, one held back.
local function cards(here)
    local ids = {}
    for index, row in ipairs({
        { "working" }, { "working" }, { "working" }, { "working" }, { "not_working" },
        { "not_working" }, { "working", "spare" }, { "working", "held_back" },
    }) do
        ids[index] = here:add("statement", {
            section = row[1], tray = row[2], text = "Words " .. index,
            source = "reviews.csv:" .. index .. ":" .. row[1] .. "1",
        })
    end
    return ids
end

local function theme_of(here, id)
    return tostring(here:get(id).theme)
end

local function sorting(test, here, ids)
    test.equal(here:run("theme.new", { section = "working",
        statements = { ids[1], ids[2] } }), nil, "new")
    local travel = here:find("theme")[1].id
    test.equal(theme_of(here, ids[2]), travel, "its cards")
    test.equal(here:get(travel).agreed, nil, "not agreed yet")
    here:run("theme.new", { section = "working", name = "I have friends" })
    here:run("theme.new", { section = "not_working", name = "I wait" })
    local friends, waiting = here:find("theme")[2].id, here:find("theme")[3].id
    local refusal = here:run("theme.new", { section = "working", name = "I am X",
        statements = { ids[1], ids[5] } })
    test.check(refusal:find("reviews.csv:5:not_working1", 1, true), "named, not quoted")
    test.check(not refusal:find("Words", 1, true), "words are never in a message")
    refusal = here:run("theme.new", { section = "working", name = "Transport" })
    test.check(refusal:find("Say it as the person would", 1, true)
        and refusal:find("without a name", 1, true), "a name is an 'I' statement from the start")
    test.check(here:run("theme.new", { section = "working", name = "My son likes it" })
        :find("a parent's words", 1, true), "a parent's words")

    test.equal(here:run("theme.move", { statements = { ids[3], ids[4] }, to = friends }), nil,
        "move")
    refusal = here:run("theme.move", { statements = { ids[3], ids[5], ids[6] }, to = travel })
    test.check(refusal:find("about what is working", 1, true)
        and refusal:find("csv:5", 1, true) and refusal:find("csv:6", 1, true)
        and not refusal:find("csv:3", 1, true), "only the others are named")
    test.equal(theme_of(here, ids[3]), friends, "all or nothing")
    test.check(here:run("theme.move", { statements = { ids[8] }, to = travel })
        :find("held back"), "held back stays off the cards")
    test.check(here:run("theme.move", { statements = { ids[7] }, to = travel }):find("pick them"),
        "beyond the top two")

    here:run("theme.alone", { statements = { ids[4] } })
    test.equal(here:get(ids[4]).tray .. theme_of(here, ids[4]), "alonenil", "on its own")
    local found = here:add("statement", { section = "working", text = "Words", tray = "alone",
        drafted = true })
    here:run("theme.alone", { statements = { found } })
    test.equal(here:get(found).tray .. tostring(here:get(found).drafted), "alonenil",
        "kept there, it is nobody's draft any more")
    here:run("theme.unsure", { statements = { ids[4], ids[5] } })
    test.equal(here:get(ids[4]).tray .. here:get(ids[5]).tray, "unsureunsure", "not sure yet")
    test.check(here:run("theme.alone", { statements = { ids[8] } }), "held back stays held back")
    here:run("theme.move", { statements = { ids[4] }, to = friends })
    test.equal(tostring(here:get(ids[4]).tray) .. theme_of(here, ids[4]), "nil" .. friends,
        "moving takes a card out of its tray")
    return travel, friends, waiting
end

local function naming(test, here, travel, waiting)
    test.check(here:run("theme.agree", { theme = travel }):find("no name yet", 1, true),
        "made without a name, agreed with one")
    test.check(here:run("theme.agree", { theme = travel, name = "We can get about by bus" })
        :find("we", 1, true), "we is not I")
    test.equal(here:run("theme.agree", { theme = travel, name = "I can get about by bus" }), nil,
        "agree")
    test.equal(here:get(travel).name .. tostring(here:get(travel).agreed),
        "I can get about by bustrue", "agreed under its name")
    test.check(here:run("theme.label", { theme = travel, label = "  " })
        :find("a few words", 1, true), "label: empty")
    test.equal(here:run("theme.label", { theme = travel, label = " Buses " }), nil, "label")
    test.equal(here:get(travel).label .. "/" .. here:get(travel).name,
        "Buses/I can get about by bus", "known by, and meaning")
    local drafted = here:add("theme", { section = "working", label = "bus · taxi",
        drafted = true })
    here:run("theme.label", { theme = drafted, label = "Buses and taxis" })
    test.equal(here:get(drafted).drafted, nil, "what people call it is the computer's no more")
    here:run("theme.remove", { theme = drafted })
    local piled = here:add("theme", { section = "working", label = "I do real work" })
    here:add("statement", { section = "working", text = "x", theme = piled })
    test.equal(here:run("theme.agree", { theme = piled }), nil,
        "what a table called it is its name")
    test.equal(here:get(piled).name, "I do real work", "and stays its name")
    local words = here:add("theme", { section = "working", label = "work · money" })
    here:add("statement", { section = "working", text = "x", theme = words })
    test.check(here:run("theme.agree", { theme = words }):find('name="I', 1, true),
        "a computer's words are no name, and what to add is said")
    test.check(here:run("theme.agree", { theme = waiting, name = "I wait too long for help" })
        :find("no statements"), "an empty group is not agreed")
    test.check(here:run("theme.name", { theme = travel, name = "Bus" }), "name: not first person")
    test.check(here:run("theme.name", { theme = travel, name = " " }), "name: empty")
    test.equal(here:run("theme.name", { theme = travel, name = "I get there on my own" }), nil,
        "name")
    test.equal(here:get(travel).agreed, false, "nobody has agreed the new words yet")
    here:run("theme.agree", { theme = travel })
    here:run("theme.name", { theme = travel, name = "I get there on my own" })
    test.equal(here:get(travel).agreed, true, "the same words: still agreed")
    test.equal(here:ask("theme", "wording"), true, "the wording is good")
    here:run("theme.agree", { theme = travel, name = "I can access my provision by bus" })
    test.check(here:ask("theme", "wording"):find('"provision"', 1, true), "advice on wording")
    here:run("theme.agree", { theme = travel, name = "I get there on my own" })
end

local function joining(test, here, ids, travel, friends, waiting)
    here:run("theme.move", { statements = { ids[1], ids[2], ids[3] }, to = travel })
    test.check(here:run("theme.split", { theme = travel, statements = { ids[4] }, name = "X" })
        :find("reviews.csv:4", 1, true), "split takes only its own cards")
    test.check(here:run("theme.split", { theme = travel, statements = { ids[1], ids[2], ids[3] },
        name = "X" }):find("leave nothing"), "split leaves something")
    test.check(here:run("theme.split", { theme = travel, statements = { ids[1] },
        name = "Passes" }):find("Say it as"), "split needs an 'I' statement")
    test.equal(here:run("theme.split", { theme = travel, statements = { ids[1] },
        name = "I have a pass" }), nil, "split")
    local pass = here:find("theme", { name = "I have a pass" })[1]
    test.equal(theme_of(here, ids[1]) .. theme_of(here, ids[2]), pass.id .. travel, "one went")
    test.equal(pass.section .. tostring(pass.agreed), "workingnil", "the new one is to be agreed")

    local cause = here:add("cause", { theme = pass.id, text = "No passes" })
    local story = here:add("story", { theme = pass.id, text = "S", perspective = "family" })
    test.check(here:run("theme.merge", { theme = pass.id, into = waiting })
        :find("only like can be put with like"), "sections apart")
    local unnamed = here:add("theme", { section = "working" })
    local answer = here:run("theme.merge", { theme = unnamed, into = waiting })
    test.check(answer:find("(no name yet: " .. unnamed .. ") is about what is working and ", 1,
        true) and answer:find("`waymark list theme`", 1, true), answer)
    here:run("theme.remove", { theme = unnamed })
    test.check(here:run("theme.merge", { theme = pass.id, into = pass.id }), "not into itself")
    test.check(here:run("theme.remove", { theme = pass.id }):find("has causes"),
        "a group with causes is not taken apart")
    test.equal(here:run("theme.merge", { theme = pass.id, into = travel }), nil, "merge")
    test.equal(here:get(pass.id), nil, "the source is gone")
    test.equal(theme_of(here, ids[1]) .. theme_of(here, cause) .. theme_of(here, story),
        travel .. travel .. travel, "cards, causes and stories follow")
    test.equal(here:get(travel).name, "I get there on my own", "the target keeps its name")

    test.equal(here:run("theme.remove", { theme = friends }), nil, "remove")
    test.equal(here:get(friends), nil, "gone")
    test.equal(theme_of(here, ids[4]) .. tostring(here:get(ids[4]).tray), "nilnil",
        "its cards are to be placed again")
end

return function(test)
    local new = box.new(test.root)
    local here = world.new(test.root, new.require "workflow",
        new.require "workflows.working_together_for_change")
    local ids = cards(here)
    local travel, friends, waiting = sorting(test, here, ids)
    naming(test, here, travel, waiting)
    joining(test, here, ids, travel, friends, waiting)
    test.equal(here:never_run { "theme" }, "", "every command was run")

    local thornmere = world.new(test.root, new.require "workflow",
        new.require "workflows.thornmere")
    local theme = thornmere:add("theme", { section = "working", name = "I am heard" })
    test.equal(thornmere:run("sense_check.set", { theme = { theme }, panel_view = "nearly" }), nil,
        "a local step's own command")
    test.equal(thornmere:get(theme).panel_view, "nearly", "and its field")
    test.raises(function()
        thornmere:run("sense_check.set", { theme = { theme }, panel_view = "perhaps" })
    end, "panel_view is not valid")
end
