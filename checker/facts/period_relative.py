"""Readers of what is counted from the day of publication: "last week", "two weeks ago", "the past three years"."""

from __future__ import annotations

from checker.facts import period_guards as guards
from checker.facts.period_calendar import Tokens, edge, make, pick, value_of, year_fields
from checker.facts.period_reading import Reading, Sort
from checker.facts.period_words import lexicon

LARGEST_COUNT = 999  # units; more of them are no date of news


def unit_of(tokens: Tokens, first: int, last: int) -> str | None:
    """The unit that a phrase counts in, singular."""
    token = pick(tokens, first, last, "uUq")
    if token is None:
        return None
    return "quarter" if token.kind == "q" else str(token.value)


def count_of(tokens: Tokens, first: int, last: int) -> int | None:
    """How many units: "two", "24", "twenty-five", "a couple of", "a"."""
    counts = [t for t in tokens[first : last + 1] if t.kind in "w120nC"]
    if not counts:
        return 1 if pick(tokens, first, last, "a") else None
    total = sum(int(t.value) for t in counts)
    return total if 0 < total <= LARGEST_COUNT else None


def is_vague(tokens: Tokens, first: int, last: int) -> bool:
    """Whether the count is "a few" or "several"."""
    token = pick(tokens, first, last, "C")
    return token is not None and token.low != "couple"


def ago(tokens: Tokens, first: int, last: int) -> Reading | None:
    """Read "two weeks ago", "three days from now", "in a month's time"."""
    unit, count = unit_of(tokens, first, last), count_of(tokens, first, last)
    if unit is None or count is None:
        return None
    shift = -count if tokens[last].kind == "g" else count
    rough = is_vague(tokens, first, last) or (unit == "year" and count > 1)  # whole years
    return make(Sort.AGO, tokens, first, last, unit=unit, shift=shift, approximate=rough)


def floating(tokens: Tokens, first: int, last: int) -> Reading | None:
    """Read "three days earlier", "a year later", "the day before": known only with the date that it is counted from."""
    unit = unit_of(tokens, first, last)
    if unit is None or tokens[last].low not in ("earlier", "later", "before", "after"):
        return None
    if unit in ("minute", "hour") and tokens[last].kind == "b":
        return None  # "two minutes before the end"
    if last + 1 < len(tokens) and tokens[last + 1].low in lexicon().sets["not_after_before"]:
        return None  # "5,000 euros a month before tax"
    if first and tokens[first - 1].low in lexicon().sets["not_before_period"]:
        return None
    return make(Sort.FLOATING, tokens, first, last, unit=unit)


def window(tokens: Tokens, first: int, last: int) -> Reading | None:
    """Read "the past two weeks", "the next 24 hours": units that end or begin with the publication."""
    unit, count = unit_of(tokens, first, last), count_of(tokens, first, last)
    shift = pick(tokens, first, last, "R")
    if unit is None or count is None or shift is None or shift.value == 0:
        return None
    if not pick(tokens, first, last, "w120nC") or guards.is_verb_last(tokens, first):
        return None  # "it is to last a fortnight", "it will last 10 days"
    if shift.low in ("previous", "preceding", "following"):
        return make(Sort.FLOATING, tokens, first, last, unit=unit)
    if last + 1 < len(tokens) and tokens[last + 1].kind == "f":
        return None  # "the last two weeks of the campaign"
    rough = is_vague(tokens, first, last)
    return make(Sort.WINDOW, tokens, first, last, unit=unit, count=count, toward=int(shift.value), approximate=rough)


def shifted(tokens: Tokens, first: int, last: int) -> Reading | None:
    """Read "last week", "this month", "late next year", "the past year", "the end of the month"."""
    shift = pick(tokens, first, last, "R")
    unit = unit_of(tokens, first, last)
    portion = edge(tokens, first, last)
    if unit is None or (last + 1 < len(tokens) and tokens[last + 1].kind == "f"):
        return None
    fiscal = pick(tokens, first, last, "F") is not None
    if shift is None:
        return make(Sort.SHIFT, tokens, first, last, unit=unit, shift=0, portion=portion)
    if shift.low in ("previous", "preceding", "following"):
        return make(Sort.FLOATING, tokens, first, last, unit=unit)
    if unit in ("minute", "hour", "day") or tokens[last].low == "second":
        return _day_after(tokens, first, last, unit, shift.low)
    closes = tokens[first].kind == "t" and portion is None and unit != "quarter"
    if shift.low in ("past", "coming", "upcoming") or (closes and shift.value != 0):
        return make(Sort.WINDOW, tokens, first, last, unit=unit, count=1, toward=int(shift.value))
    return make(Sort.SHIFT, tokens, first, last, unit=unit, shift=int(shift.value), portion=portion, fiscal=fiscal)


def _day_after(tokens: Tokens, first: int, last: int, unit: str, word: str) -> Reading | None:
    """Read "the next day" is counted from another date; "last hour" and "this day" say nothing sure."""
    if unit == "day" and word == "next":
        return make(Sort.FLOATING, tokens, first, last, unit=unit)
    return None


def year_end(tokens: Tokens, first: int, last: int) -> Reading | None:
    """Read "year-end", "month-end": the end of the one that holds the publication."""
    if tokens[last].low != "end" or tokens[first].value not in ("year", "month", "week"):
        return None
    return make(Sort.SHIFT, tokens, first, last, unit=str(tokens[first].value), shift=0, portion="end")


