#!/bin/sh
# SPDX-License-Identifier: MIT
# What an attachment belongs to is named in the words that people have for it.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
folder council
run cycle new 2025
cat >r.csv <<'CSV'
Reference,Surname,Forename,Date of birth,Date of review,Working 1,Not working 1
R1,Quillfeather,Zebedee,04/03/2011,12/05/2025,I paint,The bus is late
R2,Smith,Sam,05/03/2011,13/05/2025,The garden,
CSV
expect 0 import reviews r.csv
expect 0 "do" collect.number_cards
"$waymark" --as sam list statement --where source=r.csv:2:not_working1 --json >out
said=$(sed -n 's/.*"id": "\(.*\)",*$/\1/p' out)
number=$(sed -n 's/.*"card": \([0-9]*\),*$/\1/p' out)
review=$("$waymark" --as sam list review --json | grep -o 'review-[0-9.]*' | head -1)
person=$("$waymark" --as sam show "$review" --json | grep -o 'person-[0-9.]*' | head -1)
belongs() {
    expect 0 attach tiny.png --to "$1" --json
    check_out "\"about\": \"$2\""
    expect 0 list attachment --where "about=$1"
    check_out "1 attachment."
    expect 0 undo
}
printf '\211PNG\r\n\032\n' >tiny.png
belongs r.csv:2:not_working1 "$said"
belongs "$number" "$said"
belongs "card $number" "$said"
belongs r.csv:2 "$review"
belongs "$review" "$review"
belongs R1 "$person"
belongs "person R1" "$person"
expect 0 log --last 8
check_out "workplace.find_person of $person"
belongs "$person" "$person"
expect 0 "do" theme.new section=not_working name="I wait, mostly for buses" statements=r.csv:2:not_working1
theme=$(sed -n 's/.*\(theme-[0-9.]*[0-9]\).*/\1/p' out)
belongs "I wait, mostly for buses" "$theme"
expect 0 undo
# A number that is a card and somebody's reference has to be told.
printf 'Reference,Date of review,Working 1\n%s,14/05/2025,I sing\n' "$number" >n.csv
expect 0 import reviews n.csv
expect 2 attach tiny.png --to "$number"
check_err "\"$number\" may be any of these: $said (\`card NUMBER\` says that it is this), person-"
belongs "card $number" "$said"
expect 0 attach tiny.png --to "person $number" --json
check_out '"about": "person-'
expect 0 undo
expect 0 undo
for nothing in 4711 "card 4711" "person R99" r.csv:99 "No such theme"; do
    expect 1 attach tiny.png --to "$nothing"
    check_err "nothing in this cycle is called \"$nothing\" or came from there; name a card by its number"
    expect 1 list attachment --where "about=$nothing"
done

# Where a reference is two people's, both are named to choose from; a command says so too.
cat >two.csv <<'CSV'
Reference,UPN,Surname,Forename,Date of birth,Date of review,Working 1
R7,H801200001001,Ashdown,Mo,03/04/2009,14/05/2025,The pool
R7,X801200001002,Bright,Jo,04/05/2010,15/05/2025,The park
CSV
run import reviews two.csv
check_err "taken for two"
for two in R7 "person R7"; do
    expect 2 attach tiny.png --to "$two"
    check_err "\"$two\" may be any of these: person-"
    check_err ", person-"
    check_err "; name one by its id"
done
expect 1 "do" collect.withdraw person=R7 what=quote decided_by=young_person
check_err "more than one person is known by this (person-"
expect 1 "do" collect.withdraw person=R99 what=quote decided_by=young_person
check_no_err "more than one person"
# Nobody's at first, and then somebody's: not two copies, one of which anybody may show.
expect 0 "do" theme.new section=not_working name="I get home late" statements=r.csv:2:not_working1
expect 0 attach tiny.png --to "I get home late"
expect 1 attach tiny.png --to "I get home late" --of R1
check_err "this file is here already without a name to it, so anybody may show it: take that one back first"
expect 0 undo
expect 0 attach tiny.png --to "I get home late" --of R1
expect 0 attach tiny.png --to "I get home late"
expect 0 list attachment
check_out "1 attachment."
finish
