#!/bin/sh
# SPDX-License-Identifier: MIT
# `waymark quick` once more, where its files are not as they were, or not all of them are
# named, or somebody has been erased since.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
head='Reference,Surname,Forename,Date of birth,School,Year,Date of review,Working 1,Not working 1,Future 1'

# on_page NAME TEXT, not_on_page NAME TEXT: of FOLDER/start.html
on_page() {
    check "on the page of $1: $2" grep -qF -e "$2" "$1/start.html"
}
not_on_page() {
    check "not on the page of $1: $2" sh -c '! grep -qF -e "$1" "$2"' - "$2" "$1/start.html"
}

# Two rows come in above: the page leads to the lines as they are now, and commands go by
# the name that a statement has.
cat >r.csv <<ROWS
$head
R1,Smith,Sam,05/03/2011,Elm School,9,12/05/2025,I like art,The bus is late,A job
R2,Jones,Jo,06/03/2011,Oak School,10,13/05/2025,I like tea,Dad hit me again,A flat
R3,Brown,Bea,07/03/2011,Oak School,10,14/05/2025,Ring me on 07700 900123,The bus is slow,A dog
ROWS
expect 0 quick r.csv
on_page r "line 3, not working 1: <span>may tell of harm"
on_page r "line 4, working 1: <span>a phone number"
not_on_page r "<code>r.csv:"
{
    sed -n 1p r.csv
    echo "R8,Gray,Gia,08/03/2011,Elm School,9,12/05/2025,I like maths,The hall is loud,A car"
    echo "R9,Gold,Gus,09/03/2011,Elm School,9,12/05/2025,My e-mail is gus@example.org,It rains,A van"
    sed -n '2,$p' r.csv
} >moved.csv
mv moved.csv r.csv
expect 0 quick r.csv
on_page r "line 5, not working 1 <code>r.csv:3:not_working1</code>: <span>may tell of harm"
on_page r "line 6, working 1 <code>r.csv:4:working1</code>: <span>a phone number"
not_on_page r "line 3, not working 1"
not_on_page r "earlier reading"
check_same "the order is that of the file" "3,6," \
    "$(grep -o '^<li>line [0-9]*, working' r/start.html | grep -o '[0-9]*' | tr '\n' ',')"
on_page r "do collect.reword statement=&quot;r.csv#2:3:working1&quot;"
on_page r "The line above is for the first of them"
on_page r "Where such a name stands beside a statement here, put that one"
not_on_page r "where these are others now"
expect 0 --in r trace r.csv:4:working1
check_out "Ring me on"
# The very same file: nothing is new, and the lines are those of the file.
expect 0 quick r.csv
check_out "nothing new"
on_page r "line 5, not working 1 <code>r.csv:3:not_working1</code>: <span>may tell of harm"
# Another file, in the same folder; and a row that is gone.
printf '%s\nS1,Hill,Hal,05/04/2011,Ash School,9,12/05/2025,I like gym,The road is busy,A cat\n' \
    "$head" >s.csv
expect 0 quick s.csv --output r
on_page r "r.csv: not read this time; the line is that of an earlier reading"
on_page r "line 3, not working 1: <span>may tell of harm"
sed -i '/^R3,/d' r.csv
run quick r.csv
on_page r "line 5, not working 1 <code>r.csv:3:not_working1</code>: <span>may tell of harm"
on_page r "r.csv: not found in it as it is now; the line is that of an earlier reading"
on_page r "line 4, working 1: <span>a phone number"
cp r.csv newer.csv
sed -e 's/I like tea/I like coffee/' -e '/^R8,/d' newer.csv >r.csv
run quick r.csv
cp newer.csv r.csv
expect 2 quick r.csv
check_err "this very file was imported on"
on_page r "r.csv: not read this time; the line is that of an earlier reading"
not_on_page r "not found in it as it is now"

# The folder is named with --output: --in is of the other verbs; WAYMARK_WORKPLACE is too,
# and quick goes on beside it.
expect 64 --in m quick s.csv
check_err "with --output m"
expect 64 quick s.csv --in . --json
check_json
check "nothing is made" test ! -e m -a ! -e s
WAYMARK_WORKPLACE=m expect 0 quick s.csv
check "beside the file" test -s s/start.html -a ! -e m
rm -r s

# A folder of several files, and one of them alone: the others are named, in the command
# too, as far as they are beside it.
sed 's/^R/T/' newer.csv >t.csv
expect 0 quick s.csv t.csv --output m
not_on_page m "not read this time"
expect 0 quick t.csv --output m
check_out "s.csv was not read this time: its cards are as they were"
on_page m "t.csv: 4 rows, taken as reviews; not read this time: s.csv"
on_page m "quick $PWD/t.csv $PWD/s.csv --output $PWD/m"
expect 0 quick t.csv --output m --json
check_json
check_out '"not_read": ['
mkdir far
mv s.csv far
expect 0 quick t.csv --output m
on_page m "quick $PWD/t.csv --output $PWD/m"
on_page m "Name s.csv in it as well, where it is now, if it has changed: it was not read this time."
# The same rows by another name: nothing is left unread.
cp far/s.csv s-new.csv
expect 0 quick t.csv s-new.csv --output m
check_no_out "was not read this time"
not_on_page m "ot read this time"
rm -r m
# The folder of the first that was named, whichever is taken first.
printf 'Reference,Surname,Forename,Date of birth,Aspiration 1\nS1,Hill,Hal,05/04/2011,I want to sail\n' >plan.csv
run quick plan.csv s-new.csv
check "of the first" test -s plan/start.html
on_page plan "--output $PWD/plan"

