-- SPDX-License-Identifier: MIT
--- lua/lib/kind.lua says of the records what the schemas say.

local box = require "box"
local json = require "json"
local world = require "world"

local keywords = {
    "type", "enum", "properties", "required", "additionalProperties", "items", "minItems",
    "maxItems", "uniqueItems", "minLength", "maxLength", "minimum", "maximum", "anyOf", "format",
    "title", "description", "x-scope", "x-sealed", "x-index", "x-ref", "x-handle", "x-words",
    "x-thread", "x-hidden-while", "x-across", "x-core", "x-for",
}

local function has(list, value)
    for _, item in ipairs(list or {}) do
        if item == value then
            return true
        end
    end
    return false
end

local function same_list(a, b)
    if (a == nil) ~= (b == nil) then
        return false
    end
    return a == nil or table.concat(a, ",") == table.concat(b, ",")
end

local function check_field(test, called, known, part)
    test.check(known, called .. " is not known to scripts")
    known = known or {}
    test.equal(known.type, part.type, called .. " type")
    test.equal(known.format, part.format, called .. " format")
    test.equal(known.ref, part["x-ref"], called .. " ref")
    test.equal(known.words, part["x-words"], called .. " words")
    local indexed = (part["x-index"] or part["x-handle"] or part["x-ref"]) and true or nil
    test.equal(known.indexed, indexed, called .. " indexed")
    local values = part.enum
    if part.items and part.items.enum and part["x-index"] then
        values = part.items.enum
    end
    test.check(same_list(known.values, values), called .. " values")
end

-- Only keywords that the host reads, a title on everything, a cap on every text.
local function check_schema(test, called, part, titled)
    for key in pairs(part) do
        test.check(has(keywords, key), called .. ": keyword " .. key)
    end
    test.check(not titled or (part.title and part.title:find("^%u")), called .. " has no title")
    if part.type == "string" then
        test.check(part.enum or part.format or part.maxLength, called .. " has no cap")
    end
    for name, own in pairs(part.properties or {}) do
        check_schema(test, called .. "." .. name, own, true)
    end
    if part.items then
        check_schema(test, called .. " items", part.items, false)
    end
    for _, one in ipairs({ part, table.unpack(part.anyOf or {}) }) do
        for _, name in ipairs(one.required or {}) do
            test.check(part.properties[name], called .. " requires " .. name)
        end
    end
end

return function(test)
    local kind = box.new(test.root).require "kind"
    local schemas = world.schemas(test.root)
    for name, schema in pairs(schemas) do
        check_schema(test, name, schema, true)
        test.equal(schema.additionalProperties, false, name .. " is closed")
        test.check(kind.built_in[name], name .. " is not known to scripts")
        for own, part in pairs(schema.properties) do
            check_field(test, name .. "." .. own, (kind.built_in[name] or {})[own], part)
            local to = part["x-ref"]
            test.check(not to or schemas[to], name .. "." .. own .. " names no kind")
        end
    end
    for name, fields in pairs(kind.built_in) do
        for own in pairs(fields) do
            test.check(schemas[name] and schemas[name].properties[own],
                "no schema for " .. name .. "." .. own)
        end
    end
    test.equal(kind.built_in.identity, nil, "identity is out of reach")
    check_schema(test, "identity", json.read(test.root
        .. "/schemas/records/identity.schema.json"), true)
end
