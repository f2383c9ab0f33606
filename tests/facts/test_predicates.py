"""What a sentence affirms and what it negates, with the clause around it."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from checker.facts.nominals import verb_of
from checker.facts.predicates import Predicate, find_predicates

CASES = yaml.safe_load(Path(__file__).with_name("predicates.yaml").read_text(encoding="utf-8"))


def predicate(text: str, word: str) -> Predicate:
    return next(p for p in find_predicates(text) if p.span.of(text) == word)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_what_is_negated(case: dict[str, str]) -> None:
    text = case["text"]
    assert " | ".join(p.span.of(text) for p in find_predicates(text) if p.negated) == case["negated"]


@pytest.mark.parametrize(
    ("one", "word", "other", "answer", "shared"),
    [
        ("The clan carried out the raid.", "carried out", "The clan denied involvement.", "involvement", True),
        ("Parliament voted.", "voted", "There was no vote.", "vote", True),
        ("The council approved it.", "approved", "It has no approval.", "approval", True),
        ("The council approved it.", "approved", "It was not painted.", "painted", False),
    ],
)
def test_meanings_meet(one: str, word: str, other: str, answer: str, shared: bool) -> None:
    assert bool(predicate(one, word).meanings & predicate(other, answer).meanings) is shared


def test_two_negations_cancel_and_are_told() -> None:
    assert predicate("The port has not denied its role.", "role").cancelled
    assert not predicate("The port has its role.", "role").cancelled


def test_a_denial_is_told_from_a_negation() -> None:
    assert predicate("The port denied any role.", "role").denied
    assert not predicate("The port had no role.", "role").denied


@pytest.mark.parametrize(
    ("text", "word", "head"),
    [
        ("Not one temp crossed the picket.", "crossed", True),
        ("Not one temp crossed the picket.", "picket", False),
        ("The office gave no warning.", "warning", True),
        ("There was no gas leak.", "gas", False),
    ],
)
def test_the_head_is_what_the_clause_says(text: str, word: str, head: bool) -> None:
    assert predicate(text, word).head is head


def test_what_is_narrowed() -> None:
    assert predicate("No other ship was involved.", "involved").restricted
    assert not predicate("No ship was involved.", "involved").restricted


def test_the_parts_of_a_clause() -> None:
    text = "The envoy said the islands had passed the capital a warning about it."
    found = predicate(text, "warning")
    assert (found.before.of(text), found.after.of(text)) == ("the islands had passed the capital a", "about it.")


@pytest.mark.parametrize(
    ("noun", "verb"),
    [("involvement", "involve"), ("evacuation", "evacuate"), ("denial", "deny"), ("government", "government")],
)
def test_verb_of(noun: str, verb: str) -> None:
    assert verb_of(noun) == verb


@given(st.text(max_size=200))
def test_spans_are_inside_the_text(text: str) -> None:
    for found in find_predicates(text):
        assert found.span.of(text).strip()
        assert found.before.end <= found.span.start < found.span.end <= found.after.start <= len(text)


@pytest.mark.parametrize("part", ["not deny ", "no ship ", "claim that ", "reject the ", "is false ", "will say, "])
def test_time_grows_with_the_text_and_no_faster(part: str) -> None:
    begun = time.process_time()
    find_predicates(part * (60_000 // len(part)))
    assert time.process_time() - begun < 60
