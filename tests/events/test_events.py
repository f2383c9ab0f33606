from __future__ import annotations

import random
from pathlib import Path

import numpy as np
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from checker.events.groups import components, events_of, grouped, part_of, touched_by
from checker.events.near import edges, near
from checker.events.options import EventOptions
from checker.events.table import table_of
from checker.values.event import Edge, Signature
from tests.events.conftest import Sign, told

CASES = yaml.safe_load(Path(__file__).with_name("cases.yaml").read_text(encoding="utf-8"))
DIM = 384


def signed(case, sign: Sign) -> dict[str, Signature]:
    return {name: sign(*told(name, article)) for name, article in case["articles"].items()}


def named(ids: list[str], groups) -> set[frozenset[str]]:
    return {frozenset(ids[i] for i in group) for group in groups}


def expected(case) -> set[frozenset[str]]:
    events = {a["event"] for a in case["articles"].values() if a["event"]}
    return {frozenset(n for n, a in case["articles"].items() if a["event"] == e) for e in events}


def belonging(case, found: set[frozenset[str]]) -> set[frozenset[str]]:
    """The groups without the articles that may be in any of them."""
    return {group & {n for n, a in case["articles"].items() if a["event"]} for group in found} - {frozenset()}


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["name"])
def test_articles_are_grouped_into_events(case, sign: Sign) -> None:
    signatures = signed(case, sign)
    ids = list(signatures)
    found = events_of(ids, edges(table_of(list(signatures.values()), DIM)))
    assert belonging(case, named(ids, found)) == expected(case)


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["name"])
def test_events_do_not_depend_on_the_order_in_which_articles_come(case, sign: Sign) -> None:
    signatures = signed(case, sign)
    first = sorted(signatures)
    events = named(first, events_of(first, edges(table_of([signatures[i] for i in first], DIM))))
    for seed in range(3):
        ids = random.Random(seed).sample(first, len(first))
        assert named(ids, events_of(ids, edges(table_of([signatures[i] for i in ids], DIM)))) == events


def everybody(sign: Sign) -> dict[str, Signature]:
    return {f"{n}/{name}": s for n, case in enumerate(CASES) for name, s in signed(case, sign).items()}


def test_near_and_edges_find_the_same_whichever_of_two_is_new(sign: Sign) -> None:
    signatures = list(everybody(sign).values())
    table = table_of(signatures, DIM)
    found = {(e.a, e.b): e.closeness for e in edges(table)}
    assert len(found) > len(signatures)
    for i, one in enumerate(signatures):
        there = {(min(i, j), max(i, j)): c for j, c in near(one, table) if j != i}
        assert there == {pair: c for pair, c in found.items() if i in pair}


def test_what_is_added_one_by_one_gives_the_events_of_all_at_once(sign: Sign) -> None:
    signatures = everybody(sign)
    ids = list(signatures)
    whole = list(signatures.values())
    together = edges(table_of(whole, DIM))
    grown = [Edge(j, i, c) for i in range(1, len(ids)) for j, c in near(whole[i], table_of(whole[:i], DIM))]
    assert tuple(sorted(grown)) == together


def test_rows_that_no_longer_count_are_passed_over(sign: Sign) -> None:
    signatures = list(signed(CASES[1], sign).values())
    live = np.array([True, False, True, True])
    table = table_of(signatures, DIM)
    every = near(signatures[0], table)
    assert 1 in {row for row, _ in every}
    assert near(signatures[0], table, live=live) == tuple((row, c) for row, c in every if row != 1)


def test_the_nearest_comes_first_and_an_article_is_nearest_to_itself(sign: Sign) -> None:
    signatures = list(signed(CASES[0], sign).values())
    found = near(signatures[2], table_of(signatures, DIM))
    assert found[0][0] == 2
    assert [c for _, c in found] == sorted((c for _, c in found), reverse=True)


def test_beyond_the_window_no_two_articles_are_near(sign: Sign) -> None:
    signatures = list(signed(CASES[1], sign).values())  # of four days
    table = table_of(signatures, DIM)
    assert {row for row, _ in near(signatures[0], table, EventOptions(window=1))} == {0, 1}
    assert all(abs(int(table.days[e.a]) - int(table.days[e.b])) <= 1 for e in edges(table, EventOptions(window=1)))


