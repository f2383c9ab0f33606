"""Two currencies are compared at the rates of the rules, which the explanation names, and only there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from checker.config import load_config
from checker.pairs import PairVerdict, TextPair, judge_pairs
from checker.values.finding import Verdict

IN_DOLLARS = "The sculptor's estate was sold for $54 million."
IN_EUROS = "The sculptor's estate was sold for 50 million euros."
RULES = """
version: 1
extends: [default]
rules:
  - id: figures
    rates: {date: 2024-05-01, base: USD, of: {EUR: 1.08}}
"""


@pytest.fixture
def rules(tmp_path: Path) -> Path:
    path = tmp_path / "rates.yaml"
    path.write_text(RULES, encoding="utf-8")
    return path


def ask(a: str, b: str, *rules: Path) -> PairVerdict:
    config = load_config(None, {})
    config = replace(config, rules=tuple(map(str, rules)) or config.rules)
    (answer,) = judge_pairs([TextPair("x", a, b)], config)
    return answer


def test_without_rates_two_currencies_have_no_common_measure() -> None:
    assert ask(IN_DOLLARS, IN_EUROS).verdict is Verdict.INCOMPARABLE


def test_at_the_rate_both_sums_are_one(rules: Path) -> None:
    said = ask(IN_DOLLARS, IN_EUROS, rules)
    assert said.verdict is Verdict.COMPATIBLE
    assert "1.08 USD for 1 EUR (2024-05-01)" in (said.explanation or "")


def test_at_the_rate_two_sums_clash(rules: Path) -> None:
    said = ask(IN_DOLLARS, IN_EUROS.replace("50", "90"), rules)
    assert said.verdict is Verdict.CONFLICT
    assert "at 1.08 USD for 1 EUR (2024-05-01)." in (said.explanation or "")


def test_a_currency_of_no_known_rate_stays_incomparable(rules: Path) -> None:
    assert ask(IN_DOLLARS, IN_EUROS.replace("euros", "yen"), rules).verdict is Verdict.INCOMPARABLE


def test_sums_that_an_article_gives_in_both_are_compared_in_the_shared_one() -> None:
    both = "The sculptor's estate was sold for 50 million euros ($54 million)."
    assert ask(IN_DOLLARS, both).verdict is Verdict.COMPATIBLE
    assert ask(IN_DOLLARS.replace("54", "71"), both).verdict is Verdict.CONFLICT
