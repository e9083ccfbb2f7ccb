#!/bin/sh
# SPDX-License-Identifier: MIT
# Groups go out as a workbook, are edited, and come back.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/cli/theme_book_lib.sh
. "$root/tests/cli/theme_book_lib.sh"

# Nothing to sort: no file.
folder none
cd "$work" || exit 1
expect 0 cycle new 2025
expect 0 export themes none.xlsx
check_out "There are no cards to sort yet"
check "no file is made" test ! -e none.xlsx
expect 0 export themes none.xlsx --json
check_out '"file": null'

# What goes out.
sorted_folder first
check_out "Wrote first.xlsx: 20 cards in 6 groups, 8 in none."
check_out "waymark import themes first.xlsx"
check_same "its mode" 600 "$(stat -c %a first.xlsx)"
expect 0 export themes first.xlsx
expect 0 do theme.label theme=$friends label=Pals
expect 1 export themes first.xlsx
check_err "first.xlsx is there already, and may hold somebody's work"
expect 0 undo
python3 "$root/tests/cli/theme_book.py" first.xlsx first.csv
check "a group and its card" grep -q '^3,My friends,What is working,T1 Friends,' first.csv
check "one on its own" grep -q '^10,Nobody asks me,What is not working,On its own,' first.csv
check "a formula is words" grep -q '^12,"=HYPERLINK(""x"")",' first.csv
check "which of those not sure yet are printed" sh -c 'unzip -p first.xlsx "xl/worksheets/sheet1.xml" | grep -q "where only the computer was not sure, and nobody has said so since, it is"'
check "what an emptied cell means" sh -c 'unzip -p first.xlsx "xl/worksheets/sheet1.xml" | grep -q "A cell that you empty means"'
check "no formula in it" sh -c '! unzip -p first.xlsx "xl/worksheets/*" | grep -q "<f>"'
expect 0 export themes --section working
check_out "Wrote themes-2025.xlsx: 8 cards in 2 groups, 4 in none."
expect 0 import themes themes-2025.xlsx
check_quiet
check_out "nothing changes"
expect 0 import themes first.csv
check_out "nothing changes"

# What somebody observed stands as that, in a column of its own that is never read back.
sorted_folder seen
expect 0 do collect.say section=working text="She smiles at the sea" speaker=school how=observation
expect 0 export themes seen2.xlsx
python3 "$root/tests/cli/theme_book.py" seen2.xlsx seen.csv
check "its heading" grep -q '^Card,What was said,How it was given,About,Group,' seen.csv
check "whose words it is" grep -q '^21,She smiles at the sea,seen by school,What is working,' seen.csv
expect 0 import themes seen2.xlsx
check_quiet
check_out "nothing changes"
expect 0 import themes seen.csv
check_out "nothing changes"
from=seen2.xlsx
edit 'card 21: Group=T1'
expect 0 import themes x.xlsx
check_out "card 21: from no group to T1"
check_same "its words" 1 "$(run list statement --where card=21 && grep -c '^[^ ]*  She smiles at the sea  (seen by school)' out)"

# No card that is not printed.
sorted_folder hidden
cat >more.csv <<'END'
Reference,Surname,Forename,Date of birth,Date of review,Working 1,Not working 1
R9,Ainscough,Wilhelmina,04/03/2011,12/05/2025,Wilhelmina likes maths,A secret of mine
END
run import reviews more.csv
expect 0 do collect.hold_back statement=more.csv:2:not_working1 reason=safety
expect 2 export themes hidden2.xlsx
check_err "1 card is left out, because it may show who somebody is"
check_out "Wrote hidden2.xlsx: 20 cards"
python3 "$root/tests/cli/theme_book.py" hidden2.xlsx all.csv
for absent in Wilhelmina Ainscough secret R9 young_person; do
    check "not in it: $absent" sh -c '! unzip -p "$2" | grep -qaF "$1"' - "$absent" hidden2.xlsx
done

