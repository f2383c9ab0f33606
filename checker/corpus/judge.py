"""What the rules say of the articles of an event: judged once, and kept until an article or a rule changes."""

from __future__ import annotations

from dataclasses import dataclass

from checker.corpus.codec import digest, pack, unpack
from checker.corpus.events import Event, documents_of, vectors_of
from checker.corpus.keys import judging_key
from checker.corpus.store import Corpus, Snapshot
from checker.errors import CorpusError
from checker.pipeline import Judged, Parts, held
from checker.rules.known_sources import described
from checker.rules.run import Placed
from checker.sources.read import Reading
from checker.values.claim import Extraction
from checker.values.report import NotChecked

WAIT_SECONDS = 30.0  # for another writer, before what was judged is kept
KEPT_TOGETHER = 64  # judgements that are written in one transaction


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is kept of ``pipeline.Judged``."""

    placed: tuple[Placed, ...]
    silenced: tuple[Placed, ...]
    notes: tuple[NotChecked, ...]


@dataclass(frozen=True, slots=True)
class EventJudged:
    """An event with its articles, what was read from them, and what the rules say."""

    event: Event
    reading: Reading
    done: Judged


class Judge:
    """Judges events with one set of rules and models. What is kept of it is written some at a time, by ``flush``."""

    def __init__(self, corpus: Corpus, parts: Parts) -> None:
        self._corpus = corpus
        self._parts = parts
        self._key = judging_key(parts)
        self._waiting: list[tuple[int, bytes, bytes]] = []
        self.problem: str | None = None  # why judgements could not be kept; the next run makes them once more

    def of(self, snapshot: Snapshot, event: Event) -> EventJudged:
        """What the rules say of an event; its claims were read as the run reads, see ``refresh``."""
        documents, extractions = documents_of(snapshot.connection, event)
        known = described(documents, self._parts.rules.tables.sources)
        reading = Reading(known.documents, known.notes)
        key = digest(self._key, [(member.name, member.key) for member in event.members])
        query = "SELECT body FROM judgements WHERE event = ? AND key = ?"
        found = snapshot.connection.execute(query, (event.id, key)).fetchone()
        if found is not None:
            kept = unpack(found[0], Judgement)
            return EventJudged(event, reading, _judged(extractions, kept))
        vectors, slots = vectors_of(snapshot, event, extractions)
        done = held(reading.documents, extractions, vectors, slots, self._parts)
        self._keep(event.id, key, Judgement(done.placed, done.silenced, done.notes))
        return EventJudged(event, reading, done)

    def _keep(self, event: int, key: bytes, judgement: Judgement) -> None:
        self._waiting.append((event, key, pack(judgement)))
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


def _judged(extractions: tuple[Extraction, ...], kept: Judgement) -> Judged:
    claims = tuple(claim for extraction in extractions for claim in extraction.claims)
    return Judged(extractions, claims, kept.placed, kept.notes, kept.silenced)
