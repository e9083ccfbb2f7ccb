#!/bin/sh
# SPDX-License-Identifier: MIT
# Runs every test and ends with `N passed, N failed, N skipped`: the sum of what
# each runner printed last. A runner that ends without such a line has failed.
set -u
cd "$(dirname "$0")/.." || exit 1
build=${1:-build}
logs=$build/test-logs
mkdir -p "$logs"
passed=0 failed=0 skipped=0

# run NAME COMMAND…
run() {
    name=$1
    shift
    begun=$(date +%s)
    "$@" >"$logs/$name.log" 2>&1
    code=$?
    line=$(grep -E '^[0-9]+ passed, [0-9]+ failed' "$logs/$name.log" | tail -n 1)
    if [ -z "$line" ]; then
        line="0 passed, 1 failed"
    fi
    p=$(echo "$line" | sed 's/ passed.*//')
    f=$(echo "$line" | sed 's/.*passed, //; s/ failed.*//')
    s=$(echo "$line" | sed -n 's/.*failed, \([0-9]*\) skipped.*/\1/p')
    s=${s:-0}
    if [ "$code" != 0 ] && [ "$f" = 0 ]; then
        f=1
    fi
    if [ "$p" = 0 ] && [ "$f" = 0 ] && [ "$s" = 0 ]; then
        f=1
    fi
    passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
    echo "$name: $p passed, $f failed, $s skipped ($(($(date +%s) - begun)) s)"
    grep -E '^(SKIPPED|NOT FETCHED)' "$logs/$name.log" | sed 's/^/    /'
    if [ "$f" != 0 ]; then
        sed 's/^/    /' "$logs/$name.log" | tail -n 60
    fi
}

sh tests/suites/fetch.sh
export WAYMARK_SUITES="$PWD/$build/suites" WAYMARK_TREE="$PWD"
run unit "$build/unit-tests"
run lua lua5.4 tests/lua/run.lua
run attack "$build/attack-tests"
run command-line sh tests/cli/run.sh "$build"
run crash sh tests/crash/run.sh "$build/waymark" 20
run report sh tests/report/run.sh "$build"
run examples sh tests/examples/run.sh "$build/waymark"
run docs sh tests/docs/run.sh "$build/waymark"
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" = 0 ] && [ "$passed" != 0 ]
