"""Ranks that cannot both hold are a conflict; those that can are told apart, in either order."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from checker.config import Config, load_config
from checker.pairs import TextPair, judge_pairs
from checker.rules.ranks import Relation, answer, combined, comparable, place_relation
from checker.values.finding import Verdict
from checker.values.rank import Rank, Reach
from checker.values.text import Span

CASES = yaml.safe_load(Path(__file__).with_name("ordinal.yaml").read_text(encoding="utf-8"))
DAY = date(2030, 6, 15)


@pytest.fixture(scope="module")
def config() -> Config:
    return load_config(None, {})


def ask(config: Config, a: str, b: str, later: timedelta = timedelta()) -> Verdict | None:
    (answer_,) = judge_pairs([TextPair("x", a, b, DAY, DAY + later)], config)
    said = [f.verdict for f in answer_.findings if f.kind == "ordinal"]
    return said[0] if said else None


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c['says']}: {c['a'][:40]}")
def test_says(case: dict[str, str], config: Config) -> None:
    assert ask(config, case["a"], case["b"]) == case["says"]
    assert ask(config, case["b"], case["a"]) == case["says"]


def test_a_higher_number_long_after_is_an_update(config: Config) -> None:
    a, b = "It was the fourth strike at the port this year.", "It was the fifth strike at the port this year."
    assert ask(config, a, b, timedelta(days=40)) is Verdict.UPDATE
    assert ask(config, b, a, timedelta(days=40)) is Verdict.CONFLICT


def rank(position: int, reach: Reach = Reach.EVER, criterion: str | None = "large", **more: object) -> Rank:
    return Rank("x", Span(0, 1), position, criterion, "storm", reach=reach, **more)


ranks = st.builds(
    rank,
    st.integers(1, 9),
    st.sampled_from(list(Reach)),
    st.sampled_from(["large", None, "deadly"]),
    days=st.none() | st.integers(1, 9000),
    place=st.sampled_from([None, "country", "world", "spain", "club"]),
)


@given(ranks, ranks)
def test_the_order_of_two_ranks_changes_nothing(a: Rank, b: Rank) -> None:
    assert comparable(a, b) == comparable(b, a)
    if comparable(a, b):
        forth, back = answer(a, b), answer(b, a)
        assert (forth.verdict, forth.implied) == (back.verdict, back.implied)
        assert forth.relation is back.relation.turned


@given(ranks)
def test_no_rank_contradicts_itself(a: Rank) -> None:
    assert answer(a, a).verdict is Verdict.COMPATIBLE


@given(st.integers(1, 9), st.integers(1, 9))
def test_the_rank_in_the_narrower_stretch_is_not_below(inner: int, outer: int) -> None:
    said = answer(rank(inner, Reach.WINDOW), rank(outer)).verdict
    assert (said is Verdict.CONFLICT) == (inner > outer)


def test_places() -> None:
    assert place_relation("club", "country") is Relation.NARROWER
    assert place_relation("world", "spain") is Relation.WIDER
    assert place_relation("spain", "italy") is Relation.CROSSING
    assert place_relation("spain", "country") is Relation.SAME
    assert place_relation(None, "country") is Relation.UNSAID


def test_relations_that_point_two_ways_cross() -> None:
    assert combined((Relation.NARROWER, Relation.WIDER)) is Relation.CROSSING
    assert combined((Relation.SAME, Relation.UNSAID)) is Relation.UNSAID
    assert combined((Relation.NARROWER, Relation.UNSAID)) is Relation.NARROWER
