#!/bin/sh
# SPDX-License-Identifier: MIT
# Two people who may be one wait for a person's decision.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
folder council
run cycle new 2025
head='Pupil ref,Surname,Forename,Date of birth,School,Review date,Working 1'
printf '%s\nEL1,Quixby,Zelda,03/04/2010,Elm Park,12/05/2025,Drumming\n' "$head" >elm.csv
printf '%s\nOK7,Quixby,Zelda,03/04/2010,Oak Lodge,09/06/2025,The farm\nOK8,Quixbie,Zelda,03/04/2010,Oak Lodge,09/06/2025,Maps\n' "$head" >oak.csv

expect 0 people
check_out "Nobody is in doubt: nothing to decide."
expect 0 import reviews elm.csv
expect 0 import reviews oak.csv --dry-run
check_out "1 pair of people who may be one"
check_same "doubts after a dry run" 0 "$(count doubt)"
expect 0 import reviews oak.csv
check_err "oak.csv:2: somebody with the same name and date of birth is known already, and nothing else agrees: taken for two people until a person decides"
check_no_err Quixby
check_out "2 young people seen for the first time"

# Listed without names for all; with them for an owner or an officer, who stands in the log.
expect 0 list doubt
check_out "oak.csv:2"
check_no_out Quixby
expect 0 status
check_out "1 pair of people may be one and the same: a person decides (\`waymark people\`)."
expect 0 status --json
check_out '"doubts": 1'
expect 0 people
check_out "known already: person-"
check_out "Zelda Quixby, born 3 April 2010, reference EL1"
check_out "2025: Oak Lodge; 1 review on 9 June 2025, 1 statement"
expect 0 log --last 1
check_out workplace.people
check_no_out Quixby
expect 0 people --json
check_json
check_out '"reason": "same_name"'
expect 0 do workplace.member name=violet roles=facilitator
actor=violet
expect 1 people
check_no_out Quixby
expect 1 do workplace.same doubt="$("$waymark" --as sam list doubt | sed -n 's/ .*//p' | head -n 1)"
actor=sam

doubt=$("$waymark" --as sam list doubt | sed -n 's/^\(doubt-[0-9.]*\) .*/\1/p')
expect 0 do workplace.same doubt="$doubt"
check_out "removed person-"
check_same "people" 2 "$(count person)"
check_same "statements" 3 "$(count statement)"
expect 0 verify
expect 0 undo
check_same "people after undo" 3 "$(count person)"
expect 0 verify
expect 0 do workplace.same doubt="$doubt"
expect 1 do workplace.different doubt="$doubt"
check_err "has been decided: same"
expect 1 do workplace.same doubt=doubt-000099.0001
expect 2 do workplace.same doubt=person-000002.0001

# Neither file asks or doubles again, as it is or corrected.
cp elm.csv again.csv
sed 1d oak.csv >>again.csv
expect 0 import reviews again.csv
check_out "3 rows that were there already"
check_no_out "seen for the first time"
check_same "people" 2 "$(count person)"
check_same "open doubts" 0 "$(count doubt --where state=open)"
finish
