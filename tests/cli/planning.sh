#!/bin/sh
# SPDX-License-Identifier: MIT
# Steps 5 to 8 on the command line: success side by side, lists that are imported beside
# the plan, hand-outs, measures that are due, and last cycle at the start of the next.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

folder planning
expect 0 cycle new 2025
expect 0 success
check_out "No cause is marked as one to tackle yet"
check_no_out "Mark those"
cat >day.txt <<'END'
prepare.invite as=@family perspective=family number=1
prepare.room participant=@family attended=yes
theme.new as=@bus section=not_working name="I cannot get home"
understand.cause as=@late theme=@bus text="No bus after six"
understand.root cause=@late
understand.cause as=@money theme=@bus text="Buses cost money"
understand.root cause=@money
understand.vote cause=@money perspective=family dots=4
identify_success.success as=@young cause=@late perspective=young_person text="I get home"
identify_success.success as=@school cause=@late perspective=school text="Clubs are full"
identify_success.success as=@home cause=@late perspective=social_care text="Home by bus"
identify_success.same success=@home with=@young
END
expect 0 "do" --file day.txt
expect 0 success
check_golden success
check_out "identify_success.success cause=… perspective=… text=…"
expect 0 list success
check_out "3 success statements."
expect 0 "do" identify_success.success cause="Buses cost money" perspective=family \
    text="It is free"
expect 0 success
check_out "  Said so far:
    family            It is free"
check_no_out "identify_success.success cause=…"
expect 0 undo
expect 0 --json success
check_json
check_out '"viewpoints": 2'
check_same "who agrees, differs and is silent" "True False ['family']" "$(python3 -c "import json
late = [c for c in json.load(open('$work/out')) if c['text'] == 'No bus after six'][0]
print(*[g['agreed'] for g in late['same']], late['not_said'])")"
expect 64 success now

# Lists beside the plan: bad rows are named, the rest goes in, and twice adds nothing.
cat >offer.csv <<'END'
Title,Area,What it is,Link,Who runs it,Ages
Canal Club,Community,Music on Fridays,www.club.example,YMCA,11 to 25
Job coach,Sport,,,,
END
expect 2 import local_offer offer.csv
check_err 'offer.csv:3: the area "Sport" is not known; write one or more of employment, independent'
check_out "offer.csv: 2 rows"
check_out "1 new"
expect 2 import local_offer offer.csv
check_out "1 there already"
check_no_out "1 new"
sed -i 's/Sport/Jobs/' offer.csv
expect 0 import local_offer offer.csv --dry-run
check_out "(a dry run: nothing has been changed)"
expect 0 list local_offer
check_no_out "Job coach"
expect 0 --json import local_offer offer.csv
check_json
check_out '"new": 1'
printf 'A,B\n1,2\n' >odd.csv
expect 2 import good_practice odd.csv
check_err "there is no row of column names with a title and an area"
expect 64 import good_practise odd.csv
check_err "good_practice"
mkdir -p planning/local/import
echo '{"fields": {"title": ["Leaflet"]}, "areas": {"community": ["Sport"]}}' \
    >planning/local/import/good_practice.json
printf 'Leaflet,Area\nA hall without echoes,Sport\n' >practice.csv
expect 0 import good_practice practice.csv
check_out "1 new"
echo '{"columns": {}}' >planning/local/import/good_practice.json
expect 2 import good_practice practice.csv
check_err "only these two can stand there"
expect 0 undo
expect 0 list good_practice
check_out "0 good practices"

