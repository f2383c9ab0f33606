"""Clusters by average linkage over a sparse graph of near pairs.

Connected components of a loose threshold chain: a claim near two others that are not near each other joins them,
and soon one cluster holds everything. Average linkage (UPGMA, Sokal & Michener 1958) merges two clusters only while
the mean cosine between their members stays at or above the threshold. Pairs that are not in the graph are below the
gate; they count as ``missing``.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence

from checker.values.match import Cluster, Match

Sums = dict[int, dict[int, tuple[float, int]]]  # cluster -> neighbour cluster -> (sum of known cosines, how many)


def average_linkage(
    count: int, matches: Sequence[Match], threshold: float, missing: float = 0.0
) -> tuple[Cluster, ...]:
    """Partition ``count`` rows into clusters, numbered by their first member; singletons included.

    Runs in O(m log m) for m pairs. Ties are broken by row number, so the result does not depend on the order of
    the pairs.
    """
    members: dict[int, list[int]] = {i: [i] for i in range(count)}
    sums: Sums = {i: {} for i in range(count)}
    heap: list[tuple[float, int, int]] = []
    for m in matches:
        sums[m.a][m.b] = sums[m.b][m.a] = (m.cosine, 1)
        if m.cosine >= threshold:
            heap.append((-m.cosine, m.a, m.b))
    heapq.heapify(heap)
    fresh = count
    while heap:
        _, left, right = heapq.heappop(heap)
        if left not in members or right not in members:
            continue
        _merge(left, right, fresh, members, sums)
        for other in sums[fresh]:
            mean = _mean(sums[fresh][other], len(members[fresh]) * len(members[other]), missing)
            if mean >= threshold:
                heapq.heappush(heap, (-mean, min(fresh, other), max(fresh, other)))
        fresh += 1
    ordered = sorted(sorted(rows) for rows in members.values())
    return tuple(Cluster(i, tuple(rows)) for i, rows in enumerate(ordered))


def _merge(left: int, right: int, fresh: int, members: dict[int, list[int]], sums: Sums) -> None:
    """Replace clusters ``left`` and ``right`` by ``fresh`` in both tables."""
    members[fresh] = members.pop(left) + members.pop(right)
    joined: dict[int, tuple[float, int]] = {}
    for old in (left, right):
        for other, (total, known) in sums.pop(old).items():
            if other in (left, right):
                continue
            before = joined.get(other, (0.0, 0))
            joined[other] = (before[0] + total, before[1] + known)
            del sums[other][old]
    sums[fresh] = joined
    for other, value in joined.items():
        sums[other][fresh] = value


def _mean(known: tuple[float, int], pairs: int, missing: float) -> float:
    """Mean cosine over all pairs of two clusters, of which some are not in the graph."""
    total, count = known
    return (total + missing * (pairs - count)) / pairs