# One in a group that is left out: the sheet of groups says so, as lists count it.
expect 0 do theme.move statements=more.csv:2:working1 to=$friends
expect 0 list theme
check_out "Friends  (what it means is not said yet)  (3 cards from 3 people)"
expect 2 export themes hidden3.xlsx
part() {
    python3 -c 'import sys, zipfile; print(zipfile.ZipFile(sys.argv[1]).read(sys.argv[2]).decode())' \
        hidden3.xlsx "xl/worksheets/$1.xml"
}
part sheet1 >how
part sheet2 >groups
check "a column" grep -qF "Left out" groups
check "its numbers" grep -qF "<v>2</v></c><c r=\"G2\"" groups
check "the card left out" sh -c 'grep -o "<c r=\"H2\".*" groups | grep -q "^[^/]*<v>1</v>"'
check "a note" grep -qF "In these groups 1 more card is not in this file, for it may show who somebody is" how
expect 0 import themes hidden3.xlsx
check_out "nothing changes"

# Moved, put together, named, new; then nothing, for it is done.
sorted_folder round
edit "card 2: Group=T1 Friends" "card 5: Group=t1" "card 11: Group=T3 Buses" "card 15: Group=3" \
    "group T5: Name=Noise" "group T3: $means=I miss things because of the bus" \
    "add group: Name=Pets; About=What is working" "card 6: Group=Pets" \
    "card 10: Group=Not sure yet" "card 18: Group=My own place" "card 20: Group=my own  place" \
    "sheet Cards=Sorted on Friday" "heading Card=Card number"
before=$(last)
expect 0 import themes x.xlsx --dry-run
check_golden theme_book_dry.txt
check_same "commands after a dry run" "$before" "$(last)"
expect 0 import themes x.xlsx
check_quiet
check_golden theme_book.txt
check_same "card 5" "$friends" "$(where 5)"
check_same "card 11" "$buses" "$(where 11)"
check_same "card 10" unsure "$(where 10)"
check_same "cards 18 and 20 are together" "$(where 18)" "$(where 20)"
check_same "what they are called" "My own place / " "$(called "$(where 20)")"
check_same "the bus" "Buses / I miss things because of the bus" "$(called $buses)"
check_same "groups" 7 "$(count theme)"
before=$(last)
expect 0 import themes x.xlsx
check_quiet
check_out "nothing changes"
check_same "commands after the second time" "$before" "$(last)"
expect 0 import themes x.xlsx --json
check_json
check_out '"changes": []'
expect 0 verify

# What was taken back stays so, and is named.
expect 0 log
step=$(sed -n 's/^ *\([0-9]*\) .*theme.unsure in 2025$/\1/p' out)
expect 0 undo "$step"
check_same "card 10 is back" alone "$(where 10)"
expect 0 import themes x.xlsx
check_out "nothing changes"
check_err "x.xlsx[Sorted on Friday]:"
check_err "was taken back on 20 November 2025 by command"
check_same "card 10 stays" alone "$(where 10)"
expect 0 do theme.unsure statements=reviews.csv:2:not_working2
expect 0 do theme.alone statements=reviews.csv:2:not_working2
# A new export is a new decision.
expect 0 export themes again.xlsx
from=again.xlsx
edit "card 10: Group=Not sure yet"
expect 0 import themes x.xlsx
check_same "card 10 moves" unsure "$(where 10)"

# Others have changed things since: both sides are shown, and theirs stays.
sorted_folder stale
edit "card 3: Group=T2" "card 17: Group=On its own" "group T2: Name=Outdoors" \
    "group T4: Name=Cars" "card 13: Group=T4"
expect 0 do theme.unsure statements=reviews.csv:3:working1
expect 0 do theme.label theme=$outside label=Nature
expect 0 do theme.remove theme=theme-000007.0001
expect 2 import themes x.xlsx
check_err 'x.xlsx[Cards]:3: card 3 was in T1 (Friends) when the file was written; the file puts it into T2 (Nature), but somebody has put it into "Not sure yet" meanwhile'
check_err 'x.xlsx[Groups]:3: the name of T2 was "Outside" when the file was written; the file says "Outdoors", but somebody has made it "Nature" meanwhile'
check_err 'x.xlsx[Groups]:5: T4 (Cars) is not there any more'
check_err 'x.xlsx[Cards]:11: T4 (Cars) is not there any more'
check_err 'card 13 stays in T3 (Buses)'
check_same "card 3" unsure "$(where 3)"
check_same "card 17, which nobody else touched" alone "$(where 17)"
check_same "their name" "Nature / " "$(called $outside)"
# Done by this file, and changed by hand since.
expect 0 do theme.move statements=reviews.csv:2:aspiration1 to=theme-000009.0001
expect 2 import themes x.xlsx
check_err "this was done from the file on 20 November 2025, and somebody has changed it since"
check_same "card 17 stays" theme-000009.0001 "$(where 17)"

