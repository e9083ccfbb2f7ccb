# SPDX-License-Identifier: MIT
"""Makes the files of the example that are no text, the same each time:

    python3 examples/thornmere/made.py

attachments/route-6.png      a map drawn by hand, or nearly
attachments/four-bars.wav    four bars for the harp
spreadsheets/reviews-2025-late.xlsx
                             a workbook as two schools sent it: a tab for each, a title
                             merged over the columns, days as days, several statements in
                             a cell, a hidden row, no references
spreadsheets/larkrise-2026.xlsx
                             the form that `waymark export form` writes, as Larkrise filled
                             it in and Excel saved it
They are in the repository, so nobody needs Python to run the example.
"""
import datetime
import math
import os
import random
import struct
import zipfile
import zlib
from xml.sax.saxutils import escape

HERE = os.path.dirname(os.path.abspath(__file__))

# --- the map ---------------------------------------------------------------------------
WIDTH, HEIGHT = 480, 320
PAPER, PENCIL, RED, BLUE, GREEN, ORANGE, GREY = range(7)
PALETTE = [(253, 250, 240), (60, 60, 66), (205, 45, 45), (70, 120, 200), (70, 150, 80),
           (240, 160, 40), (190, 190, 185)]


class Page:
    def __init__(self):
        self.rows = [bytearray(WIDTH) for _ in range(HEIGHT)]
        self.hand = random.Random(6)

    def dot(self, x, y, size, colour):
        for row in range(max(0, int(y - size)), min(HEIGHT, int(y + size) + 1)):
            for column in range(max(0, int(x - size)), min(WIDTH, int(x + size) + 1)):
                if (row - y) ** 2 + (column - x) ** 2 <= size * size:
                    self.rows[row][column] = colour

    def line(self, points, size, colour, shake=1.2):
        """A stroke through the points, by a hand that shakes a little."""
        off = 0.0
        for (x0, y0), (x1, y1) in zip(points, points[1:]):
            length = max(1, int(math.hypot(x1 - x0, y1 - y0)))
            for step in range(length + 1):
                off = max(-shake, min(shake, off + self.hand.uniform(-0.4, 0.4)))
                part = step / length
                self.dot(x0 + (x1 - x0) * part + off, y0 + (y1 - y0) * part - off, size, colour)

    def ring(self, x, y, radius, size, colour):
        self.line([(x + radius * math.cos(turn / 8 * math.pi),
                    y + radius * math.sin(turn / 8 * math.pi)) for turn in range(17)],
                  size, colour, 0.5)

    def fill(self, left, top, right, bottom, colour):
        for row in range(top, bottom, 5):
            self.line([(left, row), (right, row + 3)], 1.6, colour)

    def png(self):
        def chunk(kind, data):
            return (struct.pack(">I", len(data)) + kind + data
                    + struct.pack(">I", zlib.crc32(kind + data)))
        packed = b"".join(
            b"\0" + bytes(row[i] << 4 | row[i + 1] for i in range(0, WIDTH, 2))
            for row in self.rows)
        return (b"\x89PNG\r\n\x1a\n"
                + chunk(b"IHDR", struct.pack(">IIBBBBB", WIDTH, HEIGHT, 4, 3, 0, 0, 0))
                + chunk(b"PLTE", b"".join(bytes(colour) for colour in PALETTE))
                + chunk(b"IDAT", zlib.compress(packed, 9)) + chunk(b"IEND", b""))


# A letter is strokes in a square of four by six.
LETTERS = {
    "H": ["00 06", "40 46", "03 43"], "O": ["00 40 46 06 00"], "M": ["06 00 23 40 46"],
    "E": ["40 00 06 46", "03 33"], "6": ["40 00 06 46 43 03"], "P": ["06 00 40 43 03"],
    "A": ["06 20 46", "13 33"], "R": ["06 00 40 43 03", "23 46"], "K": ["00 06", "40 03 46"],
    "B": ["00 06 46 43 03", "00 30 33"], "U": ["00 06 46 40"], "S": ["40 00 03 43 46 06"],
    "C": ["40 00 06 46"], "L": ["00 06 46"], "I": ["20 26"], "V": ["00 26 40"],
    "N": ["06 00 46 40"], "T": ["00 40", "20 26"], "W": ["00 16 23 36 40"],
    "G": ["40 00 06 46 43 23"],
    "Y": ["00 23 40", "23 26"], "D": ["00 06 26 44 42 20 00"],
}


