"""Where quotation marks open and close."""

from __future__ import annotations

import re
from dataclasses import dataclass

from checker.values.text import Span

_DOUBLE = re.compile('[“”„‟«»"]')
_ALL = re.compile(_DOUBLE.pattern + "|(?<!\\w)[‘'](?=[^\\W\\d])|(?<![\\s(\\[])[’'](?!\\w)")
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
