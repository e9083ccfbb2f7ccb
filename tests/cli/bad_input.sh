#!/bin/sh
# SPDX-License-Identifier: MIT
# Bad input: each message says which file and line, what is wrong and what to do;
# nothing sound is lost, and nothing that was there is touched.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

header='Pupil Ref,Surname,Forename,DOB,School,NC Year,Review date,Working 1,Working 2,Not working 1,Not working 2,Future 1,Future 2,Said by'
# row REFERENCE FORENAME WORDS: a sound row of the header above.
row() {
    printf '%s,Grey,%s,03/05/2009,Thornmere Academy,11,14/01/2025,%s,,,,,,Young person\r\n' "$@"
}

# fresh: an empty folder with one cycle.
folders=0
fresh() {
    folders=$((folders + 1))
    folder "council-$folders"
    "$waymark" --as sam cycle new 2025 >/dev/null
}

# holds REVIEWS STATEMENTS: what is in the folder, and that it is sound.
holds() {
    check_same "reviews" "$1" "$(count review)"
    check_same "statements" "$2" "$(count statement)"
    expect 0 verify
}

# Missing columns: which, and which were found.
fresh
expect 2 import reviews "$bad/missing-column.csv"
check_err 'missing-column.csv:1: columns are missing: "Person ID", "UPN", "Surname" or "Name"'
check_err 'the columns found are: "School", "NC Year", "Review date", "Working 1"'
check_err 'say which it is with --map "HEADING=FIELD" (`waymark help columns`)'
expect 2 import participants "$bad/small.csv"
check_err 'small.csv:1: columns are missing: "Role group"'
holds 0 0

# 31/02/2025: that row is left out, the others go in.
expect 2 import reviews "$bad/impossible-date.csv"
check_err 'impossible-date.csv:3: row left out: Review date: "31/02/2025" is not a date in the calendar; correct it'
check_out "impossible-date.csv: 3 rows, 1 of them refused (named above)"
check_no_out "the rest went in"
holds 2 9
expect 2 import reviews "$bad/impossible-date.csv" --json
check_json
check_out '"refused": 1'
check_out '"rows": 3'
check_out '"refused_rows": 1'
check_out 'impossible-date.csv:3: row left out'
# Importing it again says again what is wrong with it.
expect 2 import reviews "$bad/impossible-date.csv"
check_err "impossible-date.csv:3: row left out"
check_out "impossible-date.csv: all its rows but those refused have been imported before, exactly as they are: nothing was added."
check_out "1 refused, named above"
holds 2 9

# Where every row was refused, none has been imported before, however often it comes.
fresh
printf 'Surname,Forename,Date of birth,Review date,Working 1\nOsei,Zola,,12/05/2025,I like art\n' \
    >nobody.csv
for turn in first second; do
    expect 2 import reviews nobody.csv
    check_err "nobody.csv:2: row left out"
    check_same "the $turn time" "nobody.csv: 1 row, refused (named above)" "$(cat "$work/out")"
done
holds 0 0

# A quote that is never closed costs its own row only.
fresh
expect 2 import reviews "$bad/unclosed-quote.csv"
check_err "unclosed-quote.csv:3: row left out: a quotation mark opens a cell on this line and is not closed"
check_err "close it or take it out"
holds 3 12

# Three things that work: all are kept, two count.
fresh
expect 0 import reviews "$bad/three-working.csv"
check_err "three-working.csv:2: 3 statements of what is working; only the first 2 count until someone picks the top 2"
check_out "1 statement that waits until somebody picks a person's top two (\`waymark do collect.pick_top\`)"
holds 3 14
run list statement --where tray=to_pick
check_out "My two friends"

# Somebody whom no review names.
expect 2 import statements "$bad/unknown-person.csv"
check_err "unknown-person.csv:3: nobody with this reference has been imported; import their review first, or correct the reference"
holds 3 14

# Encodings. Windows-1252 is taken as what it is; what is nothing is refused.
fresh
{ echo "$header" && row TH30001 Sky 'I like my caf\351'; } | sed 's/caf.351/caf\xe9/' >latin.csv
expect 0 import reviews latin.csv
run list statement
check_out "I like my café"
{ printf '\357\273\277%s\r\n' "$header" && row TH30002 Ash 'I like my caf@' &&
    row TH30003 Robin 'I like the garden'; } | tr '@' '\351' >broken.csv