def test_parts_of_a_table_and_rows_in_another_order_are_those_rows(sign: Sign) -> None:
    table = table_of(list(everybody(sign).values()), DIM)
    rows = np.array([7, 2, 11], np.int64)
    for i, row in enumerate(rows.tolist()):
        one, other = table.taken(rows).part(i, i + 1), table.part(row, row + 1)
        for column in ("vectors", "days", "name_starts", "names", "name_weights", "day_starts", "named_days"):
            assert np.array_equal(getattr(one, column), getattr(other, column))


def test_an_article_without_claims_is_near_none(sign: Sign) -> None:
    signatures = signed(CASES[0], sign)
    empty = sign(*told("empty", {"text": "Photo: Ann Rowe", "published": "2031-03-04"}))
    assert not empty.names
    assert near(empty, table_of(list(signatures.values()), DIM)) == ()


edge = st.tuples(st.integers(0, 11), st.integers(0, 11), st.sampled_from((0.2, 0.5, 0.5, 0.9, 1.0)))


@given(st.lists(edge, max_size=40), st.randoms(use_true_random=False))
def test_groups_are_the_same_in_any_order_and_do_not_see_other_components(raw, rnd: random.Random) -> None:
    ids = [f"{i:02}" for i in range(12)]
    graph = list({(min(a, b), max(a, b)): c for a, b, c in raw if a != b}.items())
    found = named(ids, events_of(ids, [Edge(a, b, c) for (a, b), c in graph]))
    assert sorted(i for group in found for i in group) == ids
    moved = rnd.sample(ids, 12)
    place = {int(name): i for i, name in enumerate(moved)}
    again = [Edge(min(place[a], place[b]), max(place[a], place[b]), c) for (a, b), c in graph]
    assert named(moved, events_of(moved, rnd.sample(again, len(again)))) == found
    for part in components(12, [Edge(a, b, c) for (a, b), c in graph]):
        names = [ids[i] for i in part]
        inside = [Edge(part.index(a), part.index(b), c) for (a, b), c in graph if a in part]
        assert named(names, events_of(names, inside)) <= found


@given(st.lists(edge, max_size=40), st.sets(st.integers(0, 11), min_size=1, max_size=3))
def test_articles_that_come_or_go_change_only_events_of_the_parts_they_touch(raw, new: set[int]) -> None:
    ids = [f"{i:02}" for i in range(12)]
    graph = {(min(a, b), max(a, b)): c for a, b, c in raw if a != b}
    near: dict[int, dict[int, float]] = {i: {} for i in range(12)}
    for (a, b), c in graph.items():
        near[a][b] = near[b][a] = c
    before = named(ids, events_of(ids, [Edge(a, b, c) for (a, b), c in graph.items() if not new & {a, b}]))
    after = named(ids, events_of(ids, [Edge(a, b, c) for (a, b), c in graph.items()]))
    options = EventOptions()
    touched = touched_by(new, near.__getitem__, options)
    made: set[frozenset[str]] = set()
    parts = [part_of(i, near.__getitem__, options) for i in touched]
    for part in parts:
        made |= named(ids, grouped({i: ids[i] for i in part}, near.__getitem__, options))
    regrouped = {ids[i] for part in parts for i in part}
    assert made <= after
    assert {e for e in before if not e & regrouped} | made == after
    left = {i: {j: c for j, c in near[i].items() if j not in new} for i in range(12)}
    gone = [part_of(i, left.__getitem__, options) for i in touched - new]  # where they go, and not come
    remade = {e for part in gone for e in named(ids, grouped({i: ids[i] for i in part}, left.__getitem__, options))}
    alone = {frozenset({ids[i]}) for i in new}
    assert {e for e in after if not e & (regrouped | {ids[i] for p in gone for i in p})} | remade | alone == before


@pytest.mark.parametrize(
    "bad",
    [{"window": -1}, {"gate": 0.0}, {"gate": 0.6, "threshold": 0.5}, {"strong": 0.0}, {"common": 1.5}, {"copied": 0.0}],
)
def test_options_check_themselves(bad) -> None:
    with pytest.raises(ValueError):
        EventOptions(**bad)
