-- SPDX-License-Identifier: MIT
--- What the safeguarding lead does about cards that are held back: notes who was told,
--- and decides that a card stays off. Releasing it is collect's own.

local cards = require "workflows.working_together_for_change.cards"
local step = require "step"

local safeguarding = {}

local function not_held(statement)
    return step.refuse("%s is not held back.", cards.called(statement))
end

--- Notes who was told about a card.
---@param now table
---@param args table
---@return table[] effects
function safeguarding.note_concern(now, args)
    local statement, told = now.statement, cards.trimmed(args.told)
    if statement.tray ~= "held_back" then
        return not_held(statement)
    elseif told == "" then
        return step.refuse("Say who was told.")
    elseif args.date and args.date > now.today then
        return step.refuse("%s has not come yet (today is %s): note it when they have been told.",
            args.date, now.today)
    end
    return { {
        create = "concern", statement = statement.id, person = statement.person, told = told,
        date = args.date or now.today, note = args.note,
    } }
end

--- Settles that a card stays off the table.
---@param now table
---@return table[] effects
function safeguarding.keep_back(now)
    local statement = now.statement
    if statement.tray ~= "held_back" then
        return not_held(statement)
    elseif statement.kept_back then
        return step.refuse("%s is kept back already.", cards.called(statement))
    end
    return { { change = statement.id, kept_back = true } }
end

--- What makes a card wait for the lead again.
---@param statement table
---@return table[] effects
function safeguarding.unsettled(statement)
    return statement.kept_back and { { unlink = statement.id, field = "kept_back" } } or {}
end

return safeguarding
