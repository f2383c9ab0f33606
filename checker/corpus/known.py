"""What the corpus has under the name of an article, and what becomes of it when the article comes again."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, replace

from checker.corpus.codec import unpack
from checker.values.text import Document


@dataclass(frozen=True, slots=True)
class Known:
    """What the corpus has under the name of an article."""

    id: int
    key: bytes
    reading: bytes


def known_as(connection: sqlite3.Connection, name: str) -> Known | None:
    """What there is under that name."""
    found = connection.execute("SELECT id, digest, reading FROM documents WHERE name = ?", (name,)).fetchone()
    return Known(*found) if found else None


def as_kept(connection: sqlite3.Connection, known: Known, document: Document, *, of_feed: bool) -> Document:
    """The article as the corpus is to have it: with the date that a user once set for it, unless that is set anew.

    ``of_feed``: another feed that has it too leaves it as it is, unless it gives more of the text.
    """
    (body,) = connection.execute("SELECT body FROM contents WHERE document = ?", (known.id,)).fetchone()
    before = unpack(body, Document)
    taken = before if of_feed and stays(before, document) else document
    dates = (document.published, before.published)  # to come again without that option does not undo it
    by_hand = next((date for date in dates if date is not None and date.origin == "option"), None)
    return taken if by_hand is None else replace(taken, published=by_hand)


def stays(before: Document, document: Document) -> bool:
    """Whether an article stays as one feed has it when another has it too: otherwise they would take turns."""
    return before.publisher != document.publisher and len(before.text) >= len(document.text)
