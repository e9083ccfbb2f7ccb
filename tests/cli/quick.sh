#!/bin/sh
# SPDX-License-Identifier: MIT
# From a spreadsheet to a folder in one go, again, and on to a cycle of one's own.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
umask 022
head='Reference,Surname,Forename,Date of birth,School,Year,Date of review,Working 1,Working 2,Not working 1,Future 1'

# nothing_made CODE TEXT FILE …: refused so, and no folder is there.
nothing_made() {
    wanted=$1 text=$2
    shift 2
    expect "$wanted" quick "$@"
    check_err "$text"
    check_same "folders" "" "$(find . -mindepth 1 -maxdepth 1 -type d ! -name 'our files')"
}

# What cannot be taken leaves nothing behind.
: >empty.csv
printf '%s\nR1,Smith,Sam,05/03/2011,Elm School,9,,I like art,,The bus is late,A job\n' \
    "$head" >undated.csv
printf 'Reference,Surname,Working 1\nR1,Smith,I like art\n' >datesless.csv
printf 'Name,Review date,Working 1\nSam Smith,12/05/2025,Art\nJo Jones,12/05/2025,Tea\n' >named.csv
printf '%s\n' "$head" >headings.csv
printf '\320\317\021\340 and more' >locked.xlsx
printf 'PK\003\004 and nothing more' >damaged.xlsx
nothing_made 2 "empty.csv: there is nothing in it that can be read" empty.csv
nothing_made 2 "undated.csv:2: row left out: there are words but no date" undated.csv
check_err "undated.csv: there is no row in it that can be taken, as said above. Nothing was made"
nothing_made 2 'columns are missing: "Review date" or "Review due"' datesless.csv
nothing_made 2 'named.csv:1: the rows say who they are about by name alone, which two people may share; add a column "Person ID" or "UPN", or "Date of birth" beside it, and use the file again' named.csv
nothing_made 2 "there is no row in it that can be taken. Nothing was made" headings.csv
nothing_made 2 "protected by a password, or is in the old .xls format" locked.xlsx
nothing_made 2 "damaged.xlsx: the file is damaged or was cut short" damaged.xlsx
nothing_made 2 "name the file with the reviews as well" "$thornmere/spreadsheets/aspirations-2025.csv" \
    --output plans
nothing_made 1 "there is no such file" not-there.csv
nothing_made 1 "making the folder /proc/waymark" headings.csv "$thornmere/spreadsheets/reviews-2025-schools.csv" \
    --output /proc/waymark
nothing_made 64 "name the spreadsheet"
expect 2 quick undated.csv --json
check_json
check_out '"kind": "input"'

# Too few that are alike: no group, and why.
printf '%s\nR1,Smith,Sam,05/03/2011,Elm School,9,12/05/2025,I like art,,The bus is late,A job\n' "$head" >few.csv
expect 0 quick few.csv
check_out "themes.xlsx   no group is suggested, for too few of the cards are alike:"
check "on the page" grep -q "No group is suggested, for too few of the cards are alike" few/start.html
expect 0 --in few theme
check_out "Too few of them are alike for a group. Sort them with people"
check_out "theme --count 3"
rm -r few

# One in another folder, with spaces in its name.
mkdir "our files"
sheet="our files/Reviews, spring.csv"
cat >"$sheet" <<END
$head
R1,Ainscough,Wilhelmina,04/03/2011,Elm School,9,12/05/2025,I like <b>painting</b>,Swimming,The bus is late,A job
R2,Smith,Samantha,05/03/2011,Elm School,10,13/05/2025,Wilhelmina helps me,The garden,The bus comes late,A flat of my own
R3,Jones,Joanna,06/03/2011,Oak School,10,14/05/2025,N/A,tbc,Dad hit me again,A job in a shop
R4,Brown,Barnaby,07/03/2011,Oak School,10,31/02/2025,Chess,,,
END
made="our files/Reviews, spring"
expect 2 quick "$sheet"
check_out "Made the folder our files/Reviews, spring (cycle 2024-25):"
check_out "Reviews, spring.csv, 4 rows, taken as reviews: 3 new reviews, "
check_out "to print and cut out"
check_out "suggested group"
check_same "by what, once" 1 "$(grep -c 'by the words alone (there is no language model' out)"
check_out "1 card is held back, for somebody may be telling of harm"
check_out "1 is not among the cards until you have looked"
check_out "Next: open our files/Reviews, spring/start.html"
check_err "Reviews, spring.csv:5: row left out"
check_same "the key is shown" 1 "$(grep -c '^  \([0-9a-f]\{4\}-\)\{7\}[0-9a-f]\{4\} ' out)"
key=$(sed -n 's/^  \([0-9a-f]\{4\}-.*\)/\1/p' out)
check "the key is no text in the folder" sh -c '! grep -rqF "$1" "$2"' - "$key" "$made"
check "no surname is a text in the folder" sh -c '! grep -rqiE "ainscough|barnaby" "$1"' - "$made"
for file in start.html cards.html themes.xlsx; do
    check_same "its mode: $file" 600 "$(stat -c %a "$made/$file")"
