-- SPDX-License-Identifier: MIT
--- Section A of a plan is a paragraph. The import cuts it into single aspirations; people
--- look them over, and cut or join them differently. The words stay those of the plan,
--- and the whole paragraph stays beside each.

local cards = require "workflows.working_together_for_change.cards"
local quoting = require "workflows.working_together_for_change.quoting"
local step = require "step"
local wording = require "workflows.working_together_for_change.wording"

local cutting = {}

-- Looked over: by whoever has cut it, joined it, or let it stand.
local function seen(one)
    return one.split and { { unlink = one.id, field = "split" } } or {}
end

--- `collect.looked_over`: these may stand as they were cut.
function cutting.looked_over(now)
    local effects = {}
    for _, one in ipairs(now.statements) do
        if not one.split then
            return step.refuse("%s was not cut out of a paragraph, or has been looked over.",
                cards.called(one))
        end
        effects = cards.joined({ effects, seen(one) })
    end
    return effects
end

-- What stands between two parts and says nothing of its own.
local joints = { ["and"] = true, ["but"] = true, ["or"] = true, ["then"] = true, ["•"] = true,
    ["–"] = true, ["…"] = true }

local function is_joint(word)
    local bare = word:gsub("%p", "")
    return bare == "" or joints[bare]
end

local function count_words(text)
    local words = {}
    for word in text:gmatch("%S+") do
        words[#words + 1] = word
    end
    local from, to = 1, #words
    while from <= to and is_joint(words[from]) do
        from = from + 1
    end
    while to >= from and is_joint(words[to]) do
        to = to - 1
    end
    return to - from + 1
end

-- The long ones first: a short one may stand in the words of another as well.
local function by_length(parts)
    local list = {}
    for index, part in ipairs(parts) do
        list[index] = wording.plain(part)
    end
    table.sort(list, function(a, b) return #a > #b or #a == #b and a < b end)
    return list
end

-- Where the part stands: as words of their own, else anywhere.
local function find_part(text, part)
    local from, to = text:find(part, 1, true)
    while from do
        if not text:sub(from - 1, from):find("^[%w\x80-\xff][%w\x80-\xff]$")
            and not text:sub(to, to + 1):find("^[%w\x80-\xff][%w\x80-\xff]$") then
            return from, to
        end
        from, to = text:find(part, from + 1, true)
    end
    return text:find(part, 1, true)
end

-- How many words are in no part; or nil where two parts have the same ones.
local function left_over(text, parts)
    local rest, left = wording.plain(text), 0
    for _, part in ipairs(by_length(parts)) do
        local from, to = find_part(rest, part)
        if not from then
            return nil
        end
        rest = rest:sub(1, from - 1) .. "\n" .. rest:sub(to + 1)
    end
    for run in rest:gmatch("[^\n]+") do
        left = left + count_words(run)
    end
    return left
end

-- Nothing that was said leaves the cards unseen. A remark outlasts an erasure, so that the
-- words themselves are none of it.
local function say_left(one, left)
    return left > 0 and { { remark = string.format("%d %s of it %s in no part, and on no card "
        .. "now (`waymark show %s` has the whole). If they should be, undo this and split again, "
        .. "with a part for them.", left, left == 1 and "word" or "words",
        left == 1 and "is" or "are", one.id) } } or {}
end

-- Why these cannot be the parts of a statement, or nil.
local function not_parts(statement, parts)
    if #parts < 2 then
        return "Give at least two parts, each as into=\"…\"."
    elseif cards.away(statement) then
        return cards.away(statement)
    end
    for _, part in ipairs(parts) do
        if part == "" then
            return "A part is empty."
        elseif not string.find(wording.plain(statement.text), wording.plain(part), 1, true) then
            return "Each part must be in the words of the statement. To change words, reword "
                .. "the part afterwards."
        end
    end
    if not left_over(statement.text, parts) then
        return "Two of the parts overlap: each word of the statement goes into one of them."
    end
    return nil
end

-- A part that is new takes no place among the top two before a person says so.
local function new_part(now, text, number)
    local one, top = now.statement, now.top or cards.top
    local tray = one.tray
    if tray ~= "spare" and top.most then
        tray = top.pick and "to_pick" or "spare"
    elseif tray ~= "spare" then
        tray = nil
    end
    return quoting.as_refused({
        create = "statement", text = text, section = one.section, person = one.person,
        review = one.review, said_in = one.said_in, speaker = one.speaker, how = one.how,
        whole = one.whole or one.text, tray = tray,
        source = one.source and string.format("%s/%d", one.source, number) or nil,
    }, one)
end

--- `collect.split`: one statement becomes several.
function cutting.split(now, args)
    local one, parts = now.statement, {}
    for index, part in ipairs(args.into) do
        parts[index] = cards.trimmed(part)
    end
    local why = not_parts(one, parts)
    if why then
        return step.refuse("%s", why)
    end
    local effects = { {
        change = one.id, text = parts[1], whole = one.whole or one.text,
    } }
    for index = 2, #parts do
        effects[index] = new_part(now, parts[index], index)
    end
    return cards.joined({ effects, seen(one), quoting.unasked(one),
        say_left(one, left_over(one.text, parts)) })
end

-- Why these cannot be one statement, or nil.
local function not_one(statements)
    local first, named = statements[1], {}
    if #statements < 2 then
        return "Name at least two statements."
    end
    for _, one in ipairs(statements) do
        if named[one.id] then
            return cards.called(one) .. " is named twice."
        end
        named[one.id] = true
        if one.person ~= first.person or one.section ~= first.section
            or one.review ~= first.review then
            return "Only what one person said, in one place, under one heading, can be joined."
        elseif one.may_quote ~= first.may_quote then
            return "Whether they may be quoted was not answered alike, and each answer is for its "
                .. "own words. Leave them two, or ask again for each (collect.permit)."
        elseif one.same == "yes" then
            return cards.called(one) .. " counts with what says the same, and so would all that "
                .. "is joined with it. Say first that they are two (collect.not_same)."
        elseif cards.away(one) then
            return cards.away(one)
        elseif one.id ~= first.id and (one.theme or one.card) then
            return cards.called(one) .. " is sorted, or on a numbered card; name it first, or "
                .. "leave it out."
        end
    end
    return nil
end

-- Beside each other, and still to be told apart.
local function beside(texts)
    local whole = cards.trimmed(texts[1])
    for index = 2, #texts do
        local ends = string.find(whole, "[%.!%?,;:]$") or string.find(whole, "…$")
        whole = whole .. (ends and " " or "; ") .. cards.trimmed(texts[index])
    end
    return whole
end

--- `collect.join`: several statements become the first of them.
function cutting.join(now, args)
    local by_id, list, texts = {}, {}, {}
    for _, one in ipairs(now.statements) do
        by_id[one.id] = one
    end
    for index, id in ipairs(args.statements) do
        list[index] = by_id[id]
        texts[index] = by_id[id].text
    end
    local why = not_one(list)
    if why then
        return step.refuse("%s", why)
    end
    local effects = { {
        change = list[1].id, text = beside(texts), whole = list[1].whole or beside(texts),
    } }
    for index = 2, #list do
        effects[index] = { remove = list[index].id }
    end
    return cards.joined({ effects, seen(list[1]) })
end

return cutting
