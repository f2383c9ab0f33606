"""Pairs of statements from ``training/statements/``: news sentences written for this model, with their twins.

Of a slot, two ``agree`` statements agree, an ``agree`` and a ``conflict`` one contradict each other, and a ``near`` one
goes with neither; statements of two slots of one event are about two things.
"""

from __future__ import annotations

import itertools
import random
from collections.abc import Iterator
from pathlib import Path

import yaml

from training.cross_encoder import LABELS, Pair

CONTRADICTION, AGREE, NEUTRAL = range(len(LABELS))
HELD_OUT = 12  # every twelfth event is not trained on
NEAR = 9  # pairs with look-alikes, for each slot
ACROSS = 14  # pairs with other slots of the event, for each slot

Slot = dict[str, list[str]]


def statements(folder: Path, rng: random.Random) -> tuple[list[Pair], list[Pair]]:
    """Pairs to train on, and pairs of held-out events."""
    trained: list[Pair] = []
    tested: list[Pair] = []
    for path in sorted(folder.glob("*.yaml")):
        for n, event in enumerate(yaml.safe_load(path.read_text(encoding="utf-8")) or []):
            held = n % HELD_OUT == HELD_OUT - 1
            (tested if held else trained).extend(_event(event["slots"], rng))
    return trained, tested


def _event(slots: list[Slot], rng: random.Random) -> Iterator[Pair]:
    for i, slot in enumerate(slots):
        agree, conflict, near = (slot.get(k) or [] for k in ("agree", "conflict", "near"))
        stated = agree + conflict
        yield from (Pair(a, b, AGREE, "agree") for a, b in itertools.combinations(agree, 2))
        yield from (Pair(a, b, CONTRADICTION, "conflict") for a, b in itertools.product(agree, conflict))
        yield from _some([Pair(a, b, NEUTRAL, "near") for a, b in itertools.product(stated, near)], NEAR, rng)
        others = [s for other in slots[i + 1 :] for k in ("agree", "conflict", "near") for s in other.get(k) or []]
        across = [Pair(a, b, NEUTRAL, "across") for a, b in itertools.product(stated, others)]
        yield from _some(across, ACROSS, rng)


def _some(pairs: list[Pair], count: int, rng: random.Random) -> list[Pair]:
    return rng.sample(pairs, min(count, len(pairs)))
