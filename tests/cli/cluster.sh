#!/bin/sh
# SPDX-License-Identifier: MIT
# The theming engine on plain lines.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

cat >lines.txt <<'LINES'
The bus is late every morning
My friends help me at lunch
The bus is always late on Mondays
I want a job with animals
The late bus makes me miss registration

I sit with my friends at lunch
I want a job with horses and other animals
My friends sit with me
Nobody has told me what is next
LINES

expect 0 cluster <lines.txt
check_quiet
check_golden cluster
check_same "each line in its place" "$(grep -v '^$' lines.txt | cksum)" "$(cut -f2- out | cksum)"
cp out first
expect 0 cluster <lines.txt
check "the same again" cmp -s first out
check_same "the buses are together" 1 "$(grep 'bus' out | cut -f1 | sort -u | wc -l)"

expect 0 cluster --json <lines.txt
check_json
check_golden cluster.json
check_out '"method":"lexical"'
check_out '"statements":9'

expect 0 cluster --count 2 <lines.txt
check_same "two groups" 2 "$(cut -f1 out | sort -u | wc -l)"
expect 0 cluster --grain 100 <lines.txt
check_same "every line by itself" 9 "$(cut -f1 out | sort -u | wc -l)"
expect 0 cluster --grain 1 <lines.txt
check "fewest groups" test "$(cut -f1 out | sort -u | wc -l)" -lt 9
expect 0 cluster --count 20 <lines.txt
check_err "(standard input): only 9 different lines, so there are 9 groups"

# CRLF, a byte order mark, no line end at the end, nothing at all.
{ printf '\357\273\277' && sed 's/$/\r/' lines.txt | head -c -2; } >crlf.txt
expect 0 cluster <crlf.txt
check "the same groups" cmp -s first out
expect 0 cluster </dev/null
check_same "nothing" "" "$(cat out)"
expect 0 cluster --json </dev/null
check_json
check_out '"statements":0'

# Bad lines are named; the rest goes on.
{ cat lines.txt && printf 'caf\351 at lunch\nThe bus again\n'; } >bad.txt
expect 2 cluster <bad.txt
check_err "(standard input):11: not UTF-8 text; save the file as UTF-8"
check_out "The bus again"
check_no_out "caf"
expect 2 cluster --json <bad.txt
check_json
check_out '"statements":10'
{ cat lines.txt && head -c 1100000 /dev/zero | tr '\0' a && printf '\nThe bus again\n'; } >bad.txt
expect 2 cluster <bad.txt
check_err "(standard input):11: longer than 1 MiB; split it into statements"
check_out "The bus again"

expect 64 cluster --grain 0 <lines.txt
check_err "--grain 0: this must be a whole number from 1 to 100"
expect 64 cluster --grain <lines.txt
check_err "--grain needs a number after it"
expect 64 cluster --grain 5 --count 3 <lines.txt
check_err "give --grain or --count, not both"
expect 64 cluster lines.txt
check_err '"lines.txt" is not known here'
check_err "usage: waymark cluster"
finish
