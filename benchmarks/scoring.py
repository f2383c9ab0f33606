"""Scores flagged pairs of claims against labelled events, as the labelled events' own scorer does.

A flagged pair hits a labelled pair when it touches both its places. Recall counts disagreements (a slot in which two
files contradict each other), precision counts flagged pairs; pairs marked debatable count neither way.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from training.gold import Event, GoldPair

Range = tuple[str, int, int]  # file, start, end in code points


@dataclass(frozen=True)
class Score:
    """Counts of one or more events; add them up."""

    found: int = 0
    gold: int = 0
    right: int = 0
    flags: int = 0
    lured: int = 0
    lures: int = 0

    def __add__(self, other: Score) -> Score:
        return Score(*(x + y for x, y in zip(self.counts, other.counts, strict=True)))

    @property
    def counts(self) -> tuple[int, ...]:
        return self.found, self.gold, self.right, self.flags, self.lured, self.lures

    @property
    def precision(self) -> float:
        return self.right / self.flags if self.flags else 0.0

    @property
    def recall(self) -> float:
        return self.found / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def __str__(self) -> str:
        return (
            f"precision {self.precision:.3f} ({self.right}/{self.flags})  recall {self.recall:.3f} "
            f"({self.found}/{self.gold})  F1 {self.f1:.3f}  traps {self.lured}/{self.lures}"
        )


def hits(flag: tuple[Range, Range], pair: GoldPair) -> bool:
    a, b = flag
    straight = pair.a.overlaps(*a) and pair.b.overlaps(*b)
    return straight or (pair.a.overlaps(*b) and pair.b.overlaps(*a))


def score(event: Event, flags: Iterable[tuple[Range, Range]]) -> Score:
    """The counts of one event."""
    flagged = sorted(set(flags))
    of: dict[str, list[GoldPair]] = defaultdict(list)
    for pair in event.pairs:
        of[pair.label].append(pair)
    contested = disagreements(event)
    right = [any(hits(f, p) for p in of["conflict"]) for f in flagged]
    neither = [not r and any(hits(f, p) for p in of["debatable"]) for f, r in zip(flagged, right, strict=True)]
    settled = of["conflict"] + of["debatable"]
    lures = [t for t in of["trap"] + of["agree"] + of["compatible"] if not any(_same(t, p) for p in settled)]
    return Score(
        found=sum(any(hits(f, p) for f in flagged for p in pairs) for pairs in contested.values()),
        gold=len(contested),
        right=sum(right),
        flags=len(flagged) - sum(neither),
        lured=sum(any(hits(f, t) for f in flagged) for t in lures),
        lures=len(lures),
    )


def disagreements(event: Event) -> dict[tuple[str, frozenset[str], str], list[GoldPair]]:
    """The slots in which two files contradict each other: (slot, both files, kind) -> its pairs of places."""
    found: dict[tuple[str, frozenset[str], str], list[GoldPair]] = defaultdict(list)
    for pair in event.pairs:
        if pair.label == "conflict":
            found[pair.slot, frozenset((pair.a.file, pair.b.file)), pair.kind].append(pair)
    return dict(found)


def _same(trap: GoldPair, pair: GoldPair) -> bool:
    a, b = trap.a, trap.b
    return hits(((a.file, a.start, a.end), (b.file, b.start, b.end)), pair)
