"""What the page shows, ready to be put into the template: no template counts, looks up or decides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from checker.report.quote import Quote
from checker.values.finding import Verdict

ORDER = (Verdict.CONFLICT, Verdict.UPDATE, Verdict.SCOPE, Verdict.INCOMPARABLE, Verdict.COMPATIBLE)
GRAVITY: Mapping[str, int] = {verdict.value: i for i, verdict in enumerate(ORDER)}  # 0 is gravest


@dataclass(frozen=True, slots=True)
class SourceView:
    """A source under the short name by which the page refers to it."""

    number: int  # from 1, in the order of the report
    handle: str  # "S1"
    id: str
    name: str  # the last part of its path or address
    title: str
    about: tuple[str, ...]
    language: str
    copy_of: str  # handle of the source that it is a copy of, or ""


@dataclass(frozen=True, slots=True)
class CellValue:
    """A value in the matrix. ``href`` leads to where it is quoted, "" where nothing shows it."""

    text: str
    href: str
    tone: str  # verdict that it takes part in


@dataclass(frozen=True, slots=True)
class Row:
    """One fact of the matrix; ``cells`` has one entry for each source of the page, in their order."""

    id: str
    label: str
    kind: str
    verdict: str
    gravity: int  # 0 is gravest
    confidence: float  # of its surest finding of that verdict; 0 where none is shown
    sources: int  # how many give a value
    cells: tuple[tuple[CellValue, ...], ...]
    shown: bool  # whether the report shows a finding of it


@dataclass(frozen=True, slots=True)
class LaneView:
    """One lane of a picture: the value, who gives it, and its shape."""

    handles: tuple[str, ...]
    value: str
    tone: str
    svg: Markup


@dataclass(frozen=True, slots=True)
class Picture:
    """A number line or a time line; ``growth`` is a second picture, of values over days, or empty."""

    caption: str
    lanes: tuple[LaneView, ...]
    axis: Markup
    growth: Markup = Markup()
    growth_caption: str = ""


@dataclass(frozen=True, slots=True)
class StatementView:
    """Who says what: a claim, quoted once for all findings about its fact."""

    id: str
    source: SourceView
    line: int
    facts: tuple[str, ...]  # when it was published, for which day it holds, who says it
    quote: Quote
    value: str
    tone: str
    href: str  # to its place in the article, or ""


@dataclass(frozen=True, slots=True)
class Share:
    """A probability that a step has weighed."""

    name: str
    value: float  # in [0, 1]


@dataclass(frozen=True, slots=True)
class StepView:
    """A step on the way to a verdict."""

    stage: str
    text: str
    shares: tuple[Share, ...]


@dataclass(frozen=True, slots=True)
class FindingView:
    """One finding with its two statements."""

    id: str  # of the element: the fingerprint, made unique where findings are equal
    fingerprint: str
    verdict: str
    rule: str
    kind: str
    severity: str
    confidence: float
    explanation: str
    a: StatementView
    b: StatementView
    judged: str
    accepted: bool
    note: str  # that it is accepted, or was, and why; or ""
    steps: tuple[StepView, ...]
    explain: str  # the command that shows how the verdict came about
    accept: str  # the command that accepts it, up to the reason; "" where there is nothing to accept


@dataclass(frozen=True, slots=True)
class FactView:
    """The findings about one fact, with what each source says and, where there is one, a picture."""

    id: str
    label: str
    name: str  # the label, with words around its value where it tells little by itself
    verdict: str
    accepted: bool
    statements: tuple[StatementView, ...]
    findings: tuple[FindingView, ...]
    picture: Picture | None


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of an article. ``targets`` are the findings that quote it; ``anchor`` is its id, "" where it has none."""

    text: str
    targets: tuple[str, ...] = ()
    tone: str = ""
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One line of an article that is not blank."""

    line: int
    segments: tuple[Segment, ...]
    apart: bool  # whether blank lines stand before it


@dataclass(frozen=True, slots=True)
class ArticleView:
    """The text of a source with what findings quote marked in it."""

    source: SourceView
    paragraphs: tuple[Paragraph, ...]
    marks: int


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that stands at the top of the page."""

    count: int
    word: str
    tone: str


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice of a filter, with how many findings it leaves."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True)
class Choices:
    """What the findings of the page can be filtered by."""

    verdicts: tuple[Choice, ...]
    kinds: tuple[Choice, ...]
    rules: tuple[Choice, ...]
    sources: tuple[Choice, ...]
    accepted: int


@dataclass(frozen=True, slots=True)
class Gap:
    """Something that was not checked."""

    where: str
    what: str
    why: str
    degraded: bool


@dataclass(frozen=True, slots=True)
class Page:
    """The whole page."""

    heading: str
    summary: str
    figures: tuple[Figure, ...]
    apart: tuple[str, ...]  # findings that the page does not show, and why
    degraded: bool
    sources: tuple[SourceView, ...]
    rows: tuple[Row, ...]
    facts: tuple[FactView, ...]
    articles: tuple[ArticleView, ...]
    gaps: tuple[Gap, ...]
    stale: tuple[str, ...]
    choices: Choices
    findings: int
    run: tuple[tuple[str, str], ...]
