# SPDX-License-Identifier: MIT
"""How much of two hours the cards of a middling authority leave to read them in:
look.py BUILD FOLDER

FOLDER is an empty one; a folder of about 650 cards is made there, of what the made-up
authority's young people said in both years, the first year's as if others had said it.
Then the whole of `waymark look` is answered through pipes: every flagged card gets new
words, and is printed as it is where those are flagged, too. The program's time is
measured; a person's is reckoned, from the two assumptions below. Nothing here fails
because something took long."""
import csv
import io
import json
import os
import subprocess
import sys
import time

CARDS = 650
BUDGET = 2 * 60 * 60  # seconds: what the method's users asked for
# Assumptions. How many words a minute adults read silently, of non-fiction (Brysbaert
# 2019, "How many words do we read per minute?"); and how long one decision takes.
WORDS_A_MINUTE, SECONDS_A_DECISION = 238, 20

SHEETS = os.path.join(os.getcwd(), "examples", "thornmere", "spreadsheets")
ASKS, WORDS, SAVES = b"(? = help): ", b"leaves it as it is): ", b"(y or n): "


def run(waymark, *words):
    done = subprocess.run([waymark, *words], capture_output=True, text=True, check=False)
    if done.returncode not in (0, 2):  # 2: some rows were refused
        sys.exit(f"{' '.join(words)}: failed\n{done.stdout}{done.stderr}")
    return done.stdout


def cards(waymark):
    """What would be printed: the statements that are in no tray."""
    said = json.loads(run(waymark, "--in", "look", "list", "statement", "--json"))
    return [one for one in said if not one.get("tray")]


def others():
    """The first year's reviews, as of people whom nobody knows yet."""
    with open(os.path.join(SHEETS, "reviews-2024-schools.csv"), encoding="utf-8-sig") as text:
        table = "Pupil Ref" + text.read().split("Pupil Ref", 1)[1]  # lines stand above it
    for number, row in enumerate(csv.DictReader(io.StringIO(table))):
        yield {**row, "Pupil Ref": f"OTHER{number}", "UPN": "", "DOB": ""}


def make(waymark):
    """A folder of so many cards, or a few more."""
    at = ["--in", "look"]
    run(waymark, "init", "look", "--authority", "Measured Council")
    run(waymark, *at, "cycle", "new", "2025")
    for name in ("reviews-2025-schools.csv", "reviews-2025-colleges.csv"):
        run(waymark, *at, "import", "reviews", os.path.join(SHEETS, name))
    for number, row in enumerate(others()):
        if len(cards(waymark)) >= CARDS:
            return
        with open(f"{number}.csv", "w", encoding="utf-8", newline="") as out:
            table = csv.DictWriter(out, [name for name in row if name])
            table.writeheader()
            table.writerow({name: text for name, text in row.items() if name})
        run(waymark, *at, "import", "reviews", f"{number}.csv")


def read_to_question(process):
    """What is said up to the next question, or to the end."""
    said = b""
    while not said.endswith((ASKS, WORDS, SAVES)):
        more = os.read(process.stdout.fileno(), 65536)
        if not more:
            break
        said += more
    return said


def answer_all(waymark, flagged):
    """Answers every card of the queue: in how many seconds."""
    by_source = {one["source"].encode(): one for one in flagged}
    reworded, card = set(), None
    begun = time.perf_counter()
    with subprocess.Popen([waymark, "--in", "look", "look"], stdin=subprocess.PIPE,
                          stdout=subprocess.PIPE, bufsize=0) as process:
        while (said := read_to_question(process)).endswith((ASKS, WORDS, SAVES)):
            if said.endswith(ASKS):
                shown = next((word for word in said.split() if word in by_source), None)
                card = by_source.get(shown, card)
                line = "a" if card["id"] in reworded else "r"
            elif said.endswith(WORDS):
                reworded.add(card["id"])
                line = card["text"]
                for found in card["found"]:
                    line = line.replace(found["words"], "somebody")
            else:
                line = "y"
            process.stdin.write(line.encode() + b"\n")
        process.stdin.close()
        if process.wait() != 0 or len(reworded) != len(flagged):
            sys.exit(f"look: failed\n{said.decode()}")
    return time.perf_counter() - begun


def minutes(seconds):
    return f"{seconds / 60:.0f} min"


def main():
    waymark = os.path.join(os.path.abspath(sys.argv[1]), "waymark")
    os.chdir(sys.argv[2])
    os.environ.pop("WAYMARK_WORKPLACE", None)
    make(waymark)
    count = len(cards(waymark))
    words = sum(len(one["text"].split()) for one in cards(waymark))
    flagged = json.loads(run(waymark, "--in", "look", "look", "--list", "--json"))
    took = answer_all(waymark, flagged)
    left = json.loads(run(waymark, "--in", "look", "look", "--list", "--json"))
    if left:
        sys.exit(f"look: {len(left)} cards are flagged still")
    reading = words / WORDS_A_MINUTE * 60
    deciding = len(flagged) * SECONDS_A_DECISION
    person = reading + deciding
    print(f"look, {count} cards: {len(flagged)} decisions, {words:,} words to read; the "
          f"program takes {took:.2f} s of the {minutes(BUDGET)}, which leaves "
          f"{(BUDGET - took) / count:.1f} s a card")
    print(f"    reckoned, not measured: {minutes(reading)} of reading at {WORDS_A_MINUTE} words "
          f"a minute (adults, silently; Brysbaert 2019) and {minutes(deciding)} at "
          f"{SECONDS_A_DECISION} s a decision are {minutes(person)}, {person / count:.1f} s a card")


if __name__ == "__main__":
    main()
