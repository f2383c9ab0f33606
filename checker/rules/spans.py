"""Do two figures hold for one time: a quarter and a year, a day's count and all since January, two moments?"""

from __future__ import annotations

from checker.rules.cues import after, around, before, says
from checker.rules.kind import Pair
from checker.rules.remembered import remembered
from checker.rules.time import held_at
from checker.values.claim import Claim
from checker.values.period import Period, Precision
from checker.values.quantity import Dimension, Quantity, Role

CHANGE_SPANS = ("over_a_day", "over_a_week", "over_a_month", "over_a_quarter", "over_a_year")
LONG = {Precision.MONTH: 0, Precision.QUARTER: 1, Precision.SEASON: 1, Precision.YEAR: 2, Precision.DECADE: 3}
PRICED = frozenset({Dimension.MONEY, Dimension.COUNT, Dimension.PERCENT})
TIED = 40  # code points from a figure to the period that it is for


def other_spans(pair: Pair, a: Quantity, b: Quantity) -> str | None:
    """The sentence for a reader where the figures are for stretches of time of which one is longer, else None."""
    left, right = around(pair.a, a), around(pair.b, b)
    if a.role is Role.CHANGE and b.role is Role.CHANGE:
        one, other = _change_span(left), _change_span(right)
        return "The changes are measured over different times." if one and other and one != other else None
    if _new_and_all(left, right, a, b) or _new_and_all(right, left, b, a):
        return "One figure is for a day or so, the other for all of a longer time."
    p, q = _tied(pair.a, a), _tied(pair.b, b)
    if p is None or q is None:
        return None
    if LONG[p.precision] != LONG[q.precision]:
        return f"One figure is for a {p.precision}, the other for a {q.precision}."
    if p.known and q.known and not p.intersects(q):
        return f"One figure is for “{p.text}”, the other for “{q.text}”."
    return None


def _change_span(text: str) -> str | None:
    """Over which time a change is said to have come; None where that is not said, or said twice."""
    found = [cue for cue in CHANGE_SPANS if says(text, cue)]
    return found[0] if len(found) == 1 else None


def _new_and_all(new: str, everything: str, few: Quantity, many: Quantity) -> bool:
    """ "220 new cases on Friday" against "4,100 cases since January"."""
    fewer = few.interval.low < many.interval.high and few.dimension is Dimension.COUNT
    fresh = says(new, "new_ones") or "additional" in few.qualifiers
    return fewer and fresh and says(everything, "cumulative") and not says(new, "cumulative")


@remembered
def _tied(claim: Claim, q: Quantity) -> Period | None:
    """The one long period near a figure that says for what time it is: "in the second quarter", "in 2030"."""
    low, high = q.span.start - min(TIED, len(before(claim, q))), q.span.end + min(TIED, len(after(claim, q)))
    found = [
        p
        for p in claim.facts.periods
        if p.precision in LONG and p.relation == "in" and p.span.start >= low and p.span.end <= high
    ]
    return found[0] if len(found) == 1 else None


def other_moments(pair: Pair, a: Quantity, b: Quantity) -> str | None:
    """The sentence for a reader where two prices or rates were measured at different moments, else None."""
    if not (is_quote(pair.a, a) and is_quote(pair.b, b)):
        return None
    left, right = around(pair.a, a), around(pair.b, b)
    if says(left, "before_event") is not says(right, "before_event"):
        return "One price is from before what the other follows."
    p, q = held_at(pair.a, pair.a_document, a), held_at(pair.b, pair.b_document, b)
    if p is None or q is None or not (p.stated or q.stated):
        return None
    if (p.start, p.end) == (q.start, q.end) or (p.stated is not q.stated and p.start.date() == q.start.date()):
        return None
    return "The prices are from different moments."


@remembered
def is_quote(claim: Claim, q: Quantity) -> bool:
    """Whether the figure is a price or a rate of exchange that changes from hour to hour, or such a change."""
    if q.dimension not in PRICED or q.role is Role.FORMER:
        return False
    text = around(claim, q)
    return says(text, "market") and says(text, "quoted_at")
