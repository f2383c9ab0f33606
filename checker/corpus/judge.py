"""What the rules say of the articles of an event: judged once, and kept until an article or a rule changes."""

from __future__ import annotations

from dataclasses import dataclass

from checker.corpus.codec import digest, pack, unpack
from checker.corpus.events import Event, documents_of, extractions_of, vectors_of
from checker.corpus.keys import judging_key
from checker.corpus.store import Corpus, Snapshot
from checker.errors import CorpusError
from checker.outcome import gaps, source_info
from checker.pipeline import Parts, held
from checker.rules.known_sources import described
from checker.rules.run import Placed
from checker.sources.read import Reading
from checker.values.report import NotChecked, SourceInfo

WAIT_SECONDS = 30.0  # for another writer, before what was judged is kept
KEPT_TOGETHER = 64  # judgements that are written in one transaction


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is kept of ``pipeline.Judged``: all that a report says of an event, but for the texts."""

    sources: tuple[SourceInfo, ...]
    placed: tuple[Placed, ...]
    silenced: tuple[Placed, ...]
    gaps: tuple[NotChecked, ...]  # what could not be read of the articles
    notes: tuple[NotChecked, ...]  # what could not be judged


@dataclass(frozen=True, slots=True)
class EventJudged:
    """An event with its articles and what the rules say."""

    event: Event
    reading: Reading
    judgement: Judgement


class Judge:
    """Judges events with one set of rules and models. What is kept of it is written some at a time, by ``flush``."""

    def __init__(self, corpus: Corpus, parts: Parts) -> None:
        self._corpus = corpus
        self._parts = parts
        self._key = judging_key(parts)
        self._waiting: list[tuple[int, bytes, bytes]] = []
        self.problem: str | None = None  # why judgements could not be kept; the next run makes them once more

    def of(self, snapshot: Snapshot, event: Event, fresh: frozenset[str] | None = None) -> EventJudged:
        """What the rules say of an event; its claims were read as the run reads, see ``refresh``.

        With ``fresh`` what they say of the articles of these names, the same as of the whole event; of others it may
        lack something. Where these are few and the event is not judged yet, only what is theirs is judged, and not
        kept: that takes a time that grows with the articles of the event and not with its pairs.
        """
        known = described(documents_of(snapshot.connection, event), self._parts.rules.tables.sources)
        reading = Reading(known.documents, known.notes)
        key = digest(self._key, [(member.name, member.key) for member in event.members])
        query = "SELECT body FROM judgements WHERE event = ? AND key = ?"
        found = snapshot.connection.execute(query, (event.id, key)).fetchone()
        if found is not None:
            return EventJudged(event, reading, unpack(found[0], Judgement))
        extractions = extractions_of(snapshot.connection, event)
        vectors, slots = vectors_of(snapshot, event, extractions)
        few = fresh is not None and _few(len(fresh), len(event.members))
        done = held(reading.documents, extractions, vectors, slots, self._parts, only_of=fresh if few else None)
        judgement = Judgement(
            sources=tuple(source_info(d, e) for d, e in zip(reading.documents, extractions, strict=True)),
            placed=done.placed,
            silenced=done.silenced,
            gaps=gaps(reading.documents, extractions),
            notes=done.notes,
        )
        if not few:
            self._keep(event.id, key, judgement)
        return EventJudged(event, reading, judgement)

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


def _few(fresh: int, articles: int) -> bool:
    """Whether the pairs with a new article are less than half of all pairs of an event."""
    left = articles - fresh
    return left * (left - 1) > articles * (articles - 1) / 2
