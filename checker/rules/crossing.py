"""Values of all claims in columns, and each value of one claim beside each of another, for many pairs at once.

What the rules do with two values at a time, in Python, is done here for all pairs of a run, in numpy, where it decides
which pairs they are asked about at all.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from checker.values.match import Matches

FEW = 32  # matches that are gone through one by one in less time than it takes to set up columns
MATCHES_AT_ONCE = 16_384  # whose names are held together: at most that many rows of one byte a name of the run
CROSSED_AT_ONCE = 262_144  # pairs of values that are held at a time: some 30 MB with all that is worked out of them


@dataclass(frozen=True, slots=True, eq=False)
class Places:
    """Where the values of each claim stand in a row of all of them, claim by claim."""

    first: NDArray[np.int64]  # (claims + 1,) of each claim its first value in the row, and the length of the row
    claim: NDArray[np.int64]  # (values,) the claim of each

    @classmethod
    def of(cls, counts: Sequence[int]) -> Places:
        """The places of so many values of each claim."""
        first = np.concatenate([[0], np.cumsum(np.array(counts, np.int64))])
        return cls(first, np.repeat(np.arange(len(counts)), np.diff(first)))


@dataclass(frozen=True, slots=True, eq=False)
class Crossed:
    """Pairs of values, one of each claim of a match; columns of one length."""

    match: NDArray[np.int64]  # position among the matches, ascending
    left: NDArray[np.int64]  # of a value of claim ``a`` in the row of all values
    right: NDArray[np.int64]  # of a value of claim ``b``

    def where(self, chosen: NDArray[np.bool_]) -> Crossed:
        """The pairs at which ``chosen``, (n,), holds."""
        return Crossed(self.match[chosen], self.left[chosen], self.right[chosen])


def crossed(places: Places, matches: Matches, at_once: int = CROSSED_AT_ONCE) -> Iterator[Crossed]:
    """Each value of the one claim beside each of the other, for all matches, in parts of bounded size."""
    count = np.diff(places.first)
    pairs = count[matches.a] * count[matches.b]
    filled = np.flatnonzero(pairs)
    ends = np.cumsum(pairs[filled])
    start, done = 0, 0
    while start < len(filled):
        end = max(start + 1, int(np.searchsorted(ends, done + at_once, side="right")))
        yield _crossed(places, matches, filled[start:end], pairs[filled[start:end]])
        start, done = end, int(ends[end - 1])


def _crossed(places: Places, matches: Matches, at: NDArray[np.int64], pairs: NDArray[np.int64]) -> Crossed:
    match = np.repeat(at, pairs)
    within = np.arange(len(match)) - np.repeat(np.cumsum(pairs) - pairs, pairs)
    a, b = matches.a[match], matches.b[match]
    width = places.first[b + 1] - places.first[b]
    return Crossed(match, places.first[a] + within // width, places.first[b] + within % width)


def numbered(names: Sequence[Hashable]) -> tuple[NDArray[np.int64], int]:
    """(n,) a number for each name, equal for equal ones, from 0 in the order of the first of each; and how many."""
    number: dict[Hashable, int] = {}
    found = [number.setdefault(name, len(number)) for name in names]
    return np.array(found, np.int64), len(number)


def by_sorts(
    left: NDArray[np.int64], right: NDArray[np.int64], sorts: int, make: Callable[[int, int], float]
) -> NDArray[np.float64]:
    """(n,) what ``make`` says of each two sorts, given by number; it is asked once for each two that occur."""
    keys, at = np.unique(left * sorts + right, return_inverse=True)
    return np.array([make(*divmod(key, sorts)) for key in keys.tolist()], np.float64)[at]


def crossed_names(
    weights: Sequence[Mapping[str, float]], matches: Matches
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Of the names that both claims of a match have, (n,) the sum of the weights and (n,) the highest; 0 without any.

    ``weights`` are those of the names of each claim; a name has one weight wherever it stands.
    """
    total, highest = np.zeros(len(matches)), np.zeros(len(matches))
    if len(matches) < FEW:
        for at, m in enumerate(matches):
            shared = [weight for name, weight in weights[m.a].items() if name in weights[m.b]]
            total[at], highest[at] = sum(shared), max(shared, default=0.0)
        return total, highest
    number: dict[str, int] = {}
    rows = [[number.setdefault(name, len(number)) for name in of] for of in weights]
    weight = np.zeros(len(number))
    for of, numbers in zip(weights, rows, strict=True):
        weight[numbers] = list(of.values())
    places = Places.of([len(row) for row in rows])
    name = np.array([n for row in rows for n in row], np.int64)
    for start in range(0, len(matches), MATCHES_AT_ONCE):
        a, b = matches.a[start : start + MATCHES_AT_ONCE], matches.b[start : start + MATCHES_AT_ONCE]
        others, row_of = np.unique(b, return_inverse=True)
        has = np.zeros((len(others), len(number)), np.bool_)
        for row, other in enumerate(others.tolist()):
            has[row, rows[other]] = True
        count = places.first[a + 1] - places.first[a]
        match = np.repeat(np.arange(len(a)), count)
        within = np.arange(len(match)) - np.repeat(np.cumsum(count) - count, count)
        names = name[places.first[a][match] + within]
        both = has[row_of[match], names]
        total[start : start + len(a)] = np.bincount(match[both], weight[names[both]], len(a))
        np.maximum.at(highest[start : start + len(a)], match[both], weight[names[both]])
    return total, highest
