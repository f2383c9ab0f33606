"""Vectors in files: rows are only ever added, in one transaction with what refers to them.

A series is numbered from 0 and goes on through several files, its segments. The tables say how many rows of a segment
count; what lies behind them was written by a process that did not come to its end, and the next writer cuts it off.
"""

from __future__ import annotations

import os
import sqlite3
import sys
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from checker.errors import CorpusError

FOLDER = "segments"
SEGMENT_ROWS = 65_536  # rows after which a new file is begun: 100 MB at 384 dimensions
BLOCK_ROWS = 4096  # rows under one checksum at most
FLOAT_BYTES = 4

Series = Literal["texts", "articles"]
SERIES: tuple[Series, ...] = ("texts", "articles")


@dataclass(frozen=True, slots=True)
class Segment:
    """One file of a series."""

    number: int
    series: str
    first: int  # row of the series with which it begins
    rows: int  # that count

    def path(self, folder: Path) -> Path:
        """Where it lies, in the folder of the corpus."""
        return folder / FOLDER / f"{self.number:06d}.f32"


def segments_of(connection: sqlite3.Connection, series: Series) -> list[Segment]:
    """The segments of a series in their order."""
    found = connection.execute(
        "SELECT number, series, s.first, coalesce(sum(rows), 0) FROM segments s LEFT JOIN blocks ON segment = number "
        "WHERE series = ? GROUP BY number ORDER BY s.first",
        (series,),
    )
    return [Segment(*row) for row in found]


class Rows:
    """The rows of one series as they were at one moment, mapped into memory."""

    def __init__(self, folder: Path, segments: Sequence[Segment], dimension: int) -> None:
        """Map the files now; CorpusError where one is shorter than its rows, FileNotFoundError where one is gone."""
        self._dimension = dimension
        self._parts = [(s.first, _mapped(folder, s, dimension)) for s in segments if s.rows]
        self._starts = np.array([first for first, _ in self._parts], np.int64)

    @property
    def count(self) -> int:
        """How many rows there are."""
        return self._parts[-1][0] + len(self._parts[-1][1]) if self._parts else 0

    def take(self, rows: NDArray[np.int64]) -> NDArray[np.float32]:
        """(n, dimension): the rows of these numbers, copied."""
        taken = np.empty((len(rows), self._dimension), np.float32)
        at = np.searchsorted(self._starts, rows, side="right") - 1  # segment of each
        for part in np.unique(at):
            first, matrix = self._parts[part]
            taken[at == part] = matrix[rows[at == part] - first]
        return taken

    def parts(self) -> Iterator[tuple[int, NDArray[np.float32]]]:
        """(first row, (n, dimension) rows) of each segment, not copied."""
        yield from self._parts


def append(
    connection: sqlite3.Connection,
    folder: Path,
    series: Series,
    matrix: NDArray[np.float32],
    *,
    room: int = SEGMENT_ROWS,
) -> int:
    """Write rows behind those that count, wait until they are on the disk, and note them; give the number of the first.

    To be called inside the transaction that will refer to them. ``room``: rows of a segment.
    """
    known = segments_of(connection, series)
    begin = known[-1].first + known[-1].rows if known else 0
    done = 0
    while done < len(matrix):
        if not known or known[-1].rows >= room:
            known.append(_new_segment(connection, series, begin + done))
        last = known[-1]
        part = matrix[done : done + room - last.rows]
        _write(folder, last, part)
        _note(connection, last, part)
        known[-1] = Segment(last.number, series, last.first, last.rows + len(part))
        done += len(part)
    return begin


def remove_others(connection: sqlite3.Connection, folder: Path) -> int:
    """Remove the segments that no table names: left over from a process that did not come to its end. How many."""
    named = {f"{number:06d}.f32" for (number,) in connection.execute("SELECT number FROM segments")}
    others = [path for path in (folder / FOLDER).glob("*.f32") if path.name not in named]
    for path in others:
        path.unlink(missing_ok=True)
    return len(others)


def sync_folder(path: Path) -> None:
    """Wait until the names in a folder are on the disk; Windows has no way to ask for that."""
    if sys.platform == "win32":
        return
    number = os.open(path, os.O_RDONLY)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def damaged(connection: sqlite3.Connection, folder: Path, dimension: int) -> Iterator[str]:
    """What is wrong with the files, one line each: a file that is gone or too short, a block that has changed."""
    for segment in [s for series in SERIES for s in segments_of(connection, series)]:
        path = segment.path(folder)
        if not path.is_file():
            if segment.rows:
                yield f"{path.name} is gone"
            continue
        for first, rows, checksum in connection.execute(
            "SELECT first, rows, checksum FROM blocks WHERE segment = ? ORDER BY first", (segment.number,)
        ).fetchall():
            with path.open("rb") as file:
                file.seek(first * dimension * FLOAT_BYTES)
                found = file.read(rows * dimension * FLOAT_BYTES)
            if len(found) < rows * dimension * FLOAT_BYTES:
                yield f"{path.name} ends before row {first + rows}"
            elif zlib.crc32(found) != checksum:
                yield f"{path.name} has changed between rows {first} and {first + rows}"


def _mapped(folder: Path, segment: Segment, dimension: int) -> NDArray[np.float32]:
    path = segment.path(folder)
    if path.stat().st_size < segment.rows * dimension * FLOAT_BYTES:
        raise _too_short(folder, segment)
    return np.memmap(path, np.dtype("<f4"), "r", shape=(segment.rows, dimension))


def _too_short(folder: Path, segment: Segment) -> CorpusError:
    cut = f"is damaged: {segment.path(folder).name} is shorter than its {segment.rows} rows"
    return CorpusError(folder, f"{cut}; make its vectors anew with: checker corpus rebuild --corpus {folder}")


def _new_segment(connection: sqlite3.Connection, series: Series, first: int) -> Segment:
    (highest,) = connection.execute("SELECT value FROM settings WHERE name = 'segments'").fetchone() or (0,)
    number = int(highest) + 1
    connection.execute("INSERT OR REPLACE INTO settings VALUES ('segments', ?)", (str(number),))
    connection.execute("INSERT INTO segments VALUES (?, ?, ?)", (number, series, first))
    return Segment(number, series, first, 0)


def _write(folder: Path, segment: Segment, matrix: NDArray[np.float32]) -> None:
    path = segment.path(folder)
    end = segment.rows * matrix.shape[1] * FLOAT_BYTES
    fresh = not path.exists()
    number = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o666)
    with os.fdopen(number, "r+b", buffering=0) as file:
        if os.fstat(number).st_size < end:
            raise _too_short(folder, segment)
        file.truncate(end)  # what a process before has left behind
        file.seek(end)
        left = memoryview(np.ascontiguousarray(matrix, "<f4").tobytes())
        while left:
            left = left[file.write(left) :]
        os.fsync(file.fileno())
    if fresh:
        sync_folder(path.parent)


def _note(connection: sqlite3.Connection, segment: Segment, matrix: NDArray[np.float32]) -> None:
    for start in range(0, len(matrix), BLOCK_ROWS):
        block = np.ascontiguousarray(matrix[start : start + BLOCK_ROWS], "<f4")
        connection.execute(
            "INSERT INTO blocks VALUES (?, ?, ?, ?)",
            (segment.number, segment.rows + start, len(block), zlib.crc32(block.tobytes())),
        )
