from __future__ import annotations

import time
from pathlib import Path

import pytest
import yaml

from checker.claims.filters import is_line_apart, reason_to_drop

CASES = yaml.safe_load(Path(__file__).with_name("filters.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("reason", "text"), [(reason, text) for reason, texts in CASES.items() for text in texts])
def test_why_a_sentence_makes_no_claim(reason: str, text: str) -> None:
    assert (reason_to_drop(text) or "none") == reason


def test_how_few_words_make_a_claim_is_the_users_to_say() -> None:
    assert reason_to_drop("Nobody knew.", 2) is None
    assert reason_to_drop("The dam failed on Friday.", 6) == "too_short"


def test_a_heading_makes_a_claim_only_with_a_verb() -> None:
    assert reason_to_drop("The victims of the flood", heading=True) == "heading"
    assert reason_to_drop("The flood was foreseen", heading=True) is None


@pytest.mark.parametrize(
    ("line", "apart"), [("Published: 2031-05-02", True), ("By Ann Rowe", True), ("By then he was", False)]
)
def test_lines_that_no_paragraph_goes_over(line: str, apart: bool) -> None:
    assert is_line_apart(line) is apart


@pytest.mark.parametrize("unit", ["By A", "a ", "photo by ", "is a ", "?", "“?” ", "contributed to ", "1"])
def test_hostile_text_takes_linear_time(unit: str) -> None:
    started = time.process_time()
    reason_to_drop(unit * (100_000 // len(unit)))
    assert time.process_time() - started < 60
