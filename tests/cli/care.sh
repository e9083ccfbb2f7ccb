#!/bin/sh
# SPDX-License-Identifier: MIT
# Backup, restore, verify, erase; a folder of another version.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
sheets=$thornmere/spreadsheets
umask 022
run init council --authority "Thornmere Council"
key=$(sed -n 's/^  \(\([0-9a-f]\{4\}[- ]*\)\{16\}\)$/\1/p' out)
export WAYMARK_WORKPLACE="$work/council"
expect 0 cycle new 2025
cp -r "$thornmere/local/." council/local
"$waymark" --as sam import reviews "$sheets/reviews-2025-schools.csv" >/dev/null 2>&1
statements=$("$waymark" list statement --json | cksum)

expect 0 verify
check_out "All is well: "
check_quiet
expect 0 verify --json
check_json

expect 0 backup monday.db
check_out "Wrote monday.db. It holds everything but the key: keep the recovery key elsewhere."
check_same "its mode" 600 "$(stat -c %a monday.db)"
expect 1 backup monday.db
check_err "monday.db is there already; name a new file. Nothing was written"
expect 64 backup
expect 1 backup nowhere/monday.db
check_err "waymark: writing the backup nowhere/monday.db: the folder that it should stand in is not there; make that first"
check_same "left behind" "" "$(find . -name 'monday.db.*')"
check_same "the key in the backup" 0 "$(grep -acF -f council/vault.key monday.db)"
check "the backup does not name anybody" sh -c "! grep -aq 'Ashworth-Kay' monday.db"
echo "not a backup" >reviews.csv
expect 2 restore reviews.csv
check_err "waymark: reviews.csv: this is not a backup of a Waymark folder; name a file that"

# Large files in local/ come along, whatever is in them; what is too large is named
# before anything is written.
mkdir -p council/local/films/2025
head -c 20000000 /dev/urandom >council/local/films/2025/day.mp4
expect 0 backup films.db
unset WAYMARK_WORKPLACE
expect 0 --in films restore films.db --recovery-key "$key"
check "a large file comes along" cmp council/local/films/2025/day.mp4 films/local/films/2025/day.mp4
rm -rf films films.db
export WAYMARK_WORKPLACE="$work/council"
truncate -s 901M council/local/films/large.mp4
expect 2 backup films.db
check_err "council/local/films/large.mp4 is 901 MiB large, and a backup takes files of up to 900 MiB; move it out of local/ and keep it elsewhere. Nothing was written"
check_same "left behind" "" "$(find . -name 'films.db*')"
rm -r council/local/films

# Hidden files come along; what cannot is named.
mkdir -p council/local/.ours && echo kept >council/local/.ours/notes
ln -s /etc/hostname council/local/elsewhere
expect 2 backup links.db
check_out "Wrote links.db."
check_err "council/local/elsewhere is not in the backup: it is a link, or no plain file; put the file itself there, or keep it elsewhere"
rm links.db
expect 2 backup links.db --json
check_json
check_out '"local/elsewhere"'
check "a hidden file comes along" grep -aqF local/.ours/notes links.db
rm -r council/local/elsewhere council/local/.ours links.db

# Back to Monday.
"$waymark" --as sam import reviews "$sheets/reviews-2025-colleges.csv" >/dev/null 2>&1
check "more was added" test "$statements" != "$("$waymark" list statement --json | cksum)"
expect 0 restore monday.db
check_out "Restored monday.db into $work/council."
check_out "What was there before is kept in $work/council/before-restore-"
cp -r council within
cp monday.db within
(cd within && unset WAYMARK_WORKPLACE && "$waymark" --as sam restore monday.db) >out
check_out "Restored monday.db into $work/within."
rm -rf within
check_same "the statements" "$statements" "$("$waymark" list statement --json | cksum)"
expect 0 verify
expect 0 log --verify
expect 0 log --last 1
check_out "sam           workplace.restore of monday.db"
expect 0 log --last 1 --json
check_out '"backup": "monday.db"'
# It changes nothing that could be taken back: undo goes to what was done before.
expect 0 undo --dry-run
check_out "(import.reviews, by sam)"
# Only an owner, and before anything is looked at.
actor=stranger
for backup in monday.db nowhere.db; do
    expect 1 restore $backup
    check_err "stranger may not restore a backup here; ask the owner of this Waymark folder, or act as someone who may with --as NAME. Nothing was changed"
done
actor=sam
# What an earlier restore kept is not written over, even in the same moment.
expect 0 restore monday.db
check_same "kept" 2 "$(find council -name 'before-restore-*.db' | wc -l)"

