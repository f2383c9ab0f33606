"""From candidates to neighbours: one scoring and one order for all backends.

A backend's own scores come from blocked matrix products, so that a pair's last digit depends on where in a block it
stands, and equal rows come out in any order. Here each pair is scored by itself, and equal scores are ordered by row.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from checker.values.match import Neighbours

SPARE = 8  # candidates beyond k that are asked for at first, so that ties at the edge are seen
TIE = 2e-6  # cosine; more than a float32 matrix product errs by at a few hundred dimensions
FLOATS_AT_ONCE = 4_000_000  # of gathered rows while scoring: 16 MB

Candidates = Callable[[NDArray[np.float32], int], NDArray[np.int64]]  # rows, how many -> (n, how many) ids or -1
Rows = Callable[[NDArray[np.int64]], NDArray[np.float32]]  # ids -> (n, dimension)


def nearest(queries: NDArray[np.float32], k: int, size: int, candidates: Candidates, rows: Rows) -> Neighbours:
    """The ``k`` nearest of ``size`` rows, from a backend's candidates.

    Where the last candidate is as near as the k-th, more equal ones may have been left out: those queries are asked
    again with twice as many, until the edge is clear.
    """
    if k < 1:
        raise ValueError(f"a search needs k >= 1, not {k}")
    ids = np.full((len(queries), k), -1, np.int64)
    scores = np.full((len(queries), k), -np.inf, np.float32)
    open_queries = np.arange(len(queries)) if size else np.arange(0)
    asked = min(size, k + SPARE)
    while open_queries.size:
        if asked == size:  # all rows: nothing has to be looked for, and each is taken once
            everything = np.arange(size)
            found = np.broadcast_to(everything, (len(open_queries), size))
            cosines = _with_all(queries[open_queries], rows(everything))
        else:
            found = candidates(queries[open_queries], asked)  # (open, asked)
            cosines = _cosines(queries[open_queries], found, rows)
        order = np.lexsort((found, -cosines), axis=1)[:, :k]
        kept = order.shape[1]
        ids[open_queries, :kept] = np.take_along_axis(found, order, axis=1)
        scores[open_queries, :kept] = best = np.take_along_axis(cosines, order, axis=1)
        if asked == size:
            break
        edge = cosines.min(axis=1)  # -inf where the backend has no more to give
        open_queries = open_queries[np.isfinite(edge) & (best[:, -1] <= edge + TIE)]
        asked = min(size, 2 * asked)
    return Neighbours(ids, scores)


def _cosines(queries: NDArray[np.float32], ids: NDArray[np.int64], rows: Rows) -> NDArray[np.float32]:
    """(n, m) float32: of each query with each of its candidates, -inf where there is none."""
    cosines = np.full(ids.shape, -np.inf, np.float32)
    step = max(1, FLOATS_AT_ONCE // (ids.shape[1] * queries.shape[1]))
    for start in range(0, len(ids), step):
        part = ids[start : start + step]
        gathered = rows(np.maximum(part, 0).ravel()).reshape(*part.shape, -1)  # (n, m, dimension)
        products = gathered * queries[start : start + step, None, :]
        cosines[start : start + step] = np.where(part >= 0, products.sum(axis=2), -np.inf)
    return cosines


def _with_all(queries: NDArray[np.float32], rows: NDArray[np.float32]) -> NDArray[np.float32]:
    """(n, m) float32: of each query with each row, to the last bit as ``_cosines``."""
    cosines = np.empty((len(queries), len(rows)), np.float32)
    step = max(1, FLOATS_AT_ONCE // max(1, rows.size))
    for start in range(0, len(queries), step):
        cosines[start : start + step] = (rows * queries[start : start + step, None, :]).sum(axis=2)
    return cosines
