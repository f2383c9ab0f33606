"""Is one of two figures a part of what the other counts: "12 of them", "including 12", "Three of the four"?"""

from __future__ import annotations

from checker.rules.compare import Widths, holds_together
from checker.rules.cues import after, before, listed, starts_with
from checker.rules.growth import figure
from checker.rules.kind import Pair
from checker.rules.places import places_of
from checker.rules.remembered import remembered
from checker.values.claim import Claim
from checker.values.quantity import Dimension, Quantity

OWNERS = ("'s", "\u2019s", "s'", "s\u2019")
OWNED = 4  # words of "of the old town's"


def part_and_whole(pair: Pair, a: Quantity, b: Quantity) -> str | None:
    """The sentence for a reader where one figure is a part of the other, else None.

    Not where the part is the larger, where the other counts "all four", where both are for one place, nor where it
    counts what the part counts and the whole does not: "212 buildings, 140 of them homes" against "212 homes".
    """
    left, right = is_part(pair.a, a), is_part(pair.b, b)
    if left is right:
        return None
    part, claim, whole, other = (a, pair.a, b, pair.b) if left else (b, pair.b, a, pair.a)
    if figure(part) >= figure(whole) or is_all(other, whole) or not _of_that(claim, part, whole):
        return None
    if places_of(claim, part) & places_of(other, whole):  # "12 of them in Arden" against "20 in Arden"
        return None
    return "One figure is a part of what the other counts."


def all_of(pair: Pair, a: Quantity, b: Quantity) -> bool:
    """Whether one figure is only the whole of a part ("three of the four") and the other counts all ("all four")."""
    return (_is_base(pair.a, a) and is_all(pair.b, b)) or (_is_base(pair.b, b) and is_all(pair.a, a))


@remembered
def is_part(claim: Claim, q: Quantity) -> bool:
    """Whether the claim names what the figure is a part of; "all nine of them" and "2 kg of the stuff" are no parts."""
    if q.dimension is not Dimension.COUNT:
        return q.part and not starts_with(after(claim, q), "partitive")
    ahead = before(claim, q)  # "Of those arrested, 12 were minors"
    partitive = starts_with(after(claim, q), "partitive") or ("," in ahead and starts_with(ahead, "partitive"))
    return (q.part or partitive) and not is_all(claim, q)


@remembered
def is_all(claim: Claim, q: Quantity) -> bool:
    """Whether the figure counts all there are: "all four", "every one of the town's nine"."""
    words = before(claim, q).lower().split()
    if words and words[-1].endswith(OWNERS):
        words.pop()
    ahead = " ".join(words)
    return any(ahead == every or ahead.endswith(f" {every}") for every in listed("every"))


def _of_that(claim: Claim, part: Quantity, whole: Quantity) -> bool:
    """Whether the whole that the claim names can be what the other figure counts."""
    named = [q for q in claim.facts.quantities if _can_be_whole(q, part)]
    behind = [q for q in named if q.span.start >= part.span.end and _is_base(claim, q)]
    if behind:  # "three of the nine": a part of the nine, and the figure itself where another counts five
        return any(holds_together(q, whole, Widths()) for q in behind)
    same = part.counted is not None and part.counted == whole.counted
    return not (same and named and all(q.counted is not None and q.counted != part.counted for q in named))


def _can_be_whole(q: Quantity, part: Quantity) -> bool:
    return q.comparable and q.span != part.span and q.dimension is part.dimension and figure(q) > figure(part)


@remembered
def _is_base(claim: Claim, q: Quantity) -> bool:
    """Whether only "of the", "of its" ... stand between the figure before and this one."""
    words = before(claim, q).lower().split()
    owned = 1 < len(words) <= OWNED and words[0] == "of" and words[-1].endswith(OWNERS)  # "four of the town's 11 wells"
    return owned or " ".join(words) in listed("partitive")
