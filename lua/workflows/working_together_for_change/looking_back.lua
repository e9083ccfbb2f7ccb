-- SPDX-License-Identifier: MIT
--- How far people are towards what success looks like, what is done, and what could not be.

local step = require "step"
local wording = require "workflows.working_together_for_change.wording"

local looking_back = {}

-- What was said of another answer would be read as said of this one.
local function leave_behind(effects, one, field)
    if one[field] and one[field] ~= "" then
        effects[#effects + 1] = { unlink = one.id, field = field }
        effects[#effects + 1] = { remark = string.format('What stood beside it ("%s") was said '
            .. "of what it was before, and stands there no more. If it still holds, give it "
            .. "again (%s=…).", one[field], field) }
    end
end

-- Why something is dropped may have been said before it was.
local function without_old_news(one, args, effects)
    if args.state ~= one.state and args.state ~= "dropped" and not args.note then
        leave_behind(effects, one, "note")
    end
end

--- A viewpoint says once how far we are; what it says later takes the place of that.
---@param now table success, before
---@param args table perspective, how_far, why
---@return table[] effects
function looking_back.how_far(now, args)
    local before = now.before[1]
    if not before then
        return { { create = "progress", success = now.success.id,
            perspective = args.perspective, how_far = args.how_far, why = args.why } }
    elseif before.how_far == args.how_far and (args.why or before.why) == before.why then
        return step.refuse("That viewpoint has said so already.")
    end
    local effects = { { change = before.id, how_far = args.how_far, why = args.why } }
    if args.how_far ~= before.how_far and not args.why then
        leave_behind(effects, before, "why")
    end
    return effects
end

-- What is dropped is told to those who asked for it, with the reason.
local function dropped_with_reason(now, args)
    local note = args.note or (now.action or now.commitment).note
    if args.state == "dropped" and (not note or note == "") then
        return "Say why it could not be done (note=…): those who asked for it will read it in "
            .. "the report."
    end
end

-- Of what goes on in the next cycle, what is noted here is seen by nobody who asks there.
local function told_elsewhere(kind, command, one, args)
    return one and one.goes_on and string.format('"%s" goes on in %s, and how it goes is said '
        .. "there: waymark do %s %s=%s state=%s%s%s", one.what, one.goes_on, command, kind,
        one.goes_on_as, args.state, args.note and " note=…" or "",
        wording.in_cycle(one.goes_on)) or nil
end

--- Why it is not written down what became of an action or a promise, or nil.
---@param now table action, or commitment
---@param args table state, note
---@return string|nil
function looking_back.may_be_told(now, args)
    return told_elsewhere("action", "review.progress", now.action, args)
        or told_elsewhere("commitment", "review.promise", now.commitment, args)
        or dropped_with_reason(now, args)
end

--- What an action is measured by.
---@param args table action
---@return table reads
function looking_back.with_indicators(args)
    return { action = args.action,
        indicators = { kind = "indicator", where = { action = args.action } } }
end

--- What is dropped is measured no more; what is taken up again is.
---@param now table action, indicators
---@param args table state
---@param base function how the action changes
---@return table[] effects
function looking_back.progress(now, args, base)
    local effects = base(now, args)
    if effects[1] and effects[1].refuse then
        return effects
    end
    without_old_news(now.action, args, effects)
    local dropped = args.state == "dropped"
    local refused = effects[1] and effects[1].refuse
    if not refused and dropped ~= (now.action.state == "dropped") then
        for _, indicator in ipairs(now.indicators) do
            if indicator.live == dropped then
                effects[#effects + 1] = { change = indicator.id, live = not dropped }
            end
        end
    end
    return effects
end

--- What became of a promise.
---@param now table commitment
---@param args table state, note
---@param base function how the promise changes
---@return table[] effects
function looking_back.promised(now, args, base)
    local effects = base(now, args)
    if effects[1] and not effects[1].refuse then
        without_old_news(now.commitment, args, effects)
    end
    return effects
end

-- Done and dropped speak for themselves; what is still open needs a word, where it goes on.
local function without_news(one)
    return (not one.note or one.note == "") and not one.goes_on and wording.quoted(one.what)
        or nil
end

--- Whether there is news of each action that is still open.
---@param now table actions
---@return boolean|string
function looking_back.actions_have_news(now)
    return wording.none(now.actions, without_news, "There is no news yet about %s. Say whether "
        .. "each is done, dropped, or how it is going.")
end

--- The same of what people in the room promised.
---@param now table commitments
---@return boolean|string
function looking_back.promises_have_news(now)
    return wording.none(now.commitments, without_news, "There is no news yet of what was "
        .. "promised: %s. Say whether each is done, dropped, or how it is going "
        .. "(review.promise).")
end

return looking_back
