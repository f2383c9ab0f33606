"""Run with the package installed: pytest in this folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.config import load_config
from checker.pairs import TextPair, judge_pairs
from checker.values.finding import Verdict

RULES = str(Path(__file__).parents[1] / "rules.yaml")
HARBOUR = "The Northern Harbour Agency (NHA) closed the quay on Monday."


@pytest.mark.parametrize(
    ("other", "verdict"),
    [
        ("The National Heritage Authority (NHA) closed the quay on Monday.", Verdict.CONFLICT),
        ("The quay was closed on Monday by the NHA (National Heritage Authority).", Verdict.CONFLICT),
        ("The Northern Harbor Agency (NHA) closed the quay on Monday.", Verdict.COMPATIBLE),
        ("The NHA closed the quay on Monday.", None),
        ("The National Heritage Authority (NHQ) closed the quay on Monday.", None),
    ],
)
def test_two_expansions_are_told_apart(other: str, verdict: Verdict | None) -> None:
    config = load_config(None, {"rules": [RULES], "entailment.name": "none"})
    (forth,) = judge_pairs([TextPair(1, HARBOUR, other)], config)
    (back,) = judge_pairs([TextPair(1, other, HARBOUR)], config)
    assert (forth.verdict, back.verdict) == (verdict, verdict)


def test_the_value_is_the_name_and_its_place() -> None:
    config = load_config(None, {"rules": [RULES], "entailment.name": "none"})
    other = "The National Heritage Authority (NHA) closed the quay on Monday."
    (answer,) = judge_pairs([TextPair(1, HARBOUR, other)], config)
    side = answer.findings[0].a
    assert side.value_span is not None
    assert side.value_span.of(HARBOUR) == side.value == "Northern Harbour Agency"
