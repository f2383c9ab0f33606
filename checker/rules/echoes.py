"""Where else a source gives a value: how near each document of a run comes to the values of each claim.

A second value in another of its claims is about something else where a source already gives this one in a place about
as near. Worked out once for all pairs of a run, in columns.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from checker.rules.align import NEVER, SILENT, Echoes
from checker.rules.compare import RATE_SECONDS, SAME, Widths, holds_together, reach
from checker.rules.crossing import Crossed, Places, crossed, numbered
from checker.rules.evidence import Evidence, highest_of
from checker.rules.slots import SlotKey, SlotVectors
from checker.values.claim import Claim
from checker.values.interval import Interval
from checker.values.match import Match, Matches
from checker.values.quantity import Dimension, Quantity, Role


class Figures:
    """The figures of all claims that can be compared, in columns: one row each, claim by claim."""

    def __init__(self, claims: Sequence[Claim], slots: SlotVectors, widths: Widths) -> None:
        """Take the figures from the claims; ``widths`` say how far each of them stretches."""
        found = [
            [(k, q) for k, q in enumerate(claim.facts.quantities) if q.comparable and q.dimension not in NEVER]
            for claim in claims
        ]
        self.places = Places.of([len(of) for of in found])
        self.quantities = [q for of in found for _, q in of]
        self.item = np.array([k for of in found for k, _ in of], np.int64)  # among the quantities of its claim
        keys = zip(self.places.claim.tolist(), self.item.tolist(), strict=True)
        self.slot = np.array([slots.row[SlotKey(claim, item)] for claim, item in keys], np.int64)
        self.measure = numbered([_measure(q, currencies=True) for q in self.quantities])[0]
        self.sort = numbered([_measure(q, currencies=False) for q in self.quantities])[0]
        self._widths = widths
        self._stated = _Ends([q.interval for q in self.quantities])
        self._reach = _Ends([reach(q, widths) for q in self.quantities])
        self._way = np.array([q.direction if q.role is Role.CHANGE else 0 for q in self.quantities], np.int64)
        self._rate = np.array([RATE_SECONDS.get(q.per or "", 0.0) for q in self.quantities])

    def comparable(self, pairs: Crossed) -> NDArray[np.bool_]:
        """(n,) what ``align.comparable`` says of each two."""
        same: NDArray[np.bool_] = self.measure[pairs.left] == self.measure[pairs.right]
        return same

    def hold_together(self, pairs: Crossed) -> NDArray[np.bool_]:
        """(n,) what ``compare.holds_together`` says of each two figures with a common measure."""
        i, j = pairs.left, pairs.right
        same = _close(self._stated.low[i], self._stated.low[j]) & _close(self._stated.high[i], self._stated.high[j])
        apart = self._reach.before(i, j) | self._reach.before(j, i)
        found: NDArray[np.bool_] = (same | ~apart) & ~(self._way[i] * self._way[j] < 0)
        for at in np.flatnonzero((self._rate[i] > 0) & (self._rate[j] > 0) & (self._rate[i] != self._rate[j])).tolist():
            found[at] = holds_together(self.quantities[i[at]], self.quantities[j[at]], self._widths)
        return found


def echoes(evidence: Evidence, matches: Sequence[Match], slots: SlotVectors, figures: Figures) -> Echoes:
    """For each (claim, quantity, document) how near that document gives the same value for a like slot.

    ``figures`` are those of the claims of ``evidence``, as wide as readers take their words.
    """
    found: dict[tuple[int, int, int], float] = {}
    if not figures.quantities:
        return found
    table = Matches.of(matches)
    documents = np.array(evidence.document_of, np.int64)
    for pairs in crossed(figures.places, table):
        some = pairs.where(figures.comparable(pairs))
        some = some.where(figures.hold_together(some))
        heard = slots.cosines(figures.slot[some.left], figures.slot[some.right])
        for of, document in ((some.left, table.b), (some.right, table.a)):
            louder(found, figures.places, figures.item, (of, documents[document[some.match]]), heard)
    return found


def louder(
    found: dict[tuple[int, int, int], float],
    places: Places,
    item: NDArray[np.int64],
    of: tuple[NDArray[np.int64], NDArray[np.int64]],
    heard: NDArray[np.float64],
) -> None:
    """Put the highest cosine for each (claim, item, document) into a table; ``of`` are values and documents."""
    keys, highest = highest_of(*of, heard)
    claims, items = places.claim[keys[:, 0]].tolist(), item[keys[:, 0]].tolist()
    for claim, at, document, cosine in zip(claims, items, keys[:, 1].tolist(), highest.tolist(), strict=True):
        key = (claim, at, document)
        found[key] = max(found.get(key, SILENT), cosine)


def _measure(q: Quantity, *, currencies: bool) -> tuple[Dimension, str]:
    """What two figures must have in common to be compared; with ``currencies``, two of them have nothing."""
    own = q.dimension is Dimension.OTHER or (currencies and q.dimension is Dimension.MONEY)
    return q.dimension, q.unit if own else ""


class _Ends:
    """Intervals in columns."""

    def __init__(self, intervals: Sequence[Interval]) -> None:
        self.low = np.array([i.low for i in intervals], np.float64)
        self.high = np.array([i.high for i in intervals], np.float64)
        self._low_open = np.array([i.low_open for i in intervals], np.bool_)
        self._high_open = np.array([i.high_open for i in intervals], np.bool_)

    def before(self, i: NDArray[np.int64], j: NDArray[np.int64]) -> NDArray[np.bool_]:
        """(n,) whether interval i ends before interval j begins, for two columns of places."""
        ends, begins = self.high[i], self.low[j]
        touching: NDArray[np.bool_] = (ends == begins) & (self._high_open[i] | self._low_open[j])
        return touching | (ends < begins)


def _close(x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.bool_]:
    """What ``compare`` takes for one number, in columns."""
    with np.errstate(invalid="ignore"):  # infinity less infinity: those are equal anyway
        near: NDArray[np.bool_] = np.abs(x - y) <= SAME * np.maximum(np.abs(x), np.abs(y))
    same: NDArray[np.bool_] = x == y
    return near | same