# Hand-outs.
cat >reviews.csv <<'END'
Reference,Surname,Forename,Date of birth,Date of review,Not working 1
R1,Ainscough,Wilhelmina,04/03/2011,12/05/2025,The bus home is late
END
expect 0 import reviews reviews.csv
expect 0 "do" theme.move statements=reviews.csv:2:not_working1 to="I cannot get home"
expect 0 "do" theme.agree theme="I cannot get home"
expect 0 handout
check_err "1 theme has no area yet, so that nothing can stand beside it: \`waymark do plan.areas"
check_out "0 themes"
expect 0 "do" plan.areas theme="I cannot get home" areas=community
expect 0 handout --output sheets
check_quiet
check_out "Wrote sheets/handout-2025.html: 1 theme"
check_same "its mode" 600 "$(stat -c %a sheets/handout-2025.html)"
for present in '<html lang="en-GB">' 'font: 16pt' 'size: A4' 'Canal Club' 'www.club.example'; do
    check "in it: $present" grep -qF "$present" sheets/handout-2025.html
done
for absent in 'The bus home' 'Job coach' 'Wilhelmina'; do
    check "not in it: $absent" sh -c '! grep -qF "$1" "$2"' - "$absent" sheets/handout-2025.html
done
expect 1 handout --theme "No such thing"
cat >plan.txt <<'END'
plan.idea success="I get home" text="The school bus waits" already=yes
plan.idea success="I get home" text="A taxi pool"
plan.action as=@taxi success="I get home" what="Start a taxi pool" who="Head of transport" organisation="Thornmere Council" by=2026-03-01 kind=change informs=professional_practice practice_of=social_care
plan.commit what="Ring the taxi firm" perspective=school role="Deputy head" by=2026-01-09 action=@taxi
END
expect 0 "do" --file plan.txt
expect 0 plan
check_golden plan
check_no_out "Of no theme"
expect 0 --json plan
check_json
# Measures: a share is worked out, and what is due is listed.
expect 0 "do" implement.indicator action="Start a taxi pool" wording="Who gets home" type=better_off direction=up target=60 target_date=2026-07-01 baseline=20 baseline_date=2025-03-31 numerator="who gets home" denominator="young people asked" every_months=6
expect 0 list indicator
check_out "Who gets home  (overdue since 2025-09-30)"
expect 0 list indicator --overdue
check_out "1 indicator"
expect 0 list action --overdue
check_out "0 actions"
expect 64 list theme --overdue
check_err "actions, commitments and indicators can be --overdue"
expect 0 status
check_out 'These should have been measured: "Who gets home" (by 2025-09-30)'
expect 1 "do" implement.measure indicator="Who gets home" date=2025-11-01 value=30
check_err "give its two parts"
expect 1 "do" implement.measure indicator="Who gets home" date=2025-11-01 numerator=9 denominator=0
check_err "Nobody and nothing was counted (denominator=0)"
expect 0 "do" implement.measure indicator="Who gets home" date=2025-11-01 numerator=10 denominator=30
expect 1 "do" implement.measure indicator="Who gets home" date=2025-11-01 numerator=11 denominator=30
check_err 'put it right with `waymark do implement.correct measurement=measurement-'
expect 0 list measurement
check_out "  (Who gets home)"
expect 0 "do" implement.share channel=school_newsletter what="What we heard" date=2025-11-12 \
    told=young_person,family
expect 0 list share
check_out "  What we heard  (12 November 2025, school newsletter, young person, family)"
expect 0 list idea
check_no_out "nothing"
expect 0 undo
expect 0 list success --where perspective=school
check_out "  Clubs are full  (school)"
expect 0 list indicator --overdue
check_out "0 indicators"
# One theme's hand-out has a name of its own, and says how to make it again.
bus=$("$waymark" list theme | sed -n '1s/ .*//p')
cp sheets/handout-2025.html all.html
expect 0 handout --theme "$bus" --output sheets
check_out "Wrote sheets/handout-2025-$bus.html: 1 theme"
check "that of all stays" cmp -s sheets/handout-2025.html all.html
expect 2 handout --theme "No bus after six"
check_err "is no theme of this cycle"
expect 64 handout --output page.html

