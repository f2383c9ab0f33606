from __future__ import annotations

import time
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from checker.claims.sentences import split

CASES = yaml.safe_load(Path(__file__).with_name("sentences.yaml").read_text(encoding="utf-8"))
PROSE = st.text(alphabet="abcXYZ0 5.\n?!…\"'“”’()[]U.S,—", max_size=200)


@pytest.mark.parametrize("case", CASES)
def test_the_sentences_of_a_text(case: str) -> None:
    text = case.replace("‖", "")
    assert [span.of(text) for span in split(text)] == [part.strip() for part in case.split("‖")]


@given(PROSE)
def test_the_spans_ascend_and_leave_nothing_out_but_space(text: str) -> None:
    spans = split(text)
    edges = [edge for span in spans for edge in (span.start, span.end)]
    assert edges == sorted(edges)
    assert all(len(span) and span.of(text) == span.of(text).strip() for span in spans)
    assert "".join("".join(span.of(text).split()) for span in spans) == "".join(text.split())


@given(PROSE, PROSE)
def test_a_range_is_read_as_if_it_stood_alone(before: str, text: str) -> None:
    whole = before + "\n" + text
    start = len(before) + 1
    assert [span.shift(-start) for span in split(whole, start, len(whole))] == split(text)


@pytest.mark.parametrize("unit", [".", "?", "U.S. ", "“", "1.5 ", "a. ", "A.", "...”’ ", "a" * 50, "x.Yz", ".[1]"])
def test_hostile_text_takes_linear_time(unit: str) -> None:
    started = time.process_time()
    split(unit * (200_000 // len(unit)))
    assert time.process_time() - started < 60