# Groups put together: by one name, or as all of its cards move; its causes go along.
sorted_folder merged
expect 0 do theme.agree theme=$buses name="I miss things because of the bus"
expect 0 do understand.cause theme=$buses text="The timetable changed"
expect 0 export themes merged2.xlsx
from=merged2.xlsx
edit "card 9: Group=T4" "card 13: Group=T4" "group T2: Name=friends "
expect 0 import themes x.xlsx
check_quiet
check_out "put together: T2 (Outside) went into T1 (Friends)"
check_out 'put together: T3 (Buses) went into T4 (Taxis); "I miss things because of the bus", which was agreed, is not kept: where it still holds, write it as what T4 (Taxis) means'
check_same "card 6" "$friends" "$(where 6)"
check_same "card 13" theme-000007.0001 "$(where 13)"
run list cause --json
check_out '"theme": "theme-000007.0001"'
expect 0 import themes x.xlsx
check_quiet
check_out "nothing changes"
# Of two that are called the same, and mean different things, neither is dropped.
sorted_folder two_meanings
edit "group T1: Name=Work; $means=I do real work; Agreed=yes" \
    "group T2: Name=Work; $means=I work; Agreed=yes"
expect 2 import themes x.xlsx
check_err 'x.xlsx[Groups]:3: T2 is called "Work", as T1 is, but means "I work", and T1 "I do real work": they stay two groups, so that neither is lost; to put them together, write the same words beside both'
check_same "T1" "Work / I do real work" "$(called $friends)"
check_same "T2" "Work / I work" "$(called $outside)"
check_same "agreed" 2 "$(count theme --where agreed=yes)"
expect 0 import themes x.xlsx
check_quiet
check_out "nothing changes"
edit "group T1: Name=Work; $means=I do real work; Agreed=yes" \
    "group T2: Name=Work; $means=I do real work; Agreed=yes"
expect 0 import themes x.xlsx
check_quiet
check_out "put together: T2 (Work) went into T1 (Work)"
check_no_out "is not kept"
edit "group T1: Name=Work; $means=I do real work; Agreed=yes" \
    "group T2: Name=Work; $means=I do real work; Agreed=yes" \
    "add group: Name=Work; About=What is working; $means=I work a lot"
expect 2 import themes x.xlsx
check_err 'this line is about T1 (Work), which means "I do real work": "I work a lot" is not taken'
check_out "nothing changes"
# A group that is gone is not taken for another one that happens to be called the same.
sorted_folder gone
edit "card 10: Group=T4"
expect 0 do theme.remove theme=theme-000007.0001
expect 0 do theme.new section=not_working label=Taxis
expect 2 import themes x.xlsx
check_err "T4 (Taxis) is not there any more"
check_same "card 10" alone "$(where 10)"
# Two that change places stay two; one that is emptied into several stays, and is named.
sorted_folder swapped
edit "card 1: Group=T2" "card 3: Group=T2" "card 4: Group=T1" "card 6: Group=T1" \
    "card 9: Group=T4" "card 13: Group=Not sure yet"
expect 0 import themes x.xlsx
check_same "card 1" "$outside" "$(where 1)"
check_same "card 6" "$friends" "$(where 6)"
check_err "T3 (Buses) has no cards any more; \`waymark do theme.remove theme=$buses\`"
# It is called so for what is in it: not where its cards have stayed, and not where one
# is left that does not go out.
sorted_folder emptied
edit "card 9: Group=T4" "card 13: Group=Not sure yet"
expect 0 import themes x.xlsx --dry-run
check_err "T3 (Buses) has no cards any more"
expect 0 import themes x.xlsx
check_err "T3 (Buses) has no cards any more"
expect 0 undo
expect 0 undo
check_same "card 9" "$buses" "$(where 9)"
for try in "" --dry-run; do
    expect 0 import themes x.xlsx $try
    check_err "was taken back on"
    check_no_err "has no cards any more"