# Looking back, and last cycle at the start of the next.
expect 1 last
check_err "there was no cycle before this one"
# A role, never a name; and what an action is for is seen in the list.
expect 0 "do" plan.action success="I get home" what="Ask the drivers" who="Mrs Patel" \
    by=2026-05-01 kind=help_towards informs=commissioning,local_offer
check_err "may name somebody, and the report would leave that out. Write their role, such as \"Head of SEND\" (plan.reword_action action=action-"
check_no_err "Patel"
expect 0 "do" plan.reword_action action="Ask the drivers" who="Head of SEND, Thornmere Council"
check_no_err "may name"
expect 0 list action
check_out "Ask the drivers  (Head of SEND, Thornmere Council, by 1 May 2026, help towards, informs commissioning, local offer, open)"
expect 0 plan
check_out "Ask the drivers; Head of SEND, Thornmere Council; 2026-05-01; help towards; informs commissioning, local offer; open"
expect 0 undo
expect 0 undo
expect 0 "do" plan.commit what="Ring a shop" perspective=employer role="Mrs Patel"
check_err "(plan.reword_commitment commitment=commitment-"
expect 0 status
check_out "It is not said who promised this, or by when: \"Ring a shop\""
expect 0 undo
expect 1 "do" review.progress action="Start a taxi pool" state=dropped
check_err "Say why it could not be done"
expect 0 "do" review.how_far success="I get home" perspective=family how_far=less why="One taxi is not enough"
expect 0 "do" review.could_not theme="I cannot get home" could_not="A later bus: the company said no"
expect 0 cycle next 2025 2026
check_out "Carried over: 1 open action, 1 live indicator."
check_out "So did 1 promise that is not kept yet."
check_out "What came of the cycle before: waymark last --cycle 2026"
check_out "The local offer and good practice are each cycle's own: import the lists again, as they stand then (waymark import local_offer FILE --cycle 2026)."
WAYMARK_NOW=2026-07-01T10:00:00Z
expect 0 last --cycle 2026
check_golden last
expect 0 --json last --cycle 2026
check_json

# What was carried on, or promised for no action, stands apart, in JSON too.
expect 0 "do" plan.commit what="Film the first day" perspective=school role=Tutor by=2026-09-09 --cycle 2026
expect 0 plan --cycle 2026
sed -n '/^Of no theme/,/^$/p' out >apart
cat >wanted <<'END'
Of no theme of this cycle
  Actions:
    - Start a taxi pool; Head of transport; Thornmere Council; 2026-03-01; change; informs professional practice; open; so that: I get home
  Promised:
    - Ring the taxi firm; Deputy head; 2026-01-09; open
    - Film the first day; Tutor; 2026-09-09; open

END
check "apart" diff wanted apart
expect 0 --json plan --cycle 2026
check_json
check_same "apart in JSON" "0 1 2" "$(python3 -c "import json
last = json.load(open('$work/out'))[-1]
print(len(last.get('theme', '')), len(last['action']), len(last['commitment']))")"
expect 0 undo

# A measure that goes on is measured there, and overdue in one place alone.
expect 0 list indicator --overdue --cycle 2025
check_out "0 indicators"
expect 0 list indicator --cycle 2025
check_out "Who gets home  (goes on in 2026)"
check_no_out "overdue"
expect 0 status --cycle 2025
check_no_out "These should have been measured"
# What both steps say of it there is true of one and the same.
expect 0 status --cycle 2026
check_out 'These should have been measured: "Who gets home" (by 2026-05-01).'
check_out 'These have not been measured in this cycle yet: "Who gets home".'
expect 1 "do" implement.measure indicator="Who gets home" date=2026-06-20 numerator=20 denominator=30 --cycle 2025
check_err "It goes on in 2026, and is measured there: waymark do implement.measure indicator=indicator-"
check_err "… --cycle 2026"
for settled in "aim target=80" "rhythm every_months=7" stop; do
    # shellcheck disable=SC2086 # a command and its arguments
    expect 1 do implement.$settled indicator="Who gets home" --cycle 2025
    check_err "It goes on in 2026: that is where this counts now. waymark do implement.${settled%% *} indicator=indicator-"
