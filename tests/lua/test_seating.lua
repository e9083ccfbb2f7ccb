-- SPDX-License-Identifier: MIT
--- Seats for each part of the day, and groups dealt to the tables.

local box = require "box"
local world = require "world"

local function invite(here, perspective, number, more)
    local args = { perspective = perspective, number = number }
    for name, value in pairs(more or {}) do
        args[name] = value
    end
    here:run("prepare.invite", args)
end

-- Table → viewpoint → how many; and how many sit at each.
local function plan(here, part)
    local at, sizes, people = {}, {}, 0
    for _, seat in ipairs(here:find("seat", { part = part })) do
        local who = here:get(seat.participant)
        at[seat.table] = at[seat.table] or {}
        at[seat.table][who.perspective] = (at[seat.table][who.perspective] or 0) + 1
        sizes[seat.table] = (sizes[seat.table] or 0) + 1
        people = people + 1
    end
    return at, sizes, people
end

local function count(map)
    local all = 0
    for _ in pairs(map) do
        all = all + 1
    end
    return all
end

local function mixed(test, here)
    test.equal(here:run("prepare.seat", { part = "morning", how = "mixed", size = 6 }), nil,
        "mixed")
    local at, sizes, people = plan(here, "morning")
    test.equal(people, 26, "everybody sits somewhere")
    test.equal(count(sizes), 5, "26 people at tables of about 6")
    for name, size in pairs(sizes) do
        test.check(size >= 4 and size <= 7, name .. ": " .. size)
        test.check((at[name].young_person or 0) >= 1, name .. " has a young person")
    end
    test.equal(here:run("prepare.seat", { part = "morning", how = "mixed", size = 9 }), nil,
        "again")
    local _, fewer, still = plan(here, "morning")
    test.equal(still .. " " .. count(fewer), "26 3", "seated anew, and not twice")
end

