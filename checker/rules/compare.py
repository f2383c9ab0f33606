"""What values a quantity can stand for, and how the values of two quantities stand to each other.

A phrase stands for more values than its number: "about 6,300" for those near it, "over 10,000" for those above it
but hardly for 50,000, and a plain "2 million" for all that round to it. How far each stretches is set in YAML; here
are the defaults. The widths follow what readers take such words to mean (Lasersohn 1999 on slack): the rounder a
number, the coarser the scale that it is given on (Krifka 2007), so that "about 1,000" reaches further, for its size,
than "about 6,300", and "about 89 percent" hardly beyond its neighbours.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

from checker.facts.approximations import number_of
from checker.rules.options import option
from checker.values.interval import Interval
from checker.values.quantity import Dimension, Quantity, Role

SAME = 1e-9  # relative difference below which two figures are one, whatever their units went through
HALF_TEN = 5  # numbers that end on five are given on a scale five times as coarse: 85, 6,500
PERCENT_STEP = 1.0  # percentage points: "20 percent" is no round number as "20,000" is one

# Seconds in what a rate is per: "1,200 a day" and "8,400 a week" are one rate, 1,200 a week is another.
RATE_SECONDS: Mapping[str, float] = MappingProxyType(
    {"second": 1, "minute": 60, "hour": 3600, "day": 86_400, "week": 604_800, "month": 2_629_800, "year": 31_557_600}
)


@dataclass(frozen=True, slots=True)
class Stretch:
    """How far an approximation word reaches: by a factor of the number, but no more than so many of its steps."""

    up_to: float | None = option(None, "Factor of the number up to which it holds; none for no limit.", at_least=1.0)
    down_to: float | None = option(None, "Factor of the number down to which it holds; none for no limit.", at_most=1.0)
    steps: float | None = option(
        None, "Most steps of the number's own scale that it reaches: hundreds for 6,300.", at_least=0.0
    )
    points: float | None = option(None, "Most percentage points that it reaches where the figure is a share.")


@dataclass(frozen=True, slots=True)
class Rounding:
    """How a plain number may be rounded."""

    max_ratio: float = option(1.05, "A rounded figure reaches at most this factor from its number.", at_least=1.0)


STRETCHES: Mapping[str, Stretch] = MappingProxyType(
    {
        "over": Stretch(up_to=1.5, down_to=1.0, steps=5),
        "at_least": Stretch(up_to=2.5, down_to=1.0),
        "just_over": Stretch(up_to=1.1, down_to=1.0, steps=3, points=5),
        "under": Stretch(up_to=1.0, down_to=0.5, steps=10),
        "just_under": Stretch(up_to=1.0, down_to=0.9, steps=3, points=5),
        "nearly": Stretch(up_to=1.0, down_to=0.88, steps=3, points=5),
        "at_most": Stretch(up_to=1.0),
        "up_to": Stretch(up_to=1.0),
        "about": Stretch(up_to=1.12, down_to=0.88, steps=3, points=5),
        "exactly": Stretch(up_to=1.0, down_to=1.0),
    }
)


SHORT_MONTH, LONG_MONTH = 28 / 30.4375, 31 / 30.4375  # of the mean month, in which durations are reckoned


@dataclass(frozen=True, slots=True)
class Widths:
    """The settings under which quantities are compared."""

    stretches: Mapping[str, Stretch] = field(default_factory=lambda: STRETCHES)
    rounding: Rounding = Rounding()
    ratio: float = 1.0  # two figures within this factor are one, whatever their words


def reach(q: Quantity, widths: Widths) -> Interval:
    """All values, in the base unit, that ``q`` can stand for; the ``ratio`` of ``widths`` is one of two figures."""
    stretch = widths.stretches.get(q.approximation or "")
    low, high = q.interval.low, q.interval.high
    if q.vague:
        return q.interval
    if stretch is None:
        down = _rounding_slack(q, widths.rounding)
        up = 2 * down if _may_be_cut_off(q) else down
        return Interval(low - down, high + up, down > 0, up > 0)  # 20.5 does not round to 20
    return _stretched(q, stretch)


def _stretched(q: Quantity, stretch: Stretch) -> Interval:
    """The interval with its ends set by the word, both reckoned from the number; an infinite end is brought in."""
    number, most = number_of(q.approximation, q.interval), _most(q, stretch)
    new_low, new_high = q.interval.low, q.interval.high
    if stretch.down_to is not None:
        new_low = max(_outward(number.low, stretch.down_to), number.low - most)
    if stretch.up_to is not None:
        new_high = min(_outward(number.high, stretch.up_to), number.high + most)
    return Interval(min(new_low, new_high), max(new_low, new_high))


def _most(q: Quantity, stretch: Stretch) -> float:
    """How far the word reaches at most, in the base unit; infinite where nothing limits it but the factors."""
    by_steps = math.inf if stretch.steps is None or q.step <= 0 else stretch.steps * grain(q)
    by_points = stretch.points if stretch.points is not None and q.dimension is Dimension.PERCENT else math.inf
    return min(by_steps, by_points)


def grain(q: Quantity) -> float:
    """The step of the scale that a number is given on, in the base unit: 100 for 6,300; 500 for 6,500; 5 for 85."""
    low = q.interval.low if math.isfinite(q.interval.low) else q.interval.high
    if q.digits < 2 or q.step <= 0 or not math.isfinite(low):
        return q.step
    steps = abs(low) / q.step
    on_fives = abs(steps - round(steps)) < SAME * steps and round(steps) % HALF_TEN == 0
    return q.step * HALF_TEN if on_fives else q.step


def _outward(value: float, factor: float) -> float:
    """``value`` times ``factor``; below zero, divided by it, since there further down is further from zero."""
    return value * factor if value >= 0 or factor == 0 else value / factor


def _rounding_slack(q: Quantity, rounding: Rounding) -> float:
    """Half of the last significant digit, but never more than the settings allow; ranges are not rounded."""
    if not q.interval.is_point or q.step <= 0:
        return 0.0
    value = abs(q.interval.low)
    if q.dimension is Dimension.COUNT and value < 20:  # small counts are counted, not rounded
        return 0.0
    step = min(q.step, PERCENT_STEP) if q.unit == "percent" else q.step  # not of "a third", which has the unit "share"
    return min(step / 2, value * (rounding.max_ratio - 1.0))


def _may_be_cut_off(q: Quantity) -> bool:
    """Whether the last digits may have been dropped rather than rounded: "131.4 million" for 131.46 million."""
    return q.digits >= 3 and q.interval.low > 0 and not (q.dimension is Dimension.COUNT and q.step <= 1)


def same_value(a: Quantity, b: Quantity) -> bool:
    """Whether both state one and the same figure, in whatever unit."""
    return _close(a.interval.low, b.interval.low) and _close(a.interval.high, b.interval.high)


def rounds_to(fine: Quantity, rough: Quantity) -> bool:
    """Whether ``rough`` is ``fine`` written with fewer digits: 5 for 5.4, 2 million for 1.95 million."""
    if not (fine.interval.is_point and rough.interval.is_point) or rough.step <= 0 or fine.step >= rough.step:
        return False
    value = fine.interval.low
    return abs(value - rough.interval.low) <= rough.step / 2 + SAME * abs(value)


def _close(x: float, y: float) -> bool:
    return x == y or abs(x - y) <= SAME * max(abs(x), abs(y))


def holds_together(a: Quantity, b: Quantity, widths: Widths) -> bool:
    """Whether one value can be what both say; a rise and a fall have none in common, whatever their size."""
    if opposed(a, b):
        return False
    one, other = RATE_SECONDS.get(a.per or ""), RATE_SECONDS.get(b.per or "")
    if one and other and one != other:
        return _meet(reach(a, widths).scaled(1 / one), reach(b, widths).scaled(1 / other), widths)
    if same_value(a, b):
        return True
    return _meet(_over_months(a, b, reach(a, widths)), _over_months(b, a, reach(b, widths)), widths)


def _over_months(q: Quantity, other: Quantity, found: Interval) -> Interval:
    """What ``q`` can stand for beside a figure in another unit: "two months" are eight weeks or nine."""
    if q.unit != "month" or other.unit == "month" or found.low < 0:
        return found
    return replace(found, low=found.low * SHORT_MONTH, high=found.high * LONG_MONTH)


def _meet(a: Interval, b: Interval, widths: Widths) -> bool:
    """Whether two ranges have a value in common, or come within the factor of each other that the user allows."""
    return a.widened(widths.ratio).intersects(b)


def opposed(a: Quantity, b: Quantity) -> bool:
    """Whether one is a rise and the other a fall."""
    return a.role is b.role is Role.CHANGE and a.direction * b.direction < 0


def slip(a: Quantity, b: Quantity) -> float:
    """1 where the one figure is the other with a slip of the pen, else 0.

    Copying errors have forms of their own: two digits change places, a zero is lost or added, "million" becomes
    "billion", the number keeps its digits and changes its unit.
    """
    x, y = _figures(a), _figures(b)
    if not x or not y:
        return 0.0
    if x == y:
        other_unit = a.unit != b.unit and _close(a.stated.low, b.stated.low)
        return float(not same_value(a, b) and (len(x) > 1 or other_unit or _times_ten(a, b)))
    one_swap = len(x) == len(y) and sorted(x) == sorted(y)
    return float(one_swap and len(x) > 1)


def _times_ten(a: Quantity, b: Quantity) -> bool:
    """Whether one figure is ten times the other: the slip that even a single digit shows."""
    low, high = sorted((abs(a.interval.middle), abs(b.interval.middle)))
    return _close(low * 10, high)


def _figures(q: Quantity) -> str:
    """The significant digits of a point value as written, without trailing zeros; empty where it is no point."""
    if q.vague or (q.approximation is None and not math.isfinite(q.stated.low + q.stated.high)):
        return ""
    value = q.stated.low if math.isfinite(q.stated.low) else q.stated.high
    if not math.isfinite(value) or value == 0:
        return ""
    return f"{abs(value):.6e}".split("e", 1)[0].replace(".", "").rstrip("0")
