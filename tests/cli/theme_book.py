# SPDX-License-Identifier: MIT
"""Edits a workbook of groups as people would, and saves it as a spreadsheet program
does (texts shared, numbers as numbers), or its sheet of cards as a CSV.

    python3 theme_book.py IN.xlsx OUT.xlsx|OUT.csv EDIT …

    card 12: Group=T3          the cell of a line, known by its first column
    group T3: Name=Buses
    copy card 12: Group=T3     a second line of it
    drop card 12
    add group: Name=Sleep; About=What is working
    heading Card=Number        of whichever sheet has it
    sheet Cards=Sorted
    without Groups             the whole sheet
    order Card,Group           sorts these columns of the cards, and leaves the others
"""
import csv
import os
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ET
import zipfile

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


def read(path):
    """{sheet: rows of texts}, of the sheets that are not hidden."""
    sheets = {}
    with zipfile.ZipFile(path) as book:
        listed = ET.fromstring(book.read("xl/workbook.xml")).iter(MAIN + "sheet")
        for number, sheet in enumerate(listed, 1):
            if sheet.get("state") == "hidden":
                continue
            root = ET.fromstring(book.read(f"xl/worksheets/sheet{number}.xml"))
            rows = []
            for row in root.iter(MAIN + "row"):
                cells = {}
                for cell in row.iter(MAIN + "c"):
                    column = ord(re.match("[A-Z]", cell.get("r"))[0]) - ord("A")
                    texts = list(cell.iter(MAIN + "t")) + list(cell.iter(MAIN + "v"))
                    cells[column] = "".join(one.text or "" for one in texts)
                rows.append([cells.get(n, "") for n in range(max(cells, default=-1) + 1)])
            sheets[sheet.get("name")] = rows
    return sheets


def find(sheets, what):
    """The sheet of cards or of groups, by its second heading."""
    second = {"card": "What was said", "group": "About"}[what]
    return next(rows for rows in sheets.values() if rows[0][1:2] == [second])


def put(rows, row, cells):
    for cell in filter(None, (one.strip() for one in cells.split(";"))):
        name, text = cell.split("=", 1)
        row[rows[0].index(name)] = text.replace("\\n", "\n")


def edit(sheets, order):
    verb = order.split()[0]
    if verb in ("card", "group", "copy", "drop"):
        words, _, cells = order.partition(":")
        what, key = words.split()[-2:]
        rows = find(sheets, what)
        row = next(one for one in rows if one[0] == key)
        if verb == "drop":
            rows.remove(row)
            return
        if verb == "copy":
            rows.append(list(row))
            row = rows[-1]
        put(rows, row, cells)
    elif verb == "add":
        what, cells = order[4:].split(":", 1)
        rows = find(sheets, what)
        rows.append([""] * len(rows[0]))
        put(rows, rows[-1], cells)
    elif verb == "heading":
        old, new = order[8:].split("=")
        for rows in sheets.values():
            rows[0] = [new if cell == old else cell for cell in rows[0]]
    elif verb == "sheet":
        old, new = order[6:].split("=")
        sheets[new] = sheets.pop(old)
    elif verb == "order":
        rows = find(sheets, "card")
        columns = [rows[0].index(name) for name in order[6:].split(",")]
        cells = [[row[at] for at in columns] for row in rows[1:]]
        for row, one in zip(rows[1:], sorted(cells, key=lambda one: -int(one[0]))):
            for at, cell in zip(columns, one):
                row[at] = cell
    elif verb == "without":
        del sheets[order[8:]]
    else:
        sys.exit(f"theme_book.py: {order}")


def save(path, rows):
    with open(path, "w", newline="", encoding="utf-8") as file:
        csv.writer(file).writerows(rows)


def main():
    sheets = read(sys.argv[1])
    cards = find(sheets, "card")
    for order in sys.argv[3:]:
        edit(sheets, order)
    if sys.argv[2].endswith(".csv"):
        save(sys.argv[2], cards)
        return
    with tempfile.TemporaryDirectory() as folder:
        words = []
        for number, (name, rows) in enumerate(sheets.items()):
            path = os.path.join(folder, f"{number}.csv")
            save(path, rows)
            words.append(f"{name}={path}")
        writer = os.path.join(os.path.dirname(os.path.abspath(__file__)), "workbook.py")
        subprocess.run([sys.executable, writer, sys.argv[2], *words], check=True)


main()
