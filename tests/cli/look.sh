#!/bin/sh
# SPDX-License-Identifier: MIT
# Looking: list, show, log, trace; and undo.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
thornmere

expect 0 list indicator
check_golden list-indicators
expect 0 list indicator --json
check_json
check_golden list-indicators.json
expect 0 list action --where state=dropped
check_out ", dropped)"
check_out "1 action. True numbers and words: not for publication."
expect 0 list action --where state=done --cycle 2024
check_out ", done)"
expect 0 list statement --where section=working,aspiration --where tray=spare --cycle 2025
check_out "statement-"
check_no_out "not_working"
expect 0 list theme --cycle 2024
check_out "27 themes."
expect 2 list thme
check_err 'there is no kind of record "thme"; did you mean theme?'
expect 64 list
check_err "name a kind of record"
expect 64 list theme --where section
check_err '--where takes FIELD=VALUE, not "section"'
expect 2 list theme --where colour=blue
check_err '--where cannot ask a theme for "colour"; it can ask for: '
check_err 'section'
# A value that nothing can have is a mistake, and no empty list.
expect 2 list statement --where flags=nam
check_err '--where flags: there is no "nam"; did you mean name? (there are: name, school, staff, '
expect 2 list statement --where flag=name
check_err '--where cannot ask a statement for "flag"; did you mean flags?'
expect 2 list theme --where section=workin
check_err '--where section: there is no "workin"; did you mean working? (there are: '
expect 2 list statement --where section=working,not_workin --json
check_err 'did you mean not_working?'
expect 2 list review --where year_group=Y9
check_err '--where year_group takes a whole number, not "Y9"'
expect 2 list review --where in_area=perhaps
check_err '--where in_area takes yes or no, not "perhaps"'
expect 0 list review --where in_area=yes --cycle 2025
check_out "review-"
expect 1 list statement --where "theme=I am not there"
check_err 'there is no theme called "I am not there"'
expect 0 list statement --where "theme=I wait too long for equipment and appointments" --cycle 2024
check_out "[reviews-2024-schools.csv:7:not_working1]"

# Who said it, how, and where it was noted: no index keeps these.
expect 0 do collect.say section=aspiration text="By bus, by myself" speaker=young_person how=aac \
    interpreted_by=therapist occasion="Planning Live" --cycle 2025
check_quiet
said=$(sed -n 's/^created //p' out)
expect 0 list statement --cycle 2025 --where how=aac --where "occasion=planning live"
check_out "By bus, by myself  (interpreted by therapist)  (Planning Live)"
check_out "1 statement."
expect 0 trace "$said" --cycle 2025
check_out "(interpreted by therapist; Planning Live)"
expect 0 list statement --cycle 2025 --where speaker=school,family --where how=aac
check_out "0 statements."
expect 2 list statement --cycle 2025 --where how=observed
check_err 'there is no "observed"'
expect 2 list statement --cycle 2025 --where text=bus
check_err 'cannot ask a statement for "text"'
check_err "speaker"
expect 0 undo
# Everybody who looks reads the occasion.
expect 0 do collect.say section=aspiration text="By bus, by myself" speaker=young_person \
    occasion="Planning Live with Kofi Mensah, Larch Grove" --cycle 2025
check_err ": the occasion may show who somebody is (name, address), and everybody who looks reads it: take this back (\`waymark undo\`) and say it again without that, such as occasion=\"Planning Live\""
expect 0 undo

# What is not on the table is marked, and can be left out.
expect 0 list statement --cycle 2025 --where tray=held_back
check_out "  (held back)  ["
expect 0 list statement --cycle 2025 --where tray=spare
check_out "  (kept as spare)  ["
expect 0 list statement --cycle 2025 --where tray=alone
check_out "  (on its own)  ["
expect 0 list statement --cycle 2025 --where tray=none
check_no_out "  (held back)"
check_no_out "  (kept as spare)"
check_same "those on the table and those in a tray" "$(count statement --cycle 2025)" \
    "$(($(count statement --cycle 2025 --where tray=none) + $(count statement --cycle 2025 --where tray=alone,unsure,to_pick,spare,held_back,withdrawn)))"
