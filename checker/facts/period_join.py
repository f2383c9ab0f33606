"""Readings beside each other that are one: "9 a.m." "on" "Tuesday"; "June 3" "to" "July 5"; and clocks with zones."""

from __future__ import annotations

from dataclasses import replace

from checker.facts import period_guards as guards
from checker.facts.period_clocks import zone_after
from checker.facts.period_reading import Reading, Sort, Zone
from checker.facts.period_words import Token

Tokens = tuple[Token, ...]
_CLOCK_GAP = frozenset(("on", "at", ",", "of", "in", "the", "'s", "’s", "around", "about", "just", "after", "before",
                        "shortly", ")"))  # fmt: skip
_PART_GAP = frozenset(("on", "of", "in", "the", "'s", "’s"))
_DATE_GAP = frozenset((",", "(", "the", "a", "."))
_DAY, _EASTERNMOST = 1440, 14 * 60  # minutes
_WIDEST_GAP = 3  # tokens between two parts of one expression
_RANGE_LINKS = frozenset(("to", "until", "till", "through", "thru", "-", "–"))
_LATER_PARTS = frozenset(("afternoon", "evening", "night"))


def joined(found: list[Reading], tokens: Tokens, text: str) -> list[Reading]:
    """The readings with zones attached, neighbours made one, ranges closed, and what stands only in company dropped."""
    zoned = [_with_zone(reading, tokens, text) for reading in found]
    parts = _attached(zoned, tokens)
    whole = _attached(_ranges(parts, tokens), tokens)
    return [_closed(reading, tokens) for reading in whole if not reading.weak]


def _closed(reading: Reading, tokens: Tokens) -> Reading:
    """The reading with the bracket that closes one opened inside it: "Nov. 3 (Monday)"."""
    opened = any(token.kind == "(" for token in tokens[reading.first : reading.last + 1])
    after = reading.last + 1
    if not opened or after == len(tokens) or tokens[after].low != ")":
        return reading
    return replace(reading, last=after, end=tokens[after].end)


def _with_zone(reading: Reading, tokens: Tokens, text: str) -> Reading:
    """The reading with the zone that stands right after it, which also makes sure that a clock is one."""
    if not (_is_day(reading) or (reading.sort is Sort.CLOCK and reading.clock is not None)):
        return reading
    comma = reading.sort is not Sort.CLOCK and text[reading.end : reading.end + 1] == ","  # "Thursday, U.S. time"
    zone, end = zone_after(text, reading.end + comma)
    if zone is None or (reading.sort is not Sort.CLOCK and not text[:end].lower().endswith("time")):
        return reading
    last = reading.last
    while last + 1 < len(tokens) and tokens[last + 1].end <= end:
        last += 1
    until = reading.until and replace(reading.until, vague=False)
    return replace(reading, zone=zone, end=end, last=last, weak=False, vague=False, until=until)


def _gap(a: Reading, b: Reading, tokens: Tokens) -> tuple[str, ...] | None:
    """The words between two readings; None where they are too far apart."""
    if b.first - a.last > _WIDEST_GAP + 1:
        return None
    return tuple(token.low for token in tokens[a.last + 1 : b.first])


def _attached(found: list[Reading], tokens: Tokens) -> list[Reading]:
    """Each reading with its neighbours that complete it."""
    result: list[Reading] = []
    for reading in found:
        merged = reading
        while result and (both := _both(result[-1], merged, tokens)) is not None:
            result.pop()
            merged = both
        result.append(merged)
    return result


def _is_day(reading: Reading) -> bool:
    """Whether a clock can be set on it: it names one day."""
    if reading.until is not None or reading.days is not None or reading.portion is not None:
        return False
    if reading.sort is Sort.AGO:
        return reading.unit == "day"
    return reading.sort is Sort.DATE and (reading.day is not None or reading.weekday is not None)


def _both(a: Reading, b: Reading, tokens: Tokens) -> Reading | None:
    """Two neighbours as one reading; None where they are two."""
    gap = _gap(a, b, tokens)
    if gap is None:
        return None
    if b.sort is Sort.CLOCK:
        if a.clock is not None and b.clock is not None and gap == ("(",):
            return _same_instant(a, b)
        if a.sort is Sort.CLOCK:
            return _clock_and_part(a, b, gap)
        return _timed(a, b, gap, a, b) if _is_day(a) else None
    if a.sort is Sort.CLOCK:
        return _timed(b, a, gap, a, b) if _is_day(b) else None
    return _dated(a, b, gap)


def _same_instant(a: Reading, b: Reading) -> Reading | None:
    """Read "7:05 p.m. local time (1105 GMT)": one instant on two clocks, of which the second tells the first's zone."""
    if a.zone is not None and a.zone.known:
        return a.over(a, b)
    if b.zone is None or b.zone.offset is None or a.vague:
        return None
    ahead = ((a.clock or 0) - (b.clock or 0) + b.zone.offset) % _DAY  # minutes east of UTC, 0 to 24 hours
    offset = ahead if ahead <= _EASTERNMOST else ahead - _DAY
    return replace(a.over(a, b), zone=Zone(offset=offset, spot=True))


def _dated(a: Reading, b: Reading, gap: tuple[str, ...]) -> Reading | None:
    """A weekday with its date or its week."""
    if a.sort is not Sort.DATE or not _is_day(a):
        return None
    if b.sort is Sort.SHIFT and b.unit == "week" and not gap:
        return _of_week(a, b)
    if b.sort is Sort.DATE and _is_day(b) and set(gap) <= _DATE_GAP:
        return _weekday_and_date(a, b)
    return None


