"""Which pairs of claims hold two figures that may be of one thing: the bound of ``align`` for all pairs at once.

What the phrases of two figures say is weighed once for each two sorts of phrases, how near their slots are for each two
figures; by how much others are nearer is not known yet, and counts as much as it can.
"""

from __future__ import annotations

from collections.abc import Hashable, Mapping

import numpy as np
from numpy.typing import NDArray

from checker.rules.align import ECHO_REACH, LOG_CAP, SMALL, pair_features
from checker.rules.crossing import Crossed, by_sorts, crossed, numbered
from checker.rules.echoes import Figures
from checker.rules.weigh import weights
from checker.rules.whole import Chosen, Whole, logit_of, of_claims
from checker.values.quantity import Quantity

OF_VALUES = frozenset({"log_ratio", "small"})  # what ``pair_features`` says of the numbers, not of the phrases
PHRASE = (
    *("dimension", "unit", "per", "role", "direction", "part", "vague", "approximation", "counted", "measure"),
    "qualifiers",
)


def may_be_one_thing(whole: Whole, least: float) -> Chosen:
    """The pairs of which two figures may be of one thing with at least that probability."""
    table, figures = weights("same_slot"), whole.figures
    shared, floor = of_claims(table, whole.columns), logit_of(least)
    phrases = _Phrases(figures, table.of)
    found = np.zeros(len(whole.matches), np.bool_)
    for every in crossed(figures.places, whole.matches):
        pairs = every.where(figures.sort[every.left] == figures.sort[every.right])
        cosine = whole.slots.cosines(figures.slot[pairs.left], figures.slot[pairs.right])
        ratio = _log_ratios(phrases.middle[pairs.left], phrases.middle[pairs.right])
        highest = shared[pairs.match] + phrases.weighed(pairs)
        highest += _weight(table.of, "slot_cosine") * cosine + _weight(table.of, "log_ratio") * ratio
        highest += _weight(table.of, "ratio_apart") * ratio * (1.0 - whole.columns["words"][pairs.match])
        highest += max(0.0, _weight(table.of, "rival")) * np.maximum(0.0, 1.0 - cosine)  # no slot is nearer than 1
        highest += abs(_weight(table.of, "echo")) * ECHO_REACH
        found[pairs.match[highest >= floor]] = True
    return found


class _Phrases:
    """The figures by the sorts of their phrases."""

    def __init__(self, figures: Figures, table: Mapping[str, float]) -> None:
        self._table = table
        self._sort, self._sorts = numbered([_phrase(q) for q in figures.quantities])
        self._example = dict(zip(self._sort.tolist(), figures.quantities, strict=True))
        self.middle = np.array([abs(q.interval.middle) for q in figures.quantities], np.float64)

    def weighed(self, pairs: Crossed) -> NDArray[np.float64]:
        """(n,) the weighted sum of what each two phrases say; that both numbers are small too."""
        found = by_sorts(self._sort[pairs.left], self._sort[pairs.right], self._sorts, self._weigh)
        small = np.maximum(self.middle[pairs.left], self.middle[pairs.right]) <= SMALL
        return found + _weight(self._table, "small") * small

    def _weigh(self, i: int, j: int) -> float:
        said = pair_features(self._example[i], self._example[j])
        return sum(_weight(self._table, name) * value for name, value in said.items() if name not in OF_VALUES)


def _phrase(q: Quantity) -> tuple[Hashable, ...]:
    """All of a figure that ``pair_features`` looks at, beside its number."""
    return (*(getattr(q, name) for name in PHRASE), q.digits >= 3)


def _weight(table: Mapping[str, float], name: str) -> float:
    return table.get(name, 0.0)


def _log_ratios(x: NDArray[np.float64], y: NDArray[np.float64]) -> NDArray[np.float64]:
    """(n,) what ``align.log_ratio`` says of each two middles, given without their signs."""
    with np.errstate(divide="ignore", invalid="ignore"):
        found = np.minimum(LOG_CAP, np.abs(np.log(x / y)))
    return np.where(x == y, 0.0, np.where((np.minimum(x, y) == 0) | np.isinf(x) | np.isinf(y), LOG_CAP, found))
