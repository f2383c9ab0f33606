"""What is known of all pairs of a run together, before any of them is looked at."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from checker.rules.columns import Columns
from checker.rules.echoes import Figures
from checker.rules.slots import SlotVectors
from checker.rules.weigh import LIMIT, Weights, certain, weights
from checker.values.match import Matches

SLACK = 1e-6  # of a logit: columns add up in another order than the features of one pair
Chosen = NDArray[np.bool_]  # (n,) of n matches


@dataclass(frozen=True, slots=True, eq=False)
class Whole:
    """All pairs of a run, their features, and the figures of their claims."""

    matches: Matches
    columns: Columns
    figures: Figures
    slots: SlotVectors


Worth = Callable[[Whole, Sequence[object]], Chosen]  # all pairs, options of rules -> the pairs worth asking about


@dataclass(frozen=True, slots=True)
class Bound:
    """The highest probability that a pair can come to, from what is known of the two claims before any rule looks.

    ``decision`` is the one that is weighed: of the features that all pairs have, and of the kind's own, which lie in
    the given ranges, or else in [0, 1].
    """

    decision: str
    least: Callable[[object], float]  # of options: the probability below which nothing is said
    ranges: Mapping[str, tuple[float, float]] = field(default_factory=dict)

    def __call__(self, whole: Whole, options: Sequence[object]) -> Chosen:
        """The pairs that may be likely enough for one of the options."""
        table = weights(self.decision)
        own = [(w, *self.ranges.get(name, (0.0, 1.0))) for name, w in table.of.items() if name not in whole.columns]
        highest = of_claims(table, whole.columns) + sum(max(w * low, w * high) for w, low, high in own)
        return highest >= logit_of(min(map(self.least, options)))


def of_claims(table: Weights, columns: Columns) -> NDArray[np.float64]:
    """(n,) the weighted sum of what all pairs have, with the intercept."""
    found = np.full(len(columns), table.intercept)
    for name, weight in table.of.items():
        if name in columns:
            found += weight * columns[name]
    return found


def logit_of(least: float) -> float:
    """The logit below which no probability is ``least``, less what a sum in columns may come out too low."""
    if least <= certain(-LIMIT):  # no probability is lower than that
        return -np.inf
    return min(LIMIT, float(np.log(least / (1.0 - least))) if least < 1.0 else LIMIT) - SLACK
