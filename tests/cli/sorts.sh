#!/bin/sh
# SPDX-License-Identifier: MIT
# Three tables sort cards apart; the sorts come back, are joined, and their agreement is
# talked about. What stands on its own stays to be seen.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

folder council
expect 0 cycle new 2025
cat >reviews.csv <<'END'
Reference,Date of review,Working 1,Working 2,Not working 1,Not working 2,Future 1
R1,12/05/2025,I like art,My friends,The bus is late,Nobody listens,A job
R2,13/05/2025,Swimming,The garden,Late buses again,No one asks me,Work in a shop
R3,14/05/2025,Music,My dog,The taxi never comes,They talk over me,A flat
R4,15/05/2025,Cooking,My sister,Waiting in the rain,It is too loud,A flat of my own
R5,16/05/2025,The library,My TA,I was left outside alone,The hall hurts my ears,Paid work
R6,17/05/2025,Football,,He hits me at break,,
END
expect 0 import reviews reviews.csv
expect 0 cards
check_same "cards with a number" 26 "$(count statement --where tray=none)"

# Not working: 12 to 21 (bus 12 14 16 18, listening 13 15 17, noise 19 21, outside 20).
numbers() {
    "$waymark" list statement --json | grep -E '"(card|text)"' | paste - - |
        sed -n "s/.*\"card\": \([0-9]*\),.*\"text\": \"$1.*/\1/p"
}
check_same "the number of a card" 12 "$(numbers "The bus is late")"
check_same "the number of another" 20 "$(numbers "I was left outside")"

expect 64 import sorts
check_err "name the file"
expect 64 import sorts one.txt
check_err "say which table sorted these: --table NAME"
expect 64 import reviews reviews.csv --table 1
check_err "--table belongs to"
expect 1 do theme.join
check_err "no table's sort has come back yet"
expect 0 theme --agreement
check_out "No table's sort has come back yet"

# The first table: names in quotes, commas, and one on its own.
cat >one.txt <<'END'
# Table 1, before lunch
T1 "I wait for my transport": 12, 14, 16, 18
T2 “I am not listened to”: 13 15 17
T3: 19 21
alone: 20
T4: 22 23
END
expect 0 import --table 1 sorts one.txt --dry-run
check_out "one.txt: 5 piles of Table 1, with 12 cards (a dry run: nothing has been changed)"
check_same "piles of a dry run" 0 "$(count pile)"
expect 0 import sorts one.txt --table 1
check_quiet
check_out "5 new piles"
check_out "1 card on its own"
check_same "piles" 5 "$(count pile)"

# Again it doubles nothing, and is not even in the log.
"$waymark" log --last all >before.log
expect 0 import sorts one.txt --table "table 1" --json
check_json
check_out '"same": 5'
"$waymark" log --last all >after.log
check "nothing is in the log" cmp -s before.log after.log

# The second from a spreadsheet, the third with everything wrong that can be.
cat >two.csv <<'END'
Pile,Card,Name
A,12,I wait
A,14,
A,16,
B,13 15 17 18,
C,19,
D,20,
D,21,
END
python3 "$root/tests/cli/workbook.py" two.xlsx "Table 2=two.csv"
expect 0 import sorts two.csv --table 2
check_out "two.csv: 4 piles of Table 2, with 10 cards"
expect 0 import sorts two.xlsx --table 2
check_out "4 piles that were there already"
cat >three.txt <<'END'
A: 12 14 18 99
B: 13 15 19 12
C: 17 22
12 45 77
D:
E: 24 x4
alone: 25
F: 27
END
sed 's/27/20 20/' three.txt >twice.txt
expect 2 import sorts three.txt --table 3
check_out "1 card on its own"
check_err "three.txt:1: there is no card 99; the highest number on a card is 26."
check_err "three.txt:2: card 12 stands in A already (line 1) and stays there"
check_err "three.txt:3: C has cards about what is not working (17) and hopes for the future (22)"
check_err "three.txt:4: this line is not understood; write the pile, a colon and the numbers"
check_err 'three.txt:5: the pile "D" has no cards'
check_err 'three.txt:6: "x4" is not the number of a card, and is left out; the other cards of E are taken'
check_err "three.txt:8: there is no card 27"
check_same "what went in" 4 "$(count pile --where "table=Table 3")"
expect 2 import sorts twice.txt --table 3
check_err "twice.txt:8: card 20 stands here twice, and counts once"

