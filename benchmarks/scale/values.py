"""Values of slots: what is so, what is wrong, and how either is written."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta

from benchmarks.scale.grammar import Slot, Sort, World

Value = float | str | bool | date
NUMBERS = frozenset({"count", "money", "money_small", "cents", "percent", "metres", "decimal", "ordinal"})
WORDS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"]
DIGITS = 3  # of a large number: news rounds


def is_number(slot: Slot) -> bool:
    return slot.type in NUMBERS or slot.type.startswith("measure")


def kind_of(slot: Slot) -> str:
    """What sort of disagreement two values make: number, date, time, name or yesno."""
    if is_number(slot):
        return "number"
    if slot.type in ("day", "day_after"):
        return "date"
    return {"clock": "time", "yesno": "yesno"}.get(slot.type, "name")


def truth(slot: Slot, sort: Sort, world: World, first: date, rng: random.Random) -> Value:
    """A value of a slot of an event whose first article is of that day."""
    if is_number(slot):
        return _rounded(slot, slot.low * (slot.high / slot.low) ** rng.random())
    made: dict[str, Callable[[], Value]] = {
        "day": lambda: first - timedelta(days=rng.randrange(2)),
        "day_after": lambda: first + timedelta(days=rng.randrange(8, 40)),
        "clock": lambda: f"{rng.randrange(24):02}:{5 * rng.randrange(12):02}",
        "choice": lambda: rng.choice(sort.choices[slot.choice]),
        "town": lambda: rng.choice(world.towns),
        "person": lambda: f"{rng.choice(world.given)} {rng.choice(world.family)}",
        "yesno": lambda: rng.random() < 0.5,
    }
    return made[slot.type]()


def wrong(slot: Slot, sort: Sort, world: World, value: Value, rng: random.Random) -> Value:
    """Another value, that no reader takes for the same: a number is off by a quarter at least, a day by two or more."""
    if is_number(slot):
        factor = rng.choice((1.4, 1.6, 2.0, 2.5, 3.0))
        down = slot.grows or rng.random() < 0.5
        changed = _rounded(slot, float(value) / factor if down else float(value) * factor)
        return changed if abs(changed - float(value)) * 4 >= float(value) else _rounded(slot, float(value) * factor + 2)
    match value:
        case bool():
            return not value
        case date():
            return value - timedelta(days=rng.choice((2, 3, 4)))
    if slot.type == "clock":
        hour, minute = map(int, str(value).split(":"))
        return f"{(hour + rng.randrange(2, 10)) % 24:02}:{minute:02}"
    other = value
    while other == value:
        other = truth(slot, sort, world, date.min, rng)
    return other


def grown(slot: Slot, value: Value, days: int, rate: float) -> Value:
    """A growing number, that many days later: a little more each day."""
    return _rounded(slot, float(value) * (1.0 + rate * days)) if slot.grows else value


def written(slot: Slot, value: Value, published: date, style: int, currency: str) -> str:
    """The value as an outlet of that style writes it on that day."""
    if isinstance(value, date):
        return _day(value, published, style)
    if slot.type == "clock":
        return _clock(str(value), style)
    return _number(slot, float(value), style, currency) if is_number(slot) else str(value)


def _number(slot: Slot, value: float, style: int, currency: str) -> str:
    large = value >= 1000
    million = f"{value / 1000:.2f}".rstrip("0").rstrip(".") if large else f"{value:g}"
    forms = {
        "count": WORDS[int(value)] if style % 3 == 0 and value < len(WORDS) else f"{int(value):,}",
        "ordinal": _ordinal(int(value)),
        "money": f"{currency}{million} {'billion' if large else 'million'}",
        "money_small": f"{currency}{int(value)}",
        "cents": f"{currency}{value:.2f}",
        "percent": f"{value:g}{('%', ' percent', ' per cent')[style % 3]}",
        "metres": f"{value:g} metres",
        "decimal": f"{value:.1f}",
    }
    return forms.get(slot.type) or f"{value:g} {slot.type.removeprefix('measure ')}"


def _rounded(slot: Slot, value: float) -> float:
    if slot.type in ("percent", "metres", "decimal", "money") and value < 100:
        return max(0.2, round(value, 1))
    if slot.type == "cents":
        return max(0.05, round(value, 2))
    whole = round(value)
    digits = len(str(whole)) - DIGITS
    return float(max(2, round(whole, -digits) if digits > 0 else whole))


def _ordinal(number: int) -> str:
    suffix = "th" if number % 100 in (11, 12, 13) else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{suffix}"


def _day(day: date, published: date, style: int) -> str:
    if 0 <= (published - day).days < 6 and style % 4:
        return f"{day:%A}"
    return f"{day.day} {day:%B}" if style % 2 else f"{day:%B} {day.day}"


def _clock(clock: str, style: int) -> str:
    if style % 2:
        return clock
    hour, minute = map(int, clock.split(":"))
    return f"{(hour + 11) % 12 + 1}:{minute:02} {'a.m.' if hour < 12 else 'p.m.'}"
