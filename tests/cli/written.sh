#!/bin/sh
# SPDX-License-Identifier: MIT
# Every file that holds words is known, and named once somebody takes a permission back.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

{
    echo "Pupil Ref,School,Review date,Not working 1"
    for n in 1 2 3 4 5 6; do
        echo "T$n,Holly Bank,04/11/2024,The bus is late again $n"
    done
} >r.csv
folder council
run cycle new 2025
expect 0 import reviews r.csv
expect 0 "do" theme.new section=not_working name="I am late because of the bus" \
    statements=r.csv:2:not_working1,r.csv:3:not_working1,r.csv:4:not_working1
theme=$(sed -n 's/^created //p' out)
expect 0 "do" plan.areas theme="I am late because of the bus" areas=community
expect 0 report --output made
expect 0 cards --output made
expect 0 handout --output made
expect 0 export themes made/themes.xlsx
check_quiet
for file in report-2025.html handout-2025.html themes.xlsx; do
    run log
    check_out "workplace.wrote of $file"
done
expect 0 status
check_no_out "may hold what must not be used"

# The very same file again needs no second note.
notes() {
    "$waymark" --as sam log | grep -c workplace.wrote
}
before=$(notes)
expect 0 handout --output made
expect 0 export themes made/themes.xlsx
check_same "no second note" "$before" "$(notes)"

# One who will not be quoted is in the report and the hand-outs alone.
expect 0 "do" collect.withdraw person=r.csv:2 what=quote decided_by=family
expect 0 status
check_out "report-2025.html, written on 20 November 2025, may hold what must not be used any more: 1 no was noted since"
check_out "handout-2025.html, written on 20 November 2025, may hold"
check_out 'Make it again with `waymark handout`'
check_no_out "themes.xlsx, written on"
expect 0 "do" collect.withdraw person=r.csv:2 what=workshop decided_by=family
expect 0 status
check_out 'themes.xlsx, written on 20 November 2025, may hold'
check_out 'Take it, and its copies, out of use, and then make it again with `waymark export themes themes.xlsx`.'
check_out "handout-2025.html, written on 20 November 2025, may hold what must not be used any more: 2 noes were noted since"
expect 0 status --json
check_json
check_same "files that are too old" 4 "$(grep -c '"refused_since"' out)"

# A story of somebody who said no since says so wherever it is looked at; it is no
# field of the record.
expect 0 "do" review.story text="The bus waited" perspective=young_person person=r.csv:4 may_publish=yes
expect 0 list story
check_no_out "by their wish"
expect 0 "do" collect.withdraw person=r.csv:4 what=story decided_by=family
expect 0 list story
check_out "The bus waited  (young person)  (not used, by their wish)"
expect 0 show "$(sed -n 's/^\(story-[0-9.]*\).*/\1/p' out)"
check_out "  not used, by their wish"
expect 0 list story --json
check_json
check_out '"untold": "not used, by their wish"'
expect 0 undo
expect 0 undo

# What could not be written is noted nowhere: nobody is told to keep it, and the old one is
# named still.
before=$(notes)
for verb in "report --output not/there" "report --format json --output not/there" \
    "cards --output not/there" "handout --output not/there" \
    "handout --theme $theme --output not/there" \
    "export themes not/there/themes.xlsx"; do
    # shellcheck disable=SC2086 # into words
    expect 1 $verb
    check_err "the folder that it should stand in is not there; make that first"
    check_no_err "is made anew"
    check_no_err "out of use"
done
check_same "nothing was noted" "$before" "$(notes)"
expect 0 status
check_same "each is named" 4 "$(grep -c 'may hold what must not be used any more' out)"
exported() {
    "$waymark" --as sam log | grep -c workplace.export
}
expect 1 export person r.csv:2 --output not/there
check_no_err "Read it before you hand it over"
check_same "nor is a page of one person" 0 "$(exported)"
expect 0 export person r.csv:2 --output made
check_err "Read it before you hand it over"
check_same "but once it is there" 1 "$(exported)"

# Made again, each says what to take out of use, and is named no more.
expect 0 handout --output made
check_err "handout-2025.html is made anew, from what may be used now: keep it. What was written under that name on 20 November 2025"
rm made/themes.xlsx
expect 0 export themes made/themes.xlsx
check_err "themes.xlsx is made anew"
expect 0 status
check_no_out "handout-2025.html, written on"
check_no_out "themes.xlsx, written on"
check_out "report-2025.html, written on"

# The report for other programs is another file, and made by its own words.
expect 0 report --format json --output made
expect 0 "do" collect.withdraw person=r.csv:3 what=quote decided_by=family
expect 0 status
check_out 'Make it again with `waymark report --format json`'
check_out 'Make it again with `waymark report`'
expect 0 report --format json --output made
expect 0 status
check_no_out "report-2025.json"
check_out 'Make it again with `waymark report`'

# What is refused is not noted.
before=$(notes)
echo "somebody's work" >made/mine.xlsx
expect 1 export themes made/mine.xlsx
expect 1 handout --theme "No such thing" --output made
check_same "nothing was noted" "$before" "$(notes)"
check_same "somebody's work" "somebody's work" "$(cat made/mine.xlsx)"

# Where the log takes no note, for it and its seal disagree, they are made, and it is said.
cp -r council torn
rm torn/log.seal
export WAYMARK_WORKPLACE="$work/torn"
for verb in "handout --output aside" "export themes aside/themes.xlsx"; do
    # shellcheck disable=SC2086 # into words
    expect 2 $verb
    check_err "is written could not be noted in the log"
done
check "they are there" test -s aside/handout-2025.html -a -s aside/themes.xlsx