done
sorted_folder flagged
expect 0 do theme.move statements=reviews.csv:5:not_working2 to=$buses
expect 0 do collect.reword statement=reviews.csv:5:not_working2 text="Rosie Smith shouts"
rm "$from"
expect 2 export themes "$from"
edit "card 9: Group=T4" "card 13: Group=Not sure yet"
expect 0 import themes x.xlsx --dry-run
check_no_err "has no cards any more"
expect 0 import themes x.xlsx
check_no_err "has no cards any more"

# Agreed by the sheet of groups, under the rules of theme.agree.
sorted_folder agreed
edit "group T3: Agreed=Yes; $means=I miss things because of the bus" "group T4: Agreed=yes" \
    "group T5: Agreed=x" "group T6: Agreed=yes; $means=Work" "group T1: Agreed=perhaps" \
    "add group: Name=Music; About=What is working; $means=I like music; Agreed=yes" \
    "card 7: Group=Music" "card 2: Group=T1"
expect 2 import themes x.xlsx --dry-run
check_out 'T3 (Buses) is agreed: "I miss things because of the bus"'
expect 2 import themes x.xlsx
check_out 'T3 (Buses) is agreed: "I miss things because of the bus"'
check_out 'T5 (I find it too loud and busy) is agreed: "I find it too loud and busy"'
check_out 'Music is agreed: "I like music"'
check_err 'x.xlsx[Groups]:2: "perhaps" in the column "Agreed" is neither yes nor no, and is not taken'
check_err 'x.xlsx[Groups]:5: T4 (Taxis) is not agreed, for it says nothing yet in the column'
check_err 'x.xlsx[Groups]:7: T6 (Work) is not agreed as "Work": Say it as the person would'
check_same "agreed" 3 "$(count theme --where agreed=yes)"
expect 2 import themes x.xlsx
check_out "nothing changes"
# What was lacking is written into the same file, of a new group too.
further() {
    edit "group T3: Agreed=Yes; $means=I miss things because of the bus" "group T5: Agreed=x" \
        "add group: Name=Music; About=What is working; $means=I like music; Agreed=yes" \
        "card 7: Group=Music" "card 2: Group=T1" \
        "group T4: Agreed=yes; $means=I wait for the taxi" "card 8: Group=Lunch" "$@"
}
further "add group: Name=Lunch; About=What is working; Agreed=yes"
expect 2 import themes x.xlsx
check_err "Lunch is not agreed, for it says nothing yet"
further "add group: Name=Lunch; About=What is working; Agreed=yes; $means=I like lunch"
expect 0 import themes x.xlsx
check_out 'Lunch is agreed: "I like lunch"'
check_same "agreed" 5 "$(count theme --where agreed=yes)"
# Emptied: it stays agreed, and another export says yes. Other words meanwhile: not agreed.
expect 0 export themes agreed2.xlsx
from=agreed2.xlsx
refused "group T5: Agreed="
check_err "T5 (Buses) is agreed, and stays so"
# A group's number is no name: who moves a card to T2 must not reach another one.
refused "group T5: Name=T2"
check_err '"T2" is not taken as the name of T5 (Buses): "T2" is how a group is found by its number'
# Other words for what is agreed: nobody has agreed them, unless the line still says yes.
edit "group T5: Agreed=; $means=I wait and wait"
expect 0 import themes x.xlsx --dry-run
check_out 'T5 means "I wait and wait" now, and is not agreed any more: read it together, and agree it again'
expect 0 import themes x.xlsx
check_quiet
check_out 'T5 means "I wait and wait" now, and is not agreed any more: read it together, and agree it again'
check_same "agreed" 4 "$(count theme --where agreed=yes)"
expect 0 undo
edit "group T5: $means=I never get there in time"
expect 0 import themes x.xlsx
check_out 'T5 (Buses) is agreed: "I never get there in time"'
check_same "agreed" 5 "$(count theme --where agreed=yes)"
jobs=theme-000009.0001
expect 0 do theme.name theme=$jobs name="I want a job"
expect 0 export themes agreed3.xlsx
from=agreed3.xlsx
edit "group T8: Agreed=yes"
expect 0 do theme.name theme=$jobs name="I am late"
before=$(last)
expect 2 import themes x.xlsx
check_err 'T8 meant "I want a job" when the file was written, and somebody has made it "I am late" meanwhile: it is not agreed'
check_same "commands" "$before" "$(last)"
actor=robin
from=agreed3.xlsx
edit "group T1: Agreed=yes; $means=I have friends"
expect 2 import themes x.xlsx
check_err "robin may not do theme.agree"
actor=sam

