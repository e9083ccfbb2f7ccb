#!/bin/sh
# SPDX-License-Identifier: MIT
# Every scenario of the command line, against the sanitized build:
# tests/cli/run.sh [BUILD]. As many at a time as there are processors, four at most;
# what they say is shown in the order of their names. UPDATE=1 writes the golden files
# anew.
set -u
cd "$(dirname "$0")/../.." || exit 1
build=${1:-build}
passed=0 failed=0 skipped=0
shared=$(mktemp -d)
trap 'rm -rf "$shared"' EXIT
at_once=$(getconf _NPROCESSORS_ONLN 2>/dev/null) || at_once=1
[ "$at_once" -le 4 ] || at_once=4

# Made before any scenario begins, and copied by those that use it. Where it cannot be
# made, each of them tries for itself, and says why not.
export THORNMERE="$shared/thornmere"
sh -c '. tests/cli/lib.sh; thornmere' tests/cli/run.sh "$build" >"$shared/making" 2>&1

for scenario in tests/cli/*.sh; do
    name=$(basename "$scenario" .sh)
    case $name in
    lib | *_lib | run) continue ;;
    esac
    echo "$name"
done >"$shared/names"

# shellcheck disable=SC2016 # the shell that runs one scenario reads these
xargs -P "$at_once" -I '{}' sh -c '
    begun=$(date +%s)
    sh "tests/cli/$3.sh" "$1" >"$2/$3.log" 2>&1
    echo $(($(date +%s) - begun)) >"$2/$3.seconds"' \
    one "$build" "$shared" '{}' <"$shared/names"

while read -r name; do
    log=$shared/$name.log
    line=$(grep -E '^[0-9]+ passed, [0-9]+ failed, [0-9]+ skipped$' "$log")
    if [ -z "$line" ]; then
        echo "FAILED [$name] it broke off"
        line="0 passed, 1 failed, 0 skipped"
    fi
    grep -vxF "$line" "$log"
    echo "$name: $line ($(cat "$shared/$name.seconds") s)"
    # shellcheck disable=SC2086 # into words
    set -- $line
    passed=$((passed + $1)) failed=$((failed + $3)) skipped=$((skipped + $5))
done <"$shared/names"
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ] && [ "$passed" != 0 ]
