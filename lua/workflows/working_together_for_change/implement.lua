-- SPDX-License-Identifier: MIT
--- Step 7, implement: how we will know whether it helped, what we measured, and whom we
--- told.

local gate = require "gate"
local step = require "step"

-- Nobody can have measured, or told, on a day that is still to come: a wrong year would be
-- published as if it had happened.
local function too_early(now, name, day)
    if day and day > now.today then
        return string.format("%s: %s has not come yet (today is %s). Look at the year; what is "
            .. "still to come is noted when it has happened.", name, day, now.today)
    end
end

-- A target that lies the wrong way would call getting worse a success.
local function target_makes_sense(now, args)
    local baseline, target = tonumber(args.baseline), tonumber(args.target)
    local early = too_early(now, "baseline_date", args.baseline_date)
    if early then
        return early
    elseif not baseline or not target then
        return nil
    elseif args.direction == "up" and target < baseline then
        return string.format("Up is better, but the target (%s) is below the start (%s).",
            args.target, args.baseline)
    elseif args.direction == "down" and target > baseline then
        return string.format("Down is better, but the target (%s) is above the start (%s).",
            args.target, args.baseline)
    end
end

-- Two values of one day would make one point of the chart say two things.
local function measured_once(now, args)
    local early = too_early(now, "date", args.date)
    if early then
        return early
    end
    local before = now.same_day and now.same_day[1]
    if before then
        return string.format("It was measured on that day already: %s. If that is wrong, put it "
            .. "right with implement.correct measurement=%s value=…; otherwise give another day.",
            before.value, before.id)
    end
end

return step {
    name = "implement",
    title = "Do it, measure it, tell people",
    purpose = "Do what was agreed, measure whether anyone is better off, and tell everybody "
        .. "what is happening with what they said.",
    who = { "facilitator", "officer" },
    records = { "indicator", "measurement", "share" },
    ready = {
        every_action_is_measured = gate.each "action" :where { state = { "open", "done" } }
            :with "indicator" :by "action"
            :because "Some actions have no indicator. Say how you will know that they helped.",
        people_were_told = gate.count "share" :at_least(1)
            :because "Nobody has been told yet. Share the plan with those who spoke up.",
    },
    commands = {
        indicator = step.adds("indicator", {
            title = "Say how we will know",
            args = {
                { "action", "action", title = "The action that it measures" },
                { "wording", "indicator.wording", title = "What is measured" },
                { "type", "indicator.type", title = "How much, how well, or better off" },
                { "direction", "indicator.direction", title = "Whether up or down is better" },
                { "target", "indicator.target", title = "Where it should get to" },
                { "target_date", "indicator.target_date", title = "By when" },
                { "baseline", "indicator.baseline?", title = "Where it stands now" },
                { "baseline_date", "indicator.baseline_date?", title = "The day it stood there" },
                { "unit", "indicator.unit?", title = "The unit: people, %, days" },
            },
            set = { live = true },
            check = target_makes_sense,
        }),
        reword_indicator = step.sets("indicator", {
            title = "Reword an indicator",
            args = {
                { "indicator", "indicator", title = "Which indicator" },
                { "wording", "indicator.wording?", title = "What is measured" },
                { "unit", "indicator.unit?", title = "The unit: people, %, days" },
            },
        }),
        measure = step.adds("measurement", {
            title = "Note what was measured",
            args = {
                { "indicator", "indicator", title = "Which indicator" },
                { "date", "measurement.date", title = "The day it was measured" },
                { "value", "measurement.value", title = "What it stands at" },
                { "note", "measurement.note?", title = "What lies behind the number" },
            },
            reads = function(args)
                return { indicator = args.indicator, same_day = { kind = "measurement",
                    where = { indicator = args.indicator, date = args.date } } }
            end,
            check = measured_once,
        }),
        correct = step.sets("measurement", {
            title = "Correct what was measured",
            args = {
                { "measurement", "measurement", title = "Which measurement" },
                { "value", "measurement.value?", title = "What it stood at" },
                { "note", "measurement.note?", title = "What lies behind the number" },
            },
        }),
        stop = step.sets("indicator", {
            title = "Stop measuring",
            args = { { "indicator", "indicator", title = "What is measured no more" } },
            set = { live = false },
        }),
        share = step.adds("share", {
            title = "Note what people were told",
            args = {
                { "channel", "share.channel", title = "How they were told" },
                { "what", "share.what", title = "What they were told" },
                { "date", "share.date", title = "The day" },
                { "audience", "share.audience?", title = "Who was told" },
            },
            check = function(now, args)
                return too_early(now, "date", args.date)
            end,
        }),
        reword_share = step.sets("share", {
            title = "Reword what people were told",
            args = {
                { "share", "share", title = "Which of them" },
                { "what", "share.what?", title = "What they were told" },
                { "audience", "share.audience?", title = "Who was told" },
            },
        }),
    },
    report = {
        { part = "indicators", title = "How we will know that it helped" },
        { part = "table", kind = "share", columns = { "date", "channel", "audience", "what" },
            title = "Who was told what, and when" },
    },
}
