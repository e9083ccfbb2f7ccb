-- SPDX-License-Identifier: MIT
--- Step 6, plan: what is happening already, what could help, who will do what by when,
--- and what people in the room promised.

local gate = require "gate"
local step = require "step"

local promises = require "workflows.working_together_for_change.promises"
local wording = require "workflows.working_together_for_change.wording"

-- What was dropped may be agreed again.
local action_reads, action_once = wording.once("action", "success", promises.action_rule)
local action_again_reads, action_still_once =
    wording.still_once("action", "success", promises.action_rule)
local promise_reads, promise_once = wording.once("commitment", nil, promises.rule)
local promise_again_reads, promise_still_once =
    wording.still_once("commitment", nil, promises.rule)

-- An idea that answers something else would break the thread back to what was said.
local function idea_fits(now)
    if now.idea and now.idea.success ~= now.success.id then
        return "That idea belongs to another success statement. Choose one of this one's ideas, "
            .. "or leave it out."
    end
end

-- An action of nobody is a wish.
local function somebody_does_it(args)
    if args.who and wording.plain(args.who) == "" then
        return "Say who will do it: their role, such as \"Head of SEND\" (who=…)."
    end
end

local function action_fits(now, args)
    return somebody_does_it(args) or idea_fits(now)
        or promises.practice_named(args.informs, args.practice_of) or action_once(now, args)
end

local function informs_fits(now, args)
    return promises.practice_named(args.informs or now.action.informs,
        args.practice_of or now.action.practice_of)
end

-- What is imported is looked through in the same way (see engine/import_offer.h).
local function link_opens(_, args)
    if args.web and not args.web:find("^https?://[^%s]+$") then
        return string.format('"%s" cannot be opened. Write the whole link, beginning with '
            .. "https:// and without spaces.", args.web)
    end
end

-- The two lists that stand beside the plan are alike. An entry is known by its title and
-- who runs it, as in a file.
local function listed(kind, title)
    local reads, once = wording.once(kind, nil, { words = "title", also = { "run_by" } })
    return step.adds(kind, {
        title = title,
        args = {
            { "title", kind .. ".title", title = "What it is called" },
            { "areas", kind .. ".areas*", title = "What it is about" },
            { "what", kind .. ".what?", title = "What it is" },
            { "web", kind .. ".web?", title = "Where to read more" },
            { "run_by", kind .. ".run_by?", title = "Who runs it" },
            { "ages", kind .. ".ages?", title = "For which ages" },
        },
        reads = reads,
        check = function(now, args)
            return link_opens(now, args) or once(now, args)
        end,
    })
end

local function no_longer(kind, title)
    return step.command {
        title = title,
        args = { { "entry", kind, title = "Which one" } },
        run = function(now)
            return { { remove = now.entry.id } }
        end,
    }
end

-- Loaded by the few commands that need it.
local function with_days(now, args, base)
    return require "workflows.working_together_for_change.due_days".remark(now, args,
        base(now, args))
end

local idea_reads, idea_check = wording.once("idea", "success")
local idea_again_reads, idea_still_once = wording.still_once("idea", "success")

