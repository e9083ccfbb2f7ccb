#!/bin/sh
# SPDX-License-Identifier: MIT
# Importing spreadsheets as they come, again, and corrected.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
sheets=$thornmere/spreadsheets
folder council
expect 0 cycle new 2025

# What an officer's files really look like.
expect 0 import reviews "$sheets/reviews-2025-schools.csv" --dry-run
check_out "reviews-2025-schools.csv: 74 rows (a dry run: nothing has been changed)"
check_same "reviews after a dry run" 0 "$(count review)"
check_same "people after a dry run" 0 "$(count person)"
expect 0 import reviews "$sheets/reviews-2025-schools.csv"
check_golden import-schools
check_err "reviews-2025-schools.csv:24: 3 statements of what is working; only the first 2 count"
check_err "reviews-2025-schools.csv:53: the UPN's first letter should be B by its digits"
check_err "reviews-2025-schools.csv:80: the same review as line 32 (the same person and date)"
check_err "reviews-2025-schools.csv:81: passed over: a row of totals"
expect 0 import reviews "$sheets/reviews-2025-colleges.csv" --json
check_json
check_out '"new_statements": 183'
check_out '"refused": 0'
expect 0 import aspirations "$sheets/aspirations-2025.csv"
check_golden import-aspirations
expect 0 import participants "$sheets/participants-2025.csv"
check_out "82 people for the room"
expect 0 verify

# The same file again.
before=$("$waymark" list statement --json | cksum)
expect 0 import reviews "$sheets/reviews-2025-schools.csv"
check_out "reviews-2025-schools.csv: all its rows have been imported before, exactly as they are: nothing was added."
check_same "the statements" "$before" "$("$waymark" list statement --json | cksum)"
# As another program saves it: other line ends, another name, nothing new in it.
tr -d '\r' <"$sheets/reviews-2025-schools.csv" >copy.csv
expect 0 import reviews copy.csv
check_out "74 rows that were there already"
check_no_out "statements"
check_same "the statements" "$before" "$("$waymark" list statement --json | cksum)"

# A corrected file changes what was corrected.
folder small
expect 0 cycle new 2025
expect 0 import reviews "$bad/small.csv"
check_quiet
check_same "statements" 13 "$(count statement)"
expect 0 import reviews "$bad/small.csv"
check_out "small.csv: all its rows have been imported before, exactly as they are: nothing was added."
check_same "statements" 13 "$(count statement)"
expect 0 import reviews "$bad/small-corrected.csv"
check_err "small-corrected.csv:2: corrected what was said (small.csv:2:not_working1)"
check_golden import-corrected
check_same "statements" 16 "$(count statement)"
run list statement
check_out "The bus is late and nobody rings"
expect 0 import reviews "$bad/small-corrected.csv"
check_out "small-corrected.csv: all its rows have been imported before"
# The older file says that it is older, and changes nothing.
before=$("$waymark" list statement --json | cksum)
expect 2 import reviews "$bad/small.csv"
check_err "small.csv: this very file was imported on 20 November 2025, and has been corrected since"
check_err "by small-corrected.csv of 20 November 2025. Nothing was changed."
check_err "take the correction back: \`waymark undo 4\`"
check_same "the statements" "$before" "$("$waymark" list statement --json | cksum)"
# So does each row of it under another name, saved by another program.
tr -d '\r' <"$bad/small.csv" | sed 's/$/ /' >older.csv
expect 2 import reviews older.csv
check_err "older.csv:2: this row is older than what is there: it says what stood there before small-corrected.csv of 20 November 2025 corrected it. What is newer stays."
check_out "older than what is there, named above"
check_no_out " corrected"
check_same "the statements" "$before" "$("$waymark" list statement --json | cksum)"
# Taking the correction back lets the file be imported again.
expect 0 undo
run list statement
check_no_out "nobody rings"
check_out "The bus is late"
expect 0 import reviews "$bad/small-corrected.csv"
check_same "statements" 16 "$(count statement)"

