"""The facts of the page: their findings, who says what, and the matrix."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from checker.report.brief import short_title, tidy, title
from checker.report.commands import accept_command, explain_command
from checker.report.html.articles import anchor, place
from checker.report.html.page import (
    GRAVITY,
    CellValue,
    FactView,
    FindingView,
    Row,
    Share,
    SourceView,
    StatementView,
    StepView,
)
from checker.report.html.pictures import Given, picture
from checker.report.layout import Group, Line, Statement, acceptance, judged_by, sources_by_id
from checker.report.options import RenderOptions
from checker.report.quote import quote
from checker.values.finding import Side
from checker.values.report import FactRow, FactValue, Report, SourceInfo
from checker.values.text import Document


@dataclass(frozen=True, slots=True)
class Desk:
    """What is looked up while the page is built."""

    report: Report
    options: RenderOptions
    sources: Mapping[str, SourceView]
    infos: Mapping[str, SourceInfo]
    documents: Mapping[str, Document]
    ids: dict[str, int] = field(default_factory=dict)  # fingerprint -> how many elements have it

    def unique(self, fingerprint: str) -> str:
        """An id of an element: equal findings have one fingerprint and need two."""
        self.ids[fingerprint] = self.ids.get(fingerprint, 0) + 1
        return fingerprint if self.ids[fingerprint] == 1 else f"{fingerprint}-{self.ids[fingerprint]}"

    def source(self, name: str) -> SourceView:
        """The source of that id; a finding may name one that the report does not list."""
        return self.sources.get(name) or SourceView(0, "S?", name, name, "", (), "en", "")

    def href(self, side: Side) -> str:
        """Where a claim stands in its article, as a link within the page; empty where its text is not at hand."""
        document = self.documents.get(side.source)
        if document is None:
            return ""
        span = place(side, document)
        return f"#{anchor(self.source(side.source).number, span)}" if len(span) else ""


def desk(report: Report, sources: Sequence[SourceView], options: RenderOptions) -> Desk:
    """The tables by which the page is built."""
    documents = {document.id: document for document in report.documents}
    return Desk(report, options, {s.id: s for s in sources}, sources_by_id(report), documents)


def fact_view(group: Group, number: int, at: Desk) -> FactView:
    """One section of the page."""
    name = group.fact.id if group.fact else f"X{number}"
    statements = {s.number: _statement(s, name, group, at) for s in group.statements}
    findings = tuple(_finding(line, statements, at) for line in group.lines)
    said = tuple(sorted(statements.values(), key=lambda s: (s.source.number, s.line)))
    given = _given_by_row(group.fact, group, at) if group.fact else _given_by_sides(group, at)
    shown = picture(given, group.verdict)
    return FactView(
        id=name,
        label=title(group),
        name=short_title(group),
        verdict=group.verdict.value,
        accepted=group.accepted,
        statements=said,
        findings=findings,
        picture=shown,
    )


def row(fact: FactRow, views: Mapping[str, FactView], sources: Sequence[SourceView], at: Desk) -> Row:
    """One row of the matrix, with a cell for each of ``sources``."""
    view = views.get(fact.id)
    sure = [f.confidence for f in view.findings if f.verdict == fact.verdict.value] if view else []
    cells = tuple(tuple(_cell(v, view, at) for v in fact.values if v.source == s.id) for s in sources)
    return Row(
        id=fact.id,
        label=view.name if view else tidy(fact.label),
        kind=fact.kind,
        verdict=fact.verdict.value,
        gravity=GRAVITY[fact.verdict.value],
        confidence=max(sure, default=0.0),
        sources=sum(bool(cell) for cell in cells),
        cells=cells,
        shown=view is not None,
    )


def _cell(value: FactValue, view: FactView | None, at: Desk) -> CellValue:
    for statement in view.statements if view else ():
        if statement.source.id == value.source and statement.value == value.value:
            return CellValue(value.value, f"#{statement.id}", statement.tone)
    return CellValue(value.value, at.href(value.side) if value.side else "", "plain")


def _statement(statement: Statement, fact: str, group: Group, at: Desk) -> StatementView:
    side = statement.side
    return StatementView(
        id=f"{fact}-{statement.number}",
        source=at.source(side.source),
        line=side.line,
        facts=tuple(_known(side, at.infos.get(side.source))),
        quote=quote(side, at.options.context),
        value=side.value,
        tone=_tone(group.lines, statement.number),
        href=at.href(side),
    )


def _known(side: Side, source: SourceInfo | None) -> Iterator[str]:
    """When a claim was published, for which day it gives its value, who says it, and how far the source is trusted."""
    published = source.published.isoformat() if source and source.published else ""
    if published:
        yield f"published {published}"
    if side.as_of and side.as_of.strip() and side.as_of != published:
        yield f"as of {side.as_of}"
    if side.attribution and side.attribution.strip():
        yield f"said by {side.attribution}"
    if source and source.tier is not None:
        yield f"tier {source.tier}"


def _tone(lines: Sequence[Line], number: int) -> str:
    """The gravest verdict that a statement takes part in."""
    return min(
        (line.finding.verdict.value for line in lines if number in (line.a, line.b)), key=GRAVITY.__getitem__,
        default="plain",
    )  # fmt: skip


def _finding(line: Line, statements: Mapping[int, StatementView], at: Desk) -> FindingView:
    finding = line.finding
    return FindingView(
        id=at.unique(finding.fingerprint),
        fingerprint=finding.fingerprint,
        verdict=finding.verdict.value,
        rule=finding.rule,
        kind=finding.kind,
        severity=finding.severity.value,
        confidence=finding.confidence,
        explanation=finding.explanation,
        a=statements[line.a],
        b=statements[line.b],
        judged=judged_by(finding),
        accepted=finding.key in at.report.accepted,
        note=acceptance(finding, at.report) or "",
        steps=tuple(StepView(s.stage, s.text, tuple(Share(*share) for share in s.shares)) for s in finding.path),
        explain=explain_command(finding, at.report, at.options),
        accept="" if finding.key in at.report.accepted else accept_command((finding,), at.report, at.options),
    )


def _given_by_row(fact: FactRow, group: Group, at: Desk) -> list[Given]:
    """The values of the matrix, with what the findings know of them where the matrix does not."""
    sides = {(s.side.source, s.side.value): (s.side, s.number) for s in group.statements}
    found = []
    for value in fact.values:
        seen, number = sides.get((value.source, value.value), (None, 0))
        side = value.side or seen
        if side is not None:
            found.append(_given(side, _tone(group.lines, number), at))
    return found


def _given_by_sides(group: Group, at: Desk) -> list[Given]:
    return [_given(s.side, _tone(group.lines, s.number), at) for s in group.statements]


def _given(side: Side, tone: str, at: Desk) -> Given:
    info = at.infos.get(side.source)
    day = _day(side.as_of) or (info.published if info else None)
    return Given(at.source(side.source).handle, side.value, tone, side.interval, side.unit, side.when, side.clocks, day)


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat((text or "")[:10])
    except ValueError:  # a report that was made by hand may say it in other words
        return None
