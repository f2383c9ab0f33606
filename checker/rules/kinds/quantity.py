"""Two figures for one thing that cannot both hold.

Flags: "over 10,000 soldiers" against "50,000 soldiers"; "64 km" against "64 miles"; "1,200 a day" against "1,200 a
week"; "no one was hurt" against "three were hurt".
Leaves alone: figures that one value satisfies (about 6,300 / 6,301; over 10,000 / 12,500), counts that grow from one
day to a later one (an update), a part against the whole, a rate against a total (another scope), two currencies.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TypeVar

from checker.rules.align import NEVER, Aligned, comparable
from checker.rules.compare import STRETCHES, Rounding, Stretch, Widths, holds_together, opposed, same_value, slip
from checker.rules.counted_likeness import DIFFERENT, counted_likeness, status_likeness
from checker.rules.growth import Update, growth_features, update_reasons
from checker.rules.kind import PROPOSED, InText, Judgement, Kind, Pair, Part, Reading, Sides, Values, once
from checker.rules.one_thing import may_be_one_thing
from checker.rules.options import option
from checker.rules.parts import all_of
from checker.rules.rates import Rates, in_base
from checker.rules.reason import Reason
from checker.rules.scope import REASONS, is_inflation, scope_reasons
from checker.rules.slots import label
from checker.rules.time import as_of
from checker.rules.weigh import probability, weights
from checker.values.claim import Claim
from checker.values.finding import Step, Verdict
from checker.values.quantity import Dimension, Quantity
from checker.values.text import Document

T = TypeVar("T")

WORTH_WEIGHING = 0.1  # probability of one thing below which two figures are not weighed against each other
OTHER_GROUND = 0.25  # by which two figures of another scope are a worse match than their likeness says
SURELY_ONE_THING = 0.7  # probability from which two currencies are worth a remark


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How far two figures may lie apart and still count as one."""

    ratio: float = option(1.0, "Two figures within this factor agree, whatever their words.", at_least=1.0)


@dataclass(frozen=True, slots=True)
class QuantityOptions:
    """Options of the kind ``quantity``."""

    tolerance: Tolerance = option(Tolerance(), "How far two figures may lie apart and still agree.")
    rounding: Rounding = option(Rounding(), "How a plain number may be rounded.")
    approximation: Mapping[str, Stretch] = option(STRETCHES, "How far each approximation word reaches, by its id.")
    update: Update = option(Update(), "When a later figure is an update.")
    rates: Rates = option(Rates(), "Rates of exchange with their date, for sums in two currencies.")
    same_thing: float = option(
        0.5, "Probability from which two figures count as figures for one thing.", at_least=0.0, at_most=1.0
    )
    conflict: float = option(
        0.2, "Probability from which two figures that do not fit are a conflict.", at_least=0.0, at_most=1.0
    )

    @property
    def widths(self) -> Widths:
        """The settings for comparing intervals; words not named keep their default."""
        usual = self.approximation is STRETCHES
        stretches = STRETCHES if usual else {**STRETCHES, **self.approximation}
        return Widths(stretches, self.rounding, self.tolerance.ratio)


def check(pair: Pair, options: object) -> Iterator[Judgement]:
    """Judge each pair of aligned quantities; a quantity that is settled is not judged again.

    The likeliest to be about one thing go first. That two figures cover different ground speaks against their being the
    two to hold against each other: in "a million, 100,000 of them here" and "three million, 800,000 of them here" the
    part of the one is no match for the whole of the other.
    """
    if not isinstance(options, QuantityOptions):
        raise TypeError(f"the kind quantity needs QuantityOptions, not {type(options).__name__}")
    least = _least(options)
    worth = [aligned for aligned in pair.aligned if aligned.probability >= least]
    if not worth:
        return
    widths = options.widths
    judged = [(aligned, judge(pair, aligned, options, widths)) for aligned in worth]
    found = [(aligned, judgement) for aligned, judgement in judged if judgement is not None]
    settled: set[tuple[str, int]] = set()
    for aligned, judgement in sorted(found, key=_matched, reverse=True):
        keys = {("a", aligned.a.span.start), ("b", aligned.b.span.start)}
        if not keys & settled:
            settled |= keys
            yield judgement


def _least(options: object) -> float:
    """The probability of one thing below which nothing is said, whatever the figures."""
    return min(WORTH_WEIGHING, options.same_thing) if isinstance(options, QuantityOptions) else 0.0


def _matched(one: tuple[Aligned, Judgement]) -> tuple[bool, bool, float]:
    """How good a match two judged figures are; what is only proposed comes last, and what hardly agrees behind it."""
    aligned, judgement = one
    likeness = aligned.probability - (OTHER_GROUND if judgement.verdict is Verdict.SCOPE else 0.0)
    sure = judgement.confidence >= judgement.floor
    return sure, sure or judgement.verdict is not Verdict.COMPATIBLE, likeness


