"""A claim as it is quoted: the value in the middle, and as much around it as fits."""

from __future__ import annotations

import re
from dataclasses import dataclass

from checker.report.escape import ELLIPSIS
from checker.values.finding import Side

_WORD_END = re.compile(r"\s\S{0,40}$")
_WORD_START = re.compile(r"^\S{0,40}\s")


@dataclass(frozen=True, slots=True)
class Quote:
    """A claim in three parts; ``value`` is empty where no one phrase carries the value."""

    before: str
    value: str
    after: str


def quote(side: Side, context: int) -> Quote:
    """The claim of ``side`` with its value apart, at most ``context`` characters long on each side of it."""
    start, end = _value_range(side)
    before, value, after = side.text[:start], side.text[start:end], side.text[end:]
    if start == end:
        return Quote(_cut_end(before + after, 2 * context).strip(), "", "")
    return Quote(_cut_start(before, context).lstrip(), _cut_end(value, context), _cut_end(after, context).rstrip())


def _value_range(side: Side) -> tuple[int, int]:
    """Where the value stands in the claim's text; an empty range at its end where that is not known.

    Offsets are of the text as it was read, the claim's text is normalised: where the two differ in length, the
    value is looked up by its words, and marked only if they stand there once. A value may be named in other words
    than those it stands in: "not detained" of "no official has been detained".
    """
    if side.value_span is not None and side.value:
        start = side.value_span.start - side.start
        if start >= 0 and side.text.startswith(side.value, start):
            return start, start + len(side.value)
        found = side.text.find(side.value)
        if found >= 0 and side.text.find(side.value, found + 1) < 0:
            return found, found + len(side.value)
        if start >= 0 and found < 0 and side.end - side.start == len(side.text) and side.value_span.end <= side.end:
            return start, side.value_span.end - side.start
    return len(side.text), len(side.text)


def _cut_start(text: str, length: int) -> str:
    if len(text) <= length:
        return text
    return ELLIPSIS + _WORD_START.sub("", text[-length:])


def _cut_end(text: str, length: int) -> str:
    if len(text) <= length:
        return text
    return _WORD_END.sub("", text[:length]) + ELLIPSIS
