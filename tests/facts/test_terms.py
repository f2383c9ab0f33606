"""Content words and the reach of negations."""

from __future__ import annotations

import time
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from checker.facts.terms import find_terms

CASES = yaml.safe_load(Path(__file__).with_name("terms.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_find_terms(case: dict[str, str]) -> None:
    terms = find_terms(case["text"])
    assert " ".join(("-" if term.negated else "") + term.lemma for term in terms) == case["terms"]


@given(st.text(max_size=300))
def test_spans_are_sorted_and_inside_the_text(text: str) -> None:
    terms = find_terms(text)
    assert all(term.span.of(text).strip() for term in terms)
    assert all(a.span.end <= b.span.start for a, b in pairwise(terms))


@pytest.mark.parametrize("part", ["no ", "and ", "not until ", "deny ", "1, ", "a-", "neither nor ", "“", "without x "])
def test_time_grows_with_the_text_and_no_faster(part: str) -> None:
    begun = time.process_time()
    find_terms(part * (60_000 // len(part)))
    assert time.process_time() - begun < 60
