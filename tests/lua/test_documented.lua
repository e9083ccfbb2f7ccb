-- SPDX-License-Identifier: MIT
--- What authors may write, what the host keeps of it, and what docs/scripting.md and
--- schemas/workflow.schema.json say of both are the same.

local box = require "box"
local json = require "json"

-- Parts of what can be written that only the document calls by name.
local prose = {
    "extend", "append", "insert", "replace", "remove", "after", "before", "scope",
}

local function read(path)
    local file = assert(io.open(path, "rb"))
    local text = file:read("a")
    file:close()
    return text
end

-- The names that a library knows, as its own message for one that it does not know
-- lists them.
local function offered(test, called, run)
    local good, message = pcall(run)
    local list = not good and (tostring(message):match("there are: ([%w_, -]+)")
        or tostring(message):match("one of: ([%w_, -]+)"))
    test.check(list, called .. " lists what it knows: " .. tostring(message))
    local names = {}
    for name in (list or ""):gmatch("[%w_-]+") do
        names[#names + 1] = name
    end
    return names
end

local unknown = { qqqqqqqqqqqqqqqqqqqqqqqqqqqqqqqq = 1 }
local nowhere = next(unknown)

local function with(base)
    base[nowhere] = 1
    return base
end

local function of_steps(test, new)
    local step = new.require "step"
    local known = {}
    known.step = offered(test, "step", function() step(unknown) end)
    known.draft = offered(test, "draft", function()
        step { name = "a", title = "A", purpose = "P.", draft = unknown }
    end)
    known.top = offered(test, "top", function()
        step { name = "a", title = "A", purpose = "P.", top = unknown }
    end)
    known.command = offered(test, "step.command", function() step.command(unknown) end)
    known.adds = offered(test, "step.adds", function() step.adds("theme", unknown) end)
    known.sets = offered(test, "step.sets", function() step.sets("theme", unknown) end)
    known.native = offered(test, "native", function()
        step.command(with { native = "theme.draft" })
    end)
    known.role = offered(test, "who", function() step.command { who = { nowhere } } end)
    return known
end

local function of_gates(test, new, known)
    local gate = new.require "gate"
    known.gate = offered(test, "gate", function() return gate[nowhere] end)
    known.method = offered(test, "a gate", function() return (gate.every "theme")[nowhere] end)
    for _, sort in ipairs({ "every", "count", "share", "each" }) do
        known["gate." .. sort] = offered(test, "gate." .. sort, function()
            gate[sort](with { kind = "theme" })
        end)
    end
    known["gate.cycle"] = offered(test, "gate.cycle", function() gate.cycle(unknown) end)
    known["gate.hook"] = offered(test, "gate.hook", function() gate.hook(unknown) end)
    -- What the library has for itself.
    for index = #known.gate, 1, -1 do
        local name = known.gate[index]
        if name == "is_gate" or name == "changed" or name == "lacks" or name == "name" then
            table.remove(known.gate, index)
        end
    end
end

local function of_the_rest(test, new, known)
    local workflow, field, report = new.require "workflow", new.require "field",
        new.require "report"
    local wtfc = new.require "workflows.working_together_for_change"
    known.workflow = offered(test, "workflow", function() workflow(unknown) end)
    known.row = offered(test, "steps", function() wtfc:extend { steps = unknown } end)
    known.field = offered(test, "a field", function() field.new("", "theme", "a", unknown) end)
    known.kind = offered(test, "a kind", function() field.kind("", "a", unknown) end)
    known.type = offered(test, "type", function()
        field.new("", "theme", "a", { type = nowhere })
    end)
    known.format = offered(test, "format", function()
        field.new("", "theme", "a", { format = nowhere })
    end)
    known.part = offered(test, "report", function() report.part("", "", nowhere) end)
    for _, part in ipairs(known.part) do
        known["part " .. part] = offered(test, part, function()
            report.part("", "", with { part = part })
        end)
    end
    known.plain = new.require("command").plain_types
    known.effect = offered(test, "effects", function()
        local one = workflow {
            name = "w", title = "W", steps = { new.require("step") {
                name = "a", title = "A", purpose = "P.",
                commands = { b = { run = function() return { unknown } end } },
            } },
        }
        workflow.hook(one, "a", "commands", "b", "run")({}, {})
    end)
    known.now = { "now.today", "now.actor", "now.cycle", "now.top" }
    known.prose = prose
end

-- A workflow in which everything that can be described is.
local everything = [[
local workflow = require "workflow"
local step = require "step"
local gate = require "gate"
return workflow {
    name = "w", title = "W", steps = { step {
        name = "a", title = "A", purpose = "P.", who = { "table" }, records = { "risk" },
        changes = { "theme" }, draft = { cluster = "statement", by = "section", into = "theme" },
        top = { most = 3, pick = true },
        kinds = { risk = { title = "Risk", fields = { theme = { ["x-ref"] = "theme" } } } },
        fields = { theme = { panel_view = { enum = { "yes", "no" } } } },
        ready = {
            b = gate.every "theme" :where { agreed = true } :has "panel_view",
            c = gate.count "theme" :at_most(3),
            d = gate.share "theme" :of { agreed = true } :where { drafted = true } :at_least(0.5),
            e = gate.each "cause" :with "success" :by "cause" :alike "parent",
            f = gate.cycle "question",
            g = gate.hook { reads = {}, test = function() return true end },
        },
        commands = {
            h = step.command { args = { theme = "theme*?" }, native = "theme.draft" },
            i = step.command { reads = function() return {} end, run = function() return {} end },
        },
        report = {
            { part = "themes", title = "T", intro = "I", section = "working" },
            { part = "text", text = "T" },
            { part = "table", kind = "risk", columns = { "theme" }, where = { theme = false },
                group = "theme" },
        },
    } },
}
]]

-- Whether each name in a description has its place in the schema, and the names met.
local function compare(test, called, value, schema, met)
    if schema.anyOf then
        schema = type(value) == "table" and #value > 0 and schema.anyOf[1].items
            and schema.anyOf[1] or schema.anyOf[#schema.anyOf]
    end
    if type(value) ~= "table" then
        return
    end
    for key, item in pairs(value) do
        local below = math.type(key) and schema.items or (schema.properties or {})[key]
        if schema.properties and not math.type(key) then
            test.check(below, called .. "." .. key .. " is not in the schema")
            met[schema.properties] = met[schema.properties] or {}
            met[schema.properties][key] = true
        end
        if type(below) == "table" then
            compare(test, called .. "." .. key, item, below, met)
        end
    end
end

local function each_property(schema, visit)
    for key, below in pairs(schema) do
        if key == "properties" then
            for name in pairs(below) do
                visit(name, below)
            end
        end
        if type(below) == "table" then
            each_property(below, visit)
        end
    end
end

local function has(list, name)
    for _, one in ipairs(list) do
        if one == name then
            return true
        end
    end
    return false
end

-- The names that stand in the first column of the document's tables, and for fields in
-- the text: they are all there is.
local function check_no_more(test, reference, known, schema)
    local all = {}
    for _, list in pairs(known) do
        for _, name in ipairs(list) do
            all[#all + 1] = name
        end
    end
    each_property(schema, function(name) all[#all + 1] = name end)
    for first in reference:gmatch("\n| ([^|\n]*) |") do
        for code in first:gmatch("`([^`]*)`") do
            local name = code:match("^([%w_-]+)$") or code:match("^{ ([%w_]+) =")
                or code:match("^gate%.(%l+)")
            if code:sub(1, 1) ~= '"' then -- else a kind, or a field, as a type of argument
                test.check(name and has(all, name), "the document has a key of its own: " .. code)
            end
        end
    end
end

-- Kept for people, or fixed by the schema itself.
local unread = { "purpose", "interface", "draft", "cluster", "into" }

local function check_read(test, schema)
    local sources = assert(io.popen("cat " .. test.root .. "/src/engine/*.c " .. test.root
        .. "/src/cycle/*.c " .. test.root .. "/src/app/*.c"))
    local text = sources:read("a")
    sources:close()
    each_property(schema, function(name)
        local found = text:find('json_find[%l_]*%([^;]-STR%("' .. name .. '"%)') ~= nil
        test.check(found ~= has(unread, name), (found and "the host reads: "
            or "the host does not read: ") .. name)
    end)
end

local function lines_of(command)
    local pipe = assert(io.popen(command))
    local list = {}
    for line in pipe:lines() do
        list[#list + 1] = line
    end
    pipe:close()
    return list
end

-- The keywords of a schema: what its header says, what its table has, and what the
-- schemas use are the same; our own marks are those that ARCHITECTURE.md explains.
local function check_keywords(test, new)
    local header = read(test.root .. "/src/format/schema.h"):match("/%* Checks.-%*/")
    local marks = read(test.root .. "/ARCHITECTURE.md")
    local used = {}
    local function visit(schema)
        for key, below in pairs(schema) do
            used[key] = true
            if key == "properties" then
                for _, part in pairs(below) do
                    visit(part)
                end
            elseif key == "anyOf" then
                for _, part in ipairs(below) do
                    visit(part)
                end
            elseif type(below) == "table" and (key == "items" or key == "additionalProperties") then
                visit(below)
            end
        end
    end
    for _, path in ipairs(lines_of("ls " .. test.root .. "/schemas/records/*.json "
        .. test.root .. "/schemas/workflow.schema.json")) do
        visit(json.read(path))
    end
    for _, line in ipairs(lines_of("grep -oE '^    .\"[$A-Za-z]+\", read_' " .. test.root
        .. "/src/format/schema.c")) do
        used[line:match('"(.-)"')] = true
    end
    for _, name in ipairs(offered(test, "a field", function()
        new.require("field").new("", "theme", "a", unknown)
    end)) do
        used[name] = true
    end
    for name in pairs(used) do
        local mark = name:sub(1, 2) == "x-"
        local where = mark and marks or header
        local found = where:find((mark and "`" or "[ \n]") .. name:gsub("[-$]", "%%%0")
            .. (mark and "[` ]" or "[, .]"))
        test.check(found, "the keyword " .. name .. " is explained nowhere")
    end
end

-- The column names that data-officer.md gives as examples are known.
local function check_columns(test)
    local known = {}
    for _, line in ipairs(lines_of("cat " .. test.root .. "/schemas/import/*.json")) do
        for name in line:gmatch('"([^"]*)"') do
            known[name:lower()] = true
        end
    end
    local count = 0
    local page = read(test.root .. "/docs/data-officer.md"):match("\n| What | Some.-\n\n")
    for names in page:gmatch("\n| [^|]* | ([^|\n]*) |") do
        for name in names:gsub("%b()", ""):gmatch("[^,;]+") do
            name = name:match("^%s*(.-)%s*$"):gsub(" 1$", ""):lower()
            count = count + 1
            test.check(known[name] or name:find("^some of") or name:find("^%-+$"),
                "data-officer.md names a column that is not known: " .. name)
        end
    end
    test.check(count > 30, "the page names columns")
end

-- Who may do what, as facilitator.md has it in words.
local function check_roles(test, description)
    local steps_of = {
        facilitator = "prepare collect theme understand identify_success plan implement review",
        officer = "prepare collect implement review",
        table = "prepare collect theme understand identify_success plan review",
        safeguarding_lead = "collect",
    }
    local for_the_lead = { release = true, keep_back = true, note_concern = true }
    for role, wanted in pairs(steps_of) do
        local steps = {}
        for _, step in ipairs(description.steps) do
            local some, all = false, true
            for _, command in ipairs(step.commands) do
                some = some or has(command.who, role)
                all = all and (has(command.who, role) or for_the_lead[command.name])
                if for_the_lead[command.name] then
                    test.equal(table.concat(command.who, " "), "safeguarding_lead", command.name)
                end
            end
            test.check(all or role ~= "facilitator", "a facilitator may do all of " .. step.name
                .. " that is not for the safeguarding lead")
            steps[#steps + 1] = some and step.name or nil
        end
        test.equal(table.concat(steps, " "), wanted, role)
    end
end

-- Files and folders that the documents name are there.
local function check_paths(test)
    local count = 0
    for _, page in ipairs({ "ARCHITECTURE", "README", "CONTRIBUTING", "docs/facilitator",
        "docs/data-officer", "docs/data-protection", "docs/scripting" }) do
        for code in read(test.root .. "/" .. page .. ".md"):gmatch("`([%w_./*-]+)`") do
            local ours = code:find("%w%.[ch]$") or code:find("%.sh$") or code:find("%.awk$")
                or code:find("^schemas/") or code:find("^src/") or code:find("^tests/")
                or code:find("^lua/") or code:find("^examples/") or code:find("^tools/")
            if ours and not code:find("KIND") then
                local found = lines_of(("cd %s && ls -d %s src/%s src/*/%s tests/unit/%s "
                    .. "2>/dev/null"):format(test.root, code, code, code, code))
                count = count + 1
                test.check(#found > 0, page .. ".md names what is not there: " .. code)
            end
        end
    end
    test.check(count > 60, "the documents name files")
end

return function(test)
    local new = box.new(test.root)
    local text = read(test.root .. "/docs/scripting.md")
    local reference = text:match("\n(## Every key\n.-)\n## ")
    local schema = json.read(test.root .. "/schemas/workflow.schema.json")
    local known = of_steps(test, new)
    of_gates(test, new, known)
    of_the_rest(test, new, known)

    local in_code = {}
    for code in reference:gmatch("`([^`]+)`") do
        for word in code:gmatch("[%w_-]+") do
            in_code[word] = true
        end
    end
    local function named(name)
        return in_code[name:match("[^.]+$")]
    end
    for called, list in pairs(known) do
        for _, name in ipairs(list) do
            test.check(named(name), called .. ": " .. name .. " is not in docs/scripting.md")
        end
    end
    each_property(schema, function(name)
        test.check(named(name), "in the schema and not in docs/scripting.md: " .. name)
    end)
    check_no_more(test, reference, known, schema)
    check_read(test, schema)
    check_keywords(test, new)
    check_columns(test)
    check_paths(test)

    local met = {}
    local workflow = new.require "workflow"
    check_roles(test, workflow.describe(new.require "workflows.working_together_for_change"))
    for called, made in pairs({
        everything = new.run("everything.lua", everything),
        wtfc = new.require "workflows.working_together_for_change",
        thornmere = new.require "workflows.thornmere",
    }) do
        compare(test, called, workflow.describe(made), schema, met)
    end
    each_property(schema, function(name, among)
        test.check(met[among] and met[among][name], "nothing gives what the schema has: " .. name)
    end)
end
