"""Which claims are near which, and which are about one thing."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Neighbours:
    """For each of n rows its nearest rows: the result of a search in an index.

    ``ids[i]`` are row numbers sorted from near to far, -1 where fewer than k were found; ``scores[i]`` their
    cosine, higher is closer, -inf at the empty places.
    """

    ids: NDArray[np.int64]  # (n, k)
    scores: NDArray[np.float32]  # (n, k) cosine, higher is closer

    def __post_init__(self) -> None:
        if self.ids.ndim != 2 or self.ids.shape != self.scores.shape:
            raise ValueError(f"neighbours need two (n, k) arrays, not {self.ids.shape} and {self.scores.shape}")


@dataclass(frozen=True, slots=True, order=True)
class Match:
    """Two claims near enough to be looked at: positions in the run's list of claims, ``a < b``."""

    a: int
    b: int
    cosine: float  # of their gists, in [-1, 1], higher is closer

    def __post_init__(self) -> None:
        if not 0 <= self.a < self.b:
            raise ValueError(f"a match needs 0 <= a < b, not {self.a} and {self.b}")


@dataclass(frozen=True, slots=True)
class Cluster:
    """Claims about one thing, whatever value each gives to it: positions in the run's list of claims, ascending."""

    id: int
    members: tuple[int, ...]

    def __post_init__(self) -> None:
        if tuple(sorted(set(self.members))) != self.members or not self.members:
            raise ValueError("a cluster's members are ascending, without repeats, and at least one")
