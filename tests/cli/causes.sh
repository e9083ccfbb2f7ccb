#!/bin/sh
# SPDX-License-Identifier: MIT
# Why it is so, as a tree for each theme; and what people chose, once voting is closed.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
folder council
expect 0 cycle new 2025
expect 0 causes
check_out "Nobody has said why yet"
cat >day.txt <<END
collect.say section=working text="I am asked" speaker=young_person as=@said
theme.new section=working name="I am asked" statements=@said as=@theme
understand.cause theme=@theme text="Nobody asks" bone=people as=@first
understand.why cause=@first text="No time in the day" as=@second
understand.why cause=@second text="Lessons set the timetable"
understand.root cause="Lessons set the timetable"
understand.why cause=@first text="Forms have no box"
understand.root cause="Forms have no box"
understand.check_cause cause="Forms have no box" changes_theme=yes controlled_by="The council"
understand.open_voting dots=2
understand.vote cause="Forms have no box" perspective=young_person people=3 dots=5
understand.vote cause="Forms have no box" perspective=family people=1 dots=1
END
expect 0 "do" --file day.txt
expect 0 causes
sed 's/  \[cause-.*\]$//' out >tree
cat >wanted <<END
I am asked
  people: Nobody asks
    No time in the day
      Lessons set the timetable  (root cause)
        - not checked yet (\`waymark do understand.check_cause\`)
    Forms have no box  (root cause)
      - would change it: yes; who can put it right: The council

Dots: voting is still open, and hidden until it is closed

True numbers and words: not for publication.
END
check "the tree, and nothing of an open round" cmp tree wanted
expect 0 causes --json
check_json
check_out '"state": "open"'
check_no_out '"dots":'
expect 0 list vote --json
check_json
check_out '"hidden_while_open": "ballot-'
check_no_out '"cause":'
expect 0 "do" understand.close_voting
expect 0 causes
check_out "  Forms have no box: 6 (young person 5, family 1)"

# The other two ways.
cat >more.txt <<END
understand.open_voting way=ranking
understand.rank perspective=family first="Forms have no box" second="Lessons set the timetable" people=2
understand.close_voting
understand.open_voting way=two_by_two name="After lunch"
understand.place cause="Forms have no box" perspective=school impact=high effort=low people=2
understand.place cause="Forms have no box" perspective=family impact=low effort=low
understand.close_voting
END
expect 0 "do" --file more.txt
expect 0 causes
sed -n '/^Points/,/^$/p' out >points
printf 'Points for the order, round 2:\n  Forms have no box: 6 (family 6)\n  Lessons set the timetable: 4 (family 4)\n\n' >wanted
check "most points first" cmp points wanted
check_out "People, two by two, After lunch:"
check_out "  Forms have no box, high impact, low effort: 2 (school 2)"
check_out "  Forms have no box, low impact, low effort: 1 (family 1)"
expect 0 "do" understand.open_voting way=two_by_two name=Unused
expect 0 "do" understand.close_voting
expect 0 causes
check_out "People, two by two, Unused: nobody voted"
expect 0 undo
expect 0 undo
expect 0 causes --json
check_json
check_out '"changes_theme": "yes"'
# What the text says of each round is there as well.
what="import json
for c in json.load(open('$work/out')):
    for r in c['rounds']:
        print(c['text'], r['round'], r['way'], r['state'], r.get('dots'), r.get('points'),
            r.get('by'), [(p['where'], p['people'], p['by']) for p in r.get('placed', [])])"
python3 -c "$what" >rounds
cat >wanted <<END
Nobody asks round 1 dots closed 0 None {} []
Nobody asks round 2 ranking closed None 0 {} []
Nobody asks After lunch two_by_two closed None None None []
No time in the day round 1 dots closed 0 None {} []
No time in the day round 2 ranking closed None 0 {} []
No time in the day After lunch two_by_two closed None None None []
Lessons set the timetable round 1 dots closed 0 None {} []
Lessons set the timetable round 2 ranking closed None 4 {'family': 4} []
Lessons set the timetable After lunch two_by_two closed None None None []
Forms have no box round 1 dots closed 6 None {'family': 1, 'young_person': 5} []
Forms have no box round 2 ranking closed None 6 {'family': 6} []
Forms have no box After lunch two_by_two closed None None None [('high impact, low effort', 2, {'school': 2}), ('low impact, low effort', 1, {'family': 1})]
END
check "rounds in JSON" diff wanted rounds

# What success looks like goes by the last round that put causes in an order: points
# decide anew as dots do; two by two gives a place, and no order.
expect 0 "do" understand.open_voting way=ranking name=Again
expect 0 "do" understand.rank perspective=family first="Lessons set the timetable" people=9
expect 0 "do" understand.close_voting
expect 0 "do" understand.open_voting way=two_by_two name=Last
expect 0 "do" understand.place cause="Forms have no box" perspective=family impact=high effort=low
expect 0 "do" understand.close_voting
expect 0 success
grep '^[A-Z].*cause-' out | sed 's/  \[.*//' >order
cat >wanted <<END
Lessons set the timetable  (Again: 27 points; round 2: 4 points)
Forms have no box  (round 2: 6 points; round 1: 6 dots)
END
check "by the last round that was closed" diff wanted order
expect 0 success --json
check_json
what="import json
for c in json.load(open('$work/out')):
    print(c['text'], c.get('dots'), c.get('points'), *c['rounds'])"
python3 -c "$what" >rounds
cat >wanted <<END
Lessons set the timetable None 27 {'dots': 0, 'round': 'round 1'} {'points': 4, 'round': 'round 2'} {'points': 27, 'round': 'Again'}
Forms have no box None 0 {'dots': 6, 'round': 'round 1'} {'points': 6, 'round': 'round 2'} {'points': 0, 'round': 'Again'}
END
check "and in JSON" diff wanted rounds
finish
