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
check_out "A computer's suggestion, by the words alone: people agree, change or drop it."
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
check_same "statements in it" "$held" "$(count statement --where theme="$theme")"
expect 0 undo
expect 0 verify
finish
