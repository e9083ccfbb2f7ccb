#!/bin/sh
# SPDX-License-Identifier: MIT
# What is made of it: report, coverage, status.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
thornmere
mkdir reports
umask 022

expect 0 report --output reports
check_out "Wrote reports/report-2025.html"
check "it is there" test -s reports/report-2025.html
page=reports/report-2025.html
check_same "its mode" 600 "$(stat -c %a "$page")"
check "it is a whole page" grep -q '</html>' "$page"
check "it names the authority" grep -q 'Thornmere Council' "$page"
check "it needs nothing from elsewhere" sh -c "! grep -Eq '(src|href)=\"https?:' '$page'"
check "the question" grep -q 'What has to change in Thornmere' "$page"
check "the wire format is not shown" sh -c "! grep -q 'not_working' '$page'"
check "no name is in it" sh -c "! grep -q 'Ainscough' '$page'"
check "no reference is in it" sh -c "! grep -q 'TH10[0-9]' '$page'"
cp "$page" first.html
chmod 644 "$page"
expect 0 report --output reports
check_same "the mode that somebody gave it" 644 "$(stat -c %a "$page")"
check "the same again" cmp -s first.html "$page"

expect 0 report --output reports --format json --cycle 2024
check_out "Wrote reports/report-2024.json"
cp reports/report-2024.json "$work/out"
check_json
check "no name is in it" sh -c "! grep -q 'Ainscough' reports/report-2024.json"
expect 0 report --output new
check_out "Wrote new/report-2025.html"
check_same "the mode of the new folder" 700 "$(stat -c %a new)"
expect 0 cycle new "Year 11 / Holly Bank"
expect 0 report
check_out "Wrote ./report-Year-11---Holly-Bank."
for name in a/b a-b "a b"; do
    expect 0 cycle new "$name"
    expect 0 report --cycle "$name" --format json
done
check_same "files" 3 "$(find . -maxdepth 1 -name 'report-a-b*.json' | wc -l)"
check_out "Wrote ./report-a-b."

# What may name somebody is left out, and the officer is told what rewords it.
expect 0 do review.story text="Mrs Quixby rang me" perspective=family may_publish=yes --cycle 2025
story=$(sed -n 's/^created //p' "$work/out")
expect 0 do implement.share channel=letter what="Mrs Quixby wrote to us" date=1/7/2025 --cycle 2025
share=$(sed -n 's/^created //p' "$work/out")
expect 2 report --output reports --cycle 2025
check_err "Left out of the report, because they may name somebody"
check_err "    waymark do review.reword_story story=$story text=\"…\" may_publish=… --cycle 2025"
check_err "    waymark do implement.reword_share share=$share what=\"…\" --cycle 2025"
# What is printed works once the words are there.
sed -n 's/^    waymark //p' "$work/err" | sed 's/text="…"/text="Somebody rang me"/
    s/may_publish=…/may_publish=yes/; s/what="…"/what="We were written to"/' >again
check_same "commands" 2 "$(wc -l <again)"
while read -r line; do
    check "$line" sh -c "'$waymark' --as sam $line"
done <again
expect 0 report --output reports --cycle 2025
check_same "what is left out now" "" "$(cat "$work/err")"

# Who told them is a role; and a slip in what is noted can be put right.
expect 0 do implement.reword_share "share=$share" told_by="Mrs Patel" --cycle 2025
check_err "$share may name somebody, and the report would leave that out. Write their role, such as \"Head of SEND\" (implement.reword_share share=$share told_by=…)"
expect 0 do implement.reword_share "share=$share" told_by="Head of SEND" channel=meeting \
    date=2/7/2025 told=family --cycle 2025
check_no_err "may name"
expect 1 do implement.reword_share "share=$share" date=2031-01-01 --cycle 2025
check_err "has not come yet"
expect 0 list share --cycle 2025
check_out "(2 July 2025, meeting, family)"

# A cycle's name is one word for the shell, whatever is in it.
expect 0 cycle new "Ash's; 9"
expect 0 do review.story text="Mrs Quixby rang me" perspective=family may_publish=yes --cycle "Ash's; 9"
story=$(sed -n 's/^created //p' "$work/out")
expect 2 report --output reports --cycle "Ash's; 9"
check_err "    waymark do review.reword_story story=$story text=\"…\" may_publish=… --cycle \"Ash's; 9\""
expect 0 cycle close --cycle "Ash's; 9"

# A day that has not come is not told as one that has.
expect 1 do implement.share channel=letter what="We will write" date=2031-01-01 --cycle 2025
check_err "date: 2031-01-01 has not come yet (today is 2025-11-20)"

expect 64 report --format pdf
check_err '--format is html or json, not "pdf"'
expect 64 report everything
expect 1 report --output reports/first.html/x --cycle 2025
check_err "reports/first.html/x"
expect 1 report --output nowhere/deep --cycle 2025
check_err "nowhere/deep"
check_err "the folder that it should stand in is not there; make that first"

# Whose views we have.
expect 0 coverage --cycle 2025
check_golden coverage
expect 0 coverage --cycle 2025 --json
check_json
check_golden coverage.json
# With a narrower scope: what does not count for it, and why.
expect 0 do prepare.scope field=school values="Holly Bank School" --cycle 2025
expect 0 coverage --cycle 2025
check_out "621 statements, of which 73 count; the others: 539 out of scope, 8 kept as spare (beyond the top two, or of an earlier review), 1 held back."
check_out "539 statements are out of scope, because this cycle looks only at the reviews of young people at Holly Bank School, in years 9 to 15."
check_out "26 of those that count are about what is working"
expect 0 coverage --cycle 2025 --json
check_out '"out_of_scope": 539'
expect 0 undo
expect 64 coverage everything

# Where it stands.
expect 0 status --cycle 2025
check_golden status
expect 0 status --cycle 2025 --json
check_json
check_golden status.json
expect 64 status everything
# A folder is named, and no file.
expect 64 report --output out/year.html
check_err "--output names the folder, not the file, which is called after the cycle: write \`waymark report --output out\`"
expect 64 report --output year.json
check_err "write \`waymark report --format json --output .\`"
check "nothing was made" test ! -e year.json
finish
