#!/bin/sh
# SPDX-License-Identifier: MIT
# A round of voting: a slip that is typed twice, and what people chose.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

folder voting
expect 0 cycle new 2025
cat >day.txt <<'END'
prepare.invite as=@young perspective=young_person number=5
prepare.room participant=@young attended=yes
theme.new as=@bus section=not_working name="I cannot get home"
understand.cause as=@late theme=@bus text="No bus after six"
understand.root cause=@late
understand.cause as=@money theme=@bus text="Buses cost money"
understand.root cause=@money
understand.open_voting
END
expect 0 "do" --file day.txt
vote() {
    code_wanted=$1
    shift
    expect "$code_wanted" "do" understand.vote "cause=No bus after six" "$@"
}
vote 0 perspective=young_person people=2 dots=5 table=1
vote 1 perspective=young_person people=2 dots=5 table=1
check_err 'Table 1 has given its dots for "No bus after six" from the viewpoint "young person" in this round already (vote-'
check_err "waymark undo "
check_err "slip=2"
vote 0 perspective=young_person people=1 dots=2 table=1 slip=2
vote 0 perspective=family people=1 dots=1
vote 0 perspective=family people=1 dots=1
expect 0 "do" understand.vote "cause=Buses cost money" perspective=family people=2 dots=2 table=1
# What is still open is shown to nobody, in a dry run neither, nor by the log.
expect 0 log --last 1 --json
number=$(sed -n 's/^ *"number": \([0-9]*\).*/\1/p' out)
for way in "" --json; do
    # shellcheck disable=SC2086
    expect 0 log "$number" $way
    check_out "vote-"
    check_no_out "Buses cost money"
    check_no_out "cause-"
    check_no_out "family"
done
expect 0 log "$number"
check_out "What it was given is hidden while ballot-"
vote=$(sed -n 's/^  created \(vote-[0-9.]*\).*/\1/p' out)
expect 1 trace "$vote"
check_err "is hidden while ballot-"
expect 0 "do" understand.close_voting --dry-run
check_no_out "What people chose"
expect 0 "do" understand.close_voting
check_out "What people chose:"
check_out "     9 dots    No bus after six"
check_out "     2 dots    Buses cost money"
check_no_out "families"
check_out "Viewpoints are not told apart, for too few people of some are noted as having come"
check_out "Next: for each cause that you tackle, what success looks like: waymark do identify_success.success"

expect 0 log "$number"
check_out "Buses cost money"

# Enough of each: as the report has it. An order, and places.
cat >more.txt <<'END'
prepare.invite as=@young perspective=young_person number=6
prepare.room participant=@young attended=yes
prepare.invite as=@school perspective=school number=6
prepare.room participant=@school attended=yes
understand.open_voting way=ranking
understand.rank perspective=young_person first="Buses cost money" second="No bus after six" people=2
understand.rank perspective=school first="No bus after six" people=2
END
expect 0 "do" --file more.txt
expect 0 "do" understand.close_voting
check_out "    10 points  No bus after six  (young people 4, others 6)"
check_out "     6 points  Buses cost money  (young people 6, others 0)"
cat >places.txt <<'END'
understand.open_voting way=two_by_two
understand.place cause="No bus after six" perspective=school impact=high effort=low people=3
understand.place cause="No bus after six" perspective=young_person impact=high effort=high
END
expect 0 "do" --file places.txt
expect 0 "do" understand.close_voting
check_out "high impact, low effort   No bus after six"
check_out "nobody placed it          Buses cost money"
check_out "      young people: not told; others: not told"

# The same as JSON, and no more than is said: of places no numbers.
expect 0 undo
expect 0 "do" understand.close_voting --json
check_json
check_out '"most_said": "high impact, low effort"'
check_no_out '"by"'
expect 0 "do" understand.open_voting way=ranking
expect 0 "do" understand.rank perspective=school first="No bus after six"
expect 0 "do" understand.close_voting --dry-run --json
check_no_out '"voted"'
expect 0 "do" understand.close_voting --json
check_json
python3 -c '
import json, sys
for one in json.load(sys.stdin)["voted"][0]["causes"]:
    print(one["text"], one["points"], sorted(one["by"].items()))' <out >voted
printf '%s\n' "No bus after six 3 [('others', 3), ('young_people', 0)]" \
    "Buses cost money 0 [('others', 0), ('young_people', 0)]" >wanted
check "what was chosen, as JSON" cmp voted wanted

# Of a round without a vote nobody needs another.
expect 0 "do" understand.open_voting
expect 0 "do" understand.close_voting
check_out "     0 dots    No bus after six"
check_no_out "The first have as many"

# Viewpoints that see it differently.
expect 0 "do" understand.open_voting way=two_by_two
cat >differ.txt <<'END'
understand.place cause="Buses cost money" perspective=young_person impact=high effort=low people=7
understand.place cause="Buses cost money" perspective=school impact=high effort=high people=5
END
expect 0 "do" --file differ.txt
expect 0 "do" understand.close_voting --json
check_json
check_out '"young_people": "high impact, low effort"'
expect 0 undo
expect 0 "do" understand.close_voting
check_out "      young people: high impact, low effort; others: high impact, high effort"

# A later round decides anew: its winner comes first, whatever both rounds together say,
# and the rounds are told apart.
folder rounds
expect 0 cycle new 2025
cat >rounds.txt <<'END'
theme.new as=@bus section=not_working name="I cannot get home"
understand.cause as=@late theme=@bus text="No bus after six"
understand.root cause=@late
understand.cause as=@money theme=@bus text="Buses cost money"
understand.root cause=@money
understand.open_voting
understand.vote cause=@late perspective=family people=20 dots=50
understand.vote cause=@money perspective=family people=20 dots=10
understand.close_voting
understand.open_voting name="Once more"
understand.vote cause=@late perspective=family people=40 dots=44
understand.vote cause=@money perspective=family people=40 dots=55
understand.close_voting
END
expect 0 "do" --file rounds.txt
expect 0 success
check_out "Buses cost money  (Once more: 55 dots; round 1: 10 dots)"
check "the winner of the last round comes first" \
    sh -c 'sed -n 1p out | grep -q "^Buses cost money"'
expect 0 success --json
check_json
check_out '"dots": 55'
check_out '"dots": 44'
expect 0 causes
check_out "Dots, round 1:"
check_out "Dots, Once more:"
finish
