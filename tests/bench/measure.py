# SPDX-License-Identifier: MIT
"""Measures waymark's command line, beside peers: measure.py BUILD FOLDER

FOLDER is an empty one, on a disk like the one that people use; everything is made
there. Wall time is from the start of a process to its end; processor time and peak
memory are what the system says of it and the processes that it waited for. Peaks
below that of this script (about 15 MiB) are not told apart."""
import os
import shutil
import statistics
import subprocess
import sys
import time

RUNS = 50  # of one command
TREE = os.getcwd()
THORNMERE = os.path.join(TREE, "examples", "thornmere")
TOOLS = os.path.join(TREE, "tests", "bench")


class Used:
    """What one process used."""

    def __init__(self, wall, usage):
        self.wall = wall
        self.cpu = usage.ru_utime + usage.ru_stime
        self.peak = usage.ru_maxrss / 1024  # MiB

    def __str__(self):
        return f"{self.wall:.2f} s, {self.cpu:.2f} s of processor, peak {self.peak:.0f} MiB"


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
        with open("log", encoding="utf-8", errors="replace") as log:
            sys.exit(f"{' '.join(words)}: failed\n{log.read()}")
    return used


def best(times, *words, **how):
    """The quickest of several runs: what else the computer does only adds."""
    found = [run(*words, **how) for _ in range(times)]
    return min(found, key=lambda used: used.wall)


class Table:
    def __init__(self):
        self.rows = []

    def add(self, what, target, found, met=None):
        verdict = {None: "", True: "met", False: "SHORT"}[met]
        self.rows.append((what, target, found, verdict))

    def show(self):
        widths = [max(len(row[i]) for row in self.rows) for i in range(3)]
        for row in self.rows:
            print("  ".join(cell.ljust(width) for cell, width in zip(row, widths)), row[3],
                  sep="  ")


def make_csv(what, count, path):
    with open(path, "w", encoding="utf-8", newline="") as out:
        subprocess.run([sys.executable, os.path.join(TOOLS, "make_csv.py"), what, str(count)],
                       stdout=out, check=True)


def new_workplace(waymark, folder, *cycle):
    shutil.rmtree(folder, ignore_errors=True)
    run(waymark, "init", folder, "--authority", "Measured Council")
    if cycle:
        run(waymark, "--in", folder, "cycle", "new", *cycle)


def measure_import(table, waymark, reviews):
    """Import, and sqlite3's own of the same file."""
    statements = reviews * 6
    make_csv("reviews", reviews, "reviews.csv")
    found, peer = [], []
    has_peer = shutil.which("sqlite3") is not None
    for _ in range(3):
        new_workplace(waymark, "large", "2025")
        os.sync()  # what was written before must not slow this
        found.append(run(waymark, "--in", "large", "import", "reviews", "reviews.csv"))
        if has_peer:
            if os.path.exists("peer.db"):
                os.remove("peer.db")
            os.sync()  # what was written before must not slow this
            peer.append(run("sqlite3", "peer.db", ".import --csv reviews.csv review"))
    used = min(found, key=lambda one: one.wall)
    rate = statements / used.wall
    print(f"import of {statements} statements, three times:")
    for one in found:
        print(f"    {one}: {statements / one.wall:.0f} statements a second")
    size = sum(os.path.getsize(os.path.join("large", name)) for name in os.listdir("large")
               if name.startswith("waymark.db"))
    print(f"    the database is {size / 2**20:.0f} MiB")
    if has_peer:
        quickest = min(peer, key=lambda one: one.wall)
        print(f"    sqlite3 .import of the same file: {quickest}; "
              f"ours takes {used.wall / quickest.wall:.1f} times as long")
    else:
        print("    PEER MISSING: sqlite3 (the command)")
    table.add("import", ">= 20000 statements/s, aim 30000", f"{rate:.0f}", rate >= 20000)
    table.add("import, peak memory", "< 200 MiB", f"{used.peak:.0f} MiB", used.peak < 200)


