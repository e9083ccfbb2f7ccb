#!/bin/sh
# SPDX-License-Identifier: MIT
# Importing workbooks: the same as the CSVs that they were made of.
# shellcheck source=tests/cli/lib.sh
. "$(dirname "$0")/lib.sh"
sheets=$thornmere/spreadsheets
workbook() {
    python3 "$root/tests/cli/workbook.py" "$@"
}
# All records of a kind, but for what tells a workbook from a CSV.
records() {
    "$waymark" list "$1" --json | grep -v '"source"'
}

folder text
expect 0 cycle new 2025
expect 0 import reviews "$sheets/reviews-2025-schools.csv"
expect 0 import reviews "$sheets/reviews-2025-colleges.csv"
expect 0 import participants "$sheets/participants-2025.csv"
for kind in person review statement participant; do
    records "$kind" >"../text-$kind"
done

folder book
expect 0 cycle new 2025
workbook reviews.xlsx "Schools=$sheets/reviews-2025-schools.csv" \
    "Colleges=$sheets/reviews-2025-colleges.csv" "!Old=$sheets/reviews-2024-schools.csv" \
    "Room=$sheets/participants-2025.csv"
expect 0 import reviews reviews.xlsx --dry-run
check_out "reviews.xlsx: 281 rows (a dry run: nothing has been changed)"
check_same "reviews after a dry run" 0 "$(count review)"
expect 0 import reviews reviews.xlsx
check_out "reviews.xlsx: 281 rows"
check_out "490 statements"
check_err "reviews.xlsx[Room]: this sheet is left out: it has no column names that are understood"
check_err 'reviews.xlsx: a sheet is hidden in the file and left out: "Old"'
check_err "reviews.xlsx[Schools]:78: the same review as line 31 (the same person and date)"
expect 0 import participants reviews.xlsx
check_out "82 people for the room"
for kind in person review statement participant; do
    records "$kind" >"../book-$kind"
    check "the same records of $kind" cmp "../text-$kind" "../book-$kind"
    check "there are records of $kind" test "$(count "$kind")" -gt 50
done
run list statement --json
check_out '"source": "reviews.xlsx[Schools]:4:working1"'
expect 0 import reviews reviews.xlsx
check_out "reviews.xlsx: all its rows have been imported before, exactly as they are: nothing was added."
expect 0 verify

# The CSV after the workbook adds nothing.
expect 0 import reviews "$sheets/reviews-2025-schools.csv"
check_no_out "statements"
check_out "74 rows that were there already"

# What a workbook is not.
printf '\320\317\021\340 and more' >old.xlsx
expect 2 import reviews old.xlsx
check_err "old.xlsx: this workbook is protected by a password, or is in the old .xls format"
head -c 20000 reviews.xlsx >cut.xlsx
expect 2 import reviews cut.xlsx
check_err "cut.xlsx: the file is damaged or was cut short"
python3 -c "
import zipfile
with zipfile.ZipFile('bomb.xlsx', 'w', zipfile.ZIP_DEFLATED) as out:
    out.writestr('xl/workbook.xml', ' ' * 100_000_000)"
expect 2 import reviews bomb.xlsx
check_err "bomb.xlsx: what is zipped into it as xl/workbook.xml unfolds to more than"
expect 0 verify
finish
