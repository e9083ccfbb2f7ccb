#!/bin/sh
# SPDX-License-Identifier: MIT
# undo: what one line did goes with one, however many commands it took.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
workbook() { python3 "$root/tests/cli/workbook.py" "$@" || exit 1; }
last() { "$waymark" log --last 1 | sed 's/^ *\([0-9]*\) .*/\1/'; }
# rows FROM TO: a file of reviews.
rows() {
    echo 'Person ID,School,Review date,What is working 1'
    seq "$1" "$2" | sed 's/.*/R&,,12\/05\/2025,I like thing number &/'
}
folder council
expect 0 cycle new 2025
rows 1 2001 >long.csv
expect 0 import reviews long.csv
newest=$(last)
expect 0 undo --dry-run
check_out "This would take back command $newest (import.reviews, by sam): 4 records would be as they were before."
check_out "This would take back commands $((newest - 2)) and $((newest - 1)) (import.reviews, by sam), which it was done with, if nothing later builds on it."
check_same "nothing went" 2001 "$(count statement)"
expect 0 undo
check_out "Took back commands $((newest - 2)) to $newest (import.reviews, by sam): 8004 records are as they were before."
check_same "all of it went" 0 "$(count statement)"
expect 0 verify
# It comes back one by one, and each says which is next.
undos=$(last)
expect 0 undo "$undos"
check_out "Command $((undos - 1)) is an undo, too, done just before this one. If what it took away is to come back as well: waymark undo $((undos - 1))"
expect 0 undo $((undos - 1))
check_out "waymark undo $((undos - 2))"
expect 0 undo $((undos - 2))
check_same "all of it is back" 2001 "$(count statement)"
expect 0 verify
expect 0 undo "$newest"
check_same "and gone again" 0 "$(count statement)"
# By the number of any, and after it came in once more.
expect 0 import reviews long.csv
check_out "2001 statements"
newest=$(last)
expect 0 undo $((newest - 1)) --json
check_json
check_out '"records": 8004'
check_out "$newest,"
check_same "all of it went again" 0 "$(count statement)"

# What cannot go keeps the rest.
expect 0 import reviews long.csv
newest=$(last)
expect 0 "do" collect.reword statement=long.csv:2:working1 "text=I like cake"
expect 1 undo "$newest"
check_err "take that back first with \`waymark undo $((newest + 1))\`"
check_same "all of it is there" 2001 "$(count statement)"
expect 0 verify
expect 0 undo
check_out "(collect.reword, by sam)"
expect 0 undo "$newest"
# The last rows of somebody who was erased keep nothing of the rest.
rows 1 1001 >erased.csv
expect 0 import reviews erased.csv
expect 0 erase R1001 --yes
expect 0 undo $(($(last) - 2))
check_same "it went without them" 0 "$(count statement)"

# The sheets of a workbook are one import.
folder sheets
expect 0 cycle new 2025
rows 1 2 >one.csv
rows 3 5 >two.csv
workbook tabs.xlsx "Elm School=one.csv" "Oak School=two.csv"
expect 0 import reviews tabs.xlsx
check_same "statements" 5 "$(count statement)"
expect 0 undo --json
check_out '"records": 20'
check_same "both sheets went" 0 "$(count statement)"
# Nor does what somebody else did go unasked.
expect 0 "do" workplace.member name=ana roles=owner
sed 1s/What.is.working/Strange/ two.csv >strange.csv
workbook mixed.xlsx "Elm School=one.csv" "Oak School=strange.csv"
run import reviews mixed.xlsx
expect 0 columns reviews mixed.xlsx --map "Strange 1=working"
actor=ana
expect 0 import reviews mixed.xlsx
check_same "statements" 5 "$(count statement)"
expect 1 undo
check_err "which goes with it, was done by sam; name a number to take back all of it: waymark undo"
expect 0 undo "$(last)"
actor=sam
check_same "both went" 0 "$(count statement)"
# What came in by an earlier file stays.
expect 0 import reviews one.csv
expect 0 import reviews two.csv
expect 0 undo
check_same "the other file stays" 2 "$(count statement)"

# The flags that an import put on earlier cards go with it, unless somebody has seen to them.
folder flags
expect 0 cycle new 2025
printf 'Person ID,School,Review date,What is working 1\nA1,,1/5/2025,I like Ash Lane College\n' >a.csv
printf 'Person ID,School,Review date,What is working 1\nA2,Ash Lane College,1/5/2025,Art\n' >b.csv
expect 0 import reviews a.csv
expect 0 import reviews b.csv
flags=$(last)
run list statement --json
check_out '"school"'
expect 0 undo
check_out "Took back command $flags (import.flags, by sam): 1 record is as it was before."
check_out "Took back command $((flags - 1)) (import.reviews, by sam)"
run list statement --json
check_no_out '"school"'
check_same "one statement" 1 "$(count statement)"
expect 0 import reviews b.csv
flags=$(last)
expect 0 "do" collect.reword statement=a.csv:2:working1 "text=I like college"
expect 0 undo $((flags - 1))
check_out "Took back command $((flags - 1)) (import.reviews, by sam)"
check_out "Command $flags (import.flags) stands: something later builds on it."

# A long list of the local offer.
folder offer
expect 0 cycle new 2025
{
    echo "Title,Area"
    seq 1 1001 | sed 's/.*/Club number &,Health/'
} >offer.csv
expect 0 import local_offer offer.csv
check_same "entries" 1001 "$(count local_offer)"
expect 0 undo
check_same "all went" 0 "$(count local_offer)"
finish
