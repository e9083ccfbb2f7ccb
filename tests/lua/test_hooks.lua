-- SPDX-License-Identifier: MIT
--- What hooks give back is checked, in words; what is not there is nil.

local box = require "box"

local head = 'local step = require "step" local gate = require "gate" '
    .. 'local workflow = require "workflow"\n'

local function made_with(new, run)
    return new.run("local/workflows/h.lua", head .. [[
        local w = workflow { name = "w", title = "W", steps = { step {
            name = "s", title = "S", purpose = "P.",
            commands = { c = { args = { theme = "theme" }, run = function(now, args) ]] .. run
        .. [[ end } } } } } return w]])
end

local bad = {
    { "return nil", "must give back a list of effects" },
    { "return { change = args.theme }", "must give back a list of effects" },
    { "return { 1 }", "effect 1 must be a table" },
    { "return { { chnage = args.theme } }", 'did you mean "change"?' },
    { "return { { theme = 1 } }", "begin it with one of: change, create" },
    { "return { { change = now } }", "must name a kind or a record" },
    { "return { { link = args.theme, field = 'x' } }", 'link also needs "to"' },
    { "return { { flag = args.theme } }", 'flag also needs "reason"' },
    { "return { { change = 'a', remove = 'b' } }", "says both change and remove" },
    { "return { { refuse = 'no' }, { remove = 'b' } }", "refuse must stand alone" },
}

local function gates(test, new)
    local made = new.run("local/workflows/g.lua", head .. [[
        local w = workflow { name = "w", title = "W", steps = { step {
            name = "s", title = "S", purpose = "P.", ready = {
                yes = gate.hook { test = function() return true end },
                no = gate.hook { test = function() return false end },
                none = gate.hook { test = function() end },
                words = gate.hook { test = function(now) return "Ask " .. now.actor end },
                truthy = gate.hook { test = function() return 1 end },
                asks = gate.hook { reads = function() return { a = 1 } end,
                                   test = function() return true end },
            } } } } return w]])
    local workflow = new.require "workflow"
    local function ask(name)
        return workflow.hook(made, "s", "ready", name, "test")({ actor = "Sam" })
    end
    test.equal(ask "yes", true, "true")
    test.equal(ask "no", false, "false")
    test.equal(ask "none", false, "nothing is false")
    test.equal(ask "words", "Ask Sam", "words")
    test.equal(ask "truthy", false, "only true is true")
    test.equal(workflow.hook(made, "s", "ready", "yes", "reads"), nil, "no reads")
    test.raises(function() workflow.hook(made, "s", "ready", "asks", "reads")({}) end,
        { "local/workflows/g.lua", "reads.a must be an id" })
    test.equal(workflow.describe(made).steps[1].ready[1].why, "This is not ready yet.", "usual why")
    test.equal(workflow.describe(made).steps[1].ready[1].name, "yes", "gates in order")
end

return function(test)
    local new = box.new(test.root)
    local workflow = new.require "workflow"
    for _, row in ipairs(bad) do
        local made = made_with(new, row[1])
        test.raises(function()
            workflow.hook(made, "s", "commands", "c", "run")({}, { theme = "t" })
        end, { "s.c", row[2] }, row[1])
    end
    local made = made_with(new, "return {}")
    test.equal(#workflow.hook(made, "s", "commands", "c", "run")({}, {}), 0, "no effects")
    test.equal(workflow.hook(made, "s", "commands", "c", "reads"), nil, "the usual reads")
    test.equal(workflow.hook(made, "s", "commands", "d", "run"), nil, "no such command")
    test.equal(workflow.hook(made, "t", "commands", "c", "run"), nil, "no such step")
    test.equal(workflow.hook(made, "s", "report", 1, "run"), nil, "reports have no hooks")
    local wtfc = new.require "workflows.working_together_for_change"
    test.equal(workflow.hook(wtfc, "theme", "commands", "draft", "run"), nil, "native has none")
    test.equal(workflow.hook(wtfc, "theme", "ready", "all_placed", "test"), nil, "nor has data")
    gates(test, new)
end
