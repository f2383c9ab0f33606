"""Is one of two figures a later state of the other: a count that went on, or a figure that was corrected?

A count of the dead, injured, arrested ... only grows; a lower one that comes later contradicts it, unless the text says
that the figure was revised. Counts of the missing or the evacuated go both ways.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

from checker.rules.align import STATUS, Aligned
from checker.rules.cues import around, listed, says
from checker.rules.kind import Pair
from checker.rules.options import option
from checker.rules.reason import Reason
from checker.rules.time import FORWARD, days_apart, later
from checker.values.claim import Claim
from checker.values.finding import Verdict
from checker.values.quantity import Dimension, Quantity, Role

GOES_ON = frozenset({Dimension.COUNT, Dimension.AREA, Dimension.MONEY, Dimension.PERCENT, Dimension.MASS})
A_DAY = 86_400.0  # seconds; sources are dated by the day
A_MONTH = 31.0  # days; moments further apart are no more apart


@dataclass(frozen=True, slots=True)
class Update:
    """When a later figure replaces an earlier one instead of contradicting it."""

    after: timedelta = option(
        timedelta(days=1), "A higher count given at least this much later is an update.", at_least=A_DAY
    )
    at_most: float = option(
        3.0, "Times the earlier figure up to which a later one that goes on growing is an update.", at_least=1.0
    )
    grows: tuple[str, ...] = option(
        tuple(sorted(STATUS - listed("moving"))), "Statuses whose counts only grow: dead, injured, arrested ..."
    )


def update_reasons(pair: Pair, aligned: Aligned, update: Update) -> Iterator[Reason]:
    """Why one figure may be a later state of the other, the strongest reason first."""
    a, b = aligned.a, aligned.b
    if corrected(pair, a, b, update):
        yield Reason("corrected", Verdict.UPDATE, "One figure is a first count that the other corrects.")
    if a.role is Role.CHANGE or b.role is Role.CHANGE:
        return
    higher = 0 if _was_corrected(pair, a, b, update) else grew(pair, a, b, update)
    if higher > 0 and only_grows(pair, a, b, update):
        yield Reason("grew", Verdict.UPDATE, "The later source gives a higher count, as counts of this sort grow.")
    elif higher > 0 and goes_on(pair, a, b, update):
        yield Reason("goes_on", Verdict.UPDATE, "The later source gives a higher figure for something that goes on.")
    if higher and _moves(a, b):
        yield Reason("moves", Verdict.UPDATE, "Counts of this sort go up and down, and one source is later.")


def growth_features(pair: Pair, aligned: Aligned, update: Update) -> dict[str, float]:
    """What the order of the two claims in time says of their figures."""
    a, b = aligned.a, aligned.b
    higher = grew(pair, a, b, update)
    return {
        "later_higher": float(higher > 0),
        "later_lower": float(higher < 0),
        "moments_apart": min(1.0, math.log1p(days_apart(pair)) / math.log1p(A_MONTH)),
        "count_grows": float(only_grows(pair, a, b, update)),
        "count_goes_on": float(goes_on(pair, a, b, update)),
    }


def figure(q: Quantity) -> float:
    """The number that a phrase names, in the base unit: 40 for "at least 40", 300 for "up to 300"."""
    low, high = q.interval.low, q.interval.high
    if q.approximation in ("at_most", "up_to", "under", "just_under") or not math.isfinite(low):
        return high
    return low


def grew(pair: Pair, a: Quantity, b: Quantity, update: Update) -> int:
    """1 where the clearly later claim gives the higher figure, -1 where the lower, 0 where neither is clearly later."""
    x, y = figure(a), figure(b)
    if x == y:
        return 0
    order = later(pair, update.after)
    return order if y > x else -order


def only_grows(pair: Pair, a: Quantity, b: Quantity, update: Update) -> bool:
    """Whether both may count what befell people, and no status of the one is missing in the other."""
    left, right = set(a.qualifiers) & set(update.grows), set(b.qualifiers) & set(update.grows)
    if left and right:
        return bool(left & right)
    if left or right:
        return True
    counts = a.dimension is Dimension.COUNT and a.counted is not None and a.counted == b.counted
    return counts and all(says(around(c, q), "growing_words") for c, q in _sides(pair, a, b))


def goes_on(pair: Pair, a: Quantity, b: Quantity, update: Update) -> bool:
    """Whether the claim with the higher figure says that it goes on: "so far", "has risen to", "burned"."""
    if a.dimension not in GOES_ON or not _at_one(a, b):
        return False
    low, high = sorted((abs(figure(a)), abs(figure(b))))
    if high > low * update.at_most:  # of what merely goes on, so much more is another account
        return False
    claim, q = (pair.b, b) if figure(b) > figure(a) else (pair.a, a)
    return says(around(claim, q), "ongoing") and claim.facts.modality not in FORWARD


def corrected(pair: Pair, a: Quantity, b: Quantity, update: Update) -> bool:
    """Whether one claim says that it corrects, or that it gives a first figure and the other a final one."""
    order = later(pair, update.after)
    return _corrects(pair.a, a, pair.b, b, -order) or _corrects(pair.b, b, pair.a, a, order)


def _corrects(claim: Claim, q: Quantity, first: Claim, q_first: Quantity, order: int) -> bool:
    """Whether ``claim`` corrects ``first``; ``order`` is -1 where it is the earlier one, 1 where the later."""
    if order < 0:
        return False
    text, earlier = around(claim, q), around(first, q_first)
    if figure(q) < figure(q_first) and says(text, "corrected") and not says(earlier, "corrected"):
        return True
    early_only = says(earlier, "preliminary") and not says(text, "preliminary")
    return early_only and says(text, "final") and not says(earlier, "final")


def _was_corrected(pair: Pair, a: Quantity, b: Quantity, update: Update) -> bool:
    """Whether the earlier claim already says that its figure was brought down: a higher one after it is no update."""
    order = later(pair, update.after)
    claim, q = (pair.a, a) if order > 0 else (pair.b, b)
    return order != 0 and says(around(claim, q), "corrected")


def _moves(a: Quantity, b: Quantity) -> bool:
    return bool(listed("moving") & set(a.qualifiers) & set(b.qualifiers))


def _at_one(a: Quantity, b: Quantity) -> bool:
    """Whether what is counted is not known to differ."""
    return a.counted is None or b.counted is None or a.counted == b.counted


def _sides(pair: Pair, a: Quantity, b: Quantity) -> tuple[tuple[Claim, Quantity], tuple[Claim, Quantity]]:
    return (pair.a, a), (pair.b, b)