# A name that several groups share is asked back.
sorted_folder shared
expect 0 do theme.label theme=$buses label=Taxis
expect 0 export themes shared2.xlsx
from=shared2.xlsx
refused "card 10: Group=taxis"
check_err '2 groups are called "taxis": T3, T4; write the number of the one that you mean; card 10 stays in "On its own"'
edit "card 10: Group=T4 Taxis"
expect 0 import themes x.xlsx
check_quiet
check_same "card 10" theme-000007.0001 "$(where 10)"

# What is wrong in a sheet: each line is named, and changes nothing.
sorted_folder wrong
edit "drop card 9" "drop card 13"
expect 0 import themes x.xlsx
check_err "x.xlsx: these cards are not in it: 9, 13. Nothing that was said is dropped, so they stay where they are"
check_same "card 9" "$buses" "$(where 9)"
# What is there already is about what it is about.
refused "group T3: About=What is working" "card 9: About=What is working"
check_err 'x.xlsx[Groups]:4: T3 (Buses) is about what is not working, and stays so, as its cards are: what stands under "About" is not taken; for a group about something else, add a line at the end with its name and what it is about'
check_err 'x.xlsx[Cards]:10: this card is about what is not working, and stays so: what stands under "About" is not taken; if it was written down under the wrong heading, correct the spreadsheet that it came from, and import that again'
edit "group T3: About=not working" "card 9: About="
expect 0 import themes x.xlsx
check_quiet
refused "copy card 1: Group=T2"
check_err "x.xlsx[Cards]:22: card 1 stands twice: here in T2 (Outside), and in line 2 in T1 (Friends); it stays in T1 (Friends)"
edit "copy card 1:"
expect 0 import themes x.xlsx
check_err "x.xlsx[Cards]:22: card 1 stands twice, in line 2, too, and in the same group: it counts once"
refused "card 3: Card=99"
check_err "x.xlsx[Cards]:3: there is no card 99 in this cycle"
refused "card 3: Card=three"
check_err 'x.xlsx[Cards]:3: "three" is not the number of a card; put there the number that stands on the card'
refused "card 3: Card="
check_err 'x.xlsx[Cards]:3: the number of the card is missing; put it in the column "Card"'
refused "card 3: Group=T3"
check_err "x.xlsx[Cards]:3: card 3 is about what is working, and T3 (Buses) about what is not working; choose a group that is about the same; card 3 stays in T1 (Friends)"
refused "card 3: Group=T77"
check_err "x.xlsx[Cards]:3: there is no group T77 in this file"
refused "group T2: Name="
check_err 'x.xlsx[Groups]:3: T2 has no name any more: it is still called "Outside"; write the name that it is to have'
edit "group T5: Name=Noise; $means="
expect 2 import themes x.xlsx
check_err 'x.xlsx[Groups]:6: what T5 means is gone from the sheet: it still means "I find it too loud and busy"'
check_same "what it means" "Noise / I find it too loud and busy" "$(called theme-000008.0001)"
refused "add group: Group=T9; About=What is working" "card 3: Group=T9"
check_err "x.xlsx[Groups]:8: this new group has no name, so it was not made, and its cards stay where they are"
check_err "x.xlsx[Cards]:3: its new group was not made; card 3 stays in T1 (Friends)"
refused "add group: About=What is working; Agreed=yes"
check_err "x.xlsx[Groups]:8: this new group has no name, so it was not made"
refused "add group: Name=Sleep"
check_err "x.xlsx[Groups]:8: nothing says what this new group is about"
refused "add group: Name=Sleep; About=Nights"
check_err 'x.xlsx[Groups]:8: "Nights" is none of: What is working, What is not working, Hopes for the future'
refused "copy group T4: Name=Cars"
check_err "x.xlsx[Groups]:8: T4 stands twice, here and in line 5"
refused "group T3: $means=Bus problems"
check_err 'x.xlsx[Groups]:4: "Bus problems" is not taken as the meaning of T3 (Buses): Say it as the person would'
edit "without Cards" "group T2: Name=Outdoors"
expect 2 import themes x.xlsx
check_err 'x.xlsx: there is no sheet of cards in it, which has the columns "Card" and "Group": cards stay where they are'
check_same "its name is taken" "Outdoors / " "$(called $outside)"
edit "heading Card=Nummer" "heading Group=Gruppe"
expect 2 import themes x.xlsx
check_err 'x.xlsx: there is no sheet of cards in it, which has the columns "Card" and "Group"; put these names back'
: >empty.csv
expect 2 import themes empty.csv
check_err "empty.csv is empty: write it out once more with \`waymark export themes\`"
: >empty.xlsx
expect 2 import themes empty.xlsx
check_err "empty.xlsx is empty"
head -c 3000 wrong.xlsx >cut.xlsx
expect 2 import themes cut.xlsx
check_err "cut.xlsx: the file is damaged or was cut short"
expect 0 cycle new 2026
expect 2 import themes wrong.xlsx --cycle 2026
check_err "wrong.xlsx holds the groups of the cycle 2025, not of 2026; name that with --cycle"
# What is held back since is not put on a table again.
edit "group T2: Name=Outdoors" "card 5: Group=T1" "card 7: Group=T1"
expect 0 do collect.hold_back statement=reviews.csv:4:working1 reason=safety --cycle 2025
expect 2 import themes x.xlsx --cycle 2025
check_err "x.xlsx[Cards]:7: card 5 is not in use any more"
check_same "card 5" held_back "$(where 5)"
check_same "card 7" "$friends" "$(where 7)"
# Whoever may not sort may not do it by a file.
edit "group T2: Name=Outdoors" "card 7: Group=T1" "card 8: Group=T1"
actor=robin
expect 2 import themes x.xlsx --cycle 2025
check_err "robin may not do theme.move"
actor=sam
check_same "card 8" "" "$(where 8)"

