"""Readers of dates: days, weekdays, months and years.

A reader takes the tokens of a sentence and the first and last token of a form, and returns the reading, or None where
the form has another sense ("Theresa May", "2,024 people").
"""

from __future__ import annotations

from datetime import datetime

from checker.facts import period_guards as guards
from checker.facts.period_reading import Reading, Sort
from checker.facts.period_words import Token

Tokens = tuple[Token, ...]
DAY_KINDS = "12oO"
_LONGEST_PAIR = 60  # years; "2015-86" is no stretch of years


def make(sort: Sort, tokens: Tokens, first: int, last: int, **fields: object) -> Reading:
    """A reading that spans those tokens."""
    return Reading(sort, first, last, tokens[first].start, tokens[last].end, **fields)  # type: ignore[arg-type]


def pick(tokens: Tokens, first: int, last: int, kinds: str) -> Token | None:
    """The first token of one of those kinds."""
    return next((t for t in tokens[first : last + 1] if t.kind in kinds), None)


def value_of(tokens: Tokens, first: int, last: int, kinds: str) -> int | None:
    """The number that the first token of one of those kinds stands for."""
    token = pick(tokens, first, last, kinds)
    return int(token.value) if token else None


def edge(tokens: Tokens, first: int, last: int) -> str | None:
    """The portion that a phrase opens with: early, mid, late, earlier, later."""
    token = pick(tokens, first, last, "EGP")
    return str(token.value) if token else None


def year_fields(tokens: Tokens, first: int, last: int) -> dict[str, int] | None:
    """Year or years from publication ("last year") of a phrase; None where its unit is no year."""
    if year := value_of(tokens, first, last, "y"):
        return {"year": year}
    shift = pick(tokens, first, last, "R")
    if shift is None:
        return {}
    unit = pick(tokens, first, last, "u")
    return {"shift": int(shift.value)} if unit and unit.value == "year" else None


def iso(tokens: Tokens, first: int, last: int) -> Reading | None:
    """Read "2024-08-06", "2024-08-06T09:30Z"."""
    written = tokens[first].low.upper()
    try:
        moment = datetime.fromisoformat(written)
    except ValueError:
        return None
    fields: dict[str, object] = {"year": moment.year, "month": moment.month, "day": moment.day}
    if len(written) > len("2024-08-06"):
        fields |= {"clock": moment.hour * 60 + moment.minute, "fine": True, "zone": guards.zone_of(moment)}
    return make(Sort.DATE, tokens, first, last, **fields)


def slashed(tokens: Tokens, first: int, last: int) -> Reading | None:
    """Read "2024/08/06", "13.08.2024", and "13/8/2024"; None where day and month could change places."""
    written = tokens[first].low
    parts = [int(part) for part in written.replace(".", "/").split("/")]
    lengths = [len(part) for part in written.replace(".", "/").split("/")]
    if lengths[0] == 4:
        year, month, day = parts
    elif lengths[2] == 4 and lengths[0] <= 2:
        day, month, year = parts
        if month > 12:
            day, month = month, day
        elif day <= 12 and day != month and "/" in written:
            return None
    else:
        return None
    if not guards.is_day(year, month, day):
        return None
    return make(Sort.DATE, tokens, first, last, year=year, month=month, day=day)


def day_month(tokens: Tokens, first: int, last: int) -> Reading | None:
    """Read "6 August 2024", "the 6th of August", "Aug. 6", "August 6th, 2024", "6 August last year"."""
    month = pick(tokens, first, last, "mM")
    days = days_of(tokens, first, last)
    years = year_fields(tokens, first, last)
    if month is None or not days or years is None:
        return None
    day = days[0]
    if not guards.is_day(years.get("year", 2000), int(month.value), day):
        return None
    if tokens[last].kind in DAY_KINDS and guards.counts_next(tokens, last):
        return None  # "in August 12 people died"
    if month.kind == "M" and tokens[first + 1].kind == ",":
        return None  # "the march, the third in a month"
    portion = edge(tokens, first, last)
    part = portion if portion in ("early", "late") else None
    return make(Sort.DATE, tokens, first, last, month=int(month.value), day=day, part=part, **years)


