-- SPDX-License-Identifier: MIT
--- Names that a group could have, from what was said in it: the rules. The host sends the
--- statements nearest to a group's centre, and keeps of what comes back only what is as
--- near to it as they are and says nothing that its source does not say.
--
--     theme = { propose = function(now)
--         return proposals.from(now, { most = 12 })
--     end },
--
-- English, by simple rules. A sentence about which there is a doubt is left out, and the
-- reason goes to the people who asked.

local author = require "author"
local nearest = require "nearest"
local tables = require "tables"
local turning = require "turning"

local proposals = {}

local set = tables.set

-- Capitals that say nobody's name.
local capitalised = set [[
    Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mondays Tuesdays Wednesdays
    Thursdays Fridays Saturdays Sundays January February March April May June July August
    September October November December Christmas Easter English Maths
    OK TV PE I I'm I've I'd I'll
]]
local honorifics = set [[ mr mrs ms miss dr sir ]]
-- Words that English has and its neighbours have not; and such as others have, too.
local english = set [[
    the my and with when that want have like love of for get got not don't it they people
    know be what who because cos can can't need help are has his her he she would there
    about from this at feel make made think them too out up more how where your you lets
    nobody someone everyone work own one waiting still never always every without than
]]
local shared_with_others = set [[ me in on to do so was an all some am if by as until ]]
-- Who says what comes after.
local pointing = set [[ it they that this he she then so but and or which who because ]]

local leave_out = {}

leave_out[1] = function(said)
    return said.text:find("??", 1, true) and "a question" or nil
end

-- Letters, commas, hyphens and apostrophes are all that a name needs.
leave_out[2] = function(said)
    local rest = said.text:gsub("[\xC3-\xC5][\x80-\xBF]", ""):gsub("[%a ,'%-]", "")
    return rest ~= "" and not said.text:find("%d")
        and "signs or letters that a name should not have" or nil
end

leave_out[3] = function(said)
    if said.text:find("%u%u%u") and not said.text:find("%l%l") then
        return "all in capitals, in which no name can be told"
    elseif said.text:find("%d") then
        return "a name or a number in it"
    end
    for index, word in ipairs(said.words) do
        local large = word.text:find("^%u") and not capitalised[word.text]
        if (large and index > 1) or honorifics[word.low] or word.text:find("%l%u") then
            return "a name or a number in it"
        end
    end
    return nil
end

leave_out[4] = function(said, settings)
    if #said.words < settings.least then
        return "too short"
    elseif #said.words > settings.most then
        return "too long"
    end
    return nil
end

