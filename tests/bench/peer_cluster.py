# SPDX-License-Identifier: MIT
"""What scikit-learn makes of the same sets: TF-IDF of words and pairs of words,
average linkage on cosine. Prints, for bench_cluster.c to read,
    NAME V AMI ARI (K known) V AMI ARI (cut where cosine distance passes 0.8)
    time-COUNT SECONDS
Usage: peer_cluster.py FOLDER"""
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
    """Every set, then the time for two sizes."""
    for name in SETS:
        if not os.path.exists(os.path.join(folder, name + ".tsv")):
            continue
        rows = []
        for labels, texts in read(folder, name):
            rows.append(scores(labels, cluster(texts, len(set(labels)))) +
                        scores(labels, cluster(texts)))
        means = [sum(column) / len(rows) for column in zip(*rows)]
        print(name, " ".join("%.4f" % mean for mean in means), flush=True)
    pool = [text for name in ("clinc150", "banking77")
            if os.path.exists(os.path.join(folder, name + ".tsv"))
            for _, texts in read(folder, name) for text in texts]
    for count in (650, 5000):
        if len(pool) < count:
            continue
        begin = time.perf_counter()
        cluster([pool[i * 7 % len(pool)] for i in range(count)])
        print("time-%d %.3f" % (count, time.perf_counter() - begin), flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
