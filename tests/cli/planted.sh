#!/bin/sh
# SPDX-License-Identifier: MIT
# A name and a word that stand nowhere else are planted in a spreadsheet, and looked for
# in everything that is written: messages, the log of the program, temporary files,
# backups, reports, and what is left after an erasure.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
forename=Zebedeeh surname=Quillfeather words=xylophonists
mkdir temporary
TMPDIR=$work/temporary SQLITE_TMPDIR=$work/temporary WAYMARK_LOG=debug
export TMPDIR SQLITE_TMPDIR WAYMARK_LOG
# shellcheck disable=SC3045 # where there is such a limit
ulimit -c unlimited 2>/dev/null
: >said

# found WHAT IN …: how many files hold it, whatever its case.
found() {
    what=$1
    shift
    grep -rial "$what" "$@" 2>/dev/null | wc -l | tr -d ' '
}

# try CODE VERB …, and keep its messages.
try() {
    expect "$@"
    cat err >>said
}

{
    echo "Pupil ref,Surname,Forename,Date of birth,School,Year,Review date,Working 1,Not working 1"
    echo "P1,$surname,$forename,01/02/2009,Elm School,11,12/05/2025,I play with $words,The bus is late"
    for number in 2 3 4 5 6 7; do
        echo "P$number,Other$number,Name$number,01/02/2009,Elm School,11,12/05/2025,I like club $number,The bus is late for club $number"
    done
} >planted.csv
try 0 init council --authority Thornmere
export WAYMARK_WORKPLACE=council
try 0 cycle new 2025
try 0 import reviews planted.csv
try 0 import reviews planted.csv
try 0 theme
try 0 status
try 0 coverage
try 0 list statement
check_out "$words"
try 0 backup first.waymark
mkdir out-html out-json
try 0 report --output out-html
try 0 report --format json --output out-json

try 0 quick planted.csv --output at-once
try 0 quick planted.csv --output at-once

# What fails: a wrong command, a script that stops in the middle, a cut import.
statement=$("$waymark" list statement --where section=working | sed -n '1s/ .*//p')
try 2 do collect.hold_back statement="$statement"
mkdir -p council/local/workflows
cat >council/local/workflows/broken.lua <<'LUA'
local workflow = require "workflow"
return workflow.extend("working_together_for_change", {
    steps = { collect = { commands = { release = {
        run = function(now) error("no: " .. now.statement.nothing) end,
    } } } },
})
LUA
run cycle new broken --workflow broken
cat err >>said
sed "s/12\/05\/2025/13\/05\/2025/" planted.csv >later.csv
(ulimit -f 600 2>/dev/null && trap '' XFSZ && "$waymark" import reviews later.csv) >>said 2>&1

check_same "messages that name somebody" 0 "$(found "$surname\|$forename" said)"
check_same "messages that tell what was said" 0 "$(found "$words" said)"
check_same "temporary files" 0 "$(find temporary -type f | wc -l | tr -d ' ')"
check_same "pictures of memory" 0 "$(find . -name 'core*' -type f | wc -l | tr -d ' ')"
check_same "files of the folder that name somebody" 0 "$(found "$surname\|$forename" council)"
check_same "files of quick that name somebody" 0 "$(found "$surname\|$forename" at-once)"
check_same "files of quick that tell what was said" "at-once/cards.html at-once/waymark.db" \
    "$(grep -rial "$words" at-once | sort | tr '\n' ' ' | sed 's/ $//')"
check_same "backups that name somebody" 0 "$(found "$surname\|$forename" first.waymark)"
check_same "reports that name somebody" 0 "$(found "$surname\|$forename" out-html out-json)"
check_same "files beside the database that tell what was said" 0 \
    "$(found "$words" council/log.seal council/settings.json council/vault.key council/local)"

# What is looked for can be seen where it belongs.
check_same "the spreadsheet" 1 "$(found "$surname\|$forename" planted.csv)"
check "the words are in the database" test "$(found "$words" council)" -gt 0

