"""Whether two times can be the time of one event, and how far apart they are where they cannot.

A day meets the month it lies in; "by Friday" meets every time before its end; a clock without a day meets another by
its minutes. Nothing is said of times that have no common measure: a clock in UTC and one of an unknown zone.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from checker.facts.happenings import Happening, happening
from checker.rules.remembered import remembered
from checker.values.claim import Claim
from checker.values.period import Anchor, Period, Precision

EARLIEST, LATEST = datetime.combine(date.min, time.min), datetime.combine(date.max, time.max)
DAY_SECONDS = 86_400.0
FURTHEST_ZONE = 14 * 3600.0  # seconds
YEAR_DAYS, MONTH_DAYS, MID_MONTH = 365.0, 30.4, 15
CLOCKED = frozenset({Precision.MINUTE, Precision.HOUR})
DAY, HALF_DAY = 24 * 60, 12 * 60  # minutes
ROUGH = 1.5  # an hour named in words or "around" stretches the slack of a clock by so much
SEASON_SLACK = timedelta(days=31)  # "over the winter" may be from November to March
YEAR_SLACK = timedelta(days=366)  # of "around 2017", and of "eight years ago", which counts whole years
MOST_OF_A_YEAR = timedelta(days=300)  # "late 2017" is rough, too, but says which part of the year
WEEK = 7  # days
UPPER, LOWER = frozenset({"by", "before"}), frozenset({"after"})


@remembered
def told(claim: Claim) -> tuple[Period, ...]:
    """The times of events: not those of saying ("he said on Tuesday"), of figures ("as of") and of ranks."""
    saying = claim.facts.attribution.span if claim.facts.attribution else None
    return tuple(
        p
        for p in claim.facts.periods
        if not ((saying is not None and saying.overlaps(p.span)) or p.ranked or p.relation == "as_of")
    )


@remembered
def dated(claim: Claim, period: Period) -> Happening:
    """What a time of a claim dates."""
    return happening(claim.text, period.span.shift(-claim.span.start))


def meet(p: Period, q: Period, slack: int) -> bool:
    """Whether both can be the time of one event, and share a measure that shows it."""
    if apart(p, q, slack) is not None or _one_weekday(p, q):
        return False
    if p.known and q.known and p.zoned is q.zoned:
        return True
    return _clocks(p, q) is not None


def apart(p: Period, q: Period, slack: int) -> float | None:
    """Seconds between two times that do not meet; None where they meet or cannot be compared."""
    on_calendar = p.known and q.known
    days = _days_apart(p, q, slack) if on_calendar else None
    if days is not None:
        return days
    clocks = _clocks(p, q)
    if clocks is not None and (not on_calendar or p.vague or q.vague):
        minutes = _minutes_apart(*clocks, vague=p.vague or q.vague)
        return None if minutes <= slack * (ROUGH if _is_rough(p) or _is_rough(q) else 1.0) else minutes * 60.0
    return None if on_calendar or p.zoned != q.zoned else _days_of_a_year_apart(p, q)


def _days_apart(p: Period, q: Period, slack: int) -> float | None:
    """Seconds between two times on the calendar, as far as "by" and "after" leave them apart; None where they meet.

    A time in UTC and one of an unknown zone are apart only where no zone brings them together.
    """
    if _one_deadline(p, q) or _one_weekday(p, q):
        return None
    (a, b), (c, d) = _bounds(p, q), _bounds(q, p)
    gap = (max(a, c) - min(b, d)).total_seconds()
    if (a < d and c < b) or (p.zoned is not q.zoned and gap < FURTHEST_ZONE):
        return None
    if {p.precision, q.precision} <= CLOCKED and gap <= slack * 60:
        return None
    return max(gap, 1.0)


def _one_deadline(p: Period, q: Period) -> bool:
    """Whether "by the end of June" and "before July" set one limit."""
    if {p.relation, q.relation} != UPPER:
        return False
    by, before = (p, q) if p.relation == "by" else (q, p)
    return abs((by.end or LATEST) - (before.start or EARLIEST)) <= timedelta(days=1)


def _one_weekday(p: Period, q: Period) -> bool:
    """Whether both name one weekday, one of them without a date, and lie whole weeks apart: "next Saturday".

    That is another event, or another day from which the weekday was reckoned; slips of the pen change the weekday.
    """
    if p.weekday is None or p.weekday != q.weekday or (p.month is not None and q.month is not None):
        return False
    if p.start is None or q.start is None or Anchor.PUBLICATION not in (p.anchor, q.anchor):
        return False
    days = abs((p.start.date() - q.start.date()).days)
    return days > 0 and days % WEEK == 0


def _stretched(p: Period) -> tuple[datetime, datetime]:
    """A period with what its wording leaves open: the edges of a season, and a rough year."""
    start, end = p.start or EARLIEST, p.end or LATEST
    rough = p.precision is Precision.YEAR and p.approximate and end - start > MOST_OF_A_YEAR
    slack = SEASON_SLACK if p.precision is Precision.SEASON else YEAR_SLACK if rough else timedelta(0)
    return max(start, EARLIEST + slack) - slack, min(end, LATEST - slack) + slack


def _bounds(p: Period, other: Period) -> tuple[datetime, datetime]:
    """The stretch in which the event of ``p`` lies, if the time of another event is tied otherwise."""
    start, end = _stretched(p)
    if p.relation in UPPER and other.relation not in UPPER:
        return EARLIEST, end if p.relation == "by" else start
    if p.relation in LOWER and other.relation not in LOWER:
        return start, LATEST
    return start, end


def _clocks(p: Period, q: Period) -> tuple[int, int] | None:
    """The clocks of two times in one zone, minutes after midnight; None where there are none.

    A clock of no zone is taken for that of the place, where the other one tells it.
    """
    if p.clock is None or q.clock is None:
        return None
    if p.zoned == q.zoned:
        return p.clock, q.clock
    here, there = (p.local if p.zoned else p.clock), (q.local if q.zoned else q.clock)
    return None if here is None or there is None else (here, there)


def _minutes_apart(a: int, b: int, *, vague: bool) -> int:
    """Minutes between two clocks, the short way round the dial; of twelve hours where one is vague."""
    round_of = HALF_DAY if vague else DAY
    minutes = abs(a - b) % round_of
    return min(minutes, round_of - minutes)


def _is_rough(p: Period) -> bool:
    return p.approximate or p.precision is not Precision.MINUTE


def _days_of_a_year_apart(p: Period, q: Period) -> float | None:
    """Seconds between two dates of which no year is known; None where they may be one day."""
    if p.month is None or q.month is None or (p.year and q.year and p.year != q.year):
        return None
    if p.month == q.month and (p.day is None or q.day is None or p.day == q.day):
        return None
    days = abs((p.month - q.month) * MONTH_DAYS + (p.day or MID_MONTH) - (q.day or MID_MONTH))
    return min(days, YEAR_DAYS - days) * DAY_SECONDS
