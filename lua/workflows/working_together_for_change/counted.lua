-- SPDX-License-Identifier: MIT
--- Numbers of people among what is measured: they are whole, a percentage of them stands
--- with its two numbers, and what lies between two of them may be few.

local counted = {}

--- Words that what is counted begins with where it is people, as the report takes it.
counted.people_words = {
    people = true, person = true, persons = true, young = true, children = true, child = true,
    families = true, family = true, parents = true, carers = true, pupils = true,
    students = true, learners = true,
}

local few = 5 -- the least that a report may show; an authority may ask for more

local function are_people(words)
    return counted.people_words[string.lower(words or ""):match("^%S*")] or false
end

local function is_percentage(unit)
    local words = string.lower(unit or "")
    return words:find("^%%") ~= nil or words:find("^per%s?cent") ~= nil
end

-- Whether it counts people, or a share of them.
local function of_people(indicator)
    if indicator.denominator then
        return indicator.counts == "people" or are_people(indicator.denominator)
            or are_people(indicator.numerator)
    end
    local unit = indicator.unit or ""
    return are_people(unit) or indicator.counts == "people" and not unit:find("^£")
end

--- Why a percentage is not taken, or nil: without its numbers nobody knows how few it is of.
---@param indicator table unit, denominator, counts
---@return string|nil
function counted.percentage_alone(indicator)
    if is_percentage(indicator.unit) and not indicator.denominator
        and indicator.counts ~= "things" then
        return "A percentage stands with its two numbers: say what is counted (numerator=…) and "
            .. "out of what (denominator=…), and leave the unit out. Where there are none, as of "
            .. "a rise in prices, say counts=things."
    end
end

--- Why a number of people is not taken, or nil: half a person is a slip.
---@param indicator table unit, denominator, numerator, counts
---@param args table the numbers
---@param names string[] which of them are counts
---@return string|nil
function counted.in_parts(indicator, args, names)
    for _, name in ipairs(of_people(indicator) and names or {}) do
        local number = tonumber(args[name])
        if number and number % 1 ~= 0 then
            return string.format("%s=%s: people are counted in whole numbers. What is no count of "
                .. 'them has a unit that says so, such as "average number of young people".',
                name, args[name])
        end
    end
end

-- The numbers that stand next to a day, one before and one after it.
local function beside(indicator, lists, day)
    local before, after
    local function look(date, value)
        if value and date < day and (not before or date >= before.date) then
            before = { date = date, value = value }
        elseif value and date > day and (not after or date < after.date) then
            after = { date = date, value = value }
        end
    end
    look(indicator.baseline_date or "", indicator.baseline)
    for _, list in ipairs(lists) do
        for _, one in ipairs(list) do
            look(one.date, one.value)
        end
    end
    return { before, after }
end

--- What to say where a number of people is so near to one beside it that readers of both
--- know of a few, or nil. Of those who are there on two days that is no number of anybody;
--- of a running total it is.
---@param indicator table
---@param lists table[][] what was measured, of this cycle and of those before
---@param args table date, value
---@return string|nil
function counted.few_between(indicator, lists, args)
    local value = tonumber(args.value)
    if indicator.denominator or not of_people(indicator) or not value or math.abs(value) < few then
        return nil
    end
    for _, place in ipairs({ 1, 2 }) do
        local one = beside(indicator, lists, args.date)[place]
        local between = one and math.abs(tonumber(one.value) - value) or 0
        local whole = between > 0 and between < few and between % 1 == 0
        if whole and math.abs(tonumber(one.value)) >= few then
            return string.format("%s and %s (%s) differ by %d, and the report may show both. If "
                .. "the same people are counted on and on (a running total), these few may be "
                .. "known by it: then take this back (waymark undo), and measure again when it "
                .. "differs by %d or more.", args.value, one.value,
                one.date ~= "" and one.date or "the start", math.tointeger(between), few)
        end
    end
end

return counted