def write(page, text, x, y, size, colour):
    for letter in text:
        for stroke in LETTERS.get(letter, []):
            page.line([(x + int(p[0]) * size, y + int(p[1]) * size + page.hand.uniform(-1, 1))
                       for p in stroke.split()], 1.1, colour, 0.5)
        x += 6 * size


def draw_map():
    page = Page()
    page.fill(300, 30, 420, 92, GREEN)
    river = [(x, 215 + 26 * math.sin(x / 47)) for x in range(-5, 490, 8)]
    for offset in (-7, 0, 7):
        page.line([(x, y + offset) for x, y in river], 3.4, BLUE, 2)
    for road in ([(20, 150), (230, 150), (300, 285), (470, 290)], [(130, 20), (130, 300)],
                 [(230, 150), (465, 130)]):
        page.line(road, 3, GREY)
    route = [(45, 60), (130, 62), (132, 150), (232, 150), (262, 208), (302, 283), (430, 288)]
    page.line(route, 4, RED, 1.6)
    stops = [(45, 60, "HOME"), (132, 105, ""), (185, 150, "CLUB"), (262, 208, "BRIDGE"),
             (345, 285, ""), (430, 288, "WORK")]
    for x, y, name in stops:
        page.dot(x, y, 8, PAPER)
        page.ring(x, y, 7, 1.4, PENCIL)
        left, up = {"CLUB": (24, -14), "BRIDGE": (-16, 22), "WORK": (30, 34)}.get(name, (14, 34))
        write(page, name, x - left, y - up, 2.4, PENCIL)
    write(page, "PARK", 335, 52, 3, PENCIL)
    write(page, "RIVER", 20, 262, 2.6, BLUE)
    page.fill(196, 84, 250, 110, ORANGE)
    page.line([(192, 80), (254, 81), (254, 113), (192, 112), (192, 80)], 1.4, PENCIL)
    for x in (206, 240):
        page.dot(x, 114, 6, PENCIL)
    write(page, "6", 218, 89, 2.6, PENCIL)
    return page.png()


# --- the tune --------------------------------------------------------------------------
RATE = 8000


def pluck(frequency, seconds, rng):
    """A string, after Karplus and Strong: noise that its own delay smooths."""
    string = [rng.uniform(-1, 1) for _ in range(int(RATE / frequency))]
    out = []
    for index in range(int(RATE * seconds)):
        here = index % len(string)
        string[here] = 0.498 * (string[here] + string[(here + 1) % len(string)])
        out.append(string[here])
    return out


def play_tune():
    rng, beat = random.Random(4), 0.16
    notes = [262, 330, 392, 523, 294, 349, 440, 587, 330, 392, 494, 659, 523]
    sound = [0.0] * int(RATE * (beat * len(notes) + 0.9))
    for number, note in enumerate(notes):
        for index, value in enumerate(pluck(note, 0.9, rng)):
            sound[int(number * beat * RATE) + index] += value * 0.45
    data = bytes(max(0, min(255, int(128 + 90 * value))) for value in sound)
    return (b"RIFF" + struct.pack("<I", 36 + len(data)) + b"WAVEfmt "
            + struct.pack("<IHHIIHH", 16, 1, 1, RATE, RATE, 1, 8)
            + b"data" + struct.pack("<I", len(data)) + data)


# --- the workbook ----------------------------------------------------------------------
HEADER = ["UPN", "Surname", "Forename", "DOB", "Primary need", "Year group", "Date of review",
          "YP attended", "What's working well", "What's not working", "Hopes for the future",
          "Views given by", "How given", "Permission to quote"]
TITLE = "Reviews held after the list of 1 September was taken"

