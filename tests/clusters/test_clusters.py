from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.clusters import linkage
from checker.clusters.candidates import across, near_pairs
from checker.clusters.linkage import average_linkage
from checker.clusters.options import ClusterOptions
from checker.values.match import Match, Matches, Neighbours


def neighbours(rows: list[list[tuple[int, float]]]) -> Neighbours:
    width = max(len(r) for r in rows)
    ids = [[i for i, _ in r] + [-1] * (width - len(r)) for r in rows]
    scores = [[s for _, s in r] + [float("-inf")] * (width - len(r)) for r in rows]
    return Neighbours(np.array(ids, dtype=np.int64), np.array(scores, dtype=np.float32))


def groups(clusters) -> list[list[int]]:
    return [list(c.members) for c in clusters]


def test_near_pairs_are_each_named_once_and_above_the_gate() -> None:
    found = near_pairs(
        neighbours([[(0, 1.0), (1, 0.9), (2, 0.1)], [(1, 1.0), (0, 0.9)], [(2, 1.0)]]), ClusterOptions(gate=0.3)
    )
    assert [(m.a, m.b) for m in found] == [(0, 1)]


def test_a_pair_counts_when_only_one_side_lists_the_other() -> None:
    found = near_pairs(neighbours([[(1, 0.8)], [(2, 0.9)], [(1, 0.9)]]), ClusterOptions(gate=0.3))
    assert [(m.a, m.b) for m in found] == [(0, 1), (1, 2)]


def test_across_leaves_out_pairs_of_one_source_unless_asked() -> None:
    matches = (Match(0, 1, 0.9), Match(0, 2, 0.8))
    assert across(matches, ["x", "x", "y"]) == (Match(0, 2, 0.8),)
    assert across(matches, ["x", "x", "y"], within=True) == matches


def test_average_linkage_does_not_chain() -> None:
    # 0-1-2-3-4 in a row, each near only the next: connected components would join all five
    chain = [Match(i, i + 1, 0.8) for i in range(4)]
    assert max(len(g) for g in groups(average_linkage(5, chain, 0.7))) == 2


def test_average_linkage_joins_what_is_near_as_a_whole() -> None:
    triangle = [Match(0, 1, 0.9), Match(0, 2, 0.8), Match(1, 2, 0.7), Match(2, 3, 0.71)]
    assert groups(average_linkage(4, triangle, 0.7)) == [[0, 1, 2], [3]]


def test_missing_pairs_count_against_a_merge() -> None:
    pairs = [Match(0, 1, 0.9), Match(1, 2, 0.85)]
    assert groups(average_linkage(3, pairs, 0.6)) == [[0, 1], [2]]
    assert groups(average_linkage(3, pairs, 0.6, missing=0.5)) == [[0, 1, 2]]


@given(st.lists(st.tuples(st.integers(0, 11), st.integers(0, 11), st.floats(0, 1)), max_size=40), st.randoms())
def test_clusters_partition_the_rows_whatever_the_order_of_the_pairs(raw, rnd: random.Random) -> None:
    pairs = {(min(a, b), max(a, b)): Match(min(a, b), max(a, b), round(c, 3)) for a, b, c in raw if a != b}
    matches = list(pairs.values())
    expected = groups(average_linkage(12, matches, 0.5))
    assert sorted(x for g in expected for x in g) == list(range(12))
    rnd.shuffle(matches)
    assert groups(average_linkage(12, matches, 0.5)) == expected


@pytest.mark.parametrize("bad", [{"gate": 0.9, "threshold": 0.5}, {"gate": -2.0}, {"neighbours": 0}])
def test_options_check_themselves(bad) -> None:
    with pytest.raises(ValueError):
        ClusterOptions(**bad)


# --- many rows at once, beside the plainest way ----------------------------------------------------------------------


