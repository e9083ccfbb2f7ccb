#!/bin/sh
# SPDX-License-Identifier: MIT
# tests/examples/run.sh PROGRAM: the made-up authority's two years, by way of
# tools/demo.sh, against examples/thornmere/expected. Ends with `N passed, N failed`.
set -u
root=$(cd "$(dirname "$0")/../.." && pwd)
program=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
expected=$root/examples/thornmere/expected/report-2025.html
unset WAYMARK_WORKPLACE WAYMARK_NOW
export WAYMARK_MODEL=/nowhere/all-MiniLM-L6-v2.model # by words, whatever has been built
passed=0 failed=0
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 1
mkdir build && ln -s "$program" build/waymark

# check WHAT COMMAND…
check() {
    what=$1
    shift
    if "$@" >"$work/said" 2>&1; then
        passed=$((passed + 1))
    else
        failed=$((failed + 1))
        echo "FAILED: $what"
        head -n 40 "$work/said" | cut -c 1-400 | sed 's/^/    /'
    fi
}

demo() {
    "$root/tools/demo.sh" build/waymark demo >screen
}

fits_a_screen() {
    awk 'length($0) > 80 && !/file:/ { print "too wide: " $0; bad = 1 }
        END { if (NR < 12 || NR > 24) { print NR " lines"; bad = 1 } exit bad }' screen
}

same_report() {
    diff "$expected" demo/report-2025.html
}

# Every command on the screen works as it stands there.
pasted() {
    grep -E '^  (build/waymark|sed) ' screen >pasted
    [ "$(wc -l <pasted)" -ge 5 ] || return 1
    while read -r line; do
        echo "\$ $line"
        sh -c "$line" </dev/null || return 1
    done <pasted
}

half_the_room() {
    build/waymark --in demo/thornmere status --cycle try | grep 'at least half of the room' &&
        build/waymark --in demo/thornmere status --cycle 2026 | grep 'at least 40% of the room'
}

# What is still open after the year is open in the story too.
gates_open() {
    # On the day that the story ends: later, more is due.
    WAYMARK_NOW=2026-07-20T09:00:00Z build/waymark --in demo/thornmere status --cycle 2025 | grep '^      - ' >gates
    cat gates
    diff - gates <<'END'
      - Some themes about what is not working have no cause yet. Ask why. (5 of 14 done)
      - Some root causes have no success statement yet. (5 of 15 done)
      - Some success statements have no action yet. (8 of 21 done)
      - Nobody has said yet how far we are towards some success statements. (14 of 21 done)
END
}

# What was printed and handed out, and what was kept back from it.
beside_the_report() {
    cmp demo/route-6.png "$root/examples/thornmere/attachments/route-6.png" &&
        grep -q 'Friday night at Canal Side' demo/handout-2025.html &&
        ! grep -q 'The Thursday kitchen' demo/handout-2025.html &&
        grep -q 'interpreted by therapist' demo/cards-2025.html &&
        ! grep -q 'hits me\|my bank card\|my cat died' demo/cards-2025.html demo/report-2025.html &&
        ! grep -q 'to bring the harp' demo/report-2025.html
}

in_2025() {
    WAYMARK_NOW=2026-07-20T09:00:00Z build/waymark --in demo/thornmere "$@" --cycle 2025
}

# Who took a yes back is not shown any more, and the lead alone reads what is held back.
taken_back() {
    tune=$(in_2025 list attachment | awk '/A tune/ { print $1 }')
    ! build/waymark --in demo/thornmere attachment "$tune" --output tune.wav &&
        [ ! -e tune.wav ] && in_2025 list doubt --where state=same | grep '^2 doubts\.' &&
        in_2025 safeguarding | grep 'of which 0 wait' &&
        ! in_2025 --as 'table 4' safeguarding
}

voted() {
    in_2025 list ballot --where state=closed | grep '^3 ballots\.' &&
        in_2025 list pile | grep '^13 piles\.' &&
        in_2025 list seat --where part=morning | grep '^68 seats\.' &&
        in_2025 theme --agreement | grep 'sorted by Table 1, Table 2, Table 3: 62 cards' &&
        build/waymark --in demo/thornmere list statement --cycle 2026 | grep '^40 statements\.'
}

looks_at() {
    WAYMARK_NOW=2026-10-02T09:00:00Z build/waymark --in "demo/$1" status --cycle "$2" >looked
    grep -E "^Cycle $2 \($3\)" looked && grep -F "Whose reviews: $4" looked && return
    cat looked
    return 1
}

# The whole authority, a locality, those who learn outside the area, a group by a rule in
# the script, and one school.
five_scopes() {
    looks_at thornmere 2025 open "young people in years 9 to 15; 124 of the 124 imported" &&
        looks_at thornmere east-2026 closed "young people at Holly Bank School or Kingsmarsh Community School (East of the bridge); 22 of the 22 imported" &&
        looks_at thornmere away-2026 closed "young people who learn outside the area; 11 of the 11 imported. 48 statements, of which 43 count" &&
        looks_at thornmere leavers-2026 closed "young people in years 11 to 15, whose main need is SEMH (those we lose after school); 14 of the 14 imported. 40 statements." &&
        looks_at larkrise larkrise-2026 closed "young people at Larkrise School; 8 of the 8 imported. 36 statements."
}

