#!/bin/sh
# SPDX-License-Identifier: MIT
# A review written down while it happens, and the file that comes after it.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

# answer CODE VERB …: with the answers in $lines, one each.
answer() {
    wanted=$1
    shift
    line="waymark $*"
    printf '%s\n' "$lines" | "$waymark" --as sam "$@" >out 2>err
    code=$?
    check_code "$wanted"
}

run init council
export WAYMARK_WORKPLACE="$work/council"
expect 0 cycle new 2025
cat >r.csv <<'END'
Pupil Ref,UPN,Surname,Forename,DOB,School,Year,Review date,Working 1
T1,H801200001001,Quixby,Zoltan,01/02/2008,Holly Bank School,12,04/11/2024,The bus
T2,H801200001002,Ames,Ada,03/04/2009,Oak Lane School,11,,
END
sed -i '1s/$/,Review due/; 2s/$/,/; 3s/$/,2025-12-01/' r.csv
expect 0 import reviews r.csv

# Everything is asked; a line is saved as it comes.
lines='T1


yes
family, school
I like swimming


She smiles at the pool
school
observation
Lunch with my friends
young person
signs
Zelda
interpreter

My taxi is late
familly
Mum
words

'
answer 2 review
check_out "saved as review-000004.0001:working1"
check_out "of the earlier one 1 card is set aside as spare: r.csv:2:working1 (collect.pick brings one back)"
check_out "saved as review-000004.0001:working2"
check_out "saved as review-000004.0001:working3; it waits until somebody picks the top two"
check_out "One of these, please: young person, family, school"
check_out "saved as review-000004.0001:not_working1"
check_out "review-000004.0001: 4 statements written down, and kept."
check_out "It ended before the last question; \`waymark review person-000003.0001 --date 2025-11-20\` goes on."
check_quiet
check_out "One of these, please: family, friend, school, interpreter"
run list statement
check_out "She smiles at the pool  (seen by school)  [review-000004.0001:working2]"
check_out "Lunch with my friends  (interpreted by an interpreter)  (waits to be picked)"
run trace review-000004.0001:working2
check_out "(seen by school)"
run list statement --json
check_out '"source": "review-000004.0001:working2"'
check_out '"how": "observation"'

# It goes on: by UPN, by name and birth date, or by id.
lines='


not there'
answer 0 review "Quixby, Zoltan" --born 1/2/2008
check_out "This review was begun before; it goes on."
check_no_out "Whose review"
expect 0 show review-000004.0001
check_out "Holly Bank School"
check_out "not_there"
lines='

'
answer 0 review H801200001001 --json
check_json
check_out '"finished": true'
check_no_out "begun before"
check_same "reviews" 3 "$(count review)"
expect 0 coverage
check_out "Reviews: 3 due, 2 held, 2 used"

# One that was only due has been held now.
lines='
Y11
no

n/a



did not want
'
answer 2 review T2
check_out "Why: not asked, did not want"
check_out "not saved: that fills a box and says nothing: it makes no card"
check_same "reviews" 3 "$(count review)"

# A doubtful match is asked, never guessed.
lines='Zoltan Quixby
2/2/2008
5
x'
answer 2 review
check_out "Nobody is known by exactly this; these are near:"
check_out "1  person-000003.0001 (the same name, another date of birth); 2025, Holly Bank School, year 12, review of 2024-11-04, review of 2025-11-20"
check_out "A number from 0 to 1, please."
check_err "whose review it is was not decided"
lines='Zoltan Quixby
2/2/2008
0
no'
answer 1 review
check_err "nobody was chosen, and nothing was changed"
check_same "people" 2 "$(count person)"
lines='Zoltan Quixby
2/2/2008
0
yes
T9

Zoltan
Quixby
Hillview
10
yes

Snooker





'
answer 2 review
check_same "people" 3 "$(count person)"
expect 0 log --last 3
check_out "collect.person"
check_no_out "Quixby"
check "no name outside of the vault" sh -c "! grep -aq 'Snooker.*Quixby' council/waymark.db"
expect 1 review person-000099.0001
expect 64 review --colour red

# The same review from a file: it does not double, and says so.
cat >later.csv <<'END'
Pupil Ref,Review date,Working 1,Working 2,Not working 1
T1,20/11/2025,i like  swimming,My dog,
END
expect 0 import reviews later.csv
check_err "later.csv:2: this review was written down while it happened (review-000004.0001): it stays, what is the same was not added again, and what the file says besides was"
check_out "1 statement"
check_no_out "1 review"
check_same "reviews" 4 "$(count review)"
run list statement --where section=working
check_out "I like swimming  [review-000004.0001:working1]"
check_out "My dog"
# An earlier review counts until something is said in the new one, and it is told then.
lines='




'
WAYMARK_NOW=2025-12-05T10:00:00Z answer 2 review H801200001001
check_no_out "set aside"
expect 0 list statement
check_out "I like swimming  [review-000004.0001:working1]"
lines='My new club


