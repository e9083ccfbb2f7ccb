-- SPDX-License-Identifier: MIT
--- Measures in the manner of Results-Based Accountability: a share is worked out from its
--- two parts and never typed, in whole numbers throughout, so that it is exact; and the
--- day by which each should be measured again.

local counted = require "workflows.working_together_for_change.counted"
local wording = require "workflows.working_together_for_change.wording"

local measuring = {}

--- How often something is measured that nobody said more of, in months.
measuring.every_months = 6

-- "12.50" → 1250, 2. Nine figures before the point and two behind it are as much as can
-- be multiplied out below without a number that is too large.
local function parse(text)
    local whole, parts = text:match("^(%d+)%.?(%d*)$")
    parts = parts and parts:gsub("0+$", "")
    if not whole or #whole > 9 or #parts > 2 then
        return nil
    end
    return math.tointeger(whole .. parts), #parts
end

--- A share as a percentage with at most one figure behind the point, halves rounded up.
---@param numerator string decimal
---@param denominator string decimal
---@return string|nil percentage nil where there is none
---@return string|nil why
function measuring.percentage(numerator, denominator)
    local top, top_parts = parse(numerator)
    local bottom, bottom_parts = parse(denominator)
    if not top or not bottom then
        return nil, string.format("%s of %s cannot be worked out: give numbers of 0 or more, with "
            .. "nine figures before the point and two behind it at the most.", numerator,
            denominator)
    elseif bottom == 0 then
        return nil, "Nobody and nothing was counted (denominator=0), so there is no share. Note "
            .. "it when there is something to count."
    end
    for _ = 1, bottom_parts do
        top = top * 10
    end
    for _ = 1, top_parts do
        bottom = bottom * 10
    end
    if top > bottom then
        return nil, string.format("%s of %s is more than all of them. Look at the two numbers "
            .. "again.", numerator, denominator)
    end
    local tenths = (2 * top * 1000 + bottom) // (2 * bottom)
    if tenths % 10 == 0 then
        return tostring(tenths // 10)
    end
    return string.format("%d.%d", tenths // 10, tenths % 10)
end

local function days_in(year, month)
    local leap = year % 4 == 0 and (year % 100 ~= 0 or year % 400 == 0)
    return ({ 31, leap and 29 or 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 })[month]
end

--- The day so many months later; the last of a shorter month.
---@param day string YYYY-MM-DD
---@param months integer
---@return string day
function measuring.later(day, months)
    local year, month, date = day:match("^(%d+)-(%d+)-(%d+)$")
    local count = math.tointeger(year) * 12 + math.tointeger(month) - 1 + months
    year, month = count // 12, count % 12 + 1
    return string.format("%04d-%02d-%02d", year, month,
        math.min(math.tointeger(date), days_in(year, month)))
end

--- Why an indicator of a share is not taken, or nil.
---@param args table numerator, denominator, unit, counts, target, baseline and its parts
---@return string|nil
function measuring.share_makes_sense(args)
    if (args.numerator == nil) ~= (args.denominator == nil) then
        return "A share has two parts: say what is counted (numerator=…) and out of what "
            .. "(denominator=…)."
    elseif not args.denominator then
        return counted.in_parts(args, args, { "baseline", "target" })
    elseif args.unit and args.unit ~= "%" then
        return string.format('A share is measured in %%, not in "%s". Leave the unit out.',
            args.unit)
    end
    for _, name in ipairs({ "baseline", "target" }) do
        local value = tonumber(args[name])
        if value and (value < 0 or value > 100) then
            return string.format("%s=%s: a share lies between 0 and 100%%.", name, args[name])
        end
    end
    return counted.in_parts(args, args, { "baseline_numerator", "baseline_denominator" })
end

--- Where an indicator starts, worked out where there are parts.
---@param indicator table denominator
---@param args table baseline, baseline_numerator, baseline_denominator
---@return string|nil start nil where none is said
---@return string|nil why
function measuring.start(indicator, args)
    local top, bottom = args.baseline_numerator, args.baseline_denominator
    if not (top or bottom) then
        return args.baseline
    elseif not indicator.denominator then
        return nil, "Only a share starts from two parts. Give baseline=…, or say first what is "
            .. "counted (numerator=…) and out of what (denominator=…)."
    elseif not (top and bottom) then
        return nil, "Give both parts of the start: how many (baseline_numerator=…), and out of "
            .. "how many (baseline_denominator=…)."
    elseif args.baseline then
        return nil, "Leave baseline=… out: the percentage is worked out from its two parts."
    end
    return measuring.percentage(top, bottom)
end

-- What is no number at all is refused with everything else that is no number.
local function is_below_nothing(value)
    local number = tonumber(value)
    return number ~= nil and number < 0
end

--- Why a start or a target below 0 is not taken, or nil: what was done is counted.
---@param indicator table type, baseline, target
---@return string|nil
function measuring.below_nothing(indicator)
    for _, name in ipairs({ "baseline", "target" }) do
        if indicator.type == "how_much" and is_below_nothing(indicator[name]) then
            return string.format("%s=%s: how much was done is never less than 0. Look at the "
                .. "number again.", name, indicator[name])
        end
    end
end

--- What was measured, worked out where there are parts.
---@param indicator table
---@param args table value, numerator, denominator
---@return string|nil value
---@return string|nil why
function measuring.value(indicator, args)
    local in_parts = counted.in_parts(indicator, args, { "value", "numerator", "denominator" })
    if in_parts then
        return nil, in_parts
    elseif args.numerator or args.denominator then
        if not (args.numerator and args.denominator) then
            return nil, "Give both parts: how many (numerator=…), and out of how many "
                .. "(denominator=…)."
        elseif args.value then
            return nil, "Leave value=… out: the percentage is worked out from its two parts."
        elseif indicator.unit and indicator.unit ~= "%" then
            return nil, string.format("This is measured in %s and not as a share. Give value=….",
                indicator.unit)
        end
        return measuring.percentage(args.numerator, args.denominator)
    elseif indicator.denominator then
        return nil, string.format("This is a share: give its two parts, numerator=… (%s) and "
            .. "denominator=… (%s). The percentage is worked out from them.",
            indicator.numerator, indicator.denominator)
    elseif not args.value then
        return nil, "Say what it stands at: value=…."
    elseif is_below_nothing(args.value) and not is_below_nothing(indicator.baseline)
        and not is_below_nothing(indicator.target) then
        return nil, string.format("value=%s is below 0, where neither the start nor the target is. "
            .. "Look at the number again.", args.value)
    end
    return args.value
end

-- The later of two days, of which one may be missing.
local function later_of(one, other)
    return (not one or other and other > one) and other or one
end

--- When something must be measured again.
---@param indicator table measured_before: what it stood at in the cycles before
---@param measurements table[] of this cycle
---@param today string
---@param months integer|nil in place of the indicator's own
---@return string day
function measuring.due(indicator, measurements, today, months)
    local last = indicator.baseline_date
    for _, list in ipairs({ measurements, indicator.measured_before or {} }) do
        for _, one in ipairs(list) do
            last = later_of(last, one.date)
        end
    end
    return measuring.later(last or today,
        months or indicator.every_months or measuring.every_months)
end

--- Whether everything that is still measured was measured in time. What goes on in the
--- next cycle (goes_on: its name) is measured there.
---@param now table indicators, today
---@return boolean|string
function measuring.in_time(now)
    return wording.none(now.indicators, function(one)
        return one.due and one.due < now.today and not one.goes_on
            and string.format("%s (by %s)", wording.quoted(one.wording), one.due) or nil
    end, "These should have been measured: %s. `waymark list indicator --overdue` lists "
        .. "them.")
end

--- Whether everything that is still measured was measured in this cycle.
---@param now table indicators, measurements
---@return boolean|string
function measuring.in_this_cycle(now)
    local measured = {}
    for _, one in ipairs(now.measurements) do
        measured[one.indicator] = true
    end
    return wording.none(now.indicators, function(one)
        return not measured[one.id] and not one.goes_on and wording.quoted(one.wording) or nil
    end, "These have not been measured in this cycle yet: %s.")
end

-- What somebody who reads its number later would ask, or nil.
local function left_unsaid(one)
    local missing = {}
    for _, name in ipairs({ "baseline", "unit", "source" }) do
        if not one[name] then
            missing[#missing + 1] = name == "baseline" and "start" or name
        end
    end
    return #missing > 0 and string.format("%s (no %s)", wording.quoted(one.wording),
        table.concat(missing, ", no ")) or nil
end

--- Whether each says where it starts, in what it is measured and where the numbers come from.
---@param now table indicators
---@return boolean|string
function measuring.says_enough(now)
    return wording.none(now.indicators, left_unsaid, "Some numbers cannot be read later: %s. Say "
        .. "it with `waymark do implement.aim indicator=… baseline=… baseline_date=…` and "
        .. "`waymark do implement.reword_indicator indicator=… unit=… source=…`.")
end

return measuring
