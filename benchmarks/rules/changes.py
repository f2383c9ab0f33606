"""What one option of a rule may be instead.

By a factor of 2, a number or duration is doubled and halved, and a number with two bounds is moved half the way to
each; all stay within their bounds. A flag is turned, a choice becomes the next one. Of a list each item is left out, of
a mapping each entry; what may be null becomes null, and a limit that is null is set. What a file writes is also left
out, so that what stood there before holds again.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from checker.rules.duration import read_duration, write_duration
from checker.rules.hints import options_of
from checker.rules.nodes import Items, Node, Place, Scalar, Table, node_of
from checker.rules.shapes import (
    ChoiceShape,
    DurationShape,
    FlagShape,
    GroupShape,
    ListShape,
    MapShape,
    MaybeShape,
    NumberShape,
    Shape,
)

NOWHERE = Place(1, 1)
FREE = 1.0  # what a limit that is null is set to; where that is its bound, a number moved away from it
A_DAY = timedelta(days=1)  # what a duration of nothing is moved up to


@dataclass(frozen=True)
class Change:
    """What happens to one option: another node in its place, or none; ``told`` says it in a few words."""

    path: tuple[str, ...]
    to: Node | None
    told: str


@dataclass(frozen=True)
class Moves:
    """The changes of options; numbers move by ``factor``, which is above 1."""

    factor: float

    def inside(self, node: Node, shape: Shape, path: tuple[str, ...], *, written: bool) -> Iterator[Change]:
        """The changes of all options in a node; ``written``: it stands in a file, and may be left out."""
        if isinstance(shape, MaybeShape) and isinstance(node, Table):
            shape = shape.inner
        if isinstance(shape, GroupShape) and isinstance(node, Table):
            shapes = {o.name: o.shape for o in options_of(shape.cls)}
            for entry in node.entries:
                if entry.name in shapes:
                    yield from self.inside(entry.value, shapes[entry.name], (*path, entry.name), written=written)
        elif isinstance(shape, MapShape) and isinstance(node, Table):
            for entry in node.entries:
                here = (*path, entry.name)
                yield from self.inside(entry.value, shape.value, here, written=written)
                if written:
                    yield Change(here, None, "left out")
        else:
            yield from self._leaf(node, shape, path)
            if written:
                yield Change(path, None, "left out")

    def _leaf(self, node: Node, shape: Shape, path: tuple[str, ...]) -> Iterator[Change]:
        """The changes of one option."""
        if isinstance(shape, MaybeShape):
            if isinstance(node, Scalar) and node.value is None:
                yield from self._limit(shape.inner, path)
                return
            yield Change(path, node_of(None, node.place), "null")
            shape = shape.inner
        if isinstance(shape, ListShape):
            items = node.items if isinstance(node, Items) else (node,)
            for n, item in enumerate(items):
                name = item.text if isinstance(item, Scalar) else f"item {n + 1}"
                yield Change(path, Items(node.place, items[:n] + items[n + 1 :]), f"without {name}")
        elif isinstance(node, Scalar):
            for value in self._others(node, shape):
                yield Change(path, node_of(value, node.place), f"{node.text} -> {value}")

    def _others(self, node: Scalar, shape: Shape) -> Iterator[object]:
        match shape:
            case NumberShape() if isinstance(node.value, int | float):
                for moved in self._moved(float(node.value), shape):
                    yield round(moved) if shape.whole else round(moved, 6)
            case DurationShape():
                length = read_duration(node.text)
                if length is not None:
                    yield write_duration(length * self.factor if length else A_DAY)
                    yield write_duration(length / self.factor)
            case FlagShape():
                yield not node.value
            case ChoiceShape():
                yield shape.names[(shape.names.index(node.text) + 1) % len(shape.names)]

    def _moved(self, value: float, shape: NumberShape) -> Iterator[float]:
        """The number moved up and down, as far as its bounds let it."""
        low, high = shape.at_least, shape.at_most
        if low is not None and high is not None:
            yield high - (high - value) / self.factor
            yield low + (value - low) / self.factor
            return
        for moved in (value * self.factor if value else FREE, value / self.factor):
            within = moved if low is None else max(low, moved)
            yield within if high is None else min(high, within)

    def _limit(self, shape: Shape, path: tuple[str, ...]) -> Iterator[Change]:
        """A limit where there was none."""
        if isinstance(shape, NumberShape):
            value = FREE
            if FREE in (shape.at_least, shape.at_most):
                value = FREE * self.factor if shape.at_least == FREE else FREE / self.factor
            yield Change(path, node_of(value, NOWHERE), f"null -> {value}")
