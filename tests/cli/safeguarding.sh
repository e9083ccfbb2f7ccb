#!/bin/sh
# SPDX-License-Identifier: MIT
# The cards that are held back: who reads them, what is noted, and what others see.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

folder safe
expect 0 cycle new 2025
expect 0 safeguarding
check_out "0 cards are held back, of which 0 wait for you."
cat >r.csv <<'CSV'
Reference,Surname,Forename,Date of birth,Date of review,Working 1,Not working 1
R1,Ainscough,Wilhelmina,04/03/2011,12/05/2025,The garden,Somebody hits me
R2,Smith,Sam,05/03/2011,13/05/2025,Swimming with Wilhelmina,The bus is late
CSV
expect 0 import reviews r.csv
card=r.csv:2:not_working1
# Nothing can be settled in a closed cycle: whoever closes one is told.
expect 0 cycle close
check_out "1 card or story that is held back waits for the safeguarding lead, and what is done about that cannot be noted in a closed cycle; open it again until it is done."
check_no_out "hits me"
expect 0 undo
expect 0 cycle close --json
check_json
check_out '"for_safeguarding": 1'
expect 0 undo
expect 0 do workplace.member name=lena roles=safeguarding_lead
expect 0 do workplace.member name=fay roles=facilitator
expect 0 do workplace.member name=vera roles=viewer
expect 0 do collect.reword statement=r.csv:3:working1 text="Swimming with a friend"
reworded=$(run log --last 1 && sed 's/^ *\([0-9]*\) .*/\1/' out)

# Counted for everybody, without a word of it.
actor=vera
expect 0 status
check_out "1 card or story that is held back waits for the safeguarding lead (\`waymark safeguarding\`)."
check_no_out "hits me"
expect 0 status --json
check_json
check_out '"for_safeguarding": 1'

# Its words are nowhere else, for anybody.
for actor in sam fay vera; do
    expect 0 list statement --where tray=held_back
    check_no_out "hits me"
    check_out "(held back: \`waymark safeguarding\` shows it)"
    expect 0 list statement --json
    check_no_out "hits me"
    expect 0 show "$card"
    check_no_out "hits me"
    expect 0 show "$card" --json
    check_no_out "hits me"
    expect 0 trace "$card"
    check_no_out "hits me"
    expect 0 trace "$card" --json
    check_no_out "hits me"
done
for actor in fay vera nobody; do
    expect 1 safeguarding
    check_err "$actor may not do workplace.safeguarding"
    check_same "nothing is shown" "" "$(cat out)"
done

# The lead reads it, and that stands in the log.
actor=lena
expect 0 safeguarding
check_out "$card  (2025, what is not working)"
check_out "Somebody hits me"
check_out "  why: safety"
check_out "  held back since 2025-11-20T10:00:00Z, by sam (import.reviews)"
check_out "1 card is held back, of which 1 waits for you. That you have read this stands in the log."
check_no_out "Wilhelmina"
expect 0 log --last 1
check_out "lena          workplace.safeguarding"
expect 0 safeguarding "$card" --json
check_json
check_out '"forename": "Wilhelmina"'
expect 0 log --last 1
check_out "workplace.safeguarding of person-"
expect 1 undo
check_err "there is nothing of lena's to take back"

# What is done about it.
expect 0 do collect.note_concern statement="$card" told="Social care" note="Rang them at ten"
noted=$(sed -n 's/^collect.note_concern: command //p' out)
expect 1 do collect.note_concern statement="$card" told="Social care" note="Rang them at ten"
check_err "is noted already, in the same words"
expect 0 do collect.keep_back statement="$card"
expect 0 safeguarding
check_out "  told on 2025-11-20: Social care: Rang them at ten"
check_out "  settled: it stays off"
expect 0 safeguarding --open
check_out "0 cards are held back"
expect 0 status
check_no_out "waits for the safeguarding lead"
expect 0 list concern
check_out "Rang them"
expect 0 log "$noted"
check_out "Rang them"
for actor in fay vera; do
    expect 1 list concern
    check_err "records of kind concern are not for $actor: they are for the role safeguarding_lead, and for an owner"
    expect 1 show "concern-00000$noted.0001"
    expect 0 log "$noted"
    check_no_out "Rang them"
    check_no_out "Social care"
    expect 0 log "$noted" --json
    check_no_out "Rang them"
    expect 1 do collect.release statement="$card"
    check_err "$actor may not do collect.release"
