"""The findings of a comparison as its page shows them: by fact, each quote once, then what is said of the quotes."""

from __future__ import annotations

from dataclasses import dataclass

from checker.report.brief import title
from checker.report.layout import Group, Line, Statement, acceptance, groups, judged_by, said_by, sources_by_id
from checker.report.quote import Quote, quote
from checker.values.finding import Side
from checker.values.report import Report, SourceInfo

CONTEXT = 240  # characters quoted on each side of a value


@dataclass(frozen=True, slots=True)
class StatementView:
    """A claim, quoted; findings refer to it by its number within the fact."""

    number: int
    source: str
    line: int
    value: str
    quote: Quote
    details: str  # days, who says it, how far the source is trusted


@dataclass(frozen=True, slots=True)
class FindingView:
    """One finding, with what is known of its acceptance."""

    id: str  # of the element: equal findings have one fingerprint and need two
    fingerprint: str
    verdict: str
    explanation: str
    judged: str
    a: int  # number of its statement
    b: int
    acceptance: str | None
    accepted: bool


@dataclass(frozen=True, slots=True)
class FactView:
    """One fact, who says what of it, and the findings."""

    label: str
    verdict: str
    accepted: bool  # every finding of it is
    statements: tuple[StatementView, ...]
    findings: tuple[FindingView, ...]


def fact_views(report: Report) -> tuple[FactView, ...]:
    """The findings in the order of the report for people."""
    sources, taken = sources_by_id(report), dict[str, int]()
    return tuple(_fact(group, report, sources, taken) for group in groups(report))


def details(side: Side, source: SourceInfo | None) -> str:
    """The days of a claim and who says it, in one line; empty where neither is known."""
    return ", ".join(said_by(side, source))


def _fact(group: Group, report: Report, sources: dict[str, SourceInfo], taken: dict[str, int]) -> FactView:
    return FactView(
        label=title(group),
        verdict=group.verdict.value,
        accepted=group.accepted,
        statements=tuple(_statement(one, sources) for one in group.statements),
        findings=tuple(_finding(line, report, taken) for line in group.lines),
    )


def _statement(one: Statement, sources: dict[str, SourceInfo]) -> StatementView:
    side = one.side
    said = details(side, sources.get(side.source))
    return StatementView(one.number, side.source, side.line, side.value, quote(side, CONTEXT), said)


def _finding(line: Line, report: Report, taken: dict[str, int]) -> FindingView:
    finding = line.finding
    name = finding.fingerprint
    taken[name] = taken.get(name, 0) + 1
    return FindingView(
        id=f"f-{name}" if taken[name] == 1 else f"f-{name}-{taken[name]}",
        fingerprint=name,
        verdict=finding.verdict.value,
        explanation=finding.explanation,
        judged=judged_by(finding),
        a=line.a,
        b=line.b,
        acceptance=acceptance(finding, report),
        accepted=finding.key in report.accepted,
    )
