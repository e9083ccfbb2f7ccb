#!/bin/sh
# SPDX-License-Identifier: MIT
# shellcheck disable=SC1111 # what Waymark prints has them
# The queue of flagged cards: shown one by one, answered with a letter.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

# answer CODE LINES VERB …: runs it with these lines as what is typed.
answer() {
    wanted=$1 typed=$2
    shift 2
    line="printf '$typed' | waymark $*"
    # shellcheck disable=SC2059 # the lines are a format
    printf "$typed" | "$waymark" --as "$actor" "$@" >"$work/out" 2>"$work/err"
    code=$?
    check_code "$wanted"
}

folder queue
expect 0 cycle new 2025
expect 0 look
check_out "No card is flagged."
cat >r.csv <<'CSV'
Reference,Surname,Forename,Date of birth,School,Date of review,Working 1,Working 2,Working 3,Not working 1,Future 1
R1,Ainscough,Wilhelmina,04/03/2011,Holly Bank School,12/05/2025,"I phone Colin on 07700 900123, always 07700 900123",Swimming at Holly Bank,Wilhelmina is beyond two,"Somebody hit me, Wilhelmina",A job in SW1A 1AA near 14 Mill Lane
R2,Smith,Sam,05/03/2011,Elm School,13/05/2025,Wilhelmina's friend helps me,The garden,,The bus is late for Sam,A flat
CSV
expect 0 import reviews r.csv
check_out 'look before printing: `waymark look`'

# What is listed: what could be printed, with what was found marked.
expect 0 look --list
check_quiet
check_out "r.csv:2:working1  (what is working)"
check_out "I phone >>Colin<< on >>07700 900123<<"
check_out "  phone: 07700 900123"
check_out "A job in >>SW1A 1AA<< near >>14 Mill Lane<<"
check_out "5 cards are flagged. True words: not for publication."
check_no_out "beyond two"
check_no_out "Somebody hit"
check_no_out "07700 900123, 07700"
expect 0 look --list --section not_working
check_out "The bus is late for >>Sam<<"
check_out "1 card is flagged."
expect 0 look --list --json
check_json
check_out '"words": "07700 900123"'
check_out '"source": "r.csv:3:not_working1"'

# Help, printed as it is, skipped, stopped.
answer 0 '\n?\nwhat\na\ns\nq\n' look
check_quiet
check_out "1 of 5  r.csv:2:working1  (what is working)"
check_same "help" 3 "$(grep -c '  b   go back, and take your last answer back' out)"
check_out "2 of 5  r.csv:2:working2  (what is working)"
check_out "3 of 5  r.csv:3:working1  (what is working)"
check_no_out "4 of 5"
check_out "1 printed as it is, 0 reworded, 1 skipped. 4 cards are still flagged: run this again to go on with them."
expect 0 log --last 1
check_out "collect.reword in 2025"
expect 0 list statement --where flags=phone
check_out "0 statements."

# It goes on where it stopped. The end of what is typed is the end.
answer 0 'R\n' look
check_out "1 of 4  r.csv:2:working2"
check_out "New words (an empty line leaves it as it is): "
check_out "4 cards are still flagged"
# Reworded: an empty line, a no, flagged once more, and then well.
answer 0 'r\n\nr\nSwimming\nn\nr\n  Swimming with Sam \ny\nr\nSwimming with Orla, orla and Bev\ny\nr\nSwimming there\ny\nq\n' look
check_same "left as it is" 2 "$(grep -c 'Left as it is' out)"
check_out 'Swimming with >>Sam<<'
check_out 'Swimming with >>Orla<<, >>orla<< and >>Bev<<'
check_same "asked again" 2 "$(grep -c 'Saved. It is flagged again, so it stays here.' out)"
check_out "These words are flagged, too. Save them? (y or n): "
check_out "Saved. It is flagged again, so it stays here."
check_out "3 cards are still flagged"
expect 0 show r.csv:2:working2
check_out "  text: Swimming there"
check_out "  original: Swimming at Holly Bank"
check_no_out "  flags:"
# Back: the answer is taken back by undo, a skip is only gone back from.
answer 0 'b\na\nb\ns\nb\nq\n' look
check_out "There is nothing to go back to: this is the first card that you are shown."
check_out "Your last answer was taken back."
check "back" grep -qx ".*Back\." out
check_out "0 printed as they are, 0 reworded, 0 skipped. 3 cards are still flagged"
expect 0 log --last 1
check_out "workplace.undo of "
# Words that say nothing, or too many of them, are not taken.
long=$(printf '%09000d' 0)
answer 0 "r\\nN/A\\ny\\nr\\n$long\\nq\\n" look
check_out "that fills a box and says nothing: it makes no card."
check_out "That line is too long; nothing was changed."
answer 0 'r\nI am told \033[31m off\nq\n' look
check_out "That line holds characters that are no text; nothing was changed."
check "no control characters reach the terminal" sh -c '! grep -q "$(printf "\033")" out err'
check_same "cards that are left" 3 "$(run look --list && tail -n 1 out | sed 's/ .*//')"
# Words of harm hold the card back at once.
answer 0 'r\nSomebody hits me there\ny\nq\n' look
check_out "These words may tell of harm: the card is held back. Tell the safeguarding lead now."
check_out "2 cards are still flagged"

