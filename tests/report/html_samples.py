"""Reports for the page: the ferry with the texts of its articles, two days for one departure, quotes that overlap."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from checker.values.finding import Finding, Side, Step, Verdict
from checker.values.interval import Interval
from checker.values.report import FactRow, FactValue, Report
from checker.values.text import Document, OffsetMap, Span
from tests.report.samples import ferry, finding, side, source

RUN_DAY = datetime(2024, 3, 4, tzinfo=UTC).replace(tzinfo=None)


def ferry_with_texts() -> Report:
    """The sample of the other formats, with numbers that have a unit, times, and the three articles."""
    report = ferry()
    conflict, update = report.findings
    texts = {
        "morning.txt": f"Ferry runs aground\n{conflict.a.text}\n\nSix lifeboats were launched.",
        "noon.txt": f"Noon news.\n\nFirst a line.\n{conflict.b.text}",
        "evening.txt": update.b.text,
    }
    at = {"morning.txt": 19, "noon.txt": texts["noon.txt"].index(conflict.b.text), "evening.txt": 0}
    a, b, c = (_placed(s, at[s.source]) for s in (conflict.a, conflict.b, update.b))
    a = replace(a, interval=Interval.above(120, closed=True))
    b, c = replace(b, interval=Interval.point(95)), replace(c, interval=Interval.point(131))
    conflict = replace(conflict, a=a, b=b, path=(*conflict.path, Step("asked", "a model", (("contradiction", 0.9),))))
    update = replace(update, a=a, b=c)
    first = report.facts[0]
    values = tuple(replace(v, side=s) for v, s in zip(first.values, (a, b, c), strict=True))
    documents = tuple(Document(s.id, texts[s.id], language=s.language) for s in report.sources)
    return replace(
        report,
        facts=(replace(first, values=values), *report.facts[1:]),
        findings=(conflict, update),
        fact_of={conflict.key: "F1", update.key: "F1"},
        documents=documents,
    )


def timed() -> Report:
    """Two sources that give two days for one departure."""
    days = [(RUN_DAY + timedelta(days=n), RUN_DAY + timedelta(days=n + 1)) for n in (0, 9)]
    a = side("a.txt", "It left port on Monday.", "Monday", when=days[0])
    b = side("b.txt", "It left port on 13 March.", "13 March", when=days[1])
    one = finding(a, b, rule="times", kind="period", label="when it left port")
    row = FactRow(
        "F1",
        one.label,
        "period",
        Verdict.CONFLICT,
        tuple(FactValue(s.source, s.claim, s.value, None, s) for s in (a, b)),
    )
    sources = (source("a.txt", published=date(2024, 3, 6), published_origin="line"), source("b.txt"))
    return Report(ferry().run, sources, (row,), (one,), fact_of={one.key: "F1"}, verdicts={Verdict.CONFLICT: 1})


def overlapping() -> tuple[Document, Finding, Finding]:
    """An article in which two findings quote phrases that overlap, read from a text with a mark of byte order."""
    text = "Some 40 of the 90 crew left.\n\nThe rest stayed."
    document = Document("a.txt", text, offsets=OffsetMap((0,), (1,)))
    wide = Side("a.txt", "a.txt#1", 1, 29, 1, text[:28], "40 of the 90", Span(6, 18))
    narrow = Side("a.txt", "a.txt#1", 1, 29, 1, text[:28], "90 crew", Span(16, 23))
    other = side("b.txt", "Some 12 left.", "12")
    return document, finding(wide, other), finding(narrow, other, Verdict.UPDATE)


def _placed(plain: Side, start: int) -> Side:
    span = plain.value_span
    moved = None if span is None else Span(span.start - plain.start + start, span.end - plain.start + start)
    return replace(plain, start=start, end=start + len(plain.text), value_span=moved, unit="1")
