#!/bin/sh
# SPDX-License-Identifier: MIT
# What has been kept long enough goes; what a cycle came to stays.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
thornmere
expect 0 retain --dry-run
check_out "Cycle 2024, open: nothing of it goes before it is closed"
check_out "Nothing has had its time."
expect 0 cycle close --cycle 2024
expect 0 report --cycle 2024 --output before --format json
expect 0 backup closed.db
words=$(sed -n 4p "$thornmere/spreadsheets/reviews-2024-schools.csv" | cut -d, -f14)
check "the words are there" grep -aqF "$words" "$WAYMARK_WORKPLACE/waymark.db"
statements=$(count statement --cycle 2024)

# The room's time is up first; nobody is known by a place in it.
WAYMARK_NOW=2026-11-21T10:00:00Z
expect 0 retain
check_out "This would destroy 56 records for good, in the records and in the log. Reports made"
check_no_out "0 people"
# Once it goes, the report stands as it is, and what is said of the rest is true.
cp -r "$WAYMARK_WORKPLACE" room
expect 0 --in room retain --yes
check_out "Gone for good: 56 records, and what "
check_same "the statements stay" "$statements" "$(count statement --cycle 2024)"
expect 0 --in room status --cycle 2024
check_out "Cycle 2024 (closed): some of what was kept of it is gone, and its report stands as it was on 21 November 2026, without anybody's words. What people said is still here ("
check_out "$statements statements that counted"
check_out "some of what it was made of had had its time"
check_no_out "no longer kept"
check_no_out "what was said had had its time"
expect 0 --in room status --cycle 2024 --json
check_json
check_out '"report_kept_since": "2026-11-21"'
check_no_out "words_gone_since"
check_out '"time_up_since": 1'
expect 0 --in room report --cycle 2024 --output room-report --format json
check "it says what it is" grep -q "This report stands as it was on 21 November 2026" room-report/report-2024.json
check "it does not say what is not so" sh -c '! grep -q "What people said is no longer kept" room-report/report-2024.json'
expect 1 --in room handout --cycle 2024 --output room-handout
check_err "some of what was kept of this cycle is gone, and its report stands as it was on 21 November 2026, without anybody's words; no hand-out is made of it any more"

WAYMARK_NOW=2027-11-21T10:00:00Z
expect 0 status --cycle 2025
check_out " records have been kept for as long as your authority says: see \`waymark retain --dry-run\`."
expect 0 status --cycle 2025 --json
check_json
check_out '"had_its_time": '
expect 0 retain --dry-run
check_out "Cycle 2024, closed on 20 November 2025:"
check_out "  statement       $statements  go: kept for 24 months, until 20 November 2027"
check_out "stay: what the cycle came to"
check_out "Cycle 2025, open: nothing of it goes before it is closed"
check_out "Nothing has been done yet: add --yes to do it."
expect 0 retain --json
check_json
check_out '"done": false'
expect 64 retain --dry-run --yes
expect 64 retain 2024
actor=stranger
expect 0 retain
expect 1 retain --yes
check_err "stranger may not let go what has had its time; ask the owner"
check "what was refused is not noted for later" test ! -e "$WAYMARK_WORKPLACE/erased.txt"
actor=sam
check_same "the statements" "$statements" "$(count statement --cycle 2024)"

expect 0 retain --yes
check_out "Gone for good: "
check_out "Backups made before now, and reports written before now, still hold them"
check "the words are gone" sh -c "! grep -aqF '$words' '$WAYMARK_WORKPLACE/waymark.db'"
check_same "the statements" 0 "$(count statement --cycle 2024)"
check "those of the open cycle stay" test "$(count statement --cycle 2025)" -gt 0
expect 0 verify
check_out "or of what had had its time."
expect 0 log --last 1
check_out "workplace.retain in 2024"
expect 0 status --cycle 2024
check_out "Cycle 2024 (closed): what people said is no longer kept, and its report stands as it was on 21 November 2027, without anybody's words. It was $statements statements that counted"
expect 0 coverage --cycle 2024 --json
check_json
check_out '"words_gone_since": "2027-11-21"'
expect 0 retain
check_out "Nothing has had its time."
expect 1 undo --dry-run

# The numbers are as they were: what differs is words, and what says so.
expect 0 report --cycle 2024 --output after --format json
for when in before after; do
    python3 - "$when/report-2024.json" >"$when.numbers" <<'PY'
import json, re, sys
for block in json.load(open(sys.argv[1]))["blocks"]:
    if block.get("title") == "How and how often we measure it":
        continue  # whether it is overdue is as of the day
    if block["kind"] == "table":
        for row in block["rows"]:
            print([(c.get("count"), c.get("hidden"), None if c.get("count") is not None
                    else "") for c in row["cells"]])
    elif block["kind"] == "paragraph" and not re.search("This report stands|no longer kept", block["text"]):
        print(block["text"])
    elif block["kind"] == "heading":
        print(block["text"])
PY
done
check "the numbers are as they were" cmp before.numbers after.numbers
check "there are numbers" test "$(wc -l <after.numbers)" -gt 50
check_same "quotes" 0 "$(grep -c '"kind": "quote"' after/report-2024.json)"
check "it says so" grep -q "This report stands as it was on 21 November 2027" after/report-2024.json
expect 0 trace "We open a cupboard and it is there" --cycle 2024
check_out "; the words are no longer kept)"

# An older backup does not bring it back.
expect 0 restore closed.db
check_out "What had had its time in 1 cycle since went again."
check_same "the statements" 0 "$(count statement --cycle 2024)"
check "the words are gone" sh -c "! grep -aqF '$words' '$WAYMARK_WORKPLACE/waymark.db'"
expect 0 verify

# The authority's own months; a slip is named.
sed -i 's/{/{ "months_kept": { "statment": 6 },/' "$WAYMARK_WORKPLACE/settings.json"
expect 2 retain
check_err 'settings.json: months_kept: no records of the kind "statment" ever go'
sed -i 's/"statment"/"statement"/' "$WAYMARK_WORKPLACE/settings.json"
expect 0 cycle close --cycle 2025
WAYMARK_NOW=2028-05-22T10:00:00Z
expect 0 retain
check_out "kept for 6 months, until 21 May 2028"
finish
