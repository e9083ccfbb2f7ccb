#!/bin/sh
# SPDX-License-Identifier: MIT
# --json: whatever a verb shows is one JSON value, and nothing else is printed.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
thornmere
sheets=$thornmere/spreadsheets
printf '\211PNG\r\n\032\n' >picture.png
printf 'Title,Area\nClub,Health\n' >offer.csv
printf 'prepare.ask question="What is next?"\nprepare.asc x=1\n' >day.txt
indicator=$("$waymark" list indicator | sed -n '1s/ .*//p')

# CODE WORDS …, a line each. Later lines stand on earlier ones. Every verb that there
# is stands in it, with what it can do besides.
: >seen
while read -r wanted words; do
    # shellcheck disable=SC2086 # into words
    expect "$wanted" --json $words
    check_json
    echo "${words%% *}" >>seen
done <<VERBS
0 init $work/new --authority New
0 quick $sheets/reviews-2025-schools.csv --output $work/quick
0 --in $work/quick cycle keep 2030 --authority Quick
0 cycle new 2026
0 cycle next 2025 2027
0 cycle list
0 cycle close --cycle 2026
0 undo --dry-run
0 undo
0 import reviews $sheets/reviews-2025-schools.csv --cycle 2026
2 import reviews $bad/impossible-date.csv --cycle 2026
0 import participants $sheets/participants-2024.csv --cycle 2026 --dry-run
0 columns $sheets/reviews-2025-schools.csv
0 people
0 status
0 status --cycle 2024
0 coverage --cycle 2025
1 review person-000099.0001 --cycle 2025
0 do --list
0 do --list --names
0 do prepare.ask question=Why? --cycle 2025
0 do prepare.ask question=How? --cycle 2025 --dry-run
0 do prepare.ask question=How? --cycle 2025 --key a-key
0 do prepare.ask question=How? --cycle 2025 --key a-key
2 do --file day.txt --cycle 2025
0 list theme --cycle 2025
0 list share --cycle 2026
0 show $indicator
0 trace $indicator
0 log
0 log --last 1 --verify
0 theme --cycle 2026 --section working
0 causes --cycle 2025
0 success --cycle 2025
0 last --cycle 2025
0 plan --cycle 2025
0 handout --cycle 2025 --output $work
0 import local_offer $work/offer.csv --cycle 2025
0 cards --cycle 2025 --output $work --section working
2 cards --cycle 2026 --output $work
0 look --cycle 2025 --list
0 attach picture.png --to reviews-2025-schools.csv:4:working1 --cycle 2025
1 attachment attachment-000001.0001 --output back.png
0 safeguarding
0 report --cycle 2024 --output $work
0 report --cycle 2024 --output $work --format json
0 backup kept.db
0 verify
0 export person TH10023
0 export person TH10023 --output $work
0 erase TH10023
0 erase TH10023 --yes
0 retain --dry-run
0 retain --yes
0 restore kept.db
0 verify --seal
0 completion
0 help
0 help import
0 list --help
0 --version
VERBS
printf 'I like art\nArt is what I like\nThe bus is late\n' >lines.txt
for words in cluster "cluster --count 2"; do
    line="waymark --json $words"
    # shellcheck disable=SC2086 # into words
    "$waymark" --json $words <lines.txt >out 2>err
    code=$?
    check_code 0
    check_json
    echo cluster >>seen
done
echo embed >>seen # with a model: meaning.sh; without: below
expect 0 help --json
check_same "verbs that are not tried here" "" "$(sed -n 's/^    "verb": "\(.*\)".*/\1/p' out |
    sort | comm -23 - "$(sort -u seen >tried && echo tried)")"
check "there are verbs" test "$(wc -l <tried)" -gt 15

# Where there is nothing yet, nothing is an answer as well.
expect 0 init "$work/empty"
for words in "cycle list" "cycle list --names" "list member" log "log --verify" verify \
    "cycle new 2025" status coverage "do --list --names" "list statement" theme report; do
    # shellcheck disable=SC2086 # into words
    expect 0 --in empty --json $words
    check_json
done

# What fails says so in one JSON value as well; the message stands on standard error,
# too. Every verb says that it does not know an option; then CODE KIND WORDS ….
check_error() {
    check_json
    check_same "one error" "$1" "$(python3 -c '
import json
said = json.load(open("out"))
error = said.pop("error")
kind, words = error.pop("kind"), error.pop("message")
print(kind if words in open("err").read() and not said and not error else said)')"
}
expect 0 help --json
python3 -c '
import json
print("\n".join(one["verb"] for one in json.load(open("out"))))' >verbs
check_same "the verbs" "$(grep -c ', cli_[a-z_]*, "' "$root/src/main.c")" "$(grep -c . verbs)"
while read -r verb; do
    expect 64 "$verb" --no-such-option --json </dev/null
    check_error usage
done <verbs
while read -r wanted kind words; do
    # shellcheck disable=SC2086 # into words
    expect "$wanted" --json $words </dev/null
    check_error "$kind"
done <<ERRORS
64 usage fly
64 usage help fly
64 usage cycle
64 usage cluster --count 0
64 usage cluster --grain
64 usage log --last many
64 usage list theme --cycle 2025 --where name
2 input list theme --cycle 2025 --where nane=x
1 refused list identity
1 refused cycle next 2024 2030
1 not_found do prepare.ask question=x --cycle 2031
1 not_found status --cycle 2031
1 not_found embed
1 not_found undo 99999
1 conflict cycle new 2025
2 input do prepare.asc x=1 --cycle 2025
1 not_found import reviews not-there.csv --cycle 2026
1 not_found --in empty/not-there status
ERRORS
line="waymark --json log, with a full disk behind standard output"
if [ -w /dev/full ]; then
    "$waymark" --json log >/dev/full 2>err
    code=$?
    check_code 1
    check_err "the answer could not be written"
fi
expect 1 status --cycle 2031
check_same "plain words print nothing" "" "$(cat out)"

# The same facts as the plain words.
expect 0 cycle list --json
check_same "cycles" "2024 2025 2026 2027" \
    "$(sed -n 's/.*"name": "\(.*\)",*/\1/p' out | tr '\n' ' ' | sed 's/ $//')"
expect 0 do --list --json --cycle 2025
check_out '"command": "theme.move"'
expect 2 do --file day.txt --cycle 2025 --json
check_out '"done_before": 1'
check_out '"refused": 1'
check_out 'day.txt:2: step prepare: there is no command'
expect 0 backup other.db --json
check_out '"file": "other.db"'
expect 0 erase TH10454 --json
check_out '"done": false'
expect 0 restore other.db --json
check_out '"kept": "'
finish
