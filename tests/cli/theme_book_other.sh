#!/bin/sh
# SPDX-License-Identifier: MIT
# A workbook of groups that is of another folder, or in which the words do not stand
# beside their cards any more.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/cli/theme_book_lib.sh
. "$root/tests/cli/theme_book_lib.sh"

# Of another folder, with the same ids in it: nothing is taken.
sorted_folder theirs
cp theirs.xlsx "$on_path/theirs.xlsx"
sorted_folder ours
from=$on_path/theirs.xlsx
edit "card 2: Group=T1 Friends" "group T3: Name=Noise"
before=$(last)
expect 2 import themes x.xlsx
check_err "x.xlsx: this file is of another folder, and nothing is taken from it"
check_same "it is said once" 1 "$(wc -l <err)"
check_same "commands" "$before" "$(last)"
# Somebody who forgets that it is a file of groups is told.
for kind in reviews participants local_offer; do
    expect 2 import $kind ours.xlsx
    check_err "ours.xlsx: this is a file of groups that Waymark wrote; load it back with \`waymark import themes FILE\`. Nothing was changed"
done
cp ours.xlsx loose.xlsx
expect 2 quick loose.xlsx
check "no folder is made" test ! -e loose
check_err 'loose.xlsx: this is a file of groups that Waymark wrote; load it back with `import themes`: its sheet "How to use this" has the whole line. Nothing was changed'
# Its key is the same where a backup is restored, or the folder is moved.
mv "$WAYMARK_WORKPLACE" "$work/moved"
export WAYMARK_WORKPLACE="$work/moved"
from=ours.xlsx
edit "card 2: Group=T1 Friends"
expect 0 import themes x.xlsx
check_same "card 2" "$friends" "$(where 2)"
check_quiet

# Words that were changed in the sheet are not taken, and said; the rest of the line is.
sorted_folder words
edit "card 2: What was said=Painting with my friends; Group=T1 Friends"
expect 2 import themes x.xlsx
check_err "x.xlsx[Cards]:6: the words beside card 2 are not its words: they are not taken; to change what a card says, use \`waymark do collect.reword statement="
check_same "card 2 goes where the line puts it" "$friends" "$(where 2)"
refused "card 2: Group=T1 Friends" "card 4: What was said="
check_err "the words beside card 4 are not its words"
# What is reworded since is no change of the sheet's, and neither are other spaces.
expect 0 do collect.reword statement=reviews.csv:3:working1 text="My pals"
edit "card 4: What was said= My garden" "card 1: What was said=Painting  with\nfriends"
expect 2 import themes x.xlsx
check_no_err "beside card 3"
check_no_err "beside card 1 "
# The numbers alone were put into another order: no line can be told.
sorted_folder numbers
refused "order Card" "card 1: Group=T2"
check_err 'lines ('
check_err 'the column "Card" has been sorted alone'
check_no_err "are not in it"
check_same "it is said once" 1 "$(wc -l <err)"
refused "card 4: What was said=My friends; Group=T1" "card 3: What was said=The garden; Group=T2"
check_err "the words beside card 4 are not its words: nothing is taken from this line"
# All that is seen was sorted, and the hidden column stood still.
edit "order Card,What was said,About,Group" "card 2: Group=T1 Friends"
expect 0 import themes x.xlsx
check_quiet
check_out "card 2: from no group to T1 (Friends)"
check_same "card 2" "$friends" "$(where 2)"
# A list of one's own without words, or without the hidden column.
printf 'Card,Group\n4,friends\n' >own.csv
expect 0 import themes own.csv
check_same "card 4" "$friends" "$(where 4)"
printf 'Card,What was said,Group\n6,Music,T1\n8,Music,T1\n' >own.csv
expect 2 import themes own.csv
check_err "own.csv:2: the words beside card"

# More than ten lines of one cause are said once.
sorted_folder many
python3 - <<'END'
with open("own.csv", "w") as file:
    file.write("Card,Group\n" + "".join(f"{n},T1\n" for n in range(101, 113)))
END
expect 2 import themes own.csv
check_err "own.csv: 12 lines (2, 3, 4, 5, 6 and 7 more): there is no card of this number in this cycle"
# A slip in the name of a group makes no other group, unless the sheet of groups says so.
sorted_folder slips
edit "card 2: Group=Freinds" "card 6: Group=Outsde" "card 7: Group=Music" "card 8: Group=music"
expect 2 import themes x.xlsx
check_err 'there is no group "Freinds"; did you mean T1 (Friends)? Write its name as it is there; or, for a group of its own, add "Freinds" to the sheet of groups; card 2 stays in no group'
check_err 'there is no group "Outsde"; did you mean T2 (Outside)?'
check_out "new group: Music"
check_same "groups" 7 "$(count theme)"
edit "card 2: Group=Freinds" "add group: Name=Freinds; About=What is working"
expect 0 import themes x.xlsx
check_out "new group: Freinds"

# A suggested group whose cards share no word has no name, and goes by its number.
folder nameless
cd "$work" || exit 1
expect 0 cycle new 2025
cat >apart.csv <<'END'
Pupil Ref,Review date,Not working 1,Not working 2
T1,04/11/2024,The bus is late,The bus is so late
T2,04/11/2024,Dinner is loud,Loud dinner every day
T3,04/11/2024,Nobody can sign,Nobody here can sign
END
expect 0 import reviews apart.csv
expect 0 do theme.draft section=not_working count=3
expect 0 list theme
check_out "no common words (2)"
expect 0 export themes nameless.xlsx
from=nameless.xlsx
check "it is no name" sh -c '! unzip -p nameless.xlsx | grep -qF "no common words"'
python3 "$root/tests/cli/theme_book.py" nameless.xlsx apart2.csv
check "its cards stand beside its number" grep -q ',What is not working,T2,' apart2.csv
expect 0 import themes nameless.xlsx
check_quiet
check_out "nothing changes"
edit "card 1: Group=T2"
expect 0 import themes x.xlsx
check_out "to T2"
check_no_out "no common"
edit "group T2: Name=Noise"
expect 0 import themes x.xlsx
check_quiet
check_out "Noise"
expect 0 import themes x.xlsx
check_out "nothing changes"
expect 0 list theme
check_out "Noise  (what it means is not said yet)"
finish
