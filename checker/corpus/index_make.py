"""Making the index of a corpus, or bringing it up to date; see ``index.py`` for what it is."""

from __future__ import annotations

import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from checker.corpus.index import (
    FOLDER,
    NOTE,
    VERSION,
    Held,
    IndexNote,
    checksum_of,
    digest_of,
    opened,
    stale,
)
from checker.corpus.lock import writer_lock
from checker.corpus.store import Snapshot
from checker.errors import CorpusError
from checker.index import AUTO, INDEXES, choose_kept
from checker.index.faiss_index import FINDERS, IVF_FROM, Finder, faiss_version
from checker.index.rank import nearest

SAMPLE = 200  # rows by which recall is measured
NEAREST = 10  # of each
LEAST = 0.9  # recall of an index that is chosen by size; one that finds less is not used
ROWS_AT_ONCE = 65_536  # that are added, or looked at: 100 MB at 384 dimensions
_FEWEST = {"hnsw": 1, "ivf": IVF_FROM}  # rows that an index of the kind is made of
LEARN_AGAIN = 4  # times as many rows as cells were learnt from: then they are learnt anew


def index_for(snapshot: Snapshot, name: str) -> tuple[Held | None, str | None]:
    """The index of that name, of 'auto' the one for so many rows, and why there is none where one is asked for.

    None without a reason: all rows are looked at, which misses nothing. Raises RegistryError for an unknown name.
    """
    kind = choose_kept(snapshot.texts.count) if name == AUTO else name
    INDEXES[kind]  # so that a name that nobody has is told, with the nearest there is
    if kind not in FINDERS:
        return None, None
    held, why = brought_up(snapshot, kind)
    if held is not None and name == AUTO and held.note.recall < LEAST:
        return None, f"the index {kind} finds only {held.note.recall:.0%} of the nearest of these vectors"
    return held, why


def brought_up(snapshot: Snapshot, kind: str) -> tuple[Held | None, str | None]:
    """The index of that kind for this moment, made or brought up to date where that is called for, and why it is not.

    Where it cannot be written, or another process is at it, what there is is given, or nothing: it is never needed.
    """
    held = opened(snapshot, kind)
    rows = snapshot.texts.count
    if (held is not None and not stale(held.note, rows)) or rows < _FEWEST[kind]:
        return held, None
    try:
        with _alone(snapshot.folder) as free:
            if not free:
                return held, "another process is making the index"
            return _made(snapshot, kind), None
    except OSError as error:
        return held, f"the index cannot be written ({error.strerror or error})"


@contextmanager
def _alone(folder: Path) -> Iterator[bool]:
    """Hold the lock of the index, if it is free: articles may come in meanwhile."""
    (folder / FOLDER).mkdir(exist_ok=True)
    lock = writer_lock(folder / FOLDER)
    try:
        lock.__enter__()
    except CorpusError as error:
        if isinstance(error.__cause__, OSError):
            raise error.__cause__ from error
        yield False
        return
    try:
        yield True
    finally:
        lock.__exit__(None, None, None)


def _made(snapshot: Snapshot, kind: str) -> Held | None:
    """Make it, or add to it what came since; write it under a name of its own, then the note that names it."""
    began = time.perf_counter()
    held = opened(snapshot, kind, to_add=True)  # once more: another process may have made it
    count = snapshot.texts.count
    if held is not None and count <= LEARN_AGAIN * held.note.learnt:
        finder, learnt = held.finder, held.note.learnt
    else:
        finder, learnt = FINDERS[kind](snapshot.settings.dimension), count
        finder.learn(count, snapshot.texts.take)
    for start in range(finder.size, count, ROWS_AT_ONCE):
        finder.add(snapshot.texts.take(np.arange(start, min(count, start + ROWS_AT_ONCE))))
    seconds = time.perf_counter() - began
    digest = digest_of(snapshot, count)
    if digest is None:  # not reached: a snapshot ends with a block
        return None
    share, by_index, by_all = measured(snapshot, finder)
    file, checksum = _written(snapshot.folder, finder, f"{kind}-{digest[:16]}.faiss")
    note = IndexNote(
        version=VERSION,
        kind=kind,
        encoder=snapshot.settings.encoder,
        dimension=snapshot.settings.dimension,
        rows=count,
        digest=digest,
        faiss=faiss_version(),
        file=file,
        checksum=checksum,
        made=datetime.now(UTC).isoformat(timespec="seconds"),
        seconds=round(seconds, 3),
        learnt=learnt,
        recall=share,
        sample=min(SAMPLE, count),
        index_ms=by_index,
        exact_ms=by_all,
    )
    _keep(snapshot.folder, note)
    return Held(note, finder)


def measured(snapshot: Snapshot, finder: Finder) -> tuple[float, float, float]:
    """The share of the 10 nearest of a sample that the index finds, and ms per row: of the index, of looking at all."""
    count = snapshot.texts.count
    sample = np.unique(np.linspace(0, count - 1, min(SAMPLE, count)).astype(np.int64))
    queries = snapshot.texts.take(sample)
    k = min(NEAREST, count)
    began = time.perf_counter()
    found = nearest(queries, k, count, finder.candidates, snapshot.texts.take)
    between = time.perf_counter()
    best = _tenth_best(snapshot, queries, k)
    ended = time.perf_counter()
    hits = found.scores >= best[:, None] - np.float32(1e-6)  # of equal rows any will do
    share = round(float(hits.mean()), 4)
    return share, round((between - began) / len(sample) * 1e3, 3), round((ended - between) / len(sample) * 1e3, 3)


def _tenth_best(snapshot: Snapshot, queries: NDArray[np.float32], k: int) -> NDArray[np.float32]:
    """(n,): the k-th highest cosine of each query, every row looked at."""
    best = np.full((len(queries), k), -np.inf, np.float32)
    for _, matrix in snapshot.texts.parts():
        for start in range(0, len(matrix), ROWS_AT_ONCE // 4):
            both = np.concatenate([best, queries @ matrix[start : start + ROWS_AT_ONCE // 4].T], axis=1)
            best = np.partition(both, both.shape[1] - k, axis=1)[:, -k:]
    lowest: NDArray[np.float32] = best.min(axis=1)
    return lowest


def _written(folder: Path, finder: Finder, name: str) -> tuple[str, int]:
    """The file and its checksum, once it is on the disk under its name."""
    path = folder / FOLDER / name
    part = path.with_suffix(".part")
    try:
        finder.save(part)
        with part.open("rb+") as file:  # Windows syncs only what may be written
            os.fsync(file.fileno())
        checksum = checksum_of(part)
        part.replace(path)
    except OSError:
        part.unlink(missing_ok=True)  # on a full disk it would be in the way of what matters
        raise
    return name, checksum


def _keep(folder: Path, note: IndexNote) -> None:
    """Put the note in place in one step, then take out what no note names; readers keep what they have open."""
    path = folder / FOLDER / NOTE
    part = path.with_suffix(".part")
    with part.open("w", encoding="utf-8") as file:
        json.dump(asdict(note), file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    part.replace(path)
    for other in (folder / FOLDER).iterdir():
        if other.suffix in {".faiss", ".part"} and other.name != note.file:
            other.unlink(missing_ok=True)
