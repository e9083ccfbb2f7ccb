-- SPDX-License-Identifier: MIT
--- Who does what, for whom: checks of actions and of what people in the room promised.

local tables = require "tables"
local wording = require "workflows.working_together_for_change.wording"

local promises = {}

local function is_dropped(one)
    return one.state == "dropped"
end

--- When two actions, or two promises, are one (wording.once).
promises.action_rule = { words = "what", also = { "who" }, over = is_dropped }
promises.rule = {
    words = "what", also = { "perspective", "role", "organisation" }, over = is_dropped,
}

--- Why an agency's practice is not taken, or nil.
---@param informs string[]|nil
---@param practice_of string[]|nil
---@return string|nil
function promises.practice_named(informs, practice_of)
    if practice_of and #practice_of > 0
        and not tables.has(informs or {}, "professional_practice") then
        return "practice_of says whose professional practice changes: add professional_practice "
            .. "to informs, or leave practice_of out."
    end
end

--- Whether each action says for which organisation it is done. "Head of SEND, Thornmere
--- Council" says it too; what is dropped is done for none.
---@param now table actions
---@return boolean|string
function promises.organisations_named(now)
    return wording.none(now.actions, function(action)
        local named = action.state == "dropped" or action.organisation
            or (action.who or ""):find(",", 1, true)
        return not named and wording.quoted(action.what) or nil
    end, "It is not said for which organisation this will be done: %s. Say it with "
        .. "`waymark do plan.reword_action action=… organisation=…`")
end

--- Whether each action that changes professional practice says whose; what is dropped
--- changes none.
---@param now table actions
---@return boolean|string
function promises.practice_said(now)
    return wording.none(now.actions, function(action)
        local asked = action.state ~= "dropped"
            and tables.has(action.informs or {}, "professional_practice")
            and #(action.practice_of or {}) == 0
        return asked and wording.quoted(action.what) or nil
    end, "It is not said whose professional practice this changes: %s. Say it with "
        .. "`waymark do plan.informs action=… practice_of=…`")
end

local function is_of_the_young(perspective)
    return perspective == "young_person" or perspective == "family"
end

--- Whether it can be told later who promised something and by when. Young people and
--- families are known by their viewpoint alone.
---@param now table commitments
---@return boolean|string
function promises.can_be_followed(now)
    return wording.none(now.commitments, function(one)
        local known = is_of_the_young(one.perspective) or one.role or one.organisation
        return one.state == "open" and not (known and one.by) and wording.quoted(one.what) or nil
    end, "It is not said who promised this, or by when: %s. Say it with `waymark do "
        .. "plan.reword_commitment commitment=… role=… by=…` (young people and families: by "
        .. "when alone)")
end

--- Why a role is not written down, or nil. A young person or a family would be known by
--- more than the viewpoint.
---@param _ table
---@param args table role, organisation, perspective
---@param perspective string|nil where args has none
---@return string|nil
function promises.role_may_be_told(_, args, perspective)
    perspective = args.perspective or perspective
    if (args.role or args.organisation) and is_of_the_young(perspective) then
        return "Leave role and organisation out: a young person or a family could be known by "
            .. "them. The viewpoint is enough."
    end
end

return promises
