"""The facts of one event: which values its articles give, how many origins say so, since when; how one developed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from checker.corpus.judge import EventJudged
from checker.errors import UsageError
from checker.events.copies import Origins, article_of, copies
from checker.events.options import EventOptions
from checker.rules.matrix import arrange, row_of
from checker.values.claim import Extraction
from checker.values.finding import Finding, Side, Verdict
from checker.values.interval import Interval
from checker.values.report import FactRow
from checker.values.text import Document


@dataclass(frozen=True, slots=True)
class ValueGiven:
    """One value of a fact, with all who give it."""

    value: str  # as the first of them writes it
    interval: Interval | None
    sources: tuple[str, ...]  # names of the articles, in the order of the event
    origins: int  # of them that are independent: copies of one sentence count once
    since: date | None  # the first day on which an article gave it; None where none of them is dated


@dataclass(frozen=True, slots=True)
class EventFact:
    """A fact of an event with its values, in the order in which they came up."""

    name: str  # "E17.F2"
    label: str
    kind: str
    verdict: Verdict  # the gravest among its findings
    values: tuple[ValueGiven, ...]


@dataclass(frozen=True, slots=True)
class Stated:
    """One article's value of a fact at one time."""

    day: date | None  # for which it is given, else on which it was published
    value: str
    interval: Interval | None
    unit: str | None
    source: str
    line: int
    text: str  # the claim


@dataclass(frozen=True, slots=True)
class History:
    """How the values of a fact developed, the oldest first, undated ones last."""

    name: str
    label: str
    verdict: Verdict
    stated: tuple[Stated, ...]


def facts_of(
    judged: EventJudged, extractions: Sequence[Extraction], least: float, options: EventOptions
) -> tuple[EventFact, ...]:
    """The facts of an event that several of its articles give, the gravest first.

    ``extractions`` are those of its articles, by which copies of a sentence are told, as ``options`` say.
    Values come from findings of at least the confidence ``least``: below it two are hardly values of one thing.
    """
    origins = _origins(judged, extractions, options)
    days = _days(judged.reading.documents)
    return tuple(_fact(judged.event.name, row, origins, days) for row in _rows(judged, least))


def history_of(judged: EventJudged, name: str, least: float) -> History:
    """How the fact of that name developed, by findings as of ``facts_of``; UsageError where there is none such."""
    days = _days(judged.reading.documents)
    rows = _rows(judged, least)
    row = next((row for row in rows if name.upper() in (row.id, f"{judged.event.name}.{row.id}")), None)
    if row is None:
        there = f"it has {', '.join(row.id for row in rows)}" if rows else "its articles say nothing of one thing"
        raise UsageError(f"there is no fact {name!r} in the event {judged.event.name}: {there}")
    stated = [_stated(value.side, days) for value in row.values if value.side is not None]
    ordered = sorted(stated, key=lambda one: (one.day is None, one.day or date.min, one.source, one.line))
    return History(f"{judged.event.name}.{row.id}", row.label, row.verdict, tuple(ordered))


def _rows(judged: EventJudged, least: float) -> list[FactRow]:
    """The rows under their names in a report, without findings that are less sure than ``least``."""
    matrix = arrange(judged.judgement.placed)
    sure: dict[str, list[Finding]] = {}
    for finding in matrix.findings:
        if finding.confidence >= least:
            sure.setdefault(matrix.fact_of[finding.key], []).append(finding)
    return [row_of(row.id, sure[row.id]) for row in matrix.rows if row.id in sure]


def _fact(event: str, row: FactRow, origins: Origins, days: dict[str, date | None]) -> EventFact:
    """Values of one wording, or of one interval, are one value."""
    groups: dict[object, list[tuple[str, str, str, Interval | None]]] = {}
    for value in row.values:
        alike = value.interval if value.interval is not None else value.value.casefold()
        groups.setdefault(alike, []).append((value.source, value.claim, value.value, value.interval))
    values = []
    for given in groups.values():
        known = [day for source, *_ in given if (day := days[source]) is not None]
        values.append(
            ValueGiven(
                value=given[0][2],
                interval=given[0][3],
                sources=tuple(dict.fromkeys(source for source, *_ in given)),
                origins=len({origins.claims.get(claim, source) for source, claim, *_ in given}),
                since=min(known) if known else None,
            )
        )
    values.sort(key=lambda one: (one.since is None, one.since or date.min, one.value))
    return EventFact(f"{event}.{row.id}", row.label, row.kind, row.verdict, tuple(values))


def _stated(side: Side, days: dict[str, date | None]) -> Stated:
    day = date.fromisoformat(side.as_of[:10]) if side.as_of else days[side.source]
    return Stated(day, side.value, side.interval, side.unit, side.source, side.line, side.text)


def _origins(judged: EventJudged, extractions: Sequence[Extraction], options: EventOptions) -> Origins:
    documents = judged.reading.documents
    return copies([article_of(d, e.claims) for d, e in zip(documents, extractions, strict=True)], options)


def _days(documents: Sequence[Document]) -> dict[str, date | None]:
    return {d.id: d.published.day if d.published else None for d in documents}