MARLPIT = [
    ["R998402914109", "Lockwell", "Adam", "31/01/2010", "SLCN", "10", "03/07/2025", "Y",
     "- I read out the scores on sports day, over the speakers. I'd practised all week\n"
     "- sir lets me say it tomorrow if it's stuck today",
     "- my speech lady stopped in year 8 and nobody said why\n"
     "- supply teachers finish my words, wrong",
     "- Football commentary. On the radio first, there's a delay button\n"
     "- move in with my cousin when I'm 18",
     "Young person", "Words", "N"],
    ["", "Speight", "Connor", "11/02/2007", "MLD", "13", "24/06/2025", "Y",
     "I made a washing up rota for our house and they stick to it",
     "it says supported internship on the sheet but not where and not which days",
     "Work in a chip shop, behind the counter", "Young person", "Words", "Y"],
    ["", "Tattersall", "Ruby", "04/09/2009", "SPLD", "10", "02/07/2025", "Y",
     "this school does photography so now I get up in the morning",
     "My plan didn't move with me. Six weeks of nothing on coloured paper",
     "have my own tattoo studio, clean one, with a waiting list", "Young person", "Words", ""],
]
WEIR = [
    ["Z998405014121", "Cadwallader", "Rhys", "07/04/2010", "SEMH", "10", "10/07/2025", "Y",
     "- bike workshop\n- my key worker plays pool with me before lessons so i walk in calm",
     "- worksheets, worksheets, worksheets\n- my brother hits me when mum's on nights",
     "- army, or bikes\n- a dog that's trained proper", "Young person", "Words", "Y"],
    ["K998405015040", "Feldgate", "Noah", "08/07/2011", "SEMH", "9", "14/07/2025", "Y",
     "They let me feed the tortoise when I'm early", "taxi man has the racing on full blast",
     "Zoo keeper. The night shift.", "Young person", "Words", ""],
    ["", "Marlow", "Jaydn", "18/04/2008", "SEMH", "12", "08/07/2025", "Y",
     "two days a week with the tree surgeons and they gave me proper saw trousers",
     "- mum fills in the money forms and then she's in a mood all night\n"
     "- nobody will say if I'm in college in September or out on my ear",
     "- tree surgeon with my name on the van\n- live with my girlfriend and her daft dog",
     "Young person", "Words", ""],
    ["", "Osman", "Nadia", "08/11/2009", "SEMH", "10", "09/07/2025", "Y",
     "nobody here has shouted at me since Easter", "my old school never sent my coursework on",
     "Make-up for films. Saturdays off", "Young person", "Words", ""],
    ["TOTAL", "", "", "", "", "", "", "4", "", "", "", "", "", ""],
]
SHEETS = [("Marlpit Technology College", MARLPIT, 5), ("The Weir School", WEIR, 0)]

# --- the form, filled in -----------------------------------------------------------------
# The headings and the three tabs are those of src/report/form.c.
FORM = ["Person ID", "UPN", "Surname", "Forename", "Date of birth", "School", "Year group",
        "Review date", "Young person attended", "What is working 1", "What is working 2",
        "What is not working 1", "What is not working 2", "Hopes for the future 1",
        "Hopes for the future 2", "Said by", "How it was said"]
