#!/bin/sh
# SPDX-License-Identifier: MIT
# Words that are out of the way: who still reads them. Those of people who do not want
# them used, and those that say the same as a card that is held back.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

# said_alike FOLDER: somebody who said one thing in two ways, and another.
said_alike() {
    folder "$1"
    expect 0 cycle new 2025
    cat >r.csv <<'CSV'
Reference,Surname,Forename,Date of birth,Date of review,Working 1,Working 2,Working 3
R1,Ainscough,Wilhelmina,04/03/2011,12/05/2025,I go to the shed with Colin,Colin and I go in the shed,I like maths
CSV
    expect 0 import reviews r.csv
}

folder wishes
expect 0 cycle new 2025
cat >r.csv <<'CSV'
Reference,Surname,Forename,Date of birth,Date of review,Working 1,Not working 1,Not working 2,Not working 3
R1,Ainscough,Wilhelmina,04/03/2011,12/05/2025,My driver waits for me,The hall is loud,The bell rings early,The lights buzz
R2,Smith,Sam,05/03/2011,13/05/2025,The garden,The bus is late,,
CSV
expect 0 import reviews r.csv
expect 0 do workplace.member name=olu roles=officer
expect 0 do workplace.member name=fay roles=facilitator
expect 0 do workplace.member name=lena roles=safeguarding_lead
expect 0 do workplace.member name=vera roles=viewer
expect 0 do workplace.member name=tab roles=table
card=r.csv:2:working1
expect 0 do collect.reword statement="$card" text="My kind driver waits"
reworded=$(run log --last 1 && sed 's/^ *\([0-9]*\) .*/\1/' out)
actor=vera
expect 0 list statement
check_out "My kind driver waits"

actor=sam
expect 0 do collect.leave_out statement=r.csv:2:not_working2
expect 0 do review.story text="My driver sang" perspective=young_person may_publish=yes person=R1
expect 0 do collect.permit person=R1 what=workshop given=no decided_by=young_person
for actor in sam olu fay lena; do
    expect 0 list statement
    check_out "My kind driver waits"
    expect 0 show "$card"
    check_out "  text: My kind driver waits"
done
for actor in vera tab; do
    for said in "$card" r.csv:2:not_working1; do
        for verb in "show $said" "trace $said" "list statement"; do
            # The words of one go apart.
            # shellcheck disable=SC2086
            expect 0 $verb
            check_out "(not used, by their wish)"
            check_no_out "driver"
            check_no_out "hall"
            # shellcheck disable=SC2086
            expect 0 $verb --json
            check_json
            check_no_out "driver"
            check_no_out "hall"
        done
    done
    expect 0 log "$reworded"
    check_no_out "driver"
    expect 0 list statement
    check_out "The garden"
    check_no_out "bell rings"
    expect 0 list story
    check_no_out "driver sang"
done

# What is attached to them, to their words or to a group of them goes with their words.
actor=sam
expect 0 do collect.permit person=R1 what=workshop given=yes decided_by=young_person
expect 0 do theme.new section=not_working name="I hear all of it" statements=r.csv:2:not_working1
n=0
for about in "$card" R1 "I hear all of it" "My driver sang"; do
    n=$((n + 1))
    printf '\211PNG\r\n\032\n%s' $n >drawing.png
    [ "$about" != "My driver sang" ] || about=$(run list story && sed -n 's/^\(story-[0-9.]*\) .*/\1/p' out)
    expect 0 attach drawing.png --to "$about" --of R1 --name "Drawing $n" --description "A taxi, drawn $n"
done
attached=$(sed -n 's/.* as \(attachment-[0-9.]*[0-9]\)\.$/\1/p' out)
expect 0 do collect.permit person=R1 what=workshop given=no decided_by=young_person
for actor in sam olu fay lena; do
    expect 0 list attachment
    for n in 1 2 3 4; do
        check_out "A taxi, drawn $n"
    done
