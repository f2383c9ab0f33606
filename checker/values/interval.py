"""Intervals of real numbers: the set of values that a phrase can stand for.

An interval has two ends, each open or closed, each possibly infinite. "Over 10,000" is (10,000, inf),
"10 to 12" is [10, 12], a plain "7" is [7, 7]. All operations return new intervals.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

INFINITY = math.inf


@dataclass(frozen=True, slots=True)
class Interval:
    """The numbers between ``low`` and ``high``; an infinite end is always open."""

    low: float
    high: float
    low_open: bool = False
    high_open: bool = False

    def __post_init__(self) -> None:
        if math.isnan(self.low) or math.isnan(self.high) or self.low > self.high:
            raise ValueError(f"an interval needs low <= high, not {self.low} and {self.high}")
        if math.isinf(self.low):
            object.__setattr__(self, "low_open", True)
        if math.isinf(self.high):
            object.__setattr__(self, "high_open", True)

    @classmethod
    def point(cls, value: float) -> Interval:
        """The one value itself."""
        return cls(value, value)

    @classmethod
    def above(cls, value: float, *, closed: bool = False) -> Interval:
        """All values over ``value``; with ``closed`` from it on."""
        return cls(value, INFINITY, low_open=not closed)

    @classmethod
    def below(cls, value: float, *, closed: bool = False, floor: float = -INFINITY) -> Interval:
        """All values under ``value`` down to ``floor``; with ``closed`` up to and including it."""
        return cls(min(floor, value), value, high_open=not closed)

    @property
    def is_point(self) -> bool:
        """Whether it holds exactly one value."""
        return self.low == self.high

    @property
    def is_bounded(self) -> bool:
        """Whether both ends are finite."""
        return math.isfinite(self.low) and math.isfinite(self.high)

    @property
    def middle(self) -> float:
        """The midpoint; of a half-bounded interval its finite end; 0 where there is none."""
        if self.is_bounded:
            return (self.low + self.high) / 2
        return self.low if math.isfinite(self.low) else self.high if math.isfinite(self.high) else 0.0

    def contains(self, value: float) -> bool:
        """Whether ``value`` is one of the numbers."""
        above = value > self.low or (value == self.low and not self.low_open)
        below = value < self.high or (value == self.high and not self.high_open)
        return above and below

    def intersects(self, other: Interval) -> bool:
        """Whether the two have a number in common."""
        return not self._before(other) and not other._before(self)

    def covers(self, other: Interval) -> bool:
        """Whether every number of the other is one of these."""
        low = self.low < other.low or (self.low == other.low and (not self.low_open or other.low_open))
        high = self.high > other.high or (self.high == other.high and (not self.high_open or other.high_open))
        return low and high

    def gap(self, other: Interval) -> float:
        """The distance between the two, 0 where they touch or meet; in the unit of the values."""
        return max(self.low - other.high, other.low - self.high, 0.0)

    def scaled(self, factor: float) -> Interval:
        """Every value times ``factor``, which must be finite and not 0."""
        if not math.isfinite(factor) or factor == 0:
            raise ValueError(f"a scale must be finite and not 0, not {factor}")
        if factor > 0:
            return Interval(self.low * factor, self.high * factor, self.low_open, self.high_open)
        return Interval(self.high * factor, self.low * factor, self.high_open, self.low_open)

    def shifted(self, by: float) -> Interval:
        """Every value plus ``by``."""
        return Interval(self.low + by, self.high + by, self.low_open, self.high_open)

    def plus(self, other: Interval) -> Interval:
        """All sums of one value from each."""
        low_open, high_open = self.low_open or other.low_open, self.high_open or other.high_open
        return Interval(self.low + other.low, self.high + other.high, low_open, high_open)

    def widened(self, ratio: float = 1.0, by: float = 0.0) -> Interval:
        """Both ends moved outwards by the factor ``ratio`` (>= 1), then by ``by``; moved ends are closed."""
        if ratio < 1 or by < 0:
            raise ValueError(f"widening needs ratio >= 1 and by >= 0, not {ratio} and {by}")
        low = self.low / ratio if self.low > 0 else self.low * ratio
        high = self.high * ratio if self.high > 0 else self.high / ratio
        return Interval(low - by, high + by) if (ratio > 1 or by > 0) else self

    def _before(self, other: Interval) -> bool:
        return self.high < other.low or (self.high == other.low and (self.high_open or other.low_open))

    def __str__(self) -> str:
        left = "(" if self.low_open else "["
        right = ")" if self.high_open else "]"
        return f"{left}{self.low:g}, {self.high:g}{right}"