# What quick made is known in the cycle that it becomes.
unset WAYMARK_WORKPLACE
expect 0 quick r.csv --output fast
export WAYMARK_WORKPLACE="$work/fast"
expect 0 "do" collect.withdraw person=r.csv:3 what=workshop decided_by=family
expect 0 status
check_same "by the verb that made them" 2 \
    "$(grep -c 'Make it again with `waymark quick` and the same files' out)"
# What somebody has edited is left as it is, and is named still.
rm fast/cards.html
cp fast/themes.xlsx written.xlsx
python3 "$root/tests/cli/theme_book.py" written.xlsx fast/themes.xlsx "group T1: Name=Late"
expect 0 status
check_no_out "cards.html, written on"
expect 0 quick r.csv --output fast
expect 0 status
check_no_out "cards.html, written on"
check_out "themes.xlsx, written on 20 November 2025, may hold"
cp written.xlsx fast/themes.xlsx
expect 0 quick r.csv --output fast
check_err "themes.xlsx is made anew"
expect 0 status
check_no_out "may hold what must not be used"

expect 0 cycle keep 2025 --authority "Thornmere Council"
expect 0 "do" collect.withdraw person=r.csv:2 what=workshop decided_by=family
expect 0 status
check_out "cards.html, written on 20 November 2025, may hold"
check_out "themes.xlsx, written on 20 November 2025, may hold"
check_out 'Delete it, and take its copies out of use; `waymark cards` makes one'
check_out 'Delete it, and take its copies out of use; `waymark export themes` makes one'
expect 0 cards --output fast
check_err "cards.html, as it was written on 20 November 2025, may hold what must not be used any more: 1 no was noted since, last on 20 November 2025. Delete it, and take its copies out of use."
rm fast/cards.html
expect 0 status
check_no_out "cards.html, written on"
check_out "themes.xlsx, written on"

# A hand-out of one theme is named with what makes it again.
folder one_theme
run cycle new 2025
expect 0 import reviews r.csv
expect 0 "do" theme.new section=not_working name="I am late because of the bus" \
    statements=r.csv:2:not_working1,r.csv:3:not_working1,r.csv:4:not_working1
theme=$(sed -n 's/^created //p' out)
expect 0 "do" plan.areas theme="$theme" areas=community
expect 0 handout --theme "$theme" --output made
expect 0 "do" collect.withdraw person=r.csv:2 what=quote decided_by=family
expect 0 status
check_out "handout-2025-$theme.html, written on 20 November 2025, may hold"
check_out "Make it again with \`waymark handout --theme $theme\`"
# So are the cards of one heading, and the workbook by the name that it was given.
expect 0 cards --output made
expect 0 cards --section not_working --output made
expect 0 export themes
expect 0 export themes "made/our groups.xlsx" --cycle 2025
expect 0 "do" collect.withdraw person=r.csv:5 what=workshop decided_by=family
expect 0 status
check_out 'Make it again with `waymark cards`, and'
check_out "cards-2025.not_working.html, written on 20 November 2025, may hold"
check_out 'Make it again with `waymark cards --section not_working`, and'
check_out 'then make it again with `waymark export themes`.'
check_out 'then make it again with `waymark export themes "our groups.xlsx"`.'

# The next cycle's status names them too, each with its own cycle; so do these lines.
expect 0 cycle next 2025 2026
expect 0 cycle close --cycle 2025
expect 0 status
check_out "Cycle 2026 (open)"
check_out 'Make it again with `waymark cards --section not_working --cycle 2025`, and'
check_out 'then make it again with `waymark export themes "our groups.xlsx" --cycle 2025`.'
check_out "Make it again with \`waymark handout --theme $theme --cycle 2025\`"
expect 0 status --json
check_json
check_same "of which cycle" 5 "$(grep -c '"cycle": "2025",' out)"
expect 0 cards --section not_working --cycle 2025 --output made
expect 0 handout --theme "$theme" --cycle 2025 --output made
expect 0 status
check_no_out "not_working.html"
check_no_out "handout-"
check_out "cards-2025.html, written on"
# An erasure says where to look, and it is there.
expect 0 erase r.csv:3 --yes
check_out '`waymark status` names them'
expect 0 status
check_out "cards-2025.html, written on 20 November 2025, may hold what must not be used any more: 1 no was noted, and 1 person was erased since"
check_out "cards-2025.not_working.html, written on 20 November 2025, may hold what must not be used any more: 1 person was erased since"

# A hand-out says of what it left out how to put other words there, as the report does.
folder words
expect 0 cycle new 2025
printf 'Reference,Surname,Forename,Date of birth,Date of review,Not working 1\nR1,Ainscough,Wilhelmina,04/03/2011,12/05/2025,The bus is late\n' >n.csv
printf 'Title,Area,What it is\nYouth club,Community,Ask Wilhelmina Ainscough\n' >offer.csv
expect 0 import reviews n.csv
expect 0 import local_offer offer.csv
expect 0 "do" theme.new section=not_working name="I wait for Wilhelmina" statements=n.csv:2:not_working1
expect 0 "do" plan.areas theme="I wait for Wilhelmina" areas=community
expect 0 "do" theme.agree theme="I wait for Wilhelmina"
# What is left out is done in part, as of cards.
expect 2 report --output made --cycle 2025
check_err "Left out of the report, because they may name somebody"
expect 2 report --output made --cycle 2025 --json
check_json
expect 2 handout --output made --cycle 2025 --json
check_json
check_out '"left_out": ['
check_out '"local_offer-'
expect 2 handout --output made --cycle 2025
check_err "Left out of the hand-out, because they may name somebody"
check_err "Look at each with \`waymark show\`"
check_err "    waymark do theme.name theme=theme-"
check_err "  local_offer-"
check_err "    put other words into the file that it came from, and import that again: waymark import local_offer FILE --cycle 2025"
finish