# The seal of the log. Lost, another's, or ahead of the log: verify fails, looking
# goes on, and nothing is changed until somebody who may has decided.
sealed() {
    cp council/log.seal kept.seal
    "$@"
    for verb in verify "log --verify"; do
        # shellcheck disable=SC2086 # into words
        expect 1 $verb
        check_err "$why"
        check_err "verify --seal"
    done
    expect 0 list statement
    expect 0 status
    expect 1 do prepare.ask "question=Why?"
    check_err "othing was changed"
    expect 1 import reviews "$bad/small.csv"
    cp kept.seal council/log.seal
    expect 0 verify
}
why="is missing, so events cut off at the end cannot be noticed. Find out why; then"
sealed rm council/log.seal
sealed cp /dev/null council/log.seal
why="was not written by Waymark with this folder's key"
sealed sed -i "s/^[0-9]*/1/" council/log.seal
check_same "the statements" "$statements" "$("$waymark" list statement --json | cksum)"
rm council/log.seal
actor=stranger
expect 1 verify --seal
check_err "stranger may not do workplace.seal"
check "not sealed by a stranger" test ! -e council/log.seal
actor=sam
expect 0 verify --seal
check_out "The log has been sealed as it is now; who did that stands in \`waymark log\`."
check_out "All is well: "
expect 0 log --last 1
check_out "sam"
check_out "workplace.seal"
expect 0 verify --seal --json
check_json
check_out '"sealed_anew": false'
expect 0 do prepare.ask "question=Why?"

# Into a new folder, with the recovery key.
expect 2 --in "$work/council" restore monday.db --recovery-key 1234
check_err "this is not a whole recovery key; it has 16 groups of four letters and digits"
unset WAYMARK_WORKPLACE
expect 2 --in elsewhere restore monday.db
check_err "elsewhere holds no key: give the recovery key that \`waymark init\` printed, with --recovery-key"
other=$(echo "$key" | tr '0123456789abcdef' '123456789abcdef0')
expect 2 --in elsewhere restore monday.db --recovery-key "$other"
check_err "monday.db: the key does not belong to this backup"
check "no key is left behind" test ! -e elsewhere/vault.key
expect 0 --in elsewhere restore monday.db --recovery-key "$key"
check_out "There is no list of erasures in this folder (erased.txt), so whoever was erased after this"
check_out "restore"
check_same "files for others to read" "" "$(find elsewhere -perm /077)"
expect 0 --in elsewhere verify
check_same "the statements" "$statements" \
    "$("$waymark" --in elsewhere list statement --json | cksum)"
check "the scripts came along" cmp -s "$thornmere/local/workflows/thornmere.lua" \
    elsewhere/local/workflows/thornmere.lua
export WAYMARK_WORKPLACE="$work/council"

# A folder's own key is never written over, and another folder's people do not come in.
own=$(cat council/vault.key)
expect 2 restore monday.db --recovery-key "$other"
check_err "council has another key than the one given; restore into a new folder. Nothing was changed"
check_same "the key" "$own" "$(cat council/vault.key)"
"$waymark" --as sam init other >/dev/null
expect 2 --in other restore monday.db
check_err "monday.db: the key does not belong to this backup; use the recovery key that \`waymark init\` printed for the folder that it was made of"
expect 0 --in other verify
expect 0 restore monday.db --recovery-key "$key"

# Cut short in the middle: the same again sets it right, and keeps the scripts.
echo "-- ours" >>council/local/workflows/thornmere.lua
mv council/waymark.db council/before-restore-1.db
mv council/log.seal council/before-restore-1.seal-kept
echo "half of a database" >council/waymark.db-restoring
cp council/before-restore-1.db council/waymark.db
cp council/before-restore-1.seal-kept council/log.seal
expect 0 verify
check_err "waymark.db-restoring is a copy of a backup, left by a restore that was cut short (or is at work now); restore again, or remove it"
rm -f council/waymark.db* council/log.seal
echo "half of a database" >council/waymark.db-restoring
expect 1 status
check_err "council holds a key but no database: put the database back, with \`waymark restore FILE\`"
expect 0 restore monday.db
expect 0 verify
check_same "the statements" "$statements" "$("$waymark" list statement --json | cksum)"
check "the scripts are kept" grep -q "^-- ours" council/local/workflows/thornmere.lua

