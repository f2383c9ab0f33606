"""Articles come into a corpus and leave it: each wholly or not at all."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import BinaryIO

import numpy as np
from numpy.typing import NDArray

from checker.corpus.ahead import Ahead, Reader, Reads, in_thread, read_ahead
from checker.corpus.articles import BATCH, Batch, batches
from checker.corpus.codec import pack, unpack
from checker.corpus.grouping import around, connect_articles, keep_options, kept_options, regroup
from checker.corpus.keys import document_key, reading_key
from checker.corpus.known import Known, as_kept, known_as, stays
from checker.corpus.reading import Read, embedded, keep_texts, text_key
from checker.corpus.signatures import Neighbourhood, keep_signatures
from checker.corpus.store import Corpus, Writer, refuse_other_encoder
from checker.errors import EngineError
from checker.events.options import EventOptions
from checker.events.signature import centre_of, centre_texts, signature
from checker.pipeline import Parts
from checker.values.progress import Progress, Stage
from checker.values.report import NotChecked
from checker.values.text import Document

NAMED = 10  # articles that a message names; more are counted


@dataclass(slots=True)
class Added:
    """What came of adding: names of articles, and what could not be read."""

    added: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)  # there under this name with another text
    unchanged: int = 0  # there already as they are
    claims: int = 0  # of what was added and replaced
    problems: list[NotChecked] = field(default_factory=list)


class Adder:
    """Adds batches of articles; what it holds in memory between them is the signatures inside the window of days."""

    def __init__(
        self,
        writer: Writer,
        parts: Parts,
        progress: Progress | None = None,
        reader: Reader | None = None,
    ) -> None:
        """``reader`` reads articles ahead, a thread by default; the encoder of ``parts`` then has its vectors.

        Raises OtherEncoderError where the vectors are of another one: the corpus may be rebuilt until it is locked.
        """
        refuse_other_encoder(writer.folder, writer.settings, parts.encoder.name)
        self._writer = writer
        self._parts = parts
        self._reader = reader
        self._progress = progress
        self._make_events_by(kept_options(writer.connection) or parts.config.events)
        self._centre: NDArray[np.float32] | None = None  # made when others are reading already
        self._near: Neighbourhood | None = None
        self._begun = False

    def _make_events_by(self, options: EventOptions) -> None:
        self._options, self._reading = options, reading_key(self._parts, options)

    def add(self, batch: Batch, result: Added) -> None:
        """Bring the articles of a batch in, in one transaction, and note in ``result`` what came of each."""
        self.add_all([batch], result)

    def add_all(self, batches: Iterable[Batch], result: Added) -> None:
        """Bring batches in, each in one transaction, while the claims of the next are read beside.

        Where the batches end in an error, what came before it is brought in.
        """

        def wanted(batch: Batch) -> list[Document]:
            found = [self._wanted(document, batch.of_feeds) for document in batch.documents]
            return [document for document in found if document is not None]

        with self._reads_ahead() as reader:
            for batch, reads in read_ahead(batches, wanted, reader):
                self._finish(batch, reads, result)

    @contextmanager
    def _reads_ahead(self) -> Iterator[Reader]:
        if self._reader is not None:
            yield self._reader
            return
        with in_thread(self._writer, self._parts) as (reader, _):
            yield reader

    def _wanted(self, document: Document, of_feeds: Set[str]) -> Document | None:
        """The article as it is to be read; None where it is in as it is."""
        connection = self._writer.connection
        known = known_as(connection, document.id)
        if known is None:
            return document
        if known.key != document_key(document):
            document = as_kept(connection, known, document, of_feed=document.id in of_feeds)
        return None if (known.key, known.reading) == (document_key(document), self._reading) else document

    def _finish(self, batch: Batch, found: Reads, result: Added) -> None:
        """Bring in what was read of a batch; an article of that name may have come in since it was looked for."""
        reads: dict[str, Read] = {}
        for one in found.reads:
            before = reads.get(one.document.id)
            if before is None or not (one.document.id in batch.of_feeds and stays(before.document, one.document)):
                reads[one.document.id] = one
        fresh = [(one, known_as(self._writer.connection, name)) for name, one in reads.items()]
        fresh = [(one, known) for one, known in fresh if known is None or not self._is_in(one, known, batch.of_feeds)]
        self.keep(fresh)
        result.problems += (*batch.problems, *found.problems)
        result.unchanged += len(batch.documents) - len(fresh) - len(found.problems)
        for one, known in fresh:
            self._note(one, known, result)
        if self._progress is not None:
            self._progress(Stage.READING, batch.done, batch.total)

    def _is_in(self, one: Read, known: Known, of_feeds: Set[str]) -> bool:
        key = one.key
        if key != known.key and one.document.id in of_feeds:
            key = document_key(as_kept(self._writer.connection, known, one.document, of_feed=True))
        return (known.key, known.reading) == (key, self._reading)

    def _note(self, one: Read, known: Known | None, result: Added) -> None:
        result.claims += len(one.gists)
        if not one.gists:
            what, why = "the whole text", "no claims were found in it"
            result.problems.append(NotChecked(one.document.id, what, why, degraded=True))
        if known is None:
            result.added.append(one.document.id)
        elif known.key == one.key:
            result.unchanged += 1  # only read anew, by other rules or another checker
        else:
            result.replaced.append(one.document.id)

    def read_again(self, documents: Sequence[int]) -> None:
        """Read articles that are in anew, a batch in one transaction; ``progress`` hears of articles.

        Where the run makes events by other options than the corpus, these must be all of its articles.
        Raises EngineError where one cannot be read: to keep what was read of it before would pass for an answer.
        """
        self._make_events_by(self._parts.config.events)
        with self._reads_ahead() as reader:
            done = 0
            for some, found in read_ahead(self._stored(documents), lambda some: [d for d, _ in some], reader):
                if found.problems:
                    raise EngineError(_unread(found.problems))
                self.keep([(one, known) for one, (_, known) in zip(found.reads, some, strict=True)])
                done += len(some)
                if self._progress is not None:
                    self._progress(Stage.READING, done, len(documents))

    def _stored(self, documents: Sequence[int]) -> Iterator[list[tuple[Document, Known]]]:
        """Articles that are in, BATCH at a time, with what is known of them."""
        connection, joined = self._writer.connection, "documents JOIN contents ON document = id"
        for start in range(0, len(documents), BATCH):
            some = list(documents[start : start + BATCH])
            marks = ", ".join("?" * len(some))
            query = f"SELECT id, digest, reading, body FROM {joined} WHERE id IN ({marks}) ORDER BY id"  # noqa: S608
            rows = connection.execute(query, some).fetchall()
            yield [(unpack(body, Document), Known(*known)) for *known, body in rows]

    def keep(self, reads: Sequence[tuple[Read, Known | None]]) -> None:
        """Write what was read of some articles, in one transaction; ``Known``: what each takes the place of."""
        if not reads:
            return
        texts = embedded(self._writer, [one for one, _ in reads], self._parts)
        if self._centre is None:
            self._centre = centre(self._writer, self._parts)
        middle = self._centre
        signatures = [signature(r.document, r.extraction.claims, texts.of(r.gists), middle) for r, _ in reads]
        days = [one.day for one in signatures]
        if self._near is None or not self._near.reaches(days):
            self._near = Neighbourhood(self._writer, self._options, days, ahead=self._begun)
        self._begun = True
        place, self._near = self._near, None  # of no use any more where the transaction fails
        with self._writer.transaction() as connection:
            keep_options(connection, self._options)
            ids = keep_texts(self._writer, texts)
            numbers = [self._document(one, known) for one, known in reads]
            touched = around(connection, [known.id for _, known in reads if known is not None], self._options)
            for number, (one, known) in zip(numbers, reads, strict=True):
                if known is not None:
                    place.forget(number)
                    clear(connection, number)
                _keep_contents(connection, number, one, ids)
            keep_signatures(self._writer, list(zip(numbers, signatures, strict=True)))
            connect_articles(connection, place.take(numbers, signatures))
            regroup(connection, touched | around(connection, numbers, self._options), self._options)
        self._near = place

    def _document(self, one: Read, known: Known | None) -> int:
        """Write the row of a document; give its id, which one that is replaced keeps."""
        connection, document = self._writer.connection, one.document
        day = document.published.day.isoformat() if document.published else None
        values = (one.key, day, self._reading)
        if known is not None:
            fresh = known.key != one.key  # otherwise it was only read anew
            connection.execute(
                "UPDATE documents SET digest = ?, day = ?, reading = ?, checked = checked AND NOT ? WHERE id = ?",
                (*values, fresh, known.id),
            )
            return known.id
        now = datetime.now(UTC).isoformat(timespec="seconds")
        added = connection.execute(
            "INSERT INTO documents (digest, day, reading, name, added) VALUES (?, ?, ?, ?, ?)",
            (*values, document.id, now),
        )
        return int(added.lastrowid or 0)


def remove(writer: Writer, names: Sequence[str]) -> None:
    """Take articles out, in one transaction; they must be there."""
    with writer.transaction() as connection:
        options = kept_options(connection) or EventOptions()
        marks = [known.id for name in names if (known := known_as(connection, name)) is not None]
        touched = around(connection, marks, options)
        for number in marks:
            clear(connection, number)
            connection.execute("DELETE FROM documents WHERE id = ?", (number,))
        regroup(connection, touched, options)


def clear(connection: sqlite3.Connection, document: int) -> None:
    """Take out all that was read of an article; its row stays."""
    for table in ("claims", "slots", "signatures"):
        connection.execute(f"DELETE FROM {table} WHERE document = ?", (document,))  # noqa: S608 - names of tables
    connection.execute("DELETE FROM edges WHERE a = ? OR b = ?", (document, document))


def centre(writer: Writer, parts: Parts) -> NDArray[np.float32]:
    """The centre of the encoder, (dim,), made once and kept in the settings."""
    found = writer.connection.execute("SELECT value FROM settings WHERE name = 'centre'").fetchone()
    if found is None:
        made = centre_of(parts.encoder.encode(centre_texts()))
        with writer.transaction() as connection:
            kept = pack(made.astype("<f4").tobytes())
            connection.execute("INSERT INTO settings VALUES ('centre', ?)", (kept,))
        return made
    return np.frombuffer(unpack(found[0], bytes), "<f4").astype(np.float32)


def _unread(problems: Sequence[NotChecked]) -> str:
    """Which articles could not be read, and why the first of them."""
    names = ", ".join(str(problem.source) for problem in problems[:NAMED])
    more = f" and {len(problems) - NAMED:,} more" if len(problems) > NAMED else ""
    return f"not read anew: {names}{more}: {problems[0].why}; the corpus is as it was before these"


def _keep_contents(connection: sqlite3.Connection, document: int, one: Read, ids: dict[bytes, int]) -> None:
    contents = (document, pack(one.document), pack(one.extraction))
    connection.execute("INSERT OR REPLACE INTO contents VALUES (?, ?, ?)", contents)
    for table, texts in (("claims", one.gists), ("slots", one.slots)):
        rows = [(document, number, ids[text_key(text)]) for number, text in enumerate(texts)]
        connection.executemany(f"INSERT INTO {table} VALUES (?, ?, ?)", rows)  # noqa: S608 - names of tables


def add_all(
    corpus: Corpus,
    parts: Parts,
    names: Sequence[str],
    stdin: BinaryIO | None = None,
    progress: Progress | None = None,
    *,
    wait: float = 0.0,
    lenient: bool = False,
    ahead: Ahead = in_thread,
) -> Added:
    """Add the articles of files, folders, addresses and standard input; ``wait``: seconds for another writer.

    ``progress`` hears of files. Raises SourceError for a named source that cannot be read, unless ``lenient``: what
    came before it is in. ``ahead`` says who reads the articles.
    """
    result = Added()
    with corpus.write(wait) as writer, ahead(writer, parts) as (reader, able):
        adder = Adder(writer, able, progress, reader)
        adder.add_all(batches(names, parts.config.sources, stdin, lenient=lenient), result)
    return result
