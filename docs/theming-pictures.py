# SPDX-License-Identifier: MIT
"""Draws the pictures of theming.md from what the program really answers:

    python3 docs/theming-pictures.py build/waymark

theming-map.svg    statements as dots, like ones near each other: the two directions in which
                   their vectors differ most
theming-tree.svg   how they are put together step by step, and the cut that is suggested
They are in the repository, so nobody needs to run this.
"""
import json
import os
import subprocess
import sys
import tempfile
from xml.sax.saxutils import escape

HERE = os.path.dirname(os.path.abspath(__file__))
SAID = """The bus is late every morning
My taxi never comes on time
The minibus forgets to pick me up
The dinner hall is too loud
Noise in the corridor hurts my ears
I need a quiet room at lunch
It is so noisy I cannot think
I want a job with animals
I would like to work at the vet
I want to be a farmer
One day I will look after horses
Nobody signs with me
My mum is my best friend""".split("\n")
SIGNS = "●▲■◆★✚"
COLOURS = ["#0b5cad", "#a33b00", "#2f6b2f", "#7a2a7a", "#555555", "#8a6d00"]


def ask(program, *words):
    return subprocess.run([program, *words], input="\n".join(SAID) + "\n", text=True,
                          check=True, capture_output=True).stdout


def dot(one, other):
    return sum(a * b for a, b in zip(one, other))


def directions(vectors, count):
    """The directions in which they differ most, by power iteration."""
    mean = [sum(column) / len(vectors) for column in zip(*vectors)]
    rows = [[a - b for a, b in zip(vector, mean)] for vector in vectors]
    places = []
    for _ in range(count):
        found = [1.0] + [0.0] * (len(mean) - 1)
        for _ in range(300):
            shares = [dot(row, found) for row in rows]
            found = [sum(share * row[i] for share, row in zip(shares, rows))
                     for i in range(len(found))]
            length = dot(found, found) ** .5
            found = [number / length for number in found]
        places.append([dot(row, found) for row in rows])
        rows = [[a - share * b for a, b in zip(row, found)]
                for row, share in zip(rows, places[-1])]
    return places


def text(x, y, words, colour="#222", size=14, anchor="start"):
    return (f'<text x="{x:.0f}" y="{y:.0f}" font-size="{size}" fill="{colour}" '
            f'text-anchor="{anchor}">{escape(words)}</text>')


def picture(name, width, height, title, parts):
    with open(os.path.join(HERE, name), "w", encoding="utf-8") as out:
        out.write(f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" '
                  f'font-family="sans-serif" role="img"><title>{escape(title)}</title>'
                  f'<rect width="{width}" height="{height}" fill="#fff"/>'
                  + "\n".join(parts) + "</svg>\n")


def draw_map(program, groups):
    vectors = [[float(number) for number in line.split()]
               for line in ask(program, "embed").splitlines()]
    across, down = directions(vectors, 2)
    parts, taken = [], []
    for i in sorted(range(len(SAID)), key=lambda i: down[i]):
        x = 60 + (across[i] - min(across)) / (max(across) - min(across)) * 520
        y = 40 + (down[i] - min(down)) / (max(down) - min(down)) * 380
        while any(abs(y - other) < 20 and abs(x - beside) < 270 for beside, other in taken):
            y += 4
        taken.append((x, y))
        sign = (groups[i] - 1) % len(SIGNS)
        parts.append(text(x, y, SIGNS[sign], COLOURS[sign], 16, "middle"))
        parts.append(text(x + 14, y, SAID[i], COLOURS[sign], 13))
    picture("theming-map.svg", 860, 480, "Statements that mean alike lie near each other", parts)


def draw_tree(tree, groups):
    count, members = len(SAID), {i: [i] for i in range(len(SAID))}
    for step, (a, b, _, _) in enumerate(tree["merges"]):
        members[count + step] = members[a] + members[b]
    order = members[2 * count - 2]
    at = {line: (330.0, 30 + 27 * place) for place, line in enumerate(order)}
    parts = [text(310, at[line][1] + 5, SAID[line], COLOURS[(groups[line] - 1) % len(COLOURS)],
                  13, "end") for line in order]
    for line in order:
        sign = (groups[line] - 1) % len(SIGNS)
        parts.append(text(321, at[line][1] + 5, SIGNS[sign], COLOURS[sign], 13, "middle"))
    for step, (a, b, _, _) in enumerate(tree["merges"]):
        x, (ax, ay), (bx, by) = 360 + 36 * step, at[a], at[b]
        parts.append(f'<path d="M{ax:.0f} {ay:.0f}H{x}V{by:.0f}H{bx:.0f}" fill="none" '
                     'stroke="#444" stroke-width="1.5"/>')
        at[count + step] = (x, (ay + by) / 2)
    cut = 360 + 36 * (count - len(set(groups))) - 18
    bottom = 30 + 27 * count
    parts.append(f'<path d="M{cut} 12V{bottom}" stroke="#a33b00" stroke-width="2" '
                 'stroke-dasharray="6 5"/>')
    parts.append(text(cut, bottom + 18, f'suggested: {len(set(groups))} groups',
                      "#a33b00", 13, "middle"))
    parts.append(text(330, bottom + 18, "more groups", "#444", 12))
    parts.append(text(360 + 36 * len(tree["merges"]), bottom + 18, "fewer groups", "#444", 12,
                      "end"))
    picture("theming-tree.svg", 860, bottom + 36, "How statements are put together", parts)


def main():
    program = sys.argv[1]
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "tree.json")
        groups = [int(line.split("\t")[0])
                  for line in ask(program, "cluster", "--tree", path).splitlines()]
        with open(path, encoding="utf-8") as file:
            tree = json.load(file)
    draw_map(program, groups)
    draw_tree(tree, groups)


main()
