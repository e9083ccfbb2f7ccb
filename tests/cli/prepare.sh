#!/bin/sh
# SPDX-License-Identifier: MIT
# Getting ready: a sample of the cards where there are too many.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
thornmere

expect 0 cycle new sampled
{
    echo "Pupil Ref,School,Review date,Working 1"
    for number in 1 2 3 4 5 6 7 8 9; do
        echo "T$number,Elm School,04/11/2024,The art room $number"
    done
    echo "T10,Oak Lane School,04/11/2024,The pool"
} >many.csv
expect 0 import reviews many.csv --cycle sampled
expect 0 do prepare.sample size=4 seed=7 --cycle sampled
check_out "drew 4 cards, left out 6"
expect 0 status --cycle sampled
check_out "10 statements, of which 4 count; the others: 6 not drawn for the sample."
check_out "Sample: 4 cards drawn by section and school (seed 7), 6 left out."
expect 0 coverage --cycle sampled
check_out "what is working, Elm School                                       3        6"
check_out "what is working, Oak Lane School                                  1        0"
expect 0 coverage --cycle sampled --json
check_json
check_out '"not_drawn": 6'
expect 0 list statement --where tray=not_drawn --cycle sampled
check_out "(not drawn for the sample)"
# Interpreters and supporters apart, and the meter for invited, coming and there.
expect 0 do prepare.invite perspective=school number=3 --cycle sampled
expect 0 status --cycle sampled
check_out "not counting supporters. (0 of 3 so far)"
expect 0 do prepare.invite perspective=young_person number=2 --cycle sampled
expect 0 do prepare.invite perspective=other interpreter=yes --cycle sampled
expect 0 do prepare.invite perspective=family supporter=yes number=2 --cycle sampled
expect 0 status --cycle sampled
check_out "Young people and families: invited 2 of 5 (40%)."
printf 'Role,Invited,Coming,Attended\nSchool,y,y,y\nSchool,y,y,y\nParent,y,y,n\nBSL interpreter,y,y,y\nNurse/parent,y,y,y\n' >room.csv
expect 2 import participants room.csv --cycle sampled
check_err "room.csv:6: row left out: it names two viewpoints (health and family)"
expect 0 status --cycle sampled
check_out "Young people and families: invited 3 of 8 (38%); coming 1 of 3 (33%); there 0 of 2 (0%): less than a third."
expect 0 coverage --cycle sampled
check_out "supporters, not counted                             2        0        0"
check_out "interpreters, not counted                           2        1        1"
check_out "  young people and families there 0 of 2 (0%): less than a third"
expect 0 coverage --cycle sampled --json
check_json
check_out '"interpreters": {'
# Who came, by the rows of the list: one line for many.
expect 0 cycle new listed
printf 'Role,Number,Organisation\nYoung person,2,Youth Voice\nParent,1,\nSchool,1,Elm\nSchool,1,Oak\n' >part.csv
expect 0 import participants part.csv --cycle listed
expect 0 do prepare.room participant=part.csv:2.1,part.csv:3-5 attended=yes --cycle listed
expect 0 coverage --cycle listed
check_out "  young people and families there 2 of 4 (50%)"
check_out "young person                                        2        0        1"
expect 0 do prepare.room participant=part.csv:2 attended=yes --cycle listed
expect 0 status --cycle listed
check_out "there 3 of 5 (60%)"
expect 1 do prepare.room participant=part.csv:6 attended=yes --cycle listed
check_err 'there is no participant called "part.csv:6" in this cycle'
# One fewer on the corrected list: how to take somebody off is said.
printf 'Role,Number,Organisation\nYoung person,2,Youth Voice\nParent,1,\nSchool,1,Elm\n' >part.csv
expect 0 import participants part.csv --cycle listed
check_err "(school, Oak), and still counts. Take who is not coming off the list with \`waymark do prepare.room participant=participant-"
eval "set -- $(sed -n 's/.*waymark do \(prepare.room [^`]*\)`.*/\1/p' err)"
expect 0 do "$@"
expect 0 status --cycle listed
check_out "invited 3 of 4 (75%)"
expect 0 import participants part.csv --cycle listed
check_no_err "on this list before"
# The same invitation twice: how many it makes.
expect 0 do prepare.invite perspective=young_person number=2 organisation="Youth Voice" --cycle listed
check_no_err "typed twice"
expect 0 do prepare.invite perspective=young_person number=2 organisation="Youth Voice" --cycle listed
check_err '2 were invited just so before (viewpoint "young person", Youth Voice), and with these it is 4. If it was typed twice, take it back'
# What comes in later counts, until somebody draws again.
printf 'Pupil Ref,School,Review date,Working 1\nT11,Oak Lane School,04/11/2024,My dog\n' >late.csv
expect 0 import reviews late.csv --cycle sampled
expect 0 status --cycle sampled
check_out "1 more card has come since: \`waymark do prepare.sample --cycle sampled\` draws again"
# One that people pick is told apart from what has come.
left=$("$waymark" --as sam list statement --cycle sampled --where tray=not_drawn --json | sed -n 's/.*"id": "\(.*\)",*/\1/p' | head -n 1)
expect 0 do collect.pick statement="$left" --cycle sampled
expect 0 status --cycle sampled
check_out "5 left out, and 1 picked by hand besides. 1 more card has come since: "
# The table has those of the sample, and neither of these two.
expect 0 coverage --cycle sampled
check_out "what is working, Elm School                                       3        5"
check_out "what is working, Oak Lane School                                  1        0"
expect 0 undo
# Another of their things counts in the place of one that was drawn.
expect 0 cycle new picks
printf 'Pupil Ref,School,Review date,Working 1,Working 2,Working 3\nP1,Elm School,04/11/2024,Art,Music,Maths\nP2,Elm School,04/11/2024,Cooking,Singing,Drama\nP3,Elm School,04/11/2024,Swimming,,\n' >picks.csv
expect 0 import reviews picks.csv --cycle picks
expect 0 do prepare.sample size=4 --cycle picks
for line in 2 3; do
    expect 0 do collect.pick_top review=picks.csv:$line section=working statements=picks.csv:$line:working3 --cycle picks
