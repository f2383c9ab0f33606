"""Ranks are read with what is ranked and over what, and nothing else is taken for one."""

from __future__ import annotations

import time
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from checker.facts.periods import find_periods
from checker.facts.rank_words import criteria_agree, nouns_agree
from checker.facts.ranks import find_ranks
from checker.values.rank import Rank

CASES = yaml.safe_load(Path(__file__).with_name("ranks.yaml").read_text(encoding="utf-8"))
DAY = date(2030, 6, 15)
WORDS = [
    "the",
    "first",
    "second-largest",
    "10th",
    "most expensive",
    "bank",
    "in",
    "since 2008",
    "record",
    "never before",
]


def read(text: str) -> tuple[Rank, ...]:
    return find_ranks(text, find_periods(text, DAY), DAY)


def shown(rank: Rank, key: str) -> object:
    value = rank.text if key == "says" else getattr(rank, key)
    return list(value) if isinstance(value, tuple) else value


@pytest.mark.parametrize("case", CASES, ids=lambda c: c["text"][:50])
def test_reads(case: dict[str, object]) -> None:
    ranks = read(case["text"])
    assert [{key: shown(r, key) for key in wanted} for r, wanted in zip(ranks, case["reads"], strict=True)] == case[
        "reads"
    ]


@given(
    st.lists(st.sampled_from([*WORDS, "İ", "’s", ",", ".", "of", "it's", "ever", "deadliest"]), max_size=14).map(
        " ".join
    )
)
def test_spans_are_the_text_and_do_not_overlap(text: str) -> None:
    ranks = read(text)
    assert all(text[r.span.start : r.span.end] == r.text for r in ranks)
    assert all(a.span.end <= b.span.start for a, b in pairwise(ranks))


@pytest.mark.parametrize(
    "piece", ["first ", "record ", "the first since ", "no a b c d ", "only one ", "1th", "A. ", "Xx "]
)
def test_long_texts_take_linear_time(piece: str) -> None:
    def seconds(size: int) -> float:
        text = (piece * size)[:size]
        begin = time.process_time()
        find_ranks(text)
        return time.process_time() - begin

    seconds(1000)  # words are loaded once
    assert seconds(40_000) < 8 * seconds(10_000) + 0.2


def test_criteria_of_one_thing_agree() -> None:
    assert criteria_agree("large", "large") == 1.0
    assert 0 < criteria_agree("deadly", "bad") < 1
    assert criteria_agree("slow", "record") == criteria_agree("young", "tall") == 0.0


def test_nouns_of_one_thing_agree() -> None:
    assert nouns_agree("signing", "recruit") == nouns_agree("fire", "blaze") == 1.0
    assert nouns_agree("woman", "man") == nouns_agree("report", "attack") == -1.0
    assert nouns_agree(None, "attack") == 0.0
    assert nouns_agree("woman", "person") == 0.5