# Two officers at once: what one has answered the other does not write over, and both
# sides are shown.
mkfifo typed
# begins TEXT: somebody is at the terminal, and is shown a card with this on it.
begins() {
    "$waymark" --as sam look <typed >first.out 2>first.err &
    first=$!
    exec 9>typed
    for _ in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do
        grep -q "$1" first.out && break
        sleep 0.2
    done
}
# ends ANSWERS: they answer, when the other has.
ends() {
    # shellcheck disable=SC2059 # the lines are a format
    printf "$1" >&9
    exec 9>&-
    wait "$first"
    code=$?
    line="waymark look, while another answers"
    cp first.out out
    cp first.err err
    check_code 0
    check_out "Somebody else has changed this card since you saw it. What you answered was not saved."
}
expect 0 "do" workplace.member name=pri roles=officer
begins "1 of 2"
actor=pri
answer 0 'a\nq\n' look
actor=sam
ends 'r\nThe bus\ny\nq\n'
check_out "  pri (collect.reword): it names nobody: print it as it is"
check_out "  You: “The bus”"
number=$(sed -n 's/.*`waymark undo \([0-9]*\)` takes theirs back.*/\1/p' out)
expect 0 undo "$number"
begins "1 of 2"
expect 0 "do" collect.hold_back statement=r.csv:3:not_working1 reason="Asked about at school"
ends 'a\nq\n'
check_out "  sam (collect.hold_back): it is held back, for the safeguarding lead"
check_no_out "takes theirs back"
check_out "  You: it names nobody: print it as it is"
expect 0 undo
begins "1 of 2"
expect 0 "do" collect.reword statement=r.csv:3:not_working1 text="The bus of Sam is late"
ends 'a\nq\n'
check_out "  sam (collect.reword): “The bus of Sam is late”"
check_no_out "Theirs stands."
check_out "1 of 2  r.csv:3:not_working1"
expect 0 undo
begins "1 of 2"
answer 0 'r\nThe bus is late for a friend\ny\nr\nA job\ny\n' look
check_out "0 printed as they are, 2 reworded, 0 skipped. No card is flagged any more."
ends 'a\nq\n'
check_out "  sam (collect.reword): “The bus is late for a friend”"
check_out "2 had been answered meanwhile. No card is flagged any more."
expect 0 list statement --where section=not_working
check_out "The bus is late for a friend"

# Shared among several: every card is in one part, and stays there.
for n in 1 2 3 4 5 6 7; do
    echo "W$n,Brown,Ann,0$n/03/2010,Elm School,14/05/2025,I ring 07700 90012$n at night,,,,"
done | cat - >more.rows
{ head -n 1 r.csv && cat more.rows; } >more.csv
expect 0 import reviews more.csv
parts() {
    for part in "$@"; do
        "$waymark" --as "$actor" look --part "$part" --list --json |
            sed -n 's/.*"id": "\(.*\)",*$/\1/p'
    done
}
all=$(parts 1/1 | sort)
check_same "cards in all" 7 "$(echo "$all" | wc -l)"
check_same "each is in one of three" "$all" "$(parts 1/3 2/3 3/3 | sort)"
check_same "each is in one of two" "$all" "$(parts 1/2 2/2 | sort)"
third=$(parts 3/3)
first=$(parts 1/3 | wc -l)
expect 0 look --part 1/3 --list
check_out "$first cards are flagged in part 1 of 3, and $((7 - first)) in the others."
answer 0 'a\nq\n' look --part 1/3
check_out "1 of $first  more.csv:"
check_out "$((first - 1)) "
check_out "still flagged in part 1 of 3, and $((7 - first)) in the others: run this again"
check_same "others keep theirs" "$third" "$(parts 3/3)"
answer 0 'a\na\na\na\na\n' look --part 1/3
check_out "No card is flagged any more in part 1 of 3, and $((7 - first)) in the others."
expect 0 look --part 1/3
check_out "No card is flagged in part 1 of 3, and $((7 - first)) in the others."
check_same "others keep theirs" "$third" "$(parts 3/3)"
for wrong in 0/3 4/3 1 1/ /3 x/3 1/100 -1/3; do
    expect 64 look --part "$wrong"
    check_err "--part is the part that is yours and how many there are, as 1/3, not \"$wrong\""
done
answer 0 'a\na\na\na\na\na\na\n' look
check_out "No card is flagged any more."

# Who may: those who may reword. And what cannot be understood.
expect 0 do workplace.member name=vera roles=viewer
actor=vera
expect 1 look
check_err "vera may not do collect.reword; ask the owner of this Waymark folder"
check_same "nothing is shown" "" "$(cat out)"
expect 1 look --list
actor=sam
expect 64 look --section happy
check_err "--section is working, not_working or aspiration"
expect 64 look --json
check_err "--json goes with --list"
expect 64 look more
expect 1 look --cycle nowhere
expect 0 verify
finish
