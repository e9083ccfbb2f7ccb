#!/bin/sh
# SPDX-License-Identifier: MIT
# What happens while a cycle runs, after things were written out: a yes is taken back,
# somebody is erased, and the file that they stood in is corrected.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

folder council
cd "$work" || exit 1
expect 0 cycle new 2025
{
    echo 'Reference,Surname,Forename,Date of birth,Date of review,Working 1,Not working 1'
    for one in 1:Ash 2:Beech 3:Cedar 4:Elder 5:Fir 6:Gum 7:Holly; do
        echo "R${one%:*},${one#*:},Kim,0${one%:*}/02/2010,12/05/2025,I like art,The bus is late ${one%:*}"
    done
} >reviews.csv
expect 0 import reviews reviews.csv
cat >day.txt <<'END'
theme.new as=@bus section=not_working name="I miss things because of the bus" statements=reviews.csv:2:not_working1,reviews.csv:3:not_working1,reviews.csv:4:not_working1,reviews.csv:5:not_working1,reviews.csv:6:not_working1,reviews.csv:7:not_working1,reviews.csv:8:not_working1
theme.agree theme=@bus
END
expect 0 do --file day.txt
for one in 2 3 4 5 6 7 8; do
    expect 0 do collect.permit person=reviews.csv:$one what=quote given=yes decided_by=young_person
done
written() {
    expect 0 cards --output .
    expect 0 report --output .
}
number() {
    "$waymark" --as sam list statement --where "source=$1" --json | sed -n 's/^ *"card": \([0-9]*\),*$/\1/p'
}
written
expect 0 export themes groups.xlsx
check "the words are on a card" grep -q "bus is late 2" cards-2025.html
expect 0 status
check_no_out "may hold what must not be used"

# A yes is taken back after the report was written.
export WAYMARK_NOW=2025-11-21T10:00:00Z
expect 0 do collect.withdraw person=reviews.csv:3 what=quote decided_by=young_person
expect 0 status
check_out 'report-2025.html, written on 20 November 2025, may hold what must not be used any more: 1 no was noted since, last on 21 November 2025. Make it again with `waymark report`, and take the old one, and its copies, out of use.'
check_no_out "cards-2025.html"
expect 0 do collect.withdraw person=reviews.csv:3 what=workshop decided_by=family
expect 0 status
check_out "cards-2025.html, written on 20 November 2025"
check_out "2 noes were noted since"
expect 0 status --json
check_json
written
check_same "pages with words that were taken back" 0 "$(cat cards-2025.html report-2025.html | grep -c "bus is late 2")"
expect 0 export themes without.xlsx
check_out "12 cards"
python3 "$root/tests/cli/theme_book.py" without.xlsx without.csv
check_same "words that were taken back, in the file of groups" 0 "$(grep -c "bus is late 2" without.csv)"
check "another's words are on a card" grep -q "bus is late 3" cards-2025.html
expect 0 status
check_out "groups.xlsx, written on 20 November 2025, may hold what must not be used any more"
check_no_out "cards-2025.html"
check_no_out "report-2025.html"
# It can be given again, and then it counts again.
expect 0 do collect.permit person=reviews.csv:3 what=workshop given=yes decided_by=young_person
written
check "the words are on a card again" grep -q "bus is late 2" cards-2025.html

# Somebody is erased.
card=$(number reviews.csv:4:not_working1)
export WAYMARK_NOW=2025-11-22T10:00:00Z
expect 0 erase R3 --yes
check_out "So are the spreadsheets that hold them: take them out"
expect 0 status
check_out "report-2025.html, written on 21 November 2025, may hold what must not be used any more: 1 person was erased since"
check_out "cards-2025.html, written on 21 November 2025"
written
check_same "pages with words that are erased" 0 "$(cat cards-2025.html report-2025.html | grep -c "bus is late 3")"
expect 2 import themes groups.xlsx
check_err "there is no card $card in this cycle. If the number was changed, put back the one that stands on the card; otherwise who said it has been erased"
check_out "nothing changes"
printf 'A: %s %s\n' "$card" "$(number reviews.csv:5:not_working1)" >sort.txt
expect 2 import sorts sort.txt --table 1
check_err "sort.txt:1: card $card is gone for good: who said it has been erased, or its import was taken back. Take it off the table"
expect 0 list theme
check_out "5 cards from 5 people"

# The file as it was adds nobody; corrected, it says whose row it may be.
expect 0 import reviews reviews.csv
check_out "nothing was added"
sed -i 's/late 7/late at 7/' reviews.csv
expect 0 import reviews reviews.csv --dry-run
check_err "reviews.csv:4: somebody whom this file had before has been erased since, and a young person is in it for the first time (line 4). If that is somebody erased, take them out of the spreadsheet"
check_same "people" 6 "$(count person)"
sed '/^R3/d' reviews.csv >without.csv
mv without.csv reviews.csv
expect 0 import reviews reviews.csv
check_no_err "erased"
check_out "1 corrected"
check_same "people after it" 6 "$(count person)"
expect 0 verify
check_out "events speak of people who have been erased"
for word in "late 3" Cedar; do
    check_same "files with: $word" "" "$(grep -rlaF "$word" council)"
done
finish