# Each of these was done once, and whoever took something on has it still.
closed_cleanly() {
    for cycle in away-2026 leavers-2026 larkrise-2026; do
        sed -n "/^\$ waymark .*cycle close --cycle $cycle\$/,/^\$ waymark/p" demo/import.log >closing
        grep "^The cycle $cycle is closed" closing &&
            grep 'Done once: no other cycle follows. Still open: [12] action' closing &&
            grep '^Who has been told: ' closing || return 1
    done
}

# headings BOOK: what stands over the columns of its second sheet, one a line.
headings() {
    python3 - "$1" <<'END'
import re, sys, zipfile
book = zipfile.ZipFile(sys.argv[1])
def texts(part):
    return [re.sub("<[^>]*>", "", text) for text in
            re.findall(r"<si>(.*?)</si>", book.read(part).decode(), re.S)]
row = re.search(r'<row r="1".*?</row>', book.read("xl/worksheets/sheet2.xml").decode(), re.S)[0]
shared = texts("xl/sharedStrings.xml") if "xl/sharedStrings.xml" in book.namelist() else []
for kind, cell in re.findall(r'<c [^>]*t="(\w+)"[^>]*>(.*?)</c>', row, re.S):
    text = re.sub("<[^>]*>", "", cell)
    print(shared[int(text)] if kind == "s" else text)
END
}

# The form that goes out is the one that came back, and nothing was asked about a column.
came_back() {
    form=$root/examples/thornmere/spreadsheets/larkrise-2026.xlsx
    headings demo/form/form-2026.xlsx >sent && headings "$form" >back
    [ "$(wc -l <sent)" = 17 ] && diff sent back && [ ! -e demo/larkrise/local/import ] &&
        ! grep 'larkrise-2026.xlsx\[' demo/import.log && sed -n \
        '/^\$ waymark .*import reviews .*larkrise-2026.xlsx --cycle 2026$/,/^\$/p' demo/import.log |
        grep -x ' *40 statements'
}

quick_is_kept() {
    grep '^Made the folder demo/larkrise (cycle 2025-26)' demo/import.log &&
        build/waymark --in demo/larkrise cycle list | grep '^larkrise-2026  *closed' &&
        grep '"authority": "Larkrise School"' demo/larkrise/settings.json &&
        build/waymark --in demo/larkrise list theme | grep '^8 themes\.'
}

# What he said is in the file that came, so it would be found; and it is nowhere else.
erased() {
    build/waymark quick "$root/examples/thornmere/spreadsheets/larkrise-2026.xlsx" --output fresh
    build/waymark --in demo/larkrise verify && build/waymark --in demo/thornmere verify || return 1
    for words in 'bin lorry by its plate' 'moved my desk in the holidays' \
        'what my brother has for lunch' 'drive the red one'; do
        grep -arqF "$words" fresh || return 1
        ! grep -arF "$words" demo || return 1
    done
    ! grep -ar Farthing demo && ! grep -v '^\$ waymark .*erase' demo/import.log | grep TH10504
}

retained() {
    grep '^Gone for good: 56 records, and what 58 events said' demo/import.log &&
        build/waymark --in demo/thornmere list participant --cycle 2024 | grep '^0 participants\.' &&
        build/waymark --in demo/thornmere list participant --cycle 2025 | grep '^88 participants\.' &&
        build/waymark --in demo/thornmere list statement --cycle 2024 | grep '^310 statements\.' &&
        WAYMARK_NOW=2026-10-02T09:00:00Z build/waymark --in demo/thornmere retain |
        grep '^Nothing has had its time'
}

# What somebody tried out is not lost when the demo runs again.
keeps_what_was_tried() {
    grep -F 'demo/thornmere.before' screen &&
        grep 0.50 demo/thornmere.before/local/workflows/thornmere.lua &&
        build/waymark --in demo/thornmere.before cycle list | grep try &&
        ! grep 0.50 demo/thornmere/local/workflows/thornmere.lua
}

leaves_others_alone() {
    mkdir -p mine && echo hello >mine/letter
    ! "$root/tools/demo.sh" build/waymark mine && grep hello mine/letter
}

check "the demo runs" demo
check "it ends in one screenful" fits_a_screen
check "its numbers are on the screen" grep -F \
    '2025  99 reviews held, 621 statements, 38 themes, 12 actions (8 done)' screen
check "next year begins with what is unfinished" grep -F \
    '3 open actions, 12 live indicators carried over' screen
check "the report is the expected one" same_report
check "the report is dated by the story, not by the clock" grep -F '20 July 2026' "$expected"
check "few gates are open" gates_open
check "what stands beside the report" beside_the_report
check "what was taken back, decided and held back" taken_back
check "rounds of voting, sorts, seats, and a review as it happened" voted
check "all five scopes" five_scopes
check "conversations that are done once close" closed_cleanly
check "the form came back and goes in as it is" came_back
check "what quick made became a cycle" quick_is_kept
check "who asked to be erased is" erased
check "the room of 2024 was let go, and no more" retained
check "what the screen says to try works" pasted
check "a changed script counts for a new cycle only" half_the_room
check "the demo runs again in its own folder" demo
check "and still ends in one screenful" fits_a_screen
check "and makes the same report" same_report
check "and keeps what was tried before" keeps_what_was_tried
check "a folder that is not its own is left alone" leaves_others_alone
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