expect 2 list statement --where tray=none,alone
check_err "--where tray=none stands alone"
expect 0 list statement --cycle 2025 --where theme=none
check_out "statement-"
expect 1 list identity
check_err "identities stay sealed"

# One record and its history.
theme=$("$waymark" list theme --where "name=I wait too long for equipment and appointments" --cycle 2024 |
    sed -n '1s/ .*//p')
expect 0 show "$theme"
check_golden show-theme
expect 0 show "$theme" --json
check_json
check_out '"section": "not_working"'
expect 1 show theme-999999.0001
check_err "there is no record theme-999999.0001; \`waymark list KIND\` shows what there is"
expect 64 show
expect 64 show "$theme" "$theme"
identity=$("$waymark" list person | sed -n '1{s/person/identity/;s/0001 .*/0002/p;}')
expect 1 show "$identity"
check_err "identities stay sealed"

# Where it was said: shown by list, taken by show and trace.
source=reviews-2025-schools.csv:4:working1
expect 0 list statement --cycle 2025
check_out "  [$source]"
check_same "lines, but for the last" "$(count statement --cycle 2025)" "$(grep -c '^statement-' out)"
check_same "other lines" 1 "$(grep -vc '^statement-' out)"
check_same "lines with a source" \
    "$("$waymark" list statement --cycle 2025 --json | grep -c '^    "source"')" \
    "$(grep -c '^statement-.*  \[.*\]$' out)"
statement=$(sed -n "s/^\(statement-[0-9.]*\)  .*\[$source\]$/\1/p" out)
expect 0 show "$statement"
cp out one.txt
expect 0 show "$source"
check "the same record" cmp one.txt out
expect 0 show "$source" --cycle 2025 --json
check_json
check_out "\"source\": \"$source\""
expect 1 show "$source" --cycle 2024
check_err "there is no record $source, and nothing that was said came from there"
expect 0 trace "$source"
check_out "[$source]"

# The golden thread: from an indicator back to the words, with file and line.
indicator=$("$waymark" list indicator | sed -n '1s/ .*//p')
expect 0 trace "$indicator"
check_golden trace
for kind in indicator action success cause theme statement; do
    check_out "  $kind"
done
check_out "[reviews-2024-schools.csv:7:not_working1]"
check_same "the words behind it are in the file" 1 \
    "$(sed -n 7p "$thornmere/spreadsheets/reviews-2024-schools.csv" | grep -c 'Standing frame too small since Easter')"
expect 0 trace "$indicator" --json
check_json
check_golden trace.json
expect 0 trace "$theme"
check_out "What came of it:"
check_out "  cause: "
expect 64 trace
check_err "name a record by its id, "
# By what it is called, as in `do`.
run trace "$theme"
cp out one.txt
expect 0 trace "I wait too long for equipment and appointments" --cycle 2024
check "the same thread" cmp one.txt out
expect 0 show "I wait too long for equipment and appointments" --cycle 2024
check_out "$theme (version"
expect 1 trace nothing
check_err "there is no record nothing"

