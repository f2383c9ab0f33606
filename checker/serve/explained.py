"""The way to a verdict, for the page and the API: the two statements, and for each finding its steps."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from checker.errors import RequestError
from checker.outcome import Outcome
from checker.pairs import PairVerdict
from checker.report.html.diagram import Stated, diagram, question
from checker.report.layout import judged_by
from checker.report.quote import Quote, quote
from checker.serve.fact_views import details
from checker.serve.task import Article, Task
from checker.values.finding import Finding, Side, Step

CONTEXT = 1000  # characters quoted on each side of a value
SILENT = "no finding"  # instead of a verdict

JsonObject = dict[str, object]


@dataclass(frozen=True, slots=True)
class StatementView:
    """One of the two statements; ``details`` are the days and who says it, "" where nothing is known."""

    where: str
    details: str
    text: str
    quote: Quote


@dataclass(frozen=True, slots=True)
class Way:
    """One verdict, or that there is none, and how it came about; the picture has its own words for its statements."""

    finding: Finding | None
    a: StatementView
    b: StatementView
    path: tuple[Step, ...]
    judged: str
    picture: Markup

    @property
    def verdict(self) -> str:
        """The verdict, or the words for there being none."""
        return self.finding.verdict.value if self.finding else SILENT


@dataclass(frozen=True, slots=True)
class Choice:
    """A value that can be chosen for one side of a pair, by its number within the comparison, from 0."""

    number: int
    row: int  # of the fact matrix, from 0
    fact: str
    words: str


def of_finding(outcome: Outcome, fingerprint: str) -> Way:
    """How a finding of a comparison came about, shown or not; RequestError with status 404 where there is none."""
    finding = next((f for f in outcome.matrix.findings if f.fingerprint == fingerprint), None)
    if finding is None:
        raise RequestError(404, f"this comparison has no finding with the fingerprint {fingerprint[:40]!r}")
    sources = {source.id: source for source in outcome.sources}
    a, b = (_of_side(side, details(side, sources.get(side.source))) for side in (finding.a, finding.b))
    return _way(finding, a, b, finding.path)


def of_pair(task: Task, said: PairVerdict) -> tuple[Way, ...]:
    """What is said of two texts, the gravest and surest first; one way without a finding where nothing is."""
    if not said.findings:
        a, b = (_of_text(article) for article in task.articles)
        return (_way(None, a, b, said.path),)
    names = dict(zip("ab", task.articles, strict=True))  # the texts are judged under these names
    return tuple(_way(f, _named(f.a, names), _named(f.b, names), f.path) for f in said.findings)


def choices(outcome: Outcome) -> tuple[Choice, ...]:
    """Every value of the fact matrix whose claim is known, whether the report shows its fact or not."""
    return tuple(
        Choice(n, row, label, f"{side.source}:{side.line} {side.value or side.text}")
        for n, (row, label, side) in enumerate(_sides(outcome))
    )


def chosen(outcome: Outcome, numbers: Sequence[str]) -> Finding | tuple[Article, ...]:
    """The finding about the two values of these numbers; where there is none, their claims as two texts.

    Raises RequestError where the numbers name no two values.
    """
    sides = [side for _, _, side in _sides(outcome)]
    picked = [sides[int(n)] for n in numbers if n.isascii() and n.isdecimal() and int(n) < len(sides)]
    if len(picked) != 2 or picked[0] == picked[1]:
        raise RequestError(422, "choose two different values; they are numbered as this page lists them")
    places = {_place(side) for side in picked}
    found = (f for f in outcome.matrix.findings if {_place(f.a), _place(f.b)} == places)
    days = {source.id: source.published for source in outcome.sources}
    return next(found, None) or tuple(_text(side, days.get(side.source)) for side in picked)


def way_object(way: Way) -> JsonObject:
    """One verdict as the API tells it; the picture is for people."""
    f = way.finding
    return {
        "fingerprint": f.fingerprint if f else None,
        "verdict": f.verdict.value if f else None,
        "confidence": f.confidence if f else None,
        "rule": f.rule if f else None,
        "kind": f.kind if f else None,
        "explanation": f.explanation if f else None,
        "a": {"where": way.a.where, "text": way.a.text, "value": f.a.value if f else None},
        "b": {"where": way.b.where, "text": way.b.text, "value": f.b.value if f else None},
        "steps": [step_object(step) for step in way.path],
    }


def step_object(step: Step) -> JsonObject:
    """One step as the API tells it."""
    shares = [{"name": name, "value": value} for name, value in step.shares]
    return {"stage": step.stage, "question": question(step.stage), "text": step.text, "shares": shares}


def _way(finding: Finding | None, a: StatementView, b: StatementView, path: tuple[Step, ...]) -> Way:
    first = Stated(a.where, a.text, finding.a.value if finding else "")
    second = Stated(b.where, b.text, finding.b.value if finding else "")
    verdict = finding.verdict.value if finding else SILENT
    picture = diagram(first, second, path, verdict, finding.confidence if finding else None)
    return Way(finding, a, b, path, judged_by(finding) if finding else "", picture)


def _named(side: Side, names: Mapping[str, Article]) -> StatementView:
    """A side of two texts, under the name of its text."""
    article = names[side.source]
    return _of_side(side, _day(article), article.name)


def _text(side: Side, published: date | None) -> Article:
    """A claim of a comparison as a text of its own."""
    data = side.text.encode("utf-8", "replace")
    return Article(f"{side.source}:{side.line}", data, published=published, typed=True)


def _of_side(side: Side, known: str, where: str = "") -> StatementView:
    return StatementView(where or f"{side.source}, line {side.line}", known, side.text, quote(side, CONTEXT))


def _of_text(article: Article) -> StatementView:
    text = article.data.decode("utf-8", "replace")
    return StatementView(article.name, _day(article), text, Quote(text, "", ""))


def _day(article: Article) -> str:
    return article.published.isoformat() if article.published else ""


def _sides(outcome: Outcome) -> Iterator[tuple[int, str, Side]]:
    for number, row in enumerate(outcome.matrix.rows):
        yield from ((number, row.label, value.side) for value in row.values if value.side is not None)


def _place(side: Side) -> tuple[object, ...]:
    return side.source, side.start, side.end, side.value
