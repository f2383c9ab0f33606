from __future__ import annotations

import time
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from checker.facts.attribution import find_attribution

CASES = yaml.safe_load(Path(__file__).with_name("attribution.yaml").read_text(encoding="utf-8"))
WORDS = [
    "said",
    "the mayor",
    "Rowe",
    ",",
    "“",
    "”",
    "according to",
    "that",
    "told",
    "and",
    "on Monday",
    "put",
    "5",
    ".",
    "it",
    "was",
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:60])
def test_who_says_it(case: dict[str, object]) -> None:
    text = str(case["text"])
    found = find_attribution(text)
    if "speaker" not in case:
        assert found is None
        return
    assert found is not None
    assert (found.speaker, found.verb, found.span.of(text)) == (case["speaker"], case["verb"], case["phrase"])
    assert (found.quoted, found.denies) == (case.get("quoted", False), case.get("denies", False))


@given(st.lists(st.sampled_from(WORDS), max_size=25))
def test_the_phrase_lies_inside_the_text(words: list[str]) -> None:
    text = " ".join(words)
    found = find_attribution(text)
    if found is not None:
        assert found.span.of(text)
        assert found.speaker


@pytest.mark.parametrize(
    "unit",
    [
        "said ",
        "the ",
        "he said, ",
        "“ ",
        "according to ",
        "and said ",
        "1,",
        "put the ",
        "A.",
        ", who said ",
        "“he said” ",
        "“it is, he said, ",
    ],
)
def test_hostile_text_takes_linear_time(unit: str) -> None:
    started = time.process_time()
    find_attribution(unit * (100_000 // len(unit)))
    assert time.process_time() - started < 60
