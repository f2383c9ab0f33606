"""The articles, with what findings quote marked in them."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from checker.report.html.page import ArticleView, Paragraph, Segment, SourceView
from checker.values.finding import Side
from checker.values.text import Document, Span


@dataclass(frozen=True, slots=True)
class Mark:
    """A part of an article that something on the page quotes."""

    span: Span  # of the document's text
    target: str  # id of the element that quotes it
    tone: str


def place(side: Side, document: Document) -> Span:
    """Where the value of ``side`` stands in the document's text; its whole claim where no one phrase carries it."""
    read = side.value_span or Span(side.start, side.end)
    span = document.offsets.normalised_span(read)
    return Span(min(span.start, len(document.text)), min(span.end, len(document.text)))


def anchor(number: int, span: Span) -> str:
    """The id of a marked part of the article of that number."""
    return f"q{number}-{span.start}-{span.end}"


def article(source: SourceView, document: Document, marks: Sequence[Mark], order: Mapping[str, int]) -> ArticleView:
    """The article line by line; where marks overlap, each part knows all of them, the gravest gives the colour."""
    lines = document.text.split("\n")
    starts = list(accumulate((len(line) + 1 for line in lines[:-1]), initial=0))
    on_line = _by_line(marks, starts)
    shown: list[Paragraph] = []
    for i, (start, line) in enumerate(zip(starts, lines, strict=True)):
        if line.strip():
            here = Span(start, start + len(line))
            segments = tuple(_segments(source.number, document.text, here, on_line.get(i, []), order))
            shown.append(Paragraph(i + 1, segments, i > 0 and not lines[i - 1].strip()))
    return ArticleView(source, tuple(shown), len({m.span for m in marks}))


def _by_line(marks: Sequence[Mark], starts: Sequence[int]) -> Mapping[int, list[Mark]]:
    """The marks of each line, in the order of the text."""
    found: dict[int, list[Mark]] = {}
    for mark in sorted(marks, key=lambda m: (m.span.start, m.span.end)):
        if len(mark.span):
            first, last = bisect_right(starts, mark.span.start) - 1, bisect_right(starts, mark.span.end - 1) - 1
            for line in range(first, last + 1):
                found.setdefault(line, []).append(mark)
    return found


def _segments(number: int, text: str, line: Span, marks: Sequence[Mark], order: Mapping[str, int]) -> Iterable[Segment]:
    """The line, cut wherever a mark begins or ends; the first part of a mark carries its anchor."""
    inner = {max(line.start, m.span.start) for m in marks} | {min(line.end, m.span.end) for m in marks}
    cuts = sorted({line.start, line.end} | inner)
    named: set[Span] = set()
    for start, end in pairwise(cuts):
        over = [m for m in marks if m.span.start < end and start < m.span.end]
        if not over:
            yield Segment(text[start:end])
            continue
        begins = [m.span for m in over if m.span.start == start and m.span not in named]
        named.update(begins)
        tone = min((m.tone for m in over), key=lambda t: order.get(t, len(order)))
        # Two spans that begin together share one element, which can have one id: the others get empty ones before it.
        for span in begins[1:]:
            if span != begins[0]:
                yield Segment("", anchor=anchor(number, span))
        name = anchor(number, begins[0]) if begins else ""
        yield Segment(text[start:end], tuple(dict.fromkeys(m.target for m in over)), tone, name)
