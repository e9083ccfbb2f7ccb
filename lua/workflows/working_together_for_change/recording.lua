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

-- What earlier reviews said and no person has placed yet makes room for this one, once
-- something is said in it; and whoever writes it down is told.
local function set_aside(now)
    local earlier = {}
    for _, one in ipairs(now.reviews or {}) do
        earlier[one.id] = one.id ~= now.review.id and one.date and one.date < now.review.date
    end
    local moved = cards.picked(now.of_person, function(one)
        local placed = (one.theme or one.tray == "alone" or one.tray == "unsure")
            and not one.drafted
        return one.review and earlier[one.review] and not placed and one.tray ~= "spare"
            and not cards.away(one)
    end)
    if #moved == 0 then
        return {}
    end
    return cards.joined({ cards.into_tray(moved, "spare"), { { remark = string.format(
        "this person has an earlier review in this cycle; the later one counts from now on, "
            .. "and of the earlier one %d %s set aside as spare: %s (collect.pick brings one "
            .. "back)", #moved, #moved == 1 and "card is" or "cards are",
        cards.called_all(moved)) } } })
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
    return { effect }
end

--- What `begin` reads.
function recording.of_person(args)
    return { reviews = { kind = "review", where = { person = args.person } } }
end

--- What `say` and `no_view` read of a review.
function recording.of_review(args)
    local same_person = { person = { of = "review", field = "person" } }
    return { review = args.review,
             said = { kind = "statement", where = { review = args.review } },
             reviews = { kind = "review", where = same_person },
             of_person = { kind = "statement", where = same_person },
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
    return cards.joined({ { fields }, without_no_view(review, fields.section),
        #now.said == 0 and set_aside(now) or {} })
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
