-- SPDX-License-Identifier: MIT
--- Step 8, review: what changed, in numbers and in people's own stories, and what to
--- carry into next year.

local gate = require "gate"
local step = require "step"

local lineage = require "workflows.working_together_for_change.lineage"
local looking_back = require "workflows.working_together_for_change.looking_back"
local measuring = require "workflows.working_together_for_change.measuring"
local promises = require "workflows.working_together_for_change.promises"
local wording = require "workflows.working_together_for_change.wording"

local story_rule = { also = { "perspective", "person" } }
local story_reads, story_once = wording.once("story", nil, story_rule)
local story_again_reads, story_still_once = wording.still_once("story", nil, story_rule)
local action_again_reads, action_still_once =
    wording.still_once("action", "success", promises.action_rule)
local promise_again_reads, promise_still_once =
    wording.still_once("commitment", nil, promises.rule)

return step {
    name = "review",
    title = "Look back together",
    purpose = "See what changed, hear people's stories, tell everybody what came of what they "
        .. "said, and carry what is unfinished into next year.",
    who = { "facilitator", "officer" },
    records = { "story", "progress" },
    changes = { "action", "theme", "commitment", "indicator" },
    ready = {
        every_action_has_news = gate.hook {
            reads = { actions = { kind = "action", where = { state = "open" } } },
            test = looking_back.actions_have_news,
            why = "Say for each action whether it is done, dropped, or how it is going.",
        },
        every_success_looked_at = gate.each "success" :with "progress" :by "success"
            :alike "same_as"
            :because "Nobody has said yet how far we are towards some success statements.",
        every_promise_has_news = gate.hook {
            reads = { commitments = { kind = "commitment", where = { state = "open" } } },
            test = looking_back.promises_have_news,
            why = "There is no news yet of some of what was promised.",
        },
        every_indicator_measured = gate.hook {
            reads = {
                indicators = { kind = "indicator", where = { live = true } },
                measurements = { kind = "measurement" },
            },
            test = measuring.in_this_cycle,
            why = "Some indicators have not been measured in this cycle yet.",
        },
        a_story_told = gate.count "story" :at_least(1)
            :because "There is no story yet. Ask somebody what is different for them now.",
    },
    commands = {
        progress = step.sets("action", {
            title = "Say how an action is going",
            args = {
                { "action", "action", title = "Which action" },
                { "state", "action.state", title = "Open, done or dropped" },
                { "note", "action.note?", title = "How it is going, or why it could not be" },
            },
            reads = function(args)
                return action_again_reads(args, function()
                    return looking_back.with_indicators(args)
                end)
            end,
            check = function(now, args)
                return looking_back.may_be_told(now, args) or action_still_once(now, args)
            end,
            run = looking_back.progress,
        }),
        how_far = step.command {
            title = "Say how far we are towards a success statement",
            who = { "facilitator", "officer", "table" },
            args = {
                { "success", "success", title = "Which success statement" },
                { "perspective", "progress.perspective", title = "Who says so" },
                { "how_far", "progress.how_far", title = "Less than hoped, as hoped, or more" },
                { "why", "progress.why?", title = "The story behind it" },
            },
            reads = function(args)
                return { success = args.success, before = { kind = "progress",
                    where = { success = args.success, perspective = args.perspective } } }
            end,
            run = looking_back.how_far,
        },
        reword_progress = step.sets("progress", {
            title = "Reword the story behind it",
            args = {
                { "progress", "progress", title = "Which one" },
                { "why", "progress.why", title = "The new words" },
            },
        }),
        could_not = step.sets("theme", {
            title = "Say what we could not do about a theme, and why",
            args = {
                { "theme", "theme", title = "Which theme" },
                { "could_not", "theme.could_not", title = "What we could not do, and why" },
            },
        }),
        promise = step.sets("commitment", {
            title = "Say what became of a promise",
            args = {
                { "commitment", "commitment", title = "Which one" },
                { "state", "commitment.state", title = "Open, done or dropped" },
                { "note", "commitment.note?", title = "How it is going, or why it could not be" },
            },
            reads = promise_again_reads,
            check = function(now, args)
                return looking_back.may_be_told(now, args) or promise_still_once(now, args)
            end,
            run = looking_back.promised,
        }),
        story = step.adds("story", {
            title = "Write down a story",
            who = { "facilitator", "officer", "table" },
            args = {
                { "text", "story.text", title = "The story, in their words" },
                { "perspective", "story.perspective", title = "Who tells it" },
                { "theme", "theme?", title = "The theme that it is about" },
                { "action", "action?", title = "The action that it is about" },
                { "person", "person?", title = "Whose it is: by pseudonym, or by what they said" },
                { "unexpected", "story.unexpected?", title = "Nobody had planned for this" },
                { "may_publish", "story.may_publish?", title = "They agreed to publish it" },
            },
            reads = story_reads,
            check = story_once,
        }),
        story_consent = step.sets("story", {
            title = "Say whether a story may be published",
            args = {
                { "story", "story", title = "Which story" },
                { "may_publish", "story.may_publish", title = "They agree to publish it" },
            },
        }),
        -- People agreed to the words that they were shown, not to others.
        reword_story = step.sets("story", {
            title = "Reword a story",
            args = {
                { "story", "story", title = "Which story" },
                { "text", "story.text", title = "The new words" },
                { "may_publish", "story.may_publish", title = "They agree to publish these" },
            },
            reads = story_again_reads,
            check = story_still_once,
        }),
        agree_link = lineage.agree_link(),
        link_theme = lineage.link_theme(),
        unlink_theme = lineage.unlink_theme(),
    },
    report = {
        { part = "since_last", title = "You said, we did",
            intro = "Each action that was agreed now or carried over from before: what people "
                .. "said, how it went, and the difference so far." },
        { part = "progress", title = "How far we are",
            intro = "What people said success would look like: what was done, what was measured, "
                .. "and how far we are as they see it." },
        { part = "table", kind = "story", columns = { "perspective", "text" },
            where = { may_publish = true, unexpected = false }, title = "In people's own words" },
        { part = "table", kind = "story", columns = { "text" }, group = "perspective",
            where = { may_publish = true, unexpected = true }, title = "What nobody had planned",
            intro = "Good things that came of it without being asked for, by who tells of them." },
        { part = "thread", title = "From what was said to what changed" },
    },
}
