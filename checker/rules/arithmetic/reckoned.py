"""A figure that no source states but that follows from figures of one claim, held against a figure of the other."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from checker.rules.compare import Rounding, Widths, reach
from checker.values.interval import Interval
from checker.values.quantity import Dimension, Quantity, Role

MILLION, BILLION = 1e6, 1e9
AS_WRITTEN = Widths(rounding=Rounding(1.0))  # what is shown is reckoned with the numbers as they stand
NEARLY = 0.005  # relative width below which a reckoned interval is shown as one number


class Sort(StrEnum):
    """By what sort of reckoning a figure follows from others."""

    PARTS = "parts"  # parts make a total
    CHANGE = "change"  # two levels make a change; a level and a change make the level before
    TERMS = "terms"  # one change in points, in percent, as a multiple
    SHARES = "shares"  # shares of one whole
    WHOLE = "whole"  # a part and what it is a part of
    REST = "rest"  # a whole without a part
    MARGIN = "margin"  # the difference of two figures


class Force(StrEnum):
    """What a piece of arithmetic can show."""

    EXACT = "exact"  # that the figures agree, or that they do not
    BOUND = "bound"  # only that they do not: "60 of them" fits any larger whole
    HINT = "hint"  # only that they agree: parts that may not be all


@dataclass(frozen=True, slots=True)
class Reckoned:
    """One piece of arithmetic: ``used`` of one claim give ``result``, and the other claim states ``stated``."""

    sort: Sort
    used: tuple[Quantity, ...]  # in the order of the text
    result: Quantity  # as if it had been stated, in the terms of ``stated``
    stated: Quantity
    sentence: str  # "12 people dead and 30 injured make 42"
    force: Force = Force.EXACT
    slip: bool = False  # both give the same number in other terms: "4 points", "4 percent"
    levels_agree: bool = False  # both claims also give one figure that agrees
    same_way: bool = False  # both tell of a rise, or both of a fall

    def __post_init__(self) -> None:
        if not self.used:
            raise ValueError("arithmetic needs at least one figure to reckon with")


def virtual(like: Quantity, stated: Quantity, interval: Interval) -> Quantity:
    """A figure of ``interval`` in the terms of ``stated``, counting what ``like`` counts."""
    return replace(
        like,
        interval=interval,
        stated=interval,
        dimension=stated.dimension,
        unit=stated.unit,
        digits=max(2, stated.digits),
        step=0.0,
        approximation=None,
        vague=False,
        per=stated.per,
        part=False,
        role=stated.role,
        direction=stated.direction,
        second=None,
    )


def total(parts: Sequence[Quantity], widths: Widths) -> Interval:
    """All sums of one value of each part, as far as each may be rounded."""
    whole = Interval.point(0.0)
    for part in parts:
        whole = whole.plus(spread(part, widths))
    return whole


def spread(q: Quantity, widths: Widths) -> Interval:
    """The values that a figure can stand for; a plain small count stands for itself alone."""
    return reach(q, widths)


def same_terms(a: Quantity, b: Quantity) -> bool:
    """Whether two figures are measured alike: dimension, unit (of money the currency) and per what."""
    alike = a.dimension is b.dimension and a.per == b.per
    return alike and (a.unit == b.unit or a.dimension not in (Dimension.MONEY, Dimension.OTHER))


def is_points(q: Quantity) -> bool:
    """Whether a figure is a difference of two percentages; "points" alone are so beside a percentage."""
    return q.dimension is Dimension.POINTS or (q.dimension is Dimension.OTHER and q.unit == "point")


def is_level(q: Quantity) -> bool:
    """Whether a figure says how much there is, not by how much it changed."""
    return q.role is Role.LEVEL and not q.vague


def shown(interval: Interval, like: Quantity, *, at_most: bool = False) -> str:
    """A reckoned value for a reader: "42", "about 11.8 percent", "at most 30 percent", "at least 60"."""
    if at_most:
        return f"at most {_number(interval.high, like)}"
    if not math.isfinite(interval.high):
        return f"at least {_number(interval.low, like)}"
    middle = interval.middle
    exact = interval.high - interval.low <= NEARLY * abs(middle)
    return ("" if exact else "about ") + _number(middle, like)


def _number(value: float, like: Quantity) -> str:
    """A number in the unit of a figure that was stated."""
    if like.dimension is Dimension.PERCENT:
        return f"{_written(value)} percent"
    scale = like.stated.middle / like.interval.middle if like.interval.middle else 1.0
    number = _written(value * scale)
    if like.unit == "1":
        return number
    return f"{number} {like.unit if number == '1' or like.unit.isupper() else _plural(like.unit)}"


def _plural(unit: str) -> str:
    """The name of a unit for more than one: "crowns", "percentage points", "parts per million"."""
    head, per, rest = unit.partition(" per ")
    return f"{head if head.endswith('s') else head + 's'}{per}{rest}"


def _written(value: float) -> str:
    size = abs(value)
    for unit, name in ((BILLION, " billion"), (MILLION, " million")):
        if size >= unit:
            return f"{float(f'{value / unit:.4g}'):,g}{name}"
    if size >= 1000 or float(value).is_integer():
        return f"{value:,.0f}"
    return f"{float(f'{value:.3g}'):g}"
