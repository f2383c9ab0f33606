"""What people have decided about findings: accepted, with a reason, in the corpus itself.

A decision is a baseline's entry. Nothing else in a corpus could not be made anew from the articles, so it lies in a
table of its own, which neither ``rebuild`` nor ``compact`` touches.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass

from checker.baseline.entry import BaselineFile, Entry
from checker.corpus.codec import pack, unpack
from checker.corpus.judge import Judgement
from checker.corpus.store import Snapshot, Writer
from checker.values.finding import Finding


@dataclass(frozen=True, slots=True)
class FoundIn:
    """A finding that is kept, and the event that it is of."""

    event: int
    finding: Finding


class Decided:
    """The entries of a corpus. Each is about the event of its articles: another may hold the same two sentences."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        rows = connection.execute("SELECT body FROM decisions ORDER BY fingerprint, sources")
        self.entries = tuple(unpack(body, Entry) for (body,) in rows)
        self._around = {entry: articles_about(connection, entry) for entry in self.entries}

    @property
    def file(self) -> BaselineFile:
        """One entry for each fingerprint, as a baseline file has them."""
        return BaselineFile().with_entries(self.entries)

    def speaks(self, entry: Entry, finding: Finding) -> bool:
        """Whether an entry, of the corpus or of a file, is about a finding with its fingerprint."""
        names = self._around.get(entry)
        return names is None or finding.a.source in names or finding.b.source in names


def articles_about(connection: sqlite3.Connection, entry: Entry) -> frozenset[str] | None:
    """The articles of the event that an entry is about; None for one about every event.

    That is one of which the articles are not known, or are not in the corpus.
    """
    query = "SELECT name FROM documents WHERE event IN (SELECT event FROM documents WHERE name IN (?, ?))"
    names = [side.source if side else None for side in (entry.a, entry.b)]
    found = frozenset(name for (name,) in connection.execute(query, names))
    return found or None


def decide(writer: Writer, entries: Iterable[Entry]) -> None:
    """Keep the entries, each in the place of one for the same finding; all of them, or none."""
    with writer.transaction() as connection:
        for entry in entries:
            place = articles_about(connection, entry)
            query = "SELECT sources, body FROM decisions WHERE fingerprint = ?"
            for sources, body in connection.execute(query, (entry.fingerprint,)).fetchall():
                if articles_about(connection, unpack(body, Entry)) in (place, None):
                    key = (entry.fingerprint, sources)
                    connection.execute("DELETE FROM decisions WHERE fingerprint = ? AND sources = ?", key)
            row = (entry.fingerprint, _sources(entry), pack(entry))
            connection.execute("INSERT OR REPLACE INTO decisions VALUES (?, ?, ?)", row)


def _sources(entry: Entry) -> str:
    return "\n".join(sorted(side.source for side in (entry.a, entry.b) if side is not None))


def take_back(writer: Writer, fingerprints: Collection[str]) -> None:
    """Forget the entries of these fingerprints; all of them, or none."""
    with writer.transaction() as connection:
        connection.executemany("DELETE FROM decisions WHERE fingerprint = ?", [(one,) for one in fingerprints])


def kept_findings(snapshot: Snapshot, digits: str) -> Iterator[FoundIn]:
    """The findings that the last check of each event has made whose fingerprint begins with ``digits``.

    Reads all that is kept: a moment for thousands of events. Silenced findings are among them.
    """
    query = "SELECT event, body FROM judgements WHERE event IN (SELECT event FROM documents) ORDER BY event"
    for event, body in snapshot.connection.execute(query):
        judgement = unpack(body, Judgement)
        for placed in (*judgement.placed, *judgement.silenced):
            if placed.finding.fingerprint.startswith(digits):
                yield FoundIn(event, placed.finding)
