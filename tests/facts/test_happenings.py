"""What a time dates: the cases of happenings.yaml, the agreement of two happenings, and hostile text."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from checker.facts.happenings import FAR, agreement, happening
from checker.values.text import Span

CASES = yaml.safe_load((Path(__file__).parent / "happenings.yaml").read_text(encoding="utf-8"))
LEMMAS = st.frozensets(st.sampled_from(["shut", "close", "seize", "begin", "launch", "sink", "ferry"]), max_size=3)


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['time']}: {case['text'][:40]}")
def test_cases(case: dict) -> None:
    start = case["text"].index(case["time"])
    found = happening(case["text"], Span(start, start + len(case["time"])))
    assert found.heads == frozenset(case["heads"])
    if "nouns" in case:
        assert found.nouns >= frozenset(case["nouns"])
    assert found.telling is case.get("telling", False)
    assert found.negated is case.get("negated", False)


def test_a_word_beside_the_time_is_nearer_than_one_in_another_clause() -> None:
    text = "The bank was shut on Friday after customers queued."
    start = text.index("Friday")
    near = dict(happening(text, Span(start, start + 6)).near)
    assert near["shut"] > near["bank"] > near["customer"]


@pytest.mark.parametrize(("a", "b"), [("shut", "close"), ("shut", "seize"), ("offensive", "raid"), ("cross", "invade")])
def test_words_of_one_happening_agree(a: str, b: str) -> None:
    assert agreement(frozenset((a,)), frozenset((b,))) == 1.0


@pytest.mark.parametrize(("a", "b"), [("shut", "queue"), ("sink", "sign")])
def test_words_of_two_happenings_do_not(a: str, b: str) -> None:
    assert agreement(frozenset((a,)), frozenset((b,))) == -1.0


@given(LEMMAS, LEMMAS)
def test_agreement_has_no_order_and_is_silent_of_nothing(a: frozenset[str], b: frozenset[str]) -> None:
    assert agreement(a, b) == agreement(b, a)
    assert agreement(a, frozenset()) == 0.0
    assert agreement(a, a) == float(bool(a))


def test_a_long_sentence_is_read_within_a_window() -> None:
    text = "word, " * 20_000 + "Friday " + "which said " * 5_000
    start = text.index("Friday")
    happening("Friday", Span(0, 6))
    began = time.process_time()
    found = happening(text, Span(start, start + 6))
    assert time.process_time() - began < 60
    assert len(found.near) <= 2 * FAR
