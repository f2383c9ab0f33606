"""Pairs of short articles made of the statements in ``training/statements/``, as labelled events.

One article holds, for each fact, a statement of it; the other one that agrees, one that contradicts it, or only a
look-alike. So the weights see facts worded by many hands, beside the labelled events, and figures that differ in
sentences that are else the same.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

import yaml

from training.gold import Event, GoldPair, Place

SEED = 11
CONFLICT, AGREE = 0.5, 0.75  # below the first a conflicting statement is taken, below the second an agreeing one
LOOK_ALIKE = 0.6  # chance that an article also holds a look-alike of a fact
OTHER_YEAR = "2020-06-15"


def statement_events(folder: Path, out: Path) -> Iterator[Event]:
    """Write the articles below ``out`` and yield them as events; the same ones each time."""
    rng = random.Random(SEED)
    for path in sorted(folder.glob("*.yaml")):
        for n, event in enumerate(yaml.safe_load(path.read_text(encoding="utf-8"))):
            name = f"{path.stem}-{n}"
            (out / name).mkdir(parents=True)
            yield _event(name, event, out / name, rng)


def _event(name: str, event: dict[str, list[dict[str, list[str]]]], folder: Path, rng: random.Random) -> Event:
    articles = {"a.txt": _Article(event, "First report"), "b.txt": _Article(event, "Another report")}
    pairs = []
    for i, slot in enumerate(event["slots"]):
        agree, conflict, near = slot["agree"], slot.get("conflict") or [], slot.get("near") or []
        first = articles["a.txt"].add(agree[0])
        draw = rng.random()
        if draw < CONFLICT and conflict:
            second, label = articles["b.txt"].add(rng.choice(conflict)), "conflict"
        elif draw < AGREE and len(agree) > 1:
            second, label = articles["b.txt"].add(rng.choice(agree[1:])), "agree"
        else:
            second = None
        if second is not None:
            pairs.append(GoldPair(Place("a.txt", *first), Place("b.txt", *second), label, str(slot["kind"]), f"s{i}"))
        for article in articles.values():
            if near and rng.random() < LOOK_ALIKE:
                article.add(near.pop(rng.randrange(len(near))))
    for file, article in articles.items():
        (folder / file).write_text(article.text, encoding="utf-8")
    return Event(name, folder, tuple(articles), tuple(pairs))


class _Article:
    """A growing text; ``add`` gives the place of a statement, a paragraph of its own."""

    def __init__(self, event: dict[str, object], title: str) -> None:
        self.text = f"{title}\nPublished: {event.get('published') or OTHER_YEAR}\n"

    def add(self, statement: str) -> tuple[int, int]:
        start = len(self.text) + 1
        self.text += f"\n{' '.join(statement.split())}\n"
        return start, len(self.text) - 1
