"""How names stand in their sentences, as the cases say."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from checker.facts.fillers import Post, read_filler
from checker.values.text import Span

CASES = yaml.safe_load(Path(__file__).with_name("fillers.yaml").read_text(encoding="utf-8"))


def span_of(text: str, name: str) -> Span:
    return Span(text.index(name), text.index(name) + len(name))


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c['name']}: {c['text'][:40]}")
def test_relation_and_head(case: dict[str, str | None]) -> None:
    text, name = str(case["text"]), str(case["name"])
    filler = read_filler(text, span_of(text, name))
    assert filler.relation == case["relation"]
    assert filler.heads == (frozenset() if case["head"] is None else {case["head"]})


def test_posts() -> None:
    before = read_filler("Interior minister Ruiz left.", Span(18, 22)).post
    behind = read_filler("Amadi, the prime minister, left.", Span(0, 5)).post
    assert before == Post("minister", frozenset({"interior"}))
    assert behind is not None
    assert before is not None
    assert before.agrees(behind) == -1.0
    assert before.agrees(before) == 1.0


def test_a_word_and_a_preposition_tie() -> None:
    text = "They were stopped close to the border with Arden."
    assert read_filler(text, span_of(text, "Arden")).tie == "border with"


def test_lists_and_what_is_set_apart() -> None:
    text = "Unlike Arden, Dorn and Velm were spared."
    assert read_filler(text, span_of(text, "Arden")).apart
    assert read_filler(text, span_of(text, "Dorn")).listed
