"""The headline of a plain text: its first line, where that looks like one."""

from __future__ import annotations

import re

from checker.sources.draft import one_line
from checker.sources.published import byline, date_lines, lines_of

_LONGEST, _MOST_WORDS = 200, 30
_SENTENCE_ENDS = (".", "。", ":", ";", ",")
_DOTTED = re.compile(r"(?:\b[A-Z]\.|\.\.)$")  # "U.S." and an ellipsis may end a headline


def headline(text: str) -> str | None:
    """The first line that is no date, if it is short, does not end like a sentence, and stands apart; else None."""
    dated = {line.span for line in date_lines(text)}
    lines = list(lines_of(text))
    at = next((at for at, span in enumerate(lines) if span not in dated), len(lines))
    if at + 1 >= len(lines):
        return None
    first, second = lines[at : at + 2]
    line = first.of(text)
    ends = line.endswith(_SENTENCE_ENDS) and not _DOTTED.search(line)
    if ends or len(line) > _LONGEST or len(line.split()) > _MOST_WORDS or not any(char.isalpha() for char in line):
        return None
    apart = "\n" in text[first.end + 1 : second.start] or second in dated or _names_writer(second.of(text))
    return one_line(line) if apart else None


def _names_writer(line: str) -> bool:
    return len(line) <= _LONGEST and byline().match(line) is not None
