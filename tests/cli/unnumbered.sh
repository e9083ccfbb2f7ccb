#!/bin/sh
# SPDX-License-Identifier: MIT
# Taking the numbers of cards back, when there is paper that has them.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

folder paper
expect 0 cycle new 2025
cat >r.csv <<'CSV'
Reference,Date of birth,Date of review,Working 1,Not working 1
R1,04/03/2011,12/05/2025,The garden,The bus is late
R2,05/03/2011,13/05/2025,Swimming,It is loud
CSV
expect 0 import reviews r.csv
expect 0 cards
check_out "Numbered 4 cards"
expect 0 export themes groups.xlsx
expect 0 do collect.reword statement=r.csv:2:working1 text="The yard"
reworded=$(run log --last 1 && sed 's/^ *\([0-9]*\) .*/\1/' out)
expect 0 cards # once more, and named once
expect 0 undo "$reworded"
expect 0 undo --dry-run
check_out "4 records would be as they were before."
check_out "Cards that were printed with these numbers would be out of date: each gets a new number when cards are next printed. Written with them: cards-2025.html, groups.xlsx."
check_no_out "To have them back"
expect 0 undo --json
check_json
check_out '"unnumbered": 4'
check_out '"groups.xlsx"'
again=$(run log --last 1 && sed 's/^ *\([0-9]*\) .*/\1/' out)
expect 0 undo "$again"
check_no_out "printed"
# Written before these numbers were given, a file does not have them.
expect 0 do collect.say section=working text="He smiles at the sea" speaker=school how=observation
expect 0 do collect.number_cards
expect 0 undo
check_out "1 record is as it was before."
check_out "Cards that were printed with this number are out of date: each gets a new number when cards are next printed. To have it back: waymark undo "
check_no_out "groups.xlsx"
# What takes nothing but words back says nothing of paper.
expect 0 do collect.reword statement=r.csv:2:working1 text="The yard"
expect 0 undo
check_no_out "printed"
finish