leave_out[5] = function(said)
    local met, perhaps = 0, 0
    for _, word in ipairs(said.words) do
        met = met + (english[word.low] and 1 or 0)
        perhaps = perhaps + (shared_with_others[word.low] and 1 or 0)
    end
    local plainly = met >= 2 or (met == 1 and (perhaps >= 2 or #said.words <= 7))
    return not plainly and "not plainly English" or nil
end

leave_out[6] = function(said)
    return said.number > 1 and pointing[said.words[1].low]
        and "goes on from a sentence before" or nil
end

local turn = {}

-- As it was said.
turn[1] = function(said)
    if said.voice == "other" or not turning.is_first_person(said.words)
        or turning.is_plural(said.words) or turning.is_of_another(said.words)
        or not turning.is_whole(said.words) then
        return nil
    elseif said.section == "aspiration" and not turning.has_own_subject(said.words) then
        return nil
    end
    if turning.no_subject(said.words) or (said.section == "aspiration"
        and turning.hope(said.words, "want")) then
        return nil -- its beginning is missing
    end
    return turning.sentence(said.words)
end

-- What somebody else said of the young person. A young person who says "he" speaks of
-- another; where it was not noted who speaks, only a hope is sure to be one's own.
turn[2] = function(said)
    local theirs = said.voice == "other"
        or (said.voice == "unknown" and said.section == "aspiration")
    return theirs and turning.third_person(said.words) or nil
end

turn[3] = function(said)
    return said.voice == "other" and turning.own_child(said.words) or nil
end

turn[4] = function(said)
    return said.voice == "other" and turning.no_subject_third(said.words) or nil
end

-- Where the young person left the "I" out.
turn[5] = function(said)
    return said.voice ~= "other" and turning.no_subject(said.words) or nil
end

turn[6] = function(said, settings)
    local list = {}
    for _, how in ipairs(said.voice ~= "other" and said.section == "aspiration"
        and settings.hopes or {}) do
        list[#list + 1] = turning.hope(said.words, how)
    end
    return list
end

--- The rules as they come: how many words a name has, least and most; hopes: what a hope
--- that is no sentence becomes, the first choice first; leave_out: functions that say why
--- a sentence is no name, or nothing; turn: functions that give a text, a list of texts,
--- or nothing.
proposals.usual = {
    least = 5, most = 15, hopes = { "want", "can" }, leave_out = leave_out, turn = turn,
}

local function settings_of(changes)
    local at = author.here(2)
    local settings = {}
    for key, value in pairs(proposals.usual) do
        settings[key] = value
    end
    for _, key in ipairs(tables.keys(changes or {})) do
        local below, written = settings[key], changes[key]
        if below == nil then
            author.fail(at, string.format('proposals.from has no "%s"; %s', tostring(key),
                nearest.hint(key, tables.keys(settings))))
        elseif type(written) ~= type(below) then
            author.fail(at, string.format("proposals.from: %s must be a %s", key,
                type(below) == "number" and "whole number" or "list"))
        elseif type(written) == "table" and written.append then
            local all = { table.unpack(below) }
            for _, item in ipairs(written.append) do
                all[#all + 1] = item
            end
            settings[key] = all
        else
            settings[key] = written
        end
    end
    return settings
end

-- The sentences of a statement.
local function sentences(text)
    local straight = text:gsub("\u{2019}", "'"):gsub("\u{2018}", "'"):gsub("\r", "")
    local list = {}
    local lines = straight:gsub("%?[.!?;]*%f[%s\0]", "??\n"):gsub("[.!;]+%f[%s\0]", "\n")
    for line in lines:gmatch("[^\n]+") do
        local sentence = line:match("^%s*(.-)%s*$")
        if sentence ~= "" then
            list[#list + 1] = sentence
        end
    end
    return list
end

local function reason_of(said, settings)
    for _, rule in ipairs(settings.leave_out) do
        local reason = rule(said, settings)
        if reason then
            return reason
        end
    end
    return nil
end

-- The texts that a sentence gives, added to `list`; or why it gives none.
local function add_texts(list, said, settings)
    local before, longer = #list, false
    for _, rule in ipairs(settings.turn) do
        local made = rule(said, settings)
        for _, text in ipairs(type(made) == "table" and made or { made }) do
            if #turning.words(text) <= settings.most then
                list[#list + 1] = { text = text, from = said.from }
            else
                longer = true
            end
        end
    end
    if #list > before then
        return nil
    elseif longer then
        return "too long"
    end
    return said.voice == "other" and "said by somebody else, and not plainly of the young person"
        or "nothing said as I"
end

-- What one statement gives: texts, or why it gives none.
local function add_statement(list, now, from, settings)
    local statement = now.statements[from]
    local why
    if #statement.text > 1000 then
        list[#list + 1] = { from = from, left_out = "too long" }
        return
    end
    local found = false
    for number, text in ipairs(sentences(statement.text)) do
        local said = {
            text = text, words = turning.words(text), number = number, from = from,
            voice = statement.voice, section = now.section, whole = statement.text,
        }
        local reason = reason_of(said, settings) or add_texts(list, said, settings)
        found = found or not reason
        why = why or reason
    end
    if not found then
        list[#list + 1] = { from = from, left_out = why or "no words" }
    end
end

--- What the statements of a group give.
---@param now table section, and statements: a list of { text, voice }, nearest to the
--- group's centre first; voice is "own", "other" or "unknown"
---@param changes table|nil what differs from `proposals.usual`; a list takes the place of
--- the one there, { append = { … } } adds to it
---@return table[] list each { text, from }, or { from, left_out } with the reason; `from`
--- is the place in now.statements
function proposals.from(now, changes)
    local settings = settings_of(changes)
    local list = {}
    for from = 1, #now.statements do
        add_statement(list, now, from, settings)
    end
    return list
end

return proposals
