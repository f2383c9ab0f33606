"""The events of a corpus: after a change, those of the articles that it touches are made anew.

An event is made inside a connected component of the articles that are near each other, so that only the components of
what came or went can change, and the events are those that all articles at once would give.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence

from checker.corpus.sql import some_at_once
from checker.events.groups import events_of
from checker.events.options import EventOptions
from checker.values.event import Edge


def connect_articles(connection: sqlite3.Connection, near: Sequence[tuple[int, int, float]]) -> None:
    """Note which articles are near each other."""
    rows = [(min(a, b), max(a, b), closeness) for a, b, closeness in near]
    connection.executemany("INSERT INTO edges VALUES (?, ?, ?)", rows)


def neighbours(connection: sqlite3.Connection, documents: Iterable[int]) -> set[int]:
    """The articles that are near some."""
    found: set[int] = set()
    for some, marks in some_at_once(documents):
        found.update(b for (b,) in connection.execute(f"SELECT b FROM edges WHERE a IN ({marks})", some))  # noqa: S608
        found.update(a for (a,) in connection.execute(f"SELECT a FROM edges WHERE b IN ({marks})", some))  # noqa: S608
    return found


def regroup(connection: sqlite3.Connection, touched: Iterable[int], options: EventOptions) -> None:
    """Make the events of these articles, and of all in their components, anew."""
    left = {number for number in touched if _is_there(connection, number)}
    while left:
        component = _component(connection, min(left))
        left -= component
        for event in _events(connection, sorted(component), options):
            connection.executemany(
                "UPDATE documents SET event = ? WHERE id = ? AND event IS NOT ?",
                [(event[0], document, event[0]) for document in event],
            )
    connection.execute("DELETE FROM judgements WHERE event NOT IN (SELECT event FROM documents)")


def _component(connection: sqlite3.Connection, document: int) -> set[int]:
    """All articles that can be reached from one by near ones."""
    reached, fresh = {document}, {document}
    while fresh:
        fresh = neighbours(connection, fresh) - reached
        reached |= fresh
    return reached


def _events(connection: sqlite3.Connection, component: list[int], options: EventOptions) -> list[list[int]]:
    """The events of a component, each the ids of its documents, ascending."""
    place = {document: i for i, document in enumerate(component)}
    edges: list[Edge] = []
    for some, marks in some_at_once(component):
        found = connection.execute(f"SELECT a, b, closeness FROM edges WHERE a IN ({marks})", some)  # noqa: S608
        edges += [Edge(place[a], place[b], closeness) for a, b, closeness in found]
    names = _names(connection, component)
    groups = events_of([names[document] for document in component], sorted(edges), options)
    return [sorted(component[row] for row in group) for group in groups]


def _names(connection: sqlite3.Connection, documents: list[int]) -> dict[int, str]:
    found: dict[int, str] = {}
    for some, marks in some_at_once(documents):
        found.update(connection.execute(f"SELECT id, name FROM documents WHERE id IN ({marks})", some).fetchall())  # noqa: S608
    return found


def _is_there(connection: sqlite3.Connection, document: int) -> bool:
    return connection.execute("SELECT 1 FROM documents WHERE id = ?", (document,)).fetchone() is not None
