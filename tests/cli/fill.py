# SPDX-License-Identifier: MIT
"""Fills in a form as people do: its headings stay, the answers are a CSV's.

    python3 fill.py FORM.xlsx|FORM.docx ANSWERS.csv OUT     a Word form takes one row
    python3 fill.py check FORM.docx                         its lists to choose from
"""
import csv
import re
import sys
import zipfile
from xml.sax.saxutils import escape


def letters(column):
    return chr(65 + column)


def fill_book(data, rows):
    lines = []
    for number, row in enumerate(rows, 2):
        cells = [f'<c r="{letters(i)}{number}" t="inlineStr"><is><t>{escape(text)}</t></is></c>'
                 for i, text in enumerate(row.values()) if text]
        lines.append(f'<row r="{number}">{"".join(cells)}</row>')
    return data.replace("</sheetData>", "".join(lines) + "</sheetData>", 1)


def fill_word(data, row):
    answers = list(row.values())

    def fill(match):
        answer = answers.pop(0)
        cell = match[0]
        head, tail = cell.rindex("<w:tc>"), None
        before, box = cell[:head], cell[head:]
        if not answer:
            return cell
        run = f"<w:r><w:t>{escape(answer[:3])}</w:t></w:r><w:r><w:t>{escape(answer[3:])}</w:t></w:r>"
        if "<w:sdt>" in box:
            box = box.replace("<w:showingPlcHdr />", "").replace("<w:showingPlcHdr/>", "")
            box = re.sub(r"<w:sdtContent>.*?</w:sdtContent>",
                         lambda _: f"<w:sdtContent>{run}</w:sdtContent>", box)
        else:
            box = re.sub(r"<w:p ?/>", lambda _: f"<w:p>{run}</w:p>", box)
        return before + box

    return re.sub(r"<w:tr>.*?</w:tr>", fill, data, flags=re.S)


def main():
    if sys.argv[1] == "check":
        data = zipfile.ZipFile(sys.argv[2]).read("word/document.xml").decode()
        print(data.count("<w:comboBox>"), "lists")
        return
    form, answers, out = sys.argv[1:]
    with open(answers, encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    with zipfile.ZipFile(form) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            data = old.read(name)
            if name == "xl/worksheets/sheet2.xml":
                data = fill_book(data.decode(), rows).encode()
            elif name == "word/document.xml":
                data = fill_word(data.decode(), rows[0]).encode()
            new.writestr(name, data)


main()
