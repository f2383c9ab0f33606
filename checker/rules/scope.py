"""Do two figures cover the same ground: the same set, place, stretch of time, moment and definition?

Each check is one function that returns a sentence for a reader where the figures differ in that respect, else None.
Most settle the matter; those that rest on what is often misread only weigh in, and explain what was not flagged.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from checker.facts.lexicon import is_a, lemma, synonym_set
from checker.rules.align import Aligned
from checker.rules.compare import RATE_SECONDS
from checker.rules.cues import after, around, before, listed, says, table
from checker.rules.example import other_example
from checker.rules.growth import figure
from checker.rules.kind import Pair
from checker.rules.parts import part_and_whole
from checker.rules.places import other_places
from checker.rules.reason import Reason
from checker.rules.remembered import remembered
from checker.rules.spans import other_moments, other_spans
from checker.values.claim import Claim, Modality
from checker.values.finding import Verdict
from checker.values.quantity import Dimension, Quantity, Role

MEASURED = frozenset(  # of these a change and a level are worded alike, and points are always a change
    {
        *(Dimension.LENGTH, Dimension.AREA, Dimension.VOLUME, Dimension.MASS, Dimension.TEMPERATURE, Dimension.SPEED),
        *(Dimension.DURATION, Dimension.ENERGY, Dimension.POWER, Dimension.DATA, Dimension.POINTS),
    }
)
FAR = 100.0  # times by which a total lies above what is per share, head or barrel
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
    return None if is_inflation(*changed, *level) else "One figure is a change, the other a level."


def former_and_present(_pair: Pair, a: Quantity, b: Quantity) -> str | None:
    """ "From 4 percent" against "to 5 percent": where a change began, and where it led."""
    if (a.role is Role.FORMER) is (b.role is Role.FORMER):
        return None
    return "One figure is from before a change, the other is not."


def is_inflation(claim: Claim, change: Quantity, other: Claim, level: Quantity) -> bool:
    """Whether a change is one of prices over a year, and the other claim gives the rate of inflation."""
    if change.role is not Role.CHANGE or level.role is not Role.LEVEL:
        return False
    yearly = says(around(claim, change), "prices") and says(around(claim, change), "over_a_year")
    return change.dimension is level.dimension is Dimension.PERCENT and yearly and says(other.text, "inflation")


def rate_and_total(pair: Pair, a: Quantity, b: Quantity) -> str | None:
    """ "300 barrels a day" against "9,000 barrels since May"."""
    if (a.per in RATE_SECONDS) is (b.per in RATE_SECONDS):
        return _each_and_all(a, b)
    rate, claim, total = (a, pair.b, b) if a.per in RATE_SECONDS else (b, pair.a, a)
    cue = RATE_CUES.get(rate.per or "")
    if cue and says(around(claim, total), cue):  # "annual sales of 3 million": the rate is said by another word
        return None
    return "One figure is a rate, the other a total."


def _each_and_all(a: Quantity, b: Quantity) -> str | None:
    """ "$12 a share" against "$3bn": so far apart, the one is no slip for the other."""
    if bool(a.per) is bool(b.per) or a.dimension is not Dimension.MONEY:
        return None
    each, every = (a, b) if a.per else (b, a)
    if figure(every) < FAR * figure(each):
        return None
    return f"One figure is per {each.per}, the other a total."


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
    for inner, few, outer, many in ((left, a, right, b), (right, b, left, a)):
        if figure(few) <= figure(many) and (inner < outer or _within(inner, outer)):
            return f"One figure counts the {_named(left)}, the other the {_named(right)}."
    return None


def _within(inner: frozenset[str], outer: frozenset[str]) -> bool:
    wider = table("within")
    return all(any(s in wider.get(o, ()) for o in outer) for s in inner)


def _named(statuses: frozenset[str]) -> str:
    return " and ".join(sorted(statuses))


def other_certainty(pair: Pair, a: Quantity, b: Quantity) -> str | None:
    """Suspected, presumed or excess against confirmed, or plainly told."""
    left, right = listed("unsure") & set(a.qualifiers), listed("unsure") & set(b.qualifiers)
    if bool(left) is not bool(right):
        return f"One figure counts those that are {_named(left or right)}, the other does not."
    one, other = around(pair.a, a), around(pair.b, b)
    if _split(one, other, "in_doubt", "for_sure") or _split(other, one, "in_doubt", "for_sure"):
        return "One figure counts what is known for sure, the other what is suspected."
    return None


def _split(one: str, other: str, first: str, second: str) -> bool:
    """Whether one text has a word of the first list only, and the other a word of the second only."""
    return says(one, first) and says(other, second) and not says(one, second) and not says(other, first)


def other_stage(pair: Pair, a: Quantity, b: Quantity) -> str | None:
    """Complaints that were received against those upheld; drones that were sent against those shot down."""
    one, other = around(pair.a, a), around(pair.b, b)
    for stage in table("comes_in"):
        first, second = f"comes_in.{stage}", f"comes_of_it.{stage}"
        more, fewer = (a, b) if _split(one, other, first, second) else (b, a)
        if (more is a or _split(other, one, first, second)) and figure(more) > figure(fewer):
            return "One figure counts what came in, the other what came of it."
    return None


def other_base(pair: Pair, a: Quantity, b: Quantity) -> str | None:
    """A share of the votes cast against a share of all voters; a share of the economy against one of sales."""
    if a.dimension is not Dimension.PERCENT:
        return None
    one, other = _base(pair.a, a), _base(pair.b, b)
    return f"One is a share of the {one}, the other of the {other}." if one and other and one != other else None


@remembered
def _base(claim: Claim, q: Quantity) -> str | None:
    """Of what a share is one; None where that is not said, or said twice."""
    found = [name for name in table("bases") if says(after(claim, q), f"bases.{name}")]
    return found[0] if len(found) == 1 else None


def narrower(_pair: Pair, a: Quantity, b: Quantity) -> str | None:
    """Children against people, trucks against vehicles, where the wider figure is the larger."""
    if a.dimension is not Dimension.COUNT or not a.counted or not b.counted:
        return None
    if (synonym_set(a.counted) or lemma(a.counted)) == (synonym_set(b.counted) or lemma(b.counted)):
        return None
    for wide, few in ((a, b), (b, a)):
        if is_a(few.counted or "", wide.counted or "") and figure(few) < figure(wide):
            return f"One figure counts every {wide.counted}, the other those who are a {few.counted}."
    return None


def plan_and_outcome(pair: Pair, a: Quantity, b: Quantity) -> str | None:
    """What was planned, promised or forecast against what is told as so; "will" alone may be a decision taken."""
    one, other = _intended(pair.a, a), _intended(pair.b, b)
    outcome = pair.b if one else pair.a
    if one is other or outcome.facts.modality is not Modality.STATED:
        return None
    return "One figure is a plan, a condition or a forecast, the other is told as so."


@remembered
def _intended(claim: Claim, q: Quantity) -> bool:
    return claim.facts.modality is not Modality.STATED and says(before(claim, q), "intended")


# Name as a feature, the check, and whether it settles the matter.
CHECKS: tuple[tuple[str, Check, bool], ...] = (
    ("other_example", other_example, True),
    ("change_and_level", change_and_level, True),
    ("rate_and_total", rate_and_total, True),
    ("former_and_present", former_and_present, True),
    ("part_and_whole", part_and_whole, True),
    ("on_top", on_top, False),
    ("other_status", other_status, True),
    ("other_certainty", other_certainty, True),
    ("other_stage", other_stage, True),
    ("other_base", other_base, True),
    ("other_places", other_places, True),
    ("other_spans", other_spans, True),
    ("other_moments", other_moments, True),
    ("plan_and_outcome", plan_and_outcome, True),
    ("narrower", narrower, False),
)
REASONS = tuple(name for name, _, _ in CHECKS)
