# SPDX-License-Identifier: MIT
"""Exact average linkage by fastcluster, of vectors like those of bench_linkage.c (random
heaps, length 1, cosine distance): peer_linkage.py COUNT prints the seconds, from vectors to
tree, and the peak memory in MiB beyond what the libraries took."""
import resource
import sys
import time

import fastcluster
import numpy as np

WIDTH = 384


def peak():
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main():
    count = int(sys.argv[1])
    random = np.random.default_rng(1)
    heaps = random.standard_normal((50, WIDTH))
    vectors = heaps[random.integers(0, 50, count)] + 2 * random.standard_normal((count, WIDTH))
    vectors = (vectors / np.linalg.norm(vectors, axis=1, keepdims=True)).astype(np.float32)
    before = peak()
    begun = time.perf_counter()
    upper = np.empty(count * (count - 1) // 2)
    at = 0
    for first in range(0, count, 256):  # blocks: quick, and no second matrix
        apart = 1 - vectors[first:first + 256] @ vectors[first:].T
        for row in range(len(apart)):
            part = apart[row, row + 1:]
            upper[at:at + len(part)] = part
            at += len(part)
    fastcluster.linkage(upper, method="average", preserve_input=False)
    print("%.3f %.1f" % (time.perf_counter() - begun, peak() - before))


if __name__ == "__main__":
    main()