# What people wrote in the file of groups is kept, each time that it was loaded back, and
# said to be.
one_more() {
    echo "L$1,Pit,Pat,05/05/201$1,Ash School,9,1$1/05/2025,I like swimming,The road is busy $1,A bird $1" >>loaded.csv
    python3 "$root/tests/cli/theme_book.py" loaded/themes.xlsx "edited-$1.xlsx" "group T1: Name=Round $1"
    cp "edited-$1.xlsx" loaded/themes.xlsx
    expect 0 --in loaded import themes loaded/themes.xlsx
    expect 0 quick loaded.csv
}
cp newer.csv loaded.csv
for number in 1 2 3 4; do
    echo "R2$number,May,Mo,0$number/06/2011,Ash School,9,12/05/2025,I like swimming a lot,I want the bus to be on time,A boat" >>loaded.csv
done
run quick loaded.csv
not_on_page loaded themes-loaded
one_more 1
check_out "themes-loaded.xlsx  the groups as they were loaded back, with all that was written beside them"
on_page loaded '<a href="themes-loaded.xlsx">'
one_more 2
check_out "themes-loaded-2.xlsx  the groups"
check "the first is kept" cmp -s edited-1.xlsx loaded/themes-loaded.xlsx
check "so is the second" cmp -s edited-2.xlsx loaded/themes-loaded-2.xlsx
on_page loaded '<a href="themes-loaded.xlsx">'
on_page loaded '<a href="themes-loaded-2.xlsx">'
expect 0 quick loaded.csv --json
check_json
check_out '"groups_kept": null'
expect 0 --in loaded erase L1 --yes
for file in cards.html themes.xlsx themes-loaded.xlsx themes-loaded-2.xlsx; do
    check_out "The older copy $file in the folder still holds them"
done
expect 0 --in loaded status
check_out "themes-loaded-2.xlsx, written on 20 November 2025, may hold what must not be used any more: 1 person was erased since, last on 20 November 2025. It cannot be made again: delete it, and take its copies out of use."
rm loaded/themes-loaded-2.xlsx
expect 0 --in loaded status
check_no_out "themes-loaded-2.xlsx, written on"
check_out "themes-loaded.xlsx, written on"
check_out "themes.xlsx, written on"

# After an erasure the file of a name is the new one: it is not the one to throw away.
sed -i '/^L1,/d' loaded.csv
run quick loaded.csv
check_err "cards.html is made anew, from what may be used now: keep it. What was written under that name on 20 November 2025, and all that was printed or copied from it, may hold what must not be used any more (1 person was erased since, last on 20 November 2025): take that out of use."
check_err "themes.xlsx is made anew"
check_err "themes-loaded.xlsx, written on 20 November 2025, may hold what must not be used any more (1 person was erased since, last on 20 November 2025). It cannot be made again: delete it, and take its copies out of use."
check_no_err "cards.html, as it was written"
check_same "who was erased, on cards" 0 "$(grep -c 'The road is busy 1' loaded/cards.html)"
rm loaded/themes-loaded.xlsx
expect 0 --in loaded status
check_no_out "may hold what must not be used"
# A corrected file that has them still brings them in: on the screen, not on the page alone.
printf '%s\n' "$head" "E1,Lee,Lou,05/03/2011,Elm School,9,12/05/2025,I like art,It rains,A job" \
    "E2,Ray,Roy,06/03/2011,Elm School,9,12/05/2025,I like tea,It snows,A flat" >back.csv
expect 0 quick back.csv
check_no_out "erased"
expect 0 --in back erase E2 --yes
sed -i 's/I like tea/I like coffee/' back.csv
expect 0 quick back.csv
check_out "Somebody whom back.csv had has been erased since, and 1 young person came in with it: if that is who was erased, they are back. start.html says what to do."
on_page back "erase them once more"

# Alone, there is no folder yet that it could go into.
for one in participants:participants local-offer:local_offer good-practice:good_practice; do
    expect 2 quick "$thornmere/spreadsheets/${one%:*}-2025.csv"
    check_err "which quick does not take: make a folder of the reviews first (\`waymark quick REVIEWS\`), then bring it in with \`waymark --in FOLDER import ${one#*:} FILE\`"
    check "no folder" test ! -e "${one%:*}-2025"
done

# Wrong files among several: each is named, with what it looks like, and nothing is made.
sheets=$thornmere/spreadsheets
printf 'Budget,Spent\nBuses,12\n' >budget.csv
expect 2 quick "$sheets/reviews-2025-schools.csv" "$sheets/participants-2025.csv" budget.csv \
    "$sheets/local-offer-2025.csv" --output all
