-- SPDX-License-Identifier: MIT
--- Step 2, collect: what young people said in their reviews and plans, and in the room.
--- Two that work, two that do not, two hopes a person; names off the cards; words of
--- harm held back.

local cards = require "workflows.working_together_for_change.cards"
local cutting = require "workflows.working_together_for_change.cutting"
local gate = require "gate"
local picking = require "workflows.working_together_for_change.picking"
local quoting = require "workflows.working_together_for_change.quoting"
local recording = require "workflows.working_together_for_change.recording"
local sameness = require "workflows.working_together_for_change.sameness"
local safeguarding = require "workflows.working_together_for_change.safeguarding"
local step = require "step"
local tables = require "tables"

-- Those by which somebody may be recognised; or the others, which say why it is held back.
local function flags_of(statement, identifying)
    local flags = {}
    for _, flag in ipairs(statement.flags or {}) do
        if tables.has(cards.identifying, flag) == identifying then
            flags[#flags + 1] = flag
        end
    end
    return flags
end

local function keep_flags(statement, flags)
    if #flags == #(statement.flags or {}) then
        return {}
    elseif #flags > 0 then
        return { { change = statement.id, flags = flags } }
    end
    return { { unlink = statement.id, field = "flags" } }
end

local function say(now, args)
    local text = cards.trimmed(args.text)
    if text == "" then
        return step.refuse("Write down what was said.")
    elseif args.how == "observation" and args.interpreted_by then
        return step.refuse("What somebody observed is theirs to tell: name them as the speaker, "
            .. "without interpreted_by.")
    elseif args.review and args.occasion then
        return step.refuse("What is said in a review has that review as its source; leave out "
            .. "occasion.")
    elseif args.how == "observation" and args.speaker == "young_person" then
        return step.refuse("What somebody observed is not the young person's own words: "
            .. "give the viewpoint of the person who saw it.")
    end
    local fields = {
        section = args.section, text = text, speaker = args.speaker, how = args.how or "words",
        interpreted_by = args.interpreted_by,
    }
    if now.review then
        return recording.say(now, fields)
    end
    fields.create, fields.said_in, fields.occasion = "statement", "room", args.occasion
    fields.source = string.format("room:%d", (now.said or 0) + 1)
    return { fields }
end

local function said_where(args)
    if args.review then
        return recording.of_review(args)
    end
    return { said = { count = "statement", where = { said_in = "room" } } }
end

-- The permission for one thing among those of a person, or nil.
local function permission_for(permissions, what)
    return cards.picked(permissions, function(one) return one.what == what end)[1]
end

-- Not used, by their wish: what is out of the way anyhow stays where it is, and so do
-- words of harm, which somebody must still look at.
local function take_off(statements)
    return cards.into_tray(cards.picked(statements, function(one)
        return one.tray ~= "spare" and not cards.away(one)
    end), "withdrawn")
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
    -- What a closed cycle counted stays as it was counted.
    if args.what ~= "workshop" or now.cycle.state == "closed" then
        return effects
    end
    return cards.joined({ effects, given and picking.put_back(now, now.statements)
        or take_off(now.statements) })
end

-- Nobody has decided anything on a day to come: a slip of the year, mostly.
local function not_yet(now, day)
    return day and day > now.today and step.refuse("%s has not come yet (today is %s). Look at "
        .. "the year; what somebody decides is noted when they have decided it.", day, now.today)
end

-- Who gives no day decides today. Said again, it keeps the day that it had.
local function permit(now, args)
    local refusal = quoting.refuse(now, args) or not_yet(now, args.date)
    if refusal then
        return refusal
    elseif args.statement then
        return quoting.decide(now, args, args.given, args.date or now.today)
    end
    local old = permission_for(now.permissions, args.what)
    local again = old and old.given == args.given and not old.withdrawn
    return decided(now, {
        person = args.person, what = args.what, decided_by = args.decided_by,
        date = args.date or again and old.date or now.today,
    }, args.given)
end

-- A no is never turned away, but one of the days is a slip.
local function before_the_yes(day, yes)
    return day and yes and day < yes and { { remark = string.format("Taken back on %s, before "
        .. "the yes of %s: it is noted. If the year or the day is a slip, say it again with the "
        .. "right date.", day, yes) } } or {}
end

local function withdraw(now, args)
    local refusal = quoting.refuse(now, args) or not_yet(now, args.date)
    if refusal then
        return refusal
    elseif args.statement then
        return cards.joined({ quoting.decide(now, args, false, args.date or now.today),
            now.statement.may_quote and before_the_yes(args.date, now.statement.quote_decided)
                or {} })
    end
    local old = permission_for(now.permissions, args.what)
    local yes = old and (old.given or old.withdrawn) and old.date
    return cards.joined({ decided(now, {
        person = args.person, what = args.what, decided_by = args.decided_by,
        withdrawn = args.date or old and old.withdrawn or now.today,
    }, false), before_the_yes(args.date, yes) })
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

local function with_like(args)
    return { statement = args.statement,
             theirs = { kind = "statement",
                        where = { person = { of = "statement", field = "person" } } } }
end

-- What this one is counted with stays where people read it.
local function say_like(now)
    local like = cards.picked(now.theirs, function(one)
        return now.statement.same == "yes" and one.id == now.statement.twin
    end)[1]
    return like and not cards.away(like) and { { remark = string.format("What says the same "
        .. "(%s) is not held back with it: everybody who reads the cards still reads it. If it "
        .. "is about the same, hold that back too (`waymark do collect.hold_back`)",
        cards.called(like)) } } or {}
end

local function hold_back(now, args)
    local reason = cards.trimmed(args.reason)
    if reason == "" then
        return step.refuse("Say why it is held back, and who is dealing with it.")
    end
    local effects = cards.into_tray({ now.statement }, "held_back")
    effects[#effects + 1] = { flag = now.statement.id, reason = reason }
    return cards.joined({ effects, safeguarding.unsettled(now.statement), say_like(now) })
end

-- What counts with its like goes back to it, and is not counted a second time. Where a later
-- review has made that one spare meanwhile, it is counted with this.
local function released(now)
    local statement = now.statement
    local like = statement.same == "yes" and cards.picked(now.theirs, function(one)
        return one.id == statement.twin
    end)[1]
    if like and (like.tray ~= "spare" or like.same == "yes" or is_refused(now)) then
        return { { change = statement.id, tray = "spare" } }
    elseif like then
        return cards.joined({
            { { unlink = statement.id, field = "same" },
                { unlink = statement.id, field = "twin" },
                { change = like.id, same = "yes", twin = statement.id } },
            picking.back_by_rule(now, statement, now.theirs),
        })
    elseif is_refused(now) then
        return { { change = statement.id, tray = "withdrawn" } }
    end
    return picking.back_by_rule(now, statement, now.theirs)
end

local function release(now, args)
    if not safeguarding.names_one(args) then
        return step.refuse(safeguarding.name_one)
    elseif args.story then
        return safeguarding.release_story(now.story)
    end
    local statement = now.statement
    if statement.tray ~= "held_back" then
        return step.refuse("%s is not held back.", cards.called(statement))
    end
    return cards.joined({ released(now), keep_flags(statement, flags_of(statement, true)),
        safeguarding.unsettled(statement) })
end

local function pick(now)
    local tray = now.statement.tray
    if tray ~= "spare" and tray ~= "to_pick" and tray ~= "not_drawn" then
        return step.refuse("%s is among those that count already, or is in another tray.",
            cards.called(now.statement))
    elseif is_refused(now) then
        return step.refuse("%s is not used, by the person's own wish.",
            cards.called(now.statement))
    elseif now.statement.same == "yes" then
        return step.refuse("%s is counted with what says the same; if they are two, say so "
            .. "with collect.not_same first.", cards.called(now.statement))
    end
    return cards.count_it(now, now.statement)
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
-- again says: somebody has looked, and they may stand. Why it is held back stays until
-- it is released.
local function reword(now, args)
    local statement, text = now.statement, cards.trimmed(args.text)
    if text == "" then
        return step.refuse("Give the new words. To take a card out, leave it out or hold it back.")
    end
    local effects = {}
    if text ~= statement.text then
        effects = cards.joined({ { {
            change = statement.id, text = text,
            original = statement.original or statement.text,
        } }, quoting.unasked(statement) })
    end
    local why = statement.tray == "held_back" and flags_of(statement, false) or {}
    effects = cards.joined({ effects, keep_flags(statement, why) })
    if #effects == 0 then
        return step.refuse("Those are the words already, and nothing is flagged.")
    end
    return effects
end

local function of_person(args)
    if not args.person then
        return { statement = args.statement }
    end
    return { permissions = { kind = "permission", where = { person = args.person } },
             statements = { kind = "statement", where = { person = args.person } },
             groups = { count = "theme" } }
end

local statement = { { "statement", "statement", title = "Which card" } }
local card_or_story = {
    { "statement", "statement?", title = "Which card" },
    { "story", "story?", title = "Or which story" },
}

local function held(args)
    local reads = refusals(args)
    reads.story, reads.theirs = args.story, args.statement and with_like(args).theirs
    return reads
end

return step {
    name = "collect",
    title = "Collect what people said",
    purpose = "Bring together what each young person said is working, is not working, and "
        .. "what they hope for, in their own words and without anyone's name.",
    who = { "facilitator", "officer" },
    records = { "review", "statement", "permission", "concern", "attachment" },
    changes = { "story" },
    top = cards.top,
    ready = {
        reviews_held = gate.count "review" :where { state = "held" } :at_least(1)
            :because "There are no reviews yet. Import them.",
        something_said = gate.count "statement"
            :where { tray = { false, "alone", "unsure" } } :at_least(1)
            :because "There are no statements yet. Import them, or write down what was said.",
        top_picked = gate.count "statement"
            :where { tray = "to_pick" } :by "person" :at_most(0)
            :because ("Young people who said more under one heading than goes on cards: "
                .. "{count}. What stands first goes on cards until they, or somebody who "
                .. "knows them, choose (collect.pick_top)."),
        sections_looked_over = gate.count "statement"
            :where { split = true } :at_most(0)
            :because ("Cut out of section A of plans, and looked over by nobody yet: {count}. "
                .. "Look at each: let it stand (collect.looked_over), or cut or join it "
                .. "differently (collect.split, collect.join)."),
        same_decided = gate.count "statement"
            :where { same = "maybe" } :at_most(0)
            :because ("Said in plan and review of one person, and perhaps the same: {count}. "
                .. "Look at each pair (`waymark trace`): collect.same counts them once, "
                .. "collect.not_same as two."),
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
            title = "Write down something said in the room, or in a review as it happens",
            who = { "facilitator", "officer", "table" },
            args = {
                { "section", "statement.section", title = "Working, not working or a hope" },
                { "text", "statement.text", title = "What was said, in their words" },
                { "speaker", "statement.speaker", title = "Who said it" },
                { "how", "statement.how?", title = "How it was said" },
                { "review", "review?",
                    title = "The review, by its id or FILE:LINE; without: in the room" },
                { "interpreted_by", "statement.interpreted_by?",
                    title = "Who put it into words, by role" },
                { "occasion", "statement.occasion?",
                    title = "In the room: where it was noted, such as Planning Live" },
            },
            reads = said_where,
            run = say,
        },
        review = step.command {
            title = "Begin to write down a review as it happens, or go on with it",
            args = {
                { "person", "person", title = "Whose: by reference, pseudonym or their words" },
                { "date", "review.date?", title = "The day; today if left out" },
                { "school", "review.school?", title = "School, college or other setting" },
                { "year_group", "review.year_group?", title = "School year" },
                { "need", "review.need?", title = "Main kind of need" },
                { "attended", "review.attended?", title = "The young person took part" },
                { "present", "review.present*?", title = "Who else took part, by viewpoint" },
            },
            reads = recording.of_person,
            run = recording.begin,
        },
        no_view = step.command {
            title = "Note that under a heading no view was recorded, and why",
            args = {
                { "review", "review", title = "Which review, by its id or FILE:LINE" },
                { "section", "statement.section", title = "Working, not working or a hope" },
                { "why", "text", title = "Why: " .. table.concat(recording.reasons, ", ") },
            },
            reads = recording.of_review,
            run = recording.no_view,
        },
        hold_back = step.command {
            title = "Hold back a card that is about somebody's safety",
            who = { "facilitator", "officer", "safeguarding_lead", "table" },
            args = {
                { "statement", "statement", title = "Which card" },
                { "reason", "text", title = "Why, and who is dealing with it" },
            },
            reads = with_like, run = hold_back,
        },
        release = step.command {
            title = "Release a card or a story that was held back",
            who = { "safeguarding_lead" },
            args = card_or_story, reads = held, run = release,
        },
        keep_back = step.command {
            title = "Settle that a card or a story stays held back",
            who = { "safeguarding_lead" },
            args = card_or_story, run = safeguarding.keep_back,
        },
        note_concern = step.command {
            title = "Note who was told about a card or a story that is held back",
            who = { "safeguarding_lead" },
            args = {
                { "statement", "statement?", title = "Which card" },
                { "story", "story?", title = "Or which story" },
                { "told", "concern.told", title = "Who was told" },
                { "date", "concern.date?", title = "The day" },
                { "note", "concern.note?", title = "What was done" },
            },
            reads = safeguarding.noted_before, run = safeguarding.note_concern,
        },
        looked_over = step.command {
            title = "Let stand what was cut out of section A of a plan",
            args = { { "statements", "statement*", title = "Which" } },
            run = cutting.looked_over,
        },
        split = step.command {
            title = "Cut a statement into several, in its own words",
            args = {
                { "statement", "statement", title = "Which" },
                { "into", "statement.text*", title = "Each part, as into=\"…\" into=\"…\"" },
            },
            run = cutting.split,
        },
        join = step.command {
            title = "Join statements of one person that were cut apart",
            args = { { "statements", "statement*", title = "Which, in their order" } },
            run = cutting.join,
        },
        same = step.command {
            title = "Count what plan and review both say once",
            args = {
                { "statement", "statement", title = "Which does not count by itself any more" },
                { "as", "statement?", title = "The other; its twin if left out" },
            },
            reads = sameness.of_person, run = sameness.same,
        },
        not_same = step.command {
            title = "Note that plan and review say two things",
            args = { { "statement", "statement", title = "Which was linked" } },
            reads = sameness.apart, run = sameness.not_same,
        },
        pick_top = step.command {
            title = "Pick what counts of all that a person said under a heading",
            args = {
                { "review", "person",
                    title = "Whose review: by its id, FILE:LINE, or something said in it" },
                { "section", "statement.section", title = "Working, not working or a hope" },
                { "statements", "statement*", title = "The ones that count" },
            },
            reads = picking.of_person,
            run = picking.pick_top,
        },
        pick = step.command {
            title = "Count a card that was kept as spare, or not drawn",
            args = statement, reads = refusals, run = pick,
        },
        leave_out = step.command {
            title = "Leave a card out of the top two", args = statement, run = leave_out,
        },
        permit = step.command {
            title = "Note what a young person, or somebody for them, said yes or no to",
            args = {
                { "person", "person?", title = "Who: by reference, pseudonym or their words" },
                { "what", "permission.what", title = "For what" },
                { "given", "permission.given", title = "Yes or no" },
                { "decided_by", "permission.decided_by", title = "Who decided" },
                { "date", "permission.date?", title = "The day; today unless you say" },
                { "statement", "statement?", title = "In place of a person: words of the room" },
            },
            reads = of_person,
            run = permit,
            when_closed = true,
        },
        withdraw = step.command {
            title = "Note that a yes was taken back",
            args = {
                { "person", "person?", title = "Who: by reference, pseudonym or their words" },
                { "what", "permission.what", title = "For what" },
                { "decided_by", "permission.decided_by", title = "Who decided" },
                { "date", "permission.withdrawn?", title = "The day; today unless you say" },
                { "statement", "statement?", title = "In place of a person: words of the room" },
            },
            reads = of_person,
            run = withdraw,
            when_closed = true,
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
