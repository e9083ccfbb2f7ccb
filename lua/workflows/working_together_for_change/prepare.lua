-- SPDX-License-Identifier: MIT
--- Step 1, prepare: the question, whose reviews are looked at, who is in the room, when
--- and where.

local cards = require "workflows.working_together_for_change.cards"
local gate = require "gate"
local step = require "step"
local tables = require "tables"

local most_at_once = 200
local people_at_a_table = 7

-- These three are loaded by the few commands that need them.
local function groups()
    return require "workflows.working_together_for_change.groups"
end

local function calendar()
    return require "workflows.working_together_for_change.calendar"
end

local function seating()
    return require "workflows.working_together_for_change.seating"
end

local function scope(now, args)
    return groups().scope(now, args)
end

local function locality(now, args)
    return groups().locality(now, args)
end

local function key_date(now, args)
    return calendar().key_date(now, args)
end

local function agenda(now, args)
    local part = args.part and seating().part(now, cards.trimmed(args.part))
    return calendar().agenda(now, { time = args.time, what = args.what, part = part })
end

local function one_day(now, args)
    return calendar().one_day(now, args)
end

local function one_off(now, args)
    return { { change = now.cycle.id, one_off = args.yes } }
end

-- The same line may have been typed twice, or be meant so: how many that makes is said.
local function invited_before(now, args, number)
    local before, supports = 0, args.supporter or args.interpreter or false
    for _, one in ipairs(now.invited or {}) do
        if not one.source and one.organisation == args.organisation
            and (one.supporter or false) == supports
            and (one.interpreter or false) == (args.interpreter or false) then
            before = before + 1
        end
    end
    if before == 0 then
        return nil
    end
    return { remark = string.format('%d were invited just so before (viewpoint "%s"%s%s), and '
        .. "with these it is %d. If it was typed twice, take it back (waymark undo)", before,
        string.gsub(args.perspective, "_", " "), args.organisation
        and ", " .. args.organisation or "", args.interpreter and ", to interpret"
        or args.supporter and ", to support" or "", before + number) }
end

