-- SPDX-License-Identifier: MIT
--- What the steps share about statements, the cards of the workshop.

local tables = require "tables"

local cards = {}

--- The flags that say who somebody is. The import sets them; a card that has one is
--- reworded by a person before it is printed.
cards.identifying = {
    "name", "school", "staff", "phone", "email", "postcode", "address", "date", "number",
}

--- The method takes the top two of each person under each heading, so that a long review
--- does not outweigh a short one; and it is people, not the order of a list, who say which
--- two matter most. So where a review lists more, a person is asked to pick. An authority
--- says otherwise with `top` in the step `collect`.
cards.top = { most = 2, pick = true }

--- What to call a statement in a message: where it came from, never what it says.
---@param statement table
---@return string
function cards.called(statement)
    return statement.source or statement.id
end

--- The same for several, at most five by name.
---@param statements table[]
---@return string
function cards.called_all(statements)
    local names = {}
    for index, statement in ipairs(statements) do
        if index > 5 then
            names[#names + 1] = string.format("and %d more", #statements - 5)
            break
        end
        names[#names + 1] = cards.called(statement)
    end
    return table.concat(names, ", ")
end

--- Those of a list that a test picks out.
---@param statements table[]|nil
---@param test fun(statement: table): boolean
---@return table[]
function cards.picked(statements, test)
    local list = {}
    for _, statement in ipairs(statements or {}) do
        if test(statement) then
            list[#list + 1] = statement
        end
    end
    return list
end

--- Why a statement is out of people's hands, or nil.
---@param statement table
---@return string|nil message
function cards.away(statement)
    if statement.tray == "held_back" or statement.tray == "withdrawn" then
        return cards.called(statement) .. " is held back, or not used by the person's own wish."
    end
    return nil
end

--- Why these statements cannot be sorted into a group or tray of a section, or nil.
---@param statements table[]|nil
---@param section string|nil nil: any
---@return string|nil message
function cards.not_sortable(statements, section)
    local held = cards.picked(statements, function(one) return one.tray == "held_back" end)
    if #held > 0 then
        return "These are held back and stay off the cards until they are released: "
            .. cards.called_all(held) .. "."
    end
    local wish = cards.picked(statements, function(one) return one.tray == "withdrawn" end)
    if #wish > 0 then
        return "These are not used, by the person's own wish: " .. cards.called_all(wish) .. "."
    end
    local rest = cards.picked(statements, function(one) return one.tray == "not_drawn" end)
    if #rest > 0 then
        return "These were not drawn for the sample; pick them first if they should count: "
            .. cards.called_all(rest) .. "."
    end
    local spare = cards.picked(statements, function(one)
        return one.tray == "spare" or one.tray == "to_pick"
    end)
    if #spare > 0 then
        return "These are not among the person's top two; pick them first if they should "
            .. "count: " .. cards.called_all(spare) .. "."
    end
    local others = cards.picked(statements, function(one)
        return section ~= nil and one.section ~= section
    end)
    if #others > 0 then
        return string.format("The group is about %s; these are not: %s.",
            cards.section_title(section), cards.called_all(others))
    end
    return nil
end

local titles = {
    working = "what is working", not_working = "what is not working",
    aspiration = "hopes for the future",
}

--- A section as people read it.
---@param section string
---@return string
function cards.section_title(section)
    return titles[section] or (string.gsub(section, "_", " "))
end

-- What a person has placed is the computer's no more.
local function by_people(effects, statement)
    if statement.drafted then
        effects[#effects + 1] = { unlink = statement.id, field = "drafted" }
    end
    if statement.added then
        effects[#effects + 1] = { unlink = statement.id, field = "added" }
    end
end

--- Effects that say that people have looked at where these are.
---@param statements table[]|nil
---@return table[] effects
function cards.seen(statements)
    local effects = {}
    for _, statement in ipairs(statements or {}) do
        by_people(effects, statement)
    end
    return effects
end

--- Effects that put statements into a theme, and take them out of their tray.
---@param statements table[]|nil
---@param theme string an id, or "new:1"
---@return table[] effects
function cards.into_theme(statements, theme)
    local effects = {}
    for _, statement in ipairs(statements or {}) do
        effects[#effects + 1] = { link = statement.id, field = "theme", to = theme }
        if statement.tray then
            effects[#effects + 1] = { unlink = statement.id, field = "tray" }
        end
        by_people(effects, statement)
    end
    return effects
end

--- Effects that put statements into a tray, and take them out of their theme.
---@param statements table[]|nil
---@param tray string
---@return table[] effects
function cards.into_tray(statements, tray)
    local effects = {}
    for _, statement in ipairs(statements or {}) do
        if statement.theme then
            effects[#effects + 1] = { unlink = statement.id, field = "theme" }
        end
        effects[#effects + 1] = { change = statement.id, tray = tray }
        by_people(effects, statement)
    end
    return effects
end

--- The effect that puts a statement back to where it was before it was held back, or not
--- used: among those that count, or among those that were not drawn.
---@param statement table
---@return table effect
function cards.back(statement)
    if statement.sample == "left_out" then
        return { change = statement.id, tray = "not_drawn" }
    end
    return { unlink = statement.id, field = "tray" }
end

--- Effects that count a statement since people say so, whether it was drawn or not.
---@param now table what the hook was given
---@param statement table
---@return table[] effects
function cards.count_it(now, statement)
    local effects = { { unlink = statement.id, field = "tray" } }
    if now.cycle.sample and statement.sample ~= "drawn" then
        effects[2] = { change = statement.id, sample = "picked" }
    end
    return effects
end

--- The tray of the next statement under a heading where so many count: none as long as
--- the rule of the step has room; then one where it waits for a person to pick, or, where
--- nobody is asked, one for what is kept and not counted.
---@param now table what the hook was given
---@param counted integer
---@return string|nil tray
function cards.beyond(now, counted)
    local top = now.top or cards.top
    if not top.most or counted < top.most then
        return nil
    end
    return top.pick and "to_pick" or "spare"
end

--- Effects in one list.
---@param lists table[][]
---@return table[] effects
function cards.joined(lists)
    local all = {}
    for _, list in ipairs(lists) do
        for _, effect in ipairs(list) do
            all[#all + 1] = tables.copy(effect)
        end
    end
    return all
end

--- Text without spaces before and after it.
---@param text string
---@return string
function cards.trimmed(text)
    return (string.gsub(string.gsub(text, "^%s+", ""), "%s+$", ""))
end

--- The same, or nil where that leaves nothing.
---@param text string|nil
---@return string|nil
function cards.words(text)
    local trimmed = cards.trimmed(text or "")
    return trimmed ~= "" and trimmed or nil
end

return cards
