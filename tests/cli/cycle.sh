#!/bin/sh
# SPDX-License-Identifier: MIT
# Cycles: start, list, choose, carry over, close.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
folder council

expect 1 status
check_err "there is no cycle yet; start one with \`waymark cycle new NAME --question"
expect 0 cycle list
check_out "There is no cycle yet. Start one with \`waymark cycle new NAME\`."

expect 0 cycle new 2024 --question "What has to change?"
check_out "Started the cycle 2024."
check_out "Next: waymark import reviews FILE --cycle 2024"
expect 0 cycle new 2025 --scope "school=Holly Bank School; year_group=11,12"
expect 0 cycle list
check_golden cycle-list
expect 0 status --cycle 2025
check_out "Whose reviews: young people at Holly Bank School, in years 11 and 12"
expect 0 status
check_golden status-empty

# Names; those that a shell would take for several words stand in quotes.
expect 0 cycle new "Autumn 2025"
check_out "Next: waymark import reviews FILE --cycle \"Autumn 2025\""
expect 0 undo
expect 0 cycle new "Ash's \$5"
check_out "Next: waymark import reviews FILE --cycle 'Ash'\\''s \$5'"
expect 0 undo
expect 1 cycle new 2025
check_err 'there is a cycle called "2025" already; give the new one another name. Nothing was changed'
expect 64 cycle new
check_err "name the new cycle"
# What files are named after, and lines to paste hold.
before=$("$waymark" --as sam cycle list | wc -l)
for name in ../x /x x/../y ./x .x x/.. x// x/ / "a
b" "a$(printf '\033')b" "a$(printf '\t')b" " x" "x "; do
    expect 2 cycle new "$name"
    check_err "a cycle cannot be called that"
done
check_same "cycles" "$before" "$("$waymark" --as sam cycle list | wc -l)"
expect 0 cycle new 2025/26
expect 0 report --cycle 2025/26
check_out "Wrote ./report-2025-26.html"
expect 0 cycle new 2025-26
expect 0 report --cycle 2025-26
check_out "Wrote ./report-2025-26.0"
expect 0 report --cycle 2025/26
check_out "Wrote ./report-2025-26.html"
expect 0 undo
expect 0 undo
expect 64 cycle
expect 64 cycle open
check_err "say new, list, next, keep or close"
expect 1 status --cycle 2031
check_err 'there is no cycle "2031"; there are: 2024, 2025'
expect 64 cycle next 2025
expect 1 cycle next 2031 2032
check_err 'there is no cycle "2031"'
expect 1 cycle new 2026 --workflow working_together_for_chang
check_err 'there is no workflow "working_together_for_chang" (did you mean working_together_for_change?); a local one stands in local/workflows/working_together_for_chang.lua'
expect 2 cycle new 2026 --scope "schol=Holly Bank School"
check_err 'a scope cannot ask for "schol"; it can ask for: attended, in_area, need, school'
expect 2 cycle new 2026 --scope "Holly Bank School"
check_err "write a scope as field=value"
check_same "the cycles" "2024 2025" \
    "$("$waymark" cycle list --names | tr '\n' ' ' | sed 's/ $//')"

# A closed cycle is read, and changed no more but for a yes or a no, whichever way one comes in.
expect 2 cycle close
check_err "several cycles are open: 2024, 2025. Say which one to close, with --cycle NAME; nothing was changed"
expect 64 cycle delete 2024
check_err "a cycle is not deleted: \`waymark undo NUMBER\` takes back the command that started it"
expect 0 do prepare.ask question="What helps?" --cycle 2024
asked=$(sed -n 's/.*: command //p' out)
expect 0 cycle close --cycle 2024
check_out "The cycle 2024 is closed: it can be read, and a yes or a no can still be noted (\`waymark do collect.permit … --cycle 2024\`); nothing else of it can be changed. \`waymark undo $((asked + 1))\` opens it again."
expect 1 undo "$asked"
check_err "the cycle 2024 is closed; take back the command that closed it first, with \`waymark undo $((asked + 1))\`"
expect 0 cycle list
check_out "2024  closed"
expect 0 status --cycle 2024
check_out "It is closed: it can be read, and a yes or a no can still be noted (\`waymark do collect.permit … --cycle 2024\`); nothing else of it can be changed."
check_no_out "Next:"
closed() {
    expect 1 "$@" --cycle 2024
    check_err "the cycle 2024 is closed; nothing was changed (\`waymark undo\` of the closing opens it again)"
}
closed do prepare.ask question=Why?
closed import reviews "$bad/small.csv"
closed theme
closed cycle close
expect 0 undo
expect 0 do prepare.ask question=Why? --cycle 2024
expect 0 status --cycle 2024
check_out "Question: Why?"

# What is open goes along into the next one; what is done stays.
thornmere
expect 0 cycle next 2025 2026
check_out "Started the cycle 2026."
check_out "Carried over: 3 open actions, 12 live indicators."
check_out "With them came 7 finished actions that are still measured."
check_same "actions in 2026" 10 "$(count action --cycle 2026)"
check_same "indicators in 2026" 12 "$(count indicator --cycle 2026)"
check_same "themes in 2026" 0 "$(count theme --cycle 2026)"
run show "$("$waymark" list indicator --cycle 2026 | sed -n '1s/ .*//p')"
check_out "carried_from: indicator-"

# Into a workflow that does not know all that this one does: the rest is named.
cat >thornmere/local/workflows/priced.lua <<'END'
local step = require "step"
return require("workflows.working_together_for_change"):extend {
    steps = { insert = { step {
        name = "money", title = "Money", purpose = "What it costs.",
        fields = { action = { cost = { type = "integer" } } },
    }, after = "plan" } },
}
END
expect 1 cycle next 2025 2027 --workflow priced
check_err 'the cycle "2026" follows "2025" already, and has its open actions'
check_err 'say --another if you want both. Nothing was changed'
expect 0 cycle next 2025 2027 --workflow priced --another
check_no_out "Left behind"
expect 0 do money.set --cycle 2027 action="$("$waymark" list action --cycle 2027 | sed -n '1s/ .*//p')" cost=300
expect 0 cycle next 2027 2028 --workflow thornmere
check_out "Left behind, because the new process does not know it or what it says: cost of 1 action. It still stands in the cycle before."
expect 0 verify
finish