# A file of the same name from another folder: handles stay apart.
mkdir elsewhere
sed -e 's/TH2000/TH2100/' -e 's/Applegarth/Arkwright/' "$bad/small.csv" >elsewhere/small.csv
expect 0 import reviews elsewhere/small.csv
check_err "small.csv: what was there keeps the name that it has; what this file says for the first time, 4 statements, is called small.csv#2:LINE:"
expect 0 do collect.leave_out statement=small.csv:2:working1
expect 0 do collect.leave_out "statement=small.csv#2:2:working1"

# A wrong reference gives nobody another person's words.
sed -e '1!d' "$bad/small.csv" >wrong.csv
sed -n -e 's/^TH20002/TH20001/p' "$bad/small.csv" >>wrong.csv
expect 2 import reviews wrong.csv
check_err "wrong.csv:2: row left out: its reference is one person's and its name and date of birth another's"
check_no_err "Applegarth"

# Rows that were refused are tried again as the file comes again.
folder refused
expect 0 cycle new 2025
expect 0 import reviews "$sheets/reviews-2025-schools.csv"
expect 2 import aspirations "$sheets/aspirations-2025.csv"
check_out "70 rows, 40 of them refused"
check_err "aspirations-2025.csv: 40 lines ("
check_err " and 35 more): nobody with this reference has been imported; import their review first, or correct the reference; then import this file again (\`waymark import reviews FILE\`, \`waymark import aspirations FILE\`)"
check_same "messages" 1 "$(grep -c 'nobody with this reference' "$work/err")"
expect 2 import aspirations "$sheets/aspirations-2025.csv"
check_out "70 rows, 40 of them refused"
check_no_out "imported before"
expect 0 import reviews "$sheets/reviews-2025-colleges.csv"
expect 0 import aspirations "$sheets/aspirations-2025.csv"
check_out "57 statements"
check_out "30 rows that were there already"
expect 0 import aspirations "$sheets/aspirations-2025.csv"
check_out "all its rows have been imported before"
# Where all are refused, there is nothing for undo to take first.
folder nobody
expect 0 cycle new 2025
expect 2 import aspirations "$sheets/aspirations-2025.csv"
check_out "70 rows, all refused"
run log
check_no_out "import.aspirations"

# A file of another kind is not taken for what was said.
expect 2 import reviews "$sheets/aspirations-2025.csv"
check_err "aspirations-2025.csv: this looks like aspirations, not reviews; did you mean \`waymark import aspirations\`? Nothing was changed. If it does hold reviews, say what its columns are with --map"
expect 2 import aspirations "$sheets/reviews-2025-schools.csv"
check_err "this looks like reviews, not aspirations; did you mean \`waymark import reviews\`?"
expect 2 import aspirations "$sheets/reviews-2025-colleges.csv"
check_err "this looks like reviews, not aspirations"
expect 2 import aspirations "$sheets/reviews-2025-late.xlsx"
check_err "this looks like reviews, not aspirations"
expect 2 import participants "$sheets/reviews-2025-schools.csv"
check_err "This looks like reviews, not participants; did you mean \`waymark import reviews\`? Nothing was changed"
expect 2 import reviews "$sheets/participants-2025.csv"
check_err "This looks like participants, not reviews; did you mean \`waymark import participants\`?"
expect 2 import reviews "$sheets/local-offer-2025.csv"
check_err "This looks like local offer, not reviews; did you mean \`waymark import local_offer\`?"
expect 2 import good_practice "$sheets/local-offer-2025.csv"
check_err "this looks like local offer, not good practice; did you mean \`waymark import local_offer\`?"
expect 2 import local_offer "$sheets/good-practice-2025.csv"
check_err "this looks like good practice, not local offer; did you mean \`waymark import good_practice\`?"
expect 2 import local_offer "$sheets/aspirations-2025.csv"
check_err "this looks like aspirations, not local offer"
check_same "reviews" 0 "$(count review)"
check_same "entries" 0 "$(count good_practice)"
# Whoever insists says what the columns are.
expect 0 import reviews "$sheets/aspirations-2025.csv" --map "Section A=aspiration"
check_out "70 statements"

