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


def decisions_of(connection: sqlite3.Connection) -> BaselineFile:
    """The findings that were accepted, by fingerprint."""
    rows = connection.execute("SELECT body FROM decisions ORDER BY fingerprint")
    return BaselineFile(accepted=tuple(unpack(body, Entry) for (body,) in rows))


def decide(writer: Writer, entries: Iterable[Entry]) -> None:
    """Keep the entries, each in the place of one for the same finding; all of them, or none."""
    rows = [(entry.fingerprint, pack(entry)) for entry in entries]
    with writer.transaction() as connection:
        connection.executemany("INSERT OR REPLACE INTO decisions VALUES (?, ?)", rows)


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
