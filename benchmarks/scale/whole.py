"""All claims of a corpus at once, without events: which gists are near, and the clusters that they make."""

from __future__ import annotations

import time
from pathlib import Path

import numpy as np

from checker.clusters.linkage import average_linkage
from checker.corpus.store import Corpus
from checker.index.join import join, recall
from checker.values.match import Matches

THRESHOLD = 0.8
SAMPLE = 500  # rows of which the pairs are compared with those of exact search
PAIRS = "pairs.npz"


def joined(corpus: Corpus, folder: Path) -> dict[str, float | None]:
    """Join the vectors of all different gists by cells; the pairs are kept in the folder.

    The seconds are those of the join; what exact search of a sample takes is beside them.
    """
    with corpus.look() as snapshot:
        query = "SELECT DISTINCT row FROM claims JOIN texts ON id = text ORDER BY row"
        rows = snapshot.texts.take(np.array([row for (row,) in snapshot.connection.execute(query)], np.int64))
    began = time.perf_counter()
    pairs = join(rows, THRESHOLD)
    took = time.perf_counter()
    share = recall(rows, pairs, THRESHOLD, SAMPLE)
    np.savez(folder / PAIRS, a=pairs.a, b=pairs.b, cosines=pairs.cosines, rows=len(rows))
    return {
        "rows": len(rows),
        "pairs": len(pairs),
        "recall": share,
        "seconds": took - began,
        "exact_of_a_sample": time.perf_counter() - took,
    }


def clustered(folder: Path) -> dict[str, float]:
    """Average linkage over the pairs that ``joined`` has kept."""
    with np.load(folder / PAIRS) as kept:
        matches = Matches(kept["a"].astype(np.int32), kept["b"].astype(np.int32), kept["cosines"].astype(np.float64))
        count = int(kept["rows"])
    clusters = average_linkage(count, matches, THRESHOLD)
    return {"rows": count, "clusters": len(clusters), "largest": max(len(c.members) for c in clusters)}