def _timed(day: Reading, clock: Reading, gap: tuple[str, ...], a: Reading, b: Reading) -> Reading | None:
    """A day with a clock or a part of the day set on it."""
    if day.clock is not None and clock.clock is None and day.until is None and set(gap) <= _PART_GAP:
        if day.part == "point":
            return None
        return replace(day.over(a, b), clock=_in_part(day.clock, clock.part), vague=False)
    if clock.until is not None and gap in (("from",), ("between",)):
        gap = ()
    if day.clock is not None or not set(gap) <= (_CLOCK_GAP if clock.clock is not None else _PART_GAP):
        return None
    if clock.clock is None:
        if day.part not in (None, "early", "late"):
            return None
        edged = clock.approximate or day.part is not None
        return replace(day.over(a, b), part=clock.part, approximate=edged)
    at = _in_part(clock.clock, day.part)
    part = clock.part if clock.part == "point" else None
    aside = {"after": 1, "before": -1}.get(gap[-1], 0) if gap and day is a else 0
    vague = clock.vague and day.part is None
    until = clock.until and replace(clock.until, clock=_in_part(clock.until.clock or 0, day.part), vague=vague)
    whole = replace(day.over(a, b), clock=at, vague=vague, fine=clock.fine, zone=clock.zone)
    return replace(whole, part=part, until=until, aside=aside)


def _in_part(minute: int, part: str | None) -> int:
    """A clock of the morning moved to the half of the day that "evening" names."""
    if part in _LATER_PARTS and minute <= 720 and not (part == "night" and minute < 360):
        return minute % 720 + 720
    return minute


def _clock_and_part(a: Reading, b: Reading, gap: tuple[str, ...]) -> Reading | None:
    """Read "seven in the morning", "nine at night": a clock whose half of the day the next words name."""
    if a.clock is None or b.clock is not None or b.part is None or not set(gap) <= _PART_GAP | {"at"}:
        return None
    if b.part == "small hours":
        return None
    until = a.until and replace(a.until, clock=_in_part(a.until.clock or 0, b.part), vague=False)
    return replace(a.over(a, b), clock=_in_part(a.clock, b.part), weak=False, vague=False, until=until)


def _of_week(a: Reading, b: Reading) -> Reading | None:
    """Read "Tuesday evening" "last week": a weekday of the week that is named."""
    if a.weekday is None or a.month is not None or a.shift is not None or a.toward or b.portion is not None:
        return None
    return replace(a.over(a, b), unit="week", shift=b.shift)


def _weekday_and_date(a: Reading, b: Reading) -> Reading | None:
    """Read "Tuesday, 6 August 2024"."""
    if a.weekday is not None and a.day is None and b.weekday is None and b.month is not None:
        if a.shift is not None:
            return None
        if b.clock is not None or b.part is not None:
            return replace(b.over(a, b), toward=a.toward, weekday=a.weekday)
        return replace(a.over(a, b), year=b.year, month=b.month, day=b.day, shift=b.shift, strict=False)
    if b.weekday is not None and b.day is None and a.weekday is None and a.month is not None and not b.toward:
        return replace(a.over(a, b), weekday=b.weekday, part=a.part or b.part)
    return None


def _ranges(found: list[Reading], tokens: Tokens) -> list[Reading]:
    """The readings with "A to B", "A-B" and "between A and B" made one."""
    result: list[Reading] = []
    for reading in found:
        if result and (whole := _range(result[-1], reading, tokens)) is not None:
            result[-1] = whole
        else:
            result.append(reading)
    return result


def _range(a: Reading, b: Reading, tokens: Tokens) -> Reading | None:
    """Two readings and the word between them as one range; None where they are two."""
    gap = _gap(a, b, tokens)
    if not gap or a.until is not None or b.until is not None or gap[0] not in _RANGE_LINKS | {"and"}:
        return None
    before = tokens[a.first - 1].low if a.first else ""
    if before in ("on", "the") and a.first > 1 and tokens[a.first - 2].low in ("between", "from"):
        before = tokens[a.first - 2].low
    if len(gap) > 1 and set(gap[1:]) - {"the", "on"}:
        return None
    if gap[0] == "and" and before != "between":
        return None
    if guards.is_change(tokens, a.first) or not _comparable(a, b, sure=before in ("from", "between")):
        return None
    return replace(a.over(a, b), until=replace(b, weak=False), weak=a.weak and b.weak)


def _comparable(a: Reading, b: Reading, *, sure: bool) -> bool:
    """Whether two readings can be the ends of one range: of one sort, and as fine as each other."""
    if a.sort is Sort.CLOCK or b.sort is Sort.CLOCK:
        timed = a.clock is not None and b.clock is not None
        return timed and (a.sort is b.sort or a.sort is Sort.CLOCK or a.weekday is not None or a.day is not None)
    if a.sort is b.sort is Sort.AGO:
        return a.unit == b.unit == "day"
    if a.sort is not Sort.DATE or b.sort is not Sort.DATE:
        return sure and a.sort in _SPANS and b.sort in _SPANS
    if _fineness(a) == _fineness(b):
        return True
    return sure


_SPANS = (Sort.DATE, Sort.SEASON, Sort.QUARTER, Sort.DECADE, Sort.AGO, Sort.SHIFT, Sort.CENTURY)


def _fineness(reading: Reading) -> int:
    """0 for a year, 1 for a month, 2 for a day."""
    if reading.day is not None or reading.weekday is not None:
        return 2
    return 1 if reading.month is not None else 0