done
# Taking back is no way around the lead.
actor=fay
expect 1 undo "$noted"
check_err "taken back by those who may do it (safeguarding lead): ask one of them, or an owner. Nothing was changed"
# What is handed over tells of it where the lead, or an owner, writes it out. The page says
# the same either way of what may be kept besides.
actor=lena
expect 0 export person R1 --output by-lena
check_err "1 card or story is held back, and its words are in it: decide whether to hand that over."
check_err "1 note of who was told of a card is not in it."
check "the words" grep -q "Somebody hits me" by-lena/person-*.html
check "it is a page, and no report" grep -q "Skip to the page" by-lena/person-*.html
check "not the note" sh -c '! grep -q "Rang them\|Social care" by-lena/*'
check "what may be kept besides" grep -q "Notes that are kept to keep somebody safe, if there are any, are not on this page" by-lena/person-*.html
actor=sam
expect 0 do workplace.member name=olu roles=officer
actor=olu
expect 0 export person R1 --output by-olu
check_err "1 card or story is held back: it has nothing of it, nor does it say so. Ask your safeguarding lead"
check_no_err "note of who was told"
check "no words" sh -c '! grep -qi "hits me\|held back\|safety\|safeguard" by-olu/*'
check "what may be kept besides" grep -q "Records that are kept to keep somebody safe, if there are any, are not on this page" by-olu/person-*.html
check "it does not claim to be all" sh -c '! grep -q "everything that is held" by-olu/*'
expect 0 export person R2 --output by-olu
check_same "nor do pages differ" 2 "$(grep -l "Records that are kept to keep" by-olu/*.html | wc -l)"
# Held back once more, it waits again; then it is released.
actor=fay
expect 0 do collect.hold_back statement="$card" reason="asked again"
actor=lena
expect 0 safeguarding --open
check_out "  why: safety, asked again"
# Nobody rewords what they may not read, and no rewording takes the lead's reasons away.
for actor in fay olu; do
    expect 1 do collect.reword statement="$card" text="hello"
    check_err "$card is held back: who may not read it cannot reword it. Ask the safeguarding lead, who releases it first, or an owner. Nothing was changed"
    expect 1 do collect.split statement="$card" into="Somebody hits" into=me
    check_err "$card is held back, or not used by the person's own wish."
done
actor=sam
expect 0 do collect.reword statement="$card" text="Somebody does it"
expect 0 do collect.reword statement="$card" text="Somebody hits me"
actor=lena
expect 0 safeguarding --open
check_out "  why: safety, asked again"
expect 0 do collect.release statement="$card"
expect 0 safeguarding
check_out "0 cards are held back"
expect 1 safeguarding "$card"
check_err "is not held back; \`waymark safeguarding\` lists what is"
actor=vera
expect 0 show "$card"
check_out "  text: Somebody hits me"

# The first words of a card that was reworded are for those who reword.
expect 0 show r.csv:3:working1
check_no_out "Wilhelmina"
expect 0 list statement --json
check_no_out "Wilhelmina"
expect 0 log "$reworded"
check_no_out "Wilhelmina"
actor=fay
expect 0 show r.csv:3:working1
check_out "  original: Swimming with Wilhelmina"
expect 0 log "$reworded"
check_out "Swimming with Wilhelmina"

