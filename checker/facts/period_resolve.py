"""A reading put on the calendar: its first instant, the first after it, and its precision."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from checker.facts import period_spans as spans
from checker.facts.period_reading import PRECISION_OF_UNIT, Reading, Sort, Zone
from checker.facts.period_units import month_after
from checker.facts.period_words import lexicon
from checker.values.period import Precision

_LONGEST_MONTHS = 300  # days
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)


class Resolved(NamedTuple):
    """Where a reading lies. Naive local times, or UTC where ``zoned``."""

    start: datetime
    end: datetime
    zoned: bool = False


def resolve(reading: Reading, published: date | None, towards: int) -> Resolved | None:
    """The interval of a reading; None where publication is unknown and needed, or the reading hangs on another date."""
    try:
        whole = _one(reading, published, towards) if reading.until is None else _range(reading, published, towards)
    except (OverflowError, ValueError):  # beyond the calendar of datetime, or a day that its year has not
        return None
    return whole if whole is not None and whole.start < whole.end else None


def precision(reading: Reading) -> Precision:
    """The finest unit that the reading fixes."""
    if reading.clock is not None and reading.part != "point" and (reading.sort is Sort.CLOCK or not reading.vague):
        return Precision.MINUTE if reading.fine else Precision.HOUR
    if reading.part is not None or reading.sort is Sort.CLOCK:
        return Precision.PART_OF_DAY
    if reading.sort is Sort.DATE:
        return _precision_of_date(reading)
    if reading.unit is not None and reading.sort is not Sort.WEEK_OF:
        return PRECISION_OF_UNIT.get(reading.unit, Precision.DAY)
    return _PRECISION_OF_SORT.get(reading.sort, Precision.DAY)


def _precision_of_date(reading: Reading) -> Precision:
    """Day, month or year: the finest that a date names."""
    if reading.day is not None or reading.weekday is not None:
        return Precision.DAY
    return Precision.MONTH if reading.month is not None else Precision.YEAR


_PRECISION_OF_SORT = {
    Sort.SEASON: Precision.SEASON,
    Sort.QUARTER: Precision.QUARTER,
    Sort.HALF: Precision.MONTH,
    Sort.DECADE: Precision.DECADE,
    Sort.CENTURY: Precision.CENTURY,
    Sort.WEEK_OF: Precision.WEEK,
}


def _one(reading: Reading, published: date | None, towards: int) -> Resolved | None:
    """The interval of a reading without its other end."""
    days = spans.span_of(reading, published, reading.toward or towards)
    if days is None:
        return None
    begin, end = days
    if reading.portion is not None:
        begin, end = _portion(begin, end, reading.portion, published)
    start, stop = datetime.combine(begin, time.min), datetime.combine(end, time.min)
    if reading.clock is not None and not reading.vague:
        return _clock(start, reading)
    if reading.part is not None and reading.part != "point":
        first, last = lexicon().day_parts[reading.part]
        start, stop = start + first * HOUR, start + last * HOUR
    return _zoned(start, stop, reading.zone)


def _zoned(start: datetime, stop: datetime, zone: Zone | None) -> Resolved:
    """Local times, or in UTC where their zone is known: "late Thursday, U.S. time"."""
    begin = _to_utc(start, zone)
    return Resolved(start, stop) if begin is None else Resolved(begin, begin + (stop - start), zoned=True)


def _portion(begin: date, end: date, portion: str, published: date | None) -> tuple[date, date]:
    """The early, middle or late part of a period; "earlier" and "later" are parted by the publication."""
    if portion in ("earlier", "later"):
        if published is None or not begin <= published < end:
            return begin, end
        return (begin, published + DAY) if portion == "earlier" else (published, end)
    first, last = lexicon().portions[portion]
    length = (end - begin).days
    if length < 3:
        return begin, end
    if length > _LONGEST_MONTHS:  # a year or more is parted between months
        months = (end.year - begin.year) * 12 + end.month - begin.month
        return month_after(begin, int(first * months)), month_after(begin, int(last * months))
    return begin + timedelta(days=int(first * length)), begin + timedelta(days=int(last * length))


def _clock(day: datetime, reading: Reading) -> Resolved:
    """The instant of a clock on a day: as long as it is fine, in UTC where its zone is known."""
    width = timedelta(minutes=1) if reading.fine else HOUR
    start = day + timedelta(minutes=reading.clock or 0)
    if reading.aside < 0:
        start -= max(width, HOUR / 2)
    return _zoned(start, start + (max(width, HOUR / 2) if reading.aside else width), reading.zone)


def _to_utc(moment: datetime, zone: Zone | None) -> datetime | None:
    """A local time in UTC, naive; None without a zone, or where this machine has no data on it."""
    if zone is None or not zone.known:
        return None
    if zone.offset is not None:
        return moment - timedelta(minutes=zone.offset)
    try:
        return moment.replace(tzinfo=ZoneInfo(zone.region or "")).astimezone(UTC).replace(tzinfo=None)
    except ZoneInfoNotFoundError:
        return None


def utc_offset(zone: Zone | None, day: date | None) -> int | None:
    """Minutes by which a zone is ahead of UTC at noon of a day; None where that is not known."""
    if zone is None or zone.offset is not None or day is None:
        return zone.offset if zone else None
    noon = datetime.combine(day, time(12))
    utc = _to_utc(noon, zone)
    return None if utc is None else round((noon - utc).total_seconds() / 60)


def _range(reading: Reading, published: date | None, towards: int) -> Resolved | None:
    """From the start of one end to the end of the other, the missing fields of each taken from the other."""
    if reading.until is None:
        return _one(reading, published, towards)
    first, last = _completed(reading, reading.until)
    begin, end = _one(first, published, towards), _one(last, published, towards)
    if begin is None or end is None:
        return None
    return begin if first.vague and last.vague and first.clock is not None else _ordered(first, begin, end, last)


def _completed(first: Reading, other: Reading) -> tuple[Reading, Reading]:
    """The two ends of a range, each with the year, date or zone that only the other names."""
    if other.sort is Sort.CLOCK:
        first = replace(first, zone=first.zone or other.zone, until=None)
        return first, replace(
            first, clock=other.clock, fine=other.fine, vague=other.vague, zone=other.zone or first.zone
        )
    if first.sort is Sort.CLOCK:
        zone = first.zone or other.zone
        return replace(other, clock=first.clock, fine=first.fine, vague=first.vague, zone=zone), other
    if first.sort is other.sort is Sort.DATE:
        if other.year is not None and first.year is None and first.shift is None:
            first = replace(first, year=other.year)
        if other.month is not None and first.month is None and first.day is not None:
            first = replace(first, month=other.month)
    return first, other


def _ordered(reading: Reading, begin: Resolved, end: Resolved, other: Reading) -> Resolved | None:
    """The two ends in order: an end before its start belongs to the next day, or the start to the last week or year."""
    clocks = reading.clock is not None and other.clock is not None
    if begin.start >= end.end and clocks:
        end = Resolved(end.start + DAY, end.end + DAY, end.zoned)
    elif begin.start >= end.end and reading.weekday is not None and reading.month is None:
        begin = Resolved(begin.start - 7 * DAY, begin.end - 7 * DAY, begin.zoned)
    elif begin.start >= end.end and reading.year is None:
        begin = Resolved(_year_back(begin.start), _year_back(begin.end), begin.zoned)
    if begin.start >= end.end:
        return None
    # A range of clocks ends at its second clock, one of days after its last day.
    return Resolved(begin.start, end.start if clocks else end.end, begin.zoned or end.zoned)


def _year_back(moment: datetime) -> datetime:
    """The same day a year before; 29 February becomes the 28th."""
    day = 28 if (moment.month, moment.day) == (2, 29) else moment.day
    return moment.replace(year=moment.year - 1, day=day)
