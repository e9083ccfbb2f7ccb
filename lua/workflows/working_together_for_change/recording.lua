-- SPDX-License-Identifier: MIT
--- A review that is written down while it happens: begun, gone on with, and said of it
--- line by line. What comes of it counts like what an import brings: the same fields,
--- the same rule of the top two, the latest review of a person before earlier ones.

local cards = require "workflows.working_together_for_change.cards"
local step = require "step"
local tables = require "tables"
local wording = require "workflows.working_together_for_change.wording"

local recording = {}

--- Why no view was recorded.
recording.reasons = {
    "not_asked", "did_not_want", "could_not_be_understood", "not_there", "nothing_came",
    "other",
}

-- What is asked for; and what stays as it was in the review before when it is not said.
local lasting = { "school", "year_group", "need", "gender" }
local facts = { "school", "year_group", "need", "attended", "present" }

-- The review of that day; else one that was only due; and the latest of the others.
local function find(reviews, date)
    local same, due, latest
    for _, one in ipairs(reviews or {}) do
        if one.date == date then
            same = one
        elseif not one.date then
            due = one
        elseif not latest or one.date > latest.date then
            latest = one
        end
    end
    return same or due, latest
end

-- What earlier reviews said and no person has placed yet makes room for this one.
local function set_aside(statements, review)
    return cards.into_tray(cards.picked(statements, function(one)
        local placed = (one.theme or one.tray) and not one.drafted
        return one.review and one.review ~= (review and review.id) and not placed
            and one.tray ~= "spare" and not cards.away(one)
    end), "spare")
end

--- `collect.review`: begins the review of a person and day, or goes on with it.
function recording.begin(now, args)
    local date = args.date or now.today
    if date > now.today then
        return step.refuse("%s is in the future: write down a review on the day it is held.", date)
    end
    local review, latest = find(now.reviews, date)
    if latest and latest.date > date then
        return step.refuse("This person has a later review in this cycle, of %s, and the "
            .. "latest one counts. Bring an earlier one in with a spreadsheet.", latest.date)
    end
    local effect = { date = date, state = "held", recorded = true }
    for _, field in ipairs(facts) do
        effect[field] = args[field]
    end
    if not review and latest then
        for _, field in ipairs(lasting) do
            effect[field] = effect[field] or latest[field]
        end
    end
    if review then
        effect.change = review.id
    else
        effect.create, effect.person = "review", args.person
    end
    return cards.joined({ { effect }, set_aside(now.said, review) })
end

--- What `begin` reads.
function recording.of_person(args)
    return { reviews = { kind = "review", where = { person = args.person } },
             said = { kind = "statement", where = { person = args.person } } }
end

--- What `say` and `no_view` read of a review.
function recording.of_review(args)
    return { review = args.review,
             said = { kind = "statement", where = { review = args.review } },
             refusals = { kind = "permission", where = { what = "workshop", given = false } } }
end

local function in_section(now, section)
    return cards.picked(now.said, function(one) return one.section == section end)
end

-- Where the next one stands in the person's own order.
local function next_rank(said)
    local most = 0
    for _, one in ipairs(said) do
        most = math.max(most, one.rank or 0)
    end
    return most + 1
end

-- Something was said after all.
local function without_no_view(review, section)
    local effects = {}
    for _, field in ipairs({ "no_view", "no_view_why" }) do
        local rest, any = {}, false
        for name, value in pairs(review[field] or {}) do
            if name ~= section then
                rest[name], any = value, true
            end
        end
        if review[field] and review[field][section] then
            effects[#effects + 1] = any and { change = review.id, [field] = rest }
                or { unlink = review.id, field = field }
        end
    end
    return effects
end

local function tray_of(now, said)
    for _, one in ipairs(now.refusals or {}) do
        if one.person == now.review.person then
            return "withdrawn"
        end
    end
    local counted = cards.picked(said, function(one)
        return one.tray ~= "spare" and one.tray ~= "to_pick"
    end)
    return cards.beyond(now, #counted)
end

--- `collect.say` of a review: fields that the caller has checked, and where it stands.
---@param now table
---@param fields table section, text, speaker, how and the like
---@return table[] effects
function recording.say(now, fields)
    local review = now.review
    if review.state ~= "held" then
        return step.refuse("This review has not been held yet; begin it with collect.review.")
    end
    local said = in_section(now, fields.section)
    if wording.find(said, fields.text) then
        return step.refuse("That is written down already.")
    end
    local rank = next_rank(said)
    fields.create, fields.person, fields.review = "statement", review.person, review.id
    fields.rank, fields.tray = rank, tray_of(now, said)
    fields.source = string.format("%s:%s%d", review.id, fields.section, rank)
    return cards.joined({ { fields }, without_no_view(review, fields.section) })
end

--- `collect.no_view`: under a heading there was nothing to write down, and why.
function recording.no_view(now, args)
    local review = now.review
    if not tables.has(recording.reasons, args.why) then
        return step.refuse("Say why no view was recorded: %s.",
            table.concat(recording.reasons, ", "))
    elseif #in_section(now, args.section) > 0 then
        return step.refuse("Something is written down for this heading already.")
    end
    local counts, why = {}, {}
    for name, value in pairs(review.no_view or {}) do
        counts[name] = value
    end
    for name, value in pairs(review.no_view_why or {}) do
        why[name] = value
    end
    counts[args.section] = math.max(counts[args.section] or 0, 1)
    why[args.section] = args.why
    return { { change = review.id, no_view = counts, no_view_why = why } }
end

return recording
