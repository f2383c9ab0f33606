"""FAISS. The one file that imports it: 0.05 s and 15 MB over numpy."""

from __future__ import annotations

import math
from functools import cache
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from checker.errors import ModelError
from checker.index.kernels import chosen_kernels
from checker.index.protocol import unit_rows
from checker.index.rank import Rows, nearest
from checker.values.match import Neighbours

HNSW_LINKS = 32  # per row and level (M)
HNSW_BUILD = 200  # candidates kept while a row is linked (efConstruction)
HNSW_SEARCH = 128  # candidates kept while searching (efSearch); at least twice as many as are asked for

IVF_FROM = 10_000  # rows; below it every row of FaissIvf is looked at: its cells could not be learnt from fewer
IVF_CELLS = 1.6  # cells for each square root of the rows they are learnt from
IVF_PROBES = 32  # cells that a query looks into
IVF_LEARN = 64  # rows for each cell that it is learnt from
IVF_PART = 4  # numbers of a row at most that are coded together, in 4 bits: a row of 384 takes 48 bytes
IVF_SPARE = 10  # rows scored exactly for each one that is asked for: their codes are coarse
IVF_LEAST = 200  # ... and at least so many


class Finder(Protocol):
    """Rows in a form that is quick to search, without the rows themselves: who asks scores what it finds."""

    @property
    def size(self) -> int:
        """How many rows it holds."""
        ...

    def learn(self, count: int, rows: Rows) -> None:
        """Look at some of the ``count`` rows that are about to come, before the first is added."""
        ...

    def add(self, rows: NDArray[np.float32]) -> None:
        """Add (n, dimension) rows of length 1."""
        ...

    def candidates(self, rows: NDArray[np.float32], count: int) -> NDArray[np.int64]:
        """(n, at least ``count``): for each row the numbers of rows that are near it, in no order, -1 where none is."""
        ...

    def save(self, path: Path) -> None:
        """Write it to a file, for ``load_finder``."""
        ...


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


class Graph:
    """A graph of neighbours (HNSW, Malkov and Yashunin 2016) over rows of half precision.

    Rows are linked by one thread, so that the graph is always the same.
    """

    def __init__(self, dimension: int, index: Any = None) -> None:
        if index is None:
            faiss = _faiss()
            half, product = faiss.ScalarQuantizer.QT_fp16, faiss.METRIC_INNER_PRODUCT
            index = faiss.IndexHNSWSQ(dimension, half, HNSW_LINKS, product)
            index.hnsw.efConstruction = HNSW_BUILD
            index.is_trained = True  # halving numbers needs nothing learnt
        self._index = index

    @property
    def size(self) -> int:
        """How many rows it holds."""
        return int(self._index.ntotal)

    def learn(self, count: int, rows: Rows) -> None:
        """Nothing: a graph grows row by row."""

    def add(self, rows: NDArray[np.float32]) -> None:
        """See ``Finder.add``; 0.2 to 1 ms a row."""
        faiss = _faiss()
        threads = faiss.omp_get_max_threads()
        faiss.omp_set_num_threads(1)
        try:
            self._index.add(rows)
        finally:
            faiss.omp_set_num_threads(threads)

    def candidates(self, rows: NDArray[np.float32], count: int) -> NDArray[np.int64]:
        """See ``Finder.candidates``."""
        wanted = _faiss().SearchParametersHNSW()
        wanted.efSearch = max(HNSW_SEARCH, 2 * count)
        ids: NDArray[np.int64] = self._index.search(rows, count, params=wanted)[1]
        return ids

    def save(self, path: Path) -> None:
        """See ``Finder.save``."""
        _save(self._index, path)


