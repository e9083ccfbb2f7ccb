-- SPDX-License-Identifier: MIT
--- A stand-in for the worker's sandbox: what lua/ may use, and nothing else.

local box = {}

local function sorted_pairs(map)
    local keys = {}
    for key in next, map do
        keys[#keys + 1] = key
    end
    table.sort(keys, function(a, b)
        if type(a) ~= type(b) then
            return type(a) == "number"
        end
        if type(a) ~= "number" and type(a) ~= "string" then
            return tostring(a) < tostring(b)
        end
        return a < b
    end)
    local index = 0
    return function()
        index = index + 1
        local key = keys[index]
        if key == nil then
            return nil
        end
        return key, map[key]
    end
end

local function read(path)
    local file = io.open(path, "rb")
    if not file then
        return nil
    end
    local text = file:read("a")
    file:close()
    return text
end

-- Where a module may lie, and what its chunk is called in errors.
local function places(name)
    local path = name:gsub("%.", "/")
    local list = {}
    for _, layer in ipairs({
        { folder = "lua/", called = "built in/" },
        { folder = "examples/thornmere/local/", called = "local/" },
    }) do
        for _, file in ipairs({ "lib/" .. path .. ".lua", path .. ".lua", path .. "/init.lua" }) do
            list[#list + 1] = { file = layer.folder .. file, called = layer.called .. file }
        end
    end
    return list
end

--- A fresh box: `run(called, text)` loads an author's text under a name and returns what
--- it returns; `require(name)` loads a module.
---@param root string the source tree
---@return table
function box.new(root)
    local loaded, new = {}, {}
    local globals = {
        assert = assert, error = error, getmetatable = getmetatable, ipairs = ipairs,
        math = math, pairs = sorted_pairs, pcall = pcall, select = select,
        setmetatable = setmetatable, string = string, table = table, tonumber = tonumber,
        tostring = tostring, type = type, utf8 = utf8,
    }
    setmetatable(globals, {
        __index = function(_, key) error("no global " .. tostring(key), 2) end,
        __newindex = function(_, key) error("no new global " .. tostring(key), 2) end,
    })

    function new.run(called, text)
        local chunk = assert(load(text, "@" .. called, "t", globals))
        -- As in the worker, what calls a chunk is C: no line of ours can be blamed.
        local good, value = pcall(chunk)
        if not good then
            error(value, 0)
        end
        return value
    end

    function new.require(name)
        if loaded[name] ~= nil then
            return loaded[name]
        end
        for _, place in ipairs(places(name)) do
            local text = read(root .. "/" .. place.file)
            if text then
                loaded[name] = new.run(place.called, text)
                return loaded[name]
            end
        end
        error("no module " .. name, 2)
    end

    rawset(globals, "require", new.require)
    return new
end

return box