# A card that is held back is no longer the table's.
expect 0 do collect.hold_back statement=reviews.csv:6:not_working2 reason="told the lead"
expect 2 import sorts two.csv --table 2
check_err "two.csv:8: card 21 is held back until your safeguarding lead knows"
expect 0 undo
expect 0 undo

# Corrected, what was corrected changes; and undo takes it back.
printf 'A: 12 14 18\nB: 13 15 19\nC: 17\nF: 20\nalone: 25\n' >three.txt
expect 0 import sorts three.txt --table 3
check_out "piles that were there already"
check_same "piles of the table" 5 "$(count pile --where "table=Table 3")"
echo 'alone: 25' >hopes.txt
expect 0 import sorts hopes.txt --table 3
check_out "1 pile that was there already"
printf 'A: 12 14 18\nB: 13 15 17 19\nF: 20\n' >three.txt
expect 0 import sorts three.txt --table 3
check_out "1 pile corrected"
check_out "1 pile that the file no longer has: taken away"
check_quiet
check_same "the other section is in a file of its own" 4 "$(count pile --where "table=Table 3")"

# Joined: what most tables who sorted both put together.
expect 0 do theme.join --json
check_json
check_out '"alone": 2'
expect 0 do theme.join
check_out "3 groups for 9 cards, to agree or change; 2 stand on their own; 2 are in no group"
expect 0 list theme
check_out "I wait for my transport  (named at the tables, not agreed yet)  (4 cards from 4 people)"
check_out "I am not listened to  (named at the tables, not agreed yet)  (3 cards from 3 people)"
check_out "Table 1: T4  (no name yet)"
expect 0 list theme --json
check_json
check_out '"people": 4'
expect 0 theme --agreement
check_out "4 cards from 4 people. 2 of 3 tables put these together; Table 2 has them in 2 piles."
check_out "3 cards from 3 people. All 3 tables put these together."
check_golden agreement
expect 0 theme --agreement --all
check_no_out "which they put less far apart"
expect 64 theme --all
check_err "--all goes with --agreement"
expect 0 theme --agreement --section aspiration --json
check_json
check_out '"on_their_own"'
check_no_out "not_working"
expect 64 theme --agreement --grain 5
expect 64 theme --agreement --section weather

# The figures, in words first; for programs with the cards that they are of.
expect 0 theme --agreement --section not_working
check_out "Table 1 and Table 3 mostly agree (0.73, by the 8 cards that both sorted)."
check_out "it says how alike"
check_out "About what belongs in it they mostly agree (0.66, by the 8 cards that all of them"
check_out "Cards 18 and 19 are in it at one table and not at another."
expect 0 theme --agreement --section not_working --json
check_json
check_out '"adjusted_rand": "0.73"'
check_out '"by": "fleiss"'
check_out '"value": "0.66"'

# Whatever a file of sorts holds, what can be read of it is compared with the others.
printf 'A: 99999999999999999999 -3 0 1e3\n\377\376: 13 15\nB: 13 15 17 \001\n' >odd.txt
printf ': 19\nC 21 22\nalone:\nA: 19 19 21\n' >>odd.txt
expect 2 import sorts odd.txt --table 7
check_err "odd.txt is not plain UTF-8 text"
tr -d '\377\376\001' <odd.txt >odd7.txt
expect 2 import sorts odd7.txt --table 7
check_err 'odd7.txt:1: "99999999999999999999", "-3", "0", "1e3" are not the numbers of cards'
check_err "odd7.txt:4: this line is not understood"
check_err "odd7.txt:7: card 19 stands here twice, and counts once"
expect 0 theme --agreement --section not_working
check_out "Table 1 and Table 7 both sorted 5 of these, too few to say how far they agree."
expect 0 theme --agreement --json
check_json
expect 0 undo