# What is no backup.
expect 1 restore nowhere.db
check_err "nowhere.db: there is no such file"
expect 2 restore "$thornmere/README.md"
check_err "README.md: this is not a backup of a Waymark folder"
sqlite3 other.db "CREATE TABLE x (y); PRAGMA user_version = 0;"
expect 2 restore other.db
check_err "other.db: this is not a backup of a Waymark folder"
cp monday.db newer.db
sqlite3 newer.db "PRAGMA user_version = 99"
expect 2 restore newer.db
check_err "newer.db: this backup was made by a newer Waymark; install it first"
cp monday.db altered.db
sqlite3 altered.db "UPDATE event_body SET after = replace(after, 'I ', 'We ')"
expect 1 restore altered.db
check_err "altered.db: event "
expect 64 restore
check_same "the statements" "$statements" "$("$waymark" list statement --json | cksum)"
check_same "left behind" "" "$(find council -name 'waymark.db-restoring*')"
expect 0 verify

# A folder that a newer Waymark has used.
cp -r council newer
sqlite3 newer/waymark.db "PRAGMA user_version = 99" >/dev/null
before=$(cksum <newer/waymark.db)
for verb in status "list statement" "cycle new x" verify "import reviews $bad/small.csv"; do
    # shellcheck disable=SC2086 # into words
    expect 1 --in newer $verb
    check_err "this Waymark folder was last used by a newer Waymark (its data format is 99, this program knows up to"
    check_err "install the newer Waymark. Nothing was changed"
done
check_same "the newer database" "$before" "$(cksum <newer/waymark.db)"
# What is no database at all.
cp -r council broken
echo "not a database, not even a small one" >broken/waymark.db
rm -f broken/waymark.db-*
expect 1 --in broken status
check_err "the database is damaged; restore the newest backup with \`waymark --in broken restore FILE\`"

# One person, erased for good: their words, their name, everywhere.
"$waymark" list statement --json >all
person=$(sqlite3 council/waymark.db \
    "SELECT id FROM record WHERE kind = 'person' ORDER BY id LIMIT 1")
reference=$(sed -n 4p "$sheets/reviews-2025-schools.csv" | cut -d, -f1)
words=$(sed -n 4p "$sheets/reviews-2025-schools.csv" | cut -d, -f14)
check "the words are there" grep -qF "$words" all
expect 0 erase "$reference"
check_out "Nothing has been done yet: add --yes to do it."
check_out "$person, cycle 2025: "
check_out "; 1 review ("
expect 0 erase "$reference" --json
check_json
check_out '"school'
upn=$(sed -n 4p "$sheets/reviews-2025-schools.csv" | cut -d, -f2)
# Each look is in the log, and is no event more of them: it says an id alone.
cp out one.txt
expect 0 erase "$upn" --json
cp out two.txt
check "by UPN" cmp one.txt two.txt
born=$(sed -n 4p "$sheets/reviews-2025-schools.csv" | cut -d, -f5)
name=$(sed -n 4p "$sheets/reviews-2025-schools.csv" | cut -d, -f3,4 | sed 's/\(.*\),\(.*\)/\2 \1/')
expect 0 erase "$name" --born "$born" --json
cp out two.txt
check "by name and date of birth" cmp one.txt two.txt
expect 0 erase reviews-2025-schools.csv:4:working1 --json
cp out two.txt
check "by what they said" cmp one.txt two.txt
expect 0 erase reviews-2025-schools.csv:4 --json
check "by the row of their review" cmp one.txt out
expect 1 erase reviews-2025-schools.csv:40000
check_err "FILE:LINE of their review"
expect 1 erase "$name"
check_err "nobody is known by this in this Waymark folder; nothing was changed. Give your authority's reference, a UPN, "
check_same "the statements" "$statements" "$("$waymark" list statement --json | cksum)"
actor=stranger
expect 1 erase "$person" --yes
check_err "stranger may not do workplace.erase"
actor=sam
expect 1 erase person-999999.0001 --yes
check "what was refused is not noted for later" test ! -e council/erased.txt
# All that is held of one person, for them.
other=$(sed -n 5p "$sheets/reviews-2025-schools.csv" | cut -d, -f3)
expect 0 export person "$reference" --output given
check_out "Wrote given/$person.html"
check_err "Read it before you hand it over"
check_same "its mode" 600 "$(stat -c %a "given/$person.html")"
check "their words are in it" grep -qF "$words" "given/$person.html"
check "and their name" grep -qF "${name#* }" "given/$person.html"
check "days are plain" sh -c "! grep -q '[0-9]T[0-9][0-9]:' given/$person.html"
check "who they are comes first" sh -c \
    "sed -n '/>Forename</,\$p' given/$person.html | grep -q '>Surname<'"
