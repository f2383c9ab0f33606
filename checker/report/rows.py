"""The findings as rows of one table, and the values of the facts as rows of another: what CSV, JSON Lines and data
frames share. Cells hold texts as they were read; whoever writes them makes them harmless for the place.

Columns keep their names and their order; a new one comes behind those that are there.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from checker.report.layout import sources_by_id
from checker.values.finding import Finding, Severity, Side
from checker.values.interval import Interval
from checker.values.report import FactRow, NotChecked, Report, SourceInfo

Cell = str | int | float | date | None  # bool is an int; None: nothing is known, or it does not apply
Cells = Mapping[str, Cell]  # by the name of the column
Row = tuple[Cell, ...]  # in the order of the columns

NOT_CHECKED = "not_checked"  # stands where a finding has its verdict


class Sort(StrEnum):
    """What the cells of a column are."""

    TEXT = "text"
    WHOLE = "whole number"
    NUMBER = "number"
    YES_NO = "true or false"
    DAY = "day or moment"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table."""

    name: str
    sort: Sort = Sort.TEXT


def _columns(prefix: str, names: str, **others: Sort) -> tuple[Column, ...]:
    return tuple(Column(prefix + name, others.get(name, Sort.TEXT)) for name in names.split())


_INTERVAL = {"low": Sort.NUMBER, "high": Sort.NUMBER, "low_open": Sort.YES_NO, "high_open": Sort.YES_NO}
_WHOLE = dict.fromkeys(("line", "tier", "start", "end", "span_start", "span_end"), Sort.WHOLE)
_HEAD = _columns(
    "",
    "id verdict severity confidence fact label explanation rule kind fingerprint fails "
    "acceptance acceptance_reason acceptance_on acceptance_until",
    confidence=Sort.NUMBER,
    fails=Sort.YES_NO,
    acceptance_on=Sort.DAY,
    acceptance_until=Sort.DAY,
)


def _side_columns(prefix: str) -> tuple[Column, ...]:
    names = (
        "source line value text attribution as_of published title publisher tier language origin unit low high "
        "low_open high_open begins ends start end span_start span_end"
    )
    days = dict.fromkeys(("published", "begins", "ends"), Sort.DAY)
    return _columns(prefix, names, **days, **_INTERVAL, **_WHOLE)


FINDINGS: tuple[Column, ...] = (*_HEAD, *_side_columns("a_"), *_side_columns("b_"))
FACTS: tuple[Column, ...] = _columns(
    "", "fact label kind verdict source value low high low_open high_open claim", **_INTERVAL
)


def finding_rows(report: Report) -> Iterator[Row]:
    """A row for each finding of the report, in its order, by ``FINDINGS``."""
    facts, sources = {row.id: row for row in report.facts}, sources_by_id(report)
    for number, finding in enumerate(report.findings, 1):
        fact = facts.get(report.fact_of.get(finding.key) or "")
        cells = {
            "id": f"C{number}",
            **_head(finding, fact),
            **_accepted(finding, report),
            **_side("a_", finding.a, sources),
            **_side("b_", finding.b, sources),
        }
        yield _in_order(FINDINGS, cells)


def not_checked_rows(report: Report) -> Iterator[Row]:
    """A row for each thing that was not checked, by ``FINDINGS``: a table without findings must not read as agreement.

    What it was stands as the label, why as the explanation; the severity is "error" where a stage failed.
    """
    sources = sources_by_id(report)
    for number, item in enumerate(report.not_checked, 1):
        cells = {"id": f"N{number}", "verdict": NOT_CHECKED, **_gap(item)}
        yield _in_order(FINDINGS, cells | (_about("a_", item.source, sources) if item.source else {}))


def fact_rows(report: Report) -> Iterator[Row]:
    """A row for each value that a source gives to a fact, in the order of the report, by ``FACTS``."""
    for row in report.facts:
        of_fact = {"fact": row.id, "label": row.label, "kind": row.kind, "verdict": row.verdict.value}
        for item in row.values:
            of_value = {"source": item.source, "value": item.value, "claim": item.claim}
            yield _in_order(FACTS, of_fact | of_value | _interval("", item.interval))


def _in_order(columns: tuple[Column, ...], cells: Cells) -> Row:
    return tuple(cells.get(column.name) for column in columns)


def _head(finding: Finding, fact: FactRow | None) -> dict[str, Cell]:
    return {
        "verdict": finding.verdict.value,
        "severity": finding.severity.value,
        "confidence": finding.confidence,
        "fact": fact.id if fact else None,
        "label": fact.label if fact else finding.label,
        "explanation": finding.explanation,
        "rule": finding.rule,
        "kind": finding.kind,
        "fingerprint": finding.fingerprint,
    }


def _accepted(finding: Finding, report: Report) -> dict[str, Cell]:
    """Whether the finding fails the run, and what somebody has said about it."""
    accepted, expired = report.accepted.get(finding.key), report.expired.get(finding.key)
    fails = finding.key in report.failures and accepted is None
    item = accepted or expired
    if item is None:
        return {"fails": fails}
    return {
        "fails": fails,
        "acceptance": "accepted" if accepted else "expired",
        "acceptance_reason": item.reason,
        "acceptance_on": item.on,
        "acceptance_until": item.until,
    }


def _side(prefix: str, side: Side, sources: Mapping[str, SourceInfo]) -> dict[str, Cell]:
    cells: dict[str, Cell] = {
        "line": side.line,
        "value": side.value,
        "text": side.text,
        "attribution": side.attribution,
        "as_of": side.as_of,
        "unit": side.unit,
        "begins": side.when[0] if side.when else None,
        "ends": side.when[1] if side.when else None,
        "start": side.start,
        "end": side.end,
        "span_start": side.value_span.start if side.value_span else None,
        "span_end": side.value_span.end if side.value_span else None,
    }
    about = _about(prefix, side.source, sources) | _interval(prefix, side.interval)
    return {prefix + name: cell for name, cell in cells.items()} | about


def _about(prefix: str, name: str, sources: Mapping[str, SourceInfo]) -> dict[str, Cell]:
    source = sources.get(name)
    if source is None:
        return {f"{prefix}source": name}
    cells: dict[str, Cell] = {
        "source": name,
        "published": source.published,
        "title": source.title,
        "publisher": source.publisher,
        "tier": source.tier,
        "language": source.language,
        "origin": source.origin,
    }
    return {prefix + field: cell for field, cell in cells.items()}


def _interval(prefix: str, interval: Interval | None) -> dict[str, Cell]:
    """The ends of an interval, infinite where it has no bound."""
    if interval is None:
        return {}
    ends = (interval.low, interval.high, interval.low_open, interval.high_open)
    return {prefix + name: end for name, end in zip(_INTERVAL, ends, strict=True)}


def _gap(item: NotChecked) -> dict[str, Cell]:
    severity = Severity.ERROR if item.degraded else Severity.INFO
    return {"severity": severity.value, "label": item.what, "explanation": item.why, "fails": item.degraded}
