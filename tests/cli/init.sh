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

printf '{"authority": "Thornmere", "colour": "red"}\n' >Fenwick/settings.json
expect 2 --in Fenwick status
check_err "settings.json"
check_err "colour"
printf '{"authority": "Thornmere",\n' >Fenwick/settings.json
expect 2 --in Fenwick status
check_err "settings.json: "
finish