expect 2 import reviews broken.csv
check_err "broken.csv:2: row left out: character 74 of this line is the byte 0xE9, which is no character in UTF-8; type it again and save the file as \"CSV UTF-8\""
holds 2 2
printf 'PK\003\004 a workbook' >workbook.csv
expect 2 import reviews workbook.csv
check_err "workbook.csv: the file is damaged or was cut short"
printf '%%PDF-1.7\n' >letter.csv
expect 2 import reviews letter.csv
check_err "letter.csv: "
{ echo "$header" && row TH30004 Jo 'One'; } | iconv -t UTF-16LE >half.csv
expect 0 import reviews half.csv
holds 3 3

# NUL bytes.
{ echo "$header" && row TH30005 Ash 'I like @ my tutor' && row TH30006 Kit 'The art room'; } |
    tr '@' '\000' >nul.csv
expect 2 import reviews nul.csv
check_err "nul.csv:2: row left out: character 68 of this line is a NUL, which no text has; type it again and save the file as \"CSV UTF-8\""
holds 4 4

# Ragged rows: too long is said with what to do; too short is taken as empty, and said.
fresh
{
    echo "$header"
    echo "TH30001,Grey,Sky,03/05/2009,Thornmere Academy,11,14/01/2025,I like art, music and drama,,,,,,,Young person,me"
    echo "TH30002,Grey,Ash,03/05/2009,Thornmere Academy,11,14/01/2025,I like art"
    row TH30003 Robin "I like the garden"
} >ragged.csv
expect 2 import reviews ragged.csv
check_err "ragged.csv:2: 2 cells that hold text beyond the last column are left out; if words hold a comma, put the cell in quotation marks"
check_out "       1 cell or column left out, named above: the rest went in"
check_err "ragged.csv:3: this row stops after 8 of 14 columns; the rest counts as empty. Check that it was saved whole"
check_no_err "ragged.csv:4"
holds 3 4

# Nothing in it, or nothing that it could be.
: >empty.csv
expect 2 import reviews empty.csv
check_err "empty.csv: there is nothing in it that can be read"
echo "$header" >header.csv
expect 0 import reviews header.csv
check_out "header.csv: 0 rows"
check_err "header.csv: no rows to take under the column names; check that the right sheet was saved"
expect 2 import reviews "$thornmere/README.md"
check_err "README.md: no row of column names in the first 20 rows; one row has to name"
expect 2 import reviews "$bad"
check_err "spreadsheets/bad: this is a folder; name a file"
expect 2 import reviews /dev/null
check_err "/dev/null: not a plain file; name a file"
mkfifo pipe.csv
expect 2 import reviews pipe.csv
check_err "pipe.csv: not a plain file; name a file"
expect 1 import reviews nowhere.csv
check_err "nowhere.csv: there is no such file; check the name and the folder"
holds 3 4

# The same person under two references: taken, and said.
{ echo "$header" && row TH39999 Robin "I like the greenhouse"; } >twice.csv
expect 0 import reviews twice.csv
check_err "twice.csv:2: this person was known with another reference until now: both are kept. Check that they are one person"
holds 3 4

# A file of commands with mistakes: what is sound is done, once.
cat >day.txt <<'COMMANDS'
# The morning.
prepare.ask question="What has to change?"
prepare.asc question="What has to change?"
prepare.ask question="What has to
prepare.ask
theme.name theme=@bus name="I get there"
prepare.workshop date=31/02/2026
prepare.workshop date=12/02/2026 venue="Town Hall"
COMMANDS
expect 2 do --file day.txt
check_err 'day.txt:3: step prepare: there is no command "asc"; did you mean ask?'
check_err 'day.txt:4: a quotation mark is opened but not closed; add the closing one'
check_err 'day.txt:5: prepare.ask: it needs question=…'
check_err 'day.txt:6: @bus is not named by any line above that was done (write as=@bus on the line that creates it)'
check_err 'day.txt:7: prepare.workshop: date: "31/02/2026" is not a date in the calendar; correct it'
check_out "day.txt: 2 commands done, 5 refused (named above)."
expect 2 do --file day.txt
check_out "day.txt: 0 commands done, 2 had been done before (on 20 November 2025), 5 refused (named above)."
printf 'prepare.ask question="caf\351"\n' >day.txt
expect 2 do --file day.txt
check_err "day.txt is not plain UTF-8 text; save it as UTF-8 and try again"

