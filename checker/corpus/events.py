"""Events as they lie in the corpus: which articles, what was read from them, their vectors."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from checker.corpus.codec import unpack
from checker.corpus.sql import some_at_once
from checker.corpus.store import Snapshot
from checker.errors import UsageError
from checker.rules.slots import SlotKey, SlotVectors, keys
from checker.values.claim import Claim, Extraction
from checker.values.text import Document


@dataclass(frozen=True, slots=True)
class Member:
    """An article of an event, without its text."""

    id: int
    name: str
    day: str | None  # ISO date of publication
    key: bytes  # see ``keys.document_key``
    reading: bytes  # with what its claims were read, see ``keys.reading_key``
    checked: bool


@dataclass(frozen=True, slots=True)
class Event:
    """Articles that tell of one event, in the order of publication, undated ones last, then by name."""

    id: int
    members: tuple[Member, ...]

    @property
    def name(self) -> str:
        """By which people name it: "E17"."""
        return f"E{self.id}"


def events_in(connection: sqlite3.Connection, only: Sequence[int] | None = None, *, fresh: bool = False) -> list[Event]:
    """The events in the order of their ids: all, some, or with ``fresh`` those of which an article is not checked."""
    where = "WHERE event IN (SELECT event FROM documents WHERE checked = 0)" if fresh else ""
    if only is not None:
        where = f"WHERE event IN ({', '.join(str(int(number)) for number in only)})"
    found: dict[int, list[Member]] = {}
    for event, number, name, day, key, reading, checked in connection.execute(
        f"SELECT event, id, name, day, digest, reading, checked FROM documents {where} "  # noqa: S608 - numbers only
        "ORDER BY event, day IS NULL, day, name"
    ):
        found.setdefault(event, []).append(Member(number, name, day, key, reading, bool(checked)))
    return [Event(event, tuple(members)) for event, members in found.items()]


def event_named(connection: sqlite3.Connection, name: str) -> Event:
    """The event "E17", or that of the article of that name; UsageError where there is neither."""
    row = connection.execute("SELECT event FROM documents WHERE name = ?", (name,)).fetchone()
    if row is None and name[:1] in "Ee" and name[1:].isdecimal() and len(name) < 19:
        row = connection.execute("SELECT event FROM documents WHERE event = ?", (int(name[1:]),)).fetchone()
    if row is None:
        raise UsageError(f"there is no event {name!r}, and no article of that name; 'checker corpus facts' lists them")
    return events_in(connection, [row[0]])[0]


def asked_for(connection: sqlite3.Connection, only: str | None, *, fresh: bool) -> list[Event]:
    """The events of a check: the one of that name, see ``event_named``, or those of ``events_in``."""
    return events_in(connection, fresh=fresh) if only is None else [event_named(connection, only)]


def documents_of(connection: sqlite3.Connection, event: Event) -> tuple[Document, ...]:
    """The articles of an event, in its order."""
    return tuple(unpack(stored, Document) for stored in _stored(connection, event, "body"))


def extractions_of(connection: sqlite3.Connection, event: Event) -> tuple[Extraction, ...]:
    """What was read from each article of an event, in its order."""
    return tuple(unpack(stored, Extraction) for stored in _stored(connection, event, "extraction"))


def vectors_of(
    snapshot: Snapshot, event: Event, extractions: Sequence[Extraction]
) -> tuple[NDArray[np.float32], SlotVectors]:
    """The rows of the gists (n, dim) and of the slots of the claims of an event, as ``pipeline.encoded`` gives them."""
    gists: list[int] = []
    row_of: dict[SlotKey, int] = {}
    claims: list[Claim] = []
    for member, extraction in zip(event.members, extractions, strict=True):
        gists += _rows(snapshot, "claims", member.id)
        own = keys(extraction.claims)
        slots = zip(own, _rows(snapshot, "slots", member.id), strict=True)
        row_of |= {SlotKey(len(claims) + key.claim, key.item, key.sort): row for key, row in slots}
        claims += extraction.claims
    order = keys(claims)
    rows = snapshot.texts.take(np.array([row_of[key] for key in order], np.int64))
    return snapshot.texts.take(np.array(gists, np.int64)), SlotVectors({key: i for i, key in enumerate(order)}, rows)


def _stored(connection: sqlite3.Connection, event: Event, column: str) -> list[bytes]:
    """A column of the contents of the articles: body or extraction."""
    found: dict[int, bytes] = {}
    for some, marks in some_at_once(member.id for member in event.members):
        query = f"SELECT document, {column} FROM contents WHERE document IN ({marks})"  # noqa: S608
        found.update(connection.execute(query, some).fetchall())
    return [found[member.id] for member in event.members]


def _rows(snapshot: Snapshot, table: str, document: int) -> list[int]:
    """The rows of the texts of an article in their order; ``table``: claims or slots."""
    query = f"SELECT row FROM {table} JOIN texts ON id = text WHERE document = ? ORDER BY number"  # noqa: S608
    return [row for (row,) in snapshot.connection.execute(query, (document,))]