return step {
    name = "plan",
    title = "Plan what we will do",
    purpose = "See what is happening already, gather ideas, and decide who will do what, and "
        .. "by when.",
    who = { "facilitator", "table" },
    records = { "idea", "action", "commitment", "local_offer", "good_practice" },
    changes = { "theme" },
    ready = {
        every_success_has_an_action = gate.each "success" :with "action" :by "success"
            :alike "same_as"
            :because "Some success statements have no action yet.",
        everyone_knows_who = gate.every "action" :has "who"
            :because "Some actions belong to nobody. Say who will do each.",
        everyone_knows_when = gate.every "action" :has "by"
            :because "Some actions have no date. Say when each will be done.",
        everyone_knows_which_organisation = gate.hook {
            reads = { actions = { kind = "action" } },
            test = promises.organisations_named,
            why = "Some actions do not say for which organisation they will be done.",
        },
        everyone_knows_whose_practice = gate.hook {
            reads = { actions = { kind = "action" } },
            test = promises.practice_said,
            why = "Some actions do not say whose professional practice they change.",
        },
        promises_can_be_followed = gate.hook {
            reads = { commitments = { kind = "commitment" } },
            test = promises.can_be_followed,
            why = "It is not said of some promises who made them, or by when.",
        },
    },
    commands = {
        idea = step.adds("idea", {
            title = "Add an idea, or what happens already",
            args = {
                { "success", "success", title = "What it would help towards" },
                { "text", "idea.text", title = "The idea" },
                { "already", "idea.already?", title = "It happens already" },
                { "perspective", "idea.perspective?", title = "Whose idea it is" },
            },
            reads = idea_reads,
            check = idea_check,
        }),
        reword_idea = step.sets("idea", {
            title = "Reword an idea",
            args = {
                { "idea", "idea", title = "Which idea" },
                { "text", "idea.text", title = "The new words" },
            },
            reads = idea_again_reads,
            check = idea_still_once,
        }),
        action = step.adds("action", {
            title = "Agree an action",
            args = {
                { "success", "success", title = "What it works towards" },
                { "what", "action.what", title = "What will be done" },
                { "who", "action.who", title = "Who will do it: their role" },
                { "by", "action.by", title = "By when" },
                { "kind", "action.kind", title = "Do more, change, or help towards" },
                { "informs", "action.informs*?", title = "What else it feeds into" },
                { "idea", "idea?", title = "The idea that it came from" },
                { "organisation", "action.organisation?", title = "For which organisation" },
                { "practice_of", "action.practice_of*?",
                    title = "Whose professional practice it changes" },
            },
            set = { state = "open" },
            reads = action_reads,
            check = action_fits,
            run = with_days,
        }),
        reword_action = step.sets("action", {
            title = "Reword an action",
            args = {
                { "action", "action", title = "Which action" },
                { "what", "action.what?", title = "What will be done" },
                { "who", "action.who?", title = "Who will do it: their role" },
                { "organisation", "action.organisation?", title = "For which organisation" },
                { "by", "action.by?", title = "By when" },
                { "kind", "action.kind?", title = "Do more, change, or help towards" },
            },
            reads = action_again_reads,
            check = function(now, args)
                return somebody_does_it(args) or action_still_once(now, args)
            end,
            run = with_days,
        }),
        informs = step.sets("action", {
            title = "Say what an action feeds into",
            args = {
                { "action", "action", title = "Which action" },
                { "informs", "action.informs*?", title = "What it feeds into" },
                { "practice_of", "action.practice_of*?",
                    title = "Whose professional practice it changes" },
            },
            check = informs_fits,
            run = with_days,
        }),
        commit = step.adds("commitment", {
            title = "Write down what somebody in the room promised",
            args = {
                { "what", "commitment.what", title = "What they will do" },
                { "perspective", "commitment.perspective", title = "The viewpoint they bring" },
                { "role", "commitment.role?", title = "Their role, never their name" },
                { "organisation", "commitment.organisation?", title = "Their organisation" },
                { "by", "commitment.by?", title = "By when" },
                { "action", "action?", title = "The action that it helps" },
            },
            set = { state = "open" },
            reads = promise_reads,
            check = function(now, args)
                return promises.role_may_be_told(now, args) or promise_once(now, args)
            end,
            run = with_days,
        }),
        reword_commitment = step.sets("commitment", {
            title = "Reword what somebody promised",
            args = {
                { "commitment", "commitment", title = "Which one" },
                { "what", "commitment.what?", title = "What they will do" },
                { "role", "commitment.role?", title = "Their role, never their name" },
                { "organisation", "commitment.organisation?", title = "Their organisation" },
                { "by", "commitment.by?", title = "By when" },
            },
            reads = promise_again_reads,
            check = function(now, args)
                return promises.role_may_be_told(now, args, now.commitment.perspective)
                    or promise_still_once(now, args)
            end,
            run = with_days,
        }),
        areas = step.sets("theme", {
            title = "Say where to look for what could help with a theme",
            args = {
                { "theme", "theme", title = "Which theme" },
                { "areas", "theme.areas*", title = "What it is about" },
            },
        }),
        offer = listed("local_offer", "Add an entry of the local offer"),
        drop_offer = no_longer("local_offer", "Take an entry of the local offer away"),
        practice = listed("good_practice", "Add good practice from elsewhere"),
        drop_practice = no_longer("good_practice", "Take good practice away"),
    },
    report = {
        { part = "table", kind = "idea", columns = { "text", "perspective" }, group = "success",
            where = { already = true }, title = "What is happening already",
            intro = "Each heading is something that people want to be so." },
        { part = "table", kind = "idea", columns = { "text", "perspective" }, group = "success",
            where = { already = false }, title = "What else could help",
            intro = "Ideas from the day, under what people want to be so." },
        { part = "table", kind = "action", title = "What we will do",
            columns = { "what", "who", "organisation", "by", "kind", "informs", "practice_of",
                "success" } },
        { part = "table", kind = "commitment", title = "What people in the room promised",
            columns = { "what", "role", "organisation", "by", "state", "note" },
            intro = "A promise without a role may be anybody's." },
    },
}
