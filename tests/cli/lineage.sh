#!/bin/sh
# SPDX-License-Identifier: MIT
# A second year: which of last year's themes each goes on from is suggested, and counts
# when people have said so; last year's themes are tried on this year's words. By words,
# and once more by meaning where the language model is there.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

folder council
expect 0 cycle new 2025
cat >old.csv <<'END'
Reference,Date of review,Not working 1,Not working 2
R1,12/05/2024,The school bus is late,I cannot find a job
R2,13/05/2024,My bus is late every day,Nobody helps me find a job
R3,14/05/2024,The late bus again,A job is hard to find
R4,15/05/2024,Nobody signs here,The taxi is late
END
expect 0 import reviews old.csv
cat >old.txt <<'END'
theme.new section=not_working name="I am late by bus" statements=old.csv:2:not_working1,old.csv:3:not_working1,old.csv:4:not_working1 as=@bus
theme.agree theme=@bus
theme.new section=not_working name="I cannot find a job" statements=old.csv:2:not_working2,old.csv:3:not_working2,old.csv:4:not_working2 as=@job
theme.agree theme=@job
theme.new section=not_working name="I need people who sign" statements=old.csv:5:not_working1 as=@sign
theme.agree theme=@sign
END
expect 0 "do" --file old.txt
expect 1 theme --lineage
check_err "this cycle has no cycle before it"
expect 1 theme --from-last-year
check_err "this cycle has no cycle before it"
expect 0 cycle next 2025 2026
check_no_out "import the lists again"
expect 0 cycle close --cycle 2025
cat >new.csv <<'END'
Reference,Date of review,Not working 1,Not working 2
R1,12/05/2025,The bus was late again,Finding a job is hard
R2,13/05/2025,My late school bus,I still cannot find a job
R3,14/05/2025,Late bus and wet feet,Xylophones
END
expect 0 import reviews new.csv

# Tried, it changes nothing; put there, they are drafts under last year's names.
expect 0 theme --from-last-year
check_out "The themes of 2025 tried on what was said this time, by the words alone."
check_out "Nothing has been changed."
check_out "  I am late by bus: 3 statements, the nearest"
check_out "  I need people who sign: nothing"
check_out "1 statement is like none of these, and stays in no group."
check_out "theme --from-last-year --draft"
check_same "groups after trying" 0 "$(count theme)"
expect 0 theme --from-last-year --json
check_json
check_out '"by": "words"'
expect 64 theme --from-last-year --grain 5
expect 64 theme --from-last-year --agreement
expect 64 theme --draft
expect 64 theme --lineage --section working
expect 64 theme --from-last-year --section weather
expect 0 theme --from-last-year --draft
check_out "They are drafts, under last time's names"
check_same "groups put there" 2 "$(count theme --where drafted=yes)"
expect 0 theme --from-last-year --draft
check_same "again it doubles nothing" 2 "$(count theme)"
expect 0 undo
expect 0 undo
check_same "taken back" 0 "$(count theme)"

# Groups and what they go on from are one line, and one undo, also by the number of the first.
commands() { sed -n '/"commands"/,/]/p' out | grep -o '[0-9]*' | xargs; }
number_of() { sed -n "s/.*command \([0-9]*\) ($1.*/\1/p" out; }
expect 0 theme
check_out "2 go on from a theme of the cycle before"
expect 0 undo --dry-run
check_out "(theme.lineage, by sam): 2 records would be as they were before."
draft=$(($(number_of theme.lineage) - 1))
check_out "This would take back command $draft (theme.draft, by sam), which it was done with, if nothing later builds on it."
expect 0 undo --dry-run --json
check_json
check_same "both are named" "$((draft + 1)) $draft" "$(commands)"
expect 0 undo
check_out "Took back command $((draft + 1)) (theme.lineage, by sam): 2 records are as they were before."
check_out "Took back command $draft (theme.draft, by sam): "
check_same "no groups" 0 "$(count theme)"
expect 0 theme
draft=$((draft + 4))
expect 0 "do" theme.alone statements=new.csv:2:not_working1
expect 1 undo "$draft"
check_err "take that back first with \`waymark undo $((draft + 2))"
check_same "both stand" 2 "$(count theme)"
expect 0 list theme --json
check_same "as they were compared" 2 "$(grep -c '"maybe_previous"' out)"
expect 0 undo
check_out "(theme.alone, by sam)"
expect 0 undo "$draft" --json
check_json
check_same "both are named" "$((draft + 1)) $draft" "$(commands)"
check_same "none again" 0 "$(count theme)"
# By its own number the comparison goes alone, and what stands is said; a line of its own is.
expect 0 theme
expect 0 theme --lineage
expect 0 undo
check_no_out "theme.draft"
comparison=$(($(number_of theme.lineage) - 1))
expect 0 undo "$comparison"
check_no_out "Took back command $((comparison - 1))"
check_out "Command $((comparison - 1)) (theme.draft), of the same line, stands: waymark undo $((comparison - 1))"
expect 0 undo
check_same "taken back as well" 0 "$(count theme)"

