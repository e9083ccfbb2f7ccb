#!/bin/sh
# SPDX-License-Identifier: MIT
# Groups by meaning, with the language model (make model): what comes, why, and input
# that is no such thing.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

unset WAYMARK_MODEL
model=$build/all-MiniLM-L6-v2.model
if [ ! -f "$model" ]; then
    skip "the language model is not there; run make model"
    finish
    exit
fi

# Forty lines, eight kinds of thing, hardly a word in common within each.
cat >lines.txt <<'LINES'
The bus never comes on time
My taxi was late again
The minibus driver is always running behind
Transport picks me up too early
I spend two hours in the car each day
I want to work with animals
A job in a zoo would be brilliant
I hope to be a vet's assistant
Looking after horses is what I want to do
I would love a job at the kennels
My friends make me laugh at lunch
I have mates to sit with in the canteen
I eat with the girls from my class
Break time with my best friend is great
We play football together at dinner time
The corridors are too noisy
Loud bells hurt my ears
I cannot think when everyone shouts
The hall echoes and I hate it
Assemblies are far too loud for me
I was never asked about my plan
Nobody listens to what I think
The meeting was about me but without me
They decide things and do not tell me
My views were left out of the review
Speech therapy stopped in year nine
We waited a year for the therapist
No physio since the summer
The OT only came once
I need more help with my talking
I want to live in my own flat
One day I will have my own front door
I hope to move out of my parents' home
Living by myself is my dream
A little house near my mum would be nice
Cooking lessons are the best
I made a curry on Tuesday
Baking bread with Sam is fun
I can make my own sandwiches now
We learn to use the oven safely
LINES

expect 0 cluster <lines.txt
check_quiet
check_same "each line in its place" "$(cksum <lines.txt)" "$(cut -f2- out | cksum)"
cp out first
group() { sed -n "$1s/	.*//p" first; }
check_same "a bus and a taxi" "$(group 1)" "$(group 2)"
check_same "noise and bells" "$(group 16)" "$(group 17)"
check_same "flats and front doors" "$(group 31)" "$(group 32)"
check "buses are no animals" test "$(group 1)" != "$(group 6)"
expect 0 cluster --encoder minilm <lines.txt
check "the same again" cmp -s first out
sort -r lines.txt >turned.txt
expect 0 cluster <turned.txt
check_same "the same from the other end" "$(sort first | cut -f1 | uniq -c | awk '{ print $1 }' | sort -n | tr '\n' ' ')" \
    "$(sort out | cut -f1 | uniq -c | awk '{ print $1 }' | sort -n | tr '\n' ' ')"

expect 0 cluster --json <lines.txt
check_json
check_out '"method":"minilm"'
check_out '"name":"all-MiniLM-L6-v2"'
check "at most an eighth is not sure" python3 - <<'PYTHON'
import json
answer = json.load(open("out"))
assert len(answer["unsure"]) <= 5, answer["unsure"]
assert sorted(sum((c["members"] for c in answer["clusters"]), [])) == list(range(1, 41))
assert 1 <= answer["grain"] <= 100
PYTHON

expect 0 cluster --explain <lines.txt
check_out "by what they mean (all-MiniLM-L6-v2 "
check_out "most like line "
check_out "more like this group than like group "
check_out "at its edge:"
check_no_out 'most like line 1 “The bus never comes on time” (1.00)'

expect 0 cluster --tree tree.json <lines.txt
cp tree.json out && check_json
check "a tree over all of them" python3 - <<'PYTHON'
import json
tree = json.load(open("tree.json"))
seen, count = set(), len(tree["lines"])
assert count == 40 and len(tree["merges"]) == 39
size = [1] * count
for a, b, likeness, many in tree["merges"]:
    assert a < b < len(size) and a not in seen and b not in seen
    seen |= {a, b}
    size.append(size[a] + size[b])
    assert many == size[-1]
assert size[-1] == 40
PYTHON

# From one group to every line by itself, and never fewer for more.
before=0
for grain in 1 20 40 60 80 100; do
    expect 0 cluster --grain "$grain" <lines.txt
    count=$(cut -f1 out | sort -u | wc -l)
    check "grain $grain: $count groups, not fewer than $before" test "$count" -ge "$before"
    before=$count
done
check_same "every line by itself" 40 "$before"
expect 0 cluster --grain 1 <lines.txt
check_same "one group" 1 "$(cut -f1 out | sort -u | wc -l)"

# What says nearly the same is one voice's echo; what says the opposite is not.
printf '%s\n' "The school bus is late every morning" "The school bus is late each morning" \
    "The school bus is late every morning!" "I have friends at lunch" \
    "I have no friends at lunch" "😀" "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" >twins.txt
expect 0 cluster --json <twins.txt
check_json
check_out '"twins":[[1,2,3]]'

# Whatever it is, it is in one group and said back as it came.
python3 - <<'PYTHON'
lines = ["The bus is late", "😀", "...!?", "—", "\u200b\u200b", "\u200bThe bus\u200d is late",
         "الحافلة تتأخر كل صباح", "Autobus spóźnia się każdego ranka",
         "Mae'r bws yn hwyr bob bore", "バスが遅い", "x" * 100000,
         ("The bus is late and nobody tells us. " * 2800)[:100000], "e\u0301" * 50,
         "\u202eabc\u202c", "a", "👩‍👩‍👧‍👦 🏳️‍🌈", "\x1b[31mred"]
