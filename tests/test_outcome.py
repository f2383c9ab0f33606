"""What a report holds of what was found: the facts of the findings that are shown, and no more."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from checker.baseline.read import load_baseline
from checker.config import ReportOptions
from checker.outcome import Outcome
from checker.rules.matrix import Counted, arrange, groups_of, matrix_of
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


def test_rows_that_are_only_counted_take_their_numbers() -> None:
    found = (
        finding(FIRST, SECOND, Verdict.UPDATE, confidence=0.9),
        finding(side("d", "Rain.", "rain"), side("e", "Sun.", "sun"), Verdict.CONFLICT, confidence=0.3),
        finding(side("f", "3 cars.", "3"), side("g", "3 cars.", "3"), Verdict.COMPATIBLE, confidence=0.8),
    )
    placed = [Placed(Match(n, n + 1, 0.9), f) for n, f in enumerate(found)]
    whole, aside = arrange(placed), Counted()
    first, *others = groups_of(placed)
    for group in others:
        aside.add(group)
    lean = matrix_of([first], aside)
    assert [row.id for row in whole.rows] == ["F1", "F2", "F3"]  # the conflict, the update, what agrees
    assert lean.rows == (whole.rows[1],)
    assert (lean.total, lean.verdicts) == (whole.total, whole.verdicts)


def test_findings_of_several_events_are_grouped_event_by_event() -> None:
    placed = [
        Placed(Match(0, 1, 0.9), finding(FIRST, SECOND, confidence=0.8)),
        Placed(Match(2, 3, 0.9), finding(side("d", "2 wells.", "2"), side("e", "5 wells.", "5"), confidence=0.8)),
    ]
    assert matrix_of([*groups_of(placed[:1]), *groups_of(placed[1:], first=1)]) == arrange(placed)
