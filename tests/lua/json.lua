-- SPDX-License-Identifier: MIT
--- Reads JSON, for the schemas: enough for files that are known to be right.

local json = {}

local read_value

local function skip(text, at)
    return text:find("[^%s]", at) or #text + 1
end

local function read_text(text, at)
    local stop = at + 1
    while text:sub(stop, stop) ~= '"' do
        stop = stop + (text:sub(stop, stop) == "\\" and 2 or 1)
    end
    return (text:sub(at + 1, stop - 1):gsub("\\(.)", "%1")), stop + 1
end

local function read_items(text, at, closing, read_item)
    at = skip(text, at + 1)
    while text:sub(at, at) ~= closing do
        at = skip(text, read_item(at))
        if text:sub(at, at) == "," then
            at = skip(text, at + 1)
        end
    end
    return at + 1
end

function read_value(text, at)
    at = skip(text, at)
    local first = text:sub(at, at)
    if first == '"' then
        return read_text(text, at)
    elseif first == "{" then
        local object = {}
        return object, read_items(text, at, "}", function(here)
            local name, after = read_text(text, here)
            object[name], after = read_value(text, skip(text, after) + 1)
            return after
        end)
    elseif first == "[" then
        local list = {}
        return list, read_items(text, at, "]", function(here)
            local item, after = read_value(text, here)
            list[#list + 1] = item
            return after
        end)
    end
    local word = text:match("^[%w.+-]+", at)
    local value = tonumber(word)
    if word == "true" or word == "false" then
        value = word == "true"
    end
    assert(value ~= nil, "not read: " .. word)
    return value, at + #word
end

--- The value of a JSON file.
---@param path string
---@return any
function json.read(path)
    local file = assert(io.open(path, "rb"))
    local text = file:read("a")
    file:close()
    return (read_value(text, 1))
end

return json
