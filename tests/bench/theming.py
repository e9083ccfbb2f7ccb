# SPDX-License-Identifier: MIT
"""How good the groups are that `waymark cluster` makes of labelled sets, beside
scikit-learn's k-means and Leiden on the vectors that sentence-transformers makes with the
same model: theming.py WAYMARK SETS MODEL_FOLDER

SETS is a folder of NAME.tsv (label, text) and NAME.groups.tsv (group, label, text): each
group is clustered by itself, and the scores are averaged. Rows called __none__ are
clustered and not scored. Scores: V-measure, adjusted mutual information, adjusted Rand
index, accuracy (groups matched to labels one to one, as best they can be), and how many
groups there are for each label."""
import collections
import json
import os
import subprocess
import sys
import time

import igraph
import leidenalg
import numpy as np
from scipy.optimize import linear_sum_assignment
from sentence_transformers import SentenceTransformer
from sklearn.cluster import KMeans
from sklearn.metrics import (adjusted_mutual_info_score, adjusted_rand_score,
                             v_measure_score)

NEIGHBOURS = 10


def read(path):
    """The tasks of a set: (labels, texts) pairs."""
    tasks = collections.OrderedDict()
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            cells = line.rstrip("\n").split("\t")
            group = cells.pop(0) if path.endswith(".groups.tsv") else ""
            labels, texts = tasks.setdefault(group, ([], []))
            labels.append(cells[0])
            texts.append(cells[1] if cells[1].strip() else ".")
    return [(np.array(labels), texts) for labels, texts in tasks.values()]


def accuracy(labels, groups):
    rows, columns = np.unique(labels, return_inverse=True)[1], np.unique(
        groups, return_inverse=True)[1]
    table = np.zeros((rows.max() + 1, columns.max() + 1))
    np.add.at(table, (rows, columns), 1)
    return table[linear_sum_assignment(-table)].sum() / len(labels)


def scores(labels, groups):
    kept = labels != "__none__"
    labels, groups = labels[kept], np.asarray(groups)[kept]
    return np.array([v_measure_score(labels, groups),
                     adjusted_mutual_info_score(labels, groups),
                     adjusted_rand_score(labels, groups), accuracy(labels, groups),
                     len(set(groups)) / len(set(labels))])


def waymark(program, texts, *words):
    done = subprocess.run([program, "cluster", "--json", *words], capture_output=True,
                          input="\n".join(texts) + "\n", text=True, check=True)
    groups = np.zeros(len(texts), int)
    for group in json.loads(done.stdout)["clusters"]:
        groups[np.array(group["members"]) - 1] = group["number"]
    return groups


def kmeans(vectors, count):
    return KMeans(count, n_init=10, random_state=0).fit_predict(vectors)


def leiden(vectors):
    """Modularity, resolution 1, on the graph of the nearest by cosine."""
    most = max(2, min(NEIGHBOURS, len(vectors) // 4))
    alike = vectors @ vectors.T
    np.fill_diagonal(alike, -2)
    edges = collections.defaultdict(float)
    for row, near in enumerate(np.argsort(-alike, axis=1)[:, :most]):
        for other in near:
            edges[min(row, other), max(row, other)] += max(alike[row, other], 0)
    graph = igraph.Graph(n=len(vectors), edges=list(edges))
    return leidenalg.find_partition(
        graph, leidenalg.RBConfigurationVertexPartition, weights=list(edges.values()),
        seed=0).membership


def measure(program, path, model):
    found = collections.defaultdict(list)
    for labels, texts in read(path):
        count = len(set(labels) - {"__none__"})
        vectors = model.encode(texts, normalize_embeddings=True, show_progress_bar=False)
        ways = {
            "K known: k-means": lambda: kmeans(vectors, count),
            "K known: waymark": lambda: waymark(program, texts, "--count", str(count)),
            "K free: Leiden": lambda: leiden(vectors),
            "K free: waymark": lambda: waymark(program, texts),
            "K free: waymark, words": lambda: waymark(program, texts, "--encoder",
                                                      "lexical"),
        }
        for name, way in ways.items():
            found[name].append(scores(labels, way()))
    return {name: np.mean(one, axis=0) for name, one in found.items()}


def show(title, found):
    print(f"\n{title:<26}{'V':>7}{'AMI':>7}{'ARI':>7}{'acc.':>7}{'K/true':>8}")
    for name, one in found.items():
        print(f"{name:<26}" + "".join(f"{number:7.3f}" for number in one[:4]) +
              f"{one[4]:8.2f}", flush=True)


def main():
    program, folder, model_folder = sys.argv[1:4]
    model = SentenceTransformer(model_folder, device="cpu")
    names = sorted(name for name in os.listdir(folder)
                   if name.endswith(".tsv") and "_ml" not in name)
    everything = collections.defaultdict(list)
    for name in names:
        begun = time.time()
        found = measure(program, os.path.join(folder, name), model)
        show(f"{name[:-4]} ({time.time() - begun:.0f} s)", found)
        for way, one in found.items():
            everything[way].append(one)
    show(f"mean of {len(names)} sets", {way: np.mean(all_of_it, axis=0)
                                        for way, all_of_it in everything.items()})


main()
