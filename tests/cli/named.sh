#!/bin/sh
# SPDX-License-Identifier: MIT
# What people read on paper names a record: the number of a card, the T3 of a group; and
# a person is named by their reference.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/cli/theme_book_lib.sh
. "$root/tests/cli/theme_book_lib.sh"

sorted_folder numbers
expect 0 do theme.move statements=2,card\ 7 to=T1
check_same "card 2" "$friends" "$(where 2)"
check_same "card 7" "$friends" "$(where 7)"
expect 0 show 10
check_out "Nobody asks me"
expect 0 show "card 10" --json
check_json
expect 0 trace 10
check_out "Nobody asks me"
expect 0 do theme.agree theme=T3 name="I miss things because of the bus"
check_err "waymark: T3 is \"Buses\", $buses now"
number=$(sed -n '1s/.*: command //p' out)
check "there is a number" test -n "$number"
check_err "if the T3 of an older workbook was meant, and that was another group, \`waymark undo $number\` takes this back"
check_same "the bus" "Buses / I miss things because of the bus" "$(called $buses)"
expect 0 show t3
check_out "I miss things because of the bus"
expect 1 do theme.move statements=99 to=T1
check_err 'no card of this cycle has the number 99. Look at the number, or name it by FILE:LINE:HEADING; `waymark list statement` shows them'
expect 1 do theme.move statements=2 to=Freinds
check_err 'there is no theme called "Freinds" in this cycle; did you mean Friends?'
expect 2 do implement.share channel=newsletter what="What we heard" date=2025-11-19
check_err "did you mean school_newsletter?"
# Every year has a card 10: that of the year that is open is meant, unless one is named.
expect 0 cycle close --cycle 2025
expect 1 show 10
check_err "nor a card of an open cycle numbered so"
expect 0 show 10 --cycle 2025
check_out "Nobody asks me"

# By reference: who it is is looked up, for whoever may, and that is in the log; the
# reference itself is not.
folder people
cd "$work" || exit 1
expect 0 cycle new 2025
expect 0 import reviews reviews.csv
before=$(last)
expect 0 do collect.permit person=r2 what=quote given=yes decided_by=young_person
run log --json
check_out "workplace.find_person"
check_no_out '"r2"'
check_no_out '"R2"'
check_same "commands" $((before + 2)) "$(last)"
expect 0 list permission --json
check_out '"person": "person-'
expect 0 do collect.withdraw person=R2 what=quote decided_by=young_person --dry-run
expect 1 do collect.permit person=R99 what=quote given=yes decided_by=young_person
check_err 'nothing that somebody said in this cycle came from "R99", and nobody has this reference'
before=$(last)
expect 0 do collect.permit person=reviews.csv:2 what=quote given=yes decided_by=young_person
check_same "nobody is looked up" $((before + 1)) "$(last)"
# So it is in a list.
before=$(last)
expect 0 list statement --where person=r2
check_out "My friends"
check_out "reviews.csv:3:"
check_no_out "reviews.csv:2:"
check_same "who looked is noted, once" $((before + 1)) "$(last)"
expect 0 list permission --where person=R2,R3
check_out "1 permission"
expect 1 list statement --where person=R99
check_err 'nothing that somebody said in this cycle came from "R99", and nobody has this reference'
expect 0 do workplace.member name=robin roles=facilitator
actor=robin
expect 1 list statement --where person=R3
check_err "robin may not do workplace.find_person"
expect 1 do collect.permit person=R3 what=quote given=yes decided_by=young_person
check_err "robin may not do workplace.find_person"
finish
