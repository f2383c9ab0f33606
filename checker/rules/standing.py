"""How two values of one sort stand to each other: one value, two that cannot both be right, or no common measure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from checker.facts.same_entity import same_entity
from checker.rules.calendar import apart, meet
from checker.rules.catches import Value, plain
from checker.rules.compare import Widths, holds_together, same_value
from checker.values.claim import Entity
from checker.values.interval import Interval
from checker.values.period import Period
from checker.values.quantity import Dimension, Quantity


class Sort(StrEnum):
    """What is to be said of two values."""

    ONE = "one value"
    TWO = "two values"
    UNMEASURED = "no common measure"
    UNREAD = "not read"


@dataclass(frozen=True, slots=True)
class Standing:
    """How two values stand, and one plain sentence for a reader."""

    sort: Sort
    why: str


@dataclass(frozen=True, slots=True)
class Measures:
    """The settings under which values are compared."""

    widths: Widths
    clock_slack: int  # minutes
    meaning: Mapping[str, str]  # plain text -> the name under which texts of one meaning stand


def standing(a: Value, b: Value, measures: Measures) -> Standing:
    """How two values of one group stand to each other; symmetric but for the order in which they are named."""
    for value in (a, b):
        if value.means is None:
            return Standing(Sort.UNREAD, f"No figure or time was read in “{value.text}”.")
    one, other = a.means, b.means
    if isinstance(one, Quantity) and isinstance(other, Quantity):
        return _figures(a.text, one, b.text, other, measures.widths)
    if isinstance(one, Period) and isinstance(other, Period):
        return _times(one, other, measures.clock_slack)
    left, right = _meaning(a, measures), _meaning(b, measures)
    names = isinstance(one, Entity) and isinstance(other, Entity) and same_entity(one, other)
    if left == right or names or plain(a.text) == plain(b.text):
        same = a.text == b.text
        return Standing(Sort.ONE, f"Both say “{a.text}”." if same else f"“{a.text}” and “{b.text}” mean the same.")
    return Standing(Sort.TWO, f"One source says “{a.text}”, the other “{b.text}”.")


def means(value: Value) -> str:
    """What a value was read as, for ``checker explain``."""
    match value.means:
        case None:
            return "nothing that can be compared"
        case Quantity() as q:
            return f"{q.interval} (base unit of {q.dimension}{f', {q.unit}' if q.dimension is Dimension.MONEY else ''})"
        case Period() as p:
            if p.start is None or p.end is None:
                return "a time not fixed on the calendar"
            return f"{p.start.isoformat(sep=' ')} up to {p.end.isoformat(sep=' ')}"
        case Entity() as entity:
            return f"the name {entity.canonical!r}"
        case text:
            return f"the text {text!r}"


def _meaning(value: Value, measures: Measures) -> str:
    folded = value.means.canonical if isinstance(value.means, Entity) else plain(value.text)
    return measures.meaning.get(plain(value.text), measures.meaning.get(folded, folded))


def _figures(left: str, a: Quantity, right: str, b: Quantity, widths: Widths) -> Standing:
    money = a.dimension is Dimension.MONEY and a.unit != b.unit
    if a.dimension is not b.dimension or money or (a.dimension is Dimension.OTHER and a.unit != b.unit):
        sorts = "in two currencies" if money else "of two sorts"
        return Standing(Sort.UNMEASURED, f"“{left}” and “{right}” are {sorts}: they have no common measure.")
    if holds_together(a, b, widths) and _meets(a.second, b.second, widths):
        same = same_value(a, b)
        one = "Both give the same figure." if same else f"One value can be both “{left}” and “{right}”."
        return Standing(Sort.ONE, one)
    return Standing(Sort.TWO, f"No value is both “{left}” and “{right}”.")


def _meets(a: Interval | None, b: Interval | None, widths: Widths) -> bool:
    """Whether the other numbers of two scores agree; a figure without one agrees with all."""
    return a is None or b is None or a.widened(widths.ratio).intersects(b)


def _times(p: Period, q: Period, slack: int) -> Standing:
    if apart(p, q, slack) is not None:
        return Standing(Sort.TWO, f"One says “{p.text}”, the other “{q.text}”: these times do not meet.")
    if meet(p, q, slack) or p.text.casefold() == q.text.casefold():
        return Standing(Sort.ONE, f"“{p.text}” and “{q.text}” can be one time.")
    return Standing(Sort.UNMEASURED, f"“{p.text}” and “{q.text}” cannot both be fixed on the calendar.")
