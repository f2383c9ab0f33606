"""The causes that a sentence gives."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from checker.facts.causes import SURE, find_causes, one_cause, tells_of_causes

CASES = yaml.safe_load((Path(__file__).parent / "causes.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("text", "named", "sorts"), CASES)
def test_the_surest_cause(text: str, named: str | None, sorts: list[str]) -> None:
    sure = [cause for cause in find_causes(text) if cause.strength == SURE]
    assert [cause.span.of(text) for cause in sure[:1]] == ([named] if named else [])
    assert sorted(sure[0].sorts if sure else ()) == sorts


def test_one_cause_in_other_words_is_one_cause() -> None:
    (rain,), (heavy,), (pump,) = (
        find_causes(text)[:1]
        for text in ("It was caused by rain.", "It was due to heavy rain.", "It was blamed on a pump.")
    )
    assert one_cause(rain, heavy)
    assert not one_cause(rain, pump)


def test_a_cause_that_is_ruled_out() -> None:
    text = "Police ruled out arson as the cause."
    assert any(cause.ruled_out for cause in find_causes(text))
    assert tells_of_causes(text)


WORDS = st.sampled_from(
    ["due", "to", "by", "caused", "the", "fire", "was", "blamed", "on", "rain", ",", ".", "of", "after", "a"]
)


@given(st.lists(WORDS, max_size=40))
def test_no_two_causes_overlap(words: list[str]) -> None:
    spans = sorted(cause.span for cause in find_causes(" ".join(words)))
    assert all(not one.overlaps(other) for one, other in pairwise(spans))
