-- SPDX-License-Identifier: MIT
--- Step 6, plan: what is happening already, what could help, and who will do what by
--- when.

local gate = require "gate"
local step = require "step"

-- An idea that answers something else would break the thread back to what was said.
local function idea_fits(now)
    if now.idea and now.idea.success ~= now.success.id then
        return "That idea belongs to another success statement. Choose one of this one's ideas, "
            .. "or leave it out."
    end
end

return step {
    name = "plan",
    title = "Plan what we will do",
    purpose = "See what is happening already, gather ideas, and decide who will do what, and "
        .. "by when.",
    who = { "facilitator", "table" },
    records = { "idea", "action" },
    ready = {
        every_success_has_an_action = gate.each "success" :with "action" :by "success"
            :because "Some success statements have no action yet.",
        everyone_knows_who = gate.every "action" :has "who"
            :because "Some actions belong to nobody. Say who will do each.",
        everyone_knows_when = gate.every "action" :has "by"
            :because "Some actions have no date. Say when each will be done.",
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
        }),
        reword_idea = step.sets("idea", {
            title = "Reword an idea",
            args = {
                { "idea", "idea", title = "Which idea" },
                { "text", "idea.text", title = "The new words" },
            },
        }),
        action = step.adds("action", {
            title = "Agree an action",
            args = {
                { "success", "success", title = "What it works towards" },
                { "what", "action.what", title = "What will be done" },
                { "who", "action.who", title = "Who will do it" },
                { "by", "action.by", title = "By when" },
                { "kind", "action.kind", title = "Do more, change, or help towards" },
                { "informs", "action.informs*?", title = "What else it feeds into" },
                { "idea", "idea?", title = "The idea that it came from" },
            },
            set = { state = "open" },
            check = idea_fits,
        }),
        reword_action = step.sets("action", {
            title = "Reword an action",
            args = {
                { "action", "action", title = "Which action" },
                { "what", "action.what?", title = "What will be done" },
                { "who", "action.who?", title = "Who will do it" },
            },
        }),
    },
    report = {
        { part = "table", kind = "idea", columns = { "text", "perspective" }, group = "success",
            where = { already = true }, title = "What is happening already",
            intro = "Each heading is something that people want to be so." },
        { part = "table", kind = "idea", columns = { "text", "perspective" }, group = "success",
            where = { already = false }, title = "What else could help",
            intro = "Ideas from the day, under what people want to be so." },
        { part = "table", kind = "action", title = "What we will do",
            columns = { "what", "who", "by", "kind", "informs", "success" } },
    },
}
