"""Readers of the times of day: "9 a.m.", "21:15 GMT", "half past six", "noon", "the small hours"; and their zones."""

from __future__ import annotations

import functools
import re
from dataclasses import replace

from checker.facts import period_guards as guards
from checker.facts.period_calendar import Tokens, edge, make, pick
from checker.facts.period_reading import Reading, Sort, Zone
from checker.facts.period_words import Token, lexicon, load

_DAY, _NOON = 1440, 720  # minutes
_FIXED = re.compile(r"\s?(?:GMT|UTC)\s?([+−-])\s?(\d{1,2})(?::?([0-5]\d))?(?!\d)")


@functools.cache
def _zones() -> tuple[re.Pattern[str], dict[str, Zone]]:
    """What finds a zone right after a clock, and the zones by name: abbreviations as written, places in lower case."""
    data = load("zones.yaml")
    zones: dict[str, Zone] = {}
    for table in ("abbreviations", "places"):
        entries = data[table]
        for name, value in entries.items() if isinstance(entries, dict) else ():
            zones[name] = Zone(offset=value) if isinstance(value, int) else Zone(region=value)
    local = data["local"]
    for name in local if isinstance(local, list) else ():
        zones[str(name)] = Zone()
    short = sorted((name for name in zones if name.isupper()), key=lambda n: (-len(n), n))
    long = sorted((name for name in zones if not name.isupper()), key=lambda n: (-len(n), n))
    names = "|".join(re.escape(name) for name in long)
    pattern = rf"\s?\(?(?:(?P<short>{'|'.join(short)})\b|(?P<long>(?i:{names}))(?:[\s-](?i:standard|daylight|summer))?"
    return re.compile(pattern + r"(?:(?P<time>[\s-](?i:time)\b)|(?=[\s,.;)]|$)))"), zones


def zone_after(text: str, end: int) -> tuple[Zone | None, int]:
    """The zone that stands right after a clock that ends at ``end``, and where its words end."""
    if fixed := _FIXED.match(text, end):
        minutes = int(fixed.group(2)) * 60 + int(fixed.group(3) or 0)
        return Zone(offset=minutes if fixed.group(1) == "+" else -minutes), fixed.end()
    pattern, zones = _zones()
    found = pattern.match(text, end)
    if found is None:
        return None, end
    if short := found.group("short"):
        return zones[short], found.end()
    name = found.group("long").lower()
    if found.group("time") is None and name not in ("eastern", "central", "pacific", "mountain", "local"):
        return None, end
    return zones[name], found.end()


def minutes(token: Token) -> int | None:
    """Minutes after midnight that a clock, hour, number word or "noon" names; None where no clock shows it."""
    if token.kind == "c":
        hour, minute = (int(part) for part in token.low.replace(".", ":").split(":")[:2])
        return hour * 60 + minute if hour < 24 else None
    value = int(token.value)
    if token.kind == "H":
        return value
    return value * 60 if 0 <= value <= 24 else None


def half_day(minute: int | None, meridiem: str | None) -> int | None:
    """The clock in the half of the day that a.m. or p.m. names; None where there is no such hour."""
    if minute is None or meridiem is None:
        return minute
    if not 60 <= minute < 13 * 60:
        return minute if meridiem == "p" and minute < _DAY else None
    return minute % 720 + (720 if meridiem == "p" else 0)


def clock(tokens: Tokens, first: int, last: int) -> Reading | None:
    """Read "9 a.m.", "9:30 pm", "21:15", "six o'clock". "21:15" and "nine" alone stand only beside a date or a zone."""
    meridiem = pick(tokens, first, last, "x")
    at = half_day(minutes(tokens[first]), str(meridiem.value) if meridiem else None)
    if at is None:
        return None
    fine = tokens[first].kind == "c"
    weak = meridiem is None and tokens[last].kind != "K" and not guards.is_clock(tokens, first)
    vague = meridiem is None and 60 <= at < _NOON + 60 and not tokens[first].low.startswith("0")
    return make(Sort.CLOCK, tokens, first, last, clock=at, fine=fine, weak=weak, vague=vague)


def hours(tokens: Tokens, first: int, last: int) -> Reading | None:
    """Read "9 to 11 a.m.", "10am-5pm" is two clocks; here the first borrows its half of the day from the second."""
    link = tokens[first + 1].low
    if link == "and" and (first == 0 or tokens[first - 1].low != "between"):
        return None
    meridiem = str(tokens[last].value)
    end = half_day(minutes(tokens[last - 1]), meridiem)
    begin = half_day(minutes(tokens[first]), meridiem) if tokens[first].kind != "H" else minutes(tokens[first])
    if begin is None or end is None:
        return None
    if begin >= end and meridiem == "p":
        begin = minutes(tokens[first]) or 0  # "11 to 2 p.m." begins in the morning
    other = make(Sort.CLOCK, tokens, last - 1, last, clock=end, fine=tokens[last - 1].kind == "c")
    return make(Sort.CLOCK, tokens, first, last, clock=begin, fine=tokens[first].kind == "c", until=other)


def hours_of_part(tokens: Tokens, first: int, last: int) -> Reading | None:
    """Read "5 to 6 in the afternoon"."""
    meridiem = "a" if tokens[last].value in ("morning", "dawn") else "p"
    return _between(tokens, first, last, meridiem)


def hour_of_part(tokens: Tokens, first: int, last: int) -> Reading | None:
    """Read "8 in the morning", "seven in the evening"."""
    at = half_day(minutes(tokens[first]), "a" if tokens[last].value in ("morning", "dawn") else "p")
    return None if at is None else make(Sort.CLOCK, tokens, first, last, clock=at)


