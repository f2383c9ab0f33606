from __future__ import annotations

import time
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from checker.claims.clauses import cut
from checker.values.text import Span

CASES = yaml.safe_load(Path(__file__).with_name("clauses.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES)
def test_the_claims_of_a_sentence(case: str) -> None:
    text = case.replace("‖", "")
    assert [span.of(text) for span in cut(text, Span(0, len(text)))] == case.split("‖")[::2]


def test_a_side_with_too_few_words_is_not_cut_off() -> None:
    text = "The dam burst; water was everywhere in the town."
    whole = Span(0, len(text))
    assert len(cut(text, whole, min_words=3)) == 2
    assert cut(text, whole, min_words=5) == (whole,)


@given(
    st.lists(st.sampled_from(["it was", "; ", ", and ", "the dam", " fell ", "“", "”", "(", ")", " 5 "]), max_size=30)
)
def test_claims_ascend_inside_the_sentence(parts: list[str]) -> None:
    text = "".join(parts)
    whole = Span(0, len(text))
    spans = cut(text, whole)
    edges = [edge for span in spans for edge in (span.start, span.end)]
    assert edges == sorted(edges)
    assert (edges[0], edges[-1]) == (0, len(text))


@pytest.mark.parametrize("unit", ["; ", ", and it was ", "(", "“a” ", "a, and ", "it was a; it was b; "])
def test_hostile_text_takes_linear_time(unit: str) -> None:
    text = unit * (100_000 // len(unit))
    started = time.process_time()
    cut(text, Span(0, len(text)))
    assert time.process_time() - started < 60
