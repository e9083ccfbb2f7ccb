#!/bin/sh
# SPDX-License-Identifier: MIT
# Where others name somebody who is erased: each place is listed, with what puts other
# words there, and a report prints none of it. And what is held of somebody in the log
# alone.
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
expect 2 report --output before
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
expect 2 report --output after
check "and after" sh -c "! grep -q Zebedeeh after/report-2025.html"
check_err "waymark do understand.check_cause cause=$cause evidence=\"…\""
expect 0 do understand.check_cause cause="$cause" evidence="We were told"
expect 2 report --output reworded
check "other words may stand" grep -q "We were told" reworded/report-2025.html
expect 0 verify

# What a cause said first goes from the log, and what anything else did.
check "it is in the log" grep -aqF wobblestone council/waymark.db council/waymark.db-wal
expect 0 backup monday.db
expect 0 erase --original "$cause"
check_out "This would erase what $cause said before it was reworded, corrected or removed, and what "
expect 0 erase --original "$cause" --yes
check_out "The words that it has now stay."
check_no_out "spreadsheet"
check "and not any more" sh -c "! grep -aqF -e wobblestone -e 'Zebedeeh told' council/waymark.db*"
expect 1 erase --original "$cause" --yes
check_err "$cause has said the same all along: there is nothing of it to erase."
expect 0 do theme.label theme="$theme" label="Buses"
expect 0 erase --original "$theme" --yes --json
check_json
check_out '"record"'
check "nor its label" sh -c "! grep -aqF 'The bus of Zebedeeh' council/waymark.db*"
expect 1 erase --original reviews.csv:3:working1
expect 0 do prepare.ask question="What would help?"
expect 0 erase --original "$cycle" --yes
check "nor the question" sh -c "! grep -aqF 'help Zebedeeh' council/waymark.db*"
expect 0 verify
expect 0 restore monday.db
check "nor in a backup from before" sh -c "! grep -aqF -e wobblestone -e 'Zebedeeh told' -e 'The bus of Zebedeeh' -e 'help Zebedeeh' council/waymark.db*"
expect 0 list cause --json
check_out "We were told"
expect 0 verify

# What a file brought that was taken back is held in the log, and is told of whole.
folder taken_back
cat >first.csv <<'CSV'
Pupil Ref,Surname,Forename,Date of birth,School,Review date,Working 1
NN1,Quillfeather,Zebedeeh,04/03/2011,Elm School,12/05/2025,I like the pond with Ada
NN2,Other,Ada,05/03/2011,Elm School,12/05/2025,I like tea
CSV
expect 0 cycle new 2025
expect 0 import reviews first.csv
expect 0 undo
expect 0 export person NN1 --output given
check_no_out "attachment"
page=$(find given -name '*.html')
check "who they are" grep -q "Quillfeather" "$page"
check "and that it is in the log" grep -q "Kept under lock and key, in the log alone" "$page"
check "their review" grep -q "Elm School" "$page"
check "their words, without others" grep -qF "I like the pond with […]" "$page"
check "nobody is called by name" sh -c "! grep -qw -e Ada -e Other '$page'"
expect 0 import reviews first.csv
expect 0 export person NN1 --output given
check_err "The log still holds what came of the same person by an import that was taken back: \`waymark export person person-"
finish