class Lists:
    """Rows by cells of the space (IVF), each coded in one bit for each of its numbers (PQ, searched by SIMD)."""

    def __init__(self, dimension: int, index: Any = None) -> None:
        self._dimension = dimension
        self._index = index

    @property
    def size(self) -> int:
        """How many rows it holds."""
        return 0 if self._index is None else int(self._index.ntotal)

    def learn(self, count: int, rows: Rows) -> None:
        """Learn cells and codes from some of the rows, of which there are at least ``IVF_FROM``."""
        faiss = _faiss()
        cells = max(1, int(IVF_CELLS * math.sqrt(count)))
        dimension = self._dimension
        parts = next(p for p in range(-(-dimension // IVF_PART), dimension + 1) if dimension % p == 0)
        self._quantizer = faiss.IndexFlatIP(self._dimension)
        index = faiss.IndexIVFPQFastScan(self._quantizer, self._dimension, cells, parts, 4, faiss.METRIC_INNER_PRODUCT)
        index.train(rows(np.arange(0, count, max(1, count // (IVF_LEARN * cells)))))
        self._index = index

    def add(self, rows: NDArray[np.float32]) -> None:
        """See ``Finder.add``; cells and codes have been learnt."""
        self._index.add(rows)

    def candidates(self, rows: NDArray[np.float32], count: int) -> NDArray[np.int64]:
        """See ``Finder.candidates``."""
        wanted = _faiss().SearchParametersIVF(nprobe=IVF_PROBES)
        many = min(self.size, max(IVF_LEAST, IVF_SPARE * count))
        ids: NDArray[np.int64] = self._index.search(rows, many, params=wanted)[1]
        return ids

    def save(self, path: Path) -> None:
        """See ``Finder.save``."""
        _save(self._index, path)


class _Ranked:
    """A finder with its rows in memory."""

    def __init__(self, dimension: int, finder: Finder) -> None:
        self._dimension = dimension
        self._finder = finder
        self._rows = np.empty((0, dimension), np.float32)

    @property
    def size(self) -> int:
        """How many rows it holds."""
        return len(self._rows)

    def add(self, rows: NDArray[np.float32]) -> None:
        """Add rows."""
        fresh = unit_rows(rows, self._dimension)
        self._rows = np.concatenate([self._rows, fresh]) if len(self._rows) else fresh
        self._found(fresh)

    def search(self, rows: NDArray[np.float32], k: int) -> Neighbours:
        """See ``Index.search``; some neighbours may be missing."""
        queries = unit_rows(rows, self._dimension)
        return nearest(queries, k, self.size, self._candidates, self._rows.__getitem__)

    def _found(self, fresh: NDArray[np.float32]) -> None:
        self._finder.add(fresh)

    def _candidates(self, queries: NDArray[np.float32], count: int) -> NDArray[np.int64]:
        return self._finder.candidates(queries, count)


class FaissHnsw(_Ranked):
    """``Graph`` with its rows: misses about one neighbour of a thousand, searches in logarithmic time."""

    def __init__(self, dimension: int) -> None:
        super().__init__(dimension, Graph(dimension))


class FaissIvf(_Ranked):
    """``Lists`` with their rows, for many hundred thousand: less to keep and quicker to build than a graph."""

    def __init__(self, dimension: int) -> None:
        super().__init__(dimension, Lists(dimension))

    def _found(self, fresh: NDArray[np.float32]) -> None:
        if self._finder.size:
            self._finder.add(fresh)
        elif self.size >= IVF_FROM:
            self._finder.learn(self.size, self._rows.__getitem__)
            self._finder.add(self._rows)

    def _candidates(self, queries: NDArray[np.float32], count: int) -> NDArray[np.int64]:
        if self._finder.size:
            return self._finder.candidates(queries, count)
        everything = np.arange(self.size, dtype=np.int64)
        return np.broadcast_to(everything, (len(queries), self.size))


FINDERS: dict[str, type[Graph] | type[Lists]] = {"hnsw": Graph, "ivf": Lists}


def faiss_version() -> str:
    """The version of FAISS: an index in a file is read by that one only."""
    return str(_faiss().__version__)


def load_finder(name: str, path: Path, dimension: int, *, to_add: bool = False) -> Finder:
    """What ``Finder.save`` wrote: mapped into memory where the kind allows it, or read, where it is ``to_add`` to.

    Raises ModelError where the file is no such index.
    """
    faiss = _faiss()
    mapped = name == "hnsw" and not to_add
    try:
        index = faiss.read_index(str(path), faiss.IO_FLAG_MMAP_IFC if mapped else 0)
    except RuntimeError as error:
        raise ModelError(f"{path}: this is no index of FAISS {faiss.__version__} ({str(error)[-80:]})") from error
    if index.d != dimension:
        raise ModelError(f"{path}: expected an index of {dimension} dimensions, got {index.d}")
    return FINDERS[name](dimension, index)


def _save(index: Any, path: Path) -> None:
    try:
        _faiss().write_index(index, str(path))
    except RuntimeError as error:
        raise OSError(f"the index cannot be written ({str(error)[-80:]})") from error


@cache
def _faiss() -> Any:
    try:
        with chosen_kernels():
            import faiss  # noqa: PLC0415
    except ImportError as error:
        raise ModelError("this index needs FAISS: pip install faiss-cpu, or choose the index 'exact'") from error
    return faiss
