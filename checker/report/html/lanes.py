"""One lane of a picture: an interval, or a stretch of time, drawn to scale as inline SVG.

Each lane is a picture of its own, as wide as its place; its label is text beside it. Nothing overlaps, however many
sources there are. Colours come from the style sheet by class; no attribute here holds text from an article unescaped.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from markupsafe import Markup

from checker.report.escape import page
from checker.report.html.axis import Axis, seconds
from checker.values.interval import Interval

HEIGHT = 26  # pixels of a lane
AXIS_HEIGHT = 22
CHART_HEIGHT = 190
_MIDDLE = HEIGHT // 2
_ARROW = {"right": "M0 -6 L9 0 L0 6 Z", "left": "M0 -6 L-9 0 L0 6 Z"}


@dataclass(frozen=True, slots=True)
class Dot:
    """A value at a day, in a picture of growth."""

    day: datetime
    value: float
    name: str  # of the sources that give it
    tone: str  # verdict by which it is coloured


def interval_lane(interval: Interval, axis: Axis, label: str, tone: str) -> Markup:
    """The interval as a dot, or as a bar: full ends belong to it, hollow ends do not, arrows go on without end."""
    if interval.is_point:
        return _lane(axis, _end(axis.at(interval.low), hollow=False), label, tone)
    endless_left = math.isinf(interval.low) or (axis.log and interval.low <= 0)
    left = 1.5 if endless_left else axis.at(interval.low)
    right = 98.5 if math.isinf(interval.high) else axis.at(interval.high)
    bar = Markup('<line class="bar" x1="{}%" x2="{}%" y1="{y}" y2="{y}"/>').format(
        _short(left), _short(right), y=_MIDDLE
    )
    start = _arrow(left, "left") if endless_left else _end(left, hollow=interval.low_open)
    end = _arrow(right, "right") if math.isinf(interval.high) else _end(right, hollow=interval.high_open)
    return _lane(axis, bar + start + end, label, tone)


def points_lane(values: Sequence[float], axis: Axis, label: str, tone: str) -> Markup:
    """A value as a dot; of several of which one is meant, all, and hollow."""
    dots = Markup().join(_end(axis.at(value), hollow=len(values) > 1) for value in values)
    return _lane(axis, dots, label, tone)


def time_lane(when: tuple[datetime, datetime], axis: Axis, label: str, tone: str) -> Markup:
    """A stretch of time as a block; one too short to be seen is drawn as wide as a line."""
    left, right = axis.at(seconds(when[0])), axis.at(seconds(when[1]))
    block = Markup('<rect class="block" x="{}%" width="{}%" y="5" height="{}" rx="2"/>').format(
        left, round(max(right - left, 0.8), 2), HEIGHT - 10
    )
    return _lane(axis, block, label, tone)


def axis_lane(axis: Axis) -> Markup:
    """The scale itself: a line, ticks and their values; to a screen reader the lanes say it all."""
    marks = Markup().join(
        Markup('<line x1="{x}%" x2="{x}%" y1="0" y2="5"/><text x="{x}%" y="18" text-anchor="middle">{}</text>').format(
            tick.label, x=_short(tick.at)
        )
        for tick in axis.ticks
    )
    line = Markup('<line x1="0" x2="100%" y1="0.5" y2="0.5"/>')
    return Markup('<svg class="axis" aria-hidden="true" width="100%" height="{}">{}</svg>').format(
        AXIS_HEIGHT, line + marks
    )


def growth_chart(dots: tuple[Dot, ...], across: Axis, up: Axis, label: str) -> Markup:
    """Values over days: each dot named by its sources, joined in the order of the days."""
    height = CHART_HEIGHT - AXIS_HEIGHT
    placed = [(across.at(seconds(d.day)), _height(up, d.value, height), d) for d in dots]
    grid = Markup().join(
        Markup(
            '<line class="grid" x1="0" x2="100%" y1="{y}" y2="{y}"/><text class="tick" x="0" y="{t}">{}</text>'
        ).format(tick.label, y=_level(tick.at, height), t=_level(tick.at, height) - 4)
        for tick in up.ticks
    )
    days = Markup().join(
        Markup('<text class="tick" x="{}%" y="{}" text-anchor="middle">{}</text>').format(
            _short(tick.at), CHART_HEIGHT - 5, tick.label
        )
        for tick in across.ticks
    )
    steps = Markup().join(
        Markup('<line class="path" x1="{}%" y1="{}" x2="{}%" y2="{}"/>').format(x, y, x2, y2)
        for (x, y, _), (x2, y2, _) in pairwise(placed)
    )
    points = Markup().join(_dot(x, y, d) for x, y, d in placed)
    return Markup('<svg class="growth" role="img" aria-label="{}" width="100%" height="{}">{}</svg>').format(
        page(label), CHART_HEIGHT, grid + days + steps + points
    )


def _dot(x: float, y: float, dot: Dot) -> Markup:
    """A dot with its name on the side where there is room."""
    anchor, shift = ("end", -10) if x > 70 else ("start", 10)
    return Markup(
        '<svg class="t-{}" x="{}%" y="{}" overflow="visible"><circle class="dot" r="5"/>'
        '<text x="{}" y="4" text-anchor="{}">{}</text></svg>'
    ).format(dot.tone, x, y, shift, anchor, dot.name)


def _level(percent: float, height: int) -> float:
    """A place on a scale, turned upright: pixels from the top, with room for the label of the highest tick."""
    return round(height - (height - 14) * percent / 100, 1)


def _height(axis: Axis, value: float, height: int) -> float:
    return _level(axis.at(value), height)


def _lane(axis: Axis, shape: Markup, label: str, tone: str) -> Markup:
    grid = Markup().join(
        Markup('<line class="grid" x1="{x}%" x2="{x}%" y1="0" y2="100%"/>').format(x=_short(tick.at))
        for tick in axis.ticks
    )
    return Markup('<svg class="lane t-{}" role="img" aria-label="{}" width="100%" height="{}">{}</svg>').format(
        tone, page(label), HEIGHT, grid + shape
    )


def _end(at: float, *, hollow: bool) -> Markup:
    name = "end open" if hollow else "end"
    return Markup('<circle class="{}" cx="{}%" cy="{}" r="5.5"/>').format(name, _short(at), _MIDDLE)


def _arrow(at: float, to: str) -> Markup:
    return Markup('<svg x="{}%" y="{}" overflow="visible"><path class="arrow" d="{}"/></svg>').format(
        at, _MIDDLE, _ARROW[to]
    )


def _short(percent: float) -> str:
    return f"{percent:g}"
