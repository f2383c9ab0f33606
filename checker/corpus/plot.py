"""The history of a figure as one HTML page with its plot inside: no script, nothing from elsewhere."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from jinja2 import Template

from checker.corpus.facts import History, Stated
from checker.report.escape import page as page_text
from checker.report.templating import environment

WIDTH, HEIGHT = 900, 320  # of the drawing, in its own units
LEFT, RIGHT, TOP, BOTTOM = 90, WIDTH - 30, 20, HEIGHT - 40  # where the axes begin and end
WIDE = 50.0  # ratio of the largest value to the smallest from which on the axis is logarithmic
MARKS = 4  # steps between the marks of an axis


@dataclass(frozen=True, slots=True)
class Bar:
    """A value in the drawing: from ``low`` to ``high``, and further at an end without bound."""

    x: float
    low: float  # y of the lower end
    high: float  # y of the upper end
    open_low: bool
    open_high: bool
    title: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A mark on an axis."""

    at: float
    text: str


@dataclass(frozen=True, slots=True)
class Drawing:
    """All that is drawn."""

    bars: tuple[Bar, ...]
    values: tuple[Mark, ...]
    days: tuple[Mark, ...]


def page(history: History) -> str:
    """The page. Values without a number or a day stand in its table only, and are counted."""
    drawn = [one for one in history.stated if one.day is not None and _ends(one)]
    drawing = _drawing(drawn) if drawn else None
    size = {"width": WIDTH, "height": HEIGHT, "left": LEFT, "right": RIGHT, "top": TOP, "bottom": BOTTOM}
    missing = len(history.stated) - len(drawn)
    return _template().render(history=history, drawing=drawing, missing=missing, **size)


def _ends(one: Stated) -> list[float]:
    """The ends of a value that are numbers."""
    ends = (one.interval.low, one.interval.high) if one.interval is not None else ()
    return [end for end in ends if math.isfinite(end)]


def _drawing(drawn: Sequence[Stated]) -> Drawing:
    ends = [end for one in drawn for end in _ends(one)]
    days = sorted({one.day for one in drawn if one.day is not None})
    up, across = _up(min(ends), max(ends)), _across(days[0], days[-1])
    return Drawing(
        bars=tuple(bar for one in drawn for bar in _bars(one, up, across)),
        values=tuple(Mark(up(value), _number(value)) for value in _steps(min(ends), max(ends))),
        days=tuple(Mark(across(day), day.isoformat()) for day in _some(days)),
    )


def _bars(one: Stated, up: Callable[[float], float], across: Callable[[date], float]) -> list[Bar]:
    if one.interval is None or one.day is None:
        return []
    ends = _ends(one)
    open_low, open_high = math.isinf(one.interval.low), math.isinf(one.interval.high)
    title = f"{one.day}: {one.value} ({one.source}:{one.line})"
    return [Bar(across(one.day), up(min(ends)), up(max(ends)), open_low, open_high, title)]


def _logarithmic(low: float, high: float) -> bool:
    return low > 0 and high / low >= WIDE


def _up(low: float, high: float) -> Callable[[float], float]:
    """From a value to its height; a single value stands in the middle."""
    scaled = math.log if _logarithmic(low, high) else float
    span = scaled(high) - scaled(low)

    def place(value: float) -> float:
        share = (scaled(value) - scaled(low)) / span if span else 0.5
        return round(BOTTOM - (BOTTOM - TOP) * share, 1)

    return place


def _across(first: date, last: date) -> Callable[[date], float]:
    """From a day to its place; a single day stands in the middle."""
    span = (last - first).days
    return lambda day: round(LEFT + (RIGHT - LEFT) * ((day - first).days / span if span else 0.5), 1)


def _steps(low: float, high: float) -> list[float]:
    if low == high:
        return [low]
    if _logarithmic(low, high):
        return [low * (high / low) ** (step / MARKS) for step in range(MARKS + 1)]
    return [low + (high - low) * step / MARKS for step in range(MARKS + 1)]


def _some(days: Sequence[date]) -> list[date]:
    """The first and the last of the days, and some between them."""
    step = max(1, math.ceil((len(days) - 1) / MARKS))
    return [*days[:-1:step], days[-1]]


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 1000 else f"{value:.4g}"


@cache
def _template() -> Template:
    return environment("checker.corpus", page_text).get_template("history.html.j2")
