-- SPDX-License-Identifier: MIT
--- Parts of a report, as a step lists them. They are data: the host counts, hides
--- small numbers and draws; a script never sees the figures.

local author = require "author"
local nearest = require "nearest"
local tables = require "tables"

local report = {}

local common = { "part", "title", "intro" }
-- Part → what it may be told beside these.
local parts = {
    question = {}, coverage = {}, room = {}, themes = { "section" }, causes = {}, votes = {},
    success = {}, progress = {},
    table = { "kind", "where", "columns", "group" }, thread = {}, indicators = {},
    since_last = {}, text = { "text" },
}

local function check_texts(at, what, part, keys)
    for _, key in ipairs(keys) do
        if part[key] ~= nil and type(part[key]) ~= "string" then
            author.fail(at, string.format("%s: %s must be a text", what, key))
        end
    end
end

--- One part, checked as far as it can be without knowing the kinds.
---@param at string where it was written
---@param what string what to call it in a message
---@param written any "question", or a table such as `{ part = "themes", title = "…" }`
---@return table part
function report.part(at, what, written)
    local part = type(written) == "string" and { part = written } or tables.copy(written)
    if type(part) ~= "table" then
        author.fail(at, what .. ': write a part as a table, such as { part = "question" }')
    end
    if not parts[part.part] then
        author.fail(at, string.format('%s: there is no part "%s"; %s', what,
            tostring(part.part), nearest.hint(part.part, tables.keys(parts))))
    end
    local own = parts[part.part]
    for _, key in ipairs(tables.keys(part)) do
        if not tables.has(common, key) and not tables.has(own, key) then
            local allowed = { table.unpack(own) }
            table.move(common, 1, #common, #allowed + 1, allowed)
            author.fail(at, string.format('%s: part "%s" has no "%s"; %s', what, part.part,
                tostring(key), nearest.hint(key, allowed)))
        end
    end
    check_texts(at, what, part, { "title", "intro", "section", "kind", "group", "text" })
    if part.part == "table" then
        part.columns = tables.texts(part.columns)
        if not part.kind or not part.columns then
            author.fail(at, what .. ': a table needs kind = "action" and columns = { … }')
        end
    elseif part.part == "text" and not part.text then
        author.fail(at, what .. ": a text needs its text")
    end
    return part
end

return report
