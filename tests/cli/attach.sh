#!/bin/sh
# SPDX-License-Identifier: MIT
# Pictures, sound and video: kept sealed, given back, verified, backed up, erased.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

key=$("$waymark" --as sam init council --authority Thornmere |
    sed -n 's/^ *\([0-9a-f-]* [0-9a-f-]*\)$/\1/p')
export WAYMARK_WORKPLACE="$work/council"
expect 0 cycle new 2025
cat >r.csv <<'CSV'
Reference,Surname,Forename,Date of birth,Date of review,Working 1,Not working 1
R1,Quillfeather,Zebedee,04/03/2011,12/05/2025,I paint,The bus is late
R2,Smith,Sam,05/03/2011,13/05/2025,The garden,
CSV
expect 0 import reviews r.csv
# Words in it that can be looked for, and more than two pieces.
{ printf '\211PNG\r\n\032\n' && echo zebedeepaints && head -c 2200000 /dev/zero; } >zebedee.png
{ printf 'RIFF....WAVE' && echo his voice; } >voice.txt
echo "plain text" >notes.png

expect 0 attach zebedee.png --to r.csv:2:working1 --description "A picture of a boat"
check_out "Attached picture (png, 2200022 bytes), sealed, as attachment-"
check_out "It is about person-"
picture=$(sed -n 's/.* as \(attachment-[0-9.]*[0-9]\)\.$/\1/p' out)
expect 0 log --last 1
check_out "attachment.add in 2025"
expect 0 attach voice.txt --to r.csv:3:working1 --name "What he says" --json
check_json
check_out '"type": "wav"'
check_no_out stored
voice=$(sed -n 's/.*"id": "\(.*\)".*/\1/p' out)
expect 0 list attachment
check_out "$picture"
check_out "2 attachments."
expect 0 list attachment --where type=png
check_out "1 attachment."
expect 0 show "$picture"
check_out "A picture of a boat"
check_same "files with what is in it" "" "$(grep -rl zebedeepaints council)"
check_same "files for others to read" "" "$(find council -perm /077)"

# Again: there is one still. Elsewhere, or with another byte, it is another.
expect 0 attach zebedee.png --to r.csv:2:working1 --name Boat
check_out "This very file is attached there already, as $picture: nothing was done."
expect 0 attach zebedee.png --to r.csv:2:working1 --json
check_json
check_out '"there": true'
check_same "attachments" 2 "$(count attachment)"
find council/attachments -type f | sort >files
sed 's/^zebedee/Zebedee/' zebedee.png >changed.png
for other in "zebedee.png --to r.csv:2:not_working1" "changed.png --to r.csv:2:working1"; do
    # shellcheck disable=SC2086 # into words
    expect 0 attach $other
    check_out "Attached picture"
    expect 0 undo
done
find council/attachments -type f | sort | comm -13 files - | xargs rm

# Its words are looked over as a card's are; its name leads nowhere.
expect 0 attach changed.png --to r.csv:3:working1 --description "Zebedee Quillfeather in his boat"
check_err "its description, may show who somebody is (name)"
expect 0 undo
expect 0 attach changed.png --to r.csv:3:working1 --name "$(printf '../C:\\me/a\033[2J boat')"
check_err 'were left out of the name: it is called "a[2J boat".'
check_out "Attached a[2J boat (png"
expect 0 undo
expect 0 attach changed.png --to r.csv:3:working1 --name "holiday/.." --json
check_json
check_out '"name_cleaned": true'
check_out '"name": "picture"'
expect 0 undo
expect 0 attach changed.png --to r.csv:3:working1 --description "A boat" --name "Boat"
check_quiet
expect 0 undo
find council/attachments -type f | sort | comm -13 files - | xargs rm

# What is not taken.
expect 2 attach notes.png --to r.csv:2:working1
check_err "notes.png is no picture (PNG, JPEG), sound (MP3, WAV, M4A), video (MP4, WebM) or PDF, by its first bytes"
expect 1 attach nowhere.png --to r.csv:2:working1
expect 1 attach zebedee.png --to r.csv:99:working1
expect 64 attach zebedee.png
check_err "say what it belongs to, with --to"
expect 64 attach
: >empty.png
expect 2 attach empty.png --to r.csv:2:working1
check_err "empty.png is empty"
truncate -s 251M large.png
expect 2 attach large.png --to r.csv:2:working1
check_err "large.png is larger than 250 MiB"
rm large.png
check_same "files that are kept" 2 "$(find council/attachments -type f | wc -l)"
actor=stranger
expect 1 attach zebedee.png --to r.csv:2:working1
check_err "stranger may not do attachment.add"
expect 1 attachment "$picture" --output back.png --not-to-show
check_err "stranger may not do attachment.read"
actor=sam

# Given back: to be shown once somebody said yes, and logged.
expect 1 attachment "$picture" --output back.png
check_err "nobody has said yes to pictures of person-"
check "nothing is written" test ! -e back.png
expect 0 attachment "$picture" --output back.png --not-to-show
check_out "It may be shown to nobody else. That you took it stands in the log."
check "as it was" cmp zebedee.png back.png
check_same "its mode" 600 "$(stat -c %a back.png)"
expect 0 log --last 1
check_out "attachment.read of person-"
expect 1 undo --dry-run "$(sed 's/^ *\([0-9]*\) .*/\1/' out)"
check_err "cannot be taken back"
expect 0 do collect.permit person=r.csv:2:working1 what=picture given=yes decided_by=family
expect 0 list permission --where what=picture
check_out "given yes, person person-"
expect 1 attachment "$picture" --output back.png
check_err "back.png is there already"
rm back.png
expect 0 attachment "$picture" --output back.png --json
check_json
check_out '"may_show": true'
rm back.png
expect 0 do collect.withdraw person=r.csv:2:working1 what=picture decided_by=family
expect 1 attachment "$picture" --output back.png
expect 64 attachment "$picture"
expect 64 attachment
expect 1 attachment attachment-999999.0001 --output back.png

