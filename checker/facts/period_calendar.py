"""Readers of the calendar forms: dates, months, years, quarters, halves, seasons, decades, centuries.

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
    token = pick(tokens, first, last, "E")
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
    """ "2024-08-06", "2024-08-06T09:30Z"."""
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
    """ "2024/08/06", "13.08.2024", and "13/8/2024"; None where day and month could change places."""
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
    """ "6 August 2024", "the 6th of August", "Aug. 6", "August 6th, 2024", "6 August last year"."""
    month = pick(tokens, first, last, "mM")
    day = value_of(tokens, first, last, DAY_KINDS)
    years = year_fields(tokens, first, last)
    if (
        month is None
        or day is None
        or years is None
        or not guards.is_day(years.get("year", 2000), int(month.value), day)
    ):
        return None
    if tokens[last].kind in DAY_KINDS and guards.counts_next(tokens, last):
        return None  # "in August 12 people died"
    portion = edge(tokens, first, last)
    part = portion if portion in ("early", "late") else None
    return make(Sort.DATE, tokens, first, last, month=int(month.value), day=day, part=part, **years)


def days_of_month(tokens: Tokens, first: int, last: int) -> Reading | None:
    """ "June 3-5", "3 to 5 June 2024", "8 and 9 August"."""
    month = pick(tokens, first, last, "mM")
    days = [int(t.value) for t in tokens[first : last + 1] if t.kind in "12o"]
    years = year_fields(tokens, first, last)
    if month is None or years is None or days != sorted(set(days)):
        return None
    if tokens[last].kind in DAY_KINDS and guards.counts_next(tokens, last):
        return None
    if not guards.is_day(years.get("year", 2000), int(month.value), days[-1]):
        return None
    return make(Sort.DATE, tokens, first, last, month=int(month.value), day=days[0], days=days[-1], **years)


def day_alone(tokens: Tokens, first: int, last: int) -> Reading | None:
    """ "on the 6th": a day of the month that the sentence does not name."""
    if not guards.stands_alone(tokens, first, last):
        return None
    return make(Sort.DATE, tokens, first, last, day=value_of(tokens, first, last, "o"))


def month_year(tokens: Tokens, first: int, last: int) -> Reading | None:
    """ "August 2024", "Aug. of 2024", "early August last year"."""
    month = value_of(tokens, first, last, "mM")
    years = year_fields(tokens, first, last)
    if years is None:
        return None
    return make(Sort.DATE, tokens, first, last, month=month, portion=edge(tokens, first, last), **years)


def month(tokens: Tokens, first: int, last: int) -> Reading | None:
    """ "August", "mid-July"; a doubtful one ("May", "March", "Jan") only where its neighbours make it a month."""
    portion = edge(tokens, first, last)
    if tokens[last].kind == "M" or (portion is None and not guards.is_month(tokens, last)):
        return None
    return make(Sort.DATE, tokens, first, last, month=int(tokens[last].value), portion=portion)


def month_shifted(tokens: Tokens, first: int, last: int) -> Reading | None:
    """ "last August", "next June", "this May"."""
    shift = value_of(tokens, first, last, "R") or 0
    if tokens[last].kind == "M":
        return None
    fields = {"month": int(tokens[last].value), "portion": edge(tokens, first, last)}
    if shift == 0:
        return make(Sort.DATE, tokens, first, last, shift=0, **fields)
    return make(Sort.DATE, tokens, first, last, toward=shift, strict=True, **fields)


def weekday(tokens: Tokens, first: int, last: int) -> Reading | None:
    """ "Tuesday", "late on Tuesday"; not "the Sunday Times", "Black Friday"."""
    if not guards.is_weekday(tokens, last):
        return None
    portion = edge(tokens, first, last)
    part = portion if portion in ("early", "late") else None
    at = first if part else last
    return make(Sort.DATE, tokens, at, last, weekday=int(tokens[last].value), part=part)


def weekday_ordinal(tokens: Tokens, first: int, last: int) -> Reading | None:
    """ "Friday the 13th"."""
    return make(Sort.DATE, tokens, first, last, weekday=int(tokens[first].value), day=int(tokens[last].value))


def weekday_week(tokens: Tokens, first: int, last: int) -> Reading | None:
    """ "Thursday last week", "Monday of this week", "last week's Thursday"."""
    unit = pick(tokens, first, last, "u")
    shift = value_of(tokens, first, last, "R")
    if unit is None or unit.value != "week" or shift is None:
        return None
    day = value_of(tokens, first, last, "W")
    return make(Sort.DATE, tokens, first, last, weekday=day, unit="week", shift=shift)


def weekday_shifted(tokens: Tokens, first: int, last: int) -> Reading | None:
    """ "last Tuesday", "next Friday", "this Sunday"."""
    shift = value_of(tokens, first, last, "R") or 0
    portion = edge(tokens, first, last)
    part = portion if portion in ("early", "late") else None
    day = int(tokens[last].value)
    return make(Sort.DATE, tokens, first, last, weekday=day, toward=shift, strict=shift != 0, part=part)


def year(tokens: Tokens, first: int, last: int) -> Reading | None:
    """ "2014" where the sentence makes it a year, "late 2023", "mid-2023"."""
    portion = edge(tokens, first, last)
    if not guards.is_year(tokens, last, sure=portion is not None and first != last):
        return None
    return make(Sort.DATE, tokens, first, last, year=int(tokens[last].value), portion=portion)


def year_pair(tokens: Tokens, first: int, last: int) -> Reading | None:
    """ "2012-13", "2012/13" as years; "2024-08" as a month."""
    token = pick(tokens, first, last, "X")
    if token is None:
        return None
    begin, end = int(token.low[:4]), int(token.low[-2:])
    if end > begin % 100 or end == (begin + 1) % 100:
        upto = begin - begin % 100 + end + (100 if end < begin % 100 else 0)
        other = make(Sort.DATE, tokens, last, last, year=upto)
        return make(Sort.DATE, tokens, first, last, year=begin, until=other)
    if 1 <= end <= 12 and token.low[4] == "-":
        return make(Sort.DATE, tokens, first, last, year=begin, month=end)
    return None


def years(tokens: Tokens, first: int, last: int) -> Reading | None:
    """ "2019 to 2021", "2019-2021", "between 2019 and 2021"."""
    begin, end = int(tokens[first].value), int(tokens[last].value)
    link = tokens[last - 1].low
    between = first > 0 and tokens[first - 1].low == "between"
    if (link == "and" and not between) or not 1500 <= begin < end or guards.counts_next(tokens, last):
        return None
    if guards.is_change(tokens, first):
        return None
    other = make(Sort.DATE, tokens, last, last, year=end)
    return make(Sort.DATE, tokens, first, last, year=begin, until=other)


def fiscal_year(tokens: Tokens, first: int, last: int) -> Reading | None:
    """ "fiscal 2023", "financial year 2023-24", "FY23", "the 2023 fiscal year". The calendar is the company's own."""
    token = pick(tokens, first, last, "yYX")
    if token is None:
        return None
    begin = int(token.low[:4]) if token.kind == "X" else int(token.value)
    end = begin + 1 if token.kind == "X" else None
    other = make(Sort.DATE, tokens, last, last, year=end) if end else None
    portion = edge(tokens, first, last)
    return make(Sort.DATE, tokens, first, last, year=begin, until=other, fiscal=True, portion=portion)


