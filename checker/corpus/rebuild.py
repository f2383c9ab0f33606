"""Make everything that is derived anew from the articles: claims, vectors, signatures, events."""

from __future__ import annotations

from dataclasses import replace

from checker.corpus.add import Adder
from checker.corpus.ahead import Ahead, in_thread
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
        with ahead(inside, parts) as (reader, able):
            Adder(inside, able, progress, reader).read_again(numbers)
    remove_others(writer.connection, writer.folder)
    writer.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return len(numbers)


def _set(writer: Writer, settings: Settings) -> None:
    for name in ("encoder", "option", "dimension"):
        writer.connection.execute("UPDATE settings SET value = ? WHERE name = ?", (str(getattr(settings, name)), name))