# Who somebody is, is read by `export person` alone, which the log tells of; so does it of
# who was looked up. All other verbs that show people say nothing of it.
person=$("$waymark" list person | sed -n '1s/ .*//p')
identity=$(sqlite3 council/waymark.db "SELECT id FROM record WHERE kind = 'identity' LIMIT 1")
: >shown
for verb in "list person" "list review" "list permission" "show $person" "trace $statement" \
    "log --last all" "status" "coverage" "retain" "retain --json" "list person --json"; do
    # shellcheck disable=SC2086 # into words
    try 0 $verb
    cat out >>shown
done
try 1 show "$identity"
cat out >>shown
try 1 list identity --json
cat out >>shown
for number in 1 2 3 4 5 6; do
    try 0 log "$number"
    cat out >>shown
done
try 0 erase P1
cat out >>shown
try 0 erase "$forename $surname" --born 01/02/2009 --json
cat out >>shown
check_same "who somebody is, in what is shown" 0 "$(found "$surname\|$forename" shown)"
try 0 log --last 2
check_out "workplace.find_person of $person"
try 0 export person P1 --output given
check_same "the page that is for them" 1 "$(found "$surname" given)"
try 0 log --last 1
check_out "workplace.export of $person"

# What others say of them, permissions, cards: places and numbers, and no words.
mkdir permitted
{
    echo "Pupil ref,Surname,Forename,School,Review date,Working 1,OK to share"
    echo "P8,Eight,Name8,Elm School,12/05/2025,$forename plays the $words,N"
    echo "P9,Nine,Name9,Elm School,12/05/2025,$forename likes $words,Y"
} >others.csv
try 0 import reviews others.csv
check_out "statements"
try 0 do collect.reword statement=others.csv:3:working1 text="A friend likes music"
try 0 cards --output permitted
check_same "cards that name somebody" 0 "$(found "$surname\|$forename" permitted)"
try 0 erase P1
check_out "others.csv:2:working1"
check_out "others.csv:3:working1"
check_same "in the list of places" 0 "$(found "$surname\|$forename\|$words" out)"
try 0 erase --original others.csv:3:working1 --yes
try 0 erase P8 --yes
try 0 erase P9 --yes
check_same "lists beside the database" 0 \
    "$(found "$surname\|$forename\|$words" council/erased.txt council/erased.lock)"
try 0 status

# Once erased, nothing of it is left in the folder.
try 0 erase P1 --yes
check_same "files that tell what the erased person said" 0 "$(found "$words" council)"
check_same "files that name the erased person" 0 "$(found "$surname\|$forename" council)"
try 0 backup second.waymark
check_same "what a backup after it tells" 0 "$(found "$words" second.waymark)"
try 0 verify
check_same "all messages" 0 "$(found "$surname\|$forename\|$words" said)"

# What has had its time is gone from the folder as well, and a report is still there.
try 0 cycle close
club="I like club 5"
check "those words are there" grep -aqF "$club" council/waymark.db council/waymark.db-wal
WAYMARK_NOW=2028-01-01T10:00:00Z
try 0 retain --yes
check_same "files that tell what had had its time" 0 "$(found "$club" council)"
try 0 report --output out-kept
check_same "reports that tell of it" 0 "$(found "$club" out-kept)"
try 0 verify
check_same "temporary files" 0 "$(find temporary -type f | wc -l | tr -d ' ')"
check_same "all messages" 0 "$(found "$surname\|$forename\|$words\|$club" said)"

# No picture of memory may be written, whoever asks for it.
mkfifo hold
"$waymark" cluster <hold >/dev/null &
process=$!
exec 9>hold
for _ in 1 2 3 4 5 6 7 8 9 10; do
    limit=$(sed -n 's/^Max core file size *\([0-9a-z]*\) .*/\1/p' "/proc/$process/limits")
    [ "$limit" = 1 ] && break
    sleep 0.2
done
check_same "bytes of memory that a crash may leave" 1 "$limit"
exec 9>&-
wait "$process"
finish
