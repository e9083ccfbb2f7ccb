#!/bin/sh
# SPDX-License-Identifier: MIT
# A workbook of groups is loaded, corrected, and loaded again: what it said when it was
# loaded last is what people go on from.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
# shellcheck source=tests/cli/theme_book_lib.sh
. "$root/tests/cli/theme_book_lib.sh"
work_group=theme-000009.0001

# A card that was put into a group by a slip is put back; and forth, and back.
sorted_folder slip
for again in first second; do
    edit "card 17: Group=Fun at schol"
    expect 0 import themes x.xlsx
    check_out "new group: Fun at schol, with 1 card; if that was a slip, write the group that was meant beside the card, and load the file again"
    check_same "groups, the $again time" 7 "$(count theme)"
    expect 0 import themes x.xlsx
    check_quiet
    check_out "nothing changes"
    edit
    expect 0 import themes x.xlsx --dry-run
    check_out "put together: Fun at schol went into T6 (Work)"
    expect 0 import themes x.xlsx
    check_quiet
    check_out "put together: Fun at schol went into T6 (Work)"
    check_same "card 17, the $again time" "$work_group" "$(where 17)"
    check_same "groups after the $again time" 6 "$(count theme)"
    expect 0 import themes x.xlsx
    check_quiet
    check_out "nothing changes"
done
for place in T2 T1 T2 T1; do
    edit "card 3: Group=$place"
    expect 0 import themes x.xlsx
    check_quiet
    case $place in
    T1) check_same "card 3" "$friends" "$(where 3)" ;;
    T2) check_same "card 3" "$outside" "$(where 3)" ;;
    esac
done
# In a third place: it was this file that moved it.
edit "card 17: Group=On its own" "card 2: Group=T1"
expect 0 import themes x.xlsx
edit "card 17: Group=Not sure yet" "card 2: Group=T2"
expect 0 import themes x.xlsx
check_quiet
check_same "card 17" unsure "$(where 17)"
check_same "card 2" "$outside" "$(where 2)"
edit
expect 0 import themes x.xlsx
check_same "card 17" "$work_group" "$(where 17)"
check_same "card 2, which was in no group" unsure "$(where 2)"

# Names, meanings and what is agreed.
sorted_folder names
edit "group T1: Name=Lunch" "group T5: $means=I wait"
expect 0 import themes x.xlsx
edit
expect 0 import themes x.xlsx
check_quiet
check_out 'T1 is called "Friends" now'
check_out 'T5 means "I find it too loud and busy" now'
expect 0 import themes x.xlsx
check_out "nothing changes"
edit "group T1: Name=Lunch" "group T5: $means=I wait; Agreed=yes"
expect 0 import themes x.xlsx
check_out 'T1 is called "Lunch" now'
check_out 'is agreed: "I wait"'
edit "group T1: Name=Dinner" "group T5: $means=I wait"
expect 2 import themes x.xlsx
check_out 'T1 is called "Dinner" now'
check_err 'is agreed, and stays so'
edit "group T1: Name=Dinner" "group T5: Name=Noise; $means=I wait; Agreed=yes"
expect 0 import themes x.xlsx
edit "group T1: Name=Dinner" "group T5: Name=; $means=I wait; Agreed=yes"
expect 2 import themes x.xlsx
check_err 'the name of T5 is gone from the sheet: it is still called "Noise"'

# Lines that were put together are read together each time: what one leaves empty, the
# other one says.
for by in "group T2: Name=Work; $means=I do real work; Agreed=yes" \
    "add group: Name=Work; About=What is working; $means=I do real work; Agreed=yes"; do
    sorted_folder "together-${by%% *}"
    edit "group T1: Name=Work" "$by"
    expect 0 import themes x.xlsx
    check_quiet
    check_out 'T1 (Friends) is agreed: "I do real work"'
    check_same "T1" "Work / I do real work" "$(called $friends)"
    expect 0 import themes x.xlsx
    check_quiet
    check_out "nothing changes"
    edit "group T1: Name=Work" "$by; $means=I like real work"
    expect 0 import themes x.xlsx
    check_quiet
    check_out 'T1 (Work) is agreed: "I like real work"'
    expect 0 import themes x.xlsx
    check_quiet
    check_out "nothing changes"
    # Emptied in both: that is a loss.
    edit "group T1: Name=Work" "$by; $means=; Agreed="
    expect 2 import themes x.xlsx
    check_err 'what T1 means is gone from the sheet: it still means "I like real work"'
    check_err 'T1 (Work) is agreed, and stays so'
