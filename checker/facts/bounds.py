"""Two bounds of one thing, joined into the range that they leave: "more than 100 but fewer than 300"."""

from __future__ import annotations

from dataclasses import replace

from checker.values.interval import Interval
from checker.values.quantity import Quantity
from checker.values.text import Span

_LOWER = ("over", "at_least", "just_over")
_UPPER = ("under", "at_most", "just_under")
_JOINING = ("and", "but", "yet", "")


def bounded_twice(text: str, one: Quantity, other: Quantity) -> Quantity | None:
    """The one quantity that neighbours ``one`` and ``other`` of ``text`` make together, or None where they are two."""
    if one.unit != other.unit or one.counted not in (None, other.counted):
        return None
    if text[one.span.end : other.span.start].strip(" ,") not in _JOINING:
        return None
    if one.approximation in _LOWER and other.approximation in _UPPER:
        low, high = one, other
    elif one.approximation in _UPPER and other.approximation in _LOWER:
        low, high = other, one
    else:
        return None
    if low.stated.low >= high.stated.high:
        return None
    span = Span(one.span.start, other.span.end)
    return replace(
        other,
        text=span.of(text),
        span=span,
        interval=_between(low.interval, high.interval),
        stated=_between(low.stated, high.stated),
        approximation="range",
        digits=min(one.digits, other.digits),
        step=min(one.step, other.step),
    )


def _between(low: Interval, high: Interval) -> Interval:
    return Interval(low.low, high.high, low.low_open, high.high_open)
