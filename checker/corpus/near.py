"""The vectors of a corpus that are nearest to some others: by its index, or by looking at all."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from checker.corpus.index import Held
from checker.corpus.store import Snapshot
from checker.models.once import once

MOST = 1000  # rows that are asked of an index; to find more, all are looked at


class NearRows:
    """The texts near to any of some queries, as many as are asked for."""

    def __init__(self, snapshot: Snapshot, queries: NDArray[np.float32], index: Held | None) -> None:
        """``queries``: (m, dimension) rows of length 1."""
        self._snapshot, self._queries, self._index = snapshot, queries, index

    def take(self, wanted: int) -> dict[int, float]:
        """The rows nearest to the query that is nearest to each, with its cosine; all, where there are no more."""
        if self._index is not None and wanted <= MOST:
            rows = np.unique(self._index.finder.candidates(self._queries, wanted))
            scores = self._of(self._snapshot.texts.take(rows := rows[rows >= 0]))
            rows = np.concatenate([rows, np.arange(self._index.note.rows, self._snapshot.texts.count)])
            scores = np.concatenate([scores, self._scan(self._index.note.rows)])
        else:
            scores = self._everything
            rows = np.arange(len(scores))
        if wanted < len(scores):
            best = np.argpartition(-scores, wanted)[:wanted]
            rows, scores = rows[best], scores[best]
        return dict(zip(rows.tolist(), scores.tolist(), strict=True))

    @once
    def _everything(self) -> NDArray[np.float32]:
        return self._scan(0)

    def _scan(self, start: int) -> NDArray[np.float32]:
        """(rows - start,): the cosines of the rows from ``start`` on, every one looked at."""
        scores = np.empty(self._snapshot.texts.count - start, np.float32)
        for first, matrix in self._snapshot.texts.parts():
            fresh = matrix[max(0, start - first) :]
            at = max(first, start) - start
            scores[at : at + len(fresh)] = self._of(fresh)
        return scores

    def _of(self, rows: NDArray[np.float32]) -> NDArray[np.float32]:
        """(n,): the cosine of each row with the nearest query."""
        nearest: NDArray[np.float32] = (rows @ self._queries.T).max(axis=1, initial=-1.0)
        return nearest
