-- SPDX-License-Identifier: MIT
--- Dates that the work must meet: when a budget is set, when services are commissioned.

local step = require "step"
local tables = require "tables"

local calendar = {}

--- Puts down a date of the authority's calendar; without a date it is taken away.
---@param now table the cycle, and today
---@param args table name, date
---@return table effects
function calendar.key_date(now, args)
    local name = (string.gsub(args.name, "^%s*(.-)%s*$", "%1"))
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

return calendar
