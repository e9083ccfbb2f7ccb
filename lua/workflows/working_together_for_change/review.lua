-- SPDX-License-Identifier: MIT
--- Step 8, review: what changed, in numbers and in people's own stories, and what to
--- carry into next year.

local gate = require "gate"
local step = require "step"

-- Done and dropped speak for themselves; an action that is still open needs a word.
local function open_actions_explained(now)
    local silent = {}
    for _, action in ipairs(now.actions or {}) do
        if not action.note or action.note == "" then
            silent[#silent + 1] = string.format('"%s"', action.what)
        end
    end
    if #silent == 0 then
        return true
    end
    local more = #silent > 3 and string.format(" and %d more", #silent - 3) or ""
    return "There is no news yet about " .. table.concat(silent, ", ", 1, math.min(3, #silent))
        .. more .. ". Say whether each is done, dropped, or how it is going."
end

return step {
    name = "review",
    title = "Look back together",
    purpose = "See what changed, hear people's stories, tell everybody what came of what they "
        .. "said, and carry what is unfinished into next year.",
    who = { "facilitator", "officer" },
    records = { "story" },
    changes = { "action", "theme" },
    ready = {
        every_action_has_news = gate.hook {
            reads = { actions = { kind = "action", where = { state = "open" } } },
            test = open_actions_explained,
            why = "Say for each action whether it is done, dropped, or how it is going.",
        },
        every_indicator_measured = gate.each "indicator" :where { live = true }
            :with "measurement" :by "indicator"
            :because "Some indicators have not been measured yet.",
        a_story_told = gate.count "story" :at_least(1)
            :because "There is no story yet. Ask somebody what is different for them now.",
    },
    commands = {
        progress = step.sets("action", {
            title = "Say how an action is going",
            args = {
                { "action", "action", title = "Which action" },
                { "state", "action.state", title = "Open, done or dropped" },
                { "note", "action.note?", title = "How it is going" },
            },
        }),
        story = step.adds("story", {
            title = "Write down a story",
            who = { "facilitator", "officer", "table" },
            args = {
                { "text", "story.text", title = "The story, in their words" },
                { "perspective", "story.perspective", title = "Who tells it" },
                { "theme", "theme?", title = "The group that it is about" },
                { "action", "action?", title = "The action that it is about" },
                { "person", "person?", title = "Whose it is: by pseudonym, or by what they said" },
                { "unexpected", "story.unexpected?", title = "Nobody had planned for this" },
                { "may_publish", "story.may_publish?", title = "They agreed to publish it" },
            },
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
        }),
        link_theme = step.command {
            title = "Link a theme to the same one last year",
            args = {
                { "theme", "theme", title = "This year's theme" },
                { "previous", "theme.previous", title = "Last year's theme" },
            },
            run = function(now, args)
                if args.previous == now.theme.id then
                    return step.refuse("That is the same theme. Give last year's.")
                end
                return { { link = now.theme.id, field = "previous", to = args.previous } }
            end,
        },
        unlink_theme = step.command {
            title = "Say that a theme is new this year",
            args = { { "theme", "theme", title = "This year's theme" } },
            run = function(now)
                if not now.theme.previous then
                    return step.refuse("That theme is linked to none of last year's.")
                end
                return { { unlink = now.theme.id, field = "previous" } }
            end,
        },
    },
    report = {
        { part = "since_last", title = "You said, we did",
            intro = "Each action that was agreed now or carried over from before: what people "
                .. "said, how it went, and the difference so far." },
        { part = "table", kind = "story", columns = { "perspective", "text", "unexpected" },
            where = { may_publish = true }, title = "In people's own words" },
        { part = "thread", title = "From what was said to what changed" },
    },
}