# Words of harm in what is no card: a story is held back alike.
actor=fay
expect 0 do review.story text="They hit me and hold me down" perspective=young_person may_publish=yes
story=$(sed -n 's/^created //p' out)
check_out "held back $story"
check_out "Tell the safeguarding lead now"
expect 0 list story
check_no_out "hold me down"
expect 0 show "$story"
check_no_out "hold me down"
expect 0 trace "$story"
check_no_out "hold me down"
expect 0 trace "$story" --json
check_no_out "hold me down"
expect 0 list story --json
check_no_out "hold me down"
expect 0 log --last 1 --json
number=$(sed -n 's/^ *"number": \([0-9]*\).*/\1/p' out)
expect 0 log "$number"
check_no_out "hold me down"
expect 0 log "$number" --json
check_no_out "hold me down"
expect 2 report --output "$work"
check_err "  $story"
check "the report has no row of it" sh -c '! grep -q "looking at it\|left out:\|$1" report-2025.html' - "$story"
check "its words are not there" sh -c '! grep -q "hold me down" report-2025.html'
expect 1 do collect.release story="$story"
expect 0 do review.reword_story story="$story" text="I am scared" may_publish=yes
actor=lena
expect 0 safeguarding
check_out "$story  (2025, a story)"
check_out "1 story is held back, of which 1 waits for you."
check_out '  at first: “They hit me and hold me down”'
expect 1 do collect.note_concern told="Social care"
check_err "Say which: statement=CARD or story=STORY."
expect 1 do collect.release
expect 1 do collect.keep_back
expect 0 do collect.note_concern story="$story" told="Social care"
expect 0 do collect.keep_back story="$story"
expect 0 safeguarding
check_out "  told on 2025-11-20: Social care"
check_out "1 story is held back, of which 0 wait for you."
actor=sam
expect 0 report --output "$work"
expect 0 do review.reword_story story="$story" text="I am scared now" may_publish=yes
check_no_err "telling of harm"
check_no_out "held back"
expect 0 do review.reword_story story="$story" text="I am scared" may_publish=yes
actor=lena
expect 0 safeguarding
check_out '  at first: “They hit me and hold me down”'
check_out "1 story is held back, of which 0 wait for you."
actor=sam
check "what she keeps back is not there" sh -c '! grep -q "looking at it\|I am scared" report-2025.html'
actor=lena
expect 0 do collect.release story="$story"
actor=sam
expect 0 list story
check_out "I am scared"
actor=vera
expect 0 show "$story"
check_no_out "hit me"
expect 0 list story --json
check_no_out "hit me"
actor=sam
expect 0 report --output "$work"
check "nor in the report" sh -c '! grep -q "hit me" report-2025.html'
# Words of harm that she let go are left out of the report as quietly.
expect 0 do review.reword_story story="$story" text="He hits me" may_publish=yes
actor=lena
expect 0 do collect.release story="$story"
actor=sam
expect 2 report --output "$work"
check_err "waymark do review.reword_story story=$story"
check "no row of it either" sh -c '! grep -q "hits me\|left out:\|$1" report-2025.html' - "$story"
expect 0 do review.reword_story story="$story" text="I am scared" may_publish=yes
expect 0 report --output "$work"
check "a row of other words" grep -q "I am scared" report-2025.html

# Other texts from the room: said at once, on a line of its own.
expect 0 do theme.new name="I can come in" section=working statements=r.csv:3:working1
expect 0 do understand.cause theme="I can come in" text="Staff restrain us"
check_err "somebody may be telling of harm (cause-"
check_err ', The cause, in plain words): tell'
check_err "tell the safeguarding lead now"
expect 0 do understand.cause theme="I can come in" text="The doors are heavy"
check_quiet
cat >people.csv <<'CSV'
Perspective,Organisation,Note
Family,,She self-harms when it is loud
Voluntary sector,Suicide Watch,
CSV
expect 0 import participants people.csv
check_err "people.csv:2: somebody may be telling of harm (Anything to prepare for them: access, timing, food): tell the safeguarding lead now"
check_no_err "people.csv:3"

expect 64 safeguarding one two
expect 1 safeguarding nowhere
expect 1 safeguarding --cycle nowhere
actor=sam
expect 0 verify

# What waits in an earlier year stands in every status, for whoever looks.
folder years
expect 0 cycle new 2025
expect 0 import reviews r.csv
expect 0 cycle next 2025 2026
expect 0 cycle close --cycle 2025
expect 0 status
check_out "Cycle 2026 (open)"
check_out "In the cycle 2025, 1 card or story that is held back waits for the safeguarding lead (\`waymark safeguarding --cycle 2025\`)."
check_no_out "hits me"
expect 0 status --json
check_json
check_out '"for_safeguarding": 0'
check_same "elsewhere" '{"count":1,"cycle":"2025"}' \
    "$(tr -d ' \n' <out | sed 's/.*"for_safeguarding_elsewhere":\[\([^]]*\).*/\1/')"
expect 0 status --cycle 2025
check_out "1 card or story that is held back waits for the safeguarding lead (\`waymark safeguarding\`)."
check_no_out "In the cycle 2025"
sed s/R1/R3/ r.csv >later.csv
expect 0 import reviews later.csv --cycle 2026
expect 0 status
check_same "a line each" 2 "$(grep -c 'waits for the safeguarding lead' out)"

# With an import go the cards that it held back, and that is said.
folder again
expect 0 cycle new 2025
expect 0 import reviews r.csv
expect 0 undo
check_out "With it goes 1 card or story that is held back, and the safeguarding lead's list shows it no more: what was said there is still the lead's to know. Tell them."
finish
