"""All pairs of rows at or above a cosine, without computing every cosine.

Rows are put into cells by k-means. The members of a cell are held, in one matrix product, against all rows that have it
among their nearest cells. A pair is found from either side, so it is missed only where neither row looks into the cell
of the other: at high cosines hardly ever. ``recall`` says how often.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from checker.index.protocol import unit_rows
from checker.index.rank import TIE

PROBES = 8  # cells that a row looks into
ROUNDS = 6  # of k-means
LEARNT_FROM = 64  # rows for each cell
FEWEST = 2_000  # rows; fewer are one cell, so that none is missed
FLOATS_AT_ONCE = 8_000_000  # of a matrix of cosines or of gathered rows: 32 MB
SEED = 20


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of rows a < b, each once, by a and then b."""

    a: NDArray[np.int64]  # (m,)
    b: NDArray[np.int64]  # (m,)
    cosines: NDArray[np.float32]  # (m,)

    def __len__(self) -> int:
        return len(self.a)


def join(rows: NDArray[np.float32], threshold: float, *, cells: int | None = None, probes: int = PROBES) -> Pairs:
    """The pairs of (n, dimension) rows of length 1 whose cosine is ``threshold`` or more.

    ``cells``: by default the square root of n. The result is the same in every run. It takes 32 MB at a time beside
    rows and pairs. Raises ModelError for rows that are not of length 1.
    """
    rows = unit_rows(rows, rows.shape[1])
    if len(rows) <= FEWEST:
        cells = 1
    elif cells is None:
        cells = round(math.sqrt(len(rows)))
    centres = _centres(rows, cells)
    looks = _nearest_cells(rows, centres, min(probes, cells))  # (n, probes), nearest first
    members, lookers = _by_cell(looks[:, :1], cells), _by_cell(looks, cells)
    found = [_of_cell(rows, members[cell], lookers[cell], threshold) for cell in range(cells)]
    return _pairs(rows, np.concatenate(found), threshold)


def recall(rows: NDArray[np.float32], pairs: Pairs, threshold: float, sample: int = 1000) -> float:
    """The share of the pairs of some rows, evenly spread, that were found; NaN where these have none."""
    some = np.unique(np.linspace(0, len(rows) - 1, min(sample, len(rows))).astype(np.int64))
    known = pairs.a * len(rows) + pairs.b
    found = wanted = 0
    for start in range(0, len(some), step := max(1, FLOATS_AT_ONCE // len(rows))):
        part = some[start : start + step]
        left, right = np.nonzero(rows[part] @ rows.T >= threshold + TIE)
        left = part[left]
        low, high = np.minimum(left, right), np.maximum(left, right)
        codes = _distinct((low * len(rows) + high)[low != high])
        wanted += len(codes)
        found += int(np.isin(codes, known).sum())
    return found / wanted if wanted else math.nan


def _centres(rows: NDArray[np.float32], cells: int) -> NDArray[np.float32]:
    """(cells, dimension) of length 1, by spherical k-means on rows that are spread evenly."""
    learnt = rows[np.unique(np.linspace(0, len(rows) - 1, min(len(rows), LEARNT_FROM * cells)).astype(np.int64))]
    rng = np.random.default_rng(SEED)
    centres = learnt[rng.permutation(len(learnt))[:cells]].copy()
    if cells == 1:
        return centres
    for _ in range(ROUNDS):
        of = _nearest_cells(learnt, centres, 1)[:, 0]
        order = np.argsort(of, kind="stable")
        held, starts = np.unique(of[order], return_index=True)
        sums = np.add.reduceat(learnt[order], starts, axis=0)
        lengths = np.linalg.norm(sums, axis=1, keepdims=True)
        centres[held] = np.divide(sums, lengths, out=centres[held], where=lengths > 0)
    return centres


def _nearest_cells(rows: NDArray[np.float32], centres: NDArray[np.float32], probes: int) -> NDArray[np.int32]:
    """(n, probes): the cells nearest to each row, near to far."""
    cells = np.zeros((len(rows), probes), np.int32)
    if len(centres) <= 1:
        return cells
    step = max(1, FLOATS_AT_ONCE // len(centres))
    for start in range(0, len(rows), step):
        far = -(rows[start : start + step] @ centres.T)
        near = np.argpartition(far, probes - 1, axis=1)[:, :probes] if probes < len(centres) else _all(far)
        order = np.lexsort((near, np.take_along_axis(far, near, axis=1)), axis=1)
        cells[start : start + step] = np.take_along_axis(near, order, axis=1)
    return cells


def _all(far: NDArray[np.float32]) -> NDArray[np.int64]:
    return np.broadcast_to(np.arange(far.shape[1]), far.shape)


def _by_cell(looks: NDArray[np.int32], cells: int) -> list[NDArray[np.int64]]:
    """The rows that look into each cell, ascending; ``looks`` is (n, probes)."""
    flat = looks.ravel()
    order = np.argsort(flat, kind="stable")
    bounds = np.searchsorted(flat[order], np.arange(1, cells))
    return np.split(order // looks.shape[1], bounds)


def _of_cell(
    rows: NDArray[np.float32], members: NDArray[np.int64], lookers: NDArray[np.int64], threshold: float
) -> NDArray[np.int64]:
    """Codes a * n + b of the pairs of a member of the cell with a row that looks into it."""
    found = [np.empty(0, np.int64)]
    for some, others in _blocks(members, lookers, rows.shape[1]):
        at = np.flatnonzero((rows[some] @ rows[others].T).ravel() >= threshold - TIE)
        a, b = some[at // len(others)], others[at % len(others)]
        low, high = np.minimum(a, b), np.maximum(a, b)
        found.append((low * len(rows) + high)[low != high])
    return _distinct(np.concatenate(found))


def _blocks(
    members: NDArray[np.int64], lookers: NDArray[np.int64], dimension: int
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Both in shares that are gathered, and whose cosines are computed, within the bound."""
    most = max(1, FLOATS_AT_ONCE // dimension)
    for start in range(0, len(members), most):
        some = members[start : start + most]
        step = max(1, min(most, FLOATS_AT_ONCE // len(some)))
        for first in range(0, len(lookers), step):
            yield some, lookers[first : first + step]


def _pairs(rows: NDArray[np.float32], codes: NDArray[np.int64], threshold: float) -> Pairs:
    """Each pair once, and scored by itself: the last digit of a product of matrices depends on their shapes."""
    codes = _distinct(codes)
    a, b = codes // max(1, len(rows)), codes % max(1, len(rows))
    cosines = np.empty(len(codes), np.float32)
    step = max(1, FLOATS_AT_ONCE // max(1, rows.shape[1]))
    for start in range(0, len(codes), step):
        some = slice(start, start + step)
        cosines[some] = np.einsum("ij,ij->i", rows[a[some]], rows[b[some]])
    kept = cosines >= threshold
    return Pairs(a[kept], b[kept], cosines[kept])


def _distinct(codes: NDArray[np.int64]) -> NDArray[np.int64]:
    """Sorted, each once. (``np.unique`` of numpy 2.4 hashes whole numbers, which takes ten times as long.)"""
    codes = np.sort(codes)
    fresh = np.ones(len(codes), bool)
    fresh[1:] = codes[1:] != codes[:-1]
    return codes[fresh]