LARKRISE = [
    ["TH10150", "", "Akindele", "Seun", "17/10/2009", "11", "12/05/2026", "Yes",
     "new voice on my tablet. sounds like me", "same seat", "fire bell. no warning", "",
     "penguins. real ones", "", "Young person", "AAC"],
    ["TH10460", "K998402214214", "Ferrante", "Luca", "12/08/2010", "11", "03/02/2026", "Yes",
     "I run the lights for assembly. Nine lamps, one fader each.",
     "Somebody walks with me to the taxi now",
     "Last year my review did not happen. Nobody said that it would not.",
     "The maths room hums", "Work the lights in a theatre", "A dog that is old and calm",
     "Young person", "Words"],
    ["TH10135", "M998402211139", "Gearing", "Molly", "16/01/2007", "14", "22/04/2026", "Yes",
     "The stables asked me back for the summer, with wages",
     "I was told in writing who my new teacher is, with a photograph",
     "I leave in July and the form for the bus has come back twice", "",
     "Run a yard of my own, six horses at the most", "Live where I can walk to it",
     "Young person", "Words"],
    ["TH10360", "D998402211043", "Kaminska", "Zofia", "21/12/2007", "13", "29/04/2026", "Yes",
     "I presented my results at the laboratory. Nobody clapped, as I had asked.",
     "There is chess on Wednesdays and two people come",
     "A weekend is 65 hours and 25 minutes long",
     "My timetable changes on the day and the email comes after",
     "A degree in chemistry, in a city with a quiet library", "", "Young person", "Words"],
    ["TH10146", "M998402213091", "Mulcahy", "Kian", "14/02/2009", "12", "11/02/2026", "Yes",
     "the PC we built runs the tournament table now", "",
     "chips changed AGAIN. I have kept a log",
     "I'm staying on, and I found out in September from the register",
     "games writer. still", "a job where sarcasm counts", "Young person", "Words"],
    ["TH10124", "V998402215169", "Nwosu", "Zach", "01/02/2011", "10", "24/06/2026", "Yes",
     "strip on my phone now. i peel", "", "clap clap clap. stop", "", "map shop", "",
     "Young person", "AAC"],
    ["TH10088", "Y998402215115", "Ravenhill", "Theo", "03/08/2011", "10", "20/01/2026", "No",
     "He took the eggs round to the neighbours on his own, and brought the box back", "",
     "He was asked to one party, and it was in a hall full of trampolines", "",
     "Somebody his own age who likes hens", "", "Family", "Observation"],
    ["TH10503", "", "Castellow", "Amina", "19/11/2011", "9", "09/06/2026", "Yes",
     "I sit by the window and nobody asks me why", "My helper draws it when I do not get it",
     "The bell. It is inside my teeth.", "Nobody told me that there are two dinner times",
     "Paint ships", "", "Young person", "Words"],
    ["TH10504", "", "Farthing", "Jude", "02/03/2012", "9", "16/06/2026", "Yes",
     "I know every bin lorry by its plate and the men wave", "",
     "they moved my desk in the holidays", "I do not know what my brother has for lunch",
     "drive the red one", "", "Young person", "Words"],
]
LARKRISE = [row[:5] + ["Larkrise School"] + row[5:] for row in LARKRISE]
GUIDE = [["What young people say in their reviews: 2026"], ["Thornmere Council"],
         ['On the sheet "Reviews", a row is one review of one young person. Dates are '
          "day/month/year."]]
LISTS = [["Larkrise School", "9", "Yes", "Young person", "Words"]]
FORM_SHEETS = [("How to fill this in", GUIDE, True), ("Reviews", [FORM] + LARKRISE, True),
               ("Waymark lists", LISTS, False)]

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
LINKS = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
KIND = "application/vnd.openxmlformats-officedocument.spreadsheetml."
HIDDEN = ' state="hidden"'
XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def cell(place, text, shared, style):
    if text[2:3] == "/" and text[5:6] == "/":
        day = datetime.date(int(text[6:]), int(text[3:5]), int(text[:2]))
        return f'<c r="{place}" s="1"><v>{(day - datetime.date(1899, 12, 30)).days}</v></c>'
    if text.isdigit():
        return f'<c r="{place}"><v>{text}</v></c>'
    return f'<c r="{place}" s="{style}" t="s"><v>{shared.setdefault(text, len(shared))}</v></c>'


def sheet(rows, hidden, shared):
    out = []
    for number, row in enumerate([[TITLE], HEADER] + rows, 1):
        style = 2 if number < 3 else 3
        cells = "".join(cell(f"{chr(65 + i)}{number}", text, shared, style)
                        for i, text in enumerate(row) if text)
        hide = ' hidden="1"' if number == hidden else ""
        out.append(f'<row r="{number}"{hide}>{cells}</row>')
    return (f'{XML}<worksheet xmlns="{MAIN}"><cols>'
            '<col min="1" max="8" width="13" customWidth="1"/>'
            '<col min="9" max="11" width="48" customWidth="1"/></cols>'
            f'<sheetData>{"".join(out)}</sheetData>'
            '<mergeCells count="1"><mergeCell ref="A1:N1"/></mergeCells></worksheet>')


