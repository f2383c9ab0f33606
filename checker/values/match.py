"""Which claims are near which, and which are about one thing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import overload

import numpy as np
from numpy.typing import NDArray

ROWS_AT_ONCE = 65_536  # of a table of matches that are turned into objects


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


class Matches(Sequence[Match]):
    """Many matches in three columns: 16 bytes each, where a tuple of ``Match`` takes over a hundred.

    It reads as a sequence of ``Match``, each made when it is asked for; whoever works on all of them at once takes the
    columns. Equal to any other sequence of the same matches.
    """

    __slots__ = ("a", "b", "cosine")

    def __init__(self, a: NDArray[np.int32], b: NDArray[np.int32], cosine: NDArray[np.float64]) -> None:
        """Take the columns as they are, each (n,); ValueError where they do not make ``a < b``, row by row."""
        if not (a.shape == b.shape == cosine.shape) or a.ndim != 1:
            raise ValueError(f"matches need three columns of one length, not {a.shape}, {b.shape} and {cosine.shape}")
        if a.size and (int(a.min()) < 0 or not bool((a < b).all())):
            raise ValueError("matches need 0 <= a < b in every row")
        self.a, self.b, self.cosine = a, b, cosine

    @classmethod
    def of(cls, matches: Iterable[Match]) -> Matches:
        """The columns of some matches, in their order; those that are in columns already are given back."""
        if isinstance(matches, Matches):
            return matches
        rows = [(m.a, m.b, m.cosine) for m in matches]
        a, b, cosine = zip(*rows, strict=True) if rows else ((), (), ())
        return cls(np.array(a, np.int32), np.array(b, np.int32), np.array(cosine, np.float64))

    def __len__(self) -> int:
        return len(self.a)

    @overload
    def __getitem__(self, at: int) -> Match: ...
    @overload
    def __getitem__(self, at: slice) -> Matches: ...
    def __getitem__(self, at: int | slice) -> Match | Matches:
        if isinstance(at, slice):
            return Matches(self.a[at], self.b[at], self.cosine[at])
        return Match(int(self.a[at]), int(self.b[at]), float(self.cosine[at]))

    def __iter__(self) -> Iterator[Match]:
        for start in range(0, len(self), ROWS_AT_ONCE):
            rows = self[start : start + ROWS_AT_ONCE]
            yield from map(Match, rows.a.tolist(), rows.b.tolist(), rows.cosine.tolist())

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Sequence) and len(self) == len(other) and all(map(Match.__eq__, self, other))

    __hash__ = None  # type: ignore[assignment]  # columns can be written to

    def where(self, chosen: NDArray[np.bool_]) -> Matches:
        """The matches at which ``chosen``, (n,), holds."""
        return Matches(self.a[chosen], self.b[chosen], self.cosine[chosen])


@dataclass(frozen=True, slots=True)
class Cluster:
    """Claims about one thing, whatever value each gives to it: positions in the run's list of claims, ascending."""

    id: int
    members: tuple[int, ...]

    def __post_init__(self) -> None:
        if tuple(sorted(set(self.members))) != self.members or not self.members:
            raise ValueError("a cluster's members are ascending, without repeats, and at least one")
