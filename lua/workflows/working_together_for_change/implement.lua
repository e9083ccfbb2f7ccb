-- SPDX-License-Identifier: MIT
--- Step 7, implement: how we will know whether it helped, what we measured, and whom we
--- told.

local gate = require "gate"
local step = require "step"

local counted = require "workflows.working_together_for_change.counted"
local measuring = require "workflows.working_together_for_change.measuring"
local wording = require "workflows.working_together_for_change.wording"

-- Nobody can have measured, or told, on a day that is still to come: a wrong year would be
-- published as if it had happened.
local function too_early(now, name, day)
    if day and day > now.today then
        return string.format("%s: %s has not come yet (today is %s). Look at the year; what is "
            .. "still to come is noted when it has happened.", name, day, now.today)
    end
end

-- What is measured no more may be measured again.
local indicator_rule = {
    words = "wording", also = {}, over = function(one) return one.live == false end,
}
local indicator_reads, indicator_once = wording.once("indicator", "action", indicator_rule)
local indicator_again_reads, indicator_still_once =
    wording.still_once("indicator", "action", indicator_rule)

-- What was told to others, or told again another day, is another line of the register.
local share_rule = {
    words = "what", also = { "channel", "date", "audience", "told", "told_by" },
}
local share_reads, share_once = wording.once("share", nil, share_rule)
local share_again_reads, share_still_once = wording.still_once("share", nil, share_rule)

local aimed_at = {
    "baseline", "baseline_numerator", "baseline_denominator", "baseline_date", "direction",
    "target", "target_date",
}

-- A target that lies the wrong way would call getting worse a success.
local function wrong_way(args)
    local baseline, target = tonumber(args.baseline), tonumber(args.target)
    if not baseline or not target then
        return nil
    elseif args.direction == "up" and target < baseline then
        return string.format("Up is better, but the target (%s) is below the start (%s).",
            args.target, args.baseline)
    elseif args.direction == "down" and target > baseline then
        return string.format("Down is better, but the target (%s) is above the start (%s).",
            args.target, args.baseline)
    end
end

-- Nothing can have changed by then, and any number would be no way to the target.
local function no_time_between(args)
    local start, day = args.baseline_date, args.target_date
    if start and day and day <= start then
        return string.format("target_date=%s is not after the start (%s). Look at the two days.",
            day, start)
    end
end

-- What it is now, or would be, with a start worked out from its parts.
local function aim_makes_sense(now, said, start)
    return too_early(now, "baseline_date", said.baseline_date) or no_time_between(said)
        or measuring.share_makes_sense(said) or measuring.below_nothing(said)
        or wrong_way({ baseline = start, target = said.target, direction = said.direction })
end

local function indicator_makes_sense(now, args)
    local start, why = measuring.start(args, args)
    return why or counted.percentage_alone(args) or aim_makes_sense(now, args, start)
        or indicator_once(now, args)
end

-- Of a measure that goes on, what is noted where nobody looks any more would be missing
-- from its due day.
local function measured_elsewhere(one)
    return one.goes_on and string.format('It goes on in %s, and is measured there: waymark do '
        .. 'implement.measure indicator=%s date=… %s%s', one.goes_on, one.goes_on_as,
        one.denominator and "numerator=… denominator=…" or "value=…",
        wording.in_cycle(one.goes_on))
end

-- Nor would what is settled for it there come to where people go on.
local function settled_elsewhere(one, command)
    return one.goes_on and string.format("It goes on in %s: that is where this counts now. "
        .. "waymark do implement.%s indicator=%s …%s", one.goes_on, command, one.goes_on_as,
        wording.in_cycle(one.goes_on))
end

-- What is dropped takes along all that it is measured by, and brings it back.
local function dropped_with_action(now)
    for _, action in ipairs(now.dropped or {}) do
        if action.id == now.indicator.action then
            return string.format('"%s" is measured no more: its action was dropped. If that is '
                .. "done after all: waymark do review.progress action=%s state=open",
                now.indicator.wording, action.id)
        end
    end
end

-- What was stopped is asked for by nobody, so that a number typed in is a slip, or means that
-- it goes on after all.
local function stopped(now)
    local one = now.indicator
    if one.live == false then
        return dropped_with_action(now) or string.format('"%s" is measured no more: it was '
            .. "stopped. To go on with it: waymark do implement.go_on indicator=%s", one.wording,
            one.id)
    end
