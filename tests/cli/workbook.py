# SPDX-License-Identifier: MIT
"""Saves CSVs as a workbook, as a spreadsheet program would have them: numbers as
numbers, days as day numbers, texts shared. 'TEXT is a text, whatever it looks like;
{=FORMULA}VALUE is a formula that last came to VALUE, or was never worked out.

    python3 workbook.py OUT.xlsx "Sheet name=FILE.csv" ...   a name with ! before it is hidden
"""
import csv
import datetime
import io
import re
import sys
import zipfile
from xml.sax.saxutils import escape

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"


def letters(column):
    out = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        out = chr(65 + rest) + out
    return out


def cell(place, text, shared):
    formula = re.fullmatch(r"{=(.*?)}(.*)", text)
    if formula:
        kind = ' t="e"' if formula[2].startswith("#") else ' t="str"' if re.search(
            r"[^-0-9.]", formula[2]) else ' s="1"'
        value = f"<v>{escape(formula[2])}</v>" if formula[2] else ""
        return f'<c r="{place}"{kind}><f>{escape(formula[1])}</f>{value}</c>'
    if text.startswith("'"):
        return f'<c r="{place}" t="s"><v>{shared.setdefault(text[1:], len(shared))}</v></c>'
    day = re.fullmatch(r"(\d\d)/(\d\d)/(\d{4})", text)
    if day:
        date = datetime.date(int(day[3]), int(day[2]), int(day[1]))
        return f'<c r="{place}" s="1"><v>{(date - datetime.date(1899, 12, 30)).days}</v></c>'
    if re.fullmatch(r"0|[1-9]\d{0,14}", text):
        return f'<c r="{place}"><v>{text}</v></c>'
    return f'<c r="{place}" t="s"><v>{shared.setdefault(text, len(shared))}</v></c>'


def sheet(path, shared):
    data = open(path, "rb").read()
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = data.decode("utf-16")
    else:
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError:
            text = data.decode("cp1252")
    comma = max("\t;,", key=text.count)
    rows = []
    with io.StringIO(text, newline="") as file:
        for number, row in enumerate(csv.reader(file, delimiter=comma), 1):
            cells = [cell(f"{letters(i)}{number}", text, shared)
                     for i, text in enumerate(row) if text]
            rows.append(f'<row r="{number}">{"".join(cells)}</row>')
    return f'<worksheet xmlns="{MAIN}"><sheetData>{"".join(rows)}</sheetData></worksheet>'


def main():
    shared, sheets, links = {}, [], []
    with zipfile.ZipFile(sys.argv[1], "w", zipfile.ZIP_DEFLATED) as out:
        for n, word in enumerate(sys.argv[2:], 1):
            name, path = word.split("=", 1)
            state = ' state="hidden"' if name.startswith("!") else ""
            sheets.append(f'<sheet name="{escape(name.lstrip("!"))}" sheetId="{n}"{state} '
                          f'r:id="rId{n}"/>')
            links.append(f'<Relationship Id="rId{n}" Type="{OFFICE}/worksheet" '
                         f'Target="worksheets/sheet{n}.xml"/>')
            out.writestr(f"xl/worksheets/sheet{n}.xml", sheet(path, shared))
        links += [f'<Relationship Id="s" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/>',
                  f'<Relationship Id="f" Type="{OFFICE}/styles" Target="styles.xml"/>']
        texts = "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>'
                        for text in shared)
        out.writestr("xl/sharedStrings.xml", f'<sst xmlns="{MAIN}">{texts}</sst>')
        out.writestr("xl/styles.xml",
                     f'<styleSheet xmlns="{MAIN}"><cellXfs><xf numFmtId="0"/>'
                     '<xf numFmtId="14"/></cellXfs></styleSheet>')
        out.writestr("xl/workbook.xml",
                     f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
                     f'{"".join(sheets)}</sheets></workbook>')
        out.writestr("xl/_rels/workbook.xml.rels",
                     f'<Relationships xmlns="{LINKS}">{"".join(links)}</Relationships>')
        out.writestr("_rels/.rels",
                     f'<Relationships xmlns="{LINKS}"><Relationship Id="r" '
                     f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/>'
                     '</Relationships>')


main()
