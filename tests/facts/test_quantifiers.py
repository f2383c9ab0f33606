"""Amounts and labels are read as the cases say, and each span is that of its text."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from checker.facts.grades import find_grades
from checker.facts.periods import find_periods
from checker.facts.quantifiers import Share, find_shares
from checker.facts.quantities import find_quantities
from checker.values.interval import Interval
from checker.values.text import Span

AMOUNTS = yaml.safe_load(Path(__file__).with_name("quantifiers.yaml").read_text(encoding="utf-8"))
LABELS = yaml.safe_load(Path(__file__).with_name("grades.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", AMOUNTS, ids=lambda c: c["text"][:40])
def test_amounts(case: dict[str, object]) -> None:
    text = str(case["text"])
    shares = find_shares(text, find_quantities(text, find_periods(text, None)))
    assert [[s.text, str(s.share), s.head] for s in shares] == case["reads"]
    assert all(s.span.of(text) == s.text for s in shares)


@pytest.mark.parametrize("case", LABELS, ids=lambda c: c["text"][:40])
def test_labels(case: dict[str, object]) -> None:
    text = str(case["text"])
    grades = find_grades(text)
    assert [[g.text, g.scale, g.value] for g in grades] == case["reads"]
    assert all(g.span.of(text) == g.text for g in grades)


def test_a_share_lies_between_nothing_and_all() -> None:
    with pytest.raises(ValueError, match="a share lies in"):
        Share("x", Span(0, 1), Interval(0.5, 1.5))
