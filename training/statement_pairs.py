"""Pairs of statements from ``training/statements/``: news sentences written for this model, with their twins.

Of a slot, two ``agree`` statements agree, an ``agree`` and a ``conflict`` one contradict each other, and a ``near`` one
goes with neither; statements of two slots of one event are about two things. Where both give a value, the pair comes a
second time with the values levelled (``checker.rules.queries``): then the contradicting ones agree.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import yaml
from numpy.typing import NDArray

from checker.claims.extract import extract
from checker.pipeline import Parts
from checker.rules.align import of_one_sort
from checker.rules.queries import Query, levelled
from checker.values.claim import Claim
from checker.values.quantity import Quantity
from checker.values.text import Document, Span
from training.cross_encoder import LABELS, Pair
from training.encoder_texts import SLOT_OF_KIND

CONTRADICTION, AGREE, NEUTRAL = range(len(LABELS))
HELD_OUT = 24  # every 24th event is not trained on
NEAR = 8  # pairs with look-alikes, for each slot
HARD, EASY = 6, 3  # pairs with other slots of the event, for each slot: the likest, and any
LEVELLED_NEAR, LEVELLED_ACROSS = 6, 6  # for each slot
Value = tuple[Claim, Quantity | None, Span]  # a time has no quantity


@dataclass(frozen=True)
class Statement:
    """One statement and what is read in it."""

    text: str
    slot: int
    sort: str  # agree, conflict or near
    kind: str  # of the slot
    claims: tuple[Claim, ...]

    @cached_property
    def values(self) -> tuple[Value, ...]:
        """All figures and times."""
        figures = ((c, q, q.span) for c in self.claims for q in c.facts.quantities if q.comparable)
        return (*figures, *((c, None, p.span) for c in self.claims for p in c.facts.periods))

    @cached_property
    def own(self) -> tuple[Value, ...]:
        """Those that may be the value of the slot."""
        wanted = SLOT_OF_KIND.get(self.kind)
        return tuple(v for v in self.values if (v[1].dimension if v[1] else "period") == wanted)


def statements(folder: Path, parts: Parts, rng: random.Random) -> tuple[list[Pair], list[Pair]]:
    """Pairs to train on, and pairs of held-out events."""
    trained: list[Pair] = []
    tested: list[Pair] = []
    for path in sorted(folder.glob("*.yaml")):
        for n, event in enumerate(yaml.safe_load(path.read_text(encoding="utf-8")) or []):
            held = n % HELD_OUT == HELD_OUT - 1
            (tested if held else trained).extend(_event(read_statements(event, parts), parts, rng))
    return trained, tested


def read_statements(event: dict[str, list[dict[str, list[str]]]], parts: Parts) -> list[Statement]:
    """The statements of one event, each with what is read in it."""
    found = []
    for n, slot in enumerate(event["slots"]):
        for sort in ("agree", "conflict", "near"):
            for raw in slot.get(sort) or []:
                text = " ".join(raw.split())
                document = Document(id="statement", text=text, published=None, sha256="")
                claims = extract(document, parts.config.claims).claims
                found.append(Statement(text, n, sort, str(slot["kind"]), claims))
    return found


def _event(of: list[Statement], parts: Parts, rng: random.Random) -> Iterator[Pair]:
    rows = parts.encoder.encode([s.text for s in of])
    cosines = rows @ rows.T  # (n, n)
    for n in range(max(s.slot for s in of) + 1):
        inside = [(s, t) for s, t in itertools.combinations(of, 2) if s.slot == t.slot == n]
        yield from _inside(inside, rng)
        yield from _across(n, of, cosines, rng)


def _inside(pairs: list[tuple[Statement, Statement]], rng: random.Random) -> Iterator[Pair]:
    near: list[Pair] = []
    level_near: list[Pair] = []
    for s, t in pairs:
        sorts = {s.sort, t.sort}
        if sorts == {"agree"}:
            yield Pair(s.text, t.text, AGREE, "agree")
        elif sorts == {"agree", "conflict"}:
            yield Pair(s.text, t.text, CONTRADICTION, "conflict")
            if len(s.own) == len(t.own) == 1:  # of two values it is not known which is meant
                yield from (Pair(a, b, AGREE, "levelled") for a, b in _levelled(s.own, t.own))
        elif "near" in sorts and len(sorts) == 2:
            near.append(Pair(s.text, t.text, NEUTRAL, "near"))
            level_near += [Pair(a, b, NEUTRAL, "levelled near") for a, b in _levelled(s.own, t.own)]
    yield from _some(near, NEAR, rng)
    yield from _some(level_near, LEVELLED_NEAR, rng)


def _across(slot: int, of: list[Statement], cosines: NDArray[np.float32], rng: random.Random) -> Iterator[Pair]:
    pairs = [(i, j) for i, s in enumerate(of) for j, t in enumerate(of) if s.slot == slot and t.slot > slot]
    pairs.sort(key=lambda ij: -float(cosines[ij]))
    hard = rng.sample(pairs[: 3 * HARD], min(HARD, len(pairs)))
    for i, j in hard + _some(pairs, EASY, rng):
        yield Pair(of[i].text, of[j].text, NEUTRAL, "across")
    level = [q for i, j in pairs[: len(pairs) // 2] for q in _levelled(of[i].values, of[j].values)]
    yield from (Pair(a, b, NEUTRAL, "levelled across") for a, b in _some(level, LEVELLED_ACROSS, rng))


def _levelled(s: tuple[Value, ...], t: tuple[Value, ...]) -> Iterator[Query]:
    """The two texts with values levelled that differ, for each pair of values of one sort."""
    for (a, x, x_span), (b, y, y_span) in itertools.product(s, t):
        one_sort = (x is None and y is None) or (x is not None and y is not None and of_one_sort(x, y))
        if one_sort and not _same(a, x_span, b, y_span):
            yield levelled(a, x_span, b, y_span)


def _same(a: Claim, x: Span, b: Claim, y: Span) -> bool:
    return (
        a.text[x.start - a.span.start : x.end - a.span.start] == b.text[y.start - b.span.start : y.end - b.span.start]
    )


def _some(pairs: list[Any], count: int, rng: random.Random) -> list[Any]:
    return rng.sample(pairs, min(count, len(pairs)))
