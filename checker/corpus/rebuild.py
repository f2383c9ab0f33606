"""Make everything that is derived anew from the articles: claims, vectors, signatures, events."""

from __future__ import annotations

import sqlite3
from collections.abc import Mapping
from dataclasses import replace

from checker.corpus.add import Adder
from checker.corpus.ahead import Ahead, in_thread
from checker.corpus.grouping import together
from checker.corpus.segments import remove_others
from checker.corpus.store import Settings, Writer
from checker.pipeline import Parts
from checker.values.progress import Progress

_DERIVED = ("claims", "slots", "signatures", "edges", "judgements", "texts", "segments")  # what refers goes first


def rebuild(
    writer: Writer, parts: Parts, option: str, progress: Progress | None = None, ahead: Ahead = in_thread
) -> int:
    """Read all articles anew and encode them with the encoder of ``parts``, named ``option``; how many there are.

    All in one transaction: whoever looks meanwhile sees the corpus as it was, and an end in the middle leaves it so.
    ``ahead`` says who reads the articles.
    """
    with writer.transaction() as connection:
        for table in _DERIVED:
            connection.execute(f"DELETE FROM {table}")  # noqa: S608 - names of tables
        connection.execute("DELETE FROM settings WHERE name = 'centre'")
        fresh = replace(writer.settings, encoder=parts.encoder.name, option=option, dimension=parts.encoder.dimension)
        _set(writer, fresh)
        inside = Writer(writer.folder, fresh, connection)
        numbers = [number for (number,) in connection.execute("SELECT id FROM documents ORDER BY id")]
        before = dict(connection.execute("SELECT id, event FROM documents WHERE checked = 1").fetchall())
        connection.execute("UPDATE documents SET checked = 0")
        with ahead(inside, parts) as (reader, able):
            Adder(inside, able, progress, reader).read_again(numbers)
        _check_again(connection, before)
    remove_others(writer.connection, writer.folder)
    writer.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return len(numbers)


def _check_again(connection: sqlite3.Connection, before: Mapping[int, int]) -> None:
    """Let those count as checked that did before, with their events then, as ``grouping.regroup`` does.

    Only now: on the way events lack the articles that are still to be read.
    """
    now: dict[int, dict[int, int]] = {}
    for document, event in connection.execute("SELECT id, event FROM documents"):
        if document in before:
            now.setdefault(event, {})[document] = before[document]
    stay = [(document,) for members in now.values() for document in together(members)]
    connection.executemany("UPDATE documents SET checked = 1 WHERE id = ?", stay)


def _set(writer: Writer, settings: Settings) -> None:
    for name in ("encoder", "option", "dimension"):
        writer.connection.execute("UPDATE settings SET value = ? WHERE name = ?", (str(getattr(settings, name)), name))