done
check_same "the mode of the folder" 700 "$(stat -c %a "$made")"
start="$made/start.html"
check "a whole page" grep -q '</html>' "$start"
for there in ">Reviews, spring.csv</h3>" "line 3, working 1: " "line 4, not working 1: " "a person’s name" "may tell of harm" \
    "Reviews, spring.csv:5: row left out" 'href="cards.html"' 'href="themes.xlsx"' "Oak School" \
    "Reviews, spring&quot; cycle keep 2024-25 --authority" "Reviews, spring&quot; look<" \
    "Reviews, spring&quot; safeguarding<"; do
    check "on the page: $there" grep -qF "$there" "$start"
done
for absent in Wilhelmina Ainscough Barnaby painting "hit me" "bus is late" "$key" "$(id -un)@"; do
    check "not on the page: $absent" sh -c '! grep -qF -e "$1" "$2"' - "$absent" "$start"
done
check "words on a card" grep -qF 'I like &lt;b&gt;painting&lt;/b&gt;' "$made/cards.html"
check "no flagged card" sh -c '! grep -qE "Wilhelmina|hit me" "$1"' - "$made/cards.html"
check "it needs nothing from elsewhere" sh -c '! grep -Eq "(src|url)[=(]|https?:" "$1"' - "$start"
run --in "$made" verify
check_code 0

# The same again: nothing is new, and the page says the same.
cp "$start" before.html
cp "$made/cards.html" before-cards.html
"$waymark" --as sam --in "$made" log --last all >before.log
run quick "$sheet"
check_out "Went on in the folder our files/Reviews, spring (cycle 2024-25):"
check_out "nothing new"
check_no_out "recovery key"
check "the same page" cmp -s before.html "$start"
check "the same cards" cmp -s before-cards.html "$made/cards.html"
"$waymark" --as sam --in "$made" log --last all >after.log
check "nothing is in the log" cmp -s before.log after.log
expect 2 quick "$sheet" --json
check_json
check_out '"recovery_key": null'
check_out '"new": false'

# Corrected: a date, a name taken out, and a new row. Cards keep their numbers.
number() {
    "$waymark" --as sam --in "$made" list statement --json | python3 -c "
import json, sys
print(*[one.get('card') for one in json.load(sys.stdin) if one['text'] == '$1'])"
}
garden=$(number "The garden")
sed -i -e 's/Wilhelmina helps/A friend helps/' -e 's|31/02/2025|28/02/2025|' "$sheet"
echo "R5,Green,Gideon,08/03/2011,Oak School,11,15/05/2025,I like chess club,,The bus is full,A dog" >>"$sheet"
expect 0 quick "$sheet"
check_out "2 new reviews, 4 new statements, 1 corrected"
check_no_out "until you have looked"
check_same "the card's number" "$garden" "$(number "The garden")"
check_same "statements of it" 1 "$(number "The garden" | wc -w | tr -d ' ')"
check "the friend is on a card" grep -q "A friend helps me" "$made/cards.html"
check "nothing is left out any more" sh -c '! grep -q "row left out" "$1"' - "$start"

