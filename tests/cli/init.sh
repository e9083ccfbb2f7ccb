#!/bin/sh
# SPDX-License-Identifier: MIT
# Making a Waymark folder, and naming one.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

expect 0 init "$work/council" --authority "Thornmere Council"
check_out "Made the Waymark folder $work/council for Thornmere Council; sam is its owner."
check_out "The recovery key is shown only this once."
check_quiet
check "the key is for its owner alone" test "$(stat -c %a council/vault.key)" = 600
check "the folder is for its owner alone" test "$(stat -c %a council)" = 700
check "there is a place for local scripts" test -d council/local

expect 1 init "$work/council"
check_err "council is a Waymark folder already; nothing was changed"

# The authority's name, where none is given, is the folder's.
expect 0 init "$work/Fenwick" --json
check_json
check_out '"recovery_key"'
check_same "the authority" Thornmere\ Council \
    "$(sed -n 's/.*"authority": "\(.*\)",*/\1/p' council/settings.json)"
check_same "the authority" Fenwick \
    "$(sed -n 's/.*"authority": "\(.*\)",*/\1/p' Fenwick/settings.json)"

# What cannot be done is said before anything is made, and leaves nothing behind.
nothing_made() {
    wanted=$1
    shift
    expect "$wanted" "$@"
    check_same "left behind" "" "$(find "$work/bad" "$work/used" -not -name mine 2>/dev/null |
        grep -v '/used$')"
}
mkdir used && echo mine >used/mine
long=$(printf 'x%.0s' $(seq 201))
for folder in bad used; do
    actor=$long
    nothing_made 2 init "$work/$folder"
    check_err "; nothing was made: the name of somebody who acts here may be at most 200 characters long"
    actor="sam "
    nothing_made 2 init "$work/$folder"
    check_err 'the name "sam " begins or ends with a space'
    actor="sam
kim"
    nothing_made 2 init "$work/$folder"
    check_err "stands on one line"
    actor=sam
    nothing_made 2 init "$work/$folder" --authority "$long"
    check_err "the name of the authority; nothing was made"
    line="waymark init $folder, with a full disk behind standard output"
    "$waymark" --as sam init "$work/$folder" >/dev/full 2>err
    code=$?
    : >out
    check_code 1
    check_err "nothing was made, since its recovery key could not be shown"
    check_same "left behind" "" "$(find "$work/bad" "$work/used" -not -name mine 2>/dev/null |
        grep -v '/used$')"
done
nothing_made 1 init "$work/no/such"
expect 64 init "$work/."
check_err "name your authority, with --authority NAME"

# Files are for their owner alone, in a folder that was there before as well.
chmod 755 used
umask 022
expect 0 init "$work/used/"
check_same "the authority" used \
    "$(sed -n 's/.*"authority": "\(.*\)",*/\1/p' used/settings.json)"
check_same "the folder that was there" 755 "$(stat -c %a used)"
check_same "modes" "700 local,600 log.seal,600 settings.json,600 vault.key,600 waymark.db" \
    "$(cd used && stat -c '%a %n' local log.seal settings.json vault.key waymark.db | paste -sd,)"

# Where the folder is: --in, $WAYMARK_WORKPLACE, else where one stands.
expect 1 cycle list
check_err ". is not a Waymark folder; make one with \`waymark init FOLDER\`, or name yours with --in"
expect 0 --in council cycle list
check_out "There is no cycle yet."
expect 0 cycle list --in council
check_out "There is no cycle yet."
export WAYMARK_WORKPLACE="$work/council"
expect 0 cycle list
export WAYMARK_WORKPLACE="$work/nowhere"
expect 1 cycle list
check_err "nowhere is not a Waymark folder"
unset WAYMARK_WORKPLACE
cd council && expect 0 cycle list && cd .. || exit 1

# Two people's folders do not mix: another one's key does not open the seal.
expect 0 --in council cycle new 2025
cp Fenwick/vault.key council/vault.key
expect 1 --in council log --verify
check_err "was not written by Waymark with this folder's key"
rm council/vault.key
expect 1 --in council status
check_err "the key of this Waymark folder (put it back, or restore a backup with the recovery key)"

# A folder made in the clone stays out of git, with its backups and reports.
if command -v git >/dev/null; then
    mkdir clone
    cp "$root/.gitignore" clone/
    git init -q clone
    expect 0 init clone/ours
    expect 0 --in clone/ours cycle new 2025
    expect 0 --in clone/ours backup clone/monday.waymark
    expect 0 --in clone/ours restore clone/monday.waymark
    expect 0 --in clone/ours report --output clone
    expect 0 --in clone/ours report --output clone --format json
    touch clone/reviews.csv clone/ours/erased.txt clone/ours/waymark.db-wal
    # Whatever else is written, in the clone or in the folder.
    {
        echo 'Pupil Ref,Surname,Forename,School,Review date,Working 1'
        for i in 1 2 3 4; do echo "G$i,Ames,Ada$i,Elm School,1$i/05/2025,I like swimming $i"; done
    } >clone/ours/reviews.csv
    run quick clone/ours/reviews.csv
    expect 0 --in clone/ours import reviews clone/ours/reviews.csv
    run --in clone/ours theme
    cp "$thornmere/attachments/route-6.png" clone/ours/picture.png
    expect 0 --in clone/ours attach clone/ours/picture.png --to G1
    rm clone/ours/picture.png
    for into in clone clone/ours; do
        expect 0 --in clone/ours export person G1 --output "$into"
        expect 0 --in clone/ours export person G1 --output "$into" --format json
        expect 0 --in clone/ours export themes "$into/groups.xlsx"
        run --in clone/ours export form "$into"
        touch "$into/form-2025.docx" "$into/handout-2025.html" "$into/handout-2025-theme-1.html"
        run --in clone/ours cards --output "$into"
        expect 0 --in clone/ours report --output "$into"
    done
    expect 0 --in clone/ours erase G2 --yes
    # Other files of theirs, the example's among them, are there for git.
    mkdir -p clone/examples/made/spreadsheets clone/examples/made/attachments
    touch clone/examples/made/spreadsheets/new.csv clone/examples/made/attachments/new.png \
        clone/ours/local/own.lua
    check "the lock is there" test -e clone/ours/erased.lock
    check_same "what git would take" "?? .gitignore
?? examples/made/attachments/new.png
?? examples/made/spreadsheets/new.csv
?? ours/local/own.lua" \
        "$(git -C clone status --porcelain --untracked-files=all)"
else
    skip "there is no git, so what it would take is not looked at"
fi

printf '{"authority": "Thornmere", "colour": "red"}\n' >Fenwick/settings.json
expect 2 --in Fenwick status
check_err "settings.json"
check_err "colour"
printf '{"authority": "Thornmere",\n' >Fenwick/settings.json
expect 2 --in Fenwick status
check_err "settings.json:2:1: a name in quotes should stand here"
finish
