"""Clusters by average linkage over a sparse graph of near pairs.

Connected components of a loose threshold chain: a claim near two others that are not near each other joins them,
and soon one cluster holds everything. Average linkage (UPGMA, Sokal & Michener 1958) merges two clusters only while
the mean cosine between their members stays at or above the threshold. Pairs that are not in the graph are below the
gate; they count as ``missing``.

No merge crosses from one connected component of the pairs at or above the threshold into another, so each component
is clustered by itself: a large sparse one with tables of its neighbours, any other as one matrix of sums, where a merge
is a sum of two rows. Both do the same additions in the same order.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from checker.clusters.matrix import link_matrix
from checker.values.match import Cluster, Match, Matches

Sums = dict[int, dict[int, tuple[float, int]]]  # cluster -> neighbour cluster -> (sum of known cosines, how many)
ALWAYS_DENSE = 1024  # rows of a component that are clustered as a matrix however few pairs there are: 8 MB
CELL, PAIR = 8, 300  # bytes of a cell of the matrix, and of a pair in tables


def average_linkage(
    count: int, matches: Sequence[Match], threshold: float, missing: float = 0.0
) -> tuple[Cluster, ...]:
    """Partition ``count`` rows into clusters, numbered by their first member; singletons included.

    Of m pairs among the c rows of a component it takes O(c * c) time and memory, or O(m log m) where c is large and
    the pairs are few. Ties are broken by row number, so the result does not depend on the order of the pairs.
    """
    table = Matches.of(matches)
    component = _components(count, table if missing >= threshold else table.where(table.cosine >= threshold))
    table = table.where(component[table.a] == component[table.b])
    order = np.argsort(component[table.a], kind="stable")
    pairs = Matches(table.a[order], table.b[order], table.cosine[order])
    by_row = np.argsort(component, kind="stable")
    members: list[list[int]] = []
    starts = np.searchsorted(component[pairs.a], np.arange(count + 1))
    rows_from = np.searchsorted(component[by_row], np.arange(count + 1))
    for number in np.unique(component).tolist():
        rows = by_row[rows_from[number] : rows_from[number + 1]]  # ascending
        inside = pairs[int(starts[number]) : int(starts[number + 1])]
        if len(rows) <= 2:
            members.extend(_small(rows, inside, threshold))
            continue
        local = Matches(_local(rows, inside.a), _local(rows, inside.b), inside.cosine)
        dense = len(rows) <= ALWAYS_DENSE or len(rows) ** 2 * CELL <= len(local) * PAIR
        link = link_matrix if dense else _link_tables
        members.extend(rows[group].tolist() for group in link(len(rows), local, threshold, missing))
    ordered = sorted(sorted(rows) for rows in members)
    return tuple(Cluster(i, tuple(rows)) for i, rows in enumerate(ordered))


def _local(rows: NDArray[np.int64], of: NDArray[np.int32]) -> NDArray[np.int32]:
    """The places of rows among the rows of their component, which keep their order."""
    return np.searchsorted(rows, of).astype(np.int32)


def _small(rows: NDArray[np.int64], inside: Matches, threshold: float) -> Iterator[list[int]]:
    """The clusters of one or two rows."""
    if len(inside) and inside.cosine[0] >= threshold:
        yield rows.tolist()
    else:
        yield from ([row] for row in rows.tolist())


def _components(count: int, pairs: Matches) -> NDArray[np.int64]:
    """(count,) the least row that each row is connected with."""
    found = np.arange(count)
    while True:
        before = found.copy()
        least = np.minimum(found[pairs.a], found[pairs.b])
        np.minimum.at(found, before[pairs.a], least)
        np.minimum.at(found, before[pairs.b], least)
        while not np.array_equal(found, found[found]):  # short cuts to the root
            found = found[found]
        if np.array_equal(found, before):
            return found


def _link_tables(count: int, pairs: Matches, threshold: float, missing: float) -> list[list[int]]:
    """The clusters of one component, by a table of neighbours for each and a heap of the means at the threshold."""
    members: dict[int, list[int]] = {i: [i] for i in range(count)}
    sums: Sums = {i: {} for i in range(count)}
    heap: list[tuple[float, int, int]] = []
    for m in pairs:
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
    return list(members.values())


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
