"""Figures that are reckoned for an example: "a person of 70 kg may drink nine cans", "a family of four saves 200"."""

from __future__ import annotations

from checker.rules.compare import Widths, holds_together
from checker.rules.cues import before, listed
from checker.rules.kind import Pair
from checker.rules.remembered import remembered
from checker.values.claim import Claim
from checker.values.quantity import Dimension, Quantity


def other_example(pair: Pair, a: Quantity, b: Quantity) -> str | None:
    """ "A person of 60 kg" against "a person of 70 kg", and what is reckoned for each of them."""
    left, right = example_of(pair.a, a), example_of(pair.b, b)
    if left and right:
        return "Each source takes another example to reckon with."
    bases = _example_figures(pair.a), _example_figures(pair.b)
    if left or right or not all(bases):
        return None
    if any(x.dimension is y.dimension and holds_together(x, y, Widths()) for x in bases[0] for y in bases[1]):
        return None
    return "Each figure is reckoned for another example."


@remembered
def example_of(claim: Claim, q: Quantity) -> bool:
    """Whether the figure describes the one for whom a source reckons: "a person of 70 kg", "a 150-pound adult"."""
    if q.dimension is Dimension.COUNT and q.counted is not None:
        return False
    if q.counted in listed("example") and q.dimension is not Dimension.PERCENT:
        return True
    words = before(claim, q).lower().split()
    linked = len(words) > 1 and words[-1] in listed("example_links") and words[-2] in listed("example")
    return linked and q.dimension is not Dimension.DURATION


@remembered
def _example_figures(claim: Claim) -> tuple[Quantity, ...]:
    return tuple(q for q in claim.facts.quantities if example_of(claim, q))
