# SPDX-License-Identifier: MIT
"""Measures waymark's command line beside peers, and prints a table:
measure.py BUILD FOLDER [PEER_PYTHON]

FOLDER is an empty one, on a disk like the one that people use; everything is made
there. Ours and the peer take turns, and the quickest of each counts, since what else
the computer does only adds; of single commands the median. Wall time is from the start
of a process to its end, and for single commands also to their answer, which comes
after the commit; processor time and peak memory are what the system says of it
and of the processes that it waited for (peaks below that of this script, about
15 MiB, are not told apart). Nothing here fails because something took long."""
import csv
import os
import pwd
import shutil
import statistics
import subprocess
import sys
import time

REVIEWS, STATEMENTS = 10000, 60000
TURNS = 3
COMMANDS = 50  # single ones
TREE = os.getcwd()
THORNMERE = os.path.join(TREE, "examples", "thornmere")
TOOLS = os.path.join(TREE, "tests", "bench")


class Used:
    """What one process used."""

    def __init__(self, wall, usage):
        self.wall = wall
        self.cpu = usage.ru_utime + usage.ru_stime
        self.peak = usage.ru_maxrss / 1024  # MiB


def run(*words, stdin=os.devnull):
    """Runs a program to its end; what it prints goes to the folder's `log`."""
    actions = [(os.POSIX_SPAWN_OPEN, 0, stdin, os.O_RDONLY, 0),
               (os.POSIX_SPAWN_OPEN, 1, "log", os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600),
               (os.POSIX_SPAWN_DUP2, 1, 2)]
    words = [str(word) for word in words]
    begun = time.perf_counter()
    process = os.posix_spawnp(words[0], words, os.environ, file_actions=actions)
    _, status, usage = os.wait4(process, 0)
    used = Used(time.perf_counter() - begun, usage)
    if status != 0:
        sys.exit(f"{' '.join(words)}: failed\n{printed()}")
    return used


def answered(*words):
    """Milliseconds from the start of a program to the first that it says, and to its end."""
    words = [str(word) for word in words]
    begun = time.perf_counter()
    with subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          bufsize=0) as process:
        first = process.stdout.read(1)
        answer = time.perf_counter() - begun
        process.stdout.read()
        if process.wait() != 0 or not first:
            sys.exit(f"{' '.join(words)}: failed")
        return answer * 1000, (time.perf_counter() - begun) * 1000


def printed():
    """What the last program printed."""
    with open("log", encoding="utf-8", errors="replace") as log:
        return log.read()


def user():
    """Who made the folders."""
    return pwd.getpwuid(os.getuid()).pw_name


def quickest(found):
    return min(found, key=lambda used: used.wall)


def in_turn(ours, peer, turns=TURNS):
    """The quickest of several runs of each, which are functions; they take turns."""
    found = [(ours(), peer()) for _ in range(turns)]
    return quickest([pair[0] for pair in found]), quickest([pair[1] for pair in found])


class Table:
    """The ratio is what we need for what the peer needs: below 1, we need less."""

    def __init__(self):
        self.rows = [("", "measured", "target", "peer", "ratio")]

    def add(self, what, measured, target="", peer="", ratio=None):
        self.rows.append((what, measured, target, peer, f"{ratio:.2f}" if ratio else ""))

    def show(self):
        widths = [max(len(row[i]) for row in self.rows) for i in range(5)]
        for row in self.rows:
            cells = [cell.ljust(width) for cell, width in zip(row, widths)]
            print("  ".join(cells).rstrip())


def say(what):
    print(f"Measuring {what} …", file=sys.stderr, flush=True)


def make_csv(what, count, path):
    with open(path, "w", encoding="utf-8", newline="") as out:
        subprocess.run([sys.executable, os.path.join(TOOLS, "make_csv.py"), what, str(count)],
                       stdout=out, check=True)


def new_workplace(waymark, folder, *cycle):
    shutil.rmtree(folder, ignore_errors=True)
    run(waymark, "init", folder, "--authority", "Measured Council")
    if cycle:
        run(waymark, "--in", folder, "cycle", "new", *cycle)


def measure_import(table, waymark):
    """Import, and sqlite3's own of the same file."""
    say("an import, three times")
    make_csv("reviews", REVIEWS, "reviews.csv")

    def ours():
        new_workplace(waymark, "large", "2025")
        os.sync()  # what was written before must not slow this
        return run(waymark, "--in", "large", "import", "reviews", "reviews.csv")

    def peer():
        if os.path.exists("peer.db"):
            os.remove("peer.db")
        os.sync()
        return run("sqlite3", "peer.db", ".import --csv reviews.csv review")

    used, theirs = in_turn(ours, peer)
    table.add(f"import of {STATEMENTS} statements", f"{STATEMENTS / used.wall:.0f} a second",
              ">= 20000, aim 30000", f"sqlite3 .import, {theirs.wall:.2f} s",
              used.wall / theirs.wall)
    table.add("    peak memory", f"{used.peak:.0f} MiB", "< 200 MiB", f"{theirs.peak:.0f} MiB",
              used.peak / theirs.peak)


