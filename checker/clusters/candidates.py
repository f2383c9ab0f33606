"""The wide gate: which pairs of claims are looked at at all."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
from numpy.typing import NDArray

from checker.clusters.options import ClusterOptions
from checker.values.match import Match, Matches, Neighbours

DECIMALS = 6  # a cosine is rounded here, so that the last bit of another processor changes no order


def near_pairs(neighbours: Neighbours, options: ClusterOptions) -> Matches:
    """All pairs of rows at or above the gate, each once, by row numbers.

    A pair counts where either row has the other among its neighbours, so that a claim with many near ones does
    not hide a claim with few; of two scores for one pair the higher one stands.
    """
    count, width = neighbours.ids.shape
    row = np.repeat(np.arange(count), width)
    other = neighbours.ids.ravel()
    score = neighbours.scores.ravel().astype(np.float64)  # as the gate is given
    kept = (other >= 0) & (other != row) & ~(score < options.gate)
    row, other, score = row[kept], other[kept], score[kept]
    size = int(max(count, other.max(initial=-1) + 1))
    key = np.minimum(row, other) * size + np.maximum(row, other)
    cosine = np.round(np.minimum(1.0, score), DECIMALS)
    order = np.lexsort((-cosine, key))
    key = key[order]
    first = np.ones(len(key), np.bool_)
    first[1:] = key[1:] != key[:-1]
    key = key[first]
    a, b = np.divmod(key, max(1, size))
    return Matches(a.astype(np.int32), b.astype(np.int32), cosine[order][first])


def across(
    matches: Sequence[Match], sources: Sequence[str], origins: Sequence[str] | None = None, *, within: bool = False
) -> Matches:
    """The pairs whose claims come from two sources; with ``within`` also those inside one source.

    ``sources[i]`` is the source of claim i, ``origins[i]`` the one that it is a copy of, or itself: copies of one
    origin are not held against each other.
    """
    found = Matches.of(matches)
    source = _numbered(sources)
    first = source if origins is None else _numbered(origins)
    chosen = first[found.a] != first[found.b]
    if within:
        chosen |= source[found.a] == source[found.b]
    return found.where(chosen)


def with_one_of(matches: Matches, names: Sequence[str], wanted: Collection[str]) -> Matches:
    """The pairs of which a claim bears one of the wanted names; ``names[i]`` is that of claim i."""
    of_wanted = np.array([name in wanted for name in names], np.bool_)
    return matches.where(of_wanted[matches.a] | of_wanted[matches.b])


def _numbered(names: Sequence[str]) -> NDArray[np.int64]:
    """(n,) a number for each name, equal for equal ones."""
    number = {name: at for at, name in enumerate(dict.fromkeys(names))}
    return np.array([number[name] for name in names], np.int64)