check "and nobody else's" sh -c "! grep -qF '$other' given/$person.html"
expect 0 export person "$name" --born "$born" --json
check_json
check_out "$words"
check_no_out "$other"
expect 0 export person "$reference" --output given --format json
check_out "Wrote given/$person.json"
expect 0 log --last 1
check_out "sam           workplace.export of $person"
expect 0 log --last 1 --json
check_out "\"person\": \"$person\""
actor=stranger
expect 1 export person "$reference"
check_err "stranger may not do workplace.export"
actor=sam
expect 64 export
check_err "say what to export: person PERSON"
expect 64 export weather
expect 64 export person
check_err "name the person"
expect 64 export person "$reference" --format pdf
check_err "--format is html or json, not \"pdf\""
expect 1 export person nobody-at-all
check_err "nobody is known by this"
rm -r given
# What is left over in the folder and still holds them.
left="before-restore-9.db before-restore-9.db-wal waymark.db-restoring
    waymark.db-restoring-wal cut.db.making cut.db.making-wal cut.db.made"
others="before-restore-9.db-seal before-restore-9.db-shm report-2025.html"
for name in $left $others; do
    : >"council/$name"
done
expect 0 erase "$reference"
for name in $left; do
    check_out "The older copy $name in the folder still holds them"
done
for name in $others; do
    check_no_out "The older copy $name in"
done
for name in $left $others; do
    rm "council/$name"
done
expect 0 erase "$reference"
events=$(sed -n 's/.*, and what \([0-9]*\) events said of them.*/\1/p' out)
expect 0 erase "$reference"
check_out "what $events events said of them"
expect 0 erase "$reference" --yes
check_out "Erased: "
check_out "what $events events said of them"
check_out "Reports that were written before now may hold their words: those are yours to take away, as are cards, hand-outs and workbooks of groups, wherever they lie (\`waymark status\` names them), and pages exported of them ($person.html)."
check_out "Backups made before now, and the before-restore files in the folder, still hold them"
# It cannot be taken back, and undo does not take back something older unasked.
expect 1 undo --dry-run
check_err "the newest command is an erasure (command "
check_err "), which cannot be taken back; name a number to take back something older (see \`waymark log\`)"
"$waymark" list statement --json >all
check "the words are gone" sh -c "! grep -qF '$words' all"
check "from the file as well" sh -c "! grep -aqF '$words' council/waymark.db"
expect 0 verify
check_out "$events events speak of people who have been erased, or of what had had its time."
expect 0 log --verify
expect 1 erase "$reference"
check_err "nobody is known by this in this Waymark folder; nothing was changed. Give your authority's reference, a UPN, "
expect 1 show "$person"
expect 64 erase
check_err "name the person: by your authority's reference, by UPN, "
# Names in others' words are listed by their place, and what stood before goes.
cat >named.csv <<'CSV'
Pupil Ref,Surname,Forename,School,Review date,Working 1
NN1,Quillfeather,Zebedeeh,Elm School,12/05/2025,I like the pond
NN2,Other,Ada,Elm School,12/05/2025,Zebedeeh gave me a wobblestone
NN3,Other,Bea,Elm School,12/05/2025,Zebedeeh plays marzipanish games
CSV
"$waymark" --as sam import reviews named.csv --cycle 2025 >/dev/null 2>&1
expect 0 do collect.reword statement=named.csv:4:working1 text="A friend plays games" --cycle 2025
# What an attachment is called cannot be reworded: the list says what can be done instead.
{ printf '\211PNG\r\n\032\n' && echo pond; } >pond.png
expect 0 attach pond.png --to named.csv:3:working1 --description "Zebedeeh by the pond" --cycle 2025
picture=$(sed -n 's/.* as \(attachment-[0-9.]*[0-9]\)\.$/\1/p' out)
number=$(echo "$picture" | sed 's/attachment-0*\([0-9]*\)\..*/\1/')
rm pond.png
expect 0 erase NN1
check_out "  $picture: keep its file (\`waymark attachment $picture --not-to-show --output FILE\`), take it back (\`waymark undo $number\`), and attach the file again in other words (\`waymark attach\`)"
check_no_out "reword it"
expect 0 attachment "$picture" --not-to-show --output again.png
expect 0 undo "$number"
expect 0 attach again.png --to named.csv:3:working1 --description "A friend by the pond" --cycle 2025
expect 0 erase NN1
check_no_out "attachment-"
expect 0 erase NN1
check_out "Their name stands in words of others, which stay until somebody rewords them; no report prints those until then."
check_out "  named.csv:3:working1, text: \`waymark do collect.reword statement=named.csv:3:working1 text=\"…\""
check_out "  named.csv:4:working1: for what it said before, \`waymark erase --original named.csv:4:working1 --yes\`"
check_no_out "wobblestone"
check_no_out "Zebedeeh"
check_no_out "named.csv:2:working1"
expect 0 erase NN1 --json
check_json
check_out '"named_by_others"'
check_no_out "marzipanish"
expect 0 erase --original named.csv:4:working1
check_out "Nothing has been done yet: add --yes to do it."
check "it is there" grep -aqF marzipanish council/waymark.db council/waymark.db-wal
expect 0 erase --original named.csv:4:working1 --yes
check_out "The words that it has now stay."
check_out "Take the others out of the spreadsheet that they came in, too"
check "what it said is gone" sh -c "! grep -aqF marzipanish council/waymark.db"
# The file, corrected elsewhere, does not bring it back, and says so.
sed 's/^NN3,Other,Bea,Elm School/NN3,Other,Bea,Ash School/' named.csv >corrected.csv
expect 0 import reviews corrected.csv --cycle 2025
check_err "not taken: corrected.csv:4:working1. What named.csv:4:working1 said at first was erased"
check "nor is it back" sh -c "! grep -aqF marzipanish council/waymark.db*"
# A file's name is one word of the command, whatever is in it.
sed -n '1p;s/^NN2.*/NN4,Other,Cy,Elm School,12\/05\/2025,Figgyish games/p' named.csv >"my file.csv"
expect 0 import reviews "my file.csv" --cycle 2025
expect 0 do collect.reword statement="my file.csv:2:working1" text="A friend" --cycle 2025
expect 0 erase --original "my file.csv:2:working1" --yes
sed 's/Elm School/Ash School/' "my file.csv" >moved.csv
expect 0 import reviews moved.csv --cycle 2025
check_err "type it: \`waymark do collect.reword statement=\"my file.csv:2:working1\" text=…\`"
expect 0 erase NN1 --yes
check_out "  named.csv:3:working1, text: "
check_no_out "named.csv:4"
check "others' words stay" grep -aqF wobblestone council/waymark.db
expect 0 verify
expect 1 erase --original nowhere.csv:1:working1
# What was never reworded has nothing to erase: its log stays whole.
events() {
    "$waymark" --as sam log --json | grep -c workplace.erase_original
}
before=$(events) kept=$(cksum <council/erased.txt)
for way in "" --yes; do
    # shellcheck disable=SC2086 # nothing, or a word
    expect 1 erase --original named.csv:3:working1 $way
    check_err "has said the same all along: there is nothing of it to erase. To have other words in their place, reword it first; nothing was changed"
    # shellcheck disable=SC2086
    expect 1 erase --original named.csv:4:working1 $way
    check_err "has said the same all along"