end

local function may_go_on(now)
    if now.indicator.live ~= false then
        return string.format('"%s" is measured already.', now.indicator.wording)
    end
    return measured_elsewhere(now.indicator) or dropped_with_action(now)
        or indicator_still_once(now, { live = true })
end

-- Two values of one day would make one point of the chart say two things; what was
-- measured in the cycles before is of the same chart.
local function measured_once(now, args)
    local early = too_early(now, "date", args.date) or measured_elsewhere(now.indicator)
        or stopped(now)
    if early then
        return early
    end
    for _, list in ipairs({ now.before, now.indicator.measured_before or {} }) do
        for _, before in ipairs(list) do
            if before.date == args.date then
                return string.format("It was measured on that day already%s: %s. If that is "
                    .. "wrong, put it right with `waymark do implement.correct measurement=%s "
                    .. "%s%s`; otherwise give another day.",
                    before.cycle and ", in " .. before.cycle or "", before.value, before.id,
                    before.denominator and "numerator=… denominator=…" or "value=…",
                    wording.in_cycle(before.cycle))
            end
        end
    end
    local _, why = measuring.value(now.indicator, args)
    return why
end

local function measure(now, args, base)
    local effects = base(now, args)
    if not effects[1].create then
        return effects
    end
    effects[1].value = measuring.value(now.indicator, args)
    local all = { { date = args.date } }
    table.move(now.before, 1, #now.before, 2, all)
    local due = measuring.due(now.indicator, all, now.today)
    if due ~= now.indicator.due then
        effects[#effects + 1] = { change = now.indicator.id, due = due }
    end
    local start = now.indicator.baseline_date
    if start and args.date < start then
        effects[#effects + 1] = { remark = string.format("%s is before the start (%s), so it "
            .. "says nothing about what changed since. If the day is a slip, take it back "
            .. "(waymark undo); if the start is, put it right with `waymark do implement.aim "
            .. "indicator=%s baseline_date=…`.", args.date, start, now.indicator.id) }
    end
    local between = counted.few_between(now.indicator,
        { now.before, now.indicator.measured_before or {} }, args)
    effects[#effects + 1] = between and { remark = between }
    return effects
end

local function with_days(now, args, effects)
    return require "workflows.working_together_for_change.due_days".remark(now,
        { target_date = args.target_date }, effects)
end

local function begin_measuring(now, args, base)
    local effects = base(now, args)
    local made = effects[1]
    if made.create then
        made.every_months = made.every_months or measuring.every_months
        made.due = measuring.due(made, {}, now.today)
        made.unit = made.unit or made.denominator and "%" or nil
        made.baseline = measuring.start(args, args)
    end
    return with_days(now, args, effects)
end

local function of_id(list, id)
    for _, one in ipairs(list) do
        if one.id == id then
            return one
        end
    end
end

-- What was measured stands beside its parts, so that both are corrected together.
local function correct(now, args)
    local old, changed = now.measurement, { change = now.measurement.id, note = args.note }
    if args.value and old.denominator then
        return step.refuse("This was worked out from %s of %s: correct numerator=… and "
            .. "denominator=….", old.numerator, old.denominator)
    elseif args.value or args.numerator or args.denominator then
        changed.numerator = args.numerator or not args.value and old.numerator or nil
        changed.denominator = args.denominator or not args.value and old.denominator or nil
        local value, why = measuring.value(of_id(now.indicators, old.indicator),
            { value = args.value, numerator = changed.numerator,
                denominator = changed.denominator })
        if not value then
            return step.refuse(why)
        end
        changed.value = value
    elseif not args.note then
        return step.refuse("There is nothing to change: say what it should be.")
    end
    return { changed }
end

local function set_rhythm(now, args)
    local elsewhere = settled_elsewhere(now.indicator, "rhythm")
    if elsewhere then
        return step.refuse(elsewhere)
    end
    return { { change = now.indicator.id, every_months = args.every_months,
        due = measuring.due(now.indicator, now.before, now.today, args.every_months) } }
end

-- Where it starts and where it should get to, with what is not said as it was. A start
-- that is typed has no parts.
local function aim(now, args)
    local old, changed, said, any = now.indicator, { change = now.indicator.id }, {}, false
    for _, name in ipairs(aimed_at) do
        changed[name] = args[name]
        said[name] = args[name] or old[name]
        any = any or args[name] ~= nil
    end
    said.numerator, said.denominator, said.type = old.numerator, old.denominator, old.type
    said.unit, said.counts = old.unit, old.counts
    local start, why = measuring.start(old, args)
    changed.baseline = start
    why = settled_elsewhere(old, "aim") or why or aim_makes_sense(now, said, start or old.baseline)
    if why then
        return step.refuse(why)
    elseif not any then
        return step.refuse("There is nothing to change: say what it should be.")
    elseif args.baseline_date then
        said.every_months = old.every_months
        said.measured_before = old.measured_before
        changed.due = measuring.due(said, now.before, now.today)
    end
    local effects = { changed }
    for _, part in ipairs({ "baseline_numerator", "baseline_denominator" }) do
        if args.baseline and old[part] then
            effects[#effects + 1] = { unlink = old.id, field = part }
        end
    end
    return with_days(now, args, effects)
end

local function with_measurements(args, base)
    local reads = base()
    reads.before = { kind = "measurement", where = { indicator = args.indicator } }
    reads.dropped = { kind = "action", where = { state = "dropped" } }
    return reads
end

-- Where it is written down whose viewpoint was told, these two must be among them.
local function spoken_to(now)
    local told, any = {}, false
    for _, share in ipairs(now.shares) do
        for _, who in ipairs(share.told or {}) do
            told[who], any = true, true
        end
    end
    if not any or told.young_person and told.family then
        return true
    end
    return string.format("%s not been told yet what came of what was said. Tell them, and note "
        .. "it with `waymark do implement.share … told=…`", told.young_person and "Families have"
        or told.family and "Young people have" or "Young people and families have")
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
        measured_in_time = gate.hook {
            reads = { indicators = { kind = "indicator", where = { live = true } } },
            test = measuring.in_time,
            why = "Some indicators should have been measured.",
        },
        numbers_can_be_read = gate.hook {
            reads = { indicators = { kind = "indicator", where = { live = true } } },
            test = measuring.says_enough,
            why = "Some indicators have no start, no unit or no source.",
        },
        people_were_told = gate.count "share" :at_least(1)
            :because "Nobody has been told yet. Share the plan with those who spoke up.",
        those_who_spoke_up_were_told = gate.hook {
            reads = { shares = { kind = "share" } },
            test = spoken_to,
            why = "Young people and families have not both been told yet.",
        },
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
                { "baseline_numerator", "indicator.baseline_numerator?",
                    title = "Of a share at the start: how many" },
                { "baseline_denominator", "indicator.baseline_denominator?",
                    title = "Of a share at the start: out of how many" },
                { "baseline_date", "indicator.baseline_date?", title = "The day it stood there" },
                { "unit", "indicator.unit?", title = "The unit: people, %, days" },
                { "numerator", "indicator.numerator?", title = "Of a share: what is counted" },
                { "denominator", "indicator.denominator?", title = "Of a share: out of what" },
                { "source", "indicator.source?", title = "Where the numbers come from" },
                { "every_months", "indicator.every_months?",
                    title = "How often, in months; 6 unless you say" },
                { "counts", "indicator.counts?",
                    title = "Whether it counts people, so that small numbers are hidden" },
            },
            set = { live = true },
            reads = indicator_reads,
            check = indicator_makes_sense,
            run = begin_measuring,
        }),
        reword_indicator = step.sets("indicator", {
            title = "Reword an indicator",
            args = {
                { "indicator", "indicator", title = "Which indicator" },
                { "wording", "indicator.wording?", title = "What is measured" },
                { "unit", "indicator.unit?", title = "The unit: people, %, days" },
                { "source", "indicator.source?", title = "Where the numbers come from" },
                { "counts", "indicator.counts?",
                    title = "Whether it counts people, so that small numbers are hidden" },
                { "numerator", "indicator.numerator?", title = "Of a share: what is counted" },
                { "denominator", "indicator.denominator?", title = "Of a share: out of what" },
            },
            reads = indicator_again_reads,
            check = function(now, args)
                local old = now.indicator
                if (args.numerator or args.denominator) and not old.denominator then
                    return "This is no share, so that it has no parts. Say how it is measured "
                        .. "with unit=…."
                elseif args.unit and args.unit ~= "%" and old.denominator then
                    return "This is a share, which is measured in %."
                end
                return (args.unit or args.counts) and counted.percentage_alone({
                    unit = args.unit or old.unit, counts = args.counts or old.counts,
                    denominator = old.denominator }) or indicator_still_once(now, args)
            end,
        }),
        aim = step.command {
            title = "Put right where something starts and where it should get to",
            args = {
                { "indicator", "indicator", title = "Which indicator" },
                { "baseline", "indicator.baseline?", title = "Where it stood at the start" },
                { "baseline_numerator", "indicator.baseline_numerator?",
                    title = "Of a share at the start: how many" },
                { "baseline_denominator", "indicator.baseline_denominator?",
                    title = "Of a share at the start: out of how many" },
                { "baseline_date", "indicator.baseline_date?", title = "The day it stood there" },
                { "direction", "indicator.direction?", title = "Whether up or down is better" },
                { "target", "indicator.target?", title = "Where it should get to" },
                { "target_date", "indicator.target_date?", title = "By when" },
            },
            reads = with_measurements,
            run = aim,
        },
        rhythm = step.command {
            title = "Say how often something is measured",
            args = {
                { "indicator", "indicator", title = "Which indicator" },
                { "every_months", "indicator.every_months", title = "Every how many months" },
            },
            reads = with_measurements,
            run = set_rhythm,
        },
        measure = step.adds("measurement", {
            title = "Note what was measured",
            args = {
                { "indicator", "indicator", title = "Which indicator" },
                { "date", "measurement.date", title = "The day it was measured" },
                { "value", "measurement.value?", title = "What it stands at" },
                { "note", "measurement.note?", title = "What lies behind the number" },
                { "numerator", "measurement.numerator?", title = "Of a share: how many" },
                { "denominator", "measurement.denominator?",
                    title = "Of a share: out of how many" },
            },
            reads = with_measurements,
            check = measured_once,
            run = measure,
        }),
        correct = step.command {
            title = "Correct what was measured",
            args = {
                { "measurement", "measurement", title = "Which measurement" },
                { "value", "measurement.value?", title = "What it stood at" },
                { "note", "measurement.note?", title = "What lies behind the number" },
                { "numerator", "measurement.numerator?", title = "Of a share: how many" },
                { "denominator", "measurement.denominator?",
                    title = "Of a share: out of how many" },
            },
            reads = function(args)
                return { measurement = args.measurement, indicators = { kind = "indicator" } }
            end,
            run = correct,
        },
        stop = step.sets("indicator", {
            title = "Stop measuring",
            args = { { "indicator", "indicator", title = "What is measured no more" } },
            set = { live = false },
            check = function(now)
                return settled_elsewhere(now.indicator, "stop")
            end,
        }),
        go_on = step.sets("indicator", {
            title = "Measure again what was stopped",
            args = { { "indicator", "indicator", title = "What is measured again" } },
            set = { live = true },
            reads = function(args, base)
                return indicator_again_reads(args, function()
                    return with_measurements(args, base)
                end)
            end,
            check = may_go_on,
        }),
        share = step.adds("share", {
            title = "Note what people were told",
            args = {
                { "channel", "share.channel", title = "How they were told" },
                { "what", "share.what", title = "What they were told" },
                { "date", "share.date", title = "The day" },
                { "audience", "share.audience?", title = "Who was told" },
                { "told", "share.told*?", title = "Which viewpoints they bring" },
                { "told_by", "share.told_by?", title = "Who told them: a role, never a name" },
            },
            reads = share_reads,
            check = function(now, args)
                return too_early(now, "date", args.date) or share_once(now, args)
            end,
        }),
        reword_share = step.sets("share", {
            title = "Put right what is noted of what people were told",
            args = {
                { "share", "share", title = "Which of them" },
                { "what", "share.what?", title = "What they were told" },
                { "audience", "share.audience?", title = "Who was told" },
                { "told_by", "share.told_by?", title = "Who told them: a role, never a name" },
                { "channel", "share.channel?", title = "How they were told" },
                { "date", "share.date?", title = "The day" },
                { "told", "share.told*?", title = "Which viewpoints they bring" },
            },
            reads = share_again_reads,
            check = function(now, args)
                return too_early(now, "date", args.date) or share_still_once(now, args)
            end,
        }),
    },
    report = {
        { part = "indicators", title = "How we will know that it helped" },
        { part = "table", kind = "share", title = "Who was told what, and when",
            columns = { "date", "channel", "audience", "told", "what", "told_by" } },
    },
}
