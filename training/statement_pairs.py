"""Pairs of statements from ``training/statements/``: news sentences written for this model, with their twins.

Of a slot, two ``agree`` statements agree, an ``agree`` and a ``conflict`` one contradict each other, and a ``near`` one
goes with neither; statements of two slots of one event are about two things.
"""

from __future__ import annotations

import itertools
import random
from pathlib import Path

import yaml

from training.cross_encoder import LABELS, Pair

CONTRADICTION, AGREE, NEUTRAL = range(len(LABELS))
HELD_OUT = 12  # every twelfth event is not trained on
ACROSS = 6  # pairs across the slots of an event, for each statement


def statements(folder: Path, rng: random.Random) -> tuple[list[Pair], list[Pair]]:
    """Pairs to train on and pairs of held-out events, in both orders."""
    trained: list[Pair] = []
    tested: list[Pair] = []
    for path in sorted(folder.glob("*.yaml")):
        for n, event in enumerate(yaml.safe_load(path.read_text(encoding="utf-8")) or []):
            of_event = list(_event(event, rng))
            if n % HELD_OUT == HELD_OUT - 1:
                tested += of_event
            else:
                trained += [p for pair in of_event for p in (pair, Pair(pair.b, pair.a, pair.label, pair.source))]
    return trained, tested


def _event(event: dict[str, list[dict[str, list[str]]]], rng: random.Random):
    slots = event["slots"]
    for slot in slots:
        agree, conflict, near = (slot.get(k) or [] for k in ("agree", "conflict", "near"))
        yield from (Pair(a, b, AGREE, "agree") for a, b in itertools.combinations(agree, 2))
        yield from (Pair(a, b, CONTRADICTION, "conflict") for a, b in itertools.product(agree, conflict))
        yield from (Pair(a, b, NEUTRAL, "near") for a, b in itertools.product(agree + conflict, near))
    for i, slot in enumerate(slots):
        others = [
            s
            for j, other in enumerate(slots)
            if j > i
            for s in (other.get("agree") or []) + (other.get("conflict") or [])
        ]
        for statement in (slot.get("agree") or []) + (slot.get("conflict") or []):
            yield from (
                Pair(statement, s, NEUTRAL, "across") for s in rng.sample(others, min(ACROSS // 2, len(others)))
            )
