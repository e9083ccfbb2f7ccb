-- SPDX-License-Identifier: MIT
--- Small helpers for tables: copies, order, lists.

local tables = {}

--- A copy that shares nothing with the original but functions. Metatables are kept,
--- so that a copied gate is still a gate.
---@param value any
---@return any
function tables.copy(value)
    if type(value) ~= "table" then
        return value
    end
    local copied = {}
    for key, item in pairs(value) do
        copied[key] = tables.copy(item)
    end
    return setmetatable(copied, getmetatable(value))
end

--- The keys in order: numbers first, then by byte. That is the order of the worker's
--- own `pairs`; in plain Lua it has none.
---@param map table
---@return any[]
function tables.keys(map)
    local keys = {}
    for key in pairs(map) do
        keys[#keys + 1] = key
    end
    return keys
end

--- Whether a table is a list: its keys are 1, 2, 3 … and nothing else. The empty
--- table is a list.
---@param value any
---@return boolean
function tables.is_list(value)
    if type(value) ~= "table" then
        return false
    end
    local count = 0
    for _ in pairs(value) do
        count = count + 1
    end
    return count == #value
end

--- Whether a table holds nothing.
---@param map table
---@return boolean
function tables.is_empty(map)
    return #tables.keys(map) == 0
end

--- Whether a list holds a value.
---@param list any[]
---@param value any
---@return boolean
function tables.has(list, value)
    for _, item in ipairs(list) do
        if item == value then
            return true
        end
    end
    return false
end

--- A single text or a list of texts, as a list; nil for anything else.
---@param value any
---@return string[]|nil
function tables.texts(value)
    if type(value) == "string" then
        return { value }
    end
    if not tables.is_list(value) or #value == 0 then
        return nil
    end
    for _, item in ipairs(value) do
        if type(item) ~= "string" then
            return nil
        end
    end
    return tables.copy(value)
end

--- A name in code as people read it: "panel_view" becomes "Panel view".
---@param name string
---@return string
function tables.title(name)
    local spaced = string.gsub(name, "_", " ")
    return (string.gsub(spaced, "^%l", string.upper))
end

--- The words of a text, for asking whether one is among them.
---@param text string with white space between the words
---@return table<string, true>
function tables.set(text)
    local words = {}
    for word in text:gmatch("%S+") do
        words[word] = true
    end
    return words
end

return tables
