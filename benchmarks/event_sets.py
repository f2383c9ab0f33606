"""Sets of articles of which the events are known: labelled folders, and generated news."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import numpy as np

from benchmarks.scale.generate import events as generated
from benchmarks.scale.planted import document_of
from checker.claims.extract import extract
from checker.encoders.protocol import Encoder
from checker.events.closeness import NAMES, Features
from checker.events.near import features
from checker.events.signature import centre_of, centre_texts, signature
from checker.events.table import SignatureTable, table_of
from checker.sources.read import read_all
from checker.values.event import Signature
from checker.values.text import Document
from training.gold import events as labelled

SPAN = 10  # days in which all labelled events are made to begin
AT_ONCE = 4096  # gists to encode


@dataclass(frozen=True)
class Known:
    """Articles with their events."""

    name: str
    ids: tuple[str, ...]
    events: tuple[str, ...]  # of each article
    signatures: tuple[Signature, ...]

    def table(self) -> SignatureTable:
        return table_of(self.signatures, len(self.signatures[0].vector))


@dataclass(frozen=True)
class Pairs:
    """All pairs inside a window: rows, whether they are of one event, and the features as columns."""

    a: np.ndarray  # (m,)
    b: np.ndarray
    same: np.ndarray  # (m,) bool
    features: np.ndarray  # (m, len(NAMES))


def from_folders(folders: Sequence[Path], encoder: Encoder) -> Known:
    """All events of some folders, each with the dates that it has."""
    names, documents = [], []
    for folder in folders:
        for event in labelled(folder):
            found = read_all([str(event.folder / f) for f in event.files]).documents
            names += [f"{folder.name}/{event.name}"] * len(found)
            documents += found
    return _known("labelled", names, documents, encoder)


def from_generator(articles: int, seed: int, per_day: float, encoder: Encoder) -> Known:
    """Generated events; a round-up is an event of its own."""
    told = [(event.name, a) for event in generated(seed, articles, per_day) for a in event.articles]
    return _known("generated", [name for name, _ in told], [document_of(a) for _, a in told], encoder)


def together(known: Known, seed: int = 1) -> Known:
    """The same events, moved so that all begin within SPAN days: what a day's news is like."""
    rng = random.Random(seed)
    first = {
        e: min(s.day for s, f in zip(known.signatures, known.events, strict=True) if f == e and s.day)
        for e in dict.fromkeys(known.events)
    }
    start = max(first.values())
    shift = {e: start + timedelta(days=rng.randrange(SPAN)) - day for e, day in first.items()}
    moved = tuple(
        replace(s, day=s.day and s.day + shift[e], days=tuple(d + shift[e] for d in s.days))
        for s, e in zip(known.signatures, known.events, strict=True)
    )
    return Known(f"{known.name}, all within {SPAN} days", known.ids, known.events, moved)


def pairs_of(known: Known, window: int) -> Pairs:
    """All pairs of a set that lie inside the window."""
    table, events = known.table(), np.array(known.events)
    a, b, columns = [], [], []
    for i in range(1, len(table)):
        before, one = table.part(0, i), table.part(i, i + 1)
        inside = (np.abs(before.days - one.days[0]) <= window) | (before.days == 0) | (one.days[0] == 0)
        at = np.flatnonzero(inside)
        found: Features = features(one, before)
        columns.append(np.stack([getattr(found, name)[at] for name in NAMES], axis=1))
        a.append(at)
        b.append(np.full(len(at), i))
    first, second = np.concatenate(a), np.concatenate(b)
    return Pairs(first, second, events[first] == events[second], np.concatenate(columns))


def _known(name: str, events: Sequence[str], documents: Sequence[Document], encoder: Encoder) -> Known:
    claims = [extract(d).claims for d in documents]
    texts = list(dict.fromkeys(c.gist for some in claims for c in some))
    row = {text: i for i, text in enumerate(texts)}
    rows = np.concatenate([encoder.encode(texts[i : i + AT_ONCE]) for i in range(0, len(texts), AT_ONCE)])
    centre = centre_of(encoder.encode(centre_texts()))
    signatures = tuple(
        signature(d, some, rows[[row[c.gist] for c in some]].reshape(len(some), len(centre)), centre)
        for d, some in zip(documents, claims, strict=True)
    )
    return Known(name, tuple(d.id for d in documents), tuple(events), signatures)
