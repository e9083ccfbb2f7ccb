#!/bin/sh
# SPDX-License-Identifier: MIT
# Where others name somebody who is erased: each place is listed, with what puts other
# words there, and a report prints none of it.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"

folder council
expect 0 cycle new 2025
cat >reviews.csv <<'CSV'
Pupil Ref,Surname,Forename,School,Review date,Working 1,Not working 1
NN1,Quillfeather,Zebedeeh,Elm School,12/05/2025,I like the pond,The bus
NN2,Other,Ada,Elm School,12/05/2025,I like tea,The bus is late
CSV
cat >room.csv <<'CSV'
Role group,Number,Attended,Note
Young person,6,Y,Sits by Zebedeeh
Parent,6,Y,
CSV
expect 0 import reviews reviews.csv
expect 0 import participants room.csv
expect 0 do prepare.ask question="What would help Zebedeeh?"
expect 0 do prepare.agenda time=09:30 what="Tea with Zebedeeh"
expect 0 do theme.new section=not_working name="I am late" label="The bus of Zebedeeh" statements=reviews.csv:3:not_working1
expect 0 do theme.agree theme="I am late"
expect 0 do understand.cause theme="I am late" text="Zebedeeh has no wobblestone"
cause=$("$waymark" list cause --json | sed -n 's/^    "id": "\(.*\)",/\1/p')
theme=$("$waymark" list theme --json | sed -n 's/^    "id": "\(.*\)",/\1/p')
cycle=$("$waymark" list cycle --json | sed -n 's/^    "id": "\(.*\)",/\1/p')
expect 0 do understand.reword cause="$cause" text="There is no escort"
expect 0 do understand.check_cause cause="$cause" evidence="Zebedeeh told us"
expect 0 report --output before
check "it is held back before" sh -c "! grep -q Zebedeeh before/report-2025.html"
expect 0 erase NN1
check_out "Their name stands in words of others, which stay until somebody rewords them; no report prints those until then."
check_out "  $cause, evidence: \`waymark do understand.check_cause cause=$cause evidence=\"…\"\`"
check_out "  $cause: for what it said before, \`waymark erase --original $cause --yes\`"
check_out "  $theme, label: \`waymark do theme.label theme=$theme label=\"…\"\`"
check_out "  $theme: and then, for what it said before, \`waymark erase --original $theme --yes\`"
check_out "  $cycle, question: \`waymark do prepare.ask question=\"…\"\`"
check_out "  $cycle, programme: reword it (\`waymark show $cycle\`)"
check_out ", note: correct it in the file that it came in (\`waymark show participant-"
check_no_out "Zebedeeh"
expect 0 erase NN1 --json
check_json
check_out '"evidence"'
expect 0 erase NN1 --yes
check_out "  $cause, evidence: "
expect 0 report --output after
check "and after" sh -c "! grep -q Zebedeeh after/report-2025.html"
check_err "waymark do understand.check_cause cause=$cause evidence=\"…\""
expect 0 do understand.check_cause cause="$cause" evidence="We were told"
expect 0 report --output reworded
check "other words may stand" grep -q "We were told" reworded/report-2025.html
expect 0 verify
finish