def measure_large(table, waymark):
    """What is done with 60,000 statements once they are there."""
    at = [waymark, "--in", "large"]
    run(*at, "log", "--verify")
    with open("log", encoding="utf-8") as log:
        events = int(next(word for word in log.read().split() if word.isdigit()))
    print(f"\nthe workplace of {events} events:")
    for name, words in (("verify", ["verify"]), ("log --verify", ["log", "--verify"])):
        used = best(3, *at, *words)
        rate = events / used.wall
        print(f"    {name}: {used}; {rate:.0f} events a second")
        table.add(name, ">= 100000 events/s", f"{rate:.0f}", rate >= 100000)
    used = best(5, *at, "status")
    print(f"    status: {used}")
    table.add("status, processor time", "< 50 ms", f"{used.cpu * 1000:.0f} ms", used.cpu < 0.05)
    for words in (["coverage"], ["report", "--output", "out"], ["theme", "--section", "working"]):
        print(f"    {words[0]}: {run(*at, *words)}")


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
    for name in ("schools", "colleges"):
        run(*at, "import", "reviews", f"{sheets}/reviews-2025-{name}.csv", "--cycle", "2025")
    run(*at, "import", "aspirations", f"{sheets}/aspirations-2025.csv", "--cycle", "2025")
    run(*at, "import", "participants", f"{sheets}/participants-2025.csv", "--cycle", "2025")
    return at


def measure_commands(table, waymark, parts):
    """Single commands, each a process of its own, and a file of them."""
    at = thornmere(waymark)
    with open(f"{THORNMERE}/workshop-2025.txt", encoding="utf-8") as lines:
        count = sum(1 for line in lines if line.strip() and not line.startswith("#"))
    used = run(*at, "do", "--file", f"{THORNMERE}/workshop-2025.txt", "--cycle", "2025")
    print(f"\na file of {count} commands: {used}; {count / used.wall:.0f} commands a second")
    table.add("file of commands", "(information)", f"{count / used.wall:.0f} commands/s")
    walls = []
    for number in range(RUNS):
        walls.append(run(*at, "do", "collect.say", "--cycle", "2025", "section=working",
                         "speaker=young_person", f"text=I made tea for {number} people").wall)
    middle = statistics.median(walls)
    print(f"one command, median of {RUNS}: {middle * 1000:.2f} ms "
          f"(quickest {min(walls) * 1000:.2f}, slowest {max(walls) * 1000:.2f})")
    table.add("one command", "< 10 ms", f"{middle * 1000:.1f} ms", middle < 0.01)
    bare = statistics.median(run(waymark, "--version").wall for _ in range(RUNS))
    print(f"    starting the program and nothing else: {bare * 1000:.2f} ms; then, inside it:",
          flush=True)
    subprocess.run([parts, "thornmere", "2025"], check=True)


def measure_themes(table, waymark):
    print()
    for count, seconds, memory in ((650, 0.1, 200), (5000, 2, 200)):
        make_csv("lines", count, "lines")
        used = best(3, waymark, "cluster", stdin="lines")
        print(f"grouping {count} statements: {used}")
        table.add(f"themes of {count} statements", f"< {seconds} s, < {memory} MiB",
                  f"{used.wall:.2f} s, {used.peak:.0f} MiB",
                  used.wall < seconds and used.peak < memory)


def main():
    build, folder = os.path.abspath(sys.argv[1]), sys.argv[2]
    waymark = os.path.join(build, "waymark")
    os.chdir(folder)
    os.environ.pop("WAYMARK_WORKPLACE", None)
    table = Table()
    measure_import(table, waymark, 10000)
    measure_large(table, waymark)
    measure_commands(table, waymark, os.path.join(build, "bench-command"))
    measure_themes(table, waymark)
    print()
    table.show()


if __name__ == "__main__":
    main()
