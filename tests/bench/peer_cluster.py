# SPDX-License-Identifier: MIT
"""What scikit-learn makes of the same sets: TF-IDF of words and pairs of words,
average linkage on cosine.

    peer_cluster.py FOLDER         for bench_cluster.c to read, a line a set:
        NAME V AMI ARI (K known) V AMI ARI (cut where cosine distance passes 0.8)
    peer_cluster.py --lines FILE   groups the lines, and prints the seconds it took
"""
import collections
import os
import sys
import time

import numpy as np
from sklearn.cluster import AgglomerativeClustering
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.metrics import (adjusted_mutual_info_score, adjusted_rand_score,
                             v_measure_score)

SETS = ["send_synth", "themefinder_atoms", "kpa.groups", "px1_themes", "banking77",
        "clinc150"]


def read(folder, name):
    """The tasks of a set: (labels, texts) pairs."""
    tasks = collections.OrderedDict()
    with open(os.path.join(folder, name + ".tsv"), encoding="utf-8") as lines:
        for line in lines:
            cells = line.rstrip("\n").split("\t")
            group = cells.pop(0) if name.endswith(".groups") else ""
            if len(cells) < 2:
                continue
            labels, texts = tasks.setdefault(group, ([], []))
            labels.append(cells[0])
            texts.append("\t".join(cells[1:]))
    return list(tasks.values())


def cluster(texts, count=None):
    """The group of each text: `count` groups, or a fixed cut."""
    vectors = TfidfVectorizer(stop_words="english", ngram_range=(1, 2), sublinear_tf=True,
                              token_pattern=r"(?u)\b\w+\b")
    try:
        rows = vectors.fit_transform(texts)
    except ValueError:  # not one word among all the texts
        return [0] * len(texts)
    # Distances from the sparse rows: much the fastest way that scikit-learn has.
    distances = 1 - (rows @ rows.T).toarray()
    np.fill_diagonal(distances, 0)
    model = AgglomerativeClustering(
        n_clusters=count, metric="precomputed", linkage="average",
        distance_threshold=None if count else 0.8)
    return model.fit_predict(np.maximum(distances, 0))


def scores(labels, found):
    """V, AMI and ARI of what has a label."""
    kept = [i for i, label in enumerate(labels) if label != "__none__"]
    truth = [labels[i] for i in kept]
    got = [found[i] for i in kept]
    return [v_measure_score(truth, got), adjusted_mutual_info_score(truth, got),
            adjusted_rand_score(truth, got)]


def main(folder):
    """Every set that is there."""
    for name in SETS:
        if not os.path.exists(os.path.join(folder, name + ".tsv")):
            continue
        rows = []
        for labels, texts in read(folder, name):
            rows.append(scores(labels, cluster(texts, len(set(labels)))) +
                        scores(labels, cluster(texts)))
        means = [sum(column) / len(rows) for column in zip(*rows)]
        print(name, " ".join("%.4f" % mean for mean in means), flush=True)


def time_lines(path):
    """How long one grouping of a file's lines takes."""
    with open(path, encoding="utf-8") as lines:
        texts = lines.read().splitlines()
    begin = time.perf_counter()
    cluster(texts)
    print("%.3f" % (time.perf_counter() - begin))


if __name__ == "__main__":
    if sys.argv[1] == "--lines":
        time_lines(sys.argv[2])
    else:
        main(sys.argv[1])