def days_of(tokens: Tokens, first: int, last: int) -> list[int]:
    """The days that "6", "6th", "sixth", "twenty-first" name, in their order."""
    days: list[int] = []
    tens = 0
    for token in tokens[first : last + 1]:
        if token.kind in DAY_KINDS:
            days.append(int(token.value) + (tens if token.kind == "O" else 0))
        if token.kind != "-":
            tens = int(token.value) if token.kind == "w" else 0
    return days


def day_shifted(tokens: Tokens, first: int, last: int) -> Reading | None:
    """Read "the 20th of next month", "the third of this month"."""
    days, shift = days_of(tokens, first, last - 2), value_of(tokens, first, last, "R")
    if tokens[last].value != "month" or not days or shift is None:
        return None
    return make(Sort.DATE, tokens, first, last, day=days[0], unit="month", shift=shift)


def month_named(tokens: Tokens, first: int, last: int) -> Reading | None:
    """Read "the month of May"."""
    years = year_fields(tokens, first + 2, last)
    unit = pick(tokens, first, last, "u")
    if years is None or unit is None or unit.value != "month":
        return None
    return make(Sort.DATE, tokens, first, last, month=value_of(tokens, first, last, "mM"), **years)


def days_of_month(tokens: Tokens, first: int, last: int) -> Reading | None:
    """Read "June 3-5", "3 to 5 June 2024", "8 and 9 August"."""
    month = pick(tokens, first, last, "mM")
    days = days_of(tokens, first, last)
    years = year_fields(tokens, first, last)
    if month is None or years is None or days != sorted(set(days)):
        return None
    if tokens[last].kind in DAY_KINDS and guards.counts_next(tokens, last):
        return None
    if not guards.is_day(years.get("year", 2000), int(month.value), days[-1]):
        return None
    return make(Sort.DATE, tokens, first, last, month=int(month.value), day=days[0], days=days[-1], **years)


def day_alone(tokens: Tokens, first: int, last: int) -> Reading | None:
    """Read "on the 6th": a day of the month that the sentence does not name."""
    if not guards.stands_alone(tokens, first, last):
        return None
    return make(Sort.DATE, tokens, first, last, day=value_of(tokens, first, last, "o"))


def month_year(tokens: Tokens, first: int, last: int) -> Reading | None:
    """Read "August 2024", "Aug. of 2024", "early August last year"."""
    month = value_of(tokens, first, last, "mM")
    years = year_fields(tokens, first, last)
    if years is None:
        return None
    return make(Sort.DATE, tokens, first, last, month=month, portion=edge(tokens, first, last), **years)


def month(tokens: Tokens, first: int, last: int) -> Reading | None:
    """Read "August", "mid-July"; a doubtful one ("May", "March", "Jan") only where its neighbours make it a month."""
    portion = edge(tokens, first, last)
    if tokens[last].kind == "M" or (portion is None and not guards.is_month(tokens, last)):
        return None
    return make(Sort.DATE, tokens, first, last, month=int(tokens[last].value), portion=portion)


def month_shifted(tokens: Tokens, first: int, last: int) -> Reading | None:
    """Read "last August", "next June", "this May"."""
    shift = value_of(tokens, first, last, "R") or 0
    if tokens[last].kind == "M":
        return None
    fields = {"month": int(tokens[last].value), "portion": edge(tokens, first, last)}
    if shift == 0:
        return make(Sort.DATE, tokens, first, last, shift=0, **fields)
    return make(Sort.DATE, tokens, first, last, toward=shift, strict=True, **fields)


def weekday(tokens: Tokens, first: int, last: int) -> Reading | None:
    """Read "Tuesday", "late on Tuesday"; not "the Sunday Times", "Black Friday"."""
    if not guards.is_weekday(tokens, last):
        return None
    portion = edge(tokens, first, last)
    part = portion if portion in ("early", "late") else None
    at = first if part else last
    return make(Sort.DATE, tokens, at, last, weekday=int(tokens[last].value), part=part)


