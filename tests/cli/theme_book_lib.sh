# shellcheck shell=sh
# SPDX-License-Identifier: MIT
# What the scenarios of the workbook of groups share; sourced after lib.sh.
# shellcheck disable=SC2034,SC2154 # they use its names, and it theirs
means='What it means, said as "I"'

# edit EDIT …: t.xlsx as people saved it, as x.xlsx.
edit() {
    python3 "$root/tests/cli/theme_book.py" "$from" x.xlsx "$@" || wrong "editing: $*"
}
# Where a card is: the id of its group, its tray, or nothing.
where() {
    "$waymark" --as sam list statement --cycle 2025 --where "card=$1" --json | python3 -c '
import json, sys
for one in json.load(sys.stdin):
    print(one.get("theme") or one.get("tray") or "")'
}
# What a group is called, and what it means.
called() {
    "$waymark" --as sam show "$1" --json | python3 -c '
import json, sys
one = json.load(sys.stdin)
print(one.get("label", ""), "/", one.get("name", ""))'
}
last() {
    "$waymark" --as sam log --json | python3 -c '
import json, sys
print(max(one["number"] for one in json.load(sys.stdin)))'
}
# refused EDIT … : it comes back with code 2, and changes nothing.
refused() {
    edit "$@"
    before=$(last)
    expect 2 import themes x.xlsx
    check_out "nothing changes"
    check_same "commands after: $*" "$before" "$(last)"
}
# A folder with twenty cards: 1 to 8 are working, 9 to 16 not, 17 to 20 hopes.
sorted_folder() {
    folder "$1"
    cd "$work" || exit 1
    expect 0 cycle new 2025
    cat >reviews.csv <<'END'
Reference,Date of review,Working 1,Working 2,Not working 1,Not working 2,Future 1
R1,12/05/2025,Painting with friends,Swimming,The bus is late,Nobody asks me,A job
R2,13/05/2025,My friends,The garden,The taxi never comes,"=HYPERLINK(""x"")",A flat
R3,14/05/2025,Drawing,The dog,The bus driver shouts,Loud corridors,A job with animals
R4,15/05/2025,Music,Lunch club,I wait for the taxi,Too many people,My own keys
END
    expect 0 import reviews reviews.csv
    cat >sort.txt <<'END'
theme.new section=working label=Friends statements=reviews.csv:2:working1,reviews.csv:3:working1
theme.new section=working label=Outside statements=reviews.csv:3:working2,reviews.csv:4:working2
theme.new section=not_working label=Buses statements=reviews.csv:2:not_working1,reviews.csv:4:not_working1
theme.new section=not_working label=Taxis statements=reviews.csv:3:not_working1,reviews.csv:5:not_working1
theme.new section=not_working name="I find it too loud and busy" statements=reviews.csv:4:not_working2,reviews.csv:5:not_working2
theme.new section=aspiration label=Work statements=reviews.csv:2:aspiration1,reviews.csv:4:aspiration1
theme.alone statements=reviews.csv:2:not_working2
END
    expect 0 do --file sort.txt
    from=$1.xlsx
    expect 0 export themes "$from"
}
friends=theme-000004.0001 outside=theme-000005.0001 buses=theme-000006.0001
