#!/bin/sh
# SPDX-License-Identifier: MIT
# Help, usage, and completion in bash.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

expect 0 help
check_golden help
cp out help.txt
expect 0 --help
check "--help is help" cmp -s help.txt out
expect 0 help help
check "help help is help" cmp -s help.txt out
expect 0
check "waymark alone is help" cmp -s help.txt out
expect 0 --version
check "a version" grep -qE '^waymark [0-9]+\.[0-9]+\.[0-9]+$' out
check_same "one line" 1 "$(wc -l <out)"

# Every verb: usage, from `help VERB` and from `VERB --help`, without any folder.
verbs=$(sed -n 's/^  \([a-z]*\)  .*/\1/p' help.txt)
check "there are verbs" test "$(echo "$verbs" | wc -l)" -gt 15
: >all.txt
for verb in $verbs; do
    expect 0 help "$verb"
    cp out one.txt
    check_same "the first line of help $verb" "waymark $verb" \
        "$(sed -n '1s/^\(waymark [a-z]*\).*/\1/p' out)"
    check "no line of help $verb is longer than a screen" \
        sh -c '! grep -nE "^.{101,}" one.txt'
    expect 0 "$verb" --help
    check "$verb --help is the same" cmp -s one.txt out
    { cat one.txt && echo; } >>all.txt
done
cp all.txt out
line="waymark help VERB, for each"
check_golden help-verbs

# What cannot be understood: 64, on standard error, and nothing on standard output.
usage() {
    expect 64 "$@"
    check_same "nothing on standard output" "" "$(cat out)"
}
usage impotr
check_err 'there is no verb "impotr" (did you mean import?); see `waymark help`'
usage help impotr
check_err 'there is no verb "impotr" (did you mean import?)'
usage weather
check_err 'there is no verb "weather"; see `waymark help`'
usage --verbose
check_err "--verbose is not an option of waymark, or its value is missing; see \`waymark help\`"
usage --in
check_err "--in is not an option of waymark, or its value is missing"
# It is said before anything else is looked at, and so without a Waymark folder too.
for verb in status coverage report theme verify log undo "cycle list" "cycle close" \
    "cycle new x" "list theme" "do prepare.ask" "show x" "trace x" "erase x" "export person x" \
    "import reviews x" "backup x" "restore x" "init x" completion; do
    # shellcheck disable=SC2086 # into words
    usage $verb --bogus
    check_err "--bogus is not an option of ${verb%% *}, or its value is missing; see \`waymark help ${verb%% *}\`"
done
for verb in status coverage report theme verify log "cycle list" "cycle close" completion; do
    # shellcheck disable=SC2086 # into words
    usage $verb weather
    case $verb in
    log) check_err 'give the number of a command, not "weather"' ;;
    *) check_err "${verb%% *} does not take \"weather\"" ;;
    esac
done
# Where the cycle goes, for those who put it elsewhere.
usage --cycle 2025 status
check_err '--cycle goes after the verb: `waymark status --cycle 2025`; see `waymark help`'
usage --cycle "this year" bananas
check_err '--cycle goes after the verb: `waymark VERB --cycle "this year"`'
usage report 2025
check_err 'report does not take "2025" (did you mean --cycle 2025?); see `waymark help report`'
usage list statement 2024/25
check_err 'list does not take "2024/25" (did you mean --cycle 2024/25?)'
usage verify 2025
check_err 'verify does not take "2025"; see `waymark help verify`'
check_same "nothing was made" "" "$(ls -d x 2>/dev/null)"
run status "$(printf 'caf\351')"
check_code 64
check_err "word 4 is not UTF-8 text; set your terminal to UTF-8"

# What cannot be printed is not lost in silence.
folder council
"$waymark" --as sam cycle new 2025 >/dev/null
for verb in help --version "help import" status "list cycle --json" log completion; do
    line="waymark $verb, with a full disk behind standard output"
    # shellcheck disable=SC2086 # into words
    "$waymark" --as sam $verb >/dev/full 2>err
    code=$?
    : >out
    check_code 1
    check_err "the answer could not be written: "
done

# Completion: verbs, commands of the cycle, and what the words before ask for.
expect 0 completion
cp out completion.bash
mkdir bin && ln -s "$waymark" bin/waymark
PATH="$work/bin:$PATH"
cp -r "$thornmere/local/." council/local
"$waymark" --as sam cycle new other --workflow thornmere >/dev/null
# offered WORD …: what bash offers for the last word.
offered() {
    line="completing: $*"
    # shellcheck disable=SC2016 # expanded by bash
    bash --norc -c '
        . ./completion.bash
        COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) COMPREPLY=()
        _waymark
        printf "%s\n" "${COMPREPLY[@]}"' bash "$@" >out 2>err
    code=$?
}
offered waymark ""
check_same "the verbs" "$(printf '%s\nhelp\n' "$verbs" | sort)" "$(sort out)"
check_quiet
offered waymark im
check_same "a verb" import "$(cat out)"
offered waymark help und
check_same "a verb to be helped with" undo "$(cat out)"
offered waymark do prepare.as
check_same "a command" prepare.ask "$(cat out)"
offered waymark do ""
check_out theme.move
check_out review.story
offered waymark status --cycle ""
check_out 2025
check_out other
offered waymark cycle c
check_same "of cycle" close "$(cat out)"
offered waymark import r
check_same "a kind of file" reviews "$(cat out)"
touch review.csv
offered waymark import reviews revi
check_same "a file" review.csv "$(cat out)"
offered waymark list them
check_same "a kind" theme "$(cat out)"
offered waymark theme --section n
check_same "a section" not_working "$(cat out)"
offered waymark export p
check_same "what to export" person "$(cat out)"
offered waymark report --format h
check_same "a format" html "$(cat out)"
# With options before the verb, and in a folder that they name.
unset WAYMARK_WORKPLACE
offered waymark --in council st
check_same "a verb after --in" status "$(cat out)"
offered waymark --in council do prepare.as
check_same "a command after --in" prepare.ask "$(cat out)"
offered waymark --in council --as sam status --cycle oth
check_same "a cycle after --in" other "$(cat out)"
offered waymark do prep
check_same "nothing without a folder" "" "$(cat out)"
check_quiet
finish