# People's own themes; the links are suggested, with how sure they are.
cat >new.txt <<'END'
theme.new section=not_working name="I wait for my bus" statements=new.csv:2:not_working1,new.csv:3:not_working1,new.csv:4:not_working1 as=@bus
theme.agree theme=@bus
theme.new section=not_working name="I want work" statements=new.csv:2:not_working2,new.csv:3:not_working2 as=@job
theme.agree theme=@job
theme.new section=not_working name="I hear xylophones" statements=new.csv:4:not_working2 as=@new
theme.agree theme=@new
END
expect 0 "do" --file new.txt
expect 0 theme --lineage
check_out "compared by the words alone."
check_out 'from "I am late by bus" ('
check_out "new, as it seems: none of last time's themes is like it enough to suggest"
check_out "Of last time, and not a theme now:"
check_out "  I need people who sign  ["
expect 0 last
check_out "I wait for my bus: perhaps said before; agree or refuse it"
# What may go on is not said to go on in none.
check_no_out "  I am late by bus  ["
check_out "  I need people who sign  ["
expect 0 report --output printed
check "the report says that nobody has looked" \
    grep -q "perhaps still said; people have not looked at this yet" printed/report-2026.html
expect 0 theme --lineage --json
check_json
check_out '"state": "suggested"'

# Yes to one, no to another: no re-run says otherwise, and undo takes a word back.
expect 0 "do" review.agree_link themes="I wait for my bus"
expect 1 "do" review.agree_link themes="I wait for my bus"
check_err 'People have said already what "I wait for my bus" goes on from'
expect 1 "do" review.agree_link themes="I hear xylophones"
check_err 'Nothing is suggested for "I hear xylophones"'
expect 0 "do" review.unlink_theme theme="I want work"
expect 0 theme --lineage
check_out 'goes on from "I am late by bus" (people agreed)'
check_out "new this time (people said so)"
expect 0 "do" theme.move to="I want work" \
    statements=new.csv:2:not_working1,new.csv:3:not_working1
expect 0 theme
expect 0 theme --lineage
check_out 'goes on from "I am late by bus" (people agreed)'
check_out "new this time (people said so)"
expect 0 report --output printed
check "agreed in the report" grep -q ">still said<" printed/report-2026.html
check "and nothing is only suggested" \
    sh -c '! grep -q "perhaps still said" printed/report-2026.html'

# What people link goes on from the cycle before, and from nothing else.
run list theme --json
ids=$(sed -n 's|^ *"id": "\(theme-[0-9.]*\)".*|\1|p' out)
check "themes of this cycle" test -n "$ids"
for id in $ids; do
    expect 2 "do" review.link_theme theme="I want work" previous="$id"
    check_err "is of this cycle: name a theme of 2025, the cycle before"
done
expect 2 "do" review.link_theme theme="I want work" previous="I am late by bus" also="$id"
check_err "is of this cycle: name a theme of 2025, the cycle before (\`waymark list theme --cycle 2025\`)"
run list theme --json --cycle 2025
old=$(sed -n 's|^ *"id": "\(theme-[0-9.]*\)".*|\1|p' out | tail -1)
expect 2 "do" review.link_theme theme="$old" previous="I am late by bus"
check_err "$old belongs to another cycle; name one of this cycle"

# One that has split, and two that have become one.
expect 0 "do" review.link_theme theme="I want work" previous="I am late by bus"
expect 0 theme --lineage
check_out 'goes on from "I am late by bus"; that one has split (people agreed)'
expect 0 "do" review.link_theme theme="I want work" previous="I cannot find a job" \
    also="I need people who sign"
expect 0 theme --lineage
check_out '"I cannot find a job" and "I need people who sign"; they have become one'
expect 0 report --output printed
check "two in one" grep -q "still said; 2 themes of last time are one now" printed/report-2026.html
expect 0 last
check_no_out "none of this one goes on from"
expect 0 verify

# By meaning: another word for it is enough.
model=$build/all-MiniLM-L6-v2.model
if [ -e "$model" ]; then
    export WAYMARK_MODEL="$model"
    expect 0 "do" review.link_theme theme="I want work" previous="I cannot find a job"
    expect 0 "do" theme.new section=not_working name="I have to wait for the coach" \
        statements=new.csv:2:not_working1
    expect 0 theme --lineage
    check_out "compared by meaning (all-MiniLM-L6-v2, "
    check_out 'from "I am late by bus" ('
    expect 0 theme --from-last-year
    check_out "by meaning (all-MiniLM-L6-v2, "
    expect 0 theme --lineage --json
    check_json
    check_out '"compared": "by meaning (all-MiniLM-L6-v2, '
else
    skip "there is no language model (make model)"
fi
finish
