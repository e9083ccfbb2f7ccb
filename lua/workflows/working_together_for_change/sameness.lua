-- SPDX-License-Identifier: MIT
--- The same wish in plan and review of one person: what the import links as nearly the
--- same is decided on by people, and counts once.

local cards = require "workflows.working_together_for_change.cards"
local picking = require "workflows.working_together_for_change.picking"
local step = require "step"

local sameness = {}

--- What `same` reads: both, and all that the person said, of which one may be the twin.
function sameness.of_person(args)
    return { statement = args.statement, as = args.as,
             theirs = { kind = "statement",
                        where = { person = { of = "statement", field = "person" } } } }
end

--- What `not_same` reads: all that the person said, and whether they said no.
function sameness.apart(args)
    local reads = sameness.of_person(args)
    reads.refusals = { kind = "permission", where = { what = "workshop", given = false,
        person = { of = "statement", field = "person" } } }
    return reads
end

-- Why these two cannot be one, or nil.
local function not_one(one, other)
    if one.id == other.id then
        return "These are one and the same already."
    elseif not one.person or one.person ~= other.person or one.section ~= other.section then
        return "Only what one person said, under one heading, can be the same."
    elseif other.same == "yes" then
        return cards.called(other) .. " is counted with another itself; name that one (as=…)."
    elseif cards.away(other) then
        return string.format("%s Nothing counts with it: if %s is about the same, hold that back "
            .. "too (collect.hold_back).", cards.away(other), cards.called(one))
    end
    return nil
end

-- How near to the cards each tray is; what is in any other, or in none, counts.
local places = { spare = 1, to_pick = 2, not_drawn = 3 }

local function place(one)
    return places[one.tray] or 4
end

-- A field of one as it is in another.
local function as_in(one, field, other)
    if other[field] ~= nil then
        return { change = one.id, [field] = other[field] }
    end
    return one[field] ~= nil and { unlink = one.id, field = field } or nil
end

-- What a person picked, and where people put it, goes to the one that counts now: `other`
-- is where `one` was, and has its mark of the sample.
local function take_over(one, other)
    local effects = {}
    for _, field in ipairs({ "theme", "tray", "drafted", "added", "sample" }) do
        effects[#effects + 1] = as_in(other, field, one)
    end
    effects[#effects + 1] = as_in(one, "sample", other)
    if place(one) == 4 then
        effects[#effects + 1] = { remark = string.format("%s counts in the place of %s now",
            cards.called(other), cards.called(one)) }
    end
    return effects
end

-- Linked the other way round, it is decided with this.
local function link_back(one, other)
    return other.twin == one.id and {
        { unlink = other.id, field = "twin" }, { unlink = other.id, field = "same" },
    } or {}
end

--- `collect.same`: it is what the other says, and counts with that one.
function sameness.same(now)
    local one = now.statement
    local other = now.as or cards.picked(now.theirs, function(said)
        return said.id == one.twin
    end)[1]
    if one.same == "yes" and (not now.as or now.as.id == one.twin) then
        return step.refuse("%s is counted with what says the same already.", cards.called(one))
    elseif cards.away(one) then
        return step.refuse("%s", cards.away(one))
    elseif not other or not now.as and one.same ~= "maybe" then
        return step.refuse("Say with as=… what %s is the same as.", cards.called(one))
    end
    local why = not_one(one, other)
    if why then
        return step.refuse("%s", why)
    end
    return cards.joined({
        one.tray == "spare" and {} or cards.into_tray({ one }, "spare"),
        { { change = one.id, same = "yes", twin = other.id } },
        link_back(one, other),
        place(one) > place(other) and take_over(one, other) or {},
    })
end

--- `collect.not_same`: they are two; each counts by the rule of the top two.
function sameness.not_same(now)
    local one = now.statement
    if one.same ~= "maybe" and one.same ~= "yes" then
        return step.refuse("%s is linked with no other.", cards.called(one))
    end
    local effects = { { change = one.id, same = "no" } }
    if one.same == "maybe" or one.tray ~= "spare" then
        return effects
    elseif #(now.refusals or {}) > 0 then
        effects[1].tray = "withdrawn"
        return effects
    end
    return cards.joined({ effects, picking.back_by_rule(now, one, now.theirs) })
end

return sameness
