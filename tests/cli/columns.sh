#!/bin/sh
# SPDX-License-Identifier: MIT
# What columns are is said once, and kept for the authority.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
own=council/local/import/reviews.json
cat >home.csv <<'END'
Pupil ref,Review date,Strengths at home 1,Strengths at home 2,Tricky bits,Case officer,Caseworker notes
R1,12/05/2025,I like cooking with my nan,Drumming is what I do,the bus is always late,Mrs Patel,rang the school about it
R2,13/05/2025,my dog makes me calm,,too much noise in the hall,Mr Khan,waiting for a reply from them
R3,13/05/2025,we go to the farm,,nobody explains the work,Mr Khan,came with his mother this time
END

# new NAME: a fresh folder with an open cycle.
new() {
    rm -rf council
    folder council
    run cycle new 2025
}

new
expect 0 columns home.csv
check_out '"Pupil ref" (column A): Person ID'
check_out '"Strengths at home 2" (column D): not known; 1 of 3 cells hold something, 1 of them a sentence'
check_out '"Case officer" (column F): not known; 3 of 3 cells hold something'
check_no_out nan
expect 0 columns reviews home.csv --json
check_json
check_out '"state": "not_known"'
check_same "kept by looking" no "$([ -f "$own" ] && echo yes || echo no)"

# Through a pipe nothing is asked, and nothing waits.
expect 2 import reviews home.csv
check_err '"Strengths at home 1" (column C) holds sentences'
expect 0 undo

# A column without a heading, and headings in two rows as under merged cells.
printf 'Pupil ref,Review date,What is working,,\n,,First,Second,\nR1,12/05/2025,Art,Tea,%s\n' \
    'she said that the driver shouts' >two.csv
expect 0 columns two.csv
check_out "two.csv: column names on line 1, 1 row below it"
check_out '"What is working Second" (column D): Working'
check_out "column E: no heading; 1 of 1 cells hold something, 1 of them a sentence"
expect 0 columns two.csv --json
check_json
check_out '"state": "no_heading"'
expect 2 import reviews two.csv
check_err "two.csv:1: column E has no heading and holds a sentence (in 1 row), and it did not go in"
check_out "1 young person seen for the first time"
check_out "2 statements"
expect 0 undo

# Said on the command line.
expect 0 import reviews home.csv --map "Strengths at home 1=working" \
    --map "tricky bits=Not working" --map "Caseworker notes=ignore"
check_out "7 statements"
check_out '1 column was not used: "Case officer"'
check_same "kept" 1 "$(grep -c '"Strengths at home"' "$own")"
check_same "left out" 1 "$(grep -c '"Caseworker notes"' "$own")"
# The next file with these names needs no word.
sed 's/R1,/R9,/; 3,4d' home.csv >later.csv
expect 0 import reviews later.csv
check_out "3 statements"
check_no_out "Caseworker notes"
# Said otherwise later, it is the one and not the other.
expect 0 columns home.csv --map "Caseworker notes=not_working" --map "Tricky bits=ignore"
check_out '"Tricky bits" (column E): (left out: you do not need it)'
check_out '"Caseworker notes" (column G): Not working'

# Shown, and taken back: the next file asks again.
expect 0 columns
check_out 'Said of the columns of reviews, kept in local/import/reviews.json:'
check_out '"Strengths at home": Working'
check_out '"Tricky bits": (left out: you do not need it)'
expect 0 columns reviews --json
check_json
check_out '"field": "working"'
expect 0 columns participants
check_out "Nothing has been said of the columns of participants."
cp "$own" before.json
expect 1 columns --forget "Tricky bits" --forget "Strenghts at home"
check_err 'nothing has been said of "Strenghts at home"; did you mean Strengths at home?'
check "nothing of that was forgotten" cmp "$own" before.json
expect 64 columns home.csv --forget "Tricky bits"
expect 64 columns --map "Tricky bits=working"
expect 0 columns reviews --forget "Strengths at home 2" --forget "tricky bits"
check_no_out "Strengths"
check_no_out "Tricky"
check_out '"Caseworker notes": Not working'
expect 0 columns home.csv
check_out '"Strengths at home 2" (column D): not known'
check_out '"Tricky bits" (column E): not known'
expect 0 columns home.csv --map "Strengths at home 1=working" --map "Tricky bits=ignore"

# What cannot be.
cp "$own" before.json
expect 2 columns home.csv --map "Strenghts at home 1=working"
check_err "the file has no column \"Strenghts at home 1\"; did you mean Strengths at home 1?"
expect 2 columns home.csv --map "Tricky bits=woking"
check_err '"woking" is nothing that a column of reviews can be; it can be working, not_working'
expect 2 columns home.csv --map "Tricky bits"
check_err '--map takes "HEADING=FIELD"'
expect 64 import reviews home.csv --dry-run --map "Tricky bits=working"
expect 1 columns not-there.csv
run do workplace.member name=violet roles=viewer
actor=violet
expect 1 columns home.csv --map "Tricky bits=working"
check_err "only an officer, a facilitator or the owner may say what columns mean"
expect 1 columns --forget "Tricky bits"
check_err "only an officer, a facilitator or the owner may say what columns mean"
actor=sam
check "nothing of that was kept" cmp "$own" before.json
echo '{"fields": 3}' >"$own"
expect 2 columns home.csv
check_err "local/import/reviews.json"
echo '{"not_used_sheets": [3]}' >"$own"
expect 2 columns
check_err '"not_used_sheets": word 1 is no text or empty'

