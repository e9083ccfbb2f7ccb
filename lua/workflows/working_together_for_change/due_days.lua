-- SPDX-License-Identifier: MIT
--- Days by which something should be done: one that has passed is a slip of the hand, and
--- what informs commissioning is of little use after the money is given out.

local tables = require "tables"
local wording = require "workflows.working_together_for_change.wording"

local due_days = {}

-- Of today and the day of the workshop the earlier: what was planned then may be written
-- down, or run from a file, long after.
local function planned_on(now)
    local day = now.cycle.workshop_date
    return day and day < now.today and day or now.today
end

local function past(now, name, day)
    if not day or day >= planned_on(now) then
        return nil
    end
    return { remark = string.format("%s=%s has passed already (today is %s). If the year is a "
        .. "slip, say it again", name, day, now.today) }
end

-- The dates of the authority's calendar from the planning until a day.
local function passed_over(now, day)
    local dates, names = now.cycle.key_dates or {}, {}
    for _, name in ipairs(tables.keys(dates)) do
        if dates[name] >= planned_on(now) and dates[name] < day then
            names[#names + 1] = string.format('"%s" on %s', name, dates[name])
        end
    end
    return names
end

local function too_late(now, args)
    local old = now.action or {}
    local day, informs = args.by or old.by, args.informs or old.informs or {}
    if not day or not tables.has(informs, "commissioning") then
        return nil
    end
    local names = passed_over(now, day)
    if #names == 0 then
        return nil
    end
    return { remark = string.format("It informs commissioning and is due on %s, after %s: what "
        .. "should count there has to be known before", day, wording.some(names)) }
end

--- Remarks on the days of what is done, after what a command does with it.
---@param now table cycle, today; action where one is changed
---@param args table by, informs, target_date
---@param effects table[]
---@return table[] effects
function due_days.remark(now, args, effects)
    if not (effects[1] and effects[1].refuse) then
        effects[#effects + 1] = past(now, "by", args.by)
        effects[#effects + 1] = past(now, "target_date", args.target_date)
        effects[#effects + 1] = too_late(now, args)
    end
    return effects
end

return due_days
