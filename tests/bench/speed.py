# SPDX-License-Identifier: MIT
"""Measures grouping by meaning beside peers, and prints a table:
speed.py BUILD FOLDER MODEL MOST PEER_PYTHON

Everything is made in FOLDER. Ours and the peer take turns on the same texts and the same
processors, and the quickest of each counts. Opening a model is left out of encoding, of
both; whole programs are measured from start to end. Nothing fails because it took long;
what takes longer than LONGEST seconds is ended, and said."""
import os
import subprocess
import sys

import measure
from measure import TOOLS, Table, run, say

ENCODED, VECTORS, CUT = 3000, 8000, 60000
SIZES = ((3000, "4 s, aim 1.5 s"), (30000, "40 s and 1 GiB, aim 15 s, 300 MB"),
         (100000, "240 s and 1 GiB, aim 60 s, 500 MB"))
TURNS = int(os.environ.get("SPEED_TURNS", "3"))
LONGEST = 600


def told(*words, stdin=os.devnull):
    """What a program prints, word by word; nothing where it fails or takes too long."""
    with open(stdin, "rb") as text:
        try:
            done = subprocess.run([str(word) for word in words], stdin=text, check=False,
                                  stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                  timeout=LONGEST)
        except subprocess.TimeoutExpired:
            print(f"{words[1]}: took longer than {LONGEST} s", file=sys.stderr)
            return []
    if done.returncode != 0:
        print(done.stderr.decode(errors="replace")[-600:], file=sys.stderr)
        return []
    return done.stdout.decode().split()


def make_lines(path, count):
    """So many statements, each unlike the others."""
    seen = {}
    seed = 1
    while len(seen) < count:
        found = subprocess.run(
            [sys.executable, os.path.join(TOOLS, "make_csv.py"), "lines",
             str(min(100000, 2 * count)), "--seed", str(seed)],
            stdout=subprocess.PIPE, check=True).stdout.decode().splitlines()
        seen.update(dict.fromkeys(found))
        seed += 1
    with open(path, "w", encoding="utf-8") as out:
        out.writelines(line + "\n" for line in list(seen)[:count])


def measure_encoding(table, build, python, model):
    """Texts a second; the ratio is ours for theirs: above 1, we are faster."""
    say("encoding")
    threads = os.cpu_count()
    make_lines("texts", ENCODED)
    ours, theirs = {}, {}
    for turn in range(TURNS):
        for kind in ("avx512", "vnni", "avx2", "neon", "exact"):
            if turn and kind not in ours:
                continue
            words = told(os.path.join(build, "bench-encode"), kind, threads, 1, stdin="texts")
            if words:
                ours[kind] = max(ours.get(kind, 0), float(words[2]))
        for peer in ("int8", "float32", "sentence-transformers"):
            if python and (not turn or peer in theirs):
                words = told(python, os.path.join(TOOLS, "peer_encode.py"), peer, model,
                             "texts", threads)
                if words:
                    theirs[peer] = max(theirs.get(peer, 0), float(words[0]))
    fastest = next((kind for kind in ours if kind != "exact"), None)
    for kind, peer, target in ((fastest, "int8", ">= 1.3"),
                               (fastest, "sentence-transformers", ">= 3"),
                               ("exact", "float32", ">= 0.9")):
        if kind not in ours:
            continue
        name = peer if peer.startswith("sentence") else f"onnxruntime {peer}"
        table.add(f"encoding, {kind}", f"{ours[kind]:.0f} a second", target,
                  f"{name}, {theirs[peer]:.0f}" if peer in theirs else "",
                  ours[kind] / theirs[peer] if peer in theirs else None)
    for kind, speed in ours.items():
        if kind not in (fastest, "exact"):
            table.add(f"    {kind}", f"{speed:.0f} a second")


def measure_whole(table, build, most):
    """From texts to themes and labels, the whole program."""
    for count, target in SIZES:
        if count > most:
            continue
        say(f"{count} statements")
        make_lines("lines", count)
        used = measure.quickest([run(os.path.join(build, "waymark"), "cluster",
                                     stdin="lines") for _ in range(TURNS if count < 9000 else 1)])
        table.add(f"{count} statements to themes", f"{used.wall:.2f} s", target)
        table.add("    peak memory", f"{used.peak:.0f} MiB")
    bare = sorted(run(os.path.join(build, "waymark"), "--version").wall for _ in range(20))[10]
    table.add("starting and ending the program", f"{bare * 1000:.1f} ms")


def measure_linkage(table, build, python):
    """Exact average linkage of the same vectors; time and peak memory of both programs."""
    say("average linkage")
    ours, theirs = [], []
    for _ in range(TURNS):
        used = run(os.path.join(build, "bench-linkage"), "average", VECTORS)
        ours.append((float(measure.printed().split()[0]), used.peak))
        if python:
            used = run(python, os.path.join(TOOLS, "peer_linkage.py"), VECTORS)
            words = measure.printed().split()
            theirs.append((float(words[0]), float(words[1])))
    wall, peak = min(ours)
    table.add(f"average linkage of {VECTORS} vectors", f"{wall:.2f} s", "<= 1, or <= 2",
              f"fastcluster, {min(theirs)[0]:.2f} s" if theirs else "",
              wall / min(theirs)[0] if theirs else None)
    table.add("    peak memory", f"{peak:.0f} MiB", "<= 0.33, or <= 0.1",
              f"{min(theirs)[1]:.0f} MiB" if theirs else "",
              peak / min(theirs)[1] if theirs else None)
    words = told(os.path.join(build, "bench-linkage"), "cut", CUT)
    if words:
        table.add(f"re-cut of a tree of {CUT}", f"{float(words[0]) * 1000:.1f} ms", "< 20 ms")


def main():
    build, folder, model, most = sys.argv[1:5]
    python = sys.argv[5] if len(sys.argv) > 5 else ""
    os.chdir(folder)
    with open("/proc/cpuinfo", encoding="utf-8") as lines:
        names = [line.split(":")[1].strip() for line in lines if line.startswith("model name")]
    print(f"Processor: {names[0] if names else 'unknown'}, {os.cpu_count()} threads")
    table = Table()
    measure_encoding(table, build, python, model)
    measure_whole(table, build, int(most))
    measure_linkage(table, build, python)
    table.show()
    if not python:
        print("PEERS MISSING: no ratios")


if __name__ == "__main__":
    main()
