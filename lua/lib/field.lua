-- SPDX-License-Identifier: MIT
--- Fields and kinds that a script adds: from the short form that an author writes to
--- the JSON Schema that the host checks records with.

local author = require "author"
local kind = require "kind"
local nearest = require "nearest"
local tables = require "tables"

local field = {}

local keywords = {
    "type", "enum", "const", "items", "minItems", "maxItems", "uniqueItems", "minLength",
    "maxLength", "minimum", "maximum", "format", "anyOf", "properties", "required",
    "additionalProperties", "title", "description", "examples", "default", "x-index",
    "x-ref", "x-handle", "x-words", "x-thread", "x-hidden-while",
}
local types = { "string", "integer", "boolean", "array", "object" }
local formats = { "date", "decimal" }
local longest_text = 2000
-- What a record or an effect already calls something else.
local taken = {
    "id", "version", "create", "change", "link", "unlink", "remove", "flag", "refuse",
}

local function check_name(at, what, name)
    if type(name) ~= "string" or not name:find("^%l[%l%d_]*$") or #name > 60 then
        author.fail(at, string.format(
            '%s: "%s" is no name; use small letters, digits and _, beginning with a letter',
            what, tostring(name)))
    end
end

local function check_one_of(at, what, keyword, value, allowed)
    if value ~= nil and not tables.has(allowed, value) then
        author.fail(at, string.format('%s: there is no %s "%s"; %s', what, keyword,
            tostring(value), nearest.hint(value, allowed)))
    end
end

local function check_choices(at, what, choices)
    if choices == nil then
        return
    end
    local list = tables.texts(choices)
    if type(choices) ~= "table" or not list then
        author.fail(at, what .. ': enum must be a list of texts, such as { "yes", "no" }')
    end
    for index, choice in ipairs(list) do
        if choice == "" or #choice > 200 then
            author.fail(at, string.format("%s: choice %d must have 1 to 200 letters", what,
                index))
        end
    end
end

local function check_keywords(at, what, part)
    if type(part) ~= "table" then
        author.fail(at, what .. ': describe it with a table, such as { type = "string" }')
    end
    for _, key in ipairs(tables.keys(part)) do
        if not tables.has(keywords, key) then
            author.fail(at, string.format('%s: there is no keyword "%s" for a field; %s',
                what, tostring(key), nearest.hint(key, keywords)))
        end
    end
    check_one_of(at, what, "type", part.type, types)
    check_one_of(at, what, "format", part.format, formats)
    check_choices(at, what, part.enum)
    if part.items ~= nil then
        check_keywords(at, what .. " (items)", part.items)
    end
end

local function guess_type(part)
    if part.items then
        return "array"
    end
    return part.properties and "object" or "string"
end

local function with_defaults(part)
    part.type = part.type or guess_type(part)
    if part.type == "string" and not (part.enum or part.format or part.maxLength) then
        part.maxLength = part["x-ref"] and 200 or longest_text
    end
    if part.items then
        part.items = with_defaults(part.items)
    end
    return part
end

-- What costs little to index is indexed, so that gates can ask for it.
local function index_by_itself(part)
    return part.enum ~= nil or part.type == "boolean" or part.format == "date"
        or (part.items ~= nil and part.items.enum ~= nil)
end

--- A field that is new: checked, with what was left out filled in.
---@param at string where it was written
---@param owner string the kind that it is added to
---@param name string the field's name
---@param part table what the author wrote, such as `{ enum = { "yes", "no" } }`
---@return table part JSON Schema
function field.new(at, owner, name, part)
    local what = string.format("field %s.%s", owner, tostring(name))
    check_name(at, what, name)
    if tables.has(taken, name) then
        author.fail(at, what .. ": that name means something else already; choose another")
    end
    check_keywords(at, what, part)
    local full = with_defaults(tables.copy(part))
    full.title = full.title or tables.title(name)
    if full["x-words"] and full["x-index"] then
        author.fail(at, what .. ": what people said (x-words) is never indexed (x-index)")
    end
    if full["x-index"] == nil and not full["x-words"] and index_by_itself(full) then
        full["x-index"] = true
    end
    return full
end

-- The built-in choices and then the added ones.
local function joined(values, added)
    local all = tables.copy(values)
    for _, value in ipairs(added) do
        if not tables.has(all, value) then
            all[#all + 1] = value
        end
    end
    return all
end

--- A change to a built-in field: more choices, or another title. All else would
--- loosen what the host promises about it.
---@param at string where it was written
---@param owner string the kind
---@param name string the field
---@param part table such as `{ enum = { "youth_worker" } }`
---@return table part the whole list of choices, the built-in ones first
function field.widened(at, owner, name, part)
    local what = string.format("field %s.%s", owner, name)
    local known = kind.built_in[owner][name]
    check_keywords(at, what, part)
    for _, key in ipairs(tables.keys(part)) do
        local listed = known.type == "array" and "items" or "enum"
        local more_choices = key == listed and known.values ~= nil
        if key ~= "title" and not more_choices then
            author.fail(at, string.format(
                "%s is built in: a script may change its title%s, but not \"%s\"", what,
                known.values and " and add choices with " .. listed or "", key))
        end
    end
    local full = tables.copy(part)
    if full.enum then
        full.enum = joined(known.values, tables.texts(full.enum))
    elseif full.items then
        full.items = { type = "string", enum = joined(known.values, full.items.enum or {}) }
    end
    return full
end

--- What a script must know of a field, from its schema: see `kind.built_in`.
---@param part table JSON Schema
---@return table known
function field.known(part)
    local items = part.items or {}
    return {
        type = part.type, format = part.format, values = part.enum or items.enum,
        ref = part["x-ref"], words = part["x-words"],
        indexed = (part["x-index"] or part["x-handle"] or part["x-ref"]) and true or nil,
    }
end

local kind_keys = { "title", "fields", "required", "scope" }

--- A whole new kind of record.
---@param at string where it was written
---@param name string the kind's name
---@param spec table `{ title = …, fields = { … }, required = { … }, scope = "workplace" }`
---@return table schema JSON Schema
function field.kind(at, name, spec)
    local what = string.format("kind %s", tostring(name))
    check_name(at, what, name)
    if type(spec) ~= "table" then
        author.fail(at, what .. ": describe it with a table: { title = …, fields = { … } }")
    end
    author.only(at, what, spec, kind_keys)
    if type(spec.title) ~= "string" or type(spec.fields) ~= "table" then
        author.fail(at, what .. ": give it a title and fields = { … }")
    end
    check_one_of(at, what, "scope", spec.scope, { "workplace" })
    local schema = {
        title = spec.title, type = "object", properties = {}, additionalProperties = false,
        ["x-scope"] = spec.scope,
    }
    for _, own in ipairs(tables.keys(spec.fields)) do
        schema.properties[own] = field.new(at, name, own, spec.fields[own])
    end
    if spec.required ~= nil then
        schema.required = tables.texts(spec.required)
            or author.fail(at, what .. ": required must be a list of its fields")
        for _, own in ipairs(schema.required) do
            check_one_of(at, what, "field", own, tables.keys(spec.fields))
        end
    end
    return schema
end

return field
