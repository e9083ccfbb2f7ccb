-- SPDX-License-Identifier: MIT
--- Step 5, identify success: what it would look like if a root cause were put right, as
--- young people, families, schools and the others each see it.

local gate = require "gate"
local step = require "step"

return step {
    name = "identify_success",
    title = "Say what success looks like",
    purpose = "For each cause you will tackle, everybody says what would be different if it "
        .. "were put right. Young people, families and services say it separately.",
    who = { "facilitator", "table" },
    records = { "success" },
    ready = {
        every_root_cause_answered = gate.each "cause" :where { root = true }
            :with "success" :by "cause"
            :because "Some root causes have no success statement yet.",
        young_people_have_said = gate.count "success"
            :where { perspective = "young_person" } :at_least(1)
            :because "Young people have not said yet what success looks like to them.",
    },
    commands = {
        success = step.adds("success", {
            title = "Say what success looks like",
            args = {
                { "cause", "cause", title = "The cause that is put right" },
                { "perspective", "success.perspective", title = "Who says so" },
                { "text", "success.text", title = "What is different then" },
            },
        }),
        reword = step.sets("success", {
            title = "Reword a success statement",
            args = {
                { "success", "success", title = "Which one" },
                { "text", "success.text", title = "The new words" },
            },
        }),
    },
    report = {
        { part = "table", kind = "success", columns = { "perspective", "text" },
            group = "cause", title = "What success looks like",
            intro = "What would be different if each cause were put right." },
    },
}