# The words leave what tables sorted alone; people's agreement is left by both.
expect 0 theme
check_out "cards from"
check_same "still there" 1 "$(count statement --where tray=alone --where card=20)"
theme=$("$waymark" list theme | sed -n 's/ .*I wait for my.*//p')
expect 0 do theme.agree theme="$theme" "name=I wait for my transport"
printf 'A: 12\nB: 14 16 18\n' >three.txt
expect 0 import sorts three.txt --table 3
expect 0 import sorts three.txt --table 2
expect 0 do theme.join
check_out "4 more cards that the tables sorted stay in the groups that people have named, agreed"
check_same "its cards" 4 "$(count statement --where theme="$theme")"

# On its own: asked for until somebody has read it, then told, printed and kept.
expect 0 status
check_out "Read each one aloud: is it serious by itself? Keep it there (theme.alone)"
alone=reviews.csv:6:not_working1
expect 0 do theme.alone statements="$alone"
expect 0 do theme.join
expect 0 theme
check_same "still on its own" 1 "$(count statement --where tray=alone --where card=20)"
expect 0 status
check_out "On their own, in no group: "
expect 0 cards --output printed
check "its card says so" grep -q '<p class="seen">on its own</p>' printed/*.html
check "it is printed" grep -q "I was left outside alone" printed/*.html

actor="table 9"
expect 1 import sorts one.txt --table 9
check_err "table 9 may not do import.sorts"
actor=sam
expect 0 do workplace.member name="table 9" roles=table
actor="table 9"
expect 0 import sorts one.txt --table 9
actor=sam
expect 0 cycle close
expect 1 import sorts one.txt --table 8
check_err "closed"
expect 0 verify
# A number that was a slip, of another section: its pile goes with the line.
folder slip
expect 0 cycle new 2025
cat >r.csv <<'CSV'
Reference,Date of review,Working 1,Working 2,Future 1,Future 2
R1,12/05/2025,Painting,Swimming,A job,A flat
R2,13/05/2025,My friends,The garden,A dog,My own keys
CSV
expect 0 import reviews r.csv
expect 0 do collect.number_cards
check_out "numbered 8 cards"
expect 0 do collect.number_cards
check_out "nothing, since all is so already"
check_no_out "numbered"
hopes=$("$waymark" --as sam list statement --where section=aspiration --json | sed -n 's/.*"card": \([0-9]*\).*/\1/p' | paste -s -d ' ')
echo "T1 \"Doubled\": 1" >t4.txt
echo "T2 \"Homes\": $hopes" >>t4.txt
expect 0 import sorts t4.txt --table 4
check_same "piles" 2 "$(count pile)"
echo "Art: 1 2" >t4-working.txt
sed -i 1d t4.txt
expect 0 import sorts t4.txt --table 4
check_err "Table 4 had T1 before, with cards that this file does not have"
check_same "piles" 1 "$(count pile)"
# Another section's file of that table takes nothing away, nor does the first again.
expect 0 import sorts t4-working.txt --table 4
check_same "piles" 2 "$(count pile)"
expect 0 import sorts t4.txt --table 4
check_out "1 pile that was there already"
check_quiet
check_same "piles" 2 "$(count pile)"
# While a line is refused, it stays.
echo "T1: 1 2 9999" >t4-working.txt
echo "T3: 9999" >>t4-working.txt
echo "T2: $hopes" >t4-both.txt
cat t4-both.txt >>t4-working.txt
expect 2 import sorts t4-working.txt --table 4
expect 0 verify

