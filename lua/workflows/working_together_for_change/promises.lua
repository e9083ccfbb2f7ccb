-- SPDX-License-Identifier: MIT
--- Who does what, for whom: checks of actions and of what people in the room promised.

local promises = {}

local function has(list, value)
    for _, one in ipairs(list or {}) do
        if one == value then
            return true
        end
    end
    return false
end

--- Why an agency's practice is not taken, or nil.
---@param informs string[]|nil
---@param practice_of string[]|nil
---@return string|nil
function promises.practice_named(informs, practice_of)
    if practice_of and #practice_of > 0 and not has(informs, "professional_practice") then
        return "practice_of says whose professional practice changes: add professional_practice "
            .. "to informs, or leave practice_of out."
    end
end

--- Whether each action says for which organisation it is done. "Head of SEND, Thornmere
--- Council" says it too.
---@param now table actions
---@return boolean|string
function promises.organisations_named(now)
    local silent = {}
    for _, action in ipairs(now.actions or {}) do
        if not action.organisation and not (action.who or ""):find(",", 1, true) then
            silent[#silent + 1] = string.format('"%s"', action.what)
        end
    end
    if #silent == 0 then
        return true
    end
    local more = #silent > 3 and string.format(" and %d more", #silent - 3) or ""
    return "It is not said for which organisation this will be done: "
        .. table.concat(silent, ", ", 1, math.min(3, #silent)) .. more
        .. ". Say it with plan.reword_action organisation=…"
end

--- Why a role is not written down, or nil. A young person or a family would be known by
--- more than the viewpoint.
---@param _ table
---@param args table role, organisation, perspective
---@param perspective string|nil where args has none
---@return string|nil
function promises.role_may_be_told(_, args, perspective)
    perspective = args.perspective or perspective
    if (args.role or args.organisation)
        and (perspective == "young_person" or perspective == "family") then
        return "Leave role and organisation out: a young person or a family could be known by "
            .. "them. The viewpoint is enough."
    end
end

--- Whether there is news of each commitment that is still open.
---@param now table commitments
---@return boolean|string
function promises.have_news(now)
    local silent = {}
    for _, one in ipairs(now.commitments or {}) do
        if not one.note or one.note == "" then
            silent[#silent + 1] = string.format('"%s"', one.what)
        end
    end
    if #silent == 0 then
        return true
    end
    local more = #silent > 3 and string.format(" and %d more", #silent - 3) or ""
    return "There is no news yet of what was promised: "
        .. table.concat(silent, ", ", 1, math.min(3, #silent)) .. more
        .. ". Say whether each is done, dropped, or how it is going (review.promise)."
end

return promises
