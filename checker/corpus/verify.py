"""Whether a corpus is whole: its database, its files, and what refers from one to the other."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from dataclasses import dataclass

from checker.baseline.entry import Entry
from checker.corpus.codec import CodecError, unpack
from checker.corpus.keys import document_key
from checker.corpus.segments import SERIES, damaged, segments_of
from checker.corpus.store import Corpus, Snapshot
from checker.values.claim import Extraction
from checker.values.text import Document

_SHOWN = 20  # problems of one sort that are named; the rest is counted

# A query that finds nothing in a corpus that is whole, and what each of its rows means.
_QUERIES = (
    (
        "SELECT name FROM documents WHERE event IS NULL OR event NOT IN (SELECT id FROM documents)",
        "the article {} has no event",
    ),
    (
        "SELECT name FROM documents WHERE id NOT IN (SELECT document FROM signatures)",
        "the article {} has no signature",
    ),
    (
        "SELECT event FROM documents GROUP BY event HAVING min(id) <> event",
        "the event E{} is not named after its first article",
    ),
    (
        "SELECT id FROM texts GROUP BY row HAVING count(*) > 1",
        "the vector of text {} is that of another text, too",
    ),
)


@dataclass(frozen=True, slots=True)
class Verified:
    """What was looked at, and all that is wrong, one line each."""

    articles: int
    claims: int
    vectors: int
    problems: tuple[str, ...]


def verify(corpus: Corpus) -> Verified:
    """Look at everything once: checksums of vectors, each article and its claims, each reference. Changes nothing."""
    with corpus.look() as snapshot:
        problems = list(_problems(snapshot))
        counted = [
            snapshot.connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]  # noqa: S608 - names of tables
            for table in ("documents", "claims")
        ]
        return Verified(counted[0], counted[1], snapshot.texts.count + snapshot.articles.count, tuple(problems))


def _problems(snapshot: Snapshot) -> Iterator[str]:
    connection = snapshot.connection
    for (said,) in connection.execute(f"PRAGMA integrity_check({_SHOWN})").fetchall():
        if said != "ok":
            yield f"the database: {said}"
    for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check").fetchmany(_SHOWN):
        yield f"the table {table} refers in row {row} to what is not in {parent}"
    for query, meaning in _QUERIES:
        rows = connection.execute(query).fetchall()
        yield from (meaning.format(row[0]) for row in rows[:_SHOWN])
        if len(rows) > _SHOWN:
            yield f"... and {len(rows) - _SHOWN} more of that sort"
    yield from _references(snapshot)
    yield from _articles(connection)
    yield from _decisions(connection)
    yield from damaged(connection, snapshot.folder, snapshot.settings.dimension)


def _references(snapshot: Snapshot) -> Iterator[str]:
    """Rows of vectors that something refers to and that are not there, and gaps between segments."""
    for series, query in (("texts", "SELECT max(row) FROM texts"), ("articles", "SELECT max(row) FROM signatures")):
        (highest,) = snapshot.connection.execute(query).fetchone()
        there = getattr(snapshot, series).count
        if highest is not None and highest >= there:
            yield f"the vectors of {series} end at {there}, and row {highest} is referred to"
    for series in SERIES:
        end = 0
        for segment in segments_of(snapshot.connection, series):
            if segment.first != end:
                yield f"segment {segment.number} of {series} begins at row {segment.first}, not at {end}"
            end = segment.first + segment.rows


def _articles(connection: sqlite3.Connection) -> Iterator[str]:
    """Each article by itself: that it can be read, is what its digest says, and has all its claims."""
    counted = "(SELECT count(*) FROM claims WHERE claims.document = id)"
    joined = "documents LEFT JOIN contents ON contents.document = id"
    for name, key, body, extraction, claims in connection.execute(
        f"SELECT name, digest, body, extraction, {counted} FROM {joined} ORDER BY id"  # noqa: S608
    ):
        if body is None:
            yield f"the article {name} has no content"
            continue
        try:
            document, read = unpack(body, Document), unpack(extraction, Extraction)
        except CodecError as error:
            yield f"the article {name}: {error}"
            continue
        if document.id != name or document_key(document) != key:
            yield f"the article {name} is not what came in under that name"
        if len(read.claims) != claims:
            yield f"the article {name} has {claims} claims of {len(read.claims)}"


def _decisions(connection: sqlite3.Connection) -> Iterator[str]:
    for fingerprint, body in connection.execute(
        "SELECT fingerprint, body FROM decisions ORDER BY fingerprint, sources"
    ):
        try:
            entry = unpack(body, Entry)
        except CodecError as error:
            yield f"what was decided about {fingerprint}: {error}"
            continue
        if entry.fingerprint != fingerprint:
            yield f"what was decided about {fingerprint} is about {entry.fingerprint}"
