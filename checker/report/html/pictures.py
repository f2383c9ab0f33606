"""Which picture shows a fact: a number line, a time line, values over days, or none."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from markupsafe import Markup

from checker.facts.units import unit_table
from checker.report.html.axis import Axis, day_axis, number_axis, seconds, short, time_axis
from checker.report.html.lanes import Dot, axis_lane, growth_chart, interval_lane, points_lane, time_lane
from checker.report.html.page import GRAVITY, LaneView, Picture
from checker.values.finding import Verdict
from checker.values.interval import Interval
from checker.values.quantity import Dimension

_LEAST = 2  # different values that a picture needs
_ROOM = 14.0  # percent of a picture of growth that the numbers at its left take
_BEYOND = 0.1  # share of the scale that an open end gets beyond the last value
_NUMBERED = frozenset({"1", "share"})  # units that are no word: counts, and parts of a whole


@dataclass(frozen=True, slots=True)
class Given:
    """A value of a fact as one source gives it."""

    handle: str
    value: str
    tone: str
    interval: Interval | None = None
    unit: str | None = None
    when: tuple[datetime, datetime] | None = None
    clocks: tuple[int, ...] = ()  # minutes after midnight; two where it may be of either half of the day
    day: date | None = None  # for which it is given, or on which it was published


def picture(given: Sequence[Given], verdict: Verdict) -> Picture | None:
    """The picture of a fact whose sources give two different numbers, or times, of one measure; None otherwise."""
    timed = [g for g in given if g.when is not None]
    if len({g.when for g in timed}) >= _LEAST:
        return _time_line(timed)
    clocked = [g for g in given if g.clocks]
    if len({g.clocks for g in clocked}) >= _LEAST:
        return _day_line(clocked)
    measured = _of_one_measure([g for g in given if g.interval is not None and g.unit is not None])
    if len({g.interval for g in measured}) >= _LEAST:
        return _number_line(measured, verdict)
    return None


def said(interval: Interval, shown: Callable[[float], str] = short) -> str:
    """An interval in words: "more than 10,000", "12 to 14"."""
    if interval.is_point:
        return f"exactly {shown(interval.low)}"
    if math.isinf(interval.low) and math.isinf(interval.high):
        return "any value"
    if math.isinf(interval.high):
        return f"more than {shown(interval.low)}" if interval.low_open else f"{shown(interval.low)} or more"
    if math.isinf(interval.low):
        return f"less than {shown(interval.high)}" if interval.high_open else f"{shown(interval.high)} or less"
    return f"{shown(interval.low)} to {shown(interval.high)}"


def _time_line(given: Sequence[Given]) -> Picture:
    stretches = {g.when: g for g in given}
    axis = time_axis(t for when in stretches if when is not None for t in when)
    lanes = []
    for same in _alike(given):
        when = same[0].when
        if when is not None:
            label = f"{_names(same)}: {same[0].value}, from {_moment(when[0])} up to {_moment(when[1])}"
            lanes.append((same, time_lane(when, axis, label, _gravest(same))))
    return Picture("The times as read, to scale", _views(lanes), axis_lane(axis))


def _day_line(given: Sequence[Given]) -> Picture:
    """Times of day of which the day is not known, or not that of all, on the line of one day."""
    axis = day_axis()
    lanes = []
    for same in _alike(given):
        clocks = same[0].clocks
        read = " or ".join(f"{minutes // 60:02}:{minutes % 60:02}" for minutes in clocks)
        lanes.append(
            (same, points_lane(clocks, axis, f"{_names(same)}: {same[0].value}, read as {read}", _gravest(same)))
        )
    either = any(len(g.clocks) > 1 for g in given)
    more = "; hollow: one of two times, since the text does not tell morning from evening" if either else ""
    return Picture(f"The times of day as read, to scale{more}", _views(lanes), axis_lane(axis))


def _number_line(given: Sequence[Given], verdict: Verdict) -> Picture:
    unit = Counter(g.unit or "" for g in given).most_common(1)[0][0]
    inside = [(g, _in_unit(g.interval, unit)) for g in given if g.interval is not None]
    axis = number_axis(_ends(inside))
    shapes = {g.interval: i for g, i in inside}
    lanes = []
    for same in _alike(given):
        shape = shapes[same[0].interval]
        label = f"{_names(same)}: {same[0].value}, read as {said(shape)}{_unit_word(unit)}"
        lanes.append((same, interval_lane(shape, axis, label, _gravest(same))))
    scale = "logarithmic scale" if axis.log else "to scale"
    caption = f"The values as read, {scale}" + (f"; unit: {unit}" if unit not in _NUMBERED else "")
    growth = _growth(inside) if verdict is Verdict.UPDATE else Markup()
    words = "The same values by the day for which they are given, or on which they were published" if growth else ""
    return Picture(caption, _views(lanes), axis_lane(axis), growth, words)


def _ends(inside: Sequence[tuple[Given, Interval]]) -> list[float]:
    """The values that the scale must hold, with room for the bar of what has no upper end."""
    ends = [v for _, i in inside for v in (i.low, i.high) if math.isfinite(v) and _drawn(v, inside)]
    last = max(ends, default=0.0)
    if any(i.low == last and math.isinf(i.high) for _, i in inside):
        ends.append(last + _BEYOND * (last - min(0.0, *ends)))
    return ends


def _drawn(value: float, inside: Sequence[tuple[Given, Interval]]) -> bool:
    """Whether an end belongs on the scale: the 0 of "up to 300,000" is left out where it would squeeze the rest."""
    ends = [v for _, i in inside for v in (i.low, i.high) if math.isfinite(v) and v > 0]
    from_zero = all(i.low > 0 or not i.is_point for _, i in inside)
    return value > 0 or not (from_zero and ends)


def _growth(inside: Sequence[tuple[Given, Interval]]) -> Markup:
    """Values over days; empty where fewer than two days are known."""
    dated: dict[tuple[date, float], list[Given]] = {}
    for g, interval in inside:
        value = _shown_at(interval)
        if g.day is not None and math.isfinite(value):
            dated.setdefault((g.day, value), []).append(g)
    if len({day for day, _ in dated}) < _LEAST:
        return Markup()
    dots = tuple(
        Dot(datetime(day.year, day.month, day.day), value, _names(of), _gravest(of))  # noqa: DTZ001  # a day, no instant
        for (day, value), of in sorted(dated.items(), key=lambda item: item[0])
    )
    across = time_axis((d.day for d in dots), left=_ROOM)
    up = number_axis(d.value for d in dots)
    told = "; ".join(f"{d.day.date().isoformat()}: {short(d.value)} ({d.name})" for d in dots)
    return growth_chart(_apart(dots, across, up), across, up, f"Values by day: {told}")


def _shown_at(interval: Interval) -> float:
    """Where one dot stands for all that a phrase can mean: "up to 300" stands at 300, not at the half of it."""
    if interval.low <= 0 < interval.high and math.isfinite(interval.high):
        return interval.high
    return interval.middle if interval.is_bounded or math.isfinite(interval.middle) else math.nan


def _apart(dots: tuple[Dot, ...], across: Axis, up: Axis) -> tuple[Dot, ...]:
    """Dots that would lie on one another, as one dot with all their names."""
    kept: list[Dot] = []
    for dot in dots:
        near = next((k for k in kept if _near(dot, k, across, up)), None)
        if near is None:
            kept.append(dot)
        else:
            kept[kept.index(near)] = Dot(near.day, near.value, f"{near.name}, {dot.name}", near.tone)
    return tuple(kept)


def _near(one: Dot, other: Dot, across: Axis, up: Axis) -> bool:
    wide = abs(across.at(seconds(one.day)) - across.at(seconds(other.day)))
    return wide < 8 and abs(up.at(one.value) - up.at(other.value)) < 9


def _of_one_measure(given: Sequence[Given]) -> list[Given]:
    """Of values of several measures those of the commonest: dollars and euros have no scale in common."""
    measures = Counter(_measure(g.unit or "") for g in given)
    if not measures:
        return []
    best = measures.most_common(1)[0][0]
    return [g for g in given if _measure(g.unit or "") == best]


def _measure(unit: str) -> tuple[str, str]:
    known = unit_table().by_id.get(unit)
    if known is None:
        return ("percent" if unit == "share" else "", "" if unit in _NUMBERED else unit)
    own = known.dimension in {Dimension.MONEY, Dimension.OTHER}
    return (known.dimension.value, unit if own else "")


def _in_unit(interval: Interval, unit: str) -> Interval:
    """An interval in base units, in ``unit``."""
    known = unit_table().by_id.get(unit)
    if known is None or unit in _NUMBERED:
        return interval
    return interval.shifted(-known.offset).scaled(1 / known.factor)


def _unit_word(unit: str) -> str:
    return "" if unit in _NUMBERED else f" ({unit})"


def _alike(given: Sequence[Given]) -> list[list[Given]]:
    """Values that are written and read alike share a lane."""
    found: dict[tuple[object, ...], list[Given]] = {}
    for g in given:
        found.setdefault((" ".join(g.value.casefold().split()), g.interval, g.when, g.clocks), []).append(g)
    return sorted(found.values(), key=_begin)


def _begin(same: Sequence[Given]) -> float:
    """Where a lane begins: they stand in the order of their values."""
    first = same[0]
    if first.when is not None:
        return seconds(first.when[0])
    if first.interval is None:
        return float(min(first.clocks, default=0))
    return first.interval.low if math.isfinite(first.interval.low) else first.interval.high


def _views(lanes: Sequence[tuple[list[Given], Markup]]) -> tuple[LaneView, ...]:
    return tuple(
        LaneView(tuple(dict.fromkeys(g.handle for g in same)), same[0].value, _gravest(same), svg)
        for same, svg in lanes
    )


def _gravest(given: Sequence[Given]) -> str:
    """The verdict by which what they share is coloured."""
    return min((g.tone for g in given), key=lambda tone: GRAVITY.get(tone, len(GRAVITY)))


def _names(given: Sequence[Given]) -> str:
    return ", ".join(dict.fromkeys(g.handle for g in given))


def _moment(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d}" if not (moment.hour or moment.minute) else f"{moment:%Y-%m-%d %H:%M}"
