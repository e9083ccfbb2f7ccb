#!/bin/sh
# SPDX-License-Identifier: MIT
# Every scenario of the command line, against the sanitized build:
# tests/cli/run.sh [BUILD]. UPDATE=1 writes the golden files anew.
set -u
cd "$(dirname "$0")/../.." || exit 1
build=${1:-build}
passed=0 failed=0 skipped=0
shared=$(mktemp -d)
trap 'rm -rf "$shared"' EXIT
export THORNMERE="$shared/thornmere" # made once, copied by the scenarios

for scenario in tests/cli/*.sh; do
    name=$(basename "$scenario" .sh)
    case $name in
    lib | *_lib | run) continue ;;
    esac
    begun=$(date +%s)
    sh "$scenario" "$build" >"$shared/log" 2>&1
    line=$(grep -E '^[0-9]+ passed, [0-9]+ failed, [0-9]+ skipped$' "$shared/log")
    if [ -z "$line" ]; then
        echo "FAILED [$name] it broke off"
        line="0 passed, 1 failed, 0 skipped"
    fi
    grep -vxF "$line" "$shared/log"
    echo "$name: $line ($(($(date +%s) - begun)) s)"
    # shellcheck disable=SC2086 # into words
    set -- $line
    passed=$((passed + $1)) failed=$((failed + $3)) skipped=$((skipped + $5))
done
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ] && [ "$passed" != 0 ]
