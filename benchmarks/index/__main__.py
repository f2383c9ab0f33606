"""Every index and the join, on vectors of claims, each beside exact search.

    python -m benchmarks.index --cache FOLDER [--rows N ...] [--seconds S]

Vectors are those of the gists of generated articles, encoded once into FOLDER, for at most S seconds in one run; beyond
what is there noise is added, and the table says so. Seconds are of the clock, with all that runs on the machine;
those in brackets are of the processor, of all threads.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.index.rows import noised, real_rows
from checker.index import INDEXES, join
from checker.index.faiss_index import FINDERS, IVF_FROM, Finder
from checker.index.join import Pairs, recall
from checker.index.rank import nearest
from checker.values.match import Neighbours

QUERIES, NEAREST, THRESHOLD = 200, 10, 0.75
Took = tuple[float, float]  # seconds of the clock and of the processor


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cache", type=Path, required=True)
    parser.add_argument("--rows", type=int, nargs="+", default=[1_000, 10_000, 100_000])
    parser.add_argument("--seconds", type=float, default=240.0, help="of encoding in this run")
    options = parser.parse_args()
    real = real_rows(max(options.rows), options.cache, options.seconds)
    if not len(real):
        raise SystemExit("no vectors are there; give more --seconds")
    order = np.random.default_rng(0).permutation(len(real))
    real = real[order]
    print(f"| rows | of them real | join at {THRESHOLD}, s (cpu) | pairs | recall | all against all, s (cpu) |")
    print("| --- | --- | --- | --- | --- | --- |")
    for count in options.rows:
        _join(noised(real, count), min(count, len(real)))
    print("\n| rows | of them real | index | build, s (cpu) | one of 200 queries, ms (cpu) | MB | recall at 10 |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for count in options.rows:
        _indexes(noised(real, count), min(count, len(real)))


def _indexes(rows: NDArray[np.float32], real: int) -> None:
    queries = np.ascontiguousarray(rows[np.linspace(0, len(rows) - 1, QUERIES).astype(np.int64)])
    flat = INDEXES["flat"](rows.shape[1])
    build = _seconds(lambda: flat.add(rows))
    found = flat.search(queries, NEAREST)
    best = found.scores[:, -1:] - 1e-6  # of equal rows any will do
    search = _seconds(lambda: flat.search(queries, NEAREST))
    _line(rows, real, "flat", build, search, rows.nbytes, 1.0)
    for name, make in FINDERS.items():
        if name == "ivf" and len(rows) < IVF_FROM:
            continue
        finder = make(rows.shape[1])
        build = _seconds(lambda finder=finder: _fill(finder, rows))
        found = _search(finder, rows, queries)
        search = _seconds(lambda finder=finder: _search(finder, rows, queries))
        _line(rows, real, name, build, search, _bytes(finder), float((found.scores >= best).mean()))


def _fill(finder: Finder, rows: NDArray[np.float32]) -> None:
    finder.learn(len(rows), rows.__getitem__)
    finder.add(rows)


def _search(finder: Finder, rows: NDArray[np.float32], queries: NDArray[np.float32]) -> Neighbours:
    return nearest(queries, NEAREST, len(rows), finder.candidates, rows.__getitem__)


def _join(rows: NDArray[np.float32], real: int) -> None:
    found: list[Pairs] = []
    took = _seconds(lambda: found.append(join(rows, THRESHOLD)))
    queries = rows[:: max(1, len(rows) // QUERIES)]
    part = _seconds(lambda: np.flatnonzero((queries @ rows.T).ravel() >= THRESHOLD))
    exact = (part[0] * len(rows) / len(queries), part[1] * len(rows) / len(queries))  # of all, from some
    share = recall(rows, found[0], THRESHOLD)
    print(
        f"| {len(rows):,} | {real:,} | {_both(took)} | {len(found[0]):,} | {share:.4f} | {_both(exact)} |", flush=True
    )


def _bytes(finder: Finder) -> int:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "index"
        finder.save(path)
        return path.stat().st_size


def _seconds(action: Callable[[], object]) -> Took:
    began, worked = time.perf_counter(), time.process_time()
    action()
    return time.perf_counter() - began, time.process_time() - worked


def _both(took: Took, factor: float = 1.0) -> str:
    return f"{took[0] * factor:.2f} ({took[1] * factor:.2f})"


def _line(rows: NDArray[np.float32], real: int, name: str, build: Took, search: Took, size: int, share: float) -> None:
    each = _both(search, 1e3 / QUERIES)
    size_mb = f"{size / 1e6:.1f}"
    print(f"| {len(rows):,} | {real:,} | {name} | {_both(build)} | {each} | {size_mb} | {share:.4f} |", flush=True)


if __name__ == "__main__":
    main()