# What people have done in the file of groups is theirs.
python3 "$root/tests/cli/theme_book.py" "$made/themes.xlsx" edited.xlsx "group T1: Name=Out and about"
cp edited.xlsx "$made/themes.xlsx"
echo "R6,Gray,Gina,09/03/2011,Oak School,11,16/05/2025,I like the choir,,The bus was early,A cat" >>"$sheet"
"$waymark" --as sam --in "$made" list theme >groups
expect 0 quick "$sheet"
check_out "left as it is, for somebody has changed it: load it back first"
check "it is as it was" cmp -s edited.xlsx "$made/themes.xlsx"
check "on the page" grep -q "Somebody has changed the file of groups" "$start"
"$waymark" --as sam --in "$made" list theme >groups.after
check "the groups are as they were" cmp -s groups groups.after
check "the new card is printed" grep -q "I like the choir" "$made/cards.html"
expect 2 quick "$made/themes.xlsx"
check_err "themes.xlsx: this is a file of groups that Waymark wrote"
expect 0 --in "$made" import themes "$made/themes.xlsx"
expect 0 quick "$sheet"
check_no_out "left as it is"
check "what was edited is kept" cmp -s edited.xlsx "$made/themes-loaded.xlsx"
expect 0 --in "$made" log --last all
check_out "workplace.wrote of themes-loaded.xlsx"
check "and a new one written" sh -c '! cmp -s edited.xlsx "$1"' - "$made/themes.xlsx"
expect 0 --in "$made" list theme
check_out "Out and about"

# One card that cannot be taken: all else is loaded, and which it is is said.
cp "$made/themes.xlsx" before.xlsx
python3 "$root/tests/cli/theme_book.py" "$made/themes.xlsx" edited.xlsx "group T1: Name=In town" "card 1: Group=T77"
cp edited.xlsx "$made/themes.xlsx"
expect 2 --in "$made" import themes "$made/themes.xlsx"
expect 0 quick "$sheet"
check_out "left as it is: it is loaded back, but 1 thing in it could not be taken:"
check_out "themes.xlsx[Cards]:2: there is no group T77 in this file"
check_out "Correct that and load it back, or delete the file."
check_no_out "somebody has changed it"
check "on the page" grep -q "is loaded back, but 1 thing in it could not be taken:<ul>" "$start"
check "which" grep -q "<li>themes.xlsx\[Cards\]:2: there is no group T77" "$start"
# Several: each is named; of many, the first few.
python3 "$root/tests/cli/theme_book.py" before.xlsx edited.xlsx "group T1: Name=In town" \
    "card 1: Group=T77" "card 2: Group=T78" "card 3: Group=T79"
cp edited.xlsx "$made/themes.xlsx"
expect 0 quick "$sheet"
check_out "3 things in it could not be taken:"
check_out "there is no group T77 in this file"
check_out "there is no group T78 in this file"
check_out "there is no group T79 in this file"
check "on the page" grep -q "there is no group T79" "$start"
python3 "$root/tests/cli/theme_book.py" before.xlsx edited.xlsx "group T1: Name=In town" \
    "card 1: Group=T71" "card 2: Group=T72" "card 3: Group=T73" "card 4: Group=T74" \
    "card 5: Group=T75" "card 6: Group=T76"
cp edited.xlsx "$made/themes.xlsx"
expect 0 quick "$sheet"
check_out "6 things in it could not be taken:"
check_out "and 1 more"
check "on the page" grep -q "<li>and 1 more</li>" "$start"
rm "$made/themes.xlsx"
expect 0 quick "$sheet"
check_no_out "left as it is"
check "a new one" test -s "$made/themes.xlsx"

# One that was cut short before anything was in its folder, and one that holds a file
# of somebody's.
mkdir -p begun/local kept/local
echo mine >kept/local/notes.txt
expect 0 quick "$thornmere/spreadsheets/reviews-2025-schools.csv" --output begun
check "made in the folder that was begun" test -s begun/start.html
expect 1 quick "$thornmere/spreadsheets/reviews-2025-schools.csv" --output kept
check_err "kept is there already, and was not made by"
check_same "what is in it" "kept/local/notes.txt" "$(find kept -type f)"
rm -r begun kept

# A run that was cut short before its end shows the key again.
rm "$start"
expect 0 quick "$sheet"
check_out "$key"