# Votes over the budget, and a theme without a name: refused line by line, the rest stands.
fresh
{ echo "$header" && row TH30001 Sky "I like art"; } >one.csv
expect 0 import reviews one.csv
expect 0 "do" prepare.invite perspective=young_person number=2
cat >votes.txt <<'COMMANDS'
theme.new as=@art section=working statements=one.csv:2:working1
theme.new as=@bare section=working
theme.agree theme=@bare
theme.agree theme=@art name="I make things"
understand.cause as=@late theme=@art text="The room is shut"
understand.cause as=@other theme=@art text="There is no paint"
understand.root cause=@late
understand.root cause=@other
understand.open_voting dots=3 most_on_one=2
understand.vote cause=@late perspective=family dots=3 people=1
understand.vote cause=@late perspective=family dots=2 people=1
understand.vote cause=@other perspective=family dots=2 people=1
understand.vote cause=@other perspective=family dots=1 people=1
understand.vote cause=@other perspective=family dots=0 people=1
understand.vote cause=@other perspective=school dots=1
COMMANDS
# votes LEFT: at the second time the one dot has been given.
votes() {
    expect 2 "do" --file votes.txt
    check_err 'votes.txt:3: It has no name yet. Say what the group means, as one person would: "I …".'
    check_err "votes.txt:10: 1 person can put 2 dots on one cause, not 3: the rule of this round is at most 2 from each."
    check_err "votes.txt:12: That is 2 dots, and there $1 left: the viewpoint \"family\" has 3 in all, 3 for each of 1."
    check_err "votes.txt:14: Give at least 1 dot, not 0."
    check_err 'votes.txt:15: Nobody with the viewpoint "school" is noted as being there. Say how many people gave these dots (people=…)'
}
votes "is 1"
check_out "votes.txt: 10 commands done, 5 refused (named above)."
expect 0 list vote
check_out "are hidden while it is open"
votes "are none"
check_out "votes.txt: 0 commands done, 10 had been done before"
expect 0 "do" understand.close_voting
check_same "votes" 2 "$(count vote)"
expect 0 verify

# What a terminal would obey is taken out of cells, and else shown, not sent.
fresh
esc=$(printf '\033') csi=$(printf '\302\233')
{ echo "$header" && row TH30001 Sky "I like ${esc}]0;art${csi}31m"; } >escape.csv
expect 0 import reviews escape.csv
check_err "escape.csv:2: cells of this row hold control characters, which nobody sees; they were taken out"
run list statement
check_out "I like ]0;art31m"
expect 0 do prepare.ask "question=What ${esc}[2J has ${csi}31m to change?"
expect 0 status
check_out 'What \u001b[2J has \u009b31m to change?'
check_no_out "$esc"
check_no_out "$csi"
expect 0 status --json
check_json
check_no_out "$csi"
expect 2 do "prepare${esc}[2J"
check_err 'prepare\u001b[2J'
check_no_err "$esc"

# A file that is cut off while it is imported: as it was, or a message; no crash.
fresh
{
    echo "$header"
    seq 1 3000 | sed 's/.*/TH5&,Grey,Sky&,03\/05\/2009,Thornmere Academy,11,14\/01\/2025,Art &,,,,,,Me\r/'
} >cut.csv
line="waymark import reviews cut.csv, cut off meanwhile"
"$waymark" --as sam import reviews cut.csv >out 2>err &
import=$!
sleep 0.3
truncate -s 400 cut.csv
wait "$import"
code=$?
check "it ends by itself" [ "$code" -le 2 ]
expect 0 verify

# One line of 1 GiB, with the rows around it taken; the release build, in 200 MB.
fresh
{ echo "$header" && row TH30001 Sky "I like art"; } >huge.csv
truncate -s 1G huge.csv
{ printf '\r\n' && row TH30002 Ash "I like music"; } >>huge.csv
line="waymark import reviews huge.csv (release build)"
(
    # shellcheck disable=SC3045 # dash and bash have it
    ulimit -d 200000
    "$build/waymark" --as sam import reviews huge.csv
) >out 2>err
code=$?
rm huge.csv
check_code 2
check_err "huge.csv:3: row left out: it is longer than 1048576 bytes; check that the file has line ends, and split the row"
holds 2 2
line="waymark cluster < a line of 1 GiB (release build)"
head -c 1G /dev/zero | (
    # shellcheck disable=SC3045 # dash and bash have it
    ulimit -d 200000
    "$build/waymark" cluster
) >out 2>err
code=$?
check_code 2
check_err "(standard input): more than 64 MiB; give one section or one school at a time"
finish