local function invite(now, args)
    local number = args.number or 1
    if number < 1 or number > most_at_once then
        return step.refuse("Invite between 1 and %d at a time; %d is not.", most_at_once, number)
    end
    local effects = {}
    for index = 1, number do
        effects[index] = {
            create = "participant", perspective = args.perspective, invited = true,
            supporter = args.supporter or args.interpreter or false,
            interpreter = args.interpreter, organisation = args.organisation,
        }
    end
    effects[#effects + 1] = invited_before(now, args, number)
    return effects
end

-- Themes at the tables that this part of the day had, and that no part has any more once
-- `places` are laid.
local function left_behind(now, seats, places)
    local before, old, there, gone, count = {}, {}, {}, {}, 0
    for _, seat in ipairs(seats) do
        before[seat.table], old[seat.id] = true, true
    end
    for _, place in ipairs(places) do
        there[place.table] = true
    end
    for _, place in ipairs(now.day or {}) do
        there[place.table] = there[place.table] or not old[place.id]
    end
    for _, theme in ipairs(now.themes or {}) do
        if theme.table and before[theme.table] and not there[theme.table] then
            count = count + 1
            if not tables.has(gone, theme.table) then
                gone[#gone + 1] = theme.table
            end
        end
    end
    if count == 0 then
        return nil
    end
    table.sort(gone)
    return { remark = string.format("%s at %s no more (%s): deal them again, with "
        .. "prepare.deal", count == 1 and "1 theme lies" or count .. " themes lie",
        #gone == 1 and "a table that is" or "tables that are", table.concat(gone, ", ")) }
end

local function seat(now, args)
    local part = seating().part(now, cards.trimmed(args.part))
    local size = args.size or people_at_a_table
    local people = seating().present(now.people or {})
    if part == "" then
        return step.refuse('Say which part of the day it is for, such as "morning".')
    elseif #people == 0 then
        return step.refuse("Nobody is invited yet; invite people first.")
    elseif size < 2 or size > 30 then
        return step.refuse("Seat between 2 and 30 people at a table; %d are not.", size)
    end
    local effects, seats = {}, seating().of_part(now, part)
    for _, old in ipairs(seats) do
        effects[#effects + 1] = { remove = old.id }
    end
    local places = seating()[args.how](people, size)
    for _, place in ipairs(places) do
        effects[#effects + 1] = {
            create = "seat", participant = place.person.id, part = part,
            perspective = place.person.perspective, table = place.table, how = args.how,
        }
    end
    effects[#effects + 1] = left_behind(now, seats, places)
    return effects
end

-- The tables of a part of the day, in the order of their names: 2 before 10.
local function table_names(seats)
    local names = {}
    for _, place in ipairs(seats or {}) do
        if not tables.has(names, place.table) then
            names[#names + 1] = place.table
        end
    end
    table.sort(names, function(a, b)
        return #a ~= #b and #a < #b or (#a == #b and a < b)
    end)
    return names
end

-- A theme is with one table at a time, whatever the part of the day.
local function moved(dealt)
    local from = {}
    for _, one in ipairs(dealt) do
        local before = cards.words(one.thing.table)
        if before and before ~= one.table then
            from[#from + 1] = string.format('"%s" from %s to %s', one.thing.name
                or one.thing.label or one.thing.id, before, one.table)
        end
    end
    if #from == 0 then
        return nil
    end
    return { remark = string.format("%s: %s%s. A theme is with one table at a time; if these "
        .. "should stay where they were, take this deal back (waymark undo)",
        #from == 1 and "1 theme was with another table and moves"
        or #from .. " themes were with other tables and move",
        table.concat(from, ", ", 1, math.min(#from, 5)), #from > 5 and " …" or "") }
end

-- Why there is nothing to deal: none is agreed, or those that are are about something else.
local function nothing_to_deal(now, args)
    local there = {}
    for _, section in ipairs({ "working", "not_working", "aspiration" }) do
        local count = #cards.picked(now.agreed, function(one) return one.section == section end)
        if count > 0 then
            there[#there + 1] = string.format("%d about %s (section=%s)", count,
                cards.section_title(section), section)
        end
    end
    if #there == 0 then
        return step.refuse("There are no agreed themes to deal to the tables yet.")
    end
    return step.refuse("No theme about %s is agreed yet%s. Agreed are: %s.",
        cards.section_title(args.section or "not_working"),
        args.section and "" or ", and those are dealt where no section= is said",
        table.concat(there, ", "))
end

local function deal(now, args)
    local seats = seating().of_part(now, args.part)
    local names = table_names(seating().taken(seats, now.people or {}))
    if #names == 0 and #seats > 0 then
        return step.refuse('Nobody has a seat for "%s" any more who is coming; seat people again.',
            args.part)
    elseif #names == 0 then
        return step.refuse('Nobody has a seat for "%s" yet; seat people first.', args.part)
    elseif #(now.themes or {}) == 0 then
        return nothing_to_deal(now, args)
    end
    local effects, dealt = {}, seating().deal(now.themes, names)
    for _, one in ipairs(dealt) do
        effects[#effects + 1] = { change = one.thing.id, table = one.table }
    end
    effects[#effects + 1] = moved(dealt)
    return effects
end

local function change_cycle(now, args)
    local effect = { change = now.cycle.id }
    for name, value in pairs(args) do
        effect[name] = value
    end
    return { effect }
end

local function workshop(now, args)
    return {
        { change = now.cycle.id, workshop_date = args.date, venue = args.venue,
            agenda = args.agenda },
        calendar().past_workshop(now, args.date),
    }
end

return step {
    name = "prepare",
    title = "Get ready",
    purpose = "Agree what we want to find out, whose reviews we will look at, and who should "
        .. "be in the room, so that young people and families are not outnumbered.",
    who = { "facilitator", "officer" },
    records = { "participant", "seat" },
    changes = { "cycle", "theme" },
    ready = {
        question_asked = gate.cycle "question"
            :because "There is no question yet. Write down what you want to find out.",
        scope_chosen = gate.cycle "scope"
            :because "Nobody has said whose reviews count. Choose some, or choose everyone.",
        people_invited = gate.count "participant" :where { invited = true } :at_least(1)
            :because "Nobody is invited yet.",
        young_people_and_families = gate.share "participant"
            :of { invited = true, supporter = false }
            :where { perspective = { "young_person", "family" } } :at_least(1 / 3)
            :because ("Invite more young people and families: at least {at_least} of the room, "
                .. "not counting supporters."),
        date_set = gate.cycle "workshop_date"
            :because "There is no date yet. Choose one and a place that people can get to.",
    },
    commands = {
        ask = step.command {
            title = "Set the question",
            who = { "facilitator" },
            args = { { "question", "cycle.question", title = "What you want to find out" } },
            run = change_cycle,
        },
        scope = step.command {
            title = "Choose whose reviews count",
            args = {
                { "field", "text",
                    title = "What to choose by, such as school or locality; or everyone" },
                { "values", "text?*", title = "The ones that count" },
            },
            run = scope,
        },
        locality = step.command {
            title = "Put down which schools a locality has",
            args = {
                { "name", "text", title = "What the locality is called" },
                { "schools", "text?*", title = "Its schools; none takes the locality away" },
            },
            run = locality,
        },
        sample = step.command {
            title = "Draw a sample of the cards, where there are too many for the day",
            args = {
                { "size", "whole", title = "How many cards to keep on the tables" },
                { "by", "text?*", title = "What should be in it, each sort in its share: "
                    .. "section, or fields of a review; section,school if you do not say" },
                { "seed", "whole?",
                    title = "Another number draws other cards; 1 if you do not say" },
            },
            native = "prepare.sample",
        },
        no_sample = step.command {
            title = "Take the sample back: every card counts again",
            native = "prepare.no_sample",
        },
        invite = step.command {
            title = "Invite people",
            args = {
                { "perspective", "participant.perspective", title = "The viewpoint they bring" },
                { "number", "whole?", title = "How many" },
                { "supporter", "participant.supporter?", title = "Here to support somebody" },
                { "organisation", "participant.organisation?", title = "Where they come from" },
                { "interpreter", "participant.interpreter?",
                    title = "Here to interpret for somebody" },
            },
            reads = function(args)
                return { invited = { kind = "participant",
                    where = { perspective = args.perspective, invited = true } } }
            end,
            run = invite,
        },
        room = step.sets("participant", {
            title = "Note who is coming and who came",
            who = { "facilitator", "officer", "table" },
            args = {
                { "participant", "participant*",
                    title = "Which people: by id, or by rows of a list, such as room.csv:2-21" },
                { "invited", "participant.invited?",
                    title = "Invited; no takes somebody off the list" },
                { "coming", "participant.coming?", title = "Said that they are coming" },
                { "attended", "participant.attended?", title = "Was there" },
                { "table", "participant.table?", title = "The table that they sit at" },
            },
        }),
        seat = step.command {
            title = "Seat people for one part of the day",
            args = {
                { "part", "seat.part", title = "The part of the day, such as morning" },
                { "how", "seat.how",
                    title = "Small groups by chance, mixed tables, or by viewpoint" },
                { "size", "whole?", title = "How many at a table; 7 if you do not say" },
            },
            reads = function()
                return { people = { kind = "participant" }, day = { kind = "seat" },
                    themes = { kind = "theme", where = { agreed = true } } }
            end,
            run = seat,
        },
        deal = step.command {
            title = "Deal agreed themes to the tables of one part of the day",
            args = {
                { "part", "seat.part", title = "The part of the day" },
                { "section", "theme.section?",
                    title = "Themes about this; what is not working if you do not say" },
            },
            reads = function(args)
                return { day = { kind = "seat" }, people = { kind = "participant" },
                    themes = { kind = "theme", where = {
                        section = args.section or "not_working", agreed = true } },
                    agreed = { kind = "theme", where = { agreed = true } } }
            end,
            run = deal,
        },
        key_date = step.command {
            title = "Put down a date of the authority's calendar, such as when budgets are set",
            args = {
                { "name", "text", title = "What happens then" },
                { "date", "date?", title = "The day; none takes it away" },
            },
            run = key_date,
        },
        one_off = step.command {
            title = "Say whether this is done once, so that no other cycle follows",
            args = { { "yes", "yes_no", title = "Yes or no" } },
            run = one_off,
        },
        one_day = step.command {
            title = "Plan the hours of a one-day event from the eight steps",
            args = { { "start", "text?", title = "When it begins; 09:30 if you do not say" } },
            run = one_day,
        },
        agenda = step.command {
            title = "Change one line of the day's hours",
            args = {
                { "time", "text", title = "When it begins, such as 09:30" },
                { "what", "text?", title = "What happens; nothing takes the line away" },
                { "part", "seat.part?", title = "The part of the day that people are seated for" },
            },
            reads = function()
                return { day = { kind = "seat" } }
            end,
            run = agenda,
        },
        workshop = step.command {
            title = "Set the day, the place and the agenda",
            args = {
                { "date", "cycle.workshop_date", title = "The day" },
                { "venue", "cycle.venue?", title = "The place" },
                { "agenda", "cycle.agenda?", title = "What happens on the day" },
            },
            run = workshop,
        },
    },
    report = {
        { part = "question", title = "What we asked" },
        { part = "room", title = "Who took part" },
    },
}
