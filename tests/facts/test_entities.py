"""Names: which stand in a text, which are one, what lies in what."""

from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from checker.facts.entities import contains_place, find_entities, is_title_case, metonym, same_entity
from checker.facts.gazetteer import SECTIONS, resolve
from checker.facts.wordlists import load
from checker.values.claim import Entity, EntityKind
from checker.values.text import Span

CASES = yaml.safe_load(Path(__file__).with_name("entities.yaml").read_text(encoding="utf-8"))
PIECES = "( ) . , — A of the and van Ana Silva Mr Bank Paris FDA May said"
LONG = ["Zorb ", "Bank of ", "Paris ", "Mr. ", "A.", "Zorb and ", "ZORB FOOD ", "(A) ", "al-"]


@pytest.mark.parametrize("case", CASES["names"], ids=lambda case: case["text"])
def test_find_entities(case: dict[str, Any]) -> None:
    found = find_entities(case["text"])
    assert [f"{entity.kind.value} {entity.canonical}" for entity in found] == case["names"]
    assert all(entity.span.of(case["text"]) == entity.text for entity in found)


def test_a_first_word_that_is_none_of_a_sentence_is_a_name() -> None:
    assert find_entities("Target closed.", sentence_start=True) == ()
    assert [entity.text for entity in find_entities("Target closed.", sentence_start=False)] == ["Target"]


@pytest.mark.parametrize(("text", "expected"), CASES["title_case"])
def test_is_title_case(text: str, expected: bool) -> None:
    assert is_title_case(text) is expected


def entity(name: str, kind: str) -> Entity:
    """The entity as the finder reads it in the middle of a sentence, of the kind given."""
    found = find_entities(name, sentence_start=False)
    canonical = found[0].canonical if len(found) == 1 and found[0].text == name else resolve(name)
    return Entity(name, Span(0, len(name)), EntityKind(kind), canonical)


@pytest.mark.parametrize(("a", "kind_a", "b", "kind_b", "expected"), CASES["same"])
def test_same_entity(a: str, kind_a: str, b: str, kind_b: str, expected: bool) -> None:
    one, other = entity(a, kind_a), entity(b, kind_b)
    assert same_entity(one, other) is expected
    assert same_entity(other, one) is expected
    assert same_entity(one, one)


@pytest.mark.parametrize(("outer", "inner", "expected"), CASES["places"])
def test_contains_place(outer: str, inner: str, expected: bool) -> None:
    assert contains_place(outer, inner) is expected


@pytest.mark.parametrize(("name", "expected"), CASES["metonyms"])
def test_metonym(name: str, expected: str | None) -> None:
    assert metonym(name) == expected


def test_places_lie_in_places_that_exist_and_none_lies_in_itself() -> None:
    places = load("places")
    known = {name for part in SECTIONS for name in places[part]}
    for part in SECTIONS:
        for name, value in places[part].items():
            assert value.get("in", "europe") in known, name
            assert not contains_place(name, name), name


def test_metonyms_stand_for_known_places_or_bodies() -> None:
    known = set(load("places")["countries"]) | {"european union"}
    assert set(load("places")["metonyms"]) <= known


@given(st.text(max_size=300))
def test_spans_hold_the_text_and_never_overlap(text: str) -> None:
    found = find_entities(text)
    assert all(entity.span.of(text) == entity.text and entity.canonical for entity in found)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))


@given(st.lists(st.sampled_from(PIECES.split()), max_size=20))
def test_any_row_of_names_and_joints_is_read(words: list[str]) -> None:
    text = " ".join(words)
    assert all(entity.span.of(text) == entity.text and entity.canonical for entity in find_entities(text))


@pytest.mark.parametrize("part", LONG)
def test_time_grows_with_the_text_and_no_faster(part: str) -> None:
    begun = time.process_time()
    find_entities(part * (60_000 // len(part)))
    assert time.process_time() - begun < 60