def feast(tokens: Tokens, first: int, last: int) -> Reading | None:
    """Read "Christmas", "Christmas Eve 2024", "New Year's Day"; not "Christmas markets", "new year"."""
    opening, closing = tokens[first], pick(tokens, first + 1, last, "!u" if tokens[first].kind == "j" else "!")
    if opening.kind == "p":
        closing = closing or next((t for t in tokens[first + 2 : last + 1] if t.low == "day"), None)
    eve = closing is not None and closing.kind == "!"
    alone = closing is None and opening.low in ("christmas", "xmas", "halloween")
    if not (alone or eve or (closing is not None and closing.low == "day")):
        return None
    if alone and not guards.ends_feast(tokens, last):
        return None
    if opening.kind == "p" and tokens[first + 1].low != "year":
        return None
    month, day = divmod(int(opening.value), 100)
    if eve:
        month, day = (12, 31) if opening.kind == "p" else (month, day - 1)
    return make(Sort.DATE, tokens, first, last, month=month, day=day, **(year_fields(tokens, first, last) or {}))


def weekday_ordinal(tokens: Tokens, first: int, last: int) -> Reading | None:
    """Read "Friday the 13th", "Friday 13"; not "on Friday 13 people"."""
    if tokens[last].kind != "o" and last + 1 < len(tokens) and tokens[last + 1].low not in guards.ENDS:
        return None
    return make(Sort.DATE, tokens, first, last, weekday=int(tokens[first].value), day=int(tokens[last].value))


def weekday_week(tokens: Tokens, first: int, last: int) -> Reading | None:
    """Read "Thursday last week", "Monday of this week", "last week's Thursday"."""
    unit = pick(tokens, first, last, "u")
    shift = value_of(tokens, first, last, "R")
    if unit is None or unit.value != "week" or shift is None:
        return None
    day = value_of(tokens, first, last, "W")
    return make(Sort.DATE, tokens, first, last, weekday=day, unit="week", shift=shift)


def weekday_shifted(tokens: Tokens, first: int, last: int) -> Reading | None:
    """Read "last Tuesday", "next Friday", "this Sunday"."""
    shift = value_of(tokens, first, last, "R") or 0
    portion = edge(tokens, first, last)
    part = portion if portion in ("early", "late") else None
    day = int(tokens[last].value)
    return make(Sort.DATE, tokens, first, last, weekday=day, toward=shift, strict=shift != 0, part=part)


def year(tokens: Tokens, first: int, last: int) -> Reading | None:
    """Read "2014" where the sentence makes it a year, "late 2023", "mid-2023"."""
    portion = edge(tokens, first, last)
    if not guards.is_year(tokens, last, sure=portion is not None and first != last):
        return None
    return make(Sort.DATE, tokens, first, last, year=int(tokens[last].value), portion=portion)


def year_pair(tokens: Tokens, first: int, last: int) -> Reading | None:
    """Read "2012-13", "2012/13" as years; "2024-08" as a month."""
    token = pick(tokens, first, last, "X")
    if token is None:
        return None
    begin, end = int(token.low[:4]), int(token.low[-2:])
    if first and tokens[first - 1].kind == "-":  # a telephone number
        return None
    if 0 < end - begin % 100 <= _LONGEST_PAIR or end == (begin + 1) % 100:
        upto = begin - begin % 100 + end + (100 if end < begin % 100 else 0)
        other = make(Sort.DATE, tokens, last, last, year=upto)
        return make(Sort.DATE, tokens, first, last, year=begin, until=other)
    if 1 <= end <= 12 and token.low[4] == "-":
        return make(Sort.DATE, tokens, first, last, year=begin, month=end)
    return None


def years(tokens: Tokens, first: int, last: int) -> Reading | None:
    """Read "2019 to 2021", "2019-2021", "between 2019 and 2021"."""
    begin, end = int(tokens[first].value), int(tokens[last].value)
    link = tokens[last - 1].low
    between = first > 0 and tokens[first - 1].low == "between"
    if (link == "and" and not between) or not 1500 <= begin < end or guards.counts_next(tokens, last):
        return None
    if guards.is_change(tokens, first) or (first and tokens[first - 1].kind == "-"):
        return None
    other = make(Sort.DATE, tokens, last, last, year=end)
    return make(Sort.DATE, tokens, first, last, year=begin, until=other)