local function by_perspective(test, here)
    test.equal(here:run("prepare.seat", { part = "afternoon", how = "by_perspective", size = 8 }),
        nil, "by viewpoint")
    local at = plan(here, "afternoon")
    test.equal(count(at["Young person 1"]) .. count(at["Young person 2"]), "11",
        "ten young people, at two tables of their own")
    test.equal(count(at["Family"]), 1, "families, with their supporter")
    test.equal(at["Family"].family, 7, "the supporter sits with those supported")
    test.equal((at["Others"].housing or 0) + (at["Others"].employer or 0), 3,
        "viewpoints of a few sit together")
    test.equal(#here:find("seat", { part = "morning" }), 26, "the morning stays as it was")
end

-- Whatever viewpoint is noted of them: who supports or interprets is here for the young
-- people, or for the families with whom they come.
local function supporters(test, new)
    local here = world.new(test.root, new.require "workflow",
        new.require "workflows.working_together_for_change")
    invite(here, "young_person", 4)
    invite(here, "family", 3)
    invite(here, "social_care", 5)
    invite(here, "housing", 1)
    invite(here, "voluntary_sector", 2, { supporter = true, organisation = "Youth Voice" })
    invite(here, "other", 1, { interpreter = true })
    invite(here, "social_care", 1, { supporter = true })
    invite(here, "family", 1, { supporter = true })
    here:run("prepare.seat", { part = "morning", how = "by_perspective", size = 9 })
    local at, sizes = plan(here, "morning")
    test.equal(sizes["Young person"] .. " " .. at["Young person"].voluntary_sector, "8 2",
        "four young people, with the four who are here for them")
    test.equal(at["Family"].family .. " " .. sizes["Social care"] .. " " .. sizes["Others"],
        "4 5 1", "each other table has its own people")
    here:run("prepare.seat", { part = "afternoon", how = "mixed", size = 9 })
    local here_for = {}
    for _, seat in ipairs(here:find("seat", { part = "afternoon" })) do
        local who = here:get(seat.participant)
        if who.supporter and who.perspective ~= "family" then
            here_for[seat.table] = (here_for[seat.table] or 0) + 1
        end
    end
    test.equal(here_for["Table 1"] .. here_for["Table 2"], "22", "as many for the two at each")
end

-- Whoever is here for somebody else sits with them, also where chance makes the groups; in
-- a group of five there is room for both sorts with those who support them.
local function supporters_by_chance(test, new, young, families, others, size)
    local here = world.new(test.root, new.require "workflow",
        new.require "workflows.working_together_for_change")
    invite(here, "young_person", young)
    invite(here, "family", families)
    invite(here, "school", others)
    invite(here, "young_person", 2, { supporter = true })
    -- Noted as an interpreter alone, as a local script may.
    here:add("participant", { perspective = "family", invited = true, interpreter = true })
    here:run("prepare.seat", { part = "morning", how = "small_groups", size = size })
    local with = {}
    for _, seat in ipairs(here:find("seat", { part = "morning" })) do
        local who = here:get(seat.participant)
        if not (who.supporter or who.interpreter) then
            with[seat.table .. who.perspective] = true
        end
    end
    for _, seat in ipairs(here:find("seat", { part = "morning" })) do
        local who = here:get(seat.participant)
        if who.supporter or who.interpreter then
            test.check(with[seat.table .. who.perspective], who.perspective .. " at "
                .. seat.table .. " has nobody to support")
        end
    end
    local _, sizes, people = plan(here, "morning")
    test.equal(people, young + families + others + 3, "everybody once")
    for name, there in pairs(sizes) do
        test.check(there <= size, name .. ": " .. there)
    end
end

local function small_groups(test, here)
    here:run("prepare.seat", { part = "closing", how = "small_groups", size = 4 })
    local _, sizes, people = plan(here, "closing")
    test.equal(people .. " " .. count(sizes), "26 7", "groups of four at most")
    for name, size in pairs(sizes) do
        test.check(size >= 3 and size <= 4, name .. ": " .. size)
    end
end

local function refusals(test, here)
    test.check(here:run("prepare.seat", { part = "x", how = "mixed", size = 1 })
        :find("between 2 and 30", 1, true), "a table for one")
    test.check(here:run("prepare.seat", { part = " ", how = "mixed" }):find("which part"),
        "no part")
    test.check(here:run("prepare.deal", { part = "night" }):find("Nobody has a seat"), "no seats")
    test.check(here:run("prepare.deal", { part = "morning" }):find("no agreed themes"), "no themes")
end

local function deal(test, here)
    for number = 1, 4 do
        here:add("theme", { section = "not_working", name = "I wait " .. number, agreed = true })
    end
    here:add("theme", { section = "not_working", name = "I am not agreed" })
    here:add("theme", { section = "working", name = "I like it", agreed = true })
    test.check(here:run("prepare.deal", { part = "morning", section = "aspiration" })
        :find("Agreed are: 1 about what is working (section=working), 4 about what is not working "
            .. "(section=not_working).", 1, true), "what there is instead")
    test.equal(here:run("prepare.deal", { part = "morning" }), nil, "deal")
    local dealt = {}
    for _, theme in ipairs(here:find("theme")) do
        dealt[#dealt + 1] = theme.table or "-"
    end
    test.equal(table.concat(dealt, ","), "Table 1,Table 2,Table 3,Table 1,-,-",
        "one after the other, agreed ones of the section only")
    here:run("prepare.deal", { part = "morning", section = "working" })
    test.equal(here:find("theme", { section = "working" })[1].table, "Table 1", "another section")
    test.equal(#here.remarks, 0, "nothing was replaced")
    test.equal(here:find("theme", { section = "not_working" })[2].table, "Table 2",
        "a deal of one section leaves the others alone")
    here:run("prepare.deal", { part = "morning" })
    test.equal(#here.remarks, 0, "the same again moves nothing")
    here:run("prepare.deal", { part = "afternoon" })
    test.check(here.remarks[1]:find("4 themes were with other tables and move", 1, true)
        and here.remarks[1]:find('"I wait 1" from Table 1 to ', 1, true), "what moves is said")
end

-- Themes that lie at a table which is no more are said; those of a table that another part
-- of the day has as well are still with somebody.
local function dealt_to_nobody(test, new)
    local here = world.new(test.root, new.require "workflow",
        new.require "workflows.working_together_for_change")
    invite(here, "young_person", 4)
    invite(here, "family", 4)
    for number = 1, 2 do
        here:add("theme", { section = "not_working", name = "I wait " .. number, agreed = true })
    end
    here:run("prepare.seat", { part = "afternoon", how = "mixed", size = 4 })
    here:run("prepare.deal", { part = "afternoon" })
    here:run("prepare.seat", { part = "afternoon", how = "mixed", size = 5 })
    test.equal(#here.remarks, 0, "the same tables again")
    here:run("prepare.seat", { part = "afternoon", how = "by_perspective" })
    test.check((here.remarks[1] or ""):find("2 themes lie at tables that are no more (Table 1, "
        .. "Table 2)", 1, true), "no such table")
    here:run("prepare.seat", { part = "afternoon", how = "mixed", size = 4 })
    here:run("prepare.seat", { part = "morning", how = "mixed", size = 4 })
    here:run("prepare.seat", { part = "afternoon", how = "by_perspective" })
    test.equal(#here.remarks, 0, "the morning has these tables")
end

-- A part of the day is the agenda's, or the one that has seats, however it is written.
local function parts_of_the_day(test, new)
    local here = world.new(test.root, new.require "workflow",
        new.require "workflows.working_together_for_change")
    invite(here, "young_person", 4)
    invite(here, "family", 4)
    here:add("theme", { section = "not_working", name = "I wait", agreed = true })
    here:run("prepare.seat", { part = "After  Lunch", how = "mixed", size = 4 })
    here:run("prepare.seat", { part = " after lunch", how = "mixed", size = 8 })
    test.equal(#here:find("seat"), 8, "seated anew, and not twice")
    test.equal(#here:find("seat", { part = "After  Lunch" }), 8, "as it was written first")
    test.equal(here:run("prepare.deal", { part = "AFTER LUNCH" }), nil, "dealt to its tables")
    here:run("prepare.one_day", {})
    test.equal(here:run("prepare.seat", { part = "Morning ", how = "mixed" }), nil, "the agenda's")
    test.equal(#here:find("seat", { part = "morning" }), 8, "in its spelling")
    test.equal(here:run("prepare.deal", { part = "Morning" }), nil, "and its themes")
    here:run("prepare.seat", { part = "After noon", how = "mixed" })
    test.equal(#here:find("seat", { part = "afternoon" }), 8, "without regard to spaces")
    here:run("prepare.agenda", { time = "17:00", what = "Tea", part = "Afternoon" })
    local day = here:get(here.cycle).programme
    test.equal(day[#day].part, "afternoon", "so is a new line of the agenda")
    here:run("prepare.agenda", { time = "18:00", what = "Talk", part = "after lunch" })
    day = here:get(here.cycle).programme
    test.equal(day[#day].part, "After  Lunch", "and one of which people have seats")
end

-- Before anybody says that they are coming, all who are invited are seated; on the day,
-- those who came.
local function present(test, here)
    local some = here:find("participant", { perspective = "young_person" })
    here:run("prepare.room", { participant = { some[1].id, some[2].id }, attended = true })
    here:run("prepare.seat", { part = "today", how = "mixed" })
    test.equal(#here:find("seat", { part = "today" }), 2, "those who came")
end

-- Whoever says no, or is off the list, has no seat; and a table of theirs alone no theme.
local function not_coming(test, new)
    local here = world.new(test.root, new.require "workflow",
        new.require "workflows.working_together_for_change")
    invite(here, "young_person", 4)
    invite(here, "family", 4)
    local families = here:find("participant", { perspective = "family" })
    here:run("prepare.room", { participant = { families[1].id }, coming = false })
    here:run("prepare.seat", { part = "morning", how = "by_perspective" })
    test.equal(#here:find("seat"), 7, "nobody has said yes, and one no")
    for _, family in ipairs(families) do
        here:run("prepare.room", { participant = { family.id }, invited = false })
    end
    for number = 1, 2 do
        here:add("theme", { section = "not_working", name = "I wait " .. number, agreed = true })
    end
    here:run("prepare.deal", { part = "morning" })
    for _, theme in ipairs(here:find("theme")) do
        test.equal(theme.table, "Young person", "where somebody sits")
    end
    for _, one in ipairs(here:find("participant", { perspective = "young_person" })) do
        here:run("prepare.room", { participant = { one.id }, coming = false })
    end
    test.check(here:run("prepare.deal", { part = "morning" }):find("Nobody has a seat"),
        "nobody is left")
    here:run("prepare.room", { participant = { families[2].id }, attended = true })
    test.equal(here:run("prepare.deal", { part = "morning" }), nil, "who came, came")
end

return function(test)
    local new = box.new(test.root)
    local here = world.new(test.root, new.require "workflow",
        new.require "workflows.working_together_for_change")
    test.check(here:run("prepare.seat", { part = "morning", how = "mixed" }):find("invite people"),
        "nobody is invited")
    invite(here, "young_person", 10)
    invite(here, "family", 6)
    invite(here, "family", 1, { supporter = true })
    invite(here, "school", 6)
    invite(here, "housing", 2)
    invite(here, "employer", 1)
    mixed(test, here)
    by_perspective(test, here)
    supporters(test, new)
    small_groups(test, here)
    parts_of_the_day(test, new)
    not_coming(test, new)
    supporters_by_chance(test, new, 3, 1, 20, 5)
    supporters_by_chance(test, new, 8, 2, 7, 5)
    supporters_by_chance(test, new, 1, 1, 15, 5)
    refusals(test, here)
    deal(test, here)
    dealt_to_nobody(test, new)
    present(test, here)
end
