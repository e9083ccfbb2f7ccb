-- SPDX-License-Identifier: MIT
--- What the safeguarding lead does about cards and stories that are held back: notes who
--- was told, and decides that one stays off. Releasing a card is collect's own.

local cards = require "workflows.working_together_for_change.cards"
local step = require "step"

local safeguarding = {}

local function not_held(one)
    return step.refuse("%s is not held back.", cards.called(one))
end

--- Whether a command was given one card, or one story.
---@param args table
---@return boolean
function safeguarding.names_one(args)
    return (args.statement ~= nil) ~= (args.story ~= nil)
end

safeguarding.name_one = "Say which: statement=CARD or story=STORY."

--- What noting needs to see: what has been noted about the same card or story.
---@param args table
---@return table reads
function safeguarding.noted_before(args)
    local reads = { statement = args.statement, story = args.story }
    if safeguarding.names_one(args) then
        reads.concerns = { kind = "concern",
                           where = { statement = args.statement, story = args.story } }
    end
    return reads
end

-- Given twice by a slip, it would read as if two were told.
local function is_noted(concerns, told, date, note)
    for _, one in ipairs(concerns) do
        if one.told == told and one.date == date and cards.trimmed(one.note or "") == note then
            return true
        end
    end
    return false
end

--- Notes who was told about a card.
---@param now table
---@param args table
---@return table[] effects
function safeguarding.note_concern(now, args)
    local told = cards.trimmed(args.told)
    if not safeguarding.names_one(args) then
        return step.refuse(safeguarding.name_one)
    end
    local one = now.statement or now.story
    if one.tray ~= "held_back" then
        return not_held(one)
    elseif told == "" then
        return step.refuse("Say who was told.")
    elseif args.date and args.date > now.today then
        return step.refuse("%s has not come yet (today is %s): note it when they have been told.",
            args.date, now.today)
    end
    local date = args.date or now.today
    if is_noted(now.concerns, told, date, cards.trimmed(args.note or "")) then
        return step.refuse("That %s was told of %s on %s is noted already, in the same words: "
            .. "`waymark safeguarding` shows it. If more was done, say what, with note=\"…\".",
            told, cards.called(one), date)
    end
    return { {
        create = "concern", statement = args.statement, story = args.story, person = one.person,
        told = told, date = date, note = args.note,
    } }
end

--- Settles that a card stays off the table.
---@param now table
---@param args table
---@return table[] effects
function safeguarding.keep_back(now, args)
    if not safeguarding.names_one(args) then
        return step.refuse(safeguarding.name_one)
    end
    local one = now.statement or now.story
    if one.tray ~= "held_back" then
        return not_held(one)
    elseif one.kept_back then
        return step.refuse("%s is kept back already.", cards.called(one))
    end
    return { { change = one.id, kept_back = true } }
end

--- What makes a card wait for the lead again.
---@param one table a card, or a story
---@return table[] effects
function safeguarding.unsettled(one)
    return one.kept_back and { { unlink = one.id, field = "kept_back" } } or {}
end

--- Lets a story be read again.
---@param story table
---@return table[] effects
function safeguarding.release_story(story)
    if story.tray ~= "held_back" then
        return not_held(story)
    end
    return cards.joined({ { { unlink = story.id, field = "tray" } },
        safeguarding.unsettled(story) })
end

return safeguarding
