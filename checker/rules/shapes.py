"""The shapes that a value in a YAML file can have: what each takes, in words, and how a scalar is read as one."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from checker.rules.duration import read_duration, write_duration

Value = str | int | float | bool | None  # what YAML takes a scalar for

_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class TextShape:
    """Any text; a number or flag without quotes is taken as it is written. ``make`` is ``str`` or ``Path``."""

    make: Callable[[str], object] = str

    @property
    def expected(self) -> str:
        """What it takes, for "expected ..., got ..."."""
        return "a text"

    def read(self, text: str, _value: Value) -> object | None:
        """The value, or None where the scalar does not fit."""
        return self.make(text)


@dataclass(frozen=True, slots=True)
class FlagShape:
    """True or false, in no other spelling."""

    @property
    def expected(self) -> str:
        """What it takes, for "expected ..., got ..."."""
        return "true or false"

    def read(self, _text: str, value: Value) -> object | None:
        """The value, or None where the scalar does not fit."""
        return value if isinstance(value, bool) else None


@dataclass(frozen=True, slots=True)
class NumberShape:
    """A finite number within bounds, any of which may be missing; ``above`` is one that it must not reach itself."""

    whole: bool
    at_least: float | None = None
    at_most: float | None = None
    above: float | None = None

    @property
    def expected(self) -> str:
        """What it takes, for "expected ..., got ..."."""
        above = f" above {self.above:.12g}" if self.above is not None else ""
        return ("a whole number" if self.whole else "a number") + above + _bounds(self.at_least, self.at_most)

    def read(self, _text: str, value: Value) -> object | None:
        """The value, or None where the scalar does not fit."""
        if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
            return None
        if not _within(value, self.at_least, self.at_most) or (self.whole and value != int(value)):
            return None
        if self.above is not None and value <= self.above:
            return None
        return int(value) if self.whole else float(value)


@dataclass(frozen=True, slots=True)
class ChoiceShape:
    """One of a few values; ``values[i]`` is meant by ``names[i]``."""

    names: tuple[str, ...]
    values: tuple[object, ...]

    @property
    def expected(self) -> str:
        """What it takes, for "expected ..., got ..."."""
        return ("one of " if len(self.names) > 1 else "") + ", ".join(self.names)

    def read(self, text: str, _value: Value) -> object | None:
        """The value, or None where the scalar does not fit."""
        return self.values[self.names.index(text)] if text in self.names else None


@dataclass(frozen=True, slots=True)
class DateShape:
    """A day: 2024-08-31."""

    @property
    def expected(self) -> str:
        """What it takes, for "expected ..., got ..."."""
        return "a date such as 2024-08-31"

    def read(self, text: str, _value: Value) -> object | None:
        """The value, or None where the scalar does not fit."""
        try:
            return date.fromisoformat(text) if _DATE.fullmatch(text) else None
        except ValueError:  # 2024-02-31; the message that follows says what a date looks like
            return None


@dataclass(frozen=True, slots=True)
class DurationShape:
    """A length of time: "36 hours". Bounds are in seconds."""

    at_least: float | None = None
    at_most: float | None = None

    @property
    def expected(self) -> str:
        """What it takes, for "expected ..., got ..."."""
        least, most = (
            None if s is None else write_duration(timedelta(seconds=s)) for s in (self.at_least, self.at_most)
        )
        bounds = (f" of at least {least}" if least else "") + (f" of at most {most}" if most else "")
        return f"a duration such as '36 hours'{bounds}"

    def read(self, text: str, _value: Value) -> timedelta | None:
        """The value, or None where the scalar does not fit."""
        duration = read_duration(text)
        if duration is None or not _within(duration.total_seconds(), self.at_least, self.at_most):
            return None
        return duration


ScalarShape = TextShape | FlagShape | NumberShape | ChoiceShape | DateShape | DurationShape


@dataclass(frozen=True, slots=True)
class ListShape:
    """A list of values of one shape, of any length or of a fixed one."""

    item: Shape
    length: int | None = None

    @property
    def takes_one(self) -> bool:
        """Whether a single value may stand for a list of one."""
        return self.length is None and isinstance(self.item, TextShape | ChoiceShape | NumberShape)

    @property
    def expected(self) -> str:
        """What it takes, for "expected ..., got ..."."""
        return "a list" if self.length is None else f"a list of {self.length}"


@dataclass(frozen=True, slots=True)
class MapShape:
    """Names of the user's choice, or of a given set, each with a value of one shape."""

    key: TextShape | ChoiceShape
    value: Shape

    @property
    def expected(self) -> str:
        """What it takes, for "expected ..., got ..."."""
        return "a mapping"


@dataclass(frozen=True, slots=True)
class MaybeShape:
    """A value of the inner shape, or null."""

    inner: Shape

    @property
    def expected(self) -> str:
        """What it takes, for "expected ..., got ..."."""
        return self.inner.expected


@dataclass(frozen=True, slots=True)
class GroupShape:
    """The options of a dataclass; ``docs`` has the meaning of those that do not say it themselves, by name."""

    cls: type
    docs: tuple[tuple[str, str], ...] = ()

    @property
    def expected(self) -> str:
        """What it takes, for "expected ..., got ..."."""
        return "a mapping"


Shape = ScalarShape | ListShape | MapShape | MaybeShape | GroupShape


def _bounds(at_least: float | None, at_most: float | None) -> str:
    if at_least is not None and at_most is not None:
        return f" from {at_least:.12g} to {at_most:.12g}"
    if at_least is not None:
        return f" of at least {at_least:.12g}"
    return f" of at most {at_most:.12g}" if at_most is not None else ""


def _within(value: float, at_least: float | None, at_most: float | None) -> bool:
    return (at_least is None or value >= at_least) and (at_most is None or value <= at_most)
