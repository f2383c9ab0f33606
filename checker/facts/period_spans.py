"""The days that a reading covers, ``[first, after)``, chosen with the date of publication and the tense.

A year, month or week that the phrase leaves out is the nearest one that fits the tense: "in December", published in
January, is the December before. Seasons are the meteorological ones of the northern half; weeks begin on Monday.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from checker.facts.period_reading import Reading, Sort
from checker.facts.period_units import DAY, WEEK, Days, month_after, stepped, unit_around
from checker.facts.period_words import lexicon

_SOON = 31  # days; a date so near ahead is not the one of a year ago, whatever the tense
_FAR = 183  # days; without a tense, a date longer ago is rather the one to come


def span_of(reading: Reading, published: date | None, towards: int) -> Days | None:
    """The days of a reading; None where it needs a publication that is not known, or hangs on another date."""
    return _READERS.get(reading.sort, _nothing)(reading, published, towards)


def _nothing(reading: Reading, published: date | None, towards: int) -> Days | None:
    """A reading that no publication date can place."""
    return None


def _date(reading: Reading, published: date | None, towards: int) -> Days | None:
    """Days, months and years, with what is missing taken from the publication."""
    year = reading.year
    if year is None and reading.shift is not None and reading.unit is None and published is not None:
        year = published.year + reading.shift
    if reading.month is not None and reading.day is not None:
        return _day_of_month(reading, year, published, towards)
    if reading.month is not None:
        return _month(reading, year, published, towards)
    if year is not None:
        return date(year, 1, 1), date(year + 1, 1, 1)
    if published is None:
        return None
    if reading.day is not None:
        return _day_alone(reading, published, towards)
    return _weekday(reading, published, towards) if reading.weekday is not None else None


def _day_of_month(reading: Reading, year: int | None, published: date | None, towards: int) -> Days | None:
    """Read "6 August", in the year that it names or the nearest that fits weekday and tense."""
    month, day = reading.month or 1, reading.day or 1
    last = reading.days or day
    if year is None:
        if published is None:
            return None
        year = _year_of_day(month, day, reading.weekday, published, towards)
    return date(year, month, day), date(year, month, last) + DAY


def _year_of_day(month: int, day: int, weekday: int | None, published: date, towards: int) -> int:
    """The year of a day without one. 29 February is sought among leap years only."""
    near = (*range(published.year - 8, published.year + 9),)
    dates = [date(year, month, day) for year in near if (month, day) != (2, 29) or _is_leap(year)]
    close = [one for one in dates if abs((one - published).days) <= 366]
    if weekday is not None and (fitting := [one for one in close if one.weekday() == weekday]):
        dates = fitting
    past = max((one for one in dates if one <= published), default=None)
    coming = min((one for one in dates if one >= published), default=None)
    if past is None or coming is None:
        return (past or coming or published).year
    ago, ahead = (published - past).days, (coming - published).days
    if towards > 0:
        return coming.year
    soon = ahead <= _SOON and ago > 366 - _SOON - 1
    return coming.year if soon or (towards == 0 and ago > _FAR) else past.year


def _is_leap(year: int) -> bool:
    """Whether the year has a 29 February."""
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _month(reading: Reading, year: int | None, published: date | None, towards: int) -> Days | None:
    """Read "August", in the year named or the nearest that fits the tense; "last August" is never the current one."""
    month = reading.month or 1
    if year is None:
        if published is None:
            return None
        ago = (published.month - month) % 12
        ahead = (month - published.month) % 12
        if reading.strict:
            ago, ahead = ago or 12, ahead or 12
        back = towards < 0 or (towards == 0 and ago * 30 <= _FAR)
        year = month_after(published.replace(day=1), -ago if back else ahead).year
    first = date(year, month, 1)
    return first, month_after(first)


def _day_alone(reading: Reading, published: date, towards: int) -> Days:
    """Read "the 6th": of the nearest month, before or after, that has it, and on the weekday where one is named."""
    if reading.shift is not None:  # "the 20th of next month"
        day = unit_around(published, "month", reading.shift)[0].replace(day=reading.day or 1)
        return day, day + DAY
    step = 1 if towards > 0 else -1
    first = published.replace(day=1)
    for months in range(15):
        start = month_after(first, step * months)
        day = start + ((reading.day or 1) - 1) * DAY
        fits = day.month == start.month and (day - published).days * step >= 0
        if fits and reading.weekday in (None, day.weekday()):
            return day, day + DAY
    raise ValueError(f"no month near {published} has a day {reading.day}")


def _weekday(reading: Reading, published: date, towards: int) -> Days:
    """Read "Tuesday": the last one up to publication, or the next from it; of a named week, the one of that week."""
    weekday = reading.weekday or 0
    if reading.unit == "week":
        day = published + (weekday - published.weekday()) * DAY + (reading.shift or 0) * WEEK
        return day, day + DAY
    ago, ahead = (published.weekday() - weekday) % 7, (weekday - published.weekday()) % 7
    if reading.strict:
        ago, ahead = ago or 7, ahead or 7
    day = published + (ahead if towards > 0 else -ago) * DAY
    return day, day + DAY


def _season(reading: Reading, published: date | None, towards: int) -> Days | None:
    """Read "the summer", "last winter", "spring 2024"; winter 2023 begins in December 2023."""
    month, length = lexicon().seasons[reading.name or "spring"]
    year = reading.year
    if year is None and reading.shift is not None and published is not None:
        year = published.year + reading.shift
    if year is not None:
        first = date(year, month, 1)
        return first, month_after(first, length)
    if published is None:
        return None
    starts = [date(published.year + step, month, 1) for step in (-2, -1, 0, 1, 2)]
    spans = [(first, month_after(first, length)) for first in starts]
    if reading.strict and reading.toward == 0:  # "this summer": the one of this year
        running = [span for span in spans if span[0] <= published < span[1]]
        return next(span for span in (*running, *spans) if span in running or span[0].year == published.year)
    if towards > 0:
        return next(s for s in spans if (s[0] > published if reading.strict else s[1] > published))
    return [s for s in spans if (s[1] + _SOON * DAY <= published if reading.strict else s[0] <= published)][-1]


def _part_of_year(reading: Reading, published: date | None, towards: int) -> Days | None:
    """A quarter or half, by the calendar year; without a year the last one that has begun, or the next to begin."""
    months = 3 if reading.sort is Sort.QUARTER else 6
    number = (reading.number or 1) - 1
    year = reading.year
    if year is None:
        if published is None:
            return None
        year = published.year + (reading.shift or 0)
        first = date(year, number * months + 1, 1)
        if reading.shift is None and towards <= 0 and first > published:
            year -= 1
        elif reading.shift is None and towards > 0 and month_after(first, months) <= published:
            year += 1
    first = date(year, number * months + 1, 1)
    return first, month_after(first, months)


def _decade(reading: Reading, published: date | None, towards: int) -> Days:
    """Read "the 1980s"."""
    first = reading.number or 0
    return date(first, 1, 1), date(first + 10, 1, 1)


def _century(reading: Reading, published: date | None, towards: int) -> Days:
    """Read "the 19th century": 1800 to 1899, as news counts."""
    number = reading.number or 1
    return date(max(1, (number - 1) * 100), 1, 1), date(number * 100, 1, 1)


def _shift(reading: Reading, published: date | None, towards: int) -> Days | None:
    """Read "last week", "this year"."""
    return None if published is None else unit_around(published, reading.unit or "day", reading.shift or 0)


def _ago(reading: Reading, published: date | None, towards: int) -> Days | None:
    """Read "three days ago" is that day; "two weeks ago" the week around it; months and years those of the calendar."""
    if published is None:
        return None
    unit, shift = reading.unit or "day", reading.shift or 0
    if unit in ("minute", "hour"):
        return published, published + DAY
    if unit in ("week", "fortnight"):
        middle = published + shift * (2 if unit == "fortnight" else 1) * WEEK
        return middle - 3 * DAY, middle + 4 * DAY
    return unit_around(published, unit, shift)


def _window(reading: Reading, published: date | None, towards: int) -> Days | None:
    """Read "the past two weeks": up to the day of publication; "the next three years": from it."""
    if published is None:
        return None
    count = (reading.count or 1) * (1 if towards > 0 else -1)
    edge = stepped(published, reading.unit or "day", count)
    return (published, edge + DAY) if towards > 0 else (edge, published + DAY)


def _weekend(reading: Reading, published: date | None, towards: int) -> Days | None:
    """Saturday and Sunday: the last that has begun, or the next."""
    if published is None:
        return None
    saturday = published + (5 - published.weekday()) * DAY
    begun = published.weekday() >= 5
    if reading.toward == 0 and reading.strict:  # "this weekend": the coming one, but for the first days after one
        towards = towards if published.weekday() < 2 and towards else 1
    if towards > 0:
        start = saturday + (WEEK if begun and reading.toward else 0 * DAY)
    else:
        start = saturday if begun and not reading.toward else saturday - WEEK
    return start, start + 2 * DAY


def _week_of(reading: Reading, published: date | None, towards: int) -> Days | None:
    """Read "the week of April 10": the calendar week that holds that day."""
    days = _date(reading, published, towards)
    return None if days is None else unit_around(days[0], "week")


def _nth_weekday(reading: Reading, published: date | None, towards: int) -> Days | None:
    """ "the first Friday of July", "the last Sunday in October"."""
    month = _month_of_weekday(reading, published, towards)
    if month is None:
        return None
    weekday, number = reading.weekday or 0, reading.number or 1
    if number < 0:
        day = month[1] - DAY
        day -= (day.weekday() - weekday) % 7 * DAY
    else:
        day = month[0] + (weekday - month[0].weekday()) % 7 * DAY + (number - 1) * WEEK
    return (day, day + DAY) if day < month[1] else None


def _month_of_weekday(reading: Reading, published: date | None, towards: int) -> Days | None:
    """The month in which a weekday is counted."""
    if reading.month is None:
        return None if published is None else unit_around(published, "month", reading.shift or 0)
    return _date(replace(reading, weekday=None), published, towards)


def _run_up(reading: Reading, published: date | None, towards: int) -> Days | None:
    """Read "the three months to June": ends with the last day of what it names."""
    days = _date(reading, published, towards)
    if days is None:
        return None
    return stepped(days[1], reading.unit or "month", -(reading.count or 1)), days[1]


def _nth(reading: Reading, published: date | None, towards: int) -> Days | None:
    """Read "the first week of May" is its first seven days; "the last three months of 2024" its last quarter."""
    if reading.name == "month":
        whole = None if published is None else unit_around(published, "month", reading.shift or 0)
    else:
        whole = _date(replace(reading, unit=None), published, towards)
    if whole is None:
        return None
    unit, count, number = reading.unit or "day", reading.count or 1, reading.number or 1
    if number < 0:
        return max(whole[0], stepped(whole[1], unit, -count)), whole[1]
    start = stepped(whole[0], unit, (number - 1) * count)
    return start, min(stepped(start, unit, count), whole[1])


_READERS: dict[Sort, Callable[[Reading, date | None, int], Days | None]] = {
    Sort.DATE: _date,
    Sort.SEASON: _season,
    Sort.QUARTER: _part_of_year,
    Sort.HALF: _part_of_year,
    Sort.DECADE: _decade,
    Sort.CENTURY: _century,
    Sort.SHIFT: _shift,
    Sort.AGO: _ago,
    Sort.WINDOW: _window,
    Sort.WEEKEND: _weekend,
    Sort.WEEK_OF: _week_of,
    Sort.RUN_UP: _run_up,
    Sort.NTH: _nth,
    Sort.NTH_WEEKDAY: _nth_weekday,
}
