"""What a report holds of what was found: the facts of the findings that are shown, and no more."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from checker.baseline.read import load_baseline
from checker.config import ReportOptions
from checker.outcome import Outcome
from checker.rules.matrix import arrange
from checker.rules.run import Placed
from checker.values.finding import Finding, Verdict
from checker.values.match import Match
from checker.values.report import FactRow, RunInfo
from tests.report.samples import finding, side

RUN = RunInfo("0", "fake", "none", "own (1 rules)", "2031-03-04T00:00:00+00:00", 0.1)
SHOWN = (Verdict.CONFLICT, Verdict.UPDATE, Verdict.SCOPE)
FIRST, SECOND, THIRD = (
    side(name, f"{value} trees fell.", value) for name, value in (("a", "4"), ("b", "9"), ("c", "7"))
)


def rows(*findings: Finding) -> list[FactRow]:
    placed = [Placed(Match(n, n + 1, 0.9), f) for n, f in enumerate(findings)]
    outcome = Outcome(RUN, (), (), arrange(placed), (), (), (), within=False)
    options = replace(ReportOptions(), verdicts=SHOWN, min_confidence=0.4)
    return list(outcome.report(options, load_baseline("none"), date(2031, 3, 4)).facts)


def values(row: FactRow) -> list[str]:
    return [f"{v.source} {v.value}" for v in row.values]


def test_a_row_has_the_verdict_of_what_is_shown() -> None:
    (row,) = rows(finding(FIRST, SECOND, Verdict.SCOPE), finding(FIRST, THIRD, confidence=0.2))
    assert (row.verdict, values(row)) == (Verdict.SCOPE, ["a 4", "b 9"])


def test_values_that_agree_stand_in_the_row_and_are_no_verdict() -> None:
    (row,) = rows(finding(FIRST, SECOND, Verdict.UPDATE), finding(SECOND, THIRD, Verdict.COMPATIBLE))
    assert (row.verdict, values(row)) == (Verdict.UPDATE, ["a 4", "b 9", "c 7"])


def test_what_is_only_counted_has_no_row() -> None:
    assert rows(finding(FIRST, SECOND, Verdict.COMPATIBLE), finding(FIRST, THIRD, confidence=0.2)) == []