# So does a card that came in before one was cut short get its group.
echo "R7,Gold,Greta,10/03/2011,Oak School,11,17/05/2025,I like the drums,,The bus is early,A horse" >>"$sheet"
expect 0 --in "$made" import reviews "$sheet"
expect 0 quick "$sheet"
check_out "nothing new"
check_same "cards in no group" 0 "$("$waymark" --in "$made" list statement --where theme=none \
    --where tray=none --json | grep -c '"text"')"

# Not ours.
mkdir headings
echo mine >headings/notes.txt
expect 1 quick headings.csv
check_err "headings is there already, and was not made by \`waymark quick\`"
rm -r headings
echo file >headings
expect 1 quick headings.csv
check_err "headings is a file"
rm headings
folder council
expect 0 cycle new 2025
expect 1 quick "$sheet" --output council
check_err "council is a Waymark folder with a cycle of its own (2025)"
unset WAYMARK_WORKPLACE

# On to a cycle of one's own.
export WAYMARK_WORKPLACE="$made"
expect 64 cycle keep 2025 more
expect 2 cycle keep 2025 --scope "shoes=red"
expect 0 cycle keep 2025 --authority "Our Council" --question "What has to change?" \
    --scope "year_group=9,10"
check_out "The cycle 2025 of Our Council is one like any other now"
expect 0 status
check_out "Cycle 2025 (open)"
check_out "Question: What has to change?"
check_out "young people in years 9 and 10"
check "its name" grep -q '"authority": "Our Council"' "$made/settings.json"
expect 1 quick "$sheet"
check_err "is a Waymark folder with a cycle of its own (2025): go on in it with"
expect 1 cycle keep 2026 --authority "Their Council"
check_err 'the cycle "2025" is kept already'
check "its name stays" grep -q '"authority": "Our Council"' "$made/settings.json"
expect 0 undo
expect 0 cycle list
check_out "2024-25  open"
expect 0 quick "$sheet"
expect 0 cycle keep --json
check_json
expect 0 import reviews "$sheet"
expect 0 verify
unset WAYMARK_WORKPLACE

# Who is erased stands in what was written out before, still.
export WAYMARK_WORKPLACE=erasing
expect 0 quick "$sheet" --output erasing
expect 0 erase R6 --yes
for file in cards.html themes.xlsx; do
    check_out "The older copy $file in the folder still holds them"
done
unset WAYMARK_WORKPLACE

# Nothing but N/A, in no year: coverage alone.
printf '%s\nR1,Smith,Sam,05/03/2011,Elm School,9,13/05/2019,N/A,,tbc,-\n' "$head" >none.csv
expect 0 quick none.csv --output "nothing said"
check_out "(cycle 2018-19)"
check_out "There is nothing to print"
check "no cards" test ! -e "nothing said/cards.html"
check "it says why" grep -q "There are no cards and no groups" "nothing said/start.html"
printf 'Reference,Surname,Forename,Date of review,Review due,Working 1\nR1,Smith,Sam,,01/03/2031,\n' >due.csv
expect 0 quick due.csv
check_out "(cycle 2030-31)"

# A workbook, and several files; a page of statements goes in as reviews.
sheets=$thornmere/spreadsheets
python3 "$root/tests/cli/workbook.py" both.xlsx "Schools=$sheets/reviews-2025-schools.csv" \
    "Colleges=$sheets/reviews-2025-colleges.csv"
expect 0 quick both.xlsx
check_out "both.xlsx, 281 rows, taken as reviews: 121 new reviews, 490 new statements"
run quick "$sheets/aspirations-2025.csv" "$sheets/reviews-2025-schools.csv" \
    "$sheets/reviews-2025-colleges.csv" --output several
