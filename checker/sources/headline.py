"""The headline of a plain text: its first line, where that looks like one."""

from __future__ import annotations

import re
from functools import cache

from checker.sources.days import alternatives
from checker.sources.draft import one_line
from checker.sources.published import date_lines, lines_of
from checker.sources.words import words
from checker.values.text import Span

_LONGEST, _MOST_WORDS = 200, 30
_SENTENCE_ENDS = (".", "。", ":", ";", ",")
_DOTTED = re.compile(r"(?:\b[A-Z]\.|\.\.)$")  # "U.S." and an ellipsis may end a headline


@cache
def _byline() -> re.Pattern[str]:
    return re.compile(rf"(?:{alternatives(words('days')['bylines']['all'])})\s+[A-Z]", re.IGNORECASE)


def headline(text: str) -> str | None:
    """The first line if it is short, does not end like a sentence, and stands apart from what follows; else None."""
    lines = list(lines_of(text, most=2))
    if len(lines) < 2:
        return None
    first, second = lines
    line = first.of(text)
    ends = line.endswith(_SENTENCE_ENDS) and not _DOTTED.search(line)
    if ends or len(line) > _LONGEST or len(line.split()) > _MOST_WORDS or not any(char.isalpha() for char in line):
        return None
    apart = "\n" in text[first.end + 1 : second.start]
    if not (apart or _is_head_matter(text, second)) or any(found.span == first for found in date_lines(text)):
        return None
    return one_line(line)


def _is_head_matter(text: str, span: Span) -> bool:
    """Whether a line dates the article or names its writer."""
    if any(found.span == span for found in date_lines(text)):
        return True
    return len(span) <= _LONGEST and _byline().match(span.of(text)) is not None
