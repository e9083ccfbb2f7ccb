#!/bin/sh
# SPDX-License-Identifier: MIT
# The form goes out to schools, is filled in, and comes back without a word about columns.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
fill() {
    python3 "$root/tests/cli/fill.py" "$@"
}
# What came in, but for ids and where it came from.
held() {
    for kind in review statement; do
        "$waymark" --as sam list "$kind" --json |
            grep -v '"id"\|"source"\|"cycle"\|"person"\|"review"\|"version"'
    done
}
cat >answers.csv <<'END'
Person ID,UPN,Surname,Forename,Date of birth,School,Year group,Review date,Young person attended,What is working 1,What is working 2,What is not working 1,What is not working 2,Hopes for the future 1,Hopes for the future 2,Said by,How it was said
R1,,Averill,Noor,03/04/2010,Elm Park,10,12/05/2025,Yes,Drumming & singing,Lunch club,The bus is late,,A job with animals,,Young person,Signs
R2,,Brook,Ty,04/05/2009,Elm Park,11,13/05/2025,No,He smiles in the pool,,,,,,Family,Observation
END

# Before there is any cycle, and for one.
folder council
expect 0 export form plain --json
check_json
check "a plain form" test -s plain/form.xlsx
run cycle new "2025/26" --question "What would make a good year?"
rm -rf plain
expect 0 export form forms
check_out "Wrote forms/form-2025-26.xlsx"
check_out "waymark import reviews FILE"
book=$(ls forms/*.xlsx)
expect 1 export form forms
check_err "is there already, and may have been filled in"
expect 1 export form forms --cycle 1999
expect 64 export form forms --format html
expect 64 export form forms more

# It says what it is for, offers choices, and names nobody.
unzip() { python3 -c "import sys, zipfile; z = zipfile.ZipFile(sys.argv[1]); print(''.join(z.read(n).decode() for n in z.namelist()))" "$1"; }
unzip "$book" >book.xml
for words in "What would make a good year?" "For the young person" "Observation" "Waymark lists" "Thornmere Council"; do
    check "the workbook has: $words" grep -qF "$words" book.xml
done
check_same "columns with a list" 4 "$(grep -o '<dataValidation ' book.xml | wc -l | tr -d ' ')"
# Empty, it brings nothing in.
expect 0 import reviews "$book"
check_out "0 rows"
check_no_err "left out"

# The same answers as a CSV and as a form are the same reviews.
expect 0 import reviews answers.csv
check_out "5 statements"
held >as-csv
folder filled
run cycle new 2025
fill "$book" answers.csv elm-park.xlsx
expect 0 import reviews elm-park.xlsx
check_quiet
check_out "5 statements"
held >as-book
check "the workbook says the same as the CSV" cmp as-csv as-book
expect 0 import reviews elm-park.xlsx
check_out "have been imported before"

# Schools that are known are offered.
rm -rf forms
expect 0 export form forms
unzip "$(ls forms/*.xlsx)" >book.xml
check "the schools are offered" grep -qF "Elm Park" book.xml
check_same "columns with a list" 5 "$(grep -o '<dataValidation ' book.xml | wc -l | tr -d ' ')"

# Without pandoc there is the workbook alone, and it is said.
mkdir nothing
line="export form without pandoc"
PATH=$work/nothing "$waymark" --as sam export form alone >out 2>err
code=$?
check_code 2
check_err "the program pandoc is not installed, so there is no form for Word"
check_out "Wrote alone/form-2025.xlsx"
check_same "files" form-2025.xlsx "$(ls alone)"
# With it, the same line writes both; where it fails, nothing is in the way of the next.
bash=$(command -v sh)
printf '#!%s\n[ -e %s/mended ] || exit 3\nwhile [ "$1" != --output ]; do shift; done\necho word >"$2"\n' \
    "$bash" "$work" >nothing/pandoc
chmod +x nothing/pandoc
line="export form with a pandoc that fails"
PATH=$work/nothing "$waymark" --as sam export form failing >out 2>err
code=$?
check_code 1
check_err "pandoc could not write the form for Word"
check_same "nothing is left" "" "$(ls failing)"
: >mended
for folder in alone failing; do
    line="export form $folder"
    PATH=$work/nothing "$waymark" --as sam export form "$folder" >out 2>err
    code=$?
    check_code 0
    check_out "Wrote $folder/form-2025.docx"
done
# A workbook that was there is left alone by a pandoc that fails.
rm failing/form-2025.docx
printf '#!/bin/sh\nexit 3\n' >nothing/pandoc
chmod +x nothing/pandoc
line="export form beside a workbook that is there"
PATH=$work/nothing "$waymark" --as sam export form failing >out 2>err
code=$?
check_code 1
check_same "it stays" form-2025.xlsx "$(ls failing)"
# What has been filled in stays.
rm alone/form-2025.docx
echo more >>alone/form-2025.xlsx
expect 1 export form alone
check_err "alone/form-2025.xlsx is there already, and may have been filled in"
check_same "nothing is beside it" form-2025.xlsx "$(ls alone)"

# A Word document without such a table.
python3 - <<'END'
import zipfile
BODY = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>%s</w:body></w:document>'
ROW = "<w:tr><w:tc><w:p><w:r><w:t>%s</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>%s</w:t></w:r></w:p></w:tc></w:tr>"
def write(name, body):
    with zipfile.ZipFile(name, "w") as out:
        out.writestr("word/document.xml", BODY % body)
def table(*rows):
    return "<w:tbl>" + "".join(ROW % row for row in rows) + "</w:tbl>"
write("letter.docx", "<w:p><w:r><w:t>Dear all</w:t></w:r></w:p>")
write("two.docx", table(("Person ID", "R8"), ("Review date", "1/5/2025"), ("What is working 1", "Art")) +
      "<w:p/>" + table() * 9 + table(("Person ID", "R9"), ("What is working 1", "Say &quot;yes&quot;, please"), ("Review date", "2/5/2025")))
write("torn.docx", "<w:tbl><w:tr>")
write("wide.docx", table(*(("Heading %d" % i, "x") for i in range(600))))
END
expect 2 import reviews letter.docx
check_err "letter.docx: this Word document has no table with headings on the left and answers on the right; use the form"
expect 2 import reviews torn.docx
check_err "torn.docx: "
expect 2 import reviews wide.docx
check_err "wide.docx: its tables have more than 500 different headings on the left"
expect 2 quick two.docx
check_err "two.docx: this is a Word document, and quick takes spreadsheets: make a folder of the reviews first (\`waymark quick REVIEWS\`), then bring filled-in forms in with \`waymark --in FOLDER import reviews FILE\`"
# A table each, in whatever order.
expect 0 import reviews two.docx
check_out "two.docx: 2 rows"
check_out "2 statements"
expect 0 list statement
check_out 'Say "yes", please  [two.docx:3:working1]'

if ! command -v pandoc >/dev/null; then
    skip "there is no pandoc: nothing is known of the form for Word"
    finish
    exit
fi
word=$(ls forms/*.docx)
check_same "lists to choose from" "4 lists" "$(fill check "$word")"
expect 0 import reviews "$word"
check_out "0 rows"
folder word
run cycle new 2025
fill "$word" answers.csv meeting-1.docx
{ sed -n 1p answers.csv; sed -n 3p answers.csv; } >second.csv
fill "$word" second.csv meeting-2.docx
expect 0 import reviews meeting-1.docx
check_quiet
expect 0 import reviews meeting-2.docx
check_quiet
held >as-word
check "the Word forms say the same as the CSV" cmp as-csv as-word
check_same "what is left in the folder" 2 "$(find forms -type f | wc -l | tr -d ' ')"
finish