done
expect 0 status --cycle picks
check_out "which 3 count"
check_out "Sample: 4 cards drawn by section and school (seed 1), 0 left out, and 2 picked by hand besides. 3 of those drawn do not count now."
expect 0 do prepare.no_sample --cycle sampled
check_out "put back 6 cards"
expect 0 status --cycle sampled
check_no_out "Sample:"

# The authority's calendar: all dates in status, none in the past.
expect 0 do prepare.key_date name="Contracts end" date=2026-12-31 --cycle sampled
expect 0 do prepare.key_date name="Budget set" date=2025-12-20 --cycle sampled
expect 1 do prepare.key_date name="Tender" date=2020-01-31 --cycle sampled
check_err "2020-01-31 is in the past"
expect 0 status --cycle sampled
check_out "Coming up: Budget set on 20 December 2025, in 30 days."
check_out "Later: Contracts end on 31 December 2026."
expect 0 status --cycle sampled --json
check_json
check_out "Contracts end"

# The hours of the day, with the tables of each part.
expect 0 do prepare.one_day start=10:00 --cycle sampled
expect 0 do prepare.agenda time=10:40 what="A song" part=morning --cycle sampled
expect 1 do prepare.agenda time=25:00 what="A song" --cycle sampled
check_err '"25:00" is no time of the day; write it as 09:30.'
expect 0 do prepare.seat part=morning how=mixed size=2 --cycle sampled
check_out "  Table 1: "
# Who interprets is no viewpoint at the table.
check_out "school 1, interpreter 1"
expect 0 list seat --cycle sampled
check_same "nor in the list of seats" 1 "$(grep -c '(interpreter)' out)"
expect 0 status --cycle sampled
check_out "  morning: Table 1 (2), Table 2 (1)"
check_out "  10:40  A song"
check_out "  afternoon: nobody is seated yet"
expect 0 do prepare.workshop date=2025-11-19 --cycle sampled
check_err "2025-11-19 has passed already (today is 2025-11-20). If the day or the year is a slip, say it again"
expect 0 status --cycle sampled
check_no_out "A song"
check_out "Workshop on 19 November 2025."
expect 0 do prepare.workshop date=2025-11-20 venue="Corn Hall, step-free" --cycle sampled
check_no_err "has passed"
expect 0 status --cycle sampled
check_out "Workshop on 20 November 2025: Corn Hall, step-free"
expect 0 status --cycle sampled --json
check_json
check_out '"venue": "Corn Hall, step-free"'
expect 0 undo

# Done once: no next cycle is asked for, and closing says what is left and who knows.
expect 0 status --cycle 2025
check_no_out "Still open"
expect 0 do prepare.one_off yes=yes --cycle 2025
expect 0 do implement.share channel=meeting what="What came of it" date=2025-11-19 \
    told=health,social_care --cycle 2025
