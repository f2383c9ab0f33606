"""The events of a corpus: after a change, those of the articles that it touches are made anew.

The options by which events are made stay with the corpus, as its encoder does: articles are added and removed by those,
so that all events are made alike; a check or a rebuild with others makes all of them anew.

Which articles these are, the articles near them alone decide (``events.groups``), so that the events are those that all
articles at once would give, and a new article costs as much as its surroundings are large.
"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence

from checker.corpus.codec import pack, unpack
from checker.corpus.sql import some_at_once
from checker.events.groups import grouped, part_of, touched_by
from checker.events.options import EventOptions


def kept_options(connection: sqlite3.Connection) -> EventOptions | None:
    """The options by which the events of the corpus are made; None where it has none yet."""
    found = connection.execute("SELECT value FROM settings WHERE name = 'events'").fetchone()
    if found is not None:
        return unpack(found[0], EventOptions)
    holds = connection.execute("SELECT 1 FROM documents LIMIT 1").fetchone()
    return EventOptions() if holds else None  # one of an older checker, which knew no others


def keep_options(connection: sqlite3.Connection, options: EventOptions) -> None:
    """Note by which options events are made from now on, inside a transaction.

    Where these are others, all articles are to be read again: also where the writer ends before it has read them all.
    """
    if options != kept_options(connection):
        connection.execute("INSERT OR REPLACE INTO settings VALUES ('events', ?)", (pack(options),))
        connection.execute("UPDATE documents SET reading = x''")


def connect_articles(connection: sqlite3.Connection, near: Sequence[tuple[int, int, float]]) -> None:
    """Note which articles are near each other."""
    rows = [(min(a, b), max(a, b), closeness) for a, b, closeness in near]
    connection.executemany("INSERT INTO edges VALUES (?, ?, ?)", rows)


def around(connection: sqlite3.Connection, documents: Collection[int], options: EventOptions) -> set[int]:
    """Articles of all events that may be others once these come or go; to be asked while they are there."""
    return touched_by(documents, _Graph(connection).near, options)


def regroup(connection: sqlite3.Connection, touched: Iterable[int], options: EventOptions) -> None:
    """Make the events of these articles, and of all in their parts of the graph, anew.

    Articles that were checked in two events and are in one now have not been held against each other: all but those
    of the event that brings the most are new again. So an event stays checked when an article joins it.
    """
    graph = _Graph(connection)
    left = set(_names(connection, touched))  # of those that are still there
    while left:
        part = part_of(min(left), graph.near, options)
        left -= part
        for event in grouped(_names(connection, part), graph.near, options):
            before = _checked(connection, event)
            fresh = before.keys() - together(before)
            connection.executemany("UPDATE documents SET checked = 0 WHERE id = ?", [(one,) for one in fresh])
            connection.executemany(
                "UPDATE documents SET event = ? WHERE id = ? AND event IS NOT ?",
                [(event[0], document, event[0]) for document in event],
            )


def together(before: Mapping[int, int]) -> set[int]:
    """Of articles with the events that they were in, those of the event that has the most, then of the oldest."""
    counts = Counter(before.values())
    most = max(counts, key=lambda event: (counts[event], -event), default=None)
    return {document for document, event in before.items() if event == most}


class _Graph:
    """Near articles as the tables have them, each looked up once."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._near: dict[int, Mapping[int, float]] = {}

    def near(self, document: int) -> Mapping[int, float]:
        """The articles near one, and how close they are."""
        if document not in self._near:
            query = "SELECT b, closeness FROM edges WHERE a = ?1 UNION ALL SELECT a, closeness FROM edges WHERE b = ?1"
            self._near[document] = dict(self._connection.execute(query, (document,)).fetchall())
        return self._near[document]


def _checked(connection: sqlite3.Connection, documents: Iterable[int]) -> dict[int, int]:
    """The events of those of the articles that a check has shown."""
    found: dict[int, int] = {}
    for some, marks in some_at_once(documents):
        query = f"SELECT id, event FROM documents WHERE checked = 1 AND id IN ({marks})"  # noqa: S608 - only marks
        found.update(connection.execute(query, some).fetchall())
    return found


def _names(connection: sqlite3.Connection, documents: Iterable[int]) -> dict[int, str]:
    """The names of those of the articles that are there."""
    found: dict[int, str] = {}
    for some, marks in some_at_once(documents):
        found.update(connection.execute(f"SELECT id, name FROM documents WHERE id IN ({marks})", some).fetchall())  # noqa: S608
    return found
