"""The wide gate: which pairs of claims are looked at at all."""

from __future__ import annotations

from collections.abc import Sequence

from checker.clusters.options import ClusterOptions
from checker.values.match import Match, Neighbours

DECIMALS = 6  # a cosine is rounded here, so that the last bit of another processor changes no order


def near_pairs(neighbours: Neighbours, options: ClusterOptions) -> tuple[Match, ...]:
    """All pairs of rows at or above the gate, each once, by row numbers.

    A pair counts where either row has the other among its neighbours, so that a claim with many near ones does
    not hide a claim with few.
    """
    found: dict[tuple[int, int], float] = {}
    for row, (ids, scores) in enumerate(zip(neighbours.ids.tolist(), neighbours.scores.tolist(), strict=True)):
        for other, score in zip(ids, scores, strict=True):
            if other < 0 or other == row or score < options.gate:
                continue
            key = (row, other) if row < other else (other, row)
            found[key] = max(found.get(key, -1.0), round(min(1.0, score), DECIMALS))
    return tuple(Match(a, b, cosine) for (a, b), cosine in sorted(found.items()))


def across(
    matches: Sequence[Match], sources: Sequence[str], origins: Sequence[str] | None = None, *, within: bool = False
) -> tuple[Match, ...]:
    """The pairs whose claims come from two sources; with ``within`` also those inside one source.

    ``sources[i]`` is the source of claim i, ``origins[i]`` the one that it is a copy of, or itself: copies of one
    origin are not held against each other.
    """
    first = sources if origins is None else origins
    return tuple(m for m in matches if first[m.a] != first[m.b] or (within and sources[m.a] == sources[m.b]))
