-- SPDX-License-Identifier: MIT
--- The same wish in plan and review of one person: what the import links as nearly the
--- same is decided on by people, and counts once.

local cards = require "workflows.working_together_for_change.cards"
local step = require "step"

local sameness = {}

-- Why these two cannot be one, or nil.
local function not_one(one, other)
    if one.id == other.id then
        return "These are one and the same already."
    elseif not one.person or one.person ~= other.person or one.section ~= other.section then
        return "Only what one person said, under one heading, can be the same."
    elseif other.same == "yes" then
        return cards.called(other) .. " is counted with another itself; name that one."
    end
    return cards.away(one)
end

--- `collect.same`: it is what the other says, and counts with that one.
function sameness.same(now)
    local one, other = now.statement, now.as
    if one.same == "yes" and (not other or other.id == one.twin) then
        return step.refuse("%s is counted with what says the same already.", cards.called(one))
    elseif not other then
        if cards.away(one) then
            return step.refuse("%s", cards.away(one))
        elseif one.same ~= "maybe" then
            return step.refuse("Say with as=… what %s is the same as.", cards.called(one))
        end
        return cards.joined({
            one.tray == "spare" and {} or cards.into_tray({ one }, "spare"),
            { { change = one.id, same = "yes" } },
        })
    end
    local why = not_one(one, other)
    if why then
        return step.refuse("%s", why)
    end
    return cards.joined({
        one.tray == "spare" and {} or cards.into_tray({ one }, "spare"),
        { { change = one.id, same = "yes", twin = other.id } },
    })
end

--- `collect.not_same`: they are two; each counts by the rule of the top two.
function sameness.not_same(now)
    local one = now.statement
    if one.same ~= "maybe" and one.same ~= "yes" then
        return step.refuse("%s is linked with no other.", cards.called(one))
    end
    return { { change = one.id, same = "no" } }
end

return sameness
