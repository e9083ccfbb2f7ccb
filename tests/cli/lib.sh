# shellcheck shell=sh
# SPDX-License-Identifier: MIT
# What the scenarios of the command line are written with. A scenario sources this
# first, stands in an empty folder of its own, and calls `finish` last.
#
#   run VERB …            runs waymark as $actor (sam); keeps code, output and messages
#   expect CODE VERB …    the same, and checks the code
#   check_code CODE  check_out TEXT  check_no_out TEXT  check_err TEXT
#   check_no_err TEXT  check_quiet (no messages)  check_json
#   check_golden NAME     the output is tests/cli/golden/NAME; UPDATE=1 writes it
#   check_same WHAT A B   check WHAT COMMAND …   skip WHY
#   thornmere             a copy of the made-up authority's folder, both years in it
#
# The day is 20 November 2025. Names that scenarios use: $root (the source tree),
# $thornmere (examples/thornmere), $build, $waymark, $code, and the files out, err.

root=$(cd "$(dirname "$0")/../.." && pwd)
build=${1:-$root/build}
build=$(cd "$build" && pwd)
# Read by the scenarios.
# shellcheck disable=SC2034
thornmere=$root/examples/thornmere bad=$root/examples/thornmere/spreadsheets/bad
waymark=$build/waymark-sanitized
scenario=$(basename "$0" .sh)
actor=sam
passed=0 failed=0 skipped=0 code=0 line=

unset WAYMARK_WORKPLACE WAYMARK_ASSETS WAYMARK_LOG
# 1 is the program's own; a sanitizer must be told apart from it.
export ASAN_OPTIONS=exitcode=99 UBSAN_OPTIONS=exitcode=99 LC_ALL=C.UTF-8 TZ=UTC
export WAYMARK_NOW=2025-11-20T10:00:00Z
# By words everywhere, whatever has been built; meaning.sh goes by meaning.
export WAYMARK_MODEL=/nowhere/all-MiniLM-L6-v2.model

work=$(mktemp -d)
on_path=$(mktemp -d)
trap 'cd / && rm -rf "$work" "$on_path"' EXIT
cd "$work" || exit 1
# Found as `waymark`, so that lines to paste are the same wherever it was built.
ln -s "$waymark" "$on_path/waymark"
PATH=$on_path:$PATH
export PATH

good() {
    passed=$((passed + 1))
}

# wrong WHAT: counts it and shows what was run and what came.
wrong() {
    failed=$((failed + 1))
    echo "FAILED [$scenario] $1"
    echo "    ran: $line (code $code)"
    for name in out err; do
        if [ -s "$work/$name" ]; then
            echo "    $name:"
            head -n 25 "$work/$name" | cut -c1-300 | sed 's/^/        /'
        fi
    done
}

run() {
    line="waymark $*"
    "$waymark" --as "$actor" "$@" >"$work/out" 2>"$work/err"
    code=$?
    if [ "$code" = 99 ] || grep -q 'runtime error:\|Sanitizer' "$work/err"; then
        wrong "a sanitizer found something"
    fi
}

check_code() {
    if [ "$code" = "$1" ]; then good; else wrong "the exit code is $1"; fi
}

expect() {
    wanted=$1
    shift
    run "$@"
    check_code "$wanted"
}

check_out() {
    if grep -qF -e "$1" "$work/out"; then good; else wrong "the output has: $1"; fi
}

check_no_out() {
    if grep -qF -e "$1" "$work/out"; then wrong "the output has no: $1"; else good; fi
}

check_err() {
    if grep -qF -e "$1" "$work/err"; then good; else wrong "the messages have: $1"; fi
}

check_no_err() {
    if grep -qF -e "$1" "$work/err"; then wrong "the messages have no: $1"; else good; fi
}

check_quiet() {
    if [ -s "$work/err" ]; then wrong "there are no messages"; else good; fi
}

check_json() {
    if python3 -m json.tool <"$work/out" >"$work/json" 2>&1; then
        good
    else
        wrong "the output is JSON ($(cat "$work/json"))"
    fi
}

check_same() {
    if [ "$2" = "$3" ]; then good; else wrong "$1: \"$2\" is \"$3\""; fi
}

# check WHAT COMMAND …: the command succeeds.
check() {
    what=$1
    shift
    if "$@"; then good; else wrong "$what"; fi
}

# What differs from run to run, or with every change of a script.
mask() {
    sed -e 's/version [0-9a-f]\{8\}$/version ########/' \
        -e 's/"bundle": "[0-9a-f]\{64\}"/"bundle": "########"/' \
        -e 's/\([0-9a-f]\{4\}-\)\{7\}[0-9a-f]\{4\} \([0-9a-f]\{4\}-\)\{7\}[0-9a-f]\{4\}/(a recovery key)/' \
        "$1"
}

check_golden() {
    golden=$root/tests/cli/golden/$1
    mask "$work/out" >"$work/masked"
    if [ -n "${UPDATE:-}" ]; then
        cp "$work/masked" "$golden"
        good
    elif diff -u "$golden" "$work/masked" >"$work/difference" 2>&1; then
        good
    else
        failed=$((failed + 1))
        echo "FAILED [$scenario] the output is tests/cli/golden/$1; ran: $line"
        head -n 40 "$work/difference" | sed 's/^/    /'
    fi
}

# skip WHY
skip() {
    skipped=$((skipped + 1))
    echo "SKIPPED: [$scenario] $1"
}

# Makes an empty Waymark folder NAME and works in it from here on.
folder() {
    "$waymark" --as sam init "$work/$1" --authority "Thornmere Council" >/dev/null || exit 1
    export WAYMARK_WORKPLACE="$work/$1"
}

make_thornmere() {
    (
        unset WAYMARK_WORKPLACE
        set -e
        "$waymark" --as sam init "$1" --authority "Thornmere Council"
        cp -r "$thornmere"/local/* "$1/local/"
        export WAYMARK_WORKPLACE="$1"
        # What steps.sh asks for.
        actor=sam example=$thornmere sorted=$work
        ask() { "$waymark" --as "$actor" "$@"; }
        run() { ask "$@"; }
        # shellcheck source=examples/thornmere/steps.sh
        . "$thornmere/steps.sh"
        run cycle new 2024 --workflow thornmere
        thornmere_first_year
        run cycle next 2024 2025
        thornmere_second_year
    ) >"$work/made" 2>&1 || {
        echo "FAILED [$scenario] Thornmere cannot be made"
        tail -n 20 "$work/made"
        exit 1
    }
}

# Both years; run.sh names a place (THORNMERE) where they are kept for the next. Another
# scenario never finds them half made.
thornmere() {
    kept=${THORNMERE:-$work/kept}
    if [ ! -d "$kept" ]; then
        make_thornmere "$kept.$$"
        mv -T "$kept.$$" "$kept" || exit 1
    fi
    cp -r "$kept" "$work/thornmere"
    export WAYMARK_WORKPLACE="$work/thornmere"
}

# How many records of a kind there are: `count KIND …`.
count() {
    "$waymark" --as sam list "$@" --json | grep -c '^    "id"'
}

finish() {
    echo "$passed passed, $failed failed, $skipped skipped"
    [ "$failed" = 0 ]
}