'
WAYMARK_NOW=2025-12-05T11:00:00Z answer 2 review H801200001001
check_out "this person has an earlier review in this cycle; the later one counts from now on, and of the earlier one 5 cards are set aside as spare: review-000004.0001:working1, review-000004.0001:working2, review-000004.0001:working3"
check_out "(\`waymark undo"
expect 0 list statement
check_out "I like swimming  (kept as spare)"

# Somebody takes the review back while it goes on.
export WAYMARK_NOW=2025-12-06T10:00:00Z
{
    printf 'T2\n\n\nyes\nfamily\n'
    for _ in 1 2 3 4 5 6 7 8 9 10; do
        sleep 0.3
        "$waymark" --as sam list review | grep -q 2025-12-06 && break
    done
    "$waymark" --as sam undo >undone 2>&1
    printf '\n'
} | "$waymark" --as sam review >out 2>err
code=$?
line="waymark review, taken back"
check_code 1
check_err "has been taken back meanwhile"

# The spreadsheet of reviews that were due comes again: who was there stays as it was seen.
export WAYMARK_NOW=2025-11-20T10:00:00Z
folder due
expect 0 cycle new 2025
cat >due.csv <<'CSV'
Reference,Review due,Review date,Attended,Working 1
AT1,01/06/2025,,No,
AT3,04/06/2025,,,
CSV
expect 0 import reviews due.csv
expect 0 do collect.review person=AT1 date=2025-06-02 attended=yes
echo 'AT2,01/06/2025,03/06/2025,Yes,My dog' >>due.csv
expect 0 import reviews due.csv
check_err "due.csv:2: this review was written down while it happened"
check_no_err "corrected"
expect 0 list review --json
check_no_out '"attended": false'
check_same "reviews" 3 "$(count review)"
# What was not said then, the file may say.
expect 0 do collect.review person=AT3 date=2025-06-04
sed -i 's/^AT3.*/AT3,04\/06\/2025,,No,/' due.csv
expect 0 import reviews due.csv
expect 0 list review --json
check_out '"attended": false'

expect 0 verify
# Somebody who said no in another cycle: it is said when the review begins.
expect 0 "do" collect.permit person=AT1 what=quote given=no decided_by=family date=3/11/2025 --cycle 2025
expect 0 cycle new other
lines='AT1




Dogs






'
answer 0 review --cycle other
check_out "School or college (Enter: not given): "
check_out "in the cycle 2025 this person said no to being quoted, on 3 November 2025: it is noted here too"
# One that came in a file is named by its row, as elsewhere.
expect 0 "do" collect.say review=due.csv:3 section=working text="The pool" speaker=young_person --cycle 2025
expect 0 "do" collect.no_view review=due.csv:3 section=aspiration why=not_asked --cycle 2025
expect 0 "do" collect.no_view "review=due.csv#2:4:working1" section=aspiration why=not_asked --cycle 2025
expect 1 "do" collect.say review=due.csv:9 section=working text="The pool" speaker=young_person --cycle 2025
check_err 'there is no review called "due.csv:9" in this cycle; name it by FILE:LINE'
# Nor does it look as if the words of somebody who said no were used.
expect 0 "do" collect.permit person=AT1 what=workshop given=no decided_by=young_person --cycle other
lines='AT1
Cats






'
answer 0 review --cycle other
check_out ":working2; it is not used, by their own wish"
# What another cycle knows of somebody is offered, a school year on; and Enter takes it.
cat >before.csv <<'CSV'
Reference,School,Year,Review date,Working 1
AT5,The Weir School,10,01/06/2025,My dog
AT6,The Weir School,20,01/06/2025,My cat
CSV
expect 0 import reviews before.csv --cycle 2025
lines='AT5


yes


nothing came

nothing came

nothing came
'
answer 0 review --cycle other
check_out "School or college (Enter: The Weir School, as in the cycle 2025): "
check_out "School year (Enter: 11; it was 10 in the cycle 2025): "
expect 0 coverage --cycle other
check_out "The Weir School                                   1      1"
check_out "Year 11                                           1      1"
lines='AT6
Lyme College

yes


nothing came

nothing came

nothing came
'
answer 0 review --cycle other
check_out "School year (Enter: not given): "
expect 0 coverage --cycle other
check_out "Lyme College                                      1      1"
# What this cycle knows stays as it is.
lines='AT5
'
WAYMARK_NOW=2025-11-21T10:00:00Z answer 2 review --cycle other
check_out "School or college (Enter: as known): "

# Under each heading Enter means the young person again, as they say things.
folder enter
expect 0 cycle new 2025
printf 'Reference,School,Year,Review due\nE1,Elm School,11,01/12/2025\n' >e.csv
expect 0 import reviews e.csv
lines='E1


yes

I have a talker
young person
aac

Mum drives me
Mum

She waits for me



The bus is late




To live by the sea




'
answer 0 review
check_out "Who said it (Enter: family)? "
run list statement --json
check_same "mum, until the heading is over" 2 "$(grep -c '"speaker": "family"' out)"
check_same "in words, as nothing else is said of her" 2 "$(grep -c '"how": "words"' out)"
check_same "the young person, in their own way" 3 "$(grep -c '"how": "aac"' out)"
finish
