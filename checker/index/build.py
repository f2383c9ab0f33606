"""An index by its name."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from checker.errors import ModelError
from checker.index.choose import AUTO, choose
from checker.index.exact import ExactIndex
from checker.index.faiss_index import FaissFlat, FaissHnsw, FaissIvf
from checker.index.protocol import Index
from checker.registry import Registry

INDEXES: Registry[Callable[[int], Index]] = Registry(
    "index", {"flat": FaissFlat, "exact": ExactIndex, "hnsw": FaissHnsw, "ivf": FaissIvf}
)


def build_index(name: str, rows: NDArray[np.float32]) -> Index:
    """The index of that name over (n, dimension) rows, of 'auto' the one for so many; RegistryError or ModelError."""
    if rows.ndim != 2:
        raise ModelError(f"index: expected rows of shape (n, dimension), got {rows.shape}")
    index = INDEXES[choose(len(rows)) if name == AUTO else name](rows.shape[1])
    index.add(rows)
    return index
