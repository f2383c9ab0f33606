"""Do two figures cover the same ground: the same set, place, stretch of time, moment and definition?

Each check is one function that returns a sentence for a reader where the figures differ in that respect, else None.
Most settle the matter; those that rest on what is often misread only weigh in, and explain what was not flagged.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from checker.rules.align import Aligned
from checker.rules.compare import RATE_SECONDS, Widths, holds_together
from checker.rules.cues import after, around, before, listed, says, starts_with, table
from checker.rules.growth import figure
from checker.rules.kind import Pair
from checker.rules.places import other_places
from checker.rules.reason import Reason
from checker.rules.spans import other_moments, other_spans
from checker.values.claim import Claim
from checker.values.finding import Verdict
from checker.values.quantity import Dimension, Quantity, Role

MEASURED = frozenset(  # of these a change and a level are worded alike, and points are always a change
    {
        *(Dimension.LENGTH, Dimension.AREA, Dimension.VOLUME, Dimension.MASS, Dimension.TEMPERATURE, Dimension.SPEED),
        *(Dimension.DURATION, Dimension.ENERGY, Dimension.POWER, Dimension.DATA, Dimension.POINTS),
    }
)
RATE_CUES = {"year": "yearly", "month": "monthly", "week": "weekly", "day": "daily"}
Check = Callable[[Pair, Quantity, Quantity], str | None]


def scope_reasons(pair: Pair, aligned: Aligned) -> Iterator[Reason]:
    """Why both figures may hold though no value is both: what one covers and the other does not."""
    for name, check, settles in CHECKS:
        why = check(pair, aligned.a, aligned.b)
        if why is not None:
            yield Reason(name, Verdict.SCOPE, why, settles)


def change_and_level(pair: Pair, a: Quantity, b: Quantity) -> str | None:
    """ "Rose 5 percent" against "rose to 5 percent"; but a yearly change of prices is the level of inflation."""
    if a.role is b.role or Role.CHANGE not in (a.role, b.role) or a.dimension in MEASURED:
        return None
    changed, level = ((pair.a, a), (pair.b, b)) if a.role is Role.CHANGE else ((pair.b, b), (pair.a, a))
    return None if _is_inflation(*changed, *level) else "One figure is a change, the other a level."


def _is_inflation(claim: Claim, change: Quantity, other: Claim, level: Quantity) -> bool:
    yearly = says(around(claim, change), "prices") and says(around(claim, change), "over_a_year")
    return change.dimension is level.dimension is Dimension.PERCENT and yearly and says(other.text, "inflation")


def rate_and_total(pair: Pair, a: Quantity, b: Quantity) -> str | None:
    """ "300 barrels a day" against "9,000 barrels since May"."""
    if (a.per in RATE_SECONDS) is (b.per in RATE_SECONDS):
        return None
    rate, claim, total = (a, pair.b, b) if a.per in RATE_SECONDS else (b, pair.a, a)
    cue = RATE_CUES.get(rate.per or "")
    if cue and says(around(claim, total), cue):  # "annual sales of 3 million": the rate is said by another word
        return None
    return "One figure is a rate, the other a total."


def part_and_whole(pair: Pair, a: Quantity, b: Quantity) -> str | None:
    """ "12 of them", "including 12"; not where the part is larger, or its own whole is another than the figure."""
    left, right = is_part(pair.a, a), is_part(pair.b, b)
    if left is right:
        return None
    part, claim, whole = (a, pair.a, b) if left else (b, pair.b, a)
    if figure(part) >= figure(whole) or is_all(pair.b if left else pair.a, whole):
        return None
    wholes = [q for q in claim.facts.quantities if _can_be_whole(q, part)]
    if wholes and not any(holds_together(q, whole, Widths()) for q in wholes):
        return None
    return "One figure is a part of what the other counts."


def is_part(claim: Claim, q: Quantity) -> bool:
    """Whether the claim names what the figure is a part of; "all nine of them" and "2 kg of the stuff" are no parts."""
    of_the = starts_with(after(claim, q), "partitive")
    if q.dimension is not Dimension.COUNT:
        return q.part and not of_the
    return (q.part or of_the) and not is_all(claim, q)


def is_all(claim: Claim, q: Quantity) -> bool:
    """Whether the figure counts all there are: "all four", "every one of the nine"."""
    return any(before(claim, q).rstrip().lower().endswith(words) for words in listed("every"))


def _can_be_whole(q: Quantity, part: Quantity) -> bool:
    return q.comparable and q.span != part.span and q.dimension is part.dimension and figure(q) > figure(part)


def on_top(_pair: Pair, a: Quantity, b: Quantity) -> str | None:
    """ "A further 12", "12 more", "12 other people" against a figure that stands by itself."""
    left, right = listed("on_top") & set(a.qualifiers), listed("on_top") & set(b.qualifiers)
    return None if bool(left) is bool(right) else "One figure comes on top of others that it does not count."


def other_status(pair: Pair, a: Quantity, b: Quantity) -> str | None:
    """Dead and wounded against wounded; in hospital against injured."""
    statuses = frozenset(table("within")) | frozenset().union(*table("within").values()) | {"dead"}
    left, right = statuses & set(a.qualifiers), statuses & set(b.qualifiers)
    if not left or not right or left == right:
        return None
    if left < right or right < left or _within(left, right) or _within(right, left):
        return f"One figure counts the {_named(left)}, the other the {_named(right)}."
    return None


def _within(inner: frozenset[str], outer: frozenset[str]) -> bool:
    wider = table("within")
    return all(any(s in wider.get(o, ()) for o in outer) for s in inner)


def _named(statuses: frozenset[str]) -> str:
    return " and ".join(sorted(statuses))


def other_certainty(_pair: Pair, a: Quantity, b: Quantity) -> str | None:
    """Suspected, presumed or excess against confirmed, or plainly told."""
    left, right = listed("unsure") & set(a.qualifiers), listed("unsure") & set(b.qualifiers)
    if bool(left) is bool(right):
        return None
    return f"One figure counts those that are {_named(left or right)}, the other does not."


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


def example_of(claim: Claim, q: Quantity) -> bool:
    """Whether the figure describes the one for whom a source reckons: "a person of 70 kg", "a 150-pound adult"."""
    if q.dimension is Dimension.COUNT and q.counted is not None:
        return False
    if q.counted in listed("example") and q.dimension is not Dimension.PERCENT:
        return True
    words = before(claim, q).lower().split()
    linked = len(words) > 1 and words[-1] in listed("example_links") and words[-2] in listed("example")
    return linked and q.dimension is not Dimension.DURATION


def _example_figures(claim: Claim) -> tuple[Quantity, ...]:
    return tuple(q for q in claim.facts.quantities if example_of(claim, q))


# Name as a feature, the check, and whether it settles the matter.
CHECKS: tuple[tuple[str, Check, bool], ...] = (
    ("other_example", other_example, True),
    ("change_and_level", change_and_level, True),
    ("rate_and_total", rate_and_total, True),
    ("part_and_whole", part_and_whole, True),
    ("on_top", on_top, False),
    ("other_status", other_status, True),
    ("other_certainty", other_certainty, True),
    ("other_places", other_places, True),
    ("other_spans", other_spans, True),
    ("other_moments", other_moments, True),
)
REASONS = tuple(name for name, _, _ in CHECKS)
