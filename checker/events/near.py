"""Which articles are near: an exact scan of a table of signatures, inside a window of days."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

from checker.events.closeness import NAMES, Column, Features, logit, probabilities, shipped_weights
from checker.events.options import EventOptions
from checker.events.table import UNDATED, SignatureTable, table_of
from checker.values.event import Edge, Signature

BLOCK = 8192  # rows that are looked at together: 12 MB of vectors of 384 numbers
SLACK = 1e-3  # of a logit: more than a float32 matrix product errs by

ROWS = 128  # that are held against a block together, where all are held against all

Keys = NDArray[np.uint64] | NDArray[np.int32]
Found = tuple[NDArray[np.int64], Column]  # rows, and the closeness of each


def near(
    new: Signature,
    table: SignatureTable,
    options: EventOptions = EventOptions(),  # noqa: B008 - frozen
    live: NDArray[np.bool_] | None = None,
) -> tuple[tuple[int, float], ...]:
    """The rows of ``table`` that may tell of the event of ``new``, with their closeness, the nearest first.

    Those at or above the gate, all of them. ``live`` (n,) says which rows count; None: all. Of equal closeness the
    lower row comes first.
    """
    rows, closeness = _near(table_of([new], table.vectors.shape[1]), table, options, live)
    order = np.lexsort((rows, -closeness))
    return tuple((int(rows[i]), float(closeness[i])) for i in order)


def between(
    some: SignatureTable,
    table: SignatureTable,
    options: EventOptions = EventOptions(),  # noqa: B008 - frozen
    live: NDArray[np.bool_] | None = None,
) -> Iterator[tuple[int, int, float]]:
    """All pairs of a row of ``some`` and a live row of ``table`` that may tell of one event, as ``near`` finds them."""
    for first in range(0, len(some), ROWS):
        few = some.part(first, min(first + ROWS, len(some)))
        for start in range(0, len(table), BLOCK):
            stop = min(start + BLOCK, len(table))
            if _inside(few.days, table.days[start:stop], options.window).any():
                counted = None if live is None else live[start:stop]
                rows, others, closeness = _of_block(few, table.part(start, stop), options, counted)
                yield from zip((rows + first).tolist(), (others + start).tolist(), closeness.tolist(), strict=True)


def edges(table: SignatureTable, options: EventOptions = EventOptions()) -> tuple[Edge, ...]:  # noqa: B008 - frozen
    """All pairs of rows that may tell of one event, ascending: as ``near`` finds them, each once."""
    order = np.argsort(table.days, kind="stable")  # undated first
    ordered = table.taken(order)
    undated = int(np.count_nonzero(table.days == UNDATED))
    found = []
    for start in range(0, len(ordered), ROWS):
        stop = min(start + ROWS, len(ordered))
        some = ordered.part(start, stop)
        begin = int(np.searchsorted(ordered.days, ordered.days[max(start, min(undated, stop - 1))] - options.window))
        for low, high in ((0, min(undated, stop)), (max(undated, begin), stop)):
            for at in range(low, high, BLOCK):
                rows, others, closeness = _of_block(some, ordered.part(at, min(at + BLOCK, high)), options, None)
                earlier = others + at < rows + start
                a, b = order[rows[earlier] + start].tolist(), order[others[earlier] + at].tolist()
                found += [_edge(x, y, c) for x, y, c in zip(a, b, closeness[earlier].tolist(), strict=True)]
    return tuple(sorted(found))


def features(some: SignatureTable, table: SignatureTable) -> Features:
    """The features of m rows with each of the n of ``table``, as columns (m * n,); cosines by a matrix product."""
    days, others = some.days[:, None], table.days[None, :]  # (m, 1), (1, n)
    undated = (others == UNDATED) | (days == UNDATED)
    products, shared = _names(some, table)
    lengths = np.sqrt(np.outer(_squares(some), _squares(table))).ravel()  # of the two rows of weights, multiplied
    return Features(
        cosine=(some.vectors @ table.vectors.T).astype(np.float64).ravel(),
        names=products / np.where(lengths > 0.0, lengths, 1.0),
        shared_names=np.log1p(shared),
        gap=np.where(undated, 0.0, np.log1p(np.abs(others - days))).ravel(),
        undated=undated.astype(np.float64).ravel(),
        shared_days=_meets(some, table).astype(np.float64),
    )


def _near(one: SignatureTable, table: SignatureTable, options: EventOptions, live: NDArray[np.bool_] | None) -> Found:
    """The rows near the single row of ``one``, ascending, block by block."""
    rows, closeness = [np.zeros(0, np.int64)], [np.zeros(0)]
    for start in range(0, len(table), BLOCK):
        stop = min(start + BLOCK, len(table))
        counted = None if live is None else live[start:stop]
        if _inside(one.days, table.days[start:stop], options.window).any():
            _, at, values = _of_block(one, table.part(start, stop), options, counted)
            rows.append(at + start)
            closeness.append(values)
    return np.concatenate(rows), np.concatenate(closeness)


def _of_block(
    some: SignatureTable, block: SignatureTable, options: EventOptions, live: NDArray[np.bool_] | None
) -> tuple[NDArray[np.int64], NDArray[np.int64], Column]:
    """The near pairs of a row of ``some`` and one of ``block``: both rows, and their closeness.

    First all pairs by a matrix product, then those that are near by cosines that do not depend on the block.
    """
    weights = shipped_weights()
    rough = features(some, block)
    inside = _inside(some.days, block.days, options.window)  # (m, n)
    if live is not None:
        inside &= live
    at = np.flatnonzero(inside.ravel() & (weights.logits(rough) >= logit(options.gate) - SLACK))
    rows, others = np.divmod(at, len(block))
    products = some.vectors[rows].astype(np.float64) * block.vectors[others].astype(np.float64)  # (pairs, dim)
    columns = {name: getattr(rough, name)[at] for name in NAMES} | {"cosine": products.sum(axis=1)}
    closeness = probabilities(weights.logits(Features(**columns)))
    kept = closeness >= options.gate
    return rows[kept], others[kept], closeness[kept]


def _inside(some: NDArray[np.int32], days: NDArray[np.int32], window: int) -> NDArray[np.bool_]:
    """(m, n) which of the days lie inside the window around which; unknown ones lie inside all."""
    apart = np.abs(days[None, :] - some[:, None])
    inside: NDArray[np.bool_] = (apart <= window) | (days == UNDATED)[None, :] | (some == UNDATED)[:, None]
    return inside


def _names(some: SignatureTable, table: SignatureTable) -> tuple[Column, Column]:
    """(m * n,) the sums over the names that two rows have in common: of products, and of the lower weights.

    They are added in the order of the keys, so that a sum is the same whichever of the two is in the table.
    """
    ours, theirs = _meeting(some.names, table.names)
    cells = _rows(some.name_starts, ours) * len(table) + _rows(table.name_starts, theirs)
    a, b = some.name_weights[ours].astype(np.float64), table.name_weights[theirs].astype(np.float64)
    n = len(some) * len(table)
    return _sums(cells, a * b, n), _sums(cells, np.minimum(a, b), n)


def _meets(some: SignatureTable, table: SignatureTable) -> NDArray[np.bool_]:
    """(m * n,) which two rows name one day."""
    ours, theirs = _meeting(some.named_days, table.named_days)
    met = np.zeros(len(some) * len(table), np.bool_)
    met[_rows(some.day_starts, ours) * len(table) + _rows(table.day_starts, theirs)] = True
    return met


def _meeting(a: Keys, b: Keys) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """All places of ``a`` and of ``b`` that hold the same key, in the order of ``b``."""
    order = np.argsort(a, kind="stable")
    first, last = (np.searchsorted(a[order], b, side) for side in ("left", "right"))
    at = np.flatnonzero(last > first)
    times = (last - first)[at]
    within = np.arange(int(times.sum())) - np.repeat(np.cumsum(times) - times, times)
    return order[np.repeat(first[at], times) + within], np.repeat(at, times)


def _squares(table: SignatureTable) -> Column:
    """(n,) the sums of the squared weights of the names of each row."""
    weights = table.name_weights.astype(np.float64)
    rows = np.repeat(np.arange(len(table)), np.diff(table.name_starts))
    return _sums(rows, weights * weights, len(table))


def _sums(rows: NDArray[np.int64], values: Column, n: int) -> Column:
    """(n,) the sum of the values of each row, added one after the other."""
    sums: Column = np.bincount(rows, values, n).astype(np.float64)  # no rows at all make whole numbers
    return sums


def _rows(starts: NDArray[np.int64], at: NDArray[np.int64]) -> NDArray[np.int64]:
    """The rows to which places of a ragged column belong."""
    rows: NDArray[np.int64] = np.searchsorted(starts, at, "right") - 1
    return rows


def _edge(a: int, b: int, closeness: float) -> Edge:
    return Edge(min(a, b), max(a, b), closeness)