open("odd.txt", "w", encoding="utf-8").write("\n".join(lines) + "\n")
open("same.txt", "w").write("The bus is late\n" * 10000)
PYTHON
expect 0 cluster <odd.txt
check_quiet
check_same "all of them" "$(cksum <odd.txt)" "$(cut -f2- out | cksum)"
expect 0 cluster --json --explain <odd.txt
check_json
expect 0 cluster --explain <odd.txt
check "short quotes" test "$(wc -c <out)" -lt 40000
check "nothing that steers a terminal" sh -c '! grep -q "$(printf "\033")" out'
expect 0 embed <odd.txt
check_same "a vector each" "17 384" "$(awk '{ n[NF]++ } END { for (i in n) print n[i], i }' out)"
expect 0 embed --json <odd.txt
check_json
expect 0 cluster <same.txt
check_same "ten thousand of the same" 1 "$(cut -f1 out | sort -u | wc -l)"
expect 0 cluster --explain <same.txt
check_out "10000 lines in 1 group"
check_out "9999 lines say nearly the same as another before."
printf 'The bus\nMy job\n' >two.txt
expect 0 cluster --explain --tree tree.json <two.txt
check_out "2 lines in 2 groups"
expect 0 embed <two.txt
check_same "two vectors" 2 "$(wc -l <out)"
for words in "cluster" "cluster --explain" "embed"; do
    # shellcheck disable=SC2086 # into words
    expect 0 $words </dev/null
    check_same "nothing" "" "$(cat out)"
done
printf 'good\n\377\376\n\355\240\200\nThe bus\n' >bad.txt
for words in "cluster" "embed"; do
    expect 2 "$words" <bad.txt
    check_err "(standard input):2: not UTF-8 text"
    check_err "(standard input):3: not UTF-8 text"
done
check_same "a line for a line" "384 0 0 384" "$(awk '{ print NF }' out | tr '\n' ' ' | sed 's/ $//')"

# A model that is not what it should be is refused, never passed over in silence.
printf 'not one\n' >wrong.model
: >empty.model
head -c 3000000 "$model" >short.model
cp "$model" damaged.model && chmod u+w damaged.model
printf 'X' | dd of=damaged.model bs=1 seek=5000000 conv=notrunc 2>/dev/null
refused() { # NAME WHY
    WAYMARK_MODEL=$work/$1.model
    export WAYMARK_MODEL
    expect 2 cluster <two.txt
    check_err "$1.model: $2"
    check_same "no groups" "" "$(cat out)"
    expect 2 embed <two.txt
    check_err "$1.model: $2"
    expect 0 cluster --encoder lexical <two.txt
}
refused wrong "this is no model of Waymark's"
refused empty "this is no model of Waymark's"
refused short "this model is not whole"
refused damaged "this model is damaged, or another than this Waymark was made for: its SHA-256 is "
# One that is whole, and says so of itself, and is not the one that is asked for.
python3 - damaged.model >other.model <<'PYTHON'
import hashlib, struct, sys
model = bytearray(open(sys.argv[1], "rb").read())
whole, exact, _ = struct.unpack_from("<QQQ", model, 72)
model[96:160] = hashlib.sha256(model[whole:exact]).hexdigest().encode()
sys.stdout.buffer.write(model)
PYTHON
refused other "this model is damaged, or another than this Waymark was made for: its SHA-256 is "
unset WAYMARK_MODEL

# In a Waymark folder: by which model, what is not sure yet, and why.
folder ours
expect 0 cycle new 2025 --question "What matters?"
expect 0 import reviews "$thornmere/spreadsheets/reviews-2025-schools.csv"
expect 0 theme
check_out "A computer's suggestion, by meaning (all-MiniLM-L6-v2 "
check_same "said once" 1 "$(grep -c 'by meaning' out)"
check_out "not sure yet."
check_out "  Not sure yet, the least sure first"
check_out ', one of them “'
unsure=$(count statement --where tray=unsure)
all=$(count statement)
check "some are not sure, and not many: $unsure of $all" test $((unsure * 100)) -gt "$all" -a \
    $((unsure * 8)) -le "$all"
expect 0 theme --json
check_json
check_same "the same again" "$unsure" "$(count statement --where tray=unsure)"
check_same "listed" "$unsure" "$(python3 -c 'import json; print(len(json.load(open("out"))["unsure"]))')"
expect 0 list theme
check_out " alike)  ("
# They are on the table and on paper all the same.
run cards --output "$work"
on_paper=$(grep -c '<li class="card' cards-2025.html)
run theme --grain 100
run cards --output "$work"
check_same "cards on paper" "$(grep -c '<li class="card' cards-2025.html)" "$on_paper"
expect 0 theme
one=$("$waymark" list statement --where tray=unsure | sed -n '1s/ .*//p')
expect 0 theme --why "$one"
check_out "is with those not sure yet; the computer put it there."
check_out 'The group that it is most like: “'
check_out 'Most like it: “'
check_out "By meaning (all-MiniLM-L6-v2 "
expect 0 theme --why "$one" --json
check_json
expect 0 do theme.unsure "statements=$one"
expect 0 theme
run show "$one"
check_no_out "  drafted: yes"
expect 0 theme --why "$one"
check_out "is with those not sure yet; people put it there."
WAYMARK_MODEL=$work/damaged.model
export WAYMARK_MODEL
expect 2 theme
check_err "this model is damaged"
finish
