-- SPDX-License-Identifier: MIT
--- Step 2, collect: what young people said in their reviews and plans, and in the room.
--- Two that work, two that do not, two hopes a person; names off the cards; words of
--- harm held back.

local cards = require "workflows.working_together_for_change.cards"
local gate = require "gate"
local step = require "step"
local tables = require "tables"

-- Flags that people set themselves (why a card is held back) go when it is released.
local function remaining_flags(statement)
    local flags = {}
    for _, flag in ipairs(statement.flags or {}) do
        if tables.has(cards.identifying, flag) then
            flags[#flags + 1] = flag
        end
    end
    return flags
end

local function say(now, args)
    local text = cards.trimmed(args.text)
    if text == "" then
        return step.refuse("Write down what was said.")
    elseif args.how == "observation" and args.speaker == "young_person" then
        return step.refuse("What somebody observed is not the young person's own words: "
            .. "give the viewpoint of the person who saw it.")
    end
    return { {
        create = "statement", section = args.section, text = text, speaker = args.speaker,
        how = args.how or "words", said_in = "room",
        source = string.format("room:%d", (now.said or 0) + 1),
    } }
end

-- The permission for one thing among those of a person, or nil.
local function permission_for(permissions, what)
    return cards.picked(permissions, function(one) return one.what == what end)[1]
end

-- Not used, by their wish: what is out of the way anyhow stays where it is, and so do
-- words of harm, which somebody must still look at.
local function take_off(statements)
    return cards.into_tray(cards.picked(statements, function(one)
        return one.tray ~= "held_back" and one.tray ~= "spare" and one.tray ~= "withdrawn"
    end), "withdrawn")
end

local function put_back(statements)
    local effects = {}
    for _, one in ipairs(statements or {}) do
        if one.tray == "withdrawn" then
            effects[#effects + 1] = { unlink = one.id, field = "tray" }
        end
    end
    return effects
end

local function decided(now, args, given)
    local old = permission_for(now.permissions, args.what)
    local effect = {
        given = given, decided_by = args.decided_by, date = args.date,
        withdrawn = args.withdrawn,
    }
    if old then
        effect.change = old.id
    else
        effect.create, effect.person, effect.what = "permission", args.person, args.what
    end
    local effects = { effect }
    if old and old.withdrawn and not args.withdrawn then
        effects[2] = { unlink = old.id, field = "withdrawn" }
    end
    if args.what ~= "workshop" then
        return effects
    end
    return cards.joined({ effects, given and put_back(now.statements) or take_off(now.statements) })
end

-- Nobody has decided anything on a day to come: a slip of the year, mostly.
local function not_yet(now, day)
    return day and day > now.today and step.refuse("%s has not come yet (today is %s). Look at "
        .. "the year; what somebody decides is noted when they have decided it.", day, now.today)
end

local function permit(now, args)
    local refusal = not_yet(now, args.date)
    if refusal then
        return refusal
    end
    return decided(now, args, args.given)
end

local function withdraw(now, args)
    local refusal = not_yet(now, args.date)
    if refusal then
        return refusal
    end
    return decided(now, {
        person = args.person, what = args.what, decided_by = args.decided_by,
        withdrawn = args.date,
    }, false)
end

-- Of all who said no to the workshop, whether this person is one.
local function is_refused(now)
    return #cards.picked(now.refusals, function(one)
        return one.person == now.statement.person
    end) > 0
end

local function refusals(args)
    return { statement = args.statement,
             refusals = { kind = "permission", where = { what = "workshop", given = false } } }
end

local function hold_back(now, args)
    local reason = cards.trimmed(args.reason)
    if reason == "" then
        return step.refuse("Say why it is held back, and who is dealing with it.")
    end
    local effects = cards.into_tray({ now.statement }, "held_back")
    effects[#effects + 1] = { flag = now.statement.id, reason = reason }
    return effects
end

local function release(now)
    local statement = now.statement
    if statement.tray ~= "held_back" then
        return step.refuse("%s is not held back.", cards.called(statement))
    end
    local effects = { { unlink = statement.id, field = "tray" } }
    if is_refused(now) then
        effects[1] = { change = statement.id, tray = "withdrawn" }
    end
    local flags = remaining_flags(statement)
    if #flags > 0 then
        effects[2] = { change = statement.id, flags = flags }
    elseif statement.flags then
        effects[2] = { unlink = statement.id, field = "flags" }
    end
    return effects
end

local function pick(now)
    if now.statement.tray ~= "spare" then
        return step.refuse("%s is among those that count already, or is in another tray.",
            cards.called(now.statement))
    elseif is_refused(now) then
        return step.refuse("%s is not used, by the person's own wish.",
            cards.called(now.statement))
    end
    return { { unlink = now.statement.id, field = "tray" } }
end

local function leave_out(now)
    if now.statement.tray == "held_back" then
        return step.refuse("%s is held back; release it first.", cards.called(now.statement))
    elseif now.statement.tray == "withdrawn" then
        return step.refuse("%s is not used, by the person's own wish.",
            cards.called(now.statement))
    end
    return cards.into_tray({ now.statement }, "spare")
end

-- The first wording is kept, however often a card is reworded. Giving the same words
-- again says: somebody has looked, and they may stand.
local function reword(now, args)
    local statement, text = now.statement, cards.trimmed(args.text)
    if text == "" then
        return step.refuse("Give the new words. To take a card out, leave it out or hold it back.")
    end
    local effects = {}
    if text ~= statement.text then
        effects[1] = {
            change = statement.id, text = text,
            original = statement.original or statement.text,
        }
    end
    if statement.flags then
        effects[#effects + 1] = { unlink = statement.id, field = "flags" }
    end
    if #effects == 0 then
        return step.refuse("Those are the words already, and nothing is flagged.")
    end
    return effects
end

local function of_person(args)
    return { permissions = { kind = "permission", where = { person = args.person } },
             statements = { kind = "statement", where = { person = args.person } } }
end

local statement = { { "statement", "statement", title = "Which card" } }

return step {
    name = "collect",
    title = "Collect what people said",
    purpose = "Bring together what each young person said is working, is not working, and "
        .. "what they hope for, in their own words and without anyone's name.",
    who = { "facilitator", "officer" },
    records = { "review", "statement", "permission" },
    ready = {
        reviews_held = gate.count "review" :where { state = "held" } :at_least(1)
            :because "There are no reviews yet. Import them.",
        something_said = gate.count "statement"
            :where { tray = { false, "alone", "unsure" } } :at_least(1)
            :because "There are no statements yet. Import them, or write down what was said.",
        no_names_on_cards = gate.count "statement"
            :where { tray = false, flags = cards.identifying } :at_most(0)
            :because ("Some cards may show who somebody is. Look at each flagged one: reword "
                .. "it, hold it back, or give the same words again when they may stand."),
        no_names_in_trays = gate.count "statement"
            :where { tray = { "alone", "unsure" }, flags = cards.identifying } :at_most(0)
            :because ("Some cards on their own or not sure yet may show who somebody is. Look "
                .. "at each flagged one, as with the others."),
    },
    commands = {
        say = step.command {
            title = "Write down something said in the room",
            who = { "facilitator", "officer", "table" },
            args = {
                { "section", "statement.section", title = "Working, not working or a hope" },
                { "text", "statement.text", title = "What was said, in their words" },
                { "speaker", "statement.speaker", title = "Who said it" },
                { "how", "statement.how?", title = "How it was said" },
            },
            reads = function()
                return { said = { count = "statement", where = { said_in = "room" } } }
            end,
            run = say,
        },
        hold_back = step.command {
            title = "Hold back a card that is about somebody's safety",
            who = { "facilitator", "officer", "table" },
            args = {
                { "statement", "statement", title = "Which card" },
                { "reason", "text", title = "Why, and who is dealing with it" },
            },
            run = hold_back,
        },
        release = step.command {
            title = "Release a card that was held back", args = statement, reads = refusals,
            run = release,
        },
        pick = step.command {
            title = "Count a card that was beyond the top two", args = statement, reads = refusals,
            run = pick,
        },
        leave_out = step.command {
            title = "Leave a card out of the top two", args = statement, run = leave_out,
        },
        permit = step.command {
            title = "Note what a young person, or somebody for them, said yes or no to",
            args = {
                { "person", "person", title = "Who: by pseudonym, or by something they said" },
                { "what", "permission.what", title = "For what" },
                { "given", "permission.given", title = "Yes or no" },
                { "decided_by", "permission.decided_by", title = "Who decided" },
                { "date", "permission.date?", title = "The day" },
            },
            reads = of_person,
            run = permit,
        },
        withdraw = step.command {
            title = "Note that a yes was taken back",
            args = {
                { "person", "person", title = "Who: by pseudonym, or by something they said" },
                { "what", "permission.what", title = "For what" },
                { "decided_by", "permission.decided_by", title = "Who decided" },
                { "date", "permission.withdrawn?", title = "The day" },
            },
            reads = of_person,
            run = withdraw,
        },
        reword = step.command {
            title = "Reword a card so that nobody can be recognised",
            args = {
                { "statement", "statement", title = "Which card" },
                { "text", "statement.text", title = "The words on the card" },
            },
            run = reword,
        },
        number_cards = step.command {
            title = "Number the cards that have no number yet",
            who = { "facilitator", "officer" },
            native = "collect.number_cards",
        },
    },
    report = {
        { part = "coverage", title = "Whose views we have, and whose we do not have yet" },
    },
}
