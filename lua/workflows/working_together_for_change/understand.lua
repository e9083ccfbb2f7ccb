-- SPDX-License-Identifier: MIT
--- Step 4, understand: find out why, keep asking why, and choose together which root
--- causes to tackle. Votes are kept by viewpoint, so that young people's can be seen.

local gate = require "gate"
local step = require "step"

local most_dots = 10

return step {
    name = "understand",
    title = "Understand why",
    purpose = "Ask why things are as they are until you reach something that people in the "
        .. "room can change. Then choose together what to tackle first.",
    who = { "facilitator", "table" },
    records = { "cause", "vote" },
    ready = {
        every_theme_has_a_cause = gate.each "theme"
            :where { section = "not_working", agreed = true } :with "cause" :by "theme"
            :because "Some groups about what is not working have no cause yet. Ask why.",
        a_root_cause = gate.count "cause" :where { root = true } :at_least(1)
            :because "No root cause is marked yet. Mark the ones that you want to tackle.",
        votes_in = gate.count "vote" :at_least(1)
            :because "Nobody has voted yet. Give everyone some dots for what matters most.",
        young_people_voted = gate.count "vote"
            :where { perspective = "young_person" } :at_least(1)
            :because "There are no votes from young people yet.",
    },
    commands = {
        cause = step.adds("cause", {
            title = "Add a cause",
            args = {
                { "theme", "theme", title = "What it explains" },
                { "text", "cause.text", title = "The cause, in plain words" },
                { "bone", "cause.bone?", title = "The kind of cause" },
            },
        }),
        why = step.command {
            title = "Ask why once more",
            args = {
                { "cause", "cause", title = "The cause that you ask about" },
                { "text", "cause.text", title = "What lies behind it" },
            },
            run = function(now, args)
                return { {
                    create = "cause", theme = now.cause.theme, parent = now.cause.id,
                    bone = now.cause.bone, text = args.text,
                } }
            end,
        },
        root = step.sets("cause", {
            title = "Mark a root cause",
            args = { { "cause", "cause", title = "The cause to tackle" } },
            set = { root = true },
        }),
        unroot = step.command {
            title = "Take the mark of a root cause away",
            args = { { "cause", "cause", title = "The cause not to tackle after all" } },
            run = function(now)
                if not now.cause.root then
                    return step.refuse('"%s" is not marked as a root cause.', now.cause.text)
                end
                return { { unlink = now.cause.id, field = "root" } }
            end,
        },
        reword = step.sets("cause", {
            title = "Reword a cause",
            args = {
                { "cause", "cause", title = "Which cause" },
                { "text", "cause.text", title = "The new words" },
            },
        }),
        vote = step.adds("vote", {
            title = "Give dots to a cause",
            args = {
                { "cause", "cause", title = "Which cause" },
                { "perspective", "vote.perspective", title = "Whose dots they are" },
                { "dots", "vote.dots", title = "How many" },
                { "table", "vote.table?", title = "From which table" },
            },
            check = function(_, args)
                if args.dots < 1 or args.dots > most_dots then
                    return string.format("Give between 1 and %d dots at a time, not %d.",
                        most_dots, args.dots)
                end
            end,
        }),
    },
    report = {
        { part = "causes", title = "Why it is so",
            intro = "What people think lies behind each theme. A line with an arrow says why "
                .. "the line above it is so." },
        { part = "votes", title = "What people chose to tackle",
            intro = "People gave dots to the causes that matter most to them. Those who were "
                .. "only few in the room are counted with the others." },
    },
}
