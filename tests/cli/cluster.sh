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

expect 0 cluster --encoder lexical <lines.txt
check_quiet
check_golden cluster
check_same "each line in its place" "$(grep -v '^$' lines.txt | cksum)" "$(cut -f2- out | cksum)"
cp out first
expect 0 cluster --encoder lexical <lines.txt
check "the same again" cmp -s first out
check_same "the buses are together" 1 "$(grep 'bus' out | cut -f1 | sort -u | wc -l)"

expect 0 cluster --encoder lexical --json <lines.txt
check_json
check_golden cluster.json
check_out '"method":"lexical"'
check_out '"statements":9'

expect 0 cluster --encoder lexical --count 2 <lines.txt
check_same "two groups" 2 "$(cut -f1 out | sort -u | wc -l)"
expect 0 cluster --encoder lexical --grain 100 <lines.txt
check_same "every line by itself" 9 "$(cut -f1 out | sort -u | wc -l)"
expect 0 cluster --encoder lexical --grain 1 <lines.txt
check "fewest groups" test "$(cut -f1 out | sort -u | wc -l)" -lt 9
expect 0 cluster --encoder lexical --count 20 <lines.txt
check_err "(standard input): only 9 different lines, so there are 9 groups"

# CRLF, a byte order mark, no line end at the end, nothing at all.
{ printf '\357\273\277' && sed 's/$/\r/' lines.txt | head -c -2; } >crlf.txt
expect 0 cluster --encoder lexical <crlf.txt
check "the same groups" cmp -s first out
expect 0 cluster --encoder lexical </dev/null
check_same "nothing" "" "$(cat out)"
expect 0 cluster --encoder lexical --json </dev/null
check_json
check_out '"statements":0'

# Bad lines are named; the rest goes on.
{ cat lines.txt && printf 'caf\351 at lunch\nThe bus again\n'; } >bad.txt
expect 2 cluster --encoder lexical <bad.txt
check_err "(standard input):11: not UTF-8 text; save the file as UTF-8"
check_out "The bus again"
check_no_out "caf"
expect 2 cluster --encoder lexical --json <bad.txt
check_json
check_out '"statements":10'
{ cat lines.txt && head -c 1100000 /dev/zero | tr '\0' a && printf '\nThe bus again\n'; } >bad.txt
expect 2 cluster --encoder lexical <bad.txt
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

# Without a model it goes by words all the same, and says so once.
expect 0 cluster <lines.txt
check "the same groups" cmp -s first out
check_same "said once" 1 "$(wc -l <err)"
check_err "(standard input): there is no language model at"
check_err "the groups go by words alone"
expect 2 cluster --encoder minilm <lines.txt
check_err "there is no language model at"
check_same "no groups" "" "$(cat out)"
expect 64 cluster --encoder word2vec <lines.txt
expect 1 embed <lines.txt
check_err "there is no language model at"

# Why each line is where it is.
{ cat lines.txt && echo "The bus is late, every morning"; } >twins.txt
expect 0 cluster --encoder lexical --explain <twins.txt
check_quiet
check_golden cluster.explain
check_out "10 lines in 4 groups, by the words that they share; --grain"
check_out "1 line says nearly the same as another before."
check_out "says nearly the same as line 1"
expect 0 cluster --encoder lexical --explain --json <twins.txt
check_json
check_out '"twins":[[1,11]]'
check_out '"lines":[{"closeness":'
expect 0 cluster --encoder lexical --explain </dev/null
check_same "nothing" "" "$(cat out)"

# The tree, whole or not at all.
expect 0 cluster --encoder lexical --tree tree.json <twins.txt
check_golden_file() { cp "$1" out && check_golden "$2"; }
check_golden_file tree.json cluster.tree.json
check_json
expect 1 cluster --encoder lexical --tree nowhere/tree.json <twins.txt
check_same "no groups" "" "$(cat out)"
expect 64 cluster --tree <lines.txt
expect 0 cluster --encoder lexical --tree tree.json </dev/null
cp tree.json out && check_json
finish
