"""Do two figures count at places of which one holds the other: a city and its country, one town and all of them?"""

from __future__ import annotations

from checker.facts.gazetteer import contains_place
from checker.rules.cues import after, before, listed, says, tied
from checker.rules.growth import figure
from checker.rules.kind import Pair
from checker.rules.remembered import remembered
from checker.values.claim import Claim, EntityKind
from checker.values.quantity import Quantity

PLACES = frozenset({EntityKind.PLACE})
SITES = PLACES | {EntityKind.OTHER}  # "at Dorn airport"
NEAR = 45  # code points from a figure to the name of the place that it is tied to


def other_places(pair: Pair, a: Quantity, b: Quantity) -> str | None:
    """The sentence for a reader where one figure is for a place within that of the other, else None."""
    left, right = places_of(pair.a, a), places_of(pair.b, b)
    if is_everywhere(pair.a, a) is not is_everywhere(pair.b, b):
        wide, claim, q = (a, pair.b, b) if is_everywhere(pair.a, a) else (b, pair.a, a)
        near = places_of(claim, q, SITES)
        larger = figure(wide) >= figure(q)
        return f"One figure is for {_shown(near)}, the other for all places together." if near and larger else None
    for outer, inner in ((left, right), (right, left)):
        if outer and inner and all(any(contains_place(o, i) for o in outer) for i in inner):
            return f"One figure is for {_shown(outer)}, the other for {_shown(inner)} within it."
    return None


@remembered
def is_everywhere(claim: Claim, q: Quantity) -> bool:
    """Whether the claim says that the figure covers all places: "nationwide", "across the country"."""
    return says(tied(claim, q), "everywhere")


@remembered
def places_of(claim: Claim, q: Quantity, kinds: frozenset[EntityKind] = PLACES) -> frozenset[str]:
    """The places that the figure is tied to: "800 homes in Arden", "in Arden, 800 homes"."""
    base = claim.span.start
    ahead = before(claim, q) if tied(claim, q) != after(claim, q) else ""
    low = q.span.start - base - min(NEAR, len(ahead))
    high = q.span.end - base + min(NEAR, len(after(claim, q)))
    return frozenset(
        e.canonical
        for e in claim.facts.entities
        if e.kind in kinds and low <= e.span.start - base < high and _located(claim.text[: e.span.start - base])
    )


def _located(text: str) -> bool:
    """Whether the text before a name ends with "in", "in the town of"."""
    words = text[-30:].lower().split()[-4:]
    if words and words[-1] in listed("located"):
        return True
    named = len(words) > 3 and words[-1] == "of" and words[-3] == "the" and words[-4] in listed("located")
    return named or (len(words) > 1 and words[-1] == "the" and words[-2] in listed("located"))


def _shown(places: frozenset[str]) -> str:
    return " and ".join(p.title() for p in sorted(places))
