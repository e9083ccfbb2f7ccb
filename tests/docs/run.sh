#!/bin/sh
# SPDX-License-Identifier: MIT
# tests/docs/run.sh PROGRAM: runs the examples of README.md and docs/*.md, each document
# in a fresh folder with Thornmere's spreadsheets in it, README.md in one laid out like
# the clone. A command must end with exit code 0, or with what its remark `# exit code N`
# says, and print what is shown below it (see shown.awk). Ends with `N passed, N failed`.
set -u
root=$(cd "$(dirname "$0")/../.." && pwd)
program=$(cd "$(dirname "$1")" && pwd)/$(basename "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir "$work/bin" && ln -s "$program" "$work/bin/waymark"
PATH=$work/bin:$PATH
export PATH
unset WAYMARK_WORKPLACE WAYMARK_NOW
export WAYMARK_MODEL=/nowhere/all-MiniLM-L6-v2.model # by words, whatever has been built
: >"$work/results"

say() {
    echo "FAILED: $document:$(cat "$1.place"): $(head -n 1 "$1.run")"
    echo "    $2"
    tail -n 15 "$work/said" | sed 's/^/    > /'
}

# One command, in this shell, so that what it sets and where it goes stay so.
try() {
    want_code=$(sed -n 's/.*# exit code \([0-9][0-9]*\)$/\1/p' "$1.run" | tail -n 1)
    eval "$(cat "$1.run")" >"$work/said" 2>&1 </dev/null
    code=$?
    if [ "$code" != "${want_code:-0}" ]; then
        say "$1" "exit code $code"
        echo failed >>"$work/results"
    elif why=$(awk -f "$root/tests/docs/shown.awk" "$1.want" "$work/said"); then
        echo passed >>"$work/results"
    else
        say "$1" "$why"
        echo failed >>"$work/results"
    fi
}

save() {
    path=$(cat "$1.path")
    mkdir -p "$(dirname "$path")" && cp "$1.save" "$path"
}

run_document() {
    blocks=$work/blocks/$document
    mkdir -p "$blocks" "$work/$document.folder"
    cd "$work/$document.folder" || exit 1
    if [ "$1" = README.md ]; then # in the clone, where it has been built
        mkdir -p build examples/thornmere
        ln -s "$program" build/waymark
        cp -R "$root/examples/thornmere/spreadsheets" examples/thornmere/
    else
        cp -R "$root/examples/thornmere/spreadsheets/." .
    fi
    awk -v into="$blocks" -f "$root/tests/docs/blocks.awk" "$root/$1"
    for block in "$blocks"/*; do
        case $block in
        *.run) try "${block%.run}" ;;
        *.path) save "${block%.path}" ;;
        esac
    done
}

for path in README.md docs/facilitator.md docs/data-officer.md docs/data-protection.md docs/scripting.md; do
    document=$(basename "$path" .md)
    (run_document "$path")
    grep -q . "$work/blocks/$document"/*.run 2>/dev/null || {
        echo "FAILED: $path has no examples"
        echo failed >>"$work/results"
    }
done
passed=$(grep -c passed "$work/results")
failed=$(grep -c failed "$work/results")
echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" != 0 ]