done
# It was agreed before it was put into one that says nothing.
sorted_folder together
expect 0 do theme.agree theme=$outside name="I am outside"
rm "$from"
expect 0 export themes "$from"
edit "group T1: Name=Outside"
expect 0 import themes x.xlsx
check_quiet
check_out 'T1 (Friends) is agreed: "I am outside"'
expect 0 import themes x.xlsx
check_quiet
check_out "nothing changes"

# A copy elsewhere: what is as it says has not been changed by anybody.
sorted_folder copied
edit "group T3: Name=Late; $means=I am late; Agreed=yes" "group T5: Agreed=yes" \
    "group T4: Name=Cars" "card 3: Group=Not sure yet"
expect 0 import themes x.xlsx
cp x.xlsx copy.xlsx
expect 0 import themes copy.xlsx
check_quiet
check_out "nothing changes"
expect 0 undo
expect 0 import themes copy.xlsx
check_no_err "somebody has changed it"
check_err "copy.xlsx[Groups]:6: this was done from the file before, and was taken back on"
check_same "messages" 1 "$(wc -l <err)"

# What was taken back has left nothing.
sorted_folder back
edit "card 17: Group=On its own" "group T1: Name=Lunch"
expect 0 import themes x.xlsx
expect 0 undo
expect 0 undo
edit
expect 0 import themes x.xlsx
check_quiet
check_out "nothing changes"
edit "card 17: Group=On its own" "group T1: Name=Lunch"
expect 0 import themes x.xlsx
check_err "was taken back on"
check_out "nothing changes"
edit "card 17: Group=Not sure yet"
expect 0 import themes x.xlsx
check_same "card 17" unsure "$(where 17)"
edit "card 17: Group=On its own" "card 18: Group=T6"
expect 0 import themes x.xlsx
check_same "card 17" alone "$(where 17)"
check_same "card 18" "$work_group" "$(where 18)"

# Somebody else has moved it since the last load; and a colleague's copy is another file.
sorted_folder meanwhile
edit "card 3: Group=On its own" "group T1: Name=Lunch"
expect 0 import themes x.xlsx
cp "$from" copy.xlsx
expect 0 import themes copy.xlsx
check_quiet
check_out "nothing changes"
check_same "card 3" alone "$(where 3)"
expect 0 do theme.unsure statements=reviews.csv:3:working1
expect 0 do theme.label theme=$friends label=Pals
expect 0 import themes x.xlsx
check_err "this was done from the file on 20 November 2025, and somebody has changed it since"
edit
expect 2 import themes x.xlsx
check_err 'card 3 was in "On its own" when the file was last loaded; the file puts it into T1 (Pals), but somebody has put it into "Not sure yet" meanwhile'
check_err 'the name of T1 was "Lunch" when the file was last loaded; the file says "Friends", but somebody has made it "Pals" meanwhile'
# Written out anew in the same place, it goes on from there.
rm x.xlsx
expect 0 export themes x.xlsx
from=x.xlsx
edit "card 3: Group=T1"
expect 0 import themes x.xlsx
check_same "card 3" "$friends" "$(where 3)"
expect 0 verify
# The trays, as people write them.
sorted_folder trays
edit "card 3: Group=not sure" "card 17: Group=Not sure." "card 6: Group=on their own"
expect 0 import themes x.xlsx
check_quiet
check_no_out "new group"
check_same "card 3" unsure "$(where 3)"
check_same "card 17" unsure "$(where 17)"
check_same "card 6" alone "$(where 6)"
finish
