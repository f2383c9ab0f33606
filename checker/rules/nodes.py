"""The nodes of a YAML file: scalars, lists and mappings, each with the place where it was written.

They are named tuples, which are made several times as fast as frozen dataclasses: a large file has tens of thousands.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import date, timedelta
from pathlib import PurePath
from typing import NamedTuple

from checker.rules.duration import write_duration

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_FLAGS = {"true": True, "True": True, "TRUE": True, "false": False, "False": False, "FALSE": False}
# 300 digits fit a float, and stay far below the length at which Python refuses to read an integer.
_INTEGER = re.compile(r"[-+]?[0-9]{1,300}")
_FLOAT = re.compile(r"[-+]?(?:\.[0-9]{1,300}|[0-9]{1,300}(?:\.[0-9]{0,300})?)(?:[eE][-+]?[0-9]{1,4})?")
_NUMBER_STARTS = frozenset("0123456789+-.")
_SHOWN = 40  # characters of a text that are quoted in a message


class Place(NamedTuple):
    """A place in a file; lines and columns count from 1, columns in code points."""

    line: int
    column: int


class Scalar(NamedTuple):
    """A single value. ``text`` is what stands there without quotes, ``value`` what YAML 1.2 takes it for."""

    place: Place
    text: str
    value: str | int | float | bool | None


class Items(NamedTuple):
    """A list."""

    place: Place
    items: tuple[Node, ...]


class Entry(NamedTuple):
    """One ``name: value`` of a mapping; ``place`` is that of the name."""

    name: str
    place: Place
    value: Node


class Table(NamedTuple):
    """A mapping: names are unique, in the order of the file; merge keys are already resolved."""

    place: Place
    entries: tuple[Entry, ...]

    def get(self, name: str) -> Entry | None:
        """The entry of that name, or None."""
        for entry in self.entries:
            if entry.name == name:
                return entry
        return None

    def only(self, names: frozenset[str]) -> Table:
        """The same mapping with the entries of these names alone."""
        return Table(self.place, tuple(e for e in self.entries if e.name in names))

    def without(self, names: frozenset[str]) -> Table:
        """The same mapping without the entries of these names."""
        return Table(self.place, tuple(e for e in self.entries if e.name not in names))


Node = Scalar | Items | Table


def resolve(text: str) -> str | int | float | bool | None:
    """The value of a scalar without quotes, by the core schema of YAML 1.2, decimal and finite numbers only."""
    if text in _NULLS:
        return None
    if text in _FLAGS:
        return _FLAGS[text]
    if text[0] not in _NUMBER_STARTS:
        return text
    if _INTEGER.fullmatch(text):
        return int(text)
    if _FLOAT.fullmatch(text):
        number = float(text)
        return number if math.isfinite(number) else text
    return text


def node_of(value: object, place: Place) -> Node:
    """A Python value as a node, so that values from a program go through the same decoder as those of a file.

    Takes None, bool, int, float, str (enums included), paths, dates, durations, mappings, lists and tuples;
    raises TypeError for anything else.
    """
    if isinstance(value, Mapping):
        return Table(place, tuple(Entry(str(k), place, node_of(v, place)) for k, v in value.items()))
    if isinstance(value, list | tuple):
        return Items(place, tuple(node_of(v, place) for v in value))
    if value is None:
        return Scalar(place, "null", None)
    if isinstance(value, bool | int | float):
        return Scalar(place, str(value), value)
    text = write_duration(value) if isinstance(value, timedelta) else str(value)
    if not isinstance(value, str | PurePath | date | timedelta):
        raise TypeError(f"a setting is a text, number, flag, date, list or mapping, not {type(value).__name__}")
    return Scalar(place, text, text)


def quoted(text: str) -> str:
    """A text from a file as it may be shown: in quotes, control characters escaped, cut short where long."""
    return repr(text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…")


def got(node: Node) -> str:
    """What a node is, for the end of "expected ..., got ...": "the text 'abc'", "a list"."""
    match node:
        case Scalar(value=None):
            return "nothing"
        case Scalar(value=bool()):
            return node.text.lower()
        case Scalar(value=str()):
            return f"the text {quoted(node.text)}"
        case Scalar():
            return f"the number {node.text[:_SHOWN]}"
        case Items():
            return "a list"
        case Table():
            return "a mapping"
