-- SPDX-License-Identifier: MIT
--- The top two: where a review lists more under a heading than count, those beyond wait
--- until a person picks. Nothing is thrown away: what is not picked is kept.

local cards = require "workflows.working_together_for_change.cards"
local step = require "step"
local tables = require "tables"

local picking = {}

--- What `pick_top` reads: all that the person said, and whether they said no.
function picking.of_person(args)
    return { said = { kind = "statement", where = { person = args.review } },
             refusals = { kind = "permission", where = { person = args.review,
                 what = "workshop", given = false } } }
end

-- Why these cannot be the ones that count, or nil.
local function not_pickable(now, args, found)
    local most = (now.top or cards.top).most
    if not most then
        return "Here everything that people said counts: there is nothing to pick."
    elseif #(now.refusals or {}) > 0 then
        return "Nothing that this person said is used, by their own wish."
    elseif #args.statements > most then
        return string.format("Of each heading %d count: pick no more.", most)
    elseif #found < #args.statements then
        return "Some of these were not said by this person under this heading."
    end
    local away = cards.picked(found, cards.away)
    local same = cards.picked(found, function(one) return one.same == "yes" end)
    if #same > 0 then
        return "These are counted with what says the same (collect.not_same): "
            .. cards.called_all(same) .. "."
    end
    if #away > 0 then
        return "These are held back, or not used by the person's own wish: "
            .. cards.called_all(away) .. "."
    end
    return nil
end

--- `collect.pick_top`: of what a person said under a heading, these count, and no others.
function picking.pick_top(now, args)
    local of_heading = cards.picked(now.said, function(one)
        return one.section == args.section
    end)
    local found = cards.picked(of_heading, function(one)
        return tables.has(args.statements, one.id)
    end)
    local why = not_pickable(now, args, found)
    if why then
        return step.refuse("%s", why)
    end
    local effects = {}
    for _, one in ipairs(found) do
        if one.tray == "to_pick" or one.tray == "spare" then
            effects = cards.joined({ effects, cards.count_it(now, one) })
        end
    end
    local others = cards.picked(of_heading, function(one)
        return not tables.has(args.statements, one.id) and one.tray ~= "spare"
            and not cards.away(one)
    end)
    return cards.joined({ effects, cards.into_tray(others, "spare") })
end

local uncounted = { spare = true, to_pick = true, not_drawn = true, held_back = true,
    withdrawn = true }

local function is_away(one)
    return uncounted[one.tray] or false
end

--- Effects that put a statement back among those that count, or, where as many of its
--- person count under its heading without it, to those that wait.
---@param now table what the hook was given
---@param one table the statement
---@param said table[]|nil all that its person said
---@return table[] effects
function picking.back_by_rule(now, one, said)
    local others = cards.picked(said, function(other)
        return other.id ~= one.id and other.section == one.section and not is_away(other)
    end)
    local tray = one.person and one.sample ~= "left_out" and cards.beyond(now, #others)
    if not tray then
        return one.tray and { cards.back(one) } or {}
    end
    return { { change = one.id, tray = tray }, { remark = string.format("%s does not count now: "
        .. "of what this person said under that heading %d count already. If it should, pick it "
        .. "(`waymark do collect.pick`, or collect.pick_top for those that count)",
        cards.called(one), #others) } }
end

--- What a person took back from the cards comes back to them, by the same rule.
---@param now table
---@param statements table[]|nil all that the person said
---@return table[] effects
function picking.put_back(now, statements)
    local counted, effects, back = {}, {}, {}
    for _, one in ipairs(statements or {}) do
        if not is_away(one) then
            counted[one.section] = (counted[one.section] or 0) + 1
        end
    end
    for _, one in ipairs(statements or {}) do
        if one.tray == "withdrawn" then
            local drawn = one.sample ~= "left_out"
            local tray = drawn and cards.beyond(now, counted[one.section] or 0)
            effects[#effects + 1] = tray and { change = one.id, tray = tray } or cards.back(one)
            if drawn and not tray then
                back[#back + 1] = one
                counted[one.section] = (counted[one.section] or 0) + 1
            end
        end
    end
    -- Where they lay is not kept, so that a no leaves nothing of them in a group.
    if #back > 0 and (now.groups or 0) > 0 then
        effects[#effects + 1] = { remark = string.format("What they said counts again, and is in "
            .. "no group now: %s. Put each where it belongs (theme.move, theme.alone).",
            cards.called_all(back)) }
    end
    return effects
end

return picking
