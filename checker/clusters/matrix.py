"""Average linkage of one component as a matrix of sums, in which a merge adds two rows."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from checker.values.match import Matches

NOT_KNOWN = -1  # of a partner
AT_ONCE = 64  # clusters whose means are worked out together
SHRINK = 64  # clusters from which the matrix is made smaller once half of them are merged away


def link_matrix(count: int, pairs: Matches, threshold: float, missing: float) -> list[list[int]]:
    """The clusters of ``count`` rows, merged while the highest mean is at or above ``threshold``.

    Of equal means that of the lowest names is merged first; a row is named by its number, a merge by the next one.
    """
    links = _Links(count, pairs, counted=missing != 0 or threshold <= 0)
    while True:
        found = links.nearest(threshold, missing)
        if found is None:
            return links.groups
        links.merge(*found, missing)


class _Links:
    """The clusters that are left, with the sums of the known cosines between each two.

    ``best`` is each cluster's highest mean and ``partner`` one with which it has it. Where the partner is merged away,
    ``best`` is left as an upper bound, since a merge raises no mean but for its rounding. It is worked out anew only
    where the cluster comes up as the next to be merged; of equal partners the one merged last is taken, to make that
    rare.
    """

    def __init__(self, count: int, pairs: Matches, *, counted: bool) -> None:
        """``counted``: pairs that are not in the graph count for something, so the others have to be counted."""
        self.groups = [[i] for i in range(count)]
        self._sums = np.zeros((count, count))
        self._known = np.zeros((count, count), np.int32) if counted else None  # how many pairs of two are known
        for a, b in ((pairs.a, pairs.b), (pairs.b, pairs.a)):
            self._sums[a, b] = pairs.cosine
            if self._known is not None:
                self._known[a, b] = 1
        self._size = np.ones(count, np.int64)
        self._name = np.arange(count)
        self._fresh = count
        self._dead = 0
        self._best = np.full(count, -np.inf)
        for a in (pairs.a, pairs.b):
            np.maximum.at(self._best, a, pairs.cosine)
        self._partner = np.full(count, NOT_KNOWN)

    def nearest(self, threshold: float, missing: float) -> tuple[int, int] | None:
        """The places of the two that are merged next, the lower name first; None where none is near enough."""
        while True:
            highest = self._best.max()
            if not highest >= threshold:
                self._shrink(least=0)
                return None
            ties = self._best == highest
            one = self._lowest(ties)
            if self._partner[one] != NOT_KNOWN:
                return one, self._lowest(self._means(np.array([one]), missing)[0] == highest)
            open_ties = np.flatnonzero(ties & (self._partner == NOT_KNOWN))
            for start in range(0, len(open_ties), AT_ONCE):
                self._settle(open_ties[start : start + AT_ONCE], missing)

    def merge(self, one: int, other: int, missing: float) -> None:
        """Put the second cluster to the first, whose place the merge takes."""
        for table in (self._sums, self._known):
            if table is not None:
                table[one] += table[other]
                table[one, [one, other]] = 0
                table[:, one] = table[one]
                table[other] = table[:, other] = 0
        self._size[one] += self._size[other]
        self._name[one] = self._fresh
        self._fresh += 1
        self.groups[one] += self.groups[other]
        self.groups[other] = []
        means = self._means(np.array([one]), missing)[0]
        self._partner[(self._partner == one) | (self._partner == other)] = NOT_KNOWN
        nearer = means >= self._best  # the mean stays, or comes out higher by its rounding
        self._best[nearer], self._partner[nearer] = means[nearer], one
        self._settle(np.array([one]), missing)
        self._best[other] = -np.inf
        self._dead += 1
        if 2 * self._dead > len(self.groups):
            self._shrink(least=SHRINK)

    def _settle(self, at: NDArray[np.int64], missing: float) -> None:
        """Note the highest mean of the clusters at some places, and of their partners in it that of the last name."""
        means = self._means(at, missing)
        self._best[at] = highest = means.max(axis=1)
        self._partner[at] = np.where(means == highest[:, None], self._name, -1).argmax(axis=1)

    def _lowest(self, chosen: NDArray[np.bool_]) -> int:
        """The place of the lowest name among those chosen."""
        places = np.flatnonzero(chosen)
        return int(places[np.argmin(self._name[places])])

    def _means(self, at: NDArray[np.int64], missing: float) -> NDArray[np.float64]:
        """(m, n) the mean cosines of the clusters at m places with the others; -inf where no pair is known."""
        pairs = self._size[at, None] * self._size
        if self._known is None:  # the mean of two without a known pair is 0, and below any threshold that is asked for
            means = self._sums[at] / pairs
            means[np.arange(len(at)), at] = -np.inf
            return means
        known = self._known[at]
        means = (self._sums[at] + missing * (pairs - known)) / pairs
        return np.where(known > 0, means, -np.inf)

    def _shrink(self, least: int) -> None:
        """Leave out the places of clusters that are merged away."""
        if len(self.groups) < least:
            return
        left = np.flatnonzero([bool(group) for group in self.groups])
        self.groups = [self.groups[i] for i in left]
        self._sums = self._sums[np.ix_(left, left)]
        if self._known is not None:
            self._known = self._known[np.ix_(left, left)]
        place = np.full(len(self._name), NOT_KNOWN)
        place[left] = np.arange(len(left))
        self._partner = np.where(self._partner[left] < 0, NOT_KNOWN, place[self._partner[left]])
        self._size, self._name, self._best = self._size[left], self._name[left], self._best[left]
        self._dead = 0
