"""Labelled events: which places of which articles contradict, agree, or only look alike.

Reads folders of the format that ``shared/news/README.md`` describes: article files and ``gold.yaml`` with slots
(propositions with mentions in groups), compatible groups and traps.
"""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import yaml

TOGETHER = 4  # events of a folder that are left out together


def half(n: int) -> int:
    """The half of its folder, 0 or 1, to which the n-th event belongs: an encoder trained on one judges the other."""
    return n // TOGETHER % 2


@dataclass(frozen=True)
class Place:
    """A range of one file, in code points."""

    file: str
    start: int
    end: int

    def overlaps(self, file: str, start: int, end: int) -> bool:
        return self.file == file and self.start < end and start < self.end


@dataclass(frozen=True)
class GoldPair:
    """Two places of one slot: ``label`` is conflict, agree, compatible, debatable or trap."""

    a: Place
    b: Place
    label: str
    kind: str
    slot: str


@dataclass(frozen=True)
class Event:
    """One labelled event."""

    name: str
    folder: Path
    files: tuple[str, ...]
    pairs: tuple[GoldPair, ...]


def events(folder: Path) -> Iterator[Event]:
    """All events below ``folder``, by name."""
    for gold in sorted(folder.glob("*/gold.yaml")):
        yield _event(gold.parent)


def _event(folder: Path) -> Event:
    gold = yaml.safe_load((folder / "gold.yaml").read_text(encoding="utf-8"))
    texts = {f.name: f.read_text(encoding="utf-8") for f in sorted(folder.glob("*.txt"))}
    pairs = []
    for slot in gold.get("slots", []):
        why = {frozenset(c[:2]): str(c[2]) if len(c) > 2 else "" for c in slot.get("compatible") or []}
        for m, n in itertools.combinations(slot["mentions"], 2):
            if m["file"] == n["file"]:
                continue
            groups = frozenset((m["group"], n["group"]))
            if slot.get("debatable") or "debatable" in why.get(groups, ""):
                label = "debatable"
            else:
                label = "agree" if len(groups) == 1 else "compatible" if groups in why else "conflict"
            pairs.append(GoldPair(_place(texts, m), _place(texts, n), label, slot["kind"], slot["id"]))
    pairs += [
        GoldPair(_place(texts, t["a"]), _place(texts, t["b"]), "trap", "trap", t.get("why", ""))
        for t in gold.get("traps") or []
    ]
    return Event(folder.name, folder, tuple(texts), tuple(pairs))


def _place(texts: dict[str, str], mention: dict[str, str]) -> Place:
    start = texts[mention["file"]].index(mention["text"])
    return Place(mention["file"], start, start + len(mention["text"]))


class Lookup:
    """The label of two ranges of one event."""

    def __init__(self, event: Event) -> None:
        self._pairs = event.pairs

    def labels(self, a: tuple[str, int, int], b: tuple[str, int, int]) -> set[tuple[str, str, str]]:
        """All (label, kind, slot) whose two places the ranges touch, in either order."""
        return {
            (p.label, p.kind, p.slot)
            for p in self._pairs
            if (p.a.overlaps(*a) and p.b.overlaps(*b)) or (p.a.overlaps(*b) and p.b.overlaps(*a))
        }
