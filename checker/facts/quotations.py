"""Where quotation marks open and close."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from checker.values.text import Span

QUOTED_WORDS = 3  # a quotation of fewer words is a word used with tongs, not what was said
NEAR = 8  # code points between the attributing phrase and the quotation it belongs to: ", that "

_DOUBLE = re.compile('[“”„‟«»"]')
_ALL = re.compile(_DOUBLE.pattern + "|(?<!\\w)[‘'](?=[^\\W\\d])|(?<![\\s(\\[])[’'](?!\\w)")
_LINK = re.compile(r"[\s,:]*(?:that\s|but\s)?[\s,:]*\Z")
_CLOSERS = {"“": "”", "„": "“”", "‟": "”", "«": "»", '"': '"', "‘": "’", "'": "'"}


@dataclass(frozen=True, slots=True)
class Quotation:
    """A passage in quotation marks. ``span`` holds the marks; ``closed`` is False where the last one is missing."""

    span: Span
    closed: bool


def quotations(text: str, start: int = 0, end: int | None = None) -> tuple[Quotation, ...]:
    """The outermost quotations of ``text[start:end]``, in order; spans are spans of ``text``.

    A quotation that is not closed runs to the end. An apostrophe inside a word is no mark, and a single one is
    taken to close only what a single one opened, so that "the workers' rights" opens nothing.
    """
    stop = len(text) if end is None else end
    found, open_at = _scan(text, start, stop, _ALL)
    if open_at >= 0 and text[open_at] in "‘'":  # an apostrophe after all, and so are all single marks behind it
        rest, open_at = _scan(text, open_at + 1, stop, _DOUBLE)
        found += rest
    if open_at >= 0:
        found.append(Quotation(Span(open_at, stop), closed=False))
    return tuple(found)


def _scan(text: str, start: int, stop: int, marks: re.Pattern[str]) -> tuple[list[Quotation], int]:
    """The closed quotations, and where one opens that is never closed, or -1."""
    found: list[Quotation] = []
    open_at, closers = -1, ""
    for match in marks.finditer(text, start, stop):
        at, mark = match.start(), match.group()
        if open_at >= 0:
            if mark in closers:
                found.append(Quotation(Span(open_at, at + 1), closed=True))
                open_at = -1
        elif mark in _CLOSERS and _opens(text, at, start, stop):
            open_at, closers = at, _CLOSERS[mark]
    return found, open_at


def _opens(text: str, at: int, start: int, stop: int) -> bool:
    """A mark opens when a word follows it; a straight one, which also closes, only after a gap."""
    if at + 1 >= stop or text[at + 1].isspace():
        return False
    return text[at] not in "\"'" or at == start or text[at - 1] in " \n\t([—–-:"


def is_inside(span: Span, quoted: Sequence[Quotation]) -> bool:
    """Whether a span lies in one of the quotations, which are in order."""
    i = bisect_right(quoted, span.start, key=_start) - 1
    return i >= 0 and quoted[i].span.contains(span)


def is_quoted(text: str, span: Span, quoted: Sequence[Quotation]) -> bool:
    """Whether a quotation of several words ends right before the phrase ``span`` or begins right after it."""
    i = bisect_right(quoted, span.start, key=_start)
    for quotation in quoted[max(0, i - 1) : i + 2]:
        before, behind = span.start - quotation.span.end, quotation.span.start - span.end
        if 0 <= before <= NEAR:
            link = text[quotation.span.end : span.start]
        elif 0 <= behind <= NEAR:
            link = text[span.end : quotation.span.start]
        else:
            continue
        if _LINK.match(link) and _is_said(quotation.span.of(text)):
            return True
    return False


def _is_said(content: str) -> bool:
    """Whether a quotation is what somebody said, and no single word used with tongs."""
    return len(content.split(None, QUOTED_WORDS)) >= QUOTED_WORDS or content[-2:-1] in (",", ".", "!", "?")


def _start(quotation: Quotation) -> int:
    return quotation.span.start
