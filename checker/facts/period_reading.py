"""What a time expression says, before it is put on the calendar."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from checker.values.period import Precision


class Sort(StrEnum):
    """Which part of the calendar a reading names; decides how it is resolved."""

    DATE = "date"  # day, month, year, weekday: any of them may be missing
    SEASON = "season"
    QUARTER = "quarter"
    HALF = "half"
    DECADE = "decade"
    CENTURY = "century"
    SHIFT = "shift"  # "last week": ``shift`` units from the unit that holds the publication
    WINDOW = "window"  # "the past two weeks": ``count`` units that end or begin at publication
    AGO = "ago"  # "two weeks ago": the unit that lies ``shift`` units away
    WEEKEND = "weekend"
    WEEK_OF = "week_of"  # "the week of April 10"
    RUN_UP = "run_up"  # "the three months to June": ``count`` units that end with the named one
    NTH = "nth"  # "the first week of May": ``count`` units from the ``number``-th of a month or year, -1 the last
    NTH_WEEKDAY = "nth_weekday"  # "the first Friday of July"
    FLOATING = "floating"  # "three days earlier": tied to another date, so never resolved
    CLOCK = "clock"  # a time of day alone


@dataclass(frozen=True, slots=True)
class Zone:
    """The zone of a clock: minutes east of UTC, or a region of the tz database; neither for "local time"."""

    offset: int | None = None
    region: str | None = None
    spot: bool = False  # the zone of the place that the text speaks of, also where it is that of GMT

    @property
    def known(self) -> bool:
        """Whether a clock in it can be converted."""
        return self.offset is not None or self.region is not None


@dataclass(frozen=True, slots=True)
class Reading:
    """One time expression as fields. ``first`` and ``last`` are its tokens, ``last`` inclusive."""

    sort: Sort
    first: int
    last: int
    start: int  # code points
    end: int
    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None
    name: str | None = None  # of the season; "month" where an NTH counts inside a month told by ``shift``
    number: int | None = None  # of the quarter, half, decade (its first year) or century
    unit: str | None = None  # day, week, month ..., of a shift, window or run-up
    shift: int | None = None  # in ``unit``; of a DATE in years ("May last year") or weeks ("Monday last week")
    toward: int = 0  # -1 the reading lies before publication, 1 after, 0 the sentence decides
    strict: bool = False  # "last Tuesday" is never the day of publication itself
    count: int | None = None  # units of a window or run-up
    portion: str | None = None  # early, mid, late, earlier, later
    part: str | None = None  # morning ... of the day; a key of day_parts
    clock: int | None = None  # minutes after midnight, up to 1440
    fine: bool = False  # the clock has minutes
    vague: bool = False  # a clock of twelve hours whose half of the day nothing names: the day is all that is sure
    zone: Zone | None = None
    relation: str = "in"
    approximate: bool = False
    aside: int = 0  # 1 "shortly after" the clock, -1 "just before" it
    fiscal: bool = False
    weak: bool = False  # stands only beside another reading: "at nine" alone may be anything
    until: Reading | None = None  # the other end of a range
    days: int | None = None  # the last day of a range inside one month: "June 3-5"

    def over(self, first: Reading, last: Reading) -> Reading:
        """The same reading, spanning all from one to another."""
        return replace(self, first=first.first, start=first.start, last=last.last, end=last.end)

    def beside(self, aside: int) -> Reading:
        """The same clock, of which the sentence says "shortly after" (1) or "just before" (-1)."""
        return replace(self, aside=aside)

    @property
    def is_rough(self) -> bool:
        """Whether the phrase itself says that its bounds are not sharp: "late 2023", "two weeks ago", "the summer"."""
        vague = self.sort is Sort.AGO and self.unit != "day"
        return self.approximate or self.portion is not None or self.aside != 0 or vague or self.sort is Sort.SEASON


PRECISION_OF_UNIT = {
    "minute": Precision.MINUTE,
    "hour": Precision.HOUR,
    "day": Precision.DAY,
    "week": Precision.WEEK,
    "fortnight": Precision.WEEK,
    "month": Precision.MONTH,
    "quarter": Precision.QUARTER,
    "year": Precision.YEAR,
    "decade": Precision.DECADE,
    "century": Precision.CENTURY,
}