# Only whom the cycle asks about.
export WAYMARK_WORKPLACE="$work/small"
expect 0 cycle new holly --scope "school=Holly Bank School"
expect 0 import reviews "$bad/small.csv" --cycle holly
check_out "2 rows outside of this cycle's scope: left out"
check_same "reviews in scope" 1 "$(count review --cycle holly)"

# The authority's own column names.
mkdir small/local/import
echo '{"fields": {"reference": {"names": ["Mosaic number"]}}}' >small/local/import/reviews.json
sed 's/Pupil Ref/Mosaic number/' "$bad/small.csv" >own.csv
expect 0 cycle new own
expect 0 import reviews own.csv --cycle own
check_same "reviews by an own column name" 3 "$(count review --cycle own)"
echo '{"columns": {"reference": ["Mosaic number"]}}' >small/local/import/reviews.json
expect 2 import reviews own.csv --cycle own
check_err 'your own column names (local/import/reviews.json): "columns" cannot stand here; only "fields", "values", "not_used" and "not_used_sheets" can'

# What people said in a column that is not known is not left out with no more ado.
rm small/local/import/reviews.json
expect 0 cycle new dreams
cat >dreams.csv <<'END'
Pupil ref,Review date,Working 1,Dreams & wishes
R1,12/05/2025,Art,I want to be a vet
R2,12/05/2025,Tea,To live in a flat
R3,12/05/2025,Art,Get a paid job
END
expect 2 import reviews dreams.csv --cycle dreams
check_err 'dreams.csv:1: "Dreams & wishes" (column D) holds sentences (in 3 rows), and none of them went in'
check_out '1 column was not used: "Dreams & wishes"; if it holds answers, say what it is with --map "HEADING=FIELD" (`waymark help columns`)'
check_out "3 statements"
expect 2 import reviews dreams.csv --cycle dreams
check_out "have been imported before"
echo '{"fields": {"aspiration": {"names": ["dreams & wishes"]}}}' >small/local/import/reviews.json
expect 0 import reviews dreams.csv --cycle dreams
check_out "3 statements"

# A corrected file of the same name is spoken of as one.
cp dreams.csv kept.csv
sed 's/,Tea,/,Green tea,/; $a R4,12/05/2025,Jam,Sing in a choir' kept.csv >dreams.csv
expect 0 import reviews dreams.csv --cycle dreams
check_err "dreams.csv: what was there keeps the name that it has; what this file says for the first time, 2 statements, is called dreams.csv#2:LINE:…"
check_no_err "another file"

# A slip in one's own JSON is named by line and column.
printf '{\n  "fields": {\n    "working": }\n}\n' >small/local/import/reviews.json
expect 2 import reviews dreams.csv --cycle dreams
check_err "local/import/reviews.json:3:16: a value should stand here"
rm small/local/import/reviews.json

# Gaps are shown in words, not as a program has them.
run list review --cycle dreams
check_out "date 2025-05-12, person person-000015.0001, source dreams.csv:2, state held"
printf 'Pupil ref,Review date,Working 1,Working 2,Future 1\nR9,12/05/2025,tbc,-,\n' >gaps.csv
expect 0 import reviews gaps.csv --cycle dreams
run list review --cycle dreams
check_out "no view recorded about what is working (2 boxes), hopes for the future"
check_no_out "{"

# Which cycle it went into is said where there are several; whatever is imported.
printf 'Pupil ref,Review date,Working 1\n' >none.csv
for file in reviews participants local_offer themes; do
    run import "$file" none.csv
    check_err "waymark: this is the cycle dreams; open too: "
done
run import reviews none.csv --cycle dreams
check_no_err "this is the cycle"

