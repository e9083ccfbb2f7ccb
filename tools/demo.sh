#!/bin/sh
# SPDX-License-Identifier: MIT
# tools/demo.sh PROGRAM FOLDER: two years of the made-up authority in
# examples/thornmere, from its spreadsheets to the report of 2025 and the autumn after it,
# and what to try next. FOLDER is made anew each time, and only if this script made it; the workplace of
# the time before, which its user may have changed, is kept beside it (thornmere.before).
set -eu

if [ $# != 2 ]; then
    echo "demo: tools/demo.sh PROGRAM FOLDER" >&2
    exit 64
fi
program=$1 folder=$2
example=$(dirname "$0")/../examples/thornmere
marker=$folder/.made-by-waymark-demo
place=$folder/thornmere larkrise=$folder/larkrise
log=$folder/import.log

if [ -e "$folder" ] && [ ! -f "$marker" ]; then
    echo "demo: $folder is there already and is not from a demo; move it away first" >&2
    exit 1
fi
# A demo that broke off is nobody's.
if [ -d "$place" ] && [ -f "$folder/report-2025.html" ]; then
    rm -rf -- "$place.before"
    mv -- "$place" "$place.before"
    echo "The folder of the demo before this one is now $place.before."
fi
mkdir -p -- "$folder"
find "$folder" -mindepth 1 -maxdepth 1 ! -name thornmere.before -exec rm -rf {} +
echo "Made by tools/demo.sh, which makes this folder anew when it runs again." >"$marker"

# The clock of each part of the story; the report is the same whenever the demo is run.
WAYMARK_NOW=2025-07-31T09:00:00Z
export WAYMARK_NOW

# What steps.sh asks for.
actor='' sorted=$folder/sorts
mkdir -p -- "$sorted"
ask() {
    "$program" ${place:+--in "$place"} ${actor:+--as "$actor"} "$@"
}

# attempt VERB …: its output and remarks go to the log.
attempt() {
    echo "\$ waymark ${place:+--in ${place##*/} }${actor:+--as \"$actor\" }$*" >>"$log"
    ask "$@" >>"$log" 2>&1
}

# run VERB …: the same, and it has to succeed.
run() {
    if ! attempt "$@"; then
        echo "demo: \`waymark $*\` failed; the end of $log says why:" >&2
        tail -n 5 "$log" >&2
        exit 1
    fi
}

# The form for schools. Where there is no pandoc the one for Word is missing, as the log says.
export_form() {
    attempt export form "$folder/form" --cycle 2026 || [ -s "$folder/form/form-2026.xlsx" ]
}

# count KIND CYCLE [--where …]: how many there are.
count() {
    kind=$1 cycle=$2
    shift 2
    ask list "$kind" --cycle "$cycle" "$@" | sed -n '$s/ .*//p'
}

# said PATTERN: what the last line of the log that matches it holds in \(…\).
said() {
    sed -n "s/^$1.*/\\1/p" "$log" | tail -n 1
}

# shellcheck source=examples/thornmere/steps.sh
. "$example/steps.sh"

echo "\$ waymark init $place" >>"$log"
"$program" init "$place" --authority "Thornmere Council" >>"$log"
cp -R "$example/local/." "$place/local/"

run cycle new 2024
thornmere_first_year
run cycle next 2024 2025 --workflow thornmere
run cycle close --cycle 2024
thornmere_second_year

run report --cycle 2025 --output "$folder"
run cards --cycle 2025 --output "$folder"
run handout --cycle 2025 --output "$folder"
run attachment "$(ask list attachment --cycle 2025 | awk '/A map/ { print $1 }')" \
    --output "$folder/route-6.png"
run export person TH10023 --output "$folder"
run retain --dry-run
thornmere_east
run report --cycle east-2026 --output "$folder"
thornmere_away
thornmere_leavers

run cycle next 2025 2026
carried=$(said 'Carried over: \(.*\)\.')
run last --cycle 2026
run review --cycle 2026 <"$example/review-2026.txt"
export_form
thornmere_larkrise
thornmere_october
run verify
whole=$(said 'All is well: \([0-9]* events in an unbroken chain\)')

number=$(ask list indicator --cycle 2025 |
    sed -n 's/^\(indicator-[0-9.]*\) .*sorting out their next step.*/\1/p')
here="$program --in $place"
year() {
    printf '  %s  %s reviews held, %s statements, %s themes, %s actions (%s done)\n' "$1" \
        "$(count review "$1" --where state=held)" "$(count statement "$1")" \
        "$(count theme "$1")" "$(count action "$1")" "$(count action "$1" --where state=done)"
}

echo "Thornmere, a made-up authority, on 2 October 2026 (the demo's clock):"
year 2024
year 2025
cat <<END
  2026  begun, with $carried carried over from 2025
  Done once, and closed: east of the bridge, out of area, leavers, one school
  Checked: $whole.

The report of 2025 is in $folder/report-2025.html; in a browser:
  file://$(cd "$folder" && pwd)/report-2025.html
Beside it: cards-2025.html and handout-2025.html, to print; larkrise, the folder
of that one school; and all that was typed and answered, in import.log.

Try next; each line works when pasted:
  $here status --cycle 2025
  $here coverage --cycle 2025
  $here list theme --cycle 2025
  $here trace $number

The authority's own process is $place/local/workflows/thornmere.lua.
Ask for half the room to be young people and families, in a new cycle only:
  sed -i s/0.40/0.50/ $place/local/workflows/thornmere.lua
  $here cycle new try --workflow thornmere
  $here status --cycle try
END