# With what is held of one person.
expect 0 export person R1 --output given
check_out "and 1 attachment beside it"
check "the file itself" cmp zebedee.png given/person-*-attachments/"$picture.png"
check "what it shows" grep -q "A picture of a boat" given/person-*.html
check "plainly" grep -q "A picture, sound, video or paper was kept" given/person-*.html
check "and not how it is kept" sh -c '! grep -q "[0-9a-f]\{32\}" given/person-*.html'

# Asked for again, what is there already stays, and is no reason to refuse.
expect 0 export person R1 --output given
check_out "and 1 attachment beside it"
for copy in given/person-*-attachments/*; do
    echo "another picture" >"$copy"
done
expect 1 export person R1 --output given
check_err "is there already, and is another file; move it away"
check_no_err "Nothing was written"

# Taken back, and brought back.
expect 0 verify
check_out "2 attachments are there and whole."
expect 0 attach zebedee.png --to r.csv:2:not_working1
expect 0 undo
expect 0 verify
check_err "belongs to no attachment any more: that was taken back, or was cut short."
check_out "2 attachments are there and whole."
expect 0 undo "$(run log --last 1 && sed 's/^ *\([0-9]*\) .*/\1/' out)"
expect 0 verify
check_quiet
check_out "3 attachments are there and whole."
expect 0 verify --json
check_json
check_out '"attachments": 3'

# A backup holds them, and a restore brings back what is missing.
expect 0 backup monday.db
check_same "words in the backup" 0 "$(grep -ac zebedeepaints monday.db)"
mv council/attachments kept
expect 1 verify
check_err "its file is missing. If an erasure or \`waymark retain\` was cut short, do that again; else put attachments/"
expect 0 restore monday.db
expect 0 verify
check_out "3 attachments are there and whole."
check "the same files" diff -r kept council/attachments
for file in council/attachments/*; do
    printf 'x' | dd of="$file" bs=1 seek=30 conv=notrunc 2>/dev/null
    break
done
expect 1 verify
check_err "has been altered or cut off"
rm -r council/attachments
expect 0 restore monday.db
unset WAYMARK_WORKPLACE
expect 0 --in elsewhere restore monday.db --recovery-key "$key"
expect 0 --in elsewhere verify
check_out "3 attachments are there and whole."
expect 0 --in elsewhere attachment "$voice" --output back.wav --not-to-show
check "as it was" cmp voice.txt back.wav
check_same "files for others to read" "" "$(find elsewhere -perm /077)"
export WAYMARK_WORKPLACE="$work/council"

# Erased with the person, and not brought back by an older backup.
expect 0 erase R1 --yes
expect 0 verify
check_quiet
check_out "1 attachment is there and whole."
check_same "files that are kept" 1 "$(find council/attachments -type f | wc -l)"
expect 0 restore monday.db
check_out "1 person had been erased since, and was again."
expect 0 verify
check_quiet
check_out "1 attachment is there and whole."
check_same "files that are kept" 1 "$(find council/attachments -type f | wc -l)"
expect 0 backup tuesday.db
check "it is smaller by the pictures" test "$(stat -c %s tuesday.db)" -lt 2000000

# What belongs to a card or a story that is held back is the lead's and an owner's to
# read of, wherever it would be shown; what it is of, everybody may know.
folder held
expect 0 cycle new 2025
expect 0 import reviews "$work/r.csv"
expect 0 do workplace.member name=lena roles=safeguarding_lead
expect 0 do workplace.member name=fay roles=facilitator,officer
expect 0 do workplace.member name=vera roles=viewer
expect 0 attach "$work/zebedee.png" --to r.csv:2:not_working1 --name "zqtitle" \
    --description "A zqdrawing of a belt"
drawn=$(sed -n 's/.* as \(attachment-[0-9.]*[0-9]\)\.$/\1/p' out)
expect 0 log --last 1 --json
number=$(sed -n 's/^ *"number": \([0-9]*\).*/\1/p' out)
actor=vera
expect 0 show "$drawn"
check_out "  description: A zqdrawing of a belt"
actor=sam
expect 0 do collect.hold_back statement=r.csv:2:not_working1 reason="ask first"
for actor in fay vera; do
    for look in "show $drawn" "list attachment" "trace $drawn" "log $number"; do
        for form in "" --json; do
            # shellcheck disable=SC2086 # into words
            expect 0 $look $form
            check_no_out "zq"
            check_out "$drawn"
        done
    done
    expect 0 show "$drawn"
    check_out "  description: (held back, with what it belongs to)"
    check_out "  type: png"
    expect 1 attachment "$drawn" --not-to-show --output "$work/back.png"
done
for actor in lena sam; do
    for look in "show $drawn" "list attachment" "trace $drawn" "log $number"; do
        # shellcheck disable=SC2086 # into words
        expect 0 $look
        check_out "A zqdrawing of a belt"
    done
done
expect 0 do collect.release statement=r.csv:2:not_working1
actor=vera
expect 0 list attachment
check_out "A zqdrawing of a belt"
finish
