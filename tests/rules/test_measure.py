"""The filter ``measure``: a rule for one sort of figure is silent on all others, and says which sorts there are."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from checker.config import Config
from checker.pairs import TextPair, judge_pairs
from checker.rules.kinds import KINDS
from checker.rules.load import check_rules
from checker.values.finding import Verdict

TURNOUT = "version: 1\nrules: [{id: polls, kind: quantity, where: {measure: [turnout]}}]\n"
Judge = Callable[[str, str], Verdict | None]


@pytest.fixture
def judge(tmp_path: Path) -> Judge:
    path = tmp_path / "polls.yaml"
    path.write_text(TURNOUT, encoding="utf-8")
    config = Config(rules=(str(path),))
    return lambda a, b: next(judge_pairs([TextPair(None, a, b)], config)).verdict


def test_a_figure_of_the_measure_is_judged(judge: Judge) -> None:
    assert judge("Turnout in Dorn was 61 percent.", "Turnout in Dorn was 48 percent.") is Verdict.CONFLICT


def test_a_figure_of_another_measure_is_not(judge: Judge) -> None:
    assert judge("Inflation in Dorn was 6.1 percent.", "Inflation in Dorn was 4.8 percent.") is None


def test_an_unknown_measure_is_a_mistake_with_the_nearest_name(tmp_path: Path) -> None:
    path = tmp_path / "own.yaml"
    path.write_text(TURNOUT.replace("[turnout]", "[price, turnuot]"), encoding="utf-8")
    (mistake,) = check_rules(path, KINDS, tmp_path)
    assert (mistake.line, mistake.column) == (2, 62)
    assert mistake.message == "unknown measure 'turnuot'; did you mean 'turnout'?"
