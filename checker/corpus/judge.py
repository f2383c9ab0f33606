"""What the rules say of the articles of an event: judged once, and kept until an article or a rule changes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from checker.corpus.codec import digest, pack, unpack
from checker.corpus.events import Event, documents_of, extractions_of, vectors_of
from checker.corpus.keys import judging_key
from checker.corpus.store import Corpus, Snapshot
from checker.errors import CorpusError, JudgingError, reason_of
from checker.outcome import gaps, source_info
from checker.pipeline import Parts, held
from checker.rules.known_sources import described
from checker.rules.remembered import forget
from checker.rules.run import Placed
from checker.rules.slots import SlotVectors, keys
from checker.sources.read import Reading
from checker.values.claim import Extraction
from checker.values.report import NotChecked, SourceInfo
from checker.values.text import Document

WAIT_SECONDS = 30.0  # for another writer, before what was judged is kept
NO_KEY = b""  # of a judgement that the next check is to make once more
KEPT_TOGETHER = 64  # judgements that are written in one transaction


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is kept of ``pipeline.Judged``: all that a report says of an event, but for the texts."""

    sources: tuple[SourceInfo, ...]
    placed: tuple[Placed, ...]
    silenced: tuple[Placed, ...]
    gaps: tuple[NotChecked, ...]  # what could not be read of the articles
    notes: tuple[NotChecked, ...]  # what could not be judged

    @property
    def lasts(self) -> bool:
        """Whether the same would come out again: what a rule or a model could not do now it may do the next time."""
        return not any(note.degraded for note in self.notes)


@dataclass(frozen=True, slots=True, eq=False)
class Material:
    """All of an event that the rules look at."""

    documents: tuple[Document, ...]
    extractions: tuple[Extraction, ...]  # one for each document
    gists: NDArray[np.float32]  # (claims of all, dim)
    slots: NDArray[np.float32]  # (slots of all, dim): in the order of ``rules.slots.keys``


@dataclass(frozen=True, slots=True)
class EventJudged:
    """An event with its articles and what the rules say."""

    event: Event
    reading: Reading
    judgement: Judgement


def material_of(snapshot: Snapshot, event: Event, reading: Reading) -> Material:
    """What is kept of the articles of an event."""
    extractions = extractions_of(snapshot.connection, event)
    gists, slots = vectors_of(snapshot, event, extractions)
    return Material(reading.documents, extractions, gists, slots.rows)


def judgement_of(material: Material, parts: Parts, only_of: frozenset[str] | None = None) -> Judgement:
    """What the rules say of an event; with ``only_of`` of the articles of these names, see ``pipeline.held``."""
    documents, extractions = material.documents, material.extractions
    order = keys([claim for extraction in extractions for claim in extraction.claims])
    slots = SlotVectors({key: i for i, key in enumerate(order)}, material.slots)
    try:
        done = held(documents, extractions, material.gists, slots, parts, only_of=only_of)
    finally:
        forget()
    return Judgement(
        sources=tuple(source_info(d, e) for d, e in zip(documents, extractions, strict=True)),
        placed=done.placed,
        silenced=done.silenced,
        gaps=gaps(documents, extractions),
        notes=done.notes,
    )


class Judge:
    """Judges events with one set of rules and models. What is kept of it is written some at a time, by ``flush``."""

    def __init__(self, corpus: Corpus, parts: Parts) -> None:
        self._corpus = corpus
        self._parts = parts
        self._key = judging_key(parts)
        self._waiting: list[tuple[int, bytes, bytes]] = []
        self.problem: str | None = None  # why judgements could not be kept; the next run makes them once more

    def key(self, event: Event) -> bytes:
        """Of all that a judgement depends on: one that is kept under it is what would come out again.

        How each article was read is part of it: one that came in after ``refresh`` may be read otherwise than the run.
        """
        return digest(self._key, [(member.name, member.key, member.reading) for member in event.members])

    def kept(self, snapshot: Snapshot, event: Event) -> bytes | None:
        """The judgement that is kept of an event as it is, packed; None where there is none."""
        query = "SELECT body FROM judgements WHERE event = ? AND key = ?"
        found = snapshot.connection.execute(query, (event.id, self.key(event))).fetchone()
        return found[0] if found is not None else None

    def of(self, snapshot: Snapshot, event: Event, fresh: frozenset[str] | None = None) -> EventJudged:
        """What the rules say of an event; its claims were read as the run reads, see ``refresh``.

        With ``fresh`` what they say of the articles of these names, the same as of the whole event; of others it may
        lack something. Where these are few and the event is not judged yet, only what is theirs is judged, and not
        kept: that takes a time that grows with the articles of the event and not with its pairs.

        Raises JudgingError where the event cannot be judged, whatever it does to a rule or a model.
        """
        reading = self.reading(snapshot, event)
        found = self.kept(snapshot, event)
        if found is not None:
            return EventJudged(event, reading, unpack(found, Judgement))
        few = fresh is not None and _few(len(fresh), len(event.members))
        material = material_of(snapshot, event, reading)
        try:
            judgement = judgement_of(material, self._parts, fresh if few else None)
        except Exception as error:
            raise JudgingError(event.name, reason_of(error)) from error
        if not few:
            self.keep(event, pack(judgement), lasts=judgement.lasts)
        return EventJudged(event, reading, judgement)

    def reading(self, snapshot: Snapshot, event: Event) -> Reading:
        """The articles of an event, with what the rules know of their sources."""
        known = described(documents_of(snapshot.connection, event), self._parts.rules.tables.sources)
        return Reading(known.documents, known.notes)

    def keep(self, event: Event, packed: bytes, *, lasts: bool = True) -> None:
        """Keep a judgement of an event as it is; one that does not last only for those who ask what was found."""
        self._waiting.append((event.id, self.key(event) if lasts else NO_KEY, packed))
        if len(self._waiting) >= KEPT_TOGETHER:
            self.flush()

    def flush(self) -> None:
        """Write what waits. A corpus that cannot be written to is judged all the same: ``problem`` then says why."""
        waiting, self._waiting = self._waiting, []
        if not waiting or self.problem is not None:
            return
        try:
            with self._corpus.write(WAIT_SECONDS) as writer, writer.transaction() as connection:
                connection.executemany("INSERT OR REPLACE INTO judgements VALUES (?, ?, ?)", waiting)
        except CorpusError as error:
            self.problem = str(error)


def _few(fresh: int, articles: int) -> bool:
    """Whether the pairs with a new article are less than half of all pairs of an event."""
    left = articles - fresh
    return left * (left - 1) > articles * (articles - 1) / 2
