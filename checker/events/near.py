"""Which articles are near: an exact scan of a table of signatures, inside a window of days."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from checker.events.closeness import NAMES, Column, Features, logit, probabilities, shipped_weights
from checker.events.options import EventOptions
from checker.events.table import UNDATED, SignatureTable, table_of
from checker.values.event import Edge, Signature

BLOCK = 8192  # rows that are looked at together: 12 MB of vectors of 384 numbers
SLACK = 1e-3  # of a logit: more than a float32 matrix product errs by

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


def edges(table: SignatureTable, options: EventOptions = EventOptions()) -> tuple[Edge, ...]:  # noqa: B008 - frozen
    """All pairs of rows that may tell of one event, ascending: as ``near`` finds them, each once."""
    order = np.argsort(table.days, kind="stable")  # undated first
    ordered = table.taken(order)
    undated = int(np.count_nonzero(table.days == UNDATED))
    found = []
    for i in range(1, len(ordered)):
        begin = i if i < undated else int(np.searchsorted(ordered.days, ordered.days[i] - options.window, "left"))
        begin = max(begin, undated)  # where the articles inside of the window begin
        for low, high in ((0, min(undated, i)), (begin, i)):
            if low < high:
                rows, closeness = _near(ordered.part(i, i + 1), ordered.part(low, high), options, None)
                others = order[rows + low]
                found += [_edge(int(order[i]), int(j), c) for j, c in zip(others, closeness.tolist(), strict=True)]
    return tuple(sorted(found))


def features(one: SignatureTable, table: SignatureTable) -> Features:
    """The features of each row of ``table`` (n,) with the single row of ``one``; cosines by a matrix product."""
    gap = np.abs(table.days - one.days[0]).astype(np.float64)
    undated = (table.days == UNDATED) | (one.days[0] == UNDATED)
    products, shared = _names(one, table)
    lengths = np.sqrt(_squares(table) * _squares(one)[0])  # of the rows of weights, multiplied
    return Features(
        cosine=(table.vectors @ one.vectors[0]).astype(np.float64),
        names=products / np.where(lengths > 0.0, lengths, 1.0),
        shared_names=np.log1p(shared),
        gap=np.where(undated, 0.0, np.log1p(gap)),
        undated=undated.astype(np.float64),
        shared_days=np.minimum(_hits(table.day_starts, table.named_days, one.named_days), 1.0),
    )


def _near(one: SignatureTable, table: SignatureTable, options: EventOptions, live: NDArray[np.bool_] | None) -> Found:
    """The rows near the single row of ``one``, ascending, block by block."""
    rows, closeness = [np.zeros(0, np.int64)], [np.zeros(0)]
    for start in range(0, len(table), BLOCK):
        stop = min(start + BLOCK, len(table))
        inside = _inside(int(one.days[0]), table.days[start:stop], options.window)
        if live is not None:
            inside &= live[start:stop]
        if inside.any():
            at, values = _of_block(one, table.part(start, stop), inside, options)
            rows.append(at + start)
            closeness.append(values)
    return np.concatenate(rows), np.concatenate(closeness)


def _of_block(one: SignatureTable, block: SignatureTable, inside: NDArray[np.bool_], options: EventOptions) -> Found:
    """First all rows by a matrix product, then those that are near by cosines that do not depend on the block."""
    weights = shipped_weights()
    rough = features(one, block)
    at = np.flatnonzero(inside & (weights.logits(rough) >= logit(options.gate) - SLACK))
    products = block.vectors[at].astype(np.float64) * one.vectors[0].astype(np.float64)  # (m, dim)
    columns = {name: getattr(rough, name)[at] for name in NAMES} | {"cosine": products.sum(axis=1)}
    chosen = Features(**columns)
    closeness = probabilities(weights.logits(chosen))
    kept = closeness >= options.gate
    return at[kept], closeness[kept]


def _inside(day: int, days: NDArray[np.int32], window: int) -> NDArray[np.bool_]:
    """(n,) which of the days lie inside the window around one; unknown ones do."""
    if day == UNDATED:
        return np.ones(len(days), np.bool_)
    inside: NDArray[np.bool_] = (np.abs(days - day) <= window) | (days == UNDATED)
    return inside


def _names(one: SignatureTable, table: SignatureTable) -> tuple[Column, Column]:
    """(n,) the sums over the names that a row has in common with ``one``: of products, and of the lower weights.

    They are added in the order of the keys, so that a sum is the same whichever of the two is the row.
    """
    at = np.flatnonzero(np.isin(table.names, one.names))
    rows = _rows(table.name_starts, at)
    theirs = table.name_weights[at].astype(np.float64)
    ours = one.name_weights[np.searchsorted(one.names, table.names[at])].astype(np.float64)
    n = len(table)
    return _sums(rows, theirs * ours, n), _sums(rows, np.minimum(theirs, ours), n)


def _squares(table: SignatureTable) -> Column:
    """(n,) the sums of the squared weights of the names of each row."""
    weights = table.name_weights.astype(np.float64)
    rows = np.repeat(np.arange(len(table)), np.diff(table.name_starts))
    return _sums(rows, weights * weights, len(table))


def _sums(rows: NDArray[np.int64], values: Column, n: int) -> Column:
    """(n,) the sum of the values of each row, added one after the other."""
    sums: Column = np.bincount(rows, values, n).astype(np.float64)  # no rows at all make whole numbers
    return sums


def _hits(starts: NDArray[np.int64], keys: NDArray[np.int32], wanted: NDArray[np.int32]) -> Column:
    """(n,) how many of the keys of each row are among those wanted."""
    at = np.flatnonzero(np.isin(keys, wanted))
    return np.bincount(_rows(starts, at), minlength=len(starts) - 1).astype(np.float64)


def _rows(starts: NDArray[np.int64], at: NDArray[np.int64]) -> NDArray[np.int64]:
    """The rows to which places of a ragged column belong."""
    rows: NDArray[np.int64] = np.searchsorted(starts, at, "right") - 1
    return rows


def _edge(a: int, b: int, closeness: float) -> Edge:
    return Edge(min(a, b), max(a, b), closeness)