# Usage.
expect 64 import
check_err "say what is in the file: reviews, statements, aspirations, participants, themes, sorts, local_offer or good_practice, and then the file"
expect 64 import review "$bad/small.csv"
check_err "say what is in the file: reviews, statements, aspirations, participants, themes, sorts, local_offer or good_practice; did you mean reviews?"
expect 64 import reviews
check_err "name the file"
expect 64 import reviews a.csv b.csv
check_err 'import does not take "b.csv"'
expect 64 import reviews "$bad/small.csv" --dryrun
check_err "--dryrun is not an option of import"

# What they said yes or no to is stored, and so it is said.
folder noted
expect 0 cycle new 2025
expect 0 import reviews "$sheets/reviews-2025-late.xlsx"
check_out "3 permissions noted: 2 yes, 1 no"
expect 0 import reviews "$sheets/reviews-2025-late.xlsx"
check_no_out "noted"
folder noted-json
expect 0 cycle new 2025
expect 0 --json import reviews "$sheets/reviews-2025-late.xlsx"
check_json
check_out '"permissions_yes": 2'
check_out '"permissions_no": 1'

# A line to paste runs as it stands, whatever the file is called.
folder pasted
expect 0 cycle new 2025
head='Reference,Date of review,Working 1,Working 2'
printf '%s\nR1,12/05/2025,Art,Bus\nR2,12/05/2025,Tea,Chess\n' "$head" >"my file.csv"
expect 0 import reviews "my file.csv"
printf '%s\nR1,12/05/2025,Art,\n' "$head" >"my file.csv"
run import reviews "my file.csv"
check_err 'collect.leave_out statement="my file.csv:2:working2"'
check_err 'collect.leave_out statement="my file.csv:3:working1"'
grep -o '`waymark do collect.leave_out [^`]*`' err | tr -d '`' | sed 's/waymark/& --as sam/' >lines
check_same "lines to paste" 2 "$(grep -c . lines)"
check "they run" sh -c 'sh -e lines >out'
expect 0 list statement --where tray=spare
check_out "Bus"
check_out "Tea"
# How something was said is corrected by a file of whatever kind that says it of the same
# review; what a plan says, and what was written down in the review, stays, and that is said.
folder manner
expect 0 cycle new 2025
how() { "$waymark" --as sam list statement --json | sed -n 's/.*"how": "\(.*\)".*/\1/p' | xargs; }
printf 'Person ID,Review date,What is working 1,How it was said\nR1,12/05/2025,Drumming,Signs\n' >review.csv
printf 'Person ID,Review date,Heading,What was said,How it was said\nR1,12/05/2025,Working,Drumming,Observation\n' >long.csv
expect 0 import reviews review.csv
expect 0 import statements long.csv
check_err "long.csv:2: corrected how it was said: signs → observation (review.csv:2:working1)"
check_out "1 corrected"
check_same "it is taken" observation "$(how)"
expect 0 undo
check_same "and taken back" signs "$(how)"
printf 'Person ID,Date of plan,Aspiration 1,How it was said\nR1,12/05/2025,A job,Signs\n' >plan.csv
printf 'Person ID,Review date,What is working 1,Hopes for the future 1,How it was said\nR1,12/05/2025,Drumming,A job,AAC\n' >both.csv
expect 0 import aspirations plan.csv
expect 0 import reviews both.csv
check_err "both.csv:2: corrected how it was said: signs → aac (review.csv:2:working1)"
check_err "both.csv:2: how it was said: signs → aac is not taken: what plan and review say in the same words is one statement, and stays as plan.csv:2:aspiration1 has it; correct it there, and import that file again"
check_same "each is as it was said" "aac signs" "$(how)"
expect 0 "do" collect.say section=working text="The pool" how=signs speaker=young_person review=review.csv:2
printf 'Person ID,Review date,What is working 1,What is working 2,How it was said\nR1,12/05/2025,Drumming,The pool,AAC\n' >pool.csv
expect 0 import reviews pool.csv
check_err "pool.csv:2: how it was said: signs → aac is not taken: what was written down in the review stays"
finish
