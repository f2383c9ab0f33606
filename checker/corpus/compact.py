"""Take out what nothing refers to any more: vectors of articles that are gone, free pages of the database."""

from __future__ import annotations

import sqlite3
import time
from pathlib import Path

import numpy as np

from checker.corpus.segments import Rows, Series, append, damaged, remove_others, segments_of
from checker.corpus.status import NEEDED
from checker.corpus.store import Writer
from checker.errors import CorpusError

ROWS_AT_ONCE = 16_384  # that are copied together: 25 MB at 384 dimensions
SHARDS = "shards"  # folder of a corpus: what workers have finished for a command that has not come to its end
SHARDS_STAY = 7 * 24 * 3600.0  # seconds in which an interrupted command may go on with them

_REFERRING: tuple[tuple[Series, str], ...] = (("texts", "texts"), ("articles", "signatures"))


def compact(writer: Writer) -> int:
    """Write the vectors that are needed into new files, and swap these in by one transaction; how many were left out.

    Whoever looks at the corpus meanwhile sees it as it was before, or as it is afterwards. The old files go in the end.
    """
    with writer.transaction() as connection:
        for problem in damaged(connection, writer.folder, writer.settings.dimension):
            remedy = f"make its vectors anew with: checker corpus rebuild --corpus {writer.folder}"
            raise CorpusError(writer.folder, f"is damaged: {problem}; {remedy}")
        before = sum(segment.rows for series, _ in _REFERRING for segment in segments_of(connection, series))
        connection.execute(f"DELETE FROM texts WHERE id NOT IN ({NEEDED})")  # noqa: S608 - a query of this package
        connection.execute("DELETE FROM judgements WHERE event NOT IN (SELECT event FROM documents)")
        after = sum(_copied(writer, connection, series, table) for series, table in _REFERRING)
    remove_others(writer.connection, writer.folder)
    writer.connection.execute("VACUUM")
    writer.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    _remove_old_shards(writer.folder / SHARDS)
    return before - after


def _remove_old_shards(folder: Path) -> None:
    """Nothing takes those of an older checker or of other rules any more, and nobody has gone on with the others."""
    try:
        for path in list(folder.iterdir()):
            if path.stat().st_mtime < time.time() - SHARDS_STAY:
                path.unlink()
        folder.rmdir()
    except OSError:  # there are none, some are in use, or they are gone already
        return


def _copied(writer: Writer, connection: sqlite3.Connection, series: Series, table: str) -> int:
    """Copy the rows that ``table`` refers to, in their order, and let it refer to the copies; how many there are."""
    old = segments_of(connection, series)
    vectors = Rows(writer.folder, old, writer.settings.dimension)
    rows = np.array([row for (row,) in connection.execute(f"SELECT row FROM {table} ORDER BY row")], np.int64)  # noqa: S608
    connection.execute("DELETE FROM segments WHERE series = ?", (series,))
    for start in range(0, len(rows), ROWS_AT_ONCE):
        some = rows[start : start + ROWS_AT_ONCE]
        first = append(connection, writer.folder, series, vectors.take(some))
        # Ascending, and never above the old number: the number that a row gets is free by then.
        moved = [(first + i, old_row) for i, old_row in enumerate(some.tolist()) if first + i != old_row]
        connection.executemany(f"UPDATE {table} SET row = ? WHERE row = ?", moved)  # noqa: S608
    return len(rows)
