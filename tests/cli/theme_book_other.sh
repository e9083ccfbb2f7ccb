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
# Its key is the same where a backup is restored, or the folder is moved.
mv "$WAYMARK_WORKPLACE" "$work/moved"
export WAYMARK_WORKPLACE="$work/moved"
from=ours.xlsx
edit "card 2: Group=T1 Friends"
expect 0 import themes x.xlsx
check_same "card 2" "$friends" "$(where 2)"
check_quiet
finish