done
for actor in vera tab; do
    for verb in "list attachment" "show $attached"; do
        # The words of one go apart.
        # shellcheck disable=SC2086
        expect 0 $verb
        check_out "(not used, by their wish)"
        check_no_out "taxi"
        # shellcheck disable=SC2086
        expect 0 $verb --json
        check_json
        check_no_out "taxi"
        check_no_out "Drawing"
    done
    expect 0 log --last 12
    check_no_out "taxi"
done

# Words that they say yes to again are shown again.
actor=sam
expect 0 do collect.permit person=R1 what=workshop given=yes decided_by=young_person
actor=vera
expect 0 list statement
check_out "My kind driver waits"
expect 0 list attachment
check_out "A taxi, drawn 1"
actor=sam

# Counted with its like, and that one is held back: it says the same.
said_alike alike
expect 0 do workplace.member name=vera roles=viewer
expect 0 do workplace.member name=olu roles=officer
expect 0 do collect.same statement=r.csv:2:working2 as=r.csv:2:working1
expect 0 trace r.csv:2:working1
check_out 'also said: “Colin and I go in the shed” [r.csv:2:working2]'
expect 0 do collect.hold_back statement=r.csv:2:working1 reason="Lena asks"
for actor in sam olu vera; do
    for verb in "list statement" "show r.csv:2:working1" "show r.csv:2:working2" \
        "trace r.csv:2:working1" "trace r.csv:2:working2"; do
        # The words of one go apart.
        # shellcheck disable=SC2086
        expect 0 $verb
        check_out "(held back: \`waymark safeguarding\` shows it)"
        check_no_out "shed"
        # shellcheck disable=SC2086
        expect 0 $verb --json
        check_json
        check_no_out "shed"
    done
    expect 0 list statement
    check_out "I like maths"
done
actor=olu
expect 0 export person r.csv:2 --output by-olu
check "nor in what is handed over" sh -c '! grep -q shed by-olu/person-*.html'
actor=sam
expect 0 export person r.csv:2 --output by-sam
check "but by an owner" grep -q "Colin and I go in the shed" by-sam/person-*.html

# The page says when a permission was taken back, and whether something is not used.
expect 0 do collect.permit person=R1 what=quote given=yes decided_by=family date=2025-01-06
expect 0 do collect.withdraw person=R1 what=quote decided_by=family date=2025-02-07
expect 0 export person R1 --output permitted
check "the day it was taken back" grep -q "Taken back on.*7 February 2025" permitted/person-*.html
check "is no tray" sh -c '! grep -q "Not used, by your wish" permitted/person-*.html'
expect 0 undo
expect 0 undo
expect 0 do collect.not_same statement=r.csv:2:working2
expect 0 list statement
check_out "Colin and I go in the shed"
check_no_out "I go to the shed"
expect 0 do collect.same statement=r.csv:2:working2 as=r.csv:2:working3
expect 0 do collect.permit person=R1 what=workshop given=no decided_by=young_person
actor=vera
for said in r.csv:2:working2 r.csv:2:working3; do
    expect 0 trace "$said"
    check_no_out "shed"
    check_no_out "maths"
done
expect 0 list statement
check_no_out "shed"
check_no_out "maths"

# Held back itself, its like is still on the table: whoever holds it back is told.
actor=sam
said_alike like
expect 0 do collect.hold_back statement=r.csv:2:working3 reason="Lena asks"
check_no_err "says the same"
expect 0 do collect.same statement=r.csv:2:working2 as=r.csv:2:working1
expect 0 do collect.hold_back statement=r.csv:2:working2 reason="Lena asks"
check_err "What says the same (r.csv:2:working1) is not held back with it: everybody who reads the cards still reads it. If it is about the same, hold that back too (\`waymark do collect.hold_back\`)"
expect 0 do collect.hold_back statement=r.csv:2:working1 reason="Lena asks"
check_no_err "says the same"
expect 0 do collect.hold_back statement=r.csv:2:working2 reason="Lena asks"
check_no_err "says the same"
expect 0 "do" collect.say section=working text="I like it" speaker=young_person
expect 0 do collect.hold_back statement=room:1 reason="Lena asks"
finish
