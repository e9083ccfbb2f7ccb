#!/bin/sh
# SPDX-License-Identifier: MIT
# Drafting themes in a cycle.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
sheets=$thornmere/spreadsheets
folder council
expect 0 cycle new 2025

expect 0 theme
check_out "There is nothing to group yet"

for sheet in schools colleges; do
    "$waymark" --as sam import reviews "$sheets/reviews-2025-$sheet.csv" >/dev/null 2>&1
done
expect 0 theme --section not_working
check_out "statements; "
grouped=$(sed -n 's/^Suggested .* for \([0-9]*\) of [0-9]* statements; .*/\1/p' out)
all=$(sed -n 's/^Suggested .* of \([0-9]*\) statements; .*/\1/p' out)
check_same "each is counted once" "$all" \
    "$((grouped + $(count statement --where tray=alone) + $(count statement --where tray=unsure)))"
check_out "A computer's suggestion, by the words alone (there is no language model at"
check_same "said once" 1 "$(grep -c 'language model' out)"
check_out ', loosely alike, one of them “'
check_out "what is not working"
check_no_out "what is working"
check_out "Next: waymark do theme.agree theme=ID"
check "there are some" test "$(count theme)" -gt 3
check_same "none of them is agreed" 0 "$(count theme --where agreed=true)"

# The same again, on the same data.
"$waymark" list theme | sed 's/^theme-[0-9.]* *//' >first
expect 0 theme --section not_working
"$waymark" list theme | sed 's/^theme-[0-9.]* *//' >second
check "the same groups again" cmp -s first second

# Fewer groups … more groups; so many.
expect 0 theme --section not_working --grain 10 --json
check_json
few=$(grep -c '"typical"' out)
expect 0 theme --section not_working --grain 70 --json
many=$(grep -c '"typical"' out)
check "a finer grain makes more groups ($few, $many)" test "$few" -lt "$many"
expect 2 theme --grain 0
check_err "grain takes a whole number from 1 to 100"
expect 2 theme --count 0
expect 2 theme --grain 20 --count 5
check_err "give grain or count, not both"
expect 2 theme --section weather
check_err 'section: "weather" cannot be chosen (there are: working, not_working, aspiration)'
expect 64 theme weather

# What people have agreed is left alone, with the statements in it.
theme=$("$waymark" list theme | sed -n '1s/ .*//p')
held=$(count statement --where theme="$theme")
expect 0 do theme.agree theme="$theme" "name=I know what comes next"
expect 0 theme --section not_working --grain 10
run show "$theme"
check_out "agreed: yes"
check_out "name: I know what comes next"
in_it=$("$waymark" list statement --where theme="$theme" | sed -n '1s/ .*//p')
expect 0 theme --why "$in_it"
check_out "; the computer put it there, and people have agreed the group."
expect 0 list theme --where agreed=true
check_out " alike)"
# Each with its number in the file of groups, by which commands know it, too.
expect 0 list theme
number=$(sed -n "s/^$theme .*(\(T[0-9]*\))\$/\1/p" out)
check "it has a number" test -n "$number"
other=$("$waymark" list theme --where section=not_working | sed -n '2s/ .*//p')
expect 0 do theme.merge theme="$other" into="$number"
expect 0 list theme --where agreed=true
check_no_out " alike)"
expect 0 undo
check_same "statements in it" "$held" "$(count statement --where theme="$theme")"
expect 0 undo

# What stands between two groups is not sure yet: of no group, and on the table.
expect 0 theme --section not_working
check_out ": not sure yet."
check_out "  Not sure yet, the least sure first"
check_out "and $(($(count statement --where tray=unsure) - 5)) more: \`waymark list statement --where tray=unsure\`"
run status
check_out "Some cards stand between two groups, and the computer was not sure."
card=$("$waymark" list statement --where tray=unsure | sed -n '1s/ .*//p')
expect 0 theme --why "$card"
check_out "is with those not sure yet; the computer put it there."
check_out 'The group that it is most like: “'
check_out "By the words alone (there is no language model at"
theme=$("$waymark" list theme | sed -n '1s/ .*//p')
expect 0 do theme.move "statements=$card" "to=$theme"
expect 0 theme --why "$card"
check_out "people put it there."
expect 0 theme --why "$card" --json
check_json
check_out "\"theme\": \"$theme\""
check_out '"drafted": false'
expect 0 theme --section not_working
check_same "stays where people put it" 1 "$(count statement --where theme="$theme" | sed 's/^[1-9][0-9]*$/1/')"
run show "$card"
check_out "theme: $theme"
expect 2 theme --why "$theme"
check_err "is no card"
expect 1 theme --why nowhere.csv:1:working1
expect 64 theme --why "$card" --grain 5
expect 0 do collect.hold_back statement="$card" "reason=May be about harm"
expect 2 theme --why "$card"
check_err "is no card on the table"
expect 0 verify

# What came late goes to a group that people made, and waits for somebody to look.
folder late
run cycle new 2025
printf 'Reference,Review date,Not working 1\nA1,04/11/2024,The bus is late every morning\nA2,04/11/2024,My bus is always late\nA3,04/11/2024,The school bus comes late\n' >early.csv
printf 'Reference,Review date,Not working 1\nA4,04/11/2024,The morning bus is late\nA5,04/11/2024,Nobody signs with me\n' >late.csv
expect 0 import reviews early.csv
expect 0 do theme.new section=not_working "name=I am late because of the bus" statements=early.csv:2:not_working1,early.csv:3:not_working1,early.csv:4:not_working1
expect 0 do theme.agree "theme=I am late because of the bus"
expect 0 import reviews late.csv
expect 0 theme
check_out "1 card was added to groups that people made, being like what is in them."
check_out "waymark list statement --where added=true"
expect 0 status
check_out "Some cards were added by the computer to groups that people made."
expect 0 list statement --where added=true
check_out "The morning bus is late"
expect 0 do theme.agree "theme=I am late because of the bus"
expect 0 status
check_no_out "were added by the computer"
expect 0 verify
finish