def measure_workbook(table, waymark):
    """The same reviews as a workbook, beside our own import of the CSV."""
    say("an import of a workbook")
    subprocess.run([sys.executable, os.path.join(TREE, "tests", "cli", "workbook.py"),
                    "reviews.xlsx", "Reviews=reviews.csv"], check=True)

    def bring_in(name):
        new_workplace(waymark, "book", "2025")
        os.sync()
        return run(waymark, "--in", "book", "import", "reviews", name)

    used, theirs = in_turn(lambda: bring_in("reviews.xlsx"), lambda: bring_in("reviews.csv"))
    table.add("import of it from .xlsx", f"{STATEMENTS / used.wall:.0f} a second",
              "ratio < 3", f"our import of the CSV, {theirs.wall:.2f} s",
              used.wall / theirs.wall)
    table.add("    peak memory", f"{used.peak:.0f} MiB", "< 200 MiB")


def measure_flags(table, build):
    """Every statement looked through for every name, and beside it grep for those names."""
    say("names looked for")
    found = []
    for _ in range(TURNS):
        run(os.path.join(build, "bench-flag"), "large", "2025", user())
        found.append(printed().split())
    count, flagged, learning, looking = min(found, key=lambda words: float(words[3]))
    names = set()
    with open("reviews.csv", encoding="utf-8", newline="") as rows, \
            open("said", "w", encoding="utf-8") as said:
        for row in csv.DictReader(rows):
            names.update((row["Surname"], row["Forename"]))
            said.writelines(text + "\n" for title, text in row.items() if title[-1] in "12")
    with open("names", "w", encoding="utf-8") as out:
        out.writelines(name + "\n" for name in sorted(names))
    theirs = quickest([run("grep", "-cwiF", "-f", "names", "said") for _ in range(TURNS)])
    table.add(f"{count} statements looked through for names", f"{looking} s", "< 3 s",
              f"grep -wiF, {theirs.wall:.2f} s", float(looking) / theirs.wall)
    table.add("    to learn them first", f"{learning} s")
    table.add("    flagged", flagged)


def measure_quick(table, waymark):
    """From a spreadsheet to a folder; there is no peer that does it."""
    say("waymark quick")
    for reviews, target in ((109, "< 1 s"), (1217, "< 5 s")):
        make_csv("reviews", reviews, "quick.csv")

        def once():
            shutil.rmtree("quick", ignore_errors=True)
            os.sync()
            return run(waymark, "quick", "quick.csv")

        used = quickest([once() for _ in range(TURNS)])
        table.add(f"quick on {reviews * 6} statements", f"{used.wall:.2f} s", target)
        table.add("    again", f"{run(waymark, 'quick', 'quick.csv').wall:.2f} s")
        table.add("    peak memory", f"{used.peak:.0f} MiB", "< 200 MiB")


def measure_large(table, waymark):
    """What is done with the statements once they are there."""
    say("what is done with them")
    at = [waymark, "--in", "large"]
    database = os.path.join("large", "waymark.db")
    run(*at, "log", "--verify")
    events = int(next(word for word in printed().split() if word.isdigit()))
    for words in (["verify"], ["log", "--verify"]):
        used, theirs = in_turn(lambda words=words: run(*at, *words),
                               lambda: run("sqlite3", database, "PRAGMA integrity_check"))
        table.add(f"{' '.join(words)} of {events} events", f"{events / used.wall:.0f} a second",
                  ">= 100000", f"sqlite3 integrity_check, {theirs.wall:.2f} s",
                  used.wall / theirs.wall)
    count = "SELECT kind, COUNT(*) FROM record GROUP BY kind"
    used, theirs = in_turn(lambda: run(*at, "status"), lambda: run("sqlite3", database, count),
                           turns=5)
    table.add("status of it", f"{used.cpu * 1000:.0f} ms of processor", "< 50 ms",
              f"sqlite3 counts by kind, {theirs.cpu * 1000:.0f} ms", used.cpu / theirs.cpu)
    for words in (["coverage"], ["report", "--output", "out"]):
        table.add(f"{words[0]} of it", f"{run(*at, *words).wall:.2f} s")
    table.add("theme.draft of a section of it",
              f"{run(*at, 'theme', '--section', 'working').wall:.2f} s")


# The second year, up to its workshop, as examples/thornmere/steps.sh has it.
BEFORE_THE_DAY = """
program=$0 example=$1 sorted=. actor=
ask() { "$program" --in thornmere ${actor:+--as "$actor"} "$@"; }
run() { ask "$@"; }
. "$example/steps.sh"
thornmere_before_the_day
thornmere_sorts
"""


