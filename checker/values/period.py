"""A period: an interval of time that a phrase stands for, with its precision."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from checker.values.text import Span


class Precision(StrEnum):
    """The finest unit that the phrase fixes."""

    MINUTE = "minute"
    HOUR = "hour"
    PART_OF_DAY = "part_of_day"  # morning, overnight, midnight
    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    SEASON = "season"
    QUARTER = "quarter"
    YEAR = "year"
    DECADE = "decade"
    CENTURY = "century"


class Anchor(StrEnum):
    """How the period is tied to the calendar."""

    EXPLICIT = "explicit"  # "6 August 2024": the phrase says it all
    PUBLICATION = "publication"  # "Aug. 6", "Tuesday", "last week": completed from the publication date
    CONTEXT = "context"  # completed from another date of the same text
    NONE = "none"  # "Tuesday" in a text of unknown date: ``start`` and ``end`` are None


@dataclass(frozen=True, slots=True)
class Period:
    """One time expression. ``start`` is the first instant, ``end`` the first one after it; both naive or both UTC.

    "Aug. 6" in a text of 2024 is [2024-08-06 00:00, 2024-08-07 00:00), precision day. Times of day without a
    zone are naive; with a zone they are converted to UTC and ``zoned`` is True. A recurring or unanchored
    phrase has no ``start`` and ``end``; ``weekday``, ``month``, ``day`` and ``clock`` then still say what is known.
    """

    text: str
    span: Span
    start: datetime | None
    end: datetime | None
    precision: Precision
    anchor: Anchor
    zoned: bool = False
    weekday: int | None = None  # 0 Monday ... 6 Sunday, where the phrase names one
    month: int | None = None  # 1..12, where the phrase names one
    day: int | None = None  # 1..31, where the phrase names one
    year: int | None = None  # where the phrase names one
    clock: int | None = None  # minutes after local midnight, where the phrase names a time of day
    relation: str = "in"  # in, since, until, before, after, by, as_of: the word that ties it to the sentence
    approximate: bool = False  # "around midnight", "early August", "late 2023"
    fiscal: bool = False  # a fiscal year or quarter, whose calendar is the company's own
    vague: bool = False  # ``clock`` is of twelve hours: nothing tells whether "eight o'clock" is of the morning
    local: int | None = None  # minutes after midnight on the spot, of a zoned clock that is no mere GMT: "7 p.m. ET"
    ranked: bool = False  # since when a superlative holds, "the first since 2018": it dates no event of the sentence

    def __post_init__(self) -> None:
        if (self.start is None) != (self.end is None):
            raise ValueError("a period has both ends or none")
        if self.start is not None and self.end is not None and self.start >= self.end:
            raise ValueError(f"a period must not end ({self.end}) before it starts ({self.start})")

    @property
    def known(self) -> bool:
        """Whether it is fixed on the calendar."""
        return self.start is not None

    def intersects(self, other: Period) -> bool:
        """Whether both are known and share an instant."""
        if self.start is None or self.end is None or other.start is None or other.end is None:
            return False
        return self.start < other.end and other.start < self.end