check_out "aspirations-2025.csv, 70 rows, taken as aspirations"
check_out "reviews-2025-colleges.csv, 207 rows, taken as reviews"
printf 'Reference,Surname,Forename,Date of birth,Date of review,Heading,What was said\n' >said.csv
printf 'R1,Smith,Sam,05/03/2011,13/05/2025,Working,I like art\n' >>said.csv
printf 'R1,Smith,Sam,05/03/2011,13/05/2025,Not working,The bus is late\n' >>said.csv
expect 0 quick said.csv --json
check_json
check_out '"taken_as": "reviews"'
check_out '"cards": 2'
check_out '"recovery_key": "'
# Statements of people whose reviews are in another file, whichever is named first.
printf 'Reference,Date said,Heading,What was said,Said in\n' >more.csv
printf 'R1,13/05/2025,Future,I want a dog,room\nR9,13/05/2025,Future,A cat,room\n' >>more.csv
expect 2 quick more.csv
check_err "more.csv holds statements, which belong to people whose reviews have to be there"
check "no folder" test ! -e more
expect 2 quick more.csv said.csv --output together
check_out "more.csv, 2 rows, taken as statements: 0 new reviews, 1 new statement"
check_err "more.csv:3: nobody with this reference has been imported"
# Plans of people who come in later are not lost.
sheets=$thornmere/spreadsheets
expect 2 quick "$sheets/reviews-2025-schools.csv" "$sheets/aspirations-2025.csv" --output later
run quick "$sheets/reviews-2025-schools.csv" "$sheets/reviews-2025-colleges.csv" \
    "$sheets/aspirations-2025.csv" --output later
check_out "aspirations-2025.csv, 70 rows, taken as aspirations: 0 new reviews, 57 new statements"
run quick "$sheets/reviews-2025-schools.csv" "$sheets/reviews-2025-colleges.csv" \
    "$sheets/aspirations-2025.csv" --output once
check_same "statements" "$(WAYMARK_WORKPLACE=$work/once count statement)" \
    "$(WAYMARK_WORKPLACE=$work/later count statement)"
check_same "statements" 587 "$(WAYMARK_WORKPLACE=$work/later count statement)"

# Columns under names of one's own: said with --map, or asked at a terminal, and remembered.
cat >own.csv <<END
Pupil code,Meeting,Smiley side,Grey clouds
R1,12/05/2025,I like art at school,The bus is always late
R2,13/05/2025,My friends are kind to me,The bell is too loud
R3,14/05/2025,Swimming with my class,The hall is full of noise
END
expect 2 quick own.csv
check_err 'say what they are with --map "HEADING=FIELD"'
expect 2 quick own.csv --map "Pupil code=reference" --map "Meting=date"
check_err 'the file has no column "Meting"; did you mean Meeting?'
check "nothing is made" test ! -e own
expect 0 quick own.csv --map "Pupil code=reference" --map "Meeting=date" \
    --map "Smiley side=working" --map "Grey clouds=not_working"
check_out "3 new reviews, 6 new statements"
check "it is kept" grep -q "Pupil code" own/local/import/reviews.json
# Another school's file with the same headings: nothing is said or asked again.
sed 's/^R/S/' own.csv >other.csv
expect 0 quick other.csv
check_out "3 new reviews, 6 new statements"
check_out "its columns are what was said for the folder own; if one is another thing here, say so with --map"
check "it is kept there too" cmp own/local/import/reviews.json other/local/import/reviews.json
rm -r other
expect 0 quick own.csv
check_out "nothing new"
rm -r own
python3 "$root/tests/cli/talk.py" 'reference|date|working|not_working' \
    "$waymark" quick own.csv >out
check_out '"Grey clouds" (column D): 3 of 3 cells hold something, 3 of them sentences. What is it?'
check_out "3 new reviews, 6 new statements"
check_out "code 0, 0 answers left"
# A group that people have agreed is called suggested no more.
statement=$("$waymark" --in own list statement --where section=working | sed -n '1s/ .*//p')
check "a group" "$waymark" --in own do theme.new section=working name="I like it here" statements="$statement"
check "agreed" "$waymark" --in own do theme.agree theme="I like it here"
expect 0 quick own.csv
check_out ", of which people have agreed 1, to change in Excel"
check_no_out "suggested group"
check "on the page" grep -q "for Excel. People have agreed 1; " own/start.html
expect 0 quick own.csv
check_out "nothing new"
# What cannot be made leaves nothing of it behind.
sed 's|../05/2025|soon|' own.csv >soon.csv
expect 2 quick soon.csv --map "Pupil code=reference" --map "Meeting=date" --map "Grey clouds=not_working"
check "no folder" test ! -e soon
finish