done
expect 1 "do" implement.measure indicator="Who gets home" date=2025-11-01 numerator=20 denominator=30 --cycle 2026
check_err "It was measured on that day already, in 2025: 33.3."
check_err "numerator=… denominator=… --cycle 2025"
expect 0 "do" implement.measure indicator="Who gets home" date=2025-10-01 numerator=8 denominator=30 --cycle 2026
expect 0 list indicator --overdue --cycle 2026
check_out "Who gets home  (overdue since 2026-05-01)"
expect 0 "do" implement.rhythm indicator="Who gets home" every_months=7 --cycle 2026
expect 0 list indicator --overdue --cycle 2026
check_out "Who gets home  (overdue since 2026-06-01)"
expect 0 "do" implement.measure indicator="Who gets home" date=2026-06-20 numerator=20 denominator=30 --cycle 2026
expect 0 trace "Who gets home" --cycle 2025
check_out "It goes on in 2026; what is measured there: waymark trace indicator-"
new=$(sed -n 's/.*waymark trace //p' out)
expect 0 trace "$new"
check_out "It goes on from the cycle before; what was measured then: waymark trace indicator-"
expect 0 --json trace "$new"
check_json
check_out '"goes_on_from": "indicator-'
expect 0 report --cycle 2025 --output old
check "it goes on" grep -qF "goes on in 2026" old/report-2025.html

# What is agreed in the old cycle afterwards is seen, and comes along once.
expect 0 "do" plan.action success="I get home" what="Ask for a later bus" who="Head of transport" by=2026-09-01 kind=change --cycle 2025
# What came along goes on there, and how it goes is asked for, and said, there alone.
expect 1 "do" review.progress action="Start a taxi pool" state=done note="Six of them" --cycle 2025
check_err '"Start a taxi pool" goes on in 2026, and how it goes is said there: waymark do review.progress action=action-'
check_err "state=done note=… --cycle 2026"
expect 1 "do" review.promise commitment="Ring the taxi firm" state=done --cycle 2025
check_err '"Ring the taxi firm" goes on in 2026, and how it goes is said there: waymark do review.promise commitment=commitment-'
expect 0 status --cycle 2025
check_out 'There is no news yet about "Ask for a later bus".'
check_no_out "There is no news yet of what was promised"
expect 0 status --cycle 2026
check_out 'There is no news yet about "Start a taxi pool".'
check_out 'There is no news yet of what was promised: "Ring the taxi firm".'
expect 0 last --cycle 2026
check_out "Start a taxi pool; Head of transport; Thornmere Council; 2026-03-01  (overdue)"
check_out "Open in 2025, and not carried over yet:"
check_out "Ask for a later bus; Head of transport; 2026-09-01  [action-"
check_out "Carry this over: waymark cycle next 2025 2026"
expect 0 cycle close --cycle 2025
check_out "Still open: 1 action, 0 live indicators:"
check_out "2 more go on in the next cycle."
check_no_out "Start a taxi pool"
check_out "Next: waymark last --cycle 2026 (what of it is not in 2026 yet; \`waymark cycle next 2025 2026\` carries it over)"
expect 0 cycle next 2025 2026
check_out "The cycle 2026 is there already; what came since goes along"
check_out "Carried over: 1 open action, 0 live indicators."
commands=$("$waymark" --as sam log | wc -l)
expect 0 cycle next 2025 2026
check_out "The cycle 2026 is there already, and has all that goes on: nothing was changed."
check_out "Carried over: 0 open actions, 0 live indicators."
check_no_out "takes it back"
check_same "no command that does nothing" "$commands" "$("$waymark" --as sam log | wc -l)"
expect 0 cycle next 2025 2026 --json
check_json
expect 0 last --cycle 2026
check_no_out "not carried over yet"
check_out "Ask for a later bus"
# A group that nobody has agreed goes on from nothing yet.
expect 0 "do" collect.say section=not_working text="The bus left" speaker=young_person --cycle 2026
expect 0 "do" theme.new section=not_working name="I miss the bus" statements=room:1 --cycle 2026
expect 0 "do" review.link_theme theme="I miss the bus" previous="I cannot get home" --cycle 2026
expect 0 last --cycle 2026
check_out "  I cannot get home; we could not: A later bus"
expect 0 "do" theme.agree theme="I miss the bus" --cycle 2026
expect 0 last --cycle 2026
check_out '  I miss the bus: said in 2 cycles, first as "I cannot get home"'
check_no_out "  I cannot get home; we could not: A later bus"
# Whether three navigators are people that must be hidden, their officers know.
expect 0 "do" implement.indicator action="Start a taxi pool" wording="Navigators in post" type=how_much direction=up target=9 target_date=2026-07-01 baseline=3 baseline_date=2025-03-31 unit=navigators source=Payroll --cycle 2026
expect 0 report --cycle 2026
check_err "may be of people"
navigators=$(sed -n 's/.*indicator=\(indicator-[0-9.]*\) counts=things.*/\1/p' err)
expect 0 --json report --cycle 2026
check_json
check_out "\"doubted\": [
    \"$navigators\"
  ]"
