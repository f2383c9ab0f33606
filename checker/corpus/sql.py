"""Many parameters in one query."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TypeVar

T = TypeVar("T")

AT_ONCE = 500  # SQLite takes 999 parameters in the oldest versions


def some_at_once(values: Iterable[T]) -> Iterator[tuple[list[T], str]]:
    """The values in shares that one query takes, each with its marks: "?, ?, ?"."""
    everything = list(values)
    for start in range(0, len(everything), AT_ONCE):
        some = everything[start : start + AT_ONCE]
        yield some, ", ".join("?" * len(some))
