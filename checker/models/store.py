"""Vectors by key in one SQLite file: safe against crashes and other processes, bounded, rebuilt when broken."""

from __future__ import annotations

import sqlite3
import zlib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from pathlib import Path
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

MAX_BYTES = 256 * 1024 * 1024  # about 150,000 vectors of the built-in encoder
SCHEMA = 1  # PRAGMA user_version of the file; a file of another version is dropped
CHECKSUM_BYTES = 4
PAGE_BYTES = 16384  # ten vectors of the built-in encoder; the usual 4096 holds two and wastes a quarter
KEYS_PER_QUERY = 500  # SQLite takes 999 parameters in the oldest versions
ROWS_PER_WRITE = 2000  # between two looks at the size of the file
WAIT_SECONDS = 10.0  # for another process that writes
SHARE_DROPPED = 4  # a full file loses one row in so many, the oldest

T = TypeVar("T")


class StoreError(Exception):
    """The file can neither be used nor rebuilt. It never leaves this package: caches may fail."""


class VectorStore:
    """A table key -> vector. Each call opens the file and closes it, so nothing is held across threads or forks."""

    def __init__(self, path: Path, max_bytes: int = MAX_BYTES) -> None:
        self._path = path
        self._max_bytes = max_bytes

    def read(self, keys: Sequence[bytes], dimension: int) -> dict[bytes, NDArray[np.float32]]:
        """The vectors that are there, of those keys; one whose checksum or length is wrong is not there."""
        if not keys or not self._path.exists():
            return {}
        return self._with_connection(lambda connection: dict(_select(connection, keys, dimension)))

    def write(self, vectors: Mapping[bytes, NDArray[np.float32]]) -> None:
        """Add the vectors; where the file then is over its size, the oldest rows go."""

        def insert(connection: sqlite3.Connection) -> None:
            rows = [(key, _pack(key, vector)) for key, vector in vectors.items()]
            for start in range(0, len(rows), ROWS_PER_WRITE):
                part = rows[start : start + ROWS_PER_WRITE]
                with connection:
                    connection.executemany("INSERT OR REPLACE INTO vectors (key, vector) VALUES (?, ?)", part)
                    self._evict(connection)

        self._with_connection(insert)

    def _evict(self, connection: sqlite3.Connection) -> None:
        while _used_bytes(connection) > self._max_bytes:
            first, last = connection.execute("SELECT min(rowid), max(rowid) FROM vectors").fetchone()
            if first is None:
                return
            limit = first + -(-(last - first + 1) // SHARE_DROPPED)  # rounded up: at least one row goes
            connection.execute("DELETE FROM vectors WHERE rowid < ?", (limit,))

    def _with_connection(self, action: Callable[[sqlite3.Connection], T]) -> T:
        """Run ``action``; a broken file is dropped and the action runs on a new one."""
        try:
            try:
                return self._attempt(action)
            except sqlite3.OperationalError:  # locked, read-only, full: the file itself is sound
                raise
            except sqlite3.DatabaseError:
                self._drop()
                return self._attempt(action)
        except (sqlite3.Error, OSError) as error:
            raise StoreError(f"{self._path} cannot be used ({error})") from error

    def _attempt(self, action: Callable[[sqlite3.Connection], T]) -> T:
        self._path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with closing(sqlite3.connect(self._path, timeout=WAIT_SECONDS)) as connection:
            _prepare(connection)
            return action(connection)

    def _drop(self) -> None:
        # The journal goes first: left alone beside a new file, it would be played back into it.
        for suffix in ("-journal", ""):
            self._path.with_name(self._path.name + suffix).unlink(missing_ok=True)


def _used_bytes(connection: sqlite3.Connection) -> int:
    """The size of the file without the pages that deleted rows have left free for new ones."""
    names = ("page_count", "freelist_count", "page_size")
    pages, free, size = (int(connection.execute(f"PRAGMA {name}").fetchone()[0]) for name in names)
    return (pages - free) * size


def _prepare(connection: sqlite3.Connection) -> None:
    """Make the table where there is none; a process that comes second waits, and finds it."""
    # Not waiting for the disk saves 30 ms a run. A power cut may then break the file, which is noticed: SQLite sees
    # broken pages and each row has a checksum. A crash of the program alone breaks nothing.
    connection.execute("PRAGMA synchronous = OFF")
    version = connection.execute("PRAGMA user_version").fetchone()[0]
    if version == SCHEMA:
        return
    if version != 0:
        raise sqlite3.DatabaseError(f"its format is {version}, not {SCHEMA}")
    connection.execute(f"PRAGMA page_size = {PAGE_BYTES}")
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("CREATE TABLE IF NOT EXISTS vectors (key BLOB UNIQUE NOT NULL, vector BLOB NOT NULL)")
    connection.execute(f"PRAGMA user_version = {SCHEMA}")
    connection.commit()


def _select(
    connection: sqlite3.Connection, keys: Sequence[bytes], dimension: int
) -> Iterator[tuple[bytes, NDArray[np.float32]]]:
    for start in range(0, len(keys), KEYS_PER_QUERY):
        part = keys[start : start + KEYS_PER_QUERY]
        marks = ", ".join("?" * len(part))
        for key, packed in connection.execute(f"SELECT key, vector FROM vectors WHERE key IN ({marks})", part):  # noqa: S608
            vector = _unpack(key, packed, dimension)
            if vector is not None:
                yield key, vector


def _pack(key: bytes, vector: NDArray[np.float32]) -> bytes:
    values = vector.astype("<f4").tobytes()
    return zlib.crc32(key + values).to_bytes(CHECKSUM_BYTES, "little") + values


def _unpack(key: bytes, packed: bytes, dimension: int) -> NDArray[np.float32] | None:
    checksum, values = packed[:CHECKSUM_BYTES], packed[CHECKSUM_BYTES:]
    if len(values) != 4 * dimension or zlib.crc32(key + values) != int.from_bytes(checksum, "little"):
        return None
    return np.frombuffer(values, "<f4").astype(np.float32)