# A list of cards and groups that the program did not write.
printf 'Card,Group\n3,Outdoors\n8,Things I make\n7,\n' >own.csv
expect 0 import themes own.csv --cycle 2025
check_out "new group: Things I make"
check_out "card 3: from Friends to Outdoors"
check_same "card 3" "$outside" "$(where 3)"

# An authority's own rule holds for a file, too: of three cards it stops the one.
folder rules
cd "$work" || exit 1
mkdir -p rules/local/workflows
cat >rules/local/workflows/careful.lua <<'END'
local wtfc = require "workflows.working_together_for_change"
local step = require "step"

return wtfc:extend {
    title = "Careful",
    theme = { commands = { move = { run = function(now, args, base)
        for _, one in ipairs(now.statements) do
            if one.rank == 2 then
                return step.refuse("What somebody put second is moved at the table alone.")
            end
        end
        return base(now, args)
    end } } },
}
END
expect 0 cycle new 2025 --workflow careful
expect 0 import reviews reviews.csv
expect 0 do theme.new section=working label=Friends
expect 0 export themes rules.xlsx
from=rules.xlsx
edit "card 1: Group=T1" "card 2: Group=T1" "card 3: Group=T1"
expect 2 import themes x.xlsx --dry-run
check_err "What somebody put second is moved at the table alone."
expect 2 import themes x.xlsx
check_err "x.xlsx[Cards]:3: What somebody put second is moved at the table alone."
check_out "cards 1, 3: from no group to T1 (Friends)"
check_same "card 2" "" "$(where 2)"
check_same "card 3 is moved" "$(where 1)" "$(where 3)"

# A year that is over can be written out still, and is not moved about in.
expect 0 cycle close --cycle 2025
expect 0 export themes closed.xlsx --cycle 2025
expect 1 import themes x.xlsx --cycle 2025
check_err "the cycle 2025 is closed: nothing in it can be moved any more"
check_same "it is said once" 1 "$(wc -l <err)"

expect 64 import themes
expect 64 export themes x.csv
check_err "its name ends in .xlsx"
expect 64 export themes --section yes
expect 64 export themes --output folder
expect 64 export person R1 --section working
finish