# What somebody observed is shown as that wherever its words are.
folder seen
expect 0 cycle new 2025
expect 0 do collect.say section=working text="Ben smiles at the sea" speaker=school how=observation
expect 0 look --list
check_out "(what is working, seen by school)"
expect 0 look --list --json
check_out '"manner": "seen by school"'
expect 0 do collect.reword statement=room:1 text="He smiles at the sea"
expect 0 log --last 1 --json
expect 0 log "$(sed -n 's/^ *"number": \([0-9]*\).*/\1/p' out)"
check_out "(He smiles at the sea; seen by school)"
expect 0 do collect.number_cards
echo 'alone: 1' >alone.txt
expect 0 import sorts alone.txt --table 1
expect 0 theme --agreement
check_out "(seen by school)"
expect 0 theme --agreement --json
check_out '"manner": "seen by school"'
expect 0 do collect.hold_back statement=room:1 reason=asked
expect 0 safeguarding
check_out "(seen by school)"

# A flagged card is on no sheet: its number may be a slip, and its words are on no list
# that is read aloud.
folder flagged
expect 0 cycle new 2025
cat >r.csv <<'CSV'
Reference,Date of review,Working 1,Working 2
R1,12/05/2025,Painting,We are at TM4 7QX
R2,13/05/2025,My friends,The garden
CSV
expect 0 import reviews r.csv
expect 0 do collect.number_cards
printf 'T1: 1 2\nalone: 3\n' >one.txt
printf 'T1: 1 3\nalone: 2\n' >two.txt
expect 0 import sorts one.txt --table 1
check_err "one.txt:1: card 2 is on no printed sheet, since it may show who somebody is"
check_no_err "card 1 "
expect 0 import sorts two.txt --table 2
expect 0 theme --agreement --all
check_out "card 2 (not shown: it may show who somebody is; look at it first: \`waymark look\`)"
check_no_out "TM4"
expect 0 theme --agreement --json
check_json
check_no_out "TM4"
check_out '"flagged": true'
expect 0 do collect.reword statement=r.csv:2:working2 text="We live by the sea"
expect 0 theme --agreement --all
check_out 'card 2 “We live by the sea”'

# A slip in a sort takes a card out of the computer's group: it is named while the table
# has it, and asked for when no table has it any more.
folder left
expect 0 cycle new 2025
cat >r.csv <<'CSV'
Reference,Date of review,Not working 1,Not working 2
R1,12/05/2025,The bus is late,It is too loud
R2,13/05/2025,The bus is always late,The hall is too loud
R3,14/05/2025,My bus is late,It is loud
CSV
expect 0 import reviews r.csv
expect 0 do collect.number_cards
expect 0 theme
printf 'T1: 1 3 6\n' >one.txt
printf 'A: 3 4\nB: 5 6\n' >two.txt
expect 0 import sorts one.txt --table 1
expect 0 import sorts two.txt --table 2
expect 0 do theme.join
check_out "1 is in no group"
check_no_out "no table has"
expect 0 theme --agreement
check_out "In no group: the rest of their pile went elsewhere. Where do they belong?"
check_out 'card 1 “The bus is late”'
check_out "Table 1: T1; now in no group yet"
expect 0 theme --agreement --json
check_json
check_out '"in_no_group"'
printf 'T1: 3 6\n' >one.txt
expect 0 import sorts one.txt --table 1
expect 0 do theme.join
check_out "1 more card, which no table has sorted, is in no group: \`waymark theme\` suggests where it goes."
expect 0 theme --agreement
check_no_out "In no group:"
# A group that people made of more cards than the tables had.
expect 0 do theme.new section=not_working name="I am late" statements=r.csv:2:not_working1,r.csv:4:not_working2
expect 0 theme --agreement
check_out "2 cards from 2 people. No table sorted more than one of them."
expect 0 do theme.new section=not_working name="I want it quiet" statements=r.csv:2:not_working2,r.csv:3:not_working2,r.csv:4:not_working1
expect 0 theme --agreement
check_out "3 cards from 3 people. Tables sorted 2 of them. One table sorted these; Table 2 has them in 2 piles."
check_out "no cards. It is empty now."

finish
