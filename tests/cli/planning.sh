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
expect 0 --json success
check_json
check_out '"viewpoints": 2'
expect 64 success now

finish