# The log.
expect 0 log --last 3
check_same "lines" 3 "$(wc -l <out)"
check_out "collect."
expect 0 log --last 3 --json
check_json
check_no_out " earlier: "
expect 64 log --last none
check_err "--last takes a whole number, or all"
expect 0 log
check_same "lines" 21 "$(wc -l <out)"
shown=$(sed -n '2s/^ *\([0-9]*\) .*/\1/p' out)
check_out "$((shown - 1)) earlier: --last N or --last all"
check_out "review.link_theme in 2025"
expect 0 log --last all
check_same "the first" 1 "$(sed -n '1s/^ *\([0-9]*\) .*/\1/p' out)"
# What one command was given, and what it did.
number=$(sed -n 's/^ *\([0-9]*\) .*theme\.agree in 2024.*/\1/p' out | head -n 1)
expect 0 log "$number"
check_out "theme.agree in 2024"
check_out "  theme: theme-"
check_out "What it did:"
check_out "  changed theme-"
check_out "agreed: "
check_out "True numbers and words: not for publication."
expect 0 log "$number" --json
check_json
check_out '"action": "change"'
check_out '"cycle_name": "2024"'
expect 0 log 3
check_out " of reviews-2024-schools.csv in 2024"
check_out "  … and "
check_no_out "sealed"
check_no_out "Ashworth-Kay"
expect 1 log 999999
check_err "there is no command 999999"
expect 64 log newest
check_err 'give the number of a command, not "newest"'
expect 0 log --verify
check_out "The log is whole: "
expect 0 log --verify --json
check_json

# Undo takes back a whole command, and can itself be seen and taken back.
facts() {
    "$waymark" list theme --cycle 2024 --json | sed '/"version"/d' | cksum
}
before=$(facts)
expect 0 do theme.name theme="$theme" "name=I have waited long enough" --cycle 2024
newest=$(sed -n 's/theme.name: command //p' out)
after=$(facts)
expect 0 undo --dry-run
check_out "This would take back command $newest (theme.name, by sam): 1 record would be as it was before."
expect 0 undo
check_out "Took back command $newest (theme.name, by sam): 1 record is as it was before."
run log --last 2
check_out "(taken back by $((newest + 1)))"
check_out "workplace.undo of $newest"
check_same "the themes" "$before" "$(facts)"
expect 0 undo "$((newest + 1))"
check_same "the themes" "$after" "$(facts)"

# Refused, with the reason, where something later builds on it.
expect 1 undo 37
check_err "command 37 cannot be taken back: "
check_err "; take that back first with \`waymark undo "
expect 1 undo 999999
check_err "there is no command 999999; \`waymark log\` shows them"
# Somebody else's work is taken back by its number alone.
expect 0 do workplace.member name=pri roles=facilitator
actor=pri
expect 1 undo
check_err "there is nothing of pri's to take back; what others did is taken back by its number"
actor=sam
run log --last 1000
check_out "import.reviews of "
expect 64 undo newest
check_err "give the number of a command, as \`waymark log\` shows it"
expect 0 verify

# Votes are hidden while their round is open, from whoever looks.
expect 0 cycle new votes --workflow thornmere
printf '%s\n' 'theme.new section=not_working name="I wait" as=@wait' \
    'understand.cause theme=@wait text="Few buses" as=@few' 'understand.root cause=@few' \
    'understand.open_voting dots=2' \
    'understand.vote cause=@few perspective=family dots=2 people=1' >votes.txt
expect 0 do --file votes.txt --cycle votes
expect 0 list vote --cycle votes
check_out "The votes that belong to ballot-"
check_out "are hidden while it is open."
check_no_out "vote-"
expect 0 list vote --cycle votes --json
check_no_out "family"
vote=$(sqlite3 thornmere/waymark.db \
    "SELECT id FROM record WHERE kind = 'vote' ORDER BY id DESC LIMIT 1")
expect 1 show "$vote"
check_err "is open; it can be seen when that is closed"
expect 0 status --cycle votes
check_out "Voting is still open, so what people chose is not shown."
expect 0 do understand.close_voting --cycle votes
expect 0 show "$vote"
expect 0 list vote --cycle votes
check_out "1 vote."

# Nobody alters the log unseen.
sqlite3 thornmere/waymark.db "UPDATE command SET actor = 'alex' WHERE number = 40"
expect 1 log --verify
check_err "command 40): it does not follow from the event before. Someone or something has altered the database outside of Waymark"
expect 1 verify
finish