check_err "participants-2025.csv: this looks like participants, which quick does not take: leave it out, and bring it in afterwards with \`waymark --in all import participants FILE\`"
check_err "local-offer-2025.csv: this looks like local offer"
check_err "budget.csv: no row of column names in the first 20 rows"
check_err "3 of the 4 files cannot be taken (participants-2025.csv, budget.csv, local-offer-2025.csv): leave them out, or correct them. Nothing was made"
check_no_err "local/import"
check "no folder" test ! -e all
expect 2 quick budget.csv "$sheets/reviews-2025-schools.csv" --output all --json
check_json
check_out "1 of the 2 files cannot be taken (budget.csv)"
expect 2 quick "$sheets/participants-2025.csv" --output all
check_err "this looks like participants"
expect 2 quick "$sheets/aspirations-2025.csv" budget.csv --output all
check_err "budget.csv: no row of column names"
# In a folder that is there, its own column names may be said.
expect 2 quick newer.csv budget.csv --output r
check_err "say what they are with --map"
check_err "Nothing was changed"

# Commands in the page are whole, and look like commands.
sed -n '1,2p' s-new.csv >later.csv
echo "S1,Hill,Hal,05/04/2011,Ash School,9,12/06/2025,I like clay,The bus is full,A shop" >>later.csv
run quick later.csv
on_page later "<code>waymark --in $PWD/later do collect.pick statement=…</code> brings one back"
check_same "backquotes on the page" "" "$(sed -n '/<main>/,$p' later/start.html | tr -dc '`')"
# What the page tells to type next is what the guide has.
keep=$(sed -n 's/^\$ waymark --in [^ ]* \(cycle keep .*\)/\1/p' "$root/docs/facilitator.md" | sed 's/"/\&quot;/g')
check_same "lines of the guide" 1 "$(printf '%s\n' "$keep" | wc -l | tr -d ' ')"
on_page later "$keep"
# What is open stays on the page, whatever a run reads; so does why words are left out.
for late in "$sheets/reviews-2025-late.xlsx" "$sheets/reviews-2025-late.xlsx" ""; do
    set -- "$sheets/reviews-2025-schools.csv"
    [ -z "$late" ] || set -- "$@" "$late" "$sheets/aspirations-2025.csv"
    run quick "$@" --output open
    on_page open "3 pairs of people may each be one and the same"
    on_page open " people</code>"
    on_page open "24 statements were cut out of paragraphs"
    on_page open " list statement --where split=yes</code>"
    on_page open "1 statement may say what the same person’s plan or review says already"
    on_page open "3 statements wait until somebody picks what counts"
    on_page open "36 statements are kept as spare, not on a card: beyond somebody’s top two under a"
done
expect 0 --in open list statement --where tray=spare --json
check_same "as many as the page says" 36 "$(grep -c '"tray": "spare"' out)"
expect 0 --in open people
number=$(sed -n 's/.*workplace.different doubt=\([^ ]*\).*/\1/p' out | head -n 1)
expect 0 --in open do workplace.different "doubt=$number"
run quick "$sheets/reviews-2025-schools.csv" --output open
on_page open "2 pairs of people may each be one and the same"
run quick "$sheets/reviews-2025-schools.csv" --output open --json
check_json
python3 -c '
import json, sys
for name, one in json.load(sys.stdin)["still_open"].items():
    print(name, one["count"], one["command"].split("/open ")[-1])' <out >still
printf '%s\n' "cut 24 list statement --where split=yes" "maybe_one_person 2 people" \
    "maybe_same 1 list statement --where same=maybe" \
    "to_pick 3 list statement --where tray=to_pick" >wanted
check_same "what is open, as JSON" "$(cat wanted)" "$(cat still)"

# Rows of a file that is not read this time may be refused all the same.
printf '%s\nQ1,Smith,Sal,05/03/2011,Elm School,9,12/05/2025,I like art,,\n' "$head" >whole.csv
printf '%s\nQ2,Jones,Jan,06/03/2011,Oak School,10,31/02/2025,I like tea,,\n' "$head" >broken.csv
expect 2 quick whole.csv broken.csv --output both
not_on_page both "was refused."
echo "Q3,Brown,Ben,07/03/2011,Oak School,10,14/05/2025,I like maths,," >>whole.csv
expect 0 quick whole.csv --output both
on_page both "No row and no cell of the files read this time was refused."
# A row that is passed over is not named under a heading that it was taken.
printf '%s\n' "$head" "T1,Hill,Hal,05/04/2011,Ash School,9,12/05/2025,I like gym,The road is busy,A cat" \
    "Total,,,,,,,1,1,1" >total.csv
run quick total.csv
on_page total "passed over: a row of totals"
on_page total "No row and no cell of the files read this time was refused."
on_page total "<h3>Passed over, or taken but worth a look</h3>"
not_on_page total "could be taken"
finish