def plain_linkage(count: int, matches: list[Match], threshold: float, missing: float) -> list[list[int]]:
    """Merge the nearest two clusters, of equal ones those of the lowest names, until none is near enough."""
    known = {(m.a, m.b): m.cosine for m in matches}
    members = {i: [i] for i in range(count)}
    sums = {**known, **{(b, a): c for (a, b), c in known.items()}}
    counts = dict.fromkeys(sums, 1)

    def mean(total: float, of: int, pairs: int) -> float:
        return (total + missing * (pairs - of)) / pairs

    for fresh in range(count, 2 * count):
        means = [
            (-mean(sums[i, j], counts[i, j], len(members[i]) * len(members[j])), i, j)
            for i in members
            for j in members
            if i < j and (i, j) in sums
        ]
        if not means or -min(means)[0] < threshold:
            break
        _, left, right = min(means)
        members[fresh] = members.pop(left) + members.pop(right)
        for other in [o for o in members if o != fresh]:
            found = [(sums[old, other], counts[old, other]) for old in (left, right) if (old, other) in sums]
            if found:
                sums[fresh, other] = sums[other, fresh] = sum(s for s, _ in found)
                counts[fresh, other] = counts[other, fresh] = sum(c for _, c in found)
    return sorted(sorted(rows) for rows in members.values())


COSINES = st.sampled_from([0.25, 0.5, 0.5, 0.75, 0.75, 1.0])  # sums of them are exact, and ties are many


@pytest.mark.parametrize("always_dense", [0, linkage.ALWAYS_DENSE])
@given(
    st.dictionaries(st.tuples(st.integers(0, 9), st.integers(0, 9)), COSINES, max_size=40),
    st.sampled_from([0.3, 0.55, 0.8]),
    st.sampled_from([0.0, 0.0, 0.5, 0.6]),
)
def test_a_matrix_and_tables_give_the_clusters_of_the_plain_way(always_dense, raw, threshold, missing) -> None:
    matches = [Match(a, b, c) for (a, b), c in sorted(raw.items()) if a < b]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(linkage, "ALWAYS_DENSE", always_dense)
        patch.setattr(linkage, "CELL", 8 if always_dense else 10**9)
        found = average_linkage(10, Matches.of(matches), threshold, missing)
    assert groups(found) == plain_linkage(10, matches, threshold, missing)


def test_a_thousand_rows_that_are_all_alike_are_one_cluster() -> None:
    count = 1000
    a, b = np.triu_indices(count, 1)
    every = Matches(a.astype(np.int32), b.astype(np.int32), np.ones(len(a)))
    assert groups(average_linkage(count, every, 0.55)) == [list(range(count))]


@given(
    st.lists(
        st.lists(st.tuples(st.integers(-1, 5), st.sampled_from([0.1, 0.3, 0.7, 1.0000001])), max_size=4),
        min_size=6,
        max_size=6,
    )
)
def test_near_pairs_are_those_of_the_rows_one_by_one(rows) -> None:
    width = [[*row, *[(-1, float("-inf"))] * (4 - len(row))] for row in rows]
    expected: dict[tuple[int, int], float] = {}
    for row, found in enumerate(width):
        for other, score in found:
            cosine = float(np.float32(score))
            if other >= 0 and other != row and cosine >= 0.3:
                key = (min(row, other), max(row, other))
                expected[key] = max(expected.get(key, -1.0), round(min(1.0, cosine), 6))
    found = near_pairs(neighbours(width), ClusterOptions(gate=0.3))
    assert [((m.a, m.b), m.cosine) for m in found] == sorted(expected.items())


def test_matches_in_columns_are_a_sequence_of_matches() -> None:
    some = (Match(0, 1, 0.9), Match(0, 2, 0.8), Match(1, 2, 0.1))
    table = Matches.of(some)
    assert (len(table), table[1], table[-1], list(table)) == (3, some[1], some[2], list(some))
    assert table == some
    assert table[1:] == some[1:]
    assert table != some[:2]
    assert table != (*some[:2], Match(1, 2, 0.2))
    assert Matches.of(table) is table
    assert list(Matches.of(())) == []
    assert table.where(np.array([True, False, True])) == (some[0], some[2])


@pytest.mark.parametrize(("a", "b", "cosines"), [([1], [1], [0.5]), ([-1], [1], [0.5]), ([0], [1], [0.5, 0.6])])
def test_matches_check_their_columns(a, b, cosines) -> None:
    with pytest.raises(ValueError, match="matches need"):
        Matches(np.array(a, np.int32), np.array(b, np.int32), np.array(cosines))
