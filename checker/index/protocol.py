"""What an index is, and what its rows must be."""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from checker.errors import ModelError
from checker.values.match import Neighbours

NORM_TOLERANCE = 1e-3  # how far from 1 the length of a row may be


class Index(Protocol):
    """Rows of length 1, numbered from 0 in the order of their adding, and the nearest of them to other such rows."""

    @property
    def size(self) -> int:
        """How many rows it holds."""
        ...

    def add(self, rows: NDArray[np.float32]) -> None:
        """Add (n, dimension) rows of length 1; raise ModelError where they are anything else."""
        ...

    def search(self, rows: NDArray[np.float32], k: int) -> Neighbours:
        """For each row the ``k`` nearest by cosine, near to far, of equal ones the first added.

        Where the index holds fewer than ``k``, the rest is -1 and -inf. Raises ModelError as ``add`` does, and
        ValueError for a ``k`` under 1.
        """
        ...


def unit_rows(rows: NDArray[np.float32], dimension: int) -> NDArray[np.float32]:
    """The rows in the layout that all backends read; ModelError unless (n, dimension) float32 of length 1."""
    if rows.ndim != 2 or rows.shape[1] != dimension:
        raise ModelError(f"index: expected rows of shape (n, {dimension}), got {rows.shape}; all come from one encoder")
    if rows.dtype != np.float32:
        raise ModelError(f"index: expected float32 rows, got {rows.dtype}")
    norms = np.linalg.norm(rows, axis=1)
    if not (np.abs(norms - 1) <= NORM_TOLERANCE).all():  # written so that NaN fails too
        worst = int(np.argmax(np.nan_to_num(np.abs(norms - 1), nan=np.inf)))
        raise ModelError(f"index: expected rows of length 1, row {worst} has length {norms[worst]:.4f}")
    return np.ascontiguousarray(rows)