def hours_between(tokens: Tokens, first: int, last: int) -> Reading | None:
    """Read "from 9 to 11:30", "between 10:10 and 12:50"; of an unknown half of the day below 13:00."""
    before = tokens[first - 1].low if first else ""
    if before not in ("from", "between") or guards.counts_next(tokens, last) or not _is_free(tokens, last):
        return None
    return _between(tokens, first, last, None)


def hours_bare(tokens: Tokens, first: int, last: int) -> Reading | None:
    """Read "between seven and nine" where a day or a part of it follows, which then says that these are hours."""
    before = tokens[first - 1].low if first else ""
    if before not in ("from", "between") or last + 1 == len(tokens) or tokens[last + 1].kind not in "RNTWB":
        return None
    found = _between(tokens, first, last, None)
    return replace(found, weak=True) if found else None


def _is_free(tokens: Tokens, last: int) -> bool:
    """Whether no noun follows that a number could count, and no half of the day that belongs to it."""
    return last + 1 == len(tokens) or tokens[last + 1].kind not in "_xuU" or not tokens[last + 1].low.isalpha()


def _between(tokens: Tokens, first: int, last: int, meridiem: str | None) -> Reading | None:
    """Two clocks and the word between them, in the half of the day that is named."""
    link = tokens[first + 1].low
    if link == "and" and (first == 0 or tokens[first - 1].low != "between"):
        return None
    begin, end = (half_day(minutes(tokens[at]), meridiem) for at in (first, first + 2))
    if begin is None or end is None or begin == end:
        return None
    vague = meridiem is None and max(begin, end) < _NOON + 60 and not tokens[first].low.startswith("0")
    other = make(Sort.CLOCK, tokens, first + 2, last, clock=end, fine=tokens[first + 2].kind == "c", vague=vague)
    fine = tokens[first].kind == "c"
    return make(Sort.CLOCK, tokens, first, last, clock=begin, fine=fine, vague=vague, until=other)


def glued(tokens: Tokens, first: int, last: int) -> Reading | None:
    """Read "340pm", "1140 a.m."."""
    value = int(tokens[first].value)
    at = half_day(value // 100 * 60 + value % 100, str(tokens[last].value)) if value % 100 < 60 else None
    if at is None or not 100 <= value < 1300:
        return None
    return make(Sort.CLOCK, tokens, first, last, clock=at, fine=True)


def past_hour(tokens: Tokens, first: int, last: int) -> Reading | None:
    """Read "half past six", "a quarter to midnight", "ten past eleven": of an unknown half of the day, as a rule."""
    link = tokens[last - 1].low
    if link not in ("past", "to"):
        return None
    hour = minutes(tokens[last])
    step = sum({"q": 15, "h": 30}.get(t.kind, int(t.value)) for t in tokens[first : last - 1] if t.kind in "qhw120")
    unit = pick(tokens, first, last, "U")
    if unit is not None and unit.value != "minute":
        return None
    named = tokens[first].kind in "aqh" or unit is not None  # "ten to twelve" may be a range or a score
    if hour is None or not 0 < step < 60 or (link == "to" and tokens[first].kind == "h"):
        return None
    at = hour + step if link == "past" else hour - step
    weak = not named and link == "to" and tokens[last].kind != "H"
    vague = tokens[last].kind != "H"
    return make(Sort.CLOCK, tokens, first, last, clock=at % _DAY, fine=True, weak=weak, vague=vague)


def military(tokens: Tokens, first: int, last: int) -> Reading | None:
    """Read "1430" before a zone or "hours"; elsewhere four digits are a year or a number."""
    value = int(tokens[first].value)
    zoned = last + 1 < len(tokens) and tokens[last + 1].low in lexicon().sets["after_military"]
    if value >= 2400 or value % 100 >= 60 or not zoned:
        return None
    return make(Sort.CLOCK, tokens, first, last, clock=value // 100 * 60 + value % 100, fine=True)


def bare_hour(tokens: Tokens, first: int, last: int) -> Reading | None:
    """Read "nine" in "just after nine on Friday evening": an hour beside a date, or in "shortly before nine."."""
    hour = int(tokens[first].value)
    if not 1 <= hour <= 12 or not guards.is_hour(tokens, first):
        return None
    return make(
        Sort.CLOCK, tokens, first, last, clock=hour * 60, weak=not guards.is_surely_hour(tokens, first), vague=True
    )


def small_hours(tokens: Tokens, first: int, last: int) -> Reading | None:
    """Read "the small hours", "the early hours"; a part of the day that a date beside it names."""
    if tokens[last].value != "hour" or tokens[last - 1].low not in ("early", "small", "wee"):
        return None
    return make(Sort.CLOCK, tokens, first, last, part="small hours", weak=True)


def part_of_day(tokens: Tokens, first: int, last: int) -> Reading | None:
    """Read "morning", "late evening": of the day beside it."""
    portion = edge(tokens, first, last)
    part = str(tokens[last].value)
    return make(Sort.CLOCK, tokens, first, last, part=part, approximate=portion is not None, weak=True)


def point(tokens: Tokens, first: int, last: int) -> Reading | None:
    """Read "noon", "12 midnight"."""
    if first != last and tokens[first].value != 12:
        return None
    return make(Sort.CLOCK, tokens, first, last, clock=int(tokens[last].value), part="point")
