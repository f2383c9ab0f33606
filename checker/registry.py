"""Parts of one sort, found by name.

A registry is filled by an explicit table where the parts are imported, never as a side effect of importing
them: what exists is what the table says. It refuses a second part of one name, and on a miss names the nearest.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Generic, TypeVar

from rapidfuzz import process

from checker.errors import RegistryError

T = TypeVar("T")

NEAR_ENOUGH = 60  # rapidfuzz score out of 100; below it a suggestion reads as noise


def nearest(name: str, names: list[str]) -> str | None:
    """The name in ``names`` most like ``name``, or None when nothing is near."""
    found = process.extractOne(name, names, score_cutoff=NEAR_ENOUGH)
    return found[0] if found else None


def unknown(sort: str, name: str, names: list[str]) -> str:
    """The message for a name that does not exist: what was asked, the nearest there is, and all there are."""
    near = nearest(name, names)
    hint = f"did you mean {near!r}? " if near else ""
    return f"unknown {sort} {name!r}; {hint}there are: {', '.join(names)}"


class Registry(Generic[T]):
    """An immutable table of parts of one sort, for example renderers or rule kinds."""

    def __init__(self, sort: str, parts: Mapping[str, T] | list[tuple[str, T]]) -> None:
        """Take (name, part) pairs; raise RegistryError where two have one name."""
        pairs = list(parts.items()) if isinstance(parts, Mapping) else list(parts)
        self._sort = sort
        self._parts: dict[str, T] = {}
        for name, part in pairs:
            if name in self._parts:
                raise RegistryError(f"two parts of sort {sort} are named {name!r}; rename one of them")
            self._parts[name] = part

    def __getitem__(self, name: str) -> T:
        """The part of that name; raise RegistryError with the nearest name on a miss."""
        if name not in self._parts:
            raise RegistryError(unknown(self._sort, name, self.names()))
        return self._parts[name]

    def __contains__(self, name: object) -> bool:
        return name in self._parts

    def __iter__(self) -> Iterator[str]:
        return iter(self._parts)

    def __len__(self) -> int:
        return len(self._parts)

    def names(self) -> list[str]:
        """All names, in the order of the table."""
        return list(self._parts)