expect 0 do implement.share channel=school_newsletter what="And more" date=2025-11-19 \
    --cycle 2025
expect 0 status --cycle 2025
check_out "; health, social care; by school newsletter, not said whom."
check_out ", Thornmere Council, by "
check_out "Done once: no other cycle follows. Still open: "
check_no_out "cycle next"
expect 0 report --output once --cycle 2025
grep -q "This was done once, and no other cycle follows" once/*.html
code=$?
check_code 0
# What is done once is not carried on in silence.
expect 1 cycle next 2025 2026
check_err "the cycle 2025 is done once, and no other follows it"
expect 0 cycle close --cycle 2025
check_out "each stays with whoever took it on:"
check_out ", by "
check_out "Who has been told: "
expect 0 cycle close --cycle sampled
check_out "Still open: 0 actions, 0 live indicators."
check_out "Nobody was told what came of it, as far as is noted."
check_no_out "implement.share"
# Nothing can be done in a closed cycle: status says what was left, and names no command.
expect 0 status --cycle sampled
check_out "left open"
check_no_out "before you move on"
check_same "nothing but a yes or a no" "do collect.permit" \
    "$(grep -o 'do [a-z]*\.[a-z]*' "$work/out")"
# A part of the day is the agenda's, however it is written.
expect 0 cycle new parts
expect 0 do prepare.invite perspective=family number=3 --cycle parts
expect 0 do prepare.one_day --cycle parts
expect 0 do prepare.seat part=" Morning" how=mixed --cycle parts
expect 0 status --cycle parts
check_out "  morning: Table 1 (3)"
check_no_out "not coming, with a seat"
# Seats of those who are not coming are told from the others, with what to do.
printf 'Role group,Organisation,Number,Invited,Coming\nYoung person,Voice,4,Y,Y\nSchool,Oak,4,Y,Y\nParent,PCF,2,Y,Y\n' >seats.csv
expect 0 import participants seats.csv --cycle parts
expect 0 do prepare.seat part=afternoon how=by_perspective --cycle parts
expect 0 do prepare.room participant=seats.csv:2.1,seats.csv:2.2,seats.csv:2.3 coming=no --cycle parts
expect 0 do prepare.room participant=seats.csv:4 invited=no coming=no --cycle parts
expect 0 status --cycle parts
check_out "  afternoon: School (4), Young person (1)"
check_out "    not coming, with a seat there: Others 2, Young person 3; seat those who come: \`waymark do prepare.seat part=afternoon how=by_perspective --cycle parts\`"
expect 0 --json status --cycle parts
check_json
check_out '"not_coming": 3'
expect 0 do prepare.seat part=afternoon how=by_perspective --cycle parts
expect 0 status --cycle parts
check_no_out "not coming, with a seat"
# Many seats are said in a line, and table by table.
expect 0 cycle new crowded
expect 0 do prepare.invite perspective=family number=30 --cycle crowded
check_out "created 30 participants (\`waymark list participant --cycle crowded\` shows what there is)"
expect 0 do prepare.seat part=morning how=small_groups size=10 --cycle crowded
check_out "created 30 seats"
check_out "  Group 1: family 10"
check_no_out "seat-"

# Groups are dealt by what they are about; which table has which is said.
expect 1 do prepare.deal part=morning --cycle crowded
check_err "There are no agreed themes to deal to the tables yet."
for number in 1 2 3 4; do
    expect 0 do collect.say section=aspiration text="A boat $number" speaker=young_person --cycle crowded
    expect 0 do theme.new section=aspiration name="I want $number" statements="room:$number" --cycle crowded
done
expect 1 do prepare.deal part=morning --cycle crowded
check_err "There are no agreed themes to deal to the tables yet."
for number in 1 2 3 4; do
    expect 0 do theme.agree theme="I want $number" --cycle crowded
done
expect 1 do prepare.deal part=morning --cycle crowded
check_err "No theme about what is not working is agreed yet, and those are dealt where no section= is said. Agreed are: 4 about hopes for the future (section=aspiration)."
expect 1 do prepare.deal part=morning section=working --cycle crowded
check_err "No theme about what is working is agreed yet. Agreed are: 4 about hopes for the future (section=aspiration)."
expect 0 do prepare.deal part=morning section=aspiration --cycle crowded
check_out '  Group 1: "I want 1", "I want 4"'
check_out '  Group 2: "I want 2"'
finish
