#!/bin/sh
# SPDX-License-Identifier: MIT
# Where a process lets more or fewer things count than two, messages say its own number.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

# says WORDS NAME RULE: how it is called in a folder of that rule, of a card left out.
says() {
    cd "$work" || exit 1
    folder "$2"
    mkdir -p "$2/local/workflows"
    cat >"$2/local/workflows/ours.lua" <<END
local wtfc = require "workflows.working_together_for_change"
return wtfc:extend { collect = { top = $3 } }
END
    expect 0 cycle new 2025 --workflow ours
    printf 'Reference,Date of review,Working 1,Working 2,Working 3,Working 4\n%s\n' \
        "R1,12/05/2025,Painting,The garden,My friends,Lunch" >r.csv
    run import reviews r.csv
    [ "$1" = choice ] || check_out "kept as spare: beyond someone's $1, or of an earlier review"
    expect 0 "do" collect.number_cards
    expect 0 export themes "$2.xlsx"
    expect 0 "do" collect.leave_out statement=r.csv:2:working1
    python3 "$root/tests/cli/theme_book.py" "$2.xlsx" x.xlsx \
        "card 1: Group=T1 Arts" || wrong "editing the groups"
    run import themes x.xlsx
    check_err "not in use any more (it is held back, withdrawn, beyond the $1, or out of scope)"
    echo "T1: 1" >sort.txt
    run import sorts sort.txt --table 1
    check_err "card 1 is kept as spare (beyond the $1, or of an earlier review) and does not"
    expect 0 status
    check_out "kept as spare (beyond the $1, or of an earlier review)"
}

says "top two" usual '{ most = 2, pick = false }'
says "top one" one '{ most = 1, pick = false }'
says "top 3" three '{ most = 3, pick = false }'
says choice all false

# That somebody has to pick is said as long as somebody has to: of rows that count, and
# of nothing that has been picked.
cd "$work" || exit 1
folder picked
expect 0 cycle new 2025
expect 0 do prepare.scope field=school values=Oak
head='Reference,School,Date of review,Working 1,Working 2,Working 3'
first='R1,Oak,12/05/2025,Painting,The garden,My friends'
printf '%s\n' "$head" "$first" "R2,Elm,12/05/2025,Cake,Tea,Jam" >r.csv
run import reviews r.csv
check_err "r.csv:2: 3 statements of what is working; only the first 2 count until someone picks"
check_no_err "r.csv:3: 3 statements"
printf '%s\n' "$head" "$first" "R3,Oak,12/05/2025,Cake,," >r.csv
run import reviews r.csv
check_err "r.csv:2: 3 statements of what is working; only the first 2 count until someone picks"
expect 0 do collect.pick_top review=r.csv:2 section=working statements=r.csv:2:working3
printf '%s\n' "$head" "$first" "R4,Oak,12/05/2025,Cake,," >r.csv
run import reviews r.csv
check_no_err "until someone picks"
finish
