-- SPDX-License-Identifier: MIT
--- Dates that the work must meet: when a budget is set, when services are commissioned;
--- and the hours of the day itself.

local cards = require "workflows.working_together_for_change.cards"
local step = require "step"
local tables = require "tables"

local calendar = {}

--- Puts down a date of the authority's calendar; without a date it is taken away.
---@param now table the cycle, and today
---@param args table name, date
---@return table effects
function calendar.key_date(now, args)
    local name = cards.trimmed(args.name)
    local dates = tables.copy(now.cycle.key_dates or {})
    if name == "" or #name > 200 then
        return step.refuse('Say in a few words what happens on that day, such as "Budget set".')
    elseif args.date and args.date < now.today then
        return step.refuse("%s is in the past (today is %s); give the next time that it happens.",
            args.date, now.today)
    elseif not args.date and not dates[name] then
        return step.refuse('Give the day of "%s".', name)
    end
    dates[name] = args.date
    if tables.is_empty(dates) then
        return { { unlink = now.cycle.id, field = "key_dates" } }
    end
    return { { change = now.cycle.id, key_dates = dates } }
end

--- A remark on a workshop whose day has passed: it may be written down afterwards, or be a
--- slip of the hand.
---@param now table today
---@param day string
---@return table? effect
function calendar.past_workshop(now, day)
    if day >= now.today then
        return nil
    end
    return { remark = string.format("%s has passed already (today is %s). If the day or the "
        .. "year is a slip, say it again", day, now.today) }
end

-- The method's steps that need everybody in one room, in one day; minutes from its start.
local one_day = {
    { 0, "Arrive, find your table" },
    { 30, "Welcome: the question, and how we listen to each other", "morning" },
    { 45, "Read the cards, put like with like, name the groups", "morning" },
    { 105, "Break" },
    { 120, "Understand why: the causes behind each theme", "morning" },
    { 180, "Lunch" },
    { 225, "Choose what matters most: everybody has dots", "afternoon" },
    { 250, "Say what success looks like, each viewpoint in its own words", "afternoon" },
    { 295, "Break" },
    { 310, "Plan: what, who and by when", "afternoon" },
    { 360, "How we will know, who tells whom, and when we look back together", "afternoon" },
    { 390, "Close" },
}

local last_minute = 24 * 60

-- "9.30" and "9:30" → minutes since midnight, or nil.
local function minutes_of(time)
    local hour, minute = time:match("^%s*(%d%d?)[:.](%d%d)%s*$")
    hour, minute = tonumber(hour), tonumber(minute)
    return hour and hour < 24 and minute < 60 and hour * 60 + minute or nil
end

local function clock(minutes)
    return string.format("%02d:%02d", minutes // 60, minutes % 60)
end

local function not_a_time(time)
    return step.refuse('"%s" is no time of the day; write it as 09:30.', time)
end

local function kept(cycle, items)
    table.sort(items, function(a, b) return a.time < b.time end)
    if #items == 0 then
        return { { unlink = cycle.id, field = "programme" } }
    end
    return { { change = cycle.id, programme = items } }
end

--- What happens at a time of the day, in place of what was there; nothing takes it away.
---@param now table the cycle
---@param args table time, what, part
---@return table effects
function calendar.agenda(now, args)
    local minutes, items, found = minutes_of(args.time), {}, false
    if not minutes then
        return not_a_time(args.time)
    end
    local time = clock(minutes)
    for _, item in ipairs(now.cycle.programme or {}) do
        if item.time == time then
            found = true
        else
            items[#items + 1] = tables.copy(item)
        end
    end
    local what = cards.words(args.what)
    if what then
        items[#items + 1] = { time = time, what = what, part = args.part }
    elseif not found then
        return step.refuse("Nothing is planned at %s; say what happens then.", time)
    end
    return kept(now.cycle, items)
end

--- A day from the eight steps, to be changed line by line, in place of what is planned.
---@param now table the cycle
---@param args table start
---@return table effects
function calendar.one_day(now, args)
    local start, items = minutes_of(args.start or "09:30"), {}
    if not start then
        return not_a_time(args.start)
    elseif start + one_day[#one_day][1] >= last_minute then
        return step.refuse("A day that begins at %s does not end before midnight.", clock(start))
    end
    for index, item in ipairs(one_day) do
        items[index] = { time = clock(start + item[1]), what = item[2], part = item[3] }
    end
    return kept(now.cycle, items)
end

return calendar
