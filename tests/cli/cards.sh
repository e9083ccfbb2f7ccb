#!/bin/sh
# SPDX-License-Identifier: MIT
# Cards to print: which, with what numbers, and what is left out.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
umask 022

folder cards
expect 0 cycle new "2025/26"
expect 0 cards
check_out "There are no cards to print."
check "no file is made" sh -c '! ls *.html 2>/dev/null'
cat >reviews.csv <<'END'
Reference,Surname,Forename,Date of birth,Date of review,Working 1,Working 2,Working 3,Not working 1,Future 1
R1,Ainscough,Wilhelmina,04/03/2011,12/05/2025,I like <b>painting</b> & "clay",Swimming,A third thing,Somebody hit me,A job
R2,Smith,Sam,05/03/2011,13/05/2025,Wilhelmina helps me,The garden,,The bus is late,A flat
END
expect 0 import reviews reviews.csv
expect 0 do collect.say section=working text="He smiles at the sea" speaker=school how=observation
expect 2 cards --output sheets
check_out "Numbered "
check_out "Wrote sheets/cards-2025-26.html"
check_err "1 card is left out, because it may show who somebody is."
check_err "waymark look --cycle 2025/26"
page=$(ls sheets/*.html)
check_same "its mode" 600 "$(stat -c %a "$page")"
check "it is a whole page" grep -q '</html>' "$page"
check "words are escaped" grep -q 'I like &lt;b&gt;painting&lt;/b&gt; &amp; &quot;clay&quot;' "$page"
for absent in Wilhelmina "A third thing" "hit me" R1 Ainscough young_person; do
    check "not in it: $absent" sh -c '! grep -qF "$1" "$2"' - "$absent" "$page"
done
check "who saw it" grep -q '<p class="seen">seen by school</p>' "$page"
check_same "who said it is on no other" 1 "$(grep -c 'class="seen"' "$page")"
check "it needs nothing from elsewhere" sh -c '! grep -Eq "(src|href|url)[=(]" "$1"' - "$page"
# What is printed for the officer finds the card.
look=$(sed -n 's/^  waymark look/look/p' err)
# shellcheck disable=SC2086 # into words
expect 0 $look --list
check_out ">>Wilhelmina<< helps me"

# A second run changes nothing, and says the same.
cp "$page" first.html
"$waymark" --as sam log --last all >before.log
expect 2 cards --output sheets
check_no_out "Numbered"
check "the same again" cmp -s first.html "$page"
"$waymark" --as sam log --last all >after.log
check_same "the same file again is not noted again" 0 "$(diff before.log after.log | grep -c "^[<>]")"
check "that they were written is in the log" grep -q "workplace.wrote of cards-" after.log

# Once reworded it is printed, under the number that it had.
id=$(run list statement --where flags=name && sed -n 's/^\(statement-[0-9.]*\) .*/\1/p' out)
expect 0 do collect.reword statement="$id" text="A friend helps me"
expect 0 cards --output sheets
check_quiet
check "its words" grep -q 'A friend helps me' "$page"

# A section alone, and for programs.
expect 0 cards --section aspiration --output sheets
check_out "aspiration.html"
expect 0 cards --json --section not_working
check_json
check_out '"not_working": 1'
check_no_out '"aspiration"'
check_out '"flagged": 0'
expect 0 do collect.say section=working text="Mr Brown is kind" speaker=family
expect 2 cards --json --output sheets
check_json
check_out '"numbered": 1'
check_out '"flagged": 1'
expect 0 undo
expect 0 show "$id"

# What only the computer has set aside is printed still; what a person has is not.
mkdir apart
run cards --output apart
printed=$(grep -o 'Card </span>' apart/*.html | wc -l)
expect 0 theme --grain 100
check "the computer set some aside" test "$(count statement --where tray=alone)" -gt 0
run cards --output apart
check_same "as many cards after a draft" "$printed" "$(grep -o 'Card </span>' apart/*.html | wc -l)"
"$waymark" --as sam undo >/dev/null

# A closed cycle can be printed if its cards have numbers.
expect 2 cards --output sheets
expect 0 cycle close
expect 2 cards --output sheets
check_no_out "Numbered"

# The line of the guide that must find none before they are cut out finds each card that
# is left out, wherever it lies and whatever its flag is.
folder guide
cat >guide.csv <<'END'
Reference,Surname,Forename,Date of birth,Date of review,Working 1,Working 2,Not working 1
TH10311,Ainscough,Wilhelmina,04/03/2011,12/05/2025,I like painting,Swimming,I am TH10311
TH10312,Smith,Sam,05/03/2011,13/05/2025,Wilhelmina helps me,The garden,Wilhelmina is late
TH10313,Jones,Ann,06/03/2011,13/05/2025,I like to paint,Mr Brown swims,Wilhelmina and her zebras
END
expect 0 cycle new 2025
expect 0 import reviews guide.csv
expect 0 do theme.alone statements=guide.csv:3:working1
expect 0 theme
check "the computer set some aside" test "$(count statement --where tray=alone,unsure --where drafted=yes)" -gt 0
expect 2 cards --output guided
check_err "5 cards are left out, because they may show who somebody is."
line=$(sed -n '/This must find none/,$s/^\$ waymark //p' "$root/docs/facilitator.md" | head -n 1)
# shellcheck disable=SC2086 # into words
expect 0 $line
check_same "those that are left out" 5 "$(sed -n '$s/ .*//p' out)"

export WAYMARK_WORKPLACE="$work/cards"
expect 64 cards --section happy
check_err "--section is working, not_working or aspiration"
expect 64 cards --output cards.html
expect 64 cards more
expect 1 cards --cycle nowhere
finish
