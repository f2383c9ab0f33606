"""The reference: every cosine is computed. Right by construction, and fast enough for some ten thousand rows."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from checker.index.protocol import unit_rows
from checker.index.rank import nearest
from checker.values.match import Neighbours

SCORES_AT_ONCE = 8_000_000  # of the cosine matrix: 32 MB


class ExactIndex:
    """All rows in one matrix, searched in blocks of queries."""

    def __init__(self, dimension: int) -> None:
        self._rows = np.empty((0, dimension), np.float32)

    @property
    def size(self) -> int:
        """How many rows it holds."""
        return len(self._rows)

    def add(self, rows: NDArray[np.float32]) -> None:
        """Add rows; each call copies all that are there."""
        self._rows = np.concatenate([self._rows, unit_rows(rows, self._rows.shape[1])])

    def search(self, rows: NDArray[np.float32], k: int) -> Neighbours:
        """See ``Index.search``."""
        queries = unit_rows(rows, self._rows.shape[1])
        return nearest(queries, k, self.size, self._candidates, self._rows.__getitem__)

    def _candidates(self, queries: NDArray[np.float32], count: int) -> NDArray[np.int64]:
        found = np.empty((len(queries), count), np.int64)
        step = max(1, SCORES_AT_ONCE // self.size)
        for start in range(0, len(queries), step):
            distances = -(queries[start : start + step] @ self._rows.T)  # (n, size), lower is closer
            found[start : start + step] = np.argpartition(distances, count - 1, axis=1)[:, :count]
        return found