def decade(tokens: Tokens, first: int, last: int) -> Reading | None:
    """ "the 1980s", "the mid-'90s", "the early nineties"."""
    begin = int(tokens[last].value)
    if begin % 10:
        return None
    sort = Sort.DECADE if begin % 100 or begin >= 2000 else Sort.CENTURY
    number = begin if sort is Sort.DECADE else begin // 100 + 1
    return make(sort, tokens, first, last, number=number, portion=edge(tokens, first, last))


def century(tokens: Tokens, first: int, last: int) -> Reading | None:
    """ "the 19th century", "the early twentieth century"."""
    number = value_of(tokens, first, last, "oO")
    if tokens[last].value != "century" or number is None:
        return None
    return make(Sort.CENTURY, tokens, first, last, number=number, portion=edge(tokens, first, last))


def quarter(tokens: Tokens, first: int, last: int) -> Reading | None:
    """ "Q3", "the third quarter of 2024", "third-quarter", "fiscal first quarter", "H1 2024"."""
    short = value_of(tokens, first, last, "Q")
    number = short or value_of(tokens, first, last, "oO") or (4 if pick(tokens, first, last, "R") else None)
    tail = first + next(i for i, t in enumerate(tokens[first : last + 1]) if t.kind in "Qq")
    fields = _tail_year(tokens, tail if short is None else first, last)
    if number is None or fields is None or not 1 <= number <= (8 if short else 4):
        return None
    if guards.is_part_of_word(tokens, last) or (short is None and guards.is_share(tokens, first, last)):
        return None
    fiscal = pick(tokens, first, last, "FY") is not None
    portion = edge(tokens, first, tail)
    if number > 4:
        if number > 6 or not (fields or fiscal):
            return None
        return make(Sort.HALF, tokens, first, last, number=number - 4, fiscal=fiscal, **fields)
    return make(Sort.QUARTER, tokens, first, last, number=number, fiscal=fiscal, portion=portion, **fields)


def _tail_year(tokens: Tokens, first: int, last: int) -> dict[str, int] | None:
    """The year after a quarter or half: "of 2024", "of last year", "of the year"; empty where none is named."""
    if year := value_of(tokens, first, last, "yY"):
        return {"year": year}
    unit = pick(tokens, first, last, "u")
    if unit is None:
        return {}
    return {"shift": value_of(tokens, first, last, "R") or 0} if unit.value == "year" else None


def half(tokens: Tokens, first: int, last: int) -> Reading | None:
    """ "the first half of 2024", "the second half of last year"."""
    at = first + next(i for i, t in enumerate(tokens[first : last + 1]) if t.kind == "h")
    number = value_of(tokens, first, at, "oO") or 2
    fields = _tail_year(tokens, at, last)
    if not fields or number > 2:
        return None
    fiscal = pick(tokens, first, last, "F") is not None
    return make(Sort.HALF, tokens, first, last, number=number, fiscal=fiscal, **fields)


def season(tokens: Tokens, first: int, last: int) -> Reading | None:
    """ "the summer of 2023", "in the spring", "late summer"; not "spring water", "the fall in prices"."""
    at = first + next(i for i, t in enumerate(tokens[first : last + 1]) if t.kind == "S")
    pair = pick(tokens, at, last, "X")
    fields = {"year": int(pair.low[:4])} if pair else _tail_year(tokens, at, last)
    portion = edge(tokens, first, at)
    if fields is None or not (fields or guards.is_season(tokens, first, at, portion is not None)):
        return None
    return make(Sort.SEASON, tokens, first, last, name=str(tokens[at].value), portion=portion, **fields)


def season_shifted(tokens: Tokens, first: int, last: int) -> Reading | None:
    """ "last winter", "this summer", "next spring"."""
    shift = value_of(tokens, first, last, "R")
    name = str(tokens[last].value)
    return make(
        Sort.SEASON, tokens, first, last, name=name, toward=shift, strict=True, portion=edge(tokens, first, last)
    )
