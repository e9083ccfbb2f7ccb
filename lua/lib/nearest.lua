-- SPDX-License-Identifier: MIT
--- Finds the name that somebody meant.

local nearest = {}

-- How many letters must be added, dropped, changed or swapped (Damerau and
-- Levenshtein, neighbours only) to turn one word into the other.
local function distance(a, b)
    local before, above = {}, {}
    for j = 0, #b do
        above[j] = j
    end
    for i = 1, #a do
        local row = { [0] = i }
        for j = 1, #b do
            local changed = a:byte(i) == b:byte(j) and 0 or 1
            row[j] = math.min(above[j] + 1, row[j - 1] + 1, above[j - 1] + changed)
            if i > 1 and j > 1 and a:byte(i) == b:byte(j - 1) and a:byte(i - 1) == b:byte(j) then
                row[j] = math.min(row[j], before[j - 2] + 1)
            end
        end
        before, above = above, row
    end
    return above[#b]
end

-- The first name that a word is a part of: "young_people" for "young_people_and_families".
local function containing(word, names)
    for _, name in ipairs(#word >= 4 and names or {}) do
        if name:find(word, 1, true) then
            return name
        end
    end
    return nil
end

--- The name that is most like a word, if one is near enough to be meant: at most a
--- third of its letters differ (always at least two may), or the word is a part of it.
---@param word any
---@param names string[]
---@return string|nil
function nearest.name(word, names)
    if type(word) ~= "string" or #word > 100 then
        return nil
    end
    local best, least
    for _, name in ipairs(names) do
        local far = distance(word:lower(), name:lower())
        if far <= math.max(2, #name // 3) and far < #name and (not least or far < least) then
            best, least = name, far
        end
    end
    return best or containing(word, names)
end

--- What to say about a word that is none of the names.
---@param word any the word that is wrong
---@param names string[] the names that would be right
---@return string such as `did you mean "title"?`
function nearest.hint(word, names)
    local meant = nearest.name(word, names)
    if meant then
        return string.format('did you mean "%s"?', meant)
    end
    if #names == 0 then
        return "there are none"
    end
    return "there are: " .. table.concat(names, ", ")
end

return nearest