# Asked at a terminal, once.
new
talk() {
    line="talk: $*"
    python3 "$root/tests/cli/talk.py" "$@" >out 2>err
    code=$?
}
talk '99|1|not working|0' "$waymark" --as sam import reviews home.csv
check_code 0
check_out 'home.csv'
check_out '"Strengths at home 1" (column C): 3 of 3 cells hold something, 3 of them sentences. What is it?'
check_out "That is no number of the list."
check_no_out '"Strengths at home 2" (column D): 1'
check_no_out '"Case officer" (column F): 3'
check_out "7 statements"
check_out "code 0, 0 answers left"
talk 'never' "$waymark" --as sam import reviews later.csv
check_out "code 0, 1 answers left"
check_out "3 statements"
# All that is not known, by the verb; Enter leaves it for another day.
talk '' "$waymark" --as sam columns home.csv
check_out '"Case officer" (column F): 3 of 3 cells hold something. What is it?'
check_out "code 0, 0 answers left"
check_out '"Case officer" (column F): not known'

# A needed column that is missing is asked for too; a child's name is never shown.
new
printf 'Whose,When,Working 1\nR1,12/05/2025,Art\n' >own.csv
expect 0 columns own.csv
check_out "perhaps the column names on line 1"
check_out "missing: "
talk 'Person ID|review date' "$waymark" --as sam import reviews own.csv
check_out '"Whose" (column A): 1 of 1 cells hold something. What is it?'
check_out "1 statement"
printf 'Zelda Quixby,12/05/2025,Art\nMo Ashdown,13/05/2025,Maths\n' >names.csv
expect 0 columns names.csv
check_no_out Quixby
expect 2 import reviews names.csv

# A column more for a heading that has one: its words are new, and nothing that was taken
# before is mashed, doubled or written over.
new
cat >more.csv <<'END'
Pupil ref,Review date,Sunny side,Working,Smiley side
A1,12/05/2025,,"- Chess at break
- My nan helps me",Good at maths
A2,13/05/2025,Drawing,Football; swimming,
END
expect 2 import reviews more.csv
check_out "4 statements"
expect 0 import reviews more.csv --map "Smiley side=working" --map "Sunny side=working"
check_out "2 statements"
check_no_out corrected
check_no_err corrected
check_no_err "empty now"
expect 0 list statement
for words in "Chess at break" "My nan helps me" "Good at maths" Drawing Football swimming; do
    check_same "cards of $words" 1 "$(grep -c "  $words  " out)"
done
check_same "statements" 6 "$(grep -c '^statement' out)"

# Sheets of a workbook.
new
printf 'Notes of the team\nring the schools,by Friday\n' >notes.csv
printf 'Child,Seen on,Sunny side\nR7,14/05/2025,I like it when we sing\n' >old.csv
printf 'Pupil ref,Review date,Working 1\nR1,12/05/2025,Art\n' >new.csv
python3 "$root/tests/cli/workbook.py" all.xlsx New=new.csv Old=old.csv Notes=notes.csv
expect 0 import reviews all.xlsx
check_err "all.xlsx[Old]: this sheet is left out: it has no column names that are understood"
check_out "1 statement"
talk 'y|Person ID|review date|working|n' "$waymark" --as sam import reviews all.xlsx
check_out "The sheet all.xlsx[Old] has no column names that are understood (1 rows). Does it hold reviews?"
check_out "code 0, 0 answers left"
check_out "1 statement"
check_same "sheets that are not needed" 1 "$(grep -c '"Notes"' "$own")"
expect 0 columns
check_out '"[Notes]": (left out: you do not need it)'
expect 0 import reviews all.xlsx
check_no_err "left out"
new
expect 0 import reviews all.xlsx --map "[Notes]=ignore" --map "Child=reference" \
    --map "Seen on=date" --map "Sunny side=working"
check_no_err "left out"
check_out "2 statements"
expect 2 import reviews all.xlsx --map "[Other]=ignore"
check_err 'the file has no sheet "Other" that can be seen'
# Before there is a folder: it is looked at, and the fields are listed; nothing is kept.
mkdir nowhere
cp home.csv nowhere/pupils.csv
cd nowhere || exit 1
expect 0 --in . columns pupils.csv
check_out '"Pupil ref" (column A): Person ID'
check_out 'not_working, aspiration'
check_out 'It is kept in a Waymark folder: waymark init FOLDER makes one, and --in names it.'
expect 1 --in . columns pupils.csv --map "Tricky bits=not_working"
check_err "is not a Waymark folder"
expect 1 --in . columns nothing.csv
check_err "nothing.csv"
expect 1 --in mistyped columns pupils.csv
check_err "mistyped is not a Waymark folder"
check_same "nothing is made" pupils.csv "$(ls)"
cd "$work" || exit 1
finish
