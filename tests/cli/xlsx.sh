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

# What a workbook is not. Nothing of it is in.
folder spoilt
expect 0 cycle new 2025
printf '\320\317\021\340\241\261\032\341 and more' >locked.xlsx
for kind in reviews participants themes local_offer; do
    expect 2 import "$kind" locked.xlsx
    check_err "locked.xlsx: this workbook is protected by a password, or is in the old .xls format; open it, take the password away or save it as .xlsx, and import again"
done
expect 2 import sorts locked.xlsx --table 1
check_err "take the password away"
expect 2 columns locked.xlsx
check_err "take the password away"
workbook plain.xlsx "Schools=$sheets/reviews-2025-schools.csv" \
    "Colleges=$sheets/reviews-2025-colleges.csv"
# spoil NAME: plain.xlsx with one thing changed, as NAME.xlsx.
spoil() {
    python3 - "$1" <<'PYTHON'
import sys, zipfile
name = sys.argv[1]
data = bytearray(open("plain.xlsx", "rb").read())
if name == "cut":
    data = data[:20000]
elif name == "end":
    data = data[:-30]
elif name == "zeros":
    data = bytes(len(data))
elif name == "start":
    data[:64] = b"\x07" * 64
elif name == "middle":
    place = data.index(b"xl/worksheets/sheet2.xml") + 1000
    data[place:place + 8] = bytes(one ^ 255 for one in data[place:place + 8])
if name in ("cut", "end", "zeros", "start", "middle"):
    open(name + ".xlsx", "wb").write(data)
    sys.exit()
with zipfile.ZipFile("plain.xlsx") as book, \
        zipfile.ZipFile(name + ".xlsx", "w", zipfile.ZIP_DEFLATED) as out:
    for part in book.namelist():
        text = book.read(part)
        if part.endswith("sheet2.xml") and name == "torn":
            text = text[:len(text) // 2]
        elif part.endswith("sheet2.xml") and name == "gone":
            continue
        elif part.endswith("sheet2.xml") and name == "bomb":
            text = text.replace(b"</sheetData>", b" " * 300_000_000)
        elif part.endswith("sheet2.xml") and name == "laughs":
            text = b'<!DOCTYPE x [<!ENTITY a "ha">]>' + text
        out.writestr(part, text)
PYTHON
}
for name in cut end middle gone; do
    spoil $name
    expect 2 import reviews $name.xlsx
    check_err "$name.xlsx"
    check_err "the file is damaged or was cut short; open it in your spreadsheet program, save it once more, and import that"
done
for name in zeros start; do
    spoil $name
    expect 2 import reviews $name.xlsx
    check_err "$name.xlsx: this is no workbook: it is damaged, or something else under this name"
done
spoil torn
expect 2 import reviews torn.xlsx
check_err "torn.xlsx[Colleges]: what is inside the file is damaged"
spoil bomb
expect 2 import reviews bomb.xlsx
check_err "bomb.xlsx[Colleges]: what is zipped into it as xl/worksheets/sheet2.xml unfolds to more than 256 MiB, or to more than 200 times its size; check that this is the right file"
spoil laughs
expect 2 import reviews laughs.xlsx
check_err "laughs.xlsx[Colleges]: it holds a document type, which no spreadsheet program writes"
check_same "reviews, of the sound sheets neither" 0 "$(count review)"
expect 0 import reviews plain.xlsx
check_out "281 rows"

# Days as days, as texts and as plain numbers, in one column.
folder days
expect 0 cycle new 2025
cat >days.csv <<'END'
Reference,Date of birth,Date of review,Working 1
D1,03/05/2010,12/05/2025,A day
D2,'03/05/2010,'13/05/2025,A text
D3,40301,45791,A number
D4,'3 May 2010,'15 May 2025,A month in words
D5,2010-05-03,'16.5.25,Points
D6,'03/05/2010,'5/17/2025,The month first
D7,03/05/2010,'Summer term,No day
D8,03/05/2010,20250518,Digits alone
D9,n/k,19/05/2025,Not known
END
workbook days.xlsx Reviews=days.csv
expect 2 import reviews days.xlsx
check_err 'days.xlsx[Reviews]:7: row left out: Date of review: "5/17/2025" seems to be month/day/year; write the day first: 17/05/2025'
check_err "days.xlsx[Reviews]:8: row left out: Date of review: what stands there does not name one day"
check_err 'days.xlsx[Reviews]:9: row left out: Date of review: "20250518" does not name one day; write a day such as 12/05/2025'
check_err "days.xlsx[Reviews]:10: Date of birth is left empty: it is no day that can be read"
check_out "days.xlsx: 9 rows, 3 of them refused (named above)"
check_same "their days" "2025-05-12 2025-05-13 2025-05-14 2025-05-15 2025-05-16 2025-05-19" \
    "$("$waymark" list review --json | sed -n 's/^ *"date": "\(.*\)",*$/\1/p' | paste -sd ' ')"
# The one birthday that all of them have was read from each: four names find the person.
for one in D1 D2 D3 D4 D5; do
    expect 0 export person $one --format json --output .
    check "the birthday of $one" grep -q '"2010-05-03"' person-*.json
    rm -f person-*.json
done
expect 2 import reviews days.xlsx
check_out "nothing was added"
check_out "3 refused, each named above"
check_same "reviews" 6 "$(count review)"

# Formulas: what they last came to; never run, and never lost without a word.
folder formulas
expect 0 cycle new 2025
cat >formulas.csv <<'END'
Reference,Date of birth,Date of review,Working 1,Not working 1
F1,03/05/2010,{=TODAY()-3}45791,{=UPPER(A1)}I LIKE ART,The bus
F2,03/05/2010,{=TODAY()},Swimming,
F3,03/05/2010,12/05/2025,{=NAME}#NAME?,The taxi
F4,03/05/2010,12/05/2025,"'=HYPERLINK(""http://x"")",
F5,{=X}#REF!,12/05/2025,Music,
END
workbook formulas.xlsx Reviews=formulas.csv
expect 2 import reviews formulas.xlsx
check_err "formulas.xlsx[Reviews]:3: row left out: Date of review: the cell holds a formula that was never worked out; open the workbook in your spreadsheet program, save it, and import that"
check_err 'formulas.xlsx[Reviews]:4: the words under "Working 1" are lost: the spreadsheet shows #NAME? because it took them for a formula; type them again with an apostrophe in front'
check_err "formulas.xlsx[Reviews]:4: 2 cells of this sheet, here first, show an error (such as #N/A) in the place of a value, and count as empty"
check_err "formulas.xlsx[Reviews]:3: 1 cell of this sheet, here first, holds a formula that was never worked out, and counts as empty; open the workbook"
expect 0 list statement
check_out "I LIKE ART"
check_out '=HYPERLINK("http://x")'
check_out "The taxi"
check_out "Music"
expect 0 list review
check_out "date 2025-05-14"
check_same "reviews" 4 "$(count review)"
expect 0 export themes formulas-out.xlsx
check "what looks like a formula is none" sh -c '! unzip -p "$1" "xl/worksheets/*" | grep -q "<f>"' - formulas-out.xlsx

# A sheet with another name is the same sheet; where it named the school, that is corrected.
folder renamed
expect 0 cycle new 2025
printf 'Reference,Date of review,Working 1\nS1,12/05/2025,I like art\n' >one.csv
printf 'Reference,Date of review,Working 1\nS2,13/05/2025,Swimming\n' >two.csv
workbook tabs.xlsx "Elm School=one.csv" "Oak School=two.csv"
expect 0 import reviews tabs.xlsx
check_err 'tabs.xlsx[Oak School]: this sheet has no column for the school; its name, "Oak School", is taken'
workbook tabs.xlsx "Elm School=one.csv" "Ash School=two.csv"
expect 0 import reviews tabs.xlsx
check_err 'tabs.xlsx[Ash School]:2: corrected the review: school: "Oak School" → "Ash School"'
check_out "1 row that was there already"
check_same "reviews" 2 "$(count review)"
check_same "statements" 2 "$(count statement)"
expect 0 import reviews tabs.xlsx
check_out "nothing was added"
expect 0 columns reviews tabs.xlsx --map "[Ash School]=ignore"
workbook tabs.xlsx "Elm School=one.csv" "Birch School=two.csv"
expect 0 import reviews tabs.xlsx --dry-run
check_same "reviews after it" 2 "$(count review)"
expect 0 verify
finish
