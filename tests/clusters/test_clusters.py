from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.clusters.candidates import across, near_pairs
from checker.clusters.linkage import average_linkage
from checker.clusters.options import ClusterOptions
from checker.values.match import Match, Neighbours


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
