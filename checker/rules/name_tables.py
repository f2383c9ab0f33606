"""Tables of names with other names, or words with other words: each may stand for one thing only."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from checker.errors import Mistake
from checker.rules.nodes import Entry, Items, Place, Table, quoted

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Written(Generic[T]):
    """An entry of a table with the place where it was written last."""

    value: T
    path: str
    entry: Entry

    @property
    def where(self) -> str:
        """The place of its name: "words.yaml:4"."""
        return f"{self.path}:{self.entry.place.line}"

    def mistake(self, place: Place, message: str) -> Mistake:
        """A mistake in the file that the entry stands in."""
        return Mistake(self.path, place.line, place.column, message)

    def place_of(self, option: str) -> Place:
        """Where an option of the entry has its value; the place of the name where it is not given."""
        found = self.entry.value.get(option) if isinstance(self.entry.value, Table) else None
        return found.value.place if found else self.entry.place


def places(entry: Entry, count: int) -> tuple[Place, ...]:
    """The places of the ``count`` texts behind a name: of each in a list, or of a single one."""
    value = entry.value
    return tuple(item.place for item in value.items) if isinstance(value, Items) else (value.place,) * count


class NameTable:
    """Names and the other names of each, of all files; ``same`` folds the spellings of one name into one."""

    def __init__(self, same: Callable[[str], str], wrong: Callable[[str], str | None]) -> None:
        """``wrong`` says what is wrong with one name by itself; None where nothing is."""
        self._same = same
        self._wrong = wrong
        self._of: dict[str, Written[tuple[str, ...]]] = {}
        self._twice: list[Mistake] = []

    def take(self, written: Written[tuple[str, ...]]) -> None:
        """Take in a name with its others, in the place of what an earlier file said of it."""
        key = self._same(written.entry.name)
        earlier = self._of.get(key)
        if earlier is not None and earlier.path == written.path:
            message = (
                f"{quoted(written.entry.name)} is the name of line {earlier.entry.place.line} once more; join them"
            )
            self._twice.append(written.mistake(written.entry.place, message))
        self._of[key] = written

    def entries(self) -> Iterator[tuple[str, tuple[str, ...]]]:
        """Each name with its others, in the order in which the names came first."""
        for written in self._of.values():
            yield written.entry.name, written.value

    def mistakes(self) -> Iterator[Mistake]:
        """What is wrong: with single names, and names that stand for two things."""
        yield from self._twice
        owners: dict[str, Written[tuple[str, ...]]] = {}
        for key, written in self._of.items():
            why = self._wrong(written.entry.name)
            if why:
                yield written.mistake(written.entry.place, why)
            for other, place in zip(written.value, places(written.entry, len(written.value)), strict=True):
                why = self._wrong(other) or self._clash(self._same(other), key, owners)
                if why:
                    yield written.mistake(place, why)
                else:
                    owners[self._same(other)] = written

    def _clash(self, other: str, key: str, owners: dict[str, Written[tuple[str, ...]]]) -> str | None:
        """Why a name cannot be another name for what ``key`` names; None where it can."""
        if other in self._of and other != key:
            there = self._of[other]
            return f"{quoted(other)} has an entry of its own ({there.where}); keep one of the two"
        owner = owners.get(other)
        if owner is None or self._same(owner.entry.name) == key:
            return None
        return (
            f"{quoted(other)} stands for {quoted(owner.entry.name)} already ({owner.where}); it can stand for one only"
        )