def judge(pair: Pair, aligned: Aligned, options: QuantityOptions, widths: Widths | None = None) -> Judgement | None:
    """What is to be said of two quantities, or None where they are not about one thing."""
    if not comparable(aligned.a, aligned.b):
        return _two_currencies(pair, aligned, options)
    return _compared(pair, aligned, options, widths or options.widths)


def _compared(pair: Pair, aligned: Aligned, options: QuantityOptions, widths: Widths, at: str = "") -> Judgement | None:
    """What is to be said of two figures with a common measure; ``at`` names the rate that gave them one."""
    a, b = aligned.a, aligned.b
    if not holds_together(a, b, widths):
        return _unequal(pair, aligned, options, at)
    least = min(WORTH_WEIGHING, options.same_thing)
    if aligned.probability < least or _once(pair, aligned, at, "all", lambda: all_of(pair, a, b)):
        return None
    agree = _judgement(pair, aligned, Verdict.COMPATIBLE, aligned.probability, _agreement(a, b), at)
    return replace(agree, floor=options.same_thing)  # below it no finding, but later rules may not call it a conflict


def _unequal(pair: Pair, aligned: Aligned, options: QuantityOptions, at: str) -> Judgement | None:
    """What is to be said of two figures that no one value satisfies."""
    a, b = aligned.a, aligned.b
    if aligned.probability < WORTH_WEIGHING or _once(pair, aligned, at, "apart", lambda: of_two_things(a, b)):
        return None
    reasons, chance = _chance(pair, aligned, options, at)
    settled = next((r for r in reasons if r.settles), None)
    if settled is None and chance >= options.conflict:
        return _judgement(pair, aligned, Verdict.CONFLICT, chance, _clash(aligned.a, aligned.b), at)
    reason = settled or next(iter(reasons), None)
    if reason is not None and (chance >= options.conflict or aligned.probability >= options.same_thing):
        return _judgement(pair, aligned, reason.verdict, max(aligned.probability, 1 - chance), reason.why, at)
    if reason is None and chance >= PROPOSED:
        proposed = _judgement(pair, aligned, Verdict.CONFLICT, chance, _clash(aligned.a, aligned.b), at)
        return replace(proposed, floor=options.conflict)
    return None


def _chance(pair: Pair, aligned: Aligned, options: QuantityOptions, at: str) -> tuple[tuple[Reason, ...], float]:
    """Why two figures may both hold all the same, and the probability that they cannot."""

    def weighed() -> tuple[tuple[Reason, ...], float]:
        reasons = reasons_apart(pair, aligned, options)
        return reasons, probability("quantity", conflict_features(pair, aligned, options, reasons))

    return _once(pair, aligned, at, options.update, weighed)


def _once(pair: Pair, aligned: Aligned, at: str, what: Hashable, make: Callable[[], T]) -> T:
    """What ``make`` returns, worked out once for two figures of the claims; anew for those that a rate has made."""
    return make() if at else once(pair, ("quantity", what, id(aligned.a), id(aligned.b)), make)


def of_two_things(a: Quantity, b: Quantity) -> bool:
    """Whether the words tell that two figures count two things: homes and cars, the dead and the injured."""
    return DIFFERENT in (counted_likeness(a, b), status_likeness(a, b))


def _two_currencies(pair: Pair, aligned: Aligned, options: QuantityOptions) -> Judgement | None:
    """Figures in two currencies: compared where a rate is known, else told to have no common measure.

    Where the claims also give figures in one currency, those are compared instead.
    """
    if any(comparable(x.a, x.b) for x in pair.aligned):
        return None
    a, b = in_base(aligned.a, options.rates), in_base(aligned.b, options.rates)
    if a is not None and b is not None:
        widths = replace(options.widths, ratio=max(options.tolerance.ratio, options.rates.drift))
        days = [d.published.day for d in (pair.a_document, pair.b_document) if d.published]
        cited = options.rates.cited(aligned.a.unit, aligned.b.unit) + options.rates.aged(days)
        return _compared(pair, replace(aligned, a=a, b=b), options, widths, cited)
    if aligned.probability < SURELY_ONE_THING:
        return None
    why = f"“{aligned.a.text}” and “{aligned.b.text}” are in two currencies; no rate between them is known."
    if same_value(aligned.a, aligned.b):
        why = f"“{aligned.a.text}” and “{aligned.b.text}” are one number in two currencies; is one of them a slip?"
    return _judgement(pair, aligned, Verdict.INCOMPARABLE, aligned.probability, why)


