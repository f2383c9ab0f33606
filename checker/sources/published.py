"""When an article was published, and how that is known.

Looked for in this order, the first that gives a date wins: the user's word; a line at the top of the text ("Published:
2024-11-12", "Updated: ...", a date alone on its line); the format's own field or metadata; a dateline ("SEOUL, Nov. 13,
2024 -"); the day the file was made.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from checker.sources.days import Written, alternatives, find_day, leading_day, parse_day, weekday
from checker.sources.words import words
from checker.values.text import PublicationDate, Span

_TOP_LINES, _TOP_CHARS = 12, 3_000  # where a date line may stand
_LONGEST_LINE = 120  # a longer line is prose
_DATELINE_LINES = 5  # paragraphs that may open with a dateline
_LONGEST_DATELINE = 90
_PLACE_WORDS = 6
_AGENCY = 30  # characters between the date and the dash: "(Reuters)"
# What may follow a date on its line: a time of day and a zone.
_TIME = re.compile(
    r"T?[ ,|·–-]{0,4}(?:at )?(?:\d{1,2}[:.h]\d{2}(?:[:.]\d{2}(?:\.\d{1,6})?)?)?\s?(?:[ap]\.?m\.?)?"
    r"\s?(?:\(?[A-Z]{2,5}\)?|[+-]\d{2}:?\d{2})?[ .*_)]{0,4}"
)
_BAR = re.compile(r"[|·•]\s{0,3}$")
_END_OF_DATELINE = re.compile(r"[–—:]|\s-{1,2}\s|\)\s")
_NUMERIC = re.compile(r"\d{1,4}([-/.])\d{1,2}\1\d{1,4}")  # meant as a date, whether it is one or not


@dataclass(frozen=True, slots=True)
class DateLine:
    """A line at the top of a text that holds nothing but a date."""

    span: Span  # of the line, without its end
    written: Written
    value: str  # the part of the line where the date was looked for
    updated: bool  # it dates the last change, not the first publication


@dataclass(frozen=True, slots=True)
class Dating:
    """The date, if there is one, and what looked like a date and is none: (as written, why)."""

    published: PublicationDate | None
    refused: tuple[tuple[str, str], ...] = ()


@cache
def _label() -> re.Pattern[str]:
    labels = words("days")["labels"]
    before = alternatives(words("days")["before"]["all"])
    return re.compile(
        rf"[ \t>*_#]{{0,6}}(?:(?P<published>{alternatives(labels['published'])})"
        rf"|(?P<updated>{alternatives(labels['updated'])}))\b[*_]{{0,3}}(?P<colon>[ \t]{{0,3}}[:：])?"
        rf"(?:[ \t]{{1,3}}(?:{before})\b)?[*_ \t]{{0,6}}",
        re.IGNORECASE,
    )


@cache
def byline() -> re.Pattern[str]:
    """How a line begins that names the writer: "By Ann Lee"."""
    starts = alternatives(words("days")["bylines"]["all"])
    return re.compile(rf"[*_ \t]{{0,4}}(?i:{starts})[ \t]{{1,3}}(?=[^\W\d_a-z])")


def lines_of(text: str, start: int = 0, most: int = _TOP_LINES) -> Iterator[Span]:
    """The first lines from ``start`` on that are not blank, without surrounding white space."""
    found = 0
    last = start + _TOP_CHARS
    while start < min(last, len(text)) and found < most:
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        line = text[start:end]
        if line.strip():
            found += 1
            left = start + len(line) - len(line.lstrip())
            yield Span(left, left + len(line.strip()))
        start = end + 1


def date_lines(text: str, start: int = 0) -> tuple[DateLine, ...]:
    """The lines at the top of the text, from ``start`` on, that only date it, in its order."""
    found = (_date_line(text, span) for span in lines_of(text, start) if len(span) <= _LONGEST_LINE)
    return tuple(line for line in found if line is not None)


def _date_line(text: str, span: Span) -> DateLine | None:
    line = span.of(text)
    label = _label().match(line)
    value = line[label.end() :] if label else line.lstrip("*_ \t")
    written = leading_day(value) or (_closing_day(value) if label is None else None)
    updated = bool(label and label["updated"])
    if label and label["colon"] and (written or _NUMERIC.match(value)):
        return DateLine(span, written or Written(Span(0, 0), None, why="no date can be read from it"), value, updated)
    if written is None or (written.day is None and not written.why):
        return None
    return DateLine(span, written, value, updated) if _TIME.fullmatch(value, written.span.end) else None


def _closing_day(line: str) -> Written | None:
    """The date behind a byline or a bar: "By Ann Lee, 12 November 2024", "The Post | 12 November 2024"."""
    written = find_day(line)
    if written is None or written.day is None:
        return None
    before = line[: written.span.start]
    return written if byline().match(before) or _BAR.search(before) else None


def dating(
    text: str,
    lines: tuple[DateLine, ...],
    start: int = 0,
    *,
    chosen: date | None,
    own: PublicationDate | None,
    created: date | None,
) -> Dating:
    """Decide by the order of the module. ``own`` is the date that the format gives, ``created`` the file's.

    The prose begins at ``start``, behind any front matter.
    """
    refused = tuple((one.value.strip(), one.written.why or "it has no year") for one in lines if not one.written.day)
    if chosen is not None:
        return Dating(PublicationDate(chosen, "option"), refused)
    dated = [(line.updated, line.written.day) for line in lines if line.written.day is not None]
    if dated:
        return Dating(PublicationDate(min(dated, key=lambda pair: pair[0])[1], "line"), refused)
    if own is not None:
        return Dating(own, refused)
    spoken = _dateline(text, start, created)
    if spoken is not None:
        return Dating(PublicationDate(spoken, "dateline"), refused)
    return Dating(None if created is None else PublicationDate(created, "metadata"), refused)


def field_date(text: str) -> tuple[date | None, str]:
    """The date in a field made for dates; where there is none, why."""
    written = parse_day(text)
    return written.day, written.why


def _dateline(text: str, start: int, created: date | None) -> date | None:
    """The date that one of the first paragraphs opens with, behind a place: "SEOUL, Nov. 13, 2024 -"."""
    for span in lines_of(text, start, _DATELINE_LINES):
        head = span.of(text)[:_LONGEST_DATELINE]
        written = find_day(head)
        if written is None or not _is_place(head[: written.span.start]):
            continue
        if not _END_OF_DATELINE.search(head[: written.span.end + _AGENCY], written.span.end):
            continue
        day = written.day or (_in_year(written.month_day, created) if written.month_day and created else None)
        if day is not None:
            return day
    return None


def _is_place(text: str) -> bool:
    """Whether nothing but a place name stands there: one to six words, all capitalised but particles."""
    if not text.rstrip().endswith((",", "(")):
        return False
    names = re.findall(r"[^\W\d_]+", text)
    small = [name for name in names if name[0].islower()]
    if not 1 <= len(names) <= _PLACE_WORDS or any(name not in words("days")["particles"]["all"] for name in small):
        return False
    opens = names[0].casefold() in words("days")["openers"]["all"]
    return not opens and not any(weekday().fullmatch(name) for name in names)


def _in_year(month_day: tuple[int, int], latest: date) -> date | None:
    """That day in the last year in which it is not after ``latest``."""
    for year in (latest.year, latest.year - 1):
        try:
            day = date(year, *month_day)
        except ValueError:
            continue  # 29 February in a common year
        if day <= latest:
            return day
    return None
