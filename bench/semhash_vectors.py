#!/usr/bin/env python3
"""SemHash on vectors of a file: what it takes to index them and to find duplicates, and how many of those that comparing all
with all finds it found too."""
import json
import os
import sys
import time

for variable in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "RAYON_NUM_THREADS"):
    os.environ[variable] = "1"

import numpy
import semhash
from importlib.metadata import version

DIMENSIONS = 256
THRESHOLD = 0.9


class Given:
    """An encoder of texts that are places in a table."""

    def __init__(self, vectors):
        self.vectors = vectors

    def encode(self, inputs, **unused):
        return self.vectors[[int(text) for text in inputs]]


def duplicates(vectors):
    """The vectors that are similar enough to an earlier one."""
    found = set()
    for start in range(0, len(vectors), 1000):
        block = vectors[start:start + 1000] @ vectors[:start + 1000].T >= THRESHOLD
        for row in numpy.nonzero(numpy.tril(block, start - 1).any(axis=1))[0]:
            found.add(start + int(row))
    return found


def main():
    vectors = numpy.fromfile(sys.argv[1], dtype="<f4").reshape(-1, DIMENSIONS)
    vectors /= numpy.linalg.norm(vectors, axis=1, keepdims=True)
    texts = [str(place) for place in range(len(vectors))]
    begun = time.perf_counter()
    index = semhash.SemHash.from_records(records=texts, model=Given(vectors))
    result = index.self_deduplicate(threshold=THRESHOLD)
    seconds = time.perf_counter() - begun
    kept = {int(text) for text in result.selected}
    exact = duplicates(vectors)
    print(json.dumps({"peer": "semhash", "peer_version": version("semhash"), "peer_docs": len(texts), "peer_kept": len(kept),
                      "peer_mb_per_s": round(vectors.nbytes / 1e6 / seconds, 3), "exact_duplicates": len(exact),
                      "peer_recall": round(len(exact - kept) / max(1, len(exact)), 3)}))


main()