def weekend(tokens: Tokens, first: int, last: int) -> Reading | None:
    """Read "the weekend", "last weekend", "this weekend"."""
    shift = pick(tokens, first, last, "R")
    if tokens[last].low == "weekends":
        return None
    if shift is None and last + 1 < len(tokens) and tokens[last + 1].kind == "f":
        return None
    toward = int(shift.value) if shift else 0
    return make(Sort.WEEKEND, tokens, first, last, toward=toward, strict=shift is not None)


def now(tokens: Tokens, first: int, last: int) -> Reading | None:
    """Read "today", "yesterday evening", "tomorrow", "tonight", "overnight"."""
    days, part = lexicon().now[tokens[first].low]
    if tokens[last].kind == "N":
        part = str(tokens[last].value)
    after = tokens[last + 1].low if last + 1 < len(tokens) else ""
    if tokens[first].low == "overnight" and after in lexicon().sets["after_overnight"]:
        return None
    return make(Sort.AGO, tokens, first, last, unit="day", shift=days, part=part)


def part_shifted(tokens: Tokens, first: int, last: int) -> Reading | None:
    """Read "last night", "this morning"; "the previous evening" hangs on another date."""
    shift = tokens[last - 1]
    if shift.low not in ("last", "this"):
        return make(Sort.FLOATING, tokens, first, last, unit="day") if shift.low != "past" else None
    fields = {"shift": int(shift.value), "part": str(tokens[last].value), "approximate": last - first > 1}
    return make(Sort.AGO, tokens, first, last, unit="day", **fields)


def week_of(tokens: Tokens, first: int, last: int) -> Reading | None:
    """Read "the week of April 10", "the week ending 3 May", "the night of 6 August", "the year ended March 31"."""
    month, day = value_of(tokens, first, last, "mM"), value_of(tokens, first, last, "12oO")
    years = year_fields(tokens, first + 2, last)
    unit = unit_of(tokens, first, last)
    if years is None or unit is None or month is None or day is None or not guards.is_day(2000, month, day):
        return None
    if tokens[last].kind in "12o" and guards.counts_next(tokens, last):
        return None
    fields = {"month": month, "day": day, **years}
    if pick(tokens, first, last, "L"):
        return make(Sort.RUN_UP, tokens, first, last, unit=unit, count=1, **fields)
    return make(Sort.WEEK_OF, tokens, first, last, unit=unit, **fields) if unit == "week" else None


def run_up(tokens: Tokens, first: int, last: int) -> Reading | None:
    """Read "the three months to June", "the year to May", "the 12 months ended June 30, 2024"."""
    at = first + next(i for i, t in enumerate(tokens[first : last + 1]) if t.kind in "uUq")
    unit, count = unit_of(tokens, first, at), count_of(tokens, first, at) or 1
    years = year_fields(tokens, at + 1, last)
    if years is None or unit not in ("week", "month", "quarter", "year") or tokens[at + 1].low not in _RUN_UP_LINKS:
        return None
    month, day = value_of(tokens, at, last, "mM"), value_of(tokens, at + 2, last, "12oO")
    if day is not None and (month is None or not guards.is_day(2000, month, day)):
        return None
    return make(Sort.RUN_UP, tokens, first, last, unit=unit, count=count, month=month, day=day, **years)


_RUN_UP_LINKS = ("to", "through", "ended", "ending")


def nth_weekday(tokens: Tokens, first: int, last: int) -> Reading | None:
    """Read "the first Friday of July", "the last Sunday in October", "the third Tuesday of this month"."""
    weekday = value_of(tokens, first, last, "W")
    order = next(t for t in tokens[first : last + 1] if t.kind in "oOR")
    number = int(order.value) if order.kind in "oO" else -1 if order.low == "last" else 0
    month = value_of(tokens, first, last, "mM")
    at = next(i for i in range(first, last + 1) if tokens[i].kind == "W")
    years = year_fields(tokens, at + 1, last) if month is not None else {"shift": value_of(tokens, at, last, "R") or 0}
    if not 1 <= abs(number) <= 5 or years is None or (month is None and tokens[last].value != "month"):
        return None
    return make(Sort.NTH_WEEKDAY, tokens, first, last, weekday=weekday, number=number, month=month, **years)


def nth(tokens: Tokens, first: int, last: int) -> Reading | None:
    """Read "the first week of May", "the last three months of 2024", "the first nine months of the year"."""
    at = first + next(i for i, t in enumerate(tokens[first : last + 1]) if t.kind in "uUqk")
    order = tokens[first + 1] if tokens[first].kind == "t" else tokens[first]
    unit = "weekend" if tokens[at].kind == "k" else unit_of(tokens, first, at)
    count = count_of(tokens, first + 1, at) or 1
    number = -1 if order.low == "last" else (int(order.value) if order.kind in "oO" else 0)
    within = "month" if tokens[last].kind == "u" and tokens[last].value == "month" else None
    years = {"shift": value_of(tokens, at, last, "R") or 0} if within else year_fields(tokens, at + 1, last)
    month = value_of(tokens, at, last, "mM")
    if unit not in ("day", "week", "month") or number == 0 or years is None:
        return None
    if tokens[last].kind == "u" and tokens[last].value not in ("year", "month"):
        return None
    if tokens[last].kind == "u" and not years:
        years = {"shift": 0}  # "of the year"
    if tokens[last].kind == "m" and month is not None and not guards.is_month(tokens, last):
        return None
    fields = {"month": month, "number": number, "unit": unit, "count": count, "name": within, **years}
    return make(Sort.NTH, tokens, first, last, **fields)