expect 0 "do" implement.reword_indicator "indicator=$navigators" counts=things --cycle 2026
expect 0 report --cycle 2026
check_no_err "counts=things"
for odd in 13,500 £8 "12 %" 1/3 "about 8"; do
    expect 2 do implement.measure "indicator=$navigators" date=2026-06-20 "value=$odd" --cycle 2026
    check_err "\"$odd\" is not a number; write it like 12 or -12.50"
    expect 2 do implement.aim "indicator=$navigators" "baseline=$odd" --cycle 2026
    check_err "\"$odd\" is not a number; write it like 12 or -12.50"
done
expect 0 cycle close --cycle 2026
check_out "Next: waymark cycle next 2026 NAME"
expect 1 cycle next 2025 2026
check_err "the cycle 2026 is closed; nothing was changed"
# With a third cycle, the last one is where it goes on.
expect 0 cycle next 2026 2027
expect 0 list indicator --cycle 2025
check_out "Who gets home  (goes on in 2027)"
expect 0 last --cycle 2026
check_out "Ask for a later bus; Head of transport; 2026-09-01  (goes on in 2027)"
check_no_out "(overdue)  [indicator"
expect 0 verify

# A comma in words that are not in quotation marks puts all that follows one column on.
folder commas
expect 0 cycle new 2025
cat >commas.csv <<'CSV'
Title,Area,What it is,Who runs it,Ages,,
Café jobs,Employment,Paid Saturday job, 4 hours a week,Café Ñandú,16+
Youth club,Friends,"Thursdays, 5 to 7",St Mark's,11+,,
CSV
sed -i 's/Friends/Employment/' commas.csv
for kind in local_offer good_practice; do
    expect 2 import $kind commas.csv
    check_err "commas.csv:2: row left out: it holds text beyond the last column; if words hold a comma, put the cell in quotation marks"
    check_no_err "commas.csv:3"
    check_same "the other is taken" 1 "$(count $kind)"
done
expect 0 do collect.say section=working text="The garden" speaker=family
expect 0 do collect.say section=working text="My dog" speaker=family
expect 0 do collect.number_cards
printf 'pile,card\nT1,1,2\n' >commas.csv
expect 2 import sorts commas.csv --table 1
check_err "commas.csv:2: row left out: it holds text beyond the last column"
printf 'pile,card\nT1,"1,2"\n' >commas.csv
expect 0 import sorts commas.csv --table 1

finish