STYLES = (f'{XML}<styleSheet xmlns="{MAIN}"><fonts count="2"><font/><font><b/></font></fonts>'
          '<fills count="1"><fill/></fills><borders count="1"><border/></borders>'
          '<cellXfs count="4"><xf/><xf numFmtId="14" applyNumberFormat="1"/>'
          '<xf fontId="1" applyFont="1"/><xf applyAlignment="1"><alignment wrapText="1" '
          'vertical="top"/></xf></cellXfs></styleSheet>')


def form_sheet(rows, shared):
    """Every cell of the form is of text, dates and years of school among them."""
    out = []
    for number, row in enumerate(rows, 1):
        cells = "".join(
            f'<c r="{chr(65 + i)}{number}" s="{2 if number == 1 else 3}" t="s">'
            f"<v>{shared.setdefault(text, len(shared))}</v></c>"
            for i, text in enumerate(row) if text)
        out.append(f'<row r="{number}">{cells}</row>')
    return (f'{XML}<worksheet xmlns="{MAIN}"><cols>'
            '<col min="1" max="9" width="16" customWidth="1"/>'
            '<col min="10" max="15" width="40" customWidth="1"/>'
            '<col min="16" max="17" width="18" customWidth="1"/></cols>'
            f'<sheetData>{"".join(out)}</sheetData></worksheet>')


def make_workbook(path, sheets, made_on):
    """sheets: name, what makes its XML out of the shared strings, and whether it shows."""
    shared, files = {}, {}
    for number, (_, write_sheet, _) in enumerate(sheets, 1):
        files[f"xl/worksheets/sheet{number}.xml"] = write_sheet(shared)
    strings = "".join(f'<si><t xml:space="preserve">{escape(text)}</t></si>' for text in shared)
    files["xl/sharedStrings.xml"] = f'{XML}<sst xmlns="{MAIN}">{strings}</sst>'
    files["xl/styles.xml"] = STYLES
    tabs = "".join(
        f'<sheet name="{escape(name)}" sheetId="{i}"{"" if shown else HIDDEN} r:id="rId{i}"/>'
        for i, (name, _, shown) in enumerate(sheets, 1))
    files["xl/workbook.xml"] = (f'{XML}<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}">'
                                f"<sheets>{tabs}</sheets></workbook>")
    parts = [("worksheet", f"worksheets/sheet{i}.xml") for i in range(1, len(sheets) + 1)]
    parts += [("sharedStrings", "sharedStrings.xml"), ("styles", "styles.xml")]
    links = "".join(f'<Relationship Id="rId{i}" Type="{OFFICE}/{kind}" Target="{target}"/>'
                    for i, (kind, target) in enumerate(parts, 1))
    files["xl/_rels/workbook.xml.rels"] = (
        f'{XML}<Relationships xmlns="{LINKS}">{links}</Relationships>')
    files["_rels/.rels"] = (
        f'{XML}<Relationships xmlns="{LINKS}"><Relationship Id="rId1" '
        f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>')
    named = "".join(f'<Override PartName="/xl/{target}" ContentType="{KIND}{kind}+xml"/>'
                    for kind, target in [("sheet.main", "workbook.xml")] + parts)
    files["[Content_Types].xml"] = (
        f'{XML}<Types xmlns="{TYPES}"><Default Extension="rels" ContentType='
        '"application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{named}</Types>')
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as out:
        for name in sorted(files):
            info = zipfile.ZipInfo(name, made_on + (9, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            out.writestr(info, files[name])


def main():
    sheets = os.path.join(HERE, "spreadsheets")
    make_workbook(
        os.path.join(sheets, "reviews-2025-late.xlsx"),
        [(name, lambda shared, rows=rows, hidden=hidden: sheet(rows, hidden, shared), True)
         for name, rows, hidden in SHEETS], (2025, 11, 3))
    make_workbook(
        os.path.join(sheets, "larkrise-2026.xlsx"),
        [(name, lambda shared, rows=rows: form_sheet(rows, shared), shown)
         for name, rows, shown in FORM_SHEETS], (2026, 9, 18))
    for name, data in (("route-6.png", draw_map()), ("four-bars.wav", play_tune())):
        with open(os.path.join(HERE, "attachments", name), "wb") as out:
            out.write(data)


if __name__ == "__main__":
    main()
