"""Dates as people write them: "2024-11-12", "12 November 2024", "Nov. 12, 2024", "12.11.2024".

Nothing is guessed: a day that the calendar does not have, and a day and month that cannot be told apart, are no dates,
and say so.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache

from checker.sources.words import words
from checker.values.text import Span

_YEAR = r"(?:1[5-9]|2[01])\d\d"
_FIRST_STAMP, _MILLISECONDS = 10**8, 10**11  # seconds since 1970: from 1973 on; above, it counts milliseconds


@dataclass(frozen=True, slots=True)
class Written:
    """A date found in a text. ``year`` is None where none is written; ``day`` is None where it is no date."""

    span: Span
    day: date | None
    month_day: tuple[int, int] | None = None  # of a date without a year
    why: str = ""  # it is no date, where it is none


def alternatives(found: list[str]) -> str:
    """A regular expression for any of the words, longest first; a space in a word stands for any white space."""
    ordered = sorted(set(found), key=lambda word: (-len(word), word))
    return "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered)


@cache
def _months() -> dict[str, int]:
    return {name: int(number) for number, names in words("days")["months"].items() for name in names}


@cache
def _pattern() -> re.Pattern[str]:
    month = alternatives(list(_months()))
    ordinal = r"(?:st|nd|rd|th|er|º|\.)?"
    return re.compile(
        rf"(?<![\w./-])(?:"
        rf"(?P<iso_y>{_YEAR})(?P<sep>[-/.])(?P<iso_m>\d{{1,2}})(?P=sep)(?P<iso_d>\d{{1,2}})(?=T\d|\D|$)"
        rf"|(?P<dm_d>\d{{1,2}}){ordinal}[ -](?:of |de )?(?P<dm_m>{month})\b\.?,?(?:[ -](?:de )?(?P<dm_y>{_YEAR}))?\b"
        rf"|(?P<md_m>{month})\b\.?[ ](?P<md_d>\d{{1,2}})(?!\d)(?:st|nd|rd|th)?(?:,?[ ](?P<md_y>{_YEAR})\b)?"
        rf"|(?P<num_a>\d{{1,2}})(?P<dot>[./])(?P<num_b>\d{{1,2}})(?P=dot)(?P<num_y>{_YEAR})\b"
        rf")",
        re.IGNORECASE,
    )


@cache
def weekday() -> re.Pattern[str]:
    """The name of a day of the week, with what parts it from the date behind it."""
    return re.compile(rf"(?:{alternatives(words('days')['weekdays']['all'])})\b\.?,?\s*", re.IGNORECASE)


def find_day(text: str, start: int = 0) -> Written | None:
    """The first thing in ``text`` that is written like a date, or None."""
    match = _pattern().search(text, start)
    return None if match is None else _read(match)


def leading_day(text: str) -> Written | None:
    """The date at the very beginning of ``text``, behind at most a weekday, or None."""
    named = weekday().match(text)
    match = _pattern().match(text, named.end() if named else 0)
    return None if match is None else _read(match)


def parse_day(text: str) -> Written:
    """The date in a field made for dates, as ISO 8601, RFC 2822, seconds since 1970, or written out."""
    whole = Span(0, len(text))
    value = text.strip()
    if re.fullmatch(r"\d{8}", value):
        return _on_calendar(whole, int(value[:4]), int(value[4:6]), int(value[6:]))
    if re.fullmatch(r"\d{9,13}(?:\.\d{1,9})?", value) and float(value) >= _FIRST_STAMP:
        seconds = float(value) / (1000 if float(value) >= _MILLISECONDS else 1)
        return Written(whole, datetime.fromtimestamp(seconds, UTC).date())
    found = leading_day(value) or find_day(value[:200])
    if found is None:
        return Written(whole, None, why="no date can be read from it")
    if found.day is None and not found.why:
        return Written(whole, None, why="it has no year")
    return found


def _read(match: re.Match[str]) -> Written:
    span = Span(*match.span())
    if match["iso_y"]:
        return _on_calendar(span, int(match["iso_y"]), int(match["iso_m"]), int(match["iso_d"]))
    if match["num_y"]:
        return _numeric(span, int(match["num_a"]), int(match["num_b"]), int(match["num_y"]), match["dot"])
    month = _months()[(match["dm_m"] or match["md_m"]).lower()]
    day = int(match["dm_d"] or match["md_d"])
    year = match["dm_y"] or match["md_y"]
    if year:
        return _on_calendar(span, int(year), month, day)
    known = _on_calendar(span, 2000, month, day)  # a leap year: every day that any year has
    return Written(span, None, (month, day)) if known.day else known


def _numeric(span: Span, first: int, second: int, year: int, mark: str) -> Written:
    """Dotted dates are day first everywhere; with slashes only a number above 12 tells."""
    if mark == "." or first > 12 or first == second:
        return _on_calendar(span, year, second, first)
    if second > 12:
        return _on_calendar(span, year, first, second)
    return Written(span, None, why="day and month cannot be told apart")


def _on_calendar(span: Span, year: int, month: int, day: int) -> Written:
    try:
        return Written(span, date(year, month, day))
    except ValueError:
        return Written(span, None, why="the calendar has no such day")
