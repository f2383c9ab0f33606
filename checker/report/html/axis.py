"""Scales of pictures: where a value stands between the left and the right end, and which values get a tick.

Positions are percent of the width, so that a picture fits any screen while its text keeps its size.
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

LOG_FROM = 20.0  # the largest value over the smallest from which a scale is logarithmic: below it both ends can be seen
LEFT, RIGHT = 4.0, 96.0  # percent: room for arrows and for half a label at both ends
TICKS = 5  # at most, so that labels do not meet on a narrow screen
_NICE = (1.0, 2.0, 2.5, 5.0, 10.0)
_LARGE = ((1e12, "tn"), (1e9, "bn"), (1e6, "m"))
_FROM_ZERO = 0.6  # smallest over largest value below which a linear scale begins at 0
_SECOND, _MINUTE, _HOUR, _DAY = 1, 60, 3600, 86400
_TIME_STEPS = (
    *(n * _MINUTE for n in (1, 5, 10, 15, 30)),
    *(n * _HOUR for n in (1, 2, 3, 6, 12)),
    *(n * _DAY for n in (1, 2, 3, 5, 10, 20, 30, 61, 91, 182)),
    *(n * 365 * _DAY for n in (1, 2, 5, 10, 20, 50, 100, 200, 500)),
)


@dataclass(frozen=True, slots=True)
class Tick:
    """A marked value of a scale."""

    at: float  # percent of the width
    label: str


@dataclass(frozen=True, slots=True)
class Axis:
    """A scale from ``low`` at the left to ``high`` at the right, both finite, low < high; above 0 if logarithmic."""

    low: float
    high: float
    log: bool
    ticks: tuple[Tick, ...] = ()
    left: float = LEFT  # percent at which the scale begins

    def at(self, value: float) -> float:
        """Where ``value`` stands, in percent of the width; values beyond an end stand at the edge."""
        if self.log and value <= 0:
            return 0.0
        share = self._share(value)
        return round(min(100.0, max(0.0, self.left + share * (RIGHT - self.left))), 2)

    def _share(self, value: float) -> float:
        if not self.log:
            return (value - self.low) / (self.high - self.low)
        low = math.log(self.low)  # apart, because the ratio of two numbers may be too large for one
        return (math.log(value) - low) / (math.log(self.high) - low)


def number_axis(values: Iterable[float]) -> Axis:
    """A scale that holds these finite values: logarithmic where they are above 0 and far apart."""
    found = sorted(values)
    low, high = (found[0], found[-1]) if found else (0.0, 1.0)
    if low > 0 and high / low >= LOG_FROM:
        return _log_axis(low, high)
    if low >= 0 and low < _FROM_ZERO * high:
        low = 0.0
    if low == high:
        room = abs(low) * 0.1 or 1.0
        low, high = low - room, high + room
    step = _nice((high - low) / (TICKS - 1))
    first, last = math.floor(low / step) * step, math.ceil(high / step) * step
    at = [first + i * step for i in range(round((last - first) / step) + 1)]
    axis = Axis(first, last, log=False)
    return Axis(first, last, log=False, ticks=tuple(Tick(axis.at(v), short(v)) for v in at))


def time_axis(times: Iterable[datetime], left: float = LEFT) -> Axis:
    """A scale of time that holds these instants, in seconds from the first day of the calendar."""
    found = sorted(seconds(t) for t in times)
    low, high = (found[0], found[-1]) if found else (0.0, float(_DAY))
    if low == high:
        low, high = low - _DAY, high + _DAY
    step = next((s for s in _TIME_STEPS if (high - low) / s <= TICKS - 1), _TIME_STEPS[-1])
    first = math.floor(low / step) * step
    axis = Axis(low, high, log=False, left=left)
    at = [first + i * step for i in range(int((high - first) / step) + 1)]
    marks = tuple(Tick(axis.at(v), _moment(v, step)) for v in at if v >= low)
    return Axis(low, high, log=False, ticks=_thinned(marks), left=left)


def day_axis() -> Axis:
    """A scale of one day in minutes after midnight."""
    axis = Axis(0.0, float(_DAY // _MINUTE), log=False)
    hours = range(0, 25, 6)
    return Axis(axis.low, axis.high, log=False, ticks=tuple(Tick(axis.at(60 * h), f"{h:02}:00") for h in hours))


def seconds(moment: datetime) -> float:
    """An instant as seconds from the first day of the calendar."""
    return (moment.replace(tzinfo=None) - datetime.min).total_seconds()  # noqa: DTZ901  # only differences count


def short(value: float) -> str:
    """A number as a tick shows it: "0.25", "12,000", "2.5m"."""
    for size, name in _LARGE:
        if abs(value) >= size:
            return f"{value / size:,.4g}{name}" if abs(value) < size * 1e4 else f"{value / size:.1e}{name}"
    if value == round(value):
        return f"{value:,.0f}"
    return f"{value:.4g}"


def _log_axis(low: float, high: float) -> Axis:
    first, last = math.floor(math.log10(low) + 1e-9), math.ceil(math.log10(high) - 1e-9)
    stride = max(1, math.ceil((last - first) / (TICKS - 1)))
    axis = Axis(10.0**first, 10.0**last, log=True)
    marks = tuple(Tick(axis.at(10.0**e), short(10.0**e)) for e in range(first, last + 1, stride))
    return Axis(axis.low, axis.high, log=True, ticks=marks)


def _nice(step: float) -> float:
    """The next round number from ``step`` (> 0) on: 1, 2, 2.5 or 5 times a power of ten."""
    size = 10.0 ** math.floor(math.log10(step))
    return next((n * size for n in _NICE if n * size >= step * (1 - 1e-9)), 10 * size)


def _thinned(marks: tuple[Tick, ...]) -> tuple[Tick, ...]:
    return marks[:: math.ceil(len(marks) / TICKS)] if marks else ()


def _moment(value: float, step: float) -> str:
    moment = datetime.min + timedelta(seconds=value)  # noqa: DTZ901  # the clock of the text, whatever its zone
    if step < _DAY:
        return f"{moment:%H:%M}" if moment.hour or moment.minute else f"{moment.day} {moment:%b}"
    if step < 365 * _DAY:
        return f"{moment.day} {moment:%b} {moment.year:04d}" if step >= 30 * _DAY else f"{moment.day} {moment:%b}"
    return f"{moment.year:04d}"
