-- SPDX-License-Identifier: MIT
--- Step 1, prepare: the question, whose reviews are looked at, who is in the room, when
--- and where.

local gate = require "gate"
local nearest = require "nearest"
local step = require "step"
local tables = require "tables"

local most_at_once = 200

-- The fields of a review by which a cycle can be narrowed down: the indexed ones.
local scope_fields = { "school", "year_group", "need", "in_area", "attended" }

-- Naming a field again replaces its values; without values it counts no longer.
local function scope(now, args)
    local filter = tables.copy(now.cycle.scope or {})
    local values = args.values and #args.values > 0 and args.values or nil
    if args.field == "everyone" then
        if values then
            return step.refuse("Everyone means everyone: leave out the values.")
        end
        return { { change = now.cycle.id, scope = {} } }
    end
    if not tables.has(scope_fields, args.field) then
        local names = tables.copy(scope_fields)
        names[#names + 1] = "everyone"
        return step.refuse('Reviews cannot be chosen by "%s"; %s', args.field,
            nearest.hint(args.field, names))
    end
    if not values and not filter[args.field] then
        return step.refuse('Say which values of "%s" count, or choose everyone.', args.field)
    end
    filter[args.field] = values
    return { { change = now.cycle.id, scope = filter } }
end

local function invite(_, args)
    local number = args.number or 1
    if number < 1 or number > most_at_once then
        return step.refuse("Invite between 1 and %d at a time; %d is not.", most_at_once, number)
    end
    local effects = {}
    for index = 1, number do
        effects[index] = {
            create = "participant", perspective = args.perspective, invited = true,
            supporter = args.supporter or false, organisation = args.organisation,
        }
    end
    return effects
end

local function change_cycle(now, args)
    local effect = { change = now.cycle.id }
    for name, value in pairs(args) do
        effect[name] = value
    end
    effect.workshop_date, effect.date = args.date, nil
    return { effect }
end

return step {
    name = "prepare",
    title = "Get ready",
    purpose = "Agree what we want to find out, whose reviews we will look at, and who should "
        .. "be in the room, so that young people and families are not outnumbered.",
    who = { "facilitator", "officer" },
    records = { "participant" },
    changes = { "cycle" },
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
                { "field", "text", title = "What to choose by, such as school; or everyone" },
                { "values", "text?*", title = "The ones that count" },
            },
            run = scope,
        },
        invite = step.command {
            title = "Invite people",
            args = {
                { "perspective", "participant.perspective", title = "The viewpoint they bring" },
                { "number", "whole?", title = "How many" },
                { "supporter", "participant.supporter?", title = "Here to support somebody" },
                { "organisation", "participant.organisation?", title = "Where they come from" },
            },
            run = invite,
        },
        room = step.sets("participant", {
            title = "Note who is coming and who came",
            who = { "facilitator", "officer", "table" },
            args = {
                { "participant", "participant*", title = "Which people" },
                { "coming", "participant.coming?", title = "Said that they are coming" },
                { "attended", "participant.attended?", title = "Was there" },
                { "table", "participant.table?", title = "The table that they sit at" },
            },
        }),
        workshop = step.command {
            title = "Set the day, the place and the agenda",
            args = {
                { "date", "cycle.workshop_date", title = "The day" },
                { "venue", "cycle.venue?", title = "The place" },
                { "agenda", "cycle.agenda?", title = "What happens on the day" },
            },
            run = change_cycle,
        },
    },
    report = {
        { part = "question", title = "What we asked" },
        { part = "room", title = "Who took part" },
    },
}
