-- SPDX-License-Identifier: MIT
--- Runs the tests of lua/ with plain lua5.4: `lua5.4 tests/lua/run.lua [NAME]`.
-- The library is loaded as the worker loads it: few globals, sorted pairs, layers.

local root = arg[0]:match("^(.*)/tests/lua/run%.lua$") or "."
package.path = root .. "/tests/lua/?.lua"

local suites = {
    "test_kinds", "test_describe", "test_extend", "test_errors", "test_hooks",
    "test_prepare_collect", "test_seating", "test_theme", "test_later_steps", "test_voting",
    "test_planning", "test_i_statement", "test_proposals", "test_documented",
}

local passed, failed = 0, 0
local test = { root = root }

local function shown(value)
    return (string.format("%q", tostring(value)):sub(1, 300))
end

function test.check(good, name)
    if good then
        passed = passed + 1
    else
        failed = failed + 1
        local at = debug.getinfo(2, "Sl")
        print(string.format("%s:%d: %s", at.short_src:match("[^/]+$"), at.currentline, name))
    end
end

function test.equal(got, wanted, name)
    if got == wanted then
        passed = passed + 1
        return
    end
    failed = failed + 1
    local at = debug.getinfo(2, "Sl")
    print(string.format("%s:%d: %s: got %s, not %s", at.short_src:match("[^/]+$"),
        at.currentline, name, shown(got), shown(wanted)))
end

-- That a function raises an error which holds every one of the texts.
function test.raises(run, texts, name)
    local good, message = pcall(run)
    for _, text in ipairs(type(texts) == "table" and texts or { texts }) do
        if good or not tostring(message):find(text, 1, true) then
            failed = failed + 1
            local at = debug.getinfo(2, "Sl")
            print(string.format("%s:%d: %s: %s, not %s", at.short_src:match("[^/]+$"),
                at.currentline, name or "error", good and "no error" or shown(message),
                shown(text)))
            return
        end
    end
    passed = passed + 1
end

local only = arg[1]
for _, suite in ipairs(suites) do
    if not only or suite == only or suite == "test_" .. only then
        local good, message = xpcall(function() require(suite)(test) end, debug.traceback)
        if not good then
            failed = failed + 1
            print(suite .. ": " .. tostring(message))
        end
    end
end

print(string.format("%d passed, %d failed", passed, failed))
os.exit(failed == 0 and passed > 0 and 0 or 1)
