#!/bin/sh
# SPDX-License-Identifier: MIT
# The authority's own scripts: a change of one step changes that step and nothing
# else, a running cycle not at all; a faulty script says where, and changes nothing.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
folder council
cp -r "$thornmere/local/." council/local
own=council/local/workflows/thornmere.lua
cp "$own" before.lua

# described CYCLE: what a cycle's process is, in full.
described() {
    "$waymark" do --list --cycle "$1"
    "$waymark" status --cycle "$1" --json | sed '/"cycle"/d; /"bundle"/d'
}

expect 0 cycle new one --workflow thornmere
described one >one.txt
bundle=$("$waymark" status --cycle one --json | grep '"bundle"')

# The same scripts make the same process.
expect 0 cycle new twin --workflow thornmere
described twin >twin.txt
check "the same scripts, the same process" cmp -s one.txt twin.txt
check_same "the version" "$bundle" "$("$waymark" status --cycle twin --json | grep '"bundle"')"

# The panel's step gets another title, a condition, and a command of its own.
cat >change.sed <<'SED'
s/title   = "Youth panel sense check"/title   = "The youth panel reads"/
s/:because "The youth panel has not read every theme yet."/:because "The panel meets on Tuesday."/
/^    fields  = /a\
    commands = {\
        read = {\
            title = "Note what the panel thinks",\
            who = { "facilitator" },\
            args = { theme = "theme", view = "theme.panel_view" },\
            run = function(now, args)\
                return { { change = args.theme, panel_view = args.view } }\
            end,\
        },\
    },
SED
sed -f change.sed before.lua >"$own"
expect 0 cycle new two --workflow thornmere
described two >two.txt
described one >again.txt
check "the running cycle is as it was" cmp -s one.txt again.txt
check_same "so is its version" "$bundle" \
    "$("$waymark" status --cycle one --json | grep '"bundle"')"
check "the new cycle has another version" test "$bundle" != \
    "$("$waymark" status --cycle two --json | grep '"bundle"')"
expect 0 status --cycle one
check_out "Youth panel sense check"
expect 0 status --cycle two
check_out "The youth panel reads"
expect 0 status --cycle two --json
check_out "The panel meets on Tuesday."
check_no_out "sense check"
# Line by line: only what was changed is different.
diff one.txt two.txt | grep '^[<>]' >out
line="diff of the two processes"
check_golden one-step-changed
# The new command is there, and works, in the new cycle alone.
expect 2 do sense_check.read theme=x view=yes --cycle one
check_err 'there is no command "read"'
expect 0 do theme.new section=working "name=I can swim" --cycle two
theme=$("$waymark" list theme --cycle two | sed -n '1s/ .*//p')
expect 2 do sense_check.read theme="$theme" view=maybe --cycle two
check_err "\"maybe\" cannot be chosen (there are: yes, nearly, no)"
expect 0 do sense_check.read theme="$theme" view=yes --cycle two
run show "$theme"
check_out "panel_view: yes"
# Without the local layer: the built-in process, with no such step.
expect 0 cycle new plain
expect 0 do --list --cycle plain
check_no_out "panel"

# fault NAME LUA …: a workflow that cannot be started, and changes nothing.
fault() {
    printf '%s\n' "$2" >"council/local/workflows/$1.lua"
    before=$("$waymark" log --last 1000 | cksum)
    expect 1 cycle new faulty --workflow "$1"
    check_err "nothing was changed"
    check_same "the log" "$before" "$("$waymark" log --last 1000 | cksum)"
    rm "council/local/workflows/$1.lua"
}

fault syntax 'local w = require "workflows.working_together_for_change"
return w:extend { title = "Ours" '
check_err "local/workflows/syntax.lua:3: '}' expected (to close '{' at line 2) near <eof>"
fault endless 'local n = 0
while true do n = n + 1 end'
check_err "local/workflows/endless.lua:2: stopped after "
check_err "look for a loop that never ends"
fault undeclared 'steps = 1'
check_err "local/workflows/undeclared.lua:1: 'steps' is not declared; write 'local steps' where it is first used"
fault bytecode "$(printf '\033Lua')"
check_err "local/workflows/bytecode.lua"
check_err "not a script but one that was compiled; put its source here"
fault nothing 'return 1'
check_err "local/workflows/nothing.lua"
fault missing 'return require "workflows.nowhere"'
check_err "local/workflows/missing.lua:1: "
fault typo 'local w = require "workflows.working_together_for_change"
return w:extend { title = "Ours", pepare = { } }'
check_err 'local/workflows/typo.lua:2: '
check_err 'prepare'
fault drafted 'local w = require "workflows.working_together_for_change"
return w:extend { theme = { draft = { by = "speaker" } } }'
check_err 'steps.3.draft.by: should be "section", not "speaker"'
# A file that is not even in use must not stand in the way of looking and working.
printf 'return {{{' >council/local/workflows/other.lua
expect 0 status --cycle one
expect 0 do theme.new section=working "name=I can dance" --cycle one
expect 0 cycle new three --workflow thornmere
rm council/local/workflows/other.lua

# Faults in a command: file, line, step and command; nothing is changed.
cat >council/local/workflows/ours.lua <<'LUA'
local wtfc = require "workflows.working_together_for_change"
local step = require "step"

local function command(run)
    return { title = "Try", who = { "facilitator" }, args = { word = "text" }, run = run }
end

local try = step {
    name = "try", title = "Try it", purpose = "To see what happens.",
    commands = {
        turn = command(function(now, args)
            while true do now = args end
        end),
        grow = command(function(now, args)
            local all = now.today
            while true do all = all .. all .. args.word end
        end),
        fall = command(function(now, args)
            return now.today + args.nothing
        end),
        strange = command(function()
            return { { create = "castle", name = "Windsor" } }
        end),
        foreign = command(function()
            return { { create = "theme", section = "working", name = "I am not its theme" } }
        end),
        refuse = command(function()
            return { { refuse = "Not on a Sunday." } }
        end),
    },
}

return wtfc:extend { title = "Ours", steps = { insert = { try, after = "theme" } } }
LUA
expect 0 cycle new ours --workflow ours
before=$("$waymark" log --last 1000 | cksum)
expect 1 do try.turn word=x --cycle ours
check_err "local/workflows/ours.lua:12: command try.turn, run: stopped after "
check_err "look for a loop that never ends"
check_err "nothing was changed"
expect 1 do try.grow word=x --cycle ours
check_err "command try.grow, run: stopped because it used more than 64 MB of memory"
check_err "local/workflows/ours.lua:16"
expect 1 do try.fall word=x --cycle ours
check_err "local/workflows/ours.lua:19: command try.fall, run: "
check_err "nothing was changed"
expect 1 do try.strange word=x --cycle ours
check_err 'try.strange: effect 1: there is no kind of record "castle"'
expect 1 do try.foreign word=x --cycle ours
check_err "try.foreign: effect 1: this step does not own the kind theme; add it to its records"
expect 1 do try.refuse word=x --cycle ours
check_err "waymark: Not on a Sunday."
check_same "the log" "$before" "$("$waymark" log --last 1000 | cksum)"
printf 'try.fall word=x\ntry.turn word=x\n' >day.txt
expect 2 do --file day.txt --cycle ours
check_err "day.txt:1: local/workflows/ours.lua:19: command try.fall"
check_err "day.txt:2: local/workflows/ours.lua:12: command try.turn"
check_same "the log" "$before" "$("$waymark" log --last 1000 | cksum)"
expect 0 verify
finish
