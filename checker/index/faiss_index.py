"""FAISS. The one file that imports it: 0.05 s and 15 MB over numpy."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from checker.errors import ModelError
from checker.index.protocol import unit_rows
from checker.index.rank import nearest
from checker.values.match import Neighbours

HNSW_LINKS = 32  # per row and level (M)
HNSW_BUILD = 200  # candidates kept while a row is linked (efConstruction)
HNSW_SEARCH = 128  # candidates kept while searching (efSearch); at least twice as many as are asked for


class FaissFlat:
    """Every cosine is computed, by FAISS: exact, and quicker than numpy from some thousand rows on."""

    def __init__(self, dimension: int) -> None:
        self._dimension = dimension
        faiss = _faiss()
        self._index = faiss.IndexFlatIP(dimension)

    @property
    def size(self) -> int:
        """How many rows it holds."""
        return int(self._index.ntotal)

    def add(self, rows: NDArray[np.float32]) -> None:
        """Add rows."""
        self._index.add(unit_rows(rows, self._dimension))

    def search(self, rows: NDArray[np.float32], k: int) -> Neighbours:
        """See ``Index.search``."""
        queries = unit_rows(rows, self._dimension)
        return nearest(queries, k, self.size, self._candidates, self._index.reconstruct_batch)

    def _candidates(self, queries: NDArray[np.float32], count: int) -> NDArray[np.int64]:
        ids: NDArray[np.int64] = self._index.search(queries, count)[1]
        return ids


class FaissHnsw:
    """A graph of neighbours (Malkov and Yashunin 2016): misses a few, searches in logarithmic time.

    For hundreds of thousands of rows and more. Rows are linked by one thread, so that the graph is always the same.
    """

    def __init__(self, dimension: int) -> None:
        self._dimension = dimension
        faiss = _faiss()
        self._index = faiss.IndexHNSWFlat(dimension, HNSW_LINKS, faiss.METRIC_INNER_PRODUCT)
        self._index.hnsw.efConstruction = HNSW_BUILD

    @property
    def size(self) -> int:
        """How many rows it holds."""
        return int(self._index.ntotal)

    def add(self, rows: NDArray[np.float32]) -> None:
        """Add rows."""
        faiss = _faiss()
        threads = faiss.omp_get_max_threads()
        faiss.omp_set_num_threads(1)
        try:
            self._index.add(unit_rows(rows, self._dimension))
        finally:
            faiss.omp_set_num_threads(threads)

    def search(self, rows: NDArray[np.float32], k: int) -> Neighbours:
        """See ``Index.search``; a neighbour may be missing, in about one of a thousand."""
        queries = unit_rows(rows, self._dimension)
        return nearest(queries, k, self.size, self._candidates, self._index.storage.reconstruct_batch)

    def _candidates(self, queries: NDArray[np.float32], count: int) -> NDArray[np.int64]:
        self._index.hnsw.efSearch = max(HNSW_SEARCH, 2 * count)
        ids: NDArray[np.int64] = self._index.search(queries, count)[1]
        return ids


def _faiss() -> Any:
    try:
        import faiss  # noqa: PLC0415
    except ImportError as error:
        raise ModelError("this index needs FAISS: pip install faiss-cpu, or choose the index 'exact'") from error
    return faiss