def thornmere(waymark):
    """The made-up authority's first year, up to the workshop."""
    sheets = os.path.join(THORNMERE, "spreadsheets")
    new_workplace(waymark, "thornmere")
    shutil.copytree(os.path.join(THORNMERE, "local"), os.path.join("thornmere", "local"),
                    dirs_exist_ok=True)
    at = [waymark, "--in", "thornmere"]
    run(*at, "cycle", "new", "2024", "--workflow", "thornmere")
    for name in ("schools", "colleges"):
        run(*at, "import", "reviews", f"{sheets}/reviews-2024-{name}.csv", "--cycle", "2024")
    run(*at, "import", "participants", f"{sheets}/participants-2024.csv", "--cycle", "2024")
    run(*at, "do", "--file", f"{THORNMERE}/workshop-2024.txt", "--cycle", "2024")
    run(*at, "cycle", "next", "2024", "2025")
    run("sh", "-ec", BEFORE_THE_DAY, waymark, THORNMERE)
    return at


def measure_commands(table, waymark):
    """Single commands, each a process of its own, and a file of them."""
    say("commands")
    at = thornmere(waymark)
    with open(f"{THORNMERE}/workshop-2025.txt", encoding="utf-8") as lines:
        count = sum(1 for line in lines if line.strip() and not line.startswith("#"))
    used = run(*at, "do", "--file", f"{THORNMERE}/workshop-2025.txt", "--cycle", "2025")
    run("sqlite3", "one.db", "PRAGMA journal_mode=WAL; CREATE TABLE said (text TEXT)")
    ours, theirs, large, bare = [], [], [], []
    words = ["do", "collect.say", "--cycle", "2025", "section=working",
             "speaker=young_person"]
    for number in range(COMMANDS):
        text = f"I made tea for {number} people"
        ours.append(answered(*at, *words, f"text={text}"))
        theirs.append(run("sqlite3", "one.db", "PRAGMA synchronous=FULL; "
                          f"INSERT INTO said VALUES ('{text}')").wall * 1000)
        bare.append(run(waymark, "--version").wall * 1000)
        if number < 20:
            large.append(answered(waymark, "--in", "large", *words, f"text={text}")[0])
    peer = statistics.median(theirs)
    for what, times, target in (("one command, to its answer", [one[0] for one in ours], "< 10 ms"),
                                ("    to the program's end", [one[1] for one in ours], "")):
        middle = statistics.median(times)
        table.add(what, f"{middle:.1f} ms (quickest {min(times):.1f})", target,
                  f"sqlite3 INSERT, {peer:.1f} ms", middle / peer)
    table.add("    starting and ending the program", f"{statistics.median(bare):.1f} ms")
    table.add(f"    where {REVIEWS} people are known",
              f"{statistics.median(large):.1f} ms (quickest {min(large):.1f})", "< 10 ms")
    table.add(f"a file of {count} commands", f"{count / used.wall:.0f} a second")


def measure_themes(table, waymark, python):
    """Ours from start to end of the process, the peer's without loading its libraries."""
    say("drafts of themes")
    has_peer = subprocess.run([python, "-c", "import sklearn"], check=False,
                              stderr=subprocess.DEVNULL).returncode == 0
    for count, target in ((650, "< 0.1 s"), (5000, "< 2 s")):
        make_csv("lines", count, "lines")
        used = quickest([run(waymark, "cluster", stdin="lines") for _ in range(TURNS)])
        peer, ratio, memory, more = "", None, "", None
        if has_peer:
            theirs = run(python, os.path.join(TOOLS, "peer_cluster.py"), "--lines", "lines")
            seconds = float(printed().split()[-1])
            peer, ratio = f"scikit-learn, {seconds:.2f} s", used.wall / seconds
            memory, more = f"{theirs.peak:.0f} MiB", used.peak / theirs.peak
        table.add(f"themes of {count} statements", f"{used.wall:.2f} s", target, peer, ratio)
        table.add("    peak memory", f"{used.peak:.0f} MiB", "< 200 MiB", memory, more)
    return has_peer


def main():
    build, folder = os.path.abspath(sys.argv[1]), sys.argv[2]
    python = sys.argv[3] if len(sys.argv) > 3 else sys.executable
    waymark = os.path.join(build, "waymark")
    os.chdir(folder)
    os.environ.pop("WAYMARK_WORKPLACE", None)
    table = Table()
    measure_import(table, waymark)
    measure_workbook(table, waymark)
    measure_flags(table, build)
    measure_large(table, waymark)
    measure_quick(table, waymark)
    measure_commands(table, waymark)
    has_peer = measure_themes(table, waymark, python)
    table.show()
    if not has_peer:
        print(f"PEER MISSING: scikit-learn for {python} (name another: PEER_PYTHON=…)")
    print("\nInside one command, without starting the program:", flush=True)
    subprocess.run([os.path.join(build, "bench-command"), "thornmere", "2025",
                    user()], check=True)


if __name__ == "__main__":
    main()
