#!/bin/sh
# SPDX-License-Identifier: MIT
# Lines to paste run as they stand, and whoever has two open cycles is told which was
# taken.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
elsewhere="$work/no path"
mkdir "$elsewhere"
actor=$(id -un)
cat >reviews.csv <<'END'
Reference,Surname,Forename,Date of birth,Date of review,Working 1,Not working 1
R1,Ainscough,Wilhelmina,04/03/2011,12/05/2025,Painting with friends,Wilhelmina is late
R2,Ember,Noor,04/03/2010,13/05/2025,My friends,The bus is late
R3,Vale,Ada,04/03/2010,14/05/2025,My dog,Too many people
END

# call PROGRAM VERB …: by that name, where no PATH finds it.
call() {
    program=$1
    shift
    line="$program $*"
    PATH=/usr/bin:/bin "$program" "$@" >"$work/out" 2>"$work/err"
    code=$?
}
# pasted TEXT: the first line that has this, run where no PATH finds the program.
pasted() {
    line=$(cat "$work/out" "$work/err" | grep -F -e "$1" | head -n 1 |
        sed 's/.*`\([^`]*\)`.*/\1/; s/^ *//; s/^[A-Z][^:]*: //')
    (PATH=/usr/bin:/bin sh -c "$line" >"$work/out" 2>"$work/err" </dev/null)
    code=$?
}

# By its path, and with the folder named.
mkdir 'build it' && ln -s "$waymark" 'build it/waymark'
unset WAYMARK_WORKPLACE
call 'build it/waymark' init 'our council' --authority Thornmere
check_out 'Next: "build it/waymark" --in "our council" cycle new NAME --question'
call 'build it/waymark' --in 'our council' cycle new 2025
check_out 'Next: "build it/waymark" --in "our council" import reviews FILE --cycle 2025'
call 'build it/waymark' --in 'our council' import reviews reviews.csv
check_out '`"build it/waymark" --in "our council" look`'
pasted ' look`'
check_code 0
call 'build it/waymark' --in 'our council' cards
check_err '  "build it/waymark" --in "our council" look --cycle 2025'
call 'build it/waymark' --in 'our council' status
check_out '`"build it/waymark" --in "our council" do --list`'
pasted 'do --list'
check_code 0
call 'build it/waymark' --in 'our council' export themes
check_out '  "build it/waymark" --in "our council" import themes themes-2025.xlsx'
pasted 'import themes'
check_code 0
check_out 'nothing changes'
call 'build it/waymark' --in 'our council' bananas
check_err 'see `"build it/waymark" help`'

# The sheet that tells how: from anywhere.
unzip -p themes-2025.xlsx 'xl/*' | sed 's/&quot;/"/g' |
    grep -ao '"[^"<]*waymark" --in "[^<]*themes-2025.xlsx"* --cycle 2025' >how
check_same "lines in the workbook" 1 "$(wc -l <how)"
(cd "$elsewhere" && PATH=/usr/bin:/bin sh "$work/how" >"$work/out" 2>"$work/err")
code=$?
check_code 0
check_out 'nothing changes'

# In the folder itself, or where the environment names it, it need not be named.
(cd 'our council' && PATH=/usr/bin:/bin '../build it/waymark' status >"$work/out")
check_out '`"../build it/waymark" do --list`'
check_no_out ' --in '
export WAYMARK_WORKPLACE="$work/our council"
run status
check_out '`waymark do --list`'
call 'build it/waymark' status --json
check_no_out 'build it'
unset WAYMARK_WORKPLACE

# quick: everything on the page runs from anywhere.
call 'build it/waymark' quick reviews.csv --output tried
check_code 0
check "the page names it" grep -qF "$(cd 'build it' && pwd)/waymark" tried/start.html
check "and by no other name" sh -c '! grep -q "<code>waymark " tried/start.html'

# Two open cycles: whoever names none is told, and what is pasted names it.
export WAYMARK_WORKPLACE="$work/our council"
expect 0 cycle new 2026
said="waymark: this is the cycle 2026; open too: 2025 (choose with --cycle NAME)"
for verb in "status" "coverage" "do --list" "list statement" "report" "cards" "theme" \
    "theme --agreement" "handout" "export themes" "export form" "last" "plan" "success" \
    "look --list" "import reviews reviews.csv --dry-run" "do prepare.ask question=Why?" \
    "attach reviews.csv --to 1"; do
    # shellcheck disable=SC2086 # into words
    run $verb </dev/null
    check_err "$said"
    # shellcheck disable=SC2086
    run $verb --cycle 2026 </dev/null
    check_no_err "this is the cycle"
done
run list member
check_no_err "this is the cycle"
run status
check_out '`waymark do --list --cycle 2026`'
run status --cycle 2025
check_out '`waymark do --list --cycle 2025`'

finish