done
check_same "nothing was done" "$before" "$(events)"
check_same "nor noted for later" "$kept" "$(cksum <council/erased.txt)"
expect 0 show named.csv:3:working1
check_out "import.reviews, by sam: create"
expect 0 do collect.reword statement=named.csv:3:working1 text="A friend gave me one" --cycle 2025
expect 0 undo
expect 0 erase --original named.csv:3:working1
check_out "This would erase what named.csv:3:working1 said before"

# Going back to a backup does not bring them back.
expect 0 restore monday.db
check_out "1 person had been erased since, and was again."
"$waymark" list statement --json >all
check "the words are gone" sh -c "! grep -qF '$words' all"
check "from the file as well" sh -c "! grep -aqF '$words' council/waymark.db"
expect 0 verify

# Twelve at once: each is in the list, so that none comes back with an older backup.
folder many
awk 'BEGIN { print "Reference,Date of review,Working 1"
    for (i = 1; i <= 14; i++) printf "TH%d,1/5/2025,I like thing %d\n", i, i }' >many.csv
expect 0 cycle new 2025
expect 0 import reviews many.csv
expect 0 backup before.db
for i in 1 2 3 4 5 6 7 8 9 10 11 12; do
    "$waymark" --as sam erase "TH$i" --yes >"erased.$i" 2>&1 &
done
wait
check_same "people in the list" 12 "$(sort -u many/erased.txt | wc -l)"
check_same "people left" 2 "$(count person)"
# The list is made good from the log, when it was lost.
rm many/erased.txt
expect 0 erase TH13 --yes
check_same "people in the list" 13 "$(sort -u many/erased.txt | wc -l)"
expect 0 verify
finish