def conflict_features(
    pair: Pair, aligned: Aligned, options: QuantityOptions, reasons: tuple[Reason, ...] | None = None
) -> dict[str, float]:
    """The evidence for "these two figures cannot both hold": that for one thing, and what the figures say."""
    a, b = aligned.a, aligned.b
    features = dict(aligned.features)
    two_nouns = (
        features["counted_likeness"] < 0 and features["status_likeness"] <= 0
    )  # of two nouns, like digits are chance
    slipped = 0.0 if two_nouns else slip(a, b)
    if is_inflation(pair.a, a, pair.b, b) or is_inflation(pair.b, b, pair.a, a):
        features["role_differs"] = 0.0
    found = {r.name for r in (reasons_apart(pair, aligned, options) if reasons is None else reasons)}
    return features | {
        "opposed": float(opposed(a, b)),
        "slip": slipped,
        "slip_near": slipped * max(0.0, features["slot_cosine"]),
        "update": float("grew" in found),
        "corrected": float("corrected" in found),
        **growth_features(pair, aligned, options.update),
        **{name: float(name in found) for name in REASONS},
    }


def reasons_apart(pair: Pair, aligned: Aligned, options: QuantityOptions) -> tuple[Reason, ...]:
    """Why two figures that do not fit may still both hold: one is a later state, or they cover different ground."""
    return (*update_reasons(pair, aligned, options.update), *scope_reasons(pair, aligned))


def _judgement(pair: Pair, aligned: Aligned, verdict: Verdict, confidence: float, why: str, at: str = "") -> Judgement:
    why = f"{why.removesuffix('.')}, {at}." if at else why
    said = (verdict, confidence, why)
    return _once(pair, aligned, at, said, lambda: _worded(pair, aligned, verdict, confidence, why))


def _worded(pair: Pair, aligned: Aligned, verdict: Verdict, confidence: float, why: str) -> Judgement:
    a, b = aligned.a, aligned.b
    return Judgement(
        verdict=verdict,
        confidence=round(confidence, 4),
        a=_reading(pair.a, pair.a_document, a),
        b=_reading(pair.b, pair.b_document, b),
        label=label(a, pair.a),
        explanation=why,
        path=(
            Step("read", f"“{a.text}” is {a.interval}, “{b.text}” is {b.interval} (base unit of {a.dimension})"),
            Step(
                "aligned",
                f"about one thing with probability {aligned.probability:.2f}; " + _top(aligned),
                (("about one thing", aligned.probability),),
            ),
            Step("compared", why),
        ),
    )


def _reading(claim: Claim, document: Document, q: Quantity) -> Reading:
    return Reading(q.text, q.span, q.interval, as_of(claim, document), q.unit)


def _top(aligned: Aligned) -> str:
    """The features that weighed most, for the reader of ``checker explain``."""
    table = weights("same_slot").of
    weighed = sorted(((abs(table.get(n, 0.0) * v), n, v) for n, v in aligned.features if v), reverse=True)
    return ", ".join(f"{name} {value:.2f}" for _, name, value in weighed[:5])


def _agreement(a: Quantity, b: Quantity) -> str:
    if same_value(a, b):
        return "Both give the same figure."
    return f"One value can be both “{a.text}” and “{b.text}”."


def _sorts(side: InText) -> Iterator[Hashable]:
    """What the figures of a claim measure, as far as two of them must agree in it to be aligned."""
    found = (q for q in side.claim.facts.quantities if q.comparable and q.dimension not in NEVER)
    return ((q.dimension, q.unit if q.dimension is Dimension.OTHER else "") for q in found)


def _clash(a: Quantity, b: Quantity) -> str:
    """One sentence for a reader with no training."""
    if opposed(a, b):
        return f"One source says that it rose, the other that it fell: “{a.text}” and “{b.text}”."
    if a.per != b.per and a.per and b.per:
        return f"One source counts per {a.per}, the other per {b.per}: “{a.text}” and “{b.text}” cannot both be right."
    if a.unit != b.unit:
        return f"“{a.text}” and “{b.text}” are not the same amount: the units differ, and no value is both."
    return f"No value is both “{a.text}” and “{b.text}”."


KIND = Kind(
    name="quantity",
    summary="Two figures for one thing that cannot both hold.",
    options=QuantityOptions,
    check=check,
    not_flagged="Figures that one value satisfies, later counts that grew, parts, rates and totals, two currencies.",
    compares=Values.FIGURES,
    aligned=True,
    never=NEVER,
    sides=Sides(_sorts),
    worth=lambda whole, options: may_be_one_thing(whole, min(map(_least, options))),
    parts=frozenset({Part.ALIGNED}),
)
