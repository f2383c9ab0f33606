"""Two figures for one thing that cannot both hold.

Flags: "over 10,000 soldiers" against "50,000 soldiers"; "64 km" against "64 miles"; "1,200 a day" against "1,200 a
week"; "no one was hurt" against "three were hurt".
Leaves alone: figures that one value satisfies (about 6,300 / 6,301; over 10,000 / 12,500), counts that grow from one
day to a later one (an update), a part against the whole, a rate against a total (another scope), two currencies.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta

from checker.rules.align import STATUS, Aligned, comparable
from checker.rules.compare import RATE_SECONDS, STRETCHES, Rounding, Stretch, Widths, holds_together, same_value, slip
from checker.rules.kind import Judgement, Kind, Pair, Reading
from checker.rules.options import option
from checker.rules.slots import label
from checker.rules.time import as_of, later
from checker.rules.weigh import MODEL_FEATURE, probability, weights
from checker.values.claim import Claim
from checker.values.finding import Step, Verdict
from checker.values.quantity import Quantity, Role
from checker.values.text import Document

WORTH_WEIGHING = 0.1  # probability of one thing below which two figures are not weighed against each other
SURELY_ONE_THING = 0.7  # probability from which two currencies are worth a remark
MEASURED = frozenset(
    {"length", "area", "volume", "mass", "temperature", "speed", "duration", "energy", "power", "data"}
)


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How far two figures may lie apart and still count as one."""

    ratio: float = option(1.0, "Two figures within this factor agree, whatever their words.", at_least=1.0)


@dataclass(frozen=True, slots=True)
class Update:
    """When a later figure replaces an earlier one instead of contradicting it."""

    after: timedelta = option(timedelta(days=1), "A higher count given at least this much later is an update.")
    grows: tuple[str, ...] = option(
        tuple(sorted(STATUS)), "Statuses whose counts only grow: dead, injured, arrested ..."
    )


@dataclass(frozen=True, slots=True)
class QuantityOptions:
    """Options of the kind ``quantity``."""

    tolerance: Tolerance = option(Tolerance(), "How far two figures may lie apart and still agree.")
    rounding: Rounding = option(Rounding(), "How a plain number may be rounded.")
    approximation: Mapping[str, Stretch] = option(STRETCHES, "How far each approximation word reaches, by its id.")
    update: Update = option(Update(), "When a later figure is an update.")
    same_thing: float = option(
        0.5, "Probability from which two figures count as figures for one thing.", at_least=0.0, at_most=1.0
    )
    conflict: float = option(
        0.2, "Probability from which two figures that do not fit are a conflict.", at_least=0.0, at_most=1.0
    )

    @property
    def widths(self) -> Widths:
        """The settings for comparing intervals; words not named keep their default."""
        return Widths({**STRETCHES, **self.approximation}, self.rounding, self.tolerance.ratio)


def check(pair: Pair, options: object) -> Iterator[Judgement]:
    """Judge each pair of aligned quantities; a quantity that is settled is not judged again."""
    if not isinstance(options, QuantityOptions):
        raise TypeError(f"the kind quantity needs QuantityOptions, not {type(options).__name__}")
    settled: set[tuple[str, int]] = set()
    for aligned in pair.aligned:
        keys = {("a", aligned.a.span.start), ("b", aligned.b.span.start)}
        if keys & settled:
            continue
        judgement = judge(pair, aligned, options)
        if judgement is not None:
            settled |= keys
            yield judgement


def judge(pair: Pair, aligned: Aligned, options: QuantityOptions) -> Judgement | None:
    """What is to be said of two quantities, or None where they are not about one thing."""
    a, b = aligned.a, aligned.b
    if not comparable(a, b):
        return _two_currencies(pair, aligned)
    if not holds_together(a, b, options.widths):
        return _unequal(pair, aligned, options)
    if aligned.probability < options.same_thing:
        return None
    return _judgement(pair, aligned, Verdict.COMPATIBLE, aligned.probability, _agreement(a, b))


def _unequal(pair: Pair, aligned: Aligned, options: QuantityOptions) -> Judgement | None:
    """What is to be said of two figures that no one value satisfies."""
    if aligned.probability < WORTH_WEIGHING:
        return None
    chance = probability("quantity", conflict_features(pair, aligned, options))
    reason = _other_reason(pair, aligned, options)
    if reason is not None and (chance >= options.conflict or aligned.probability >= options.same_thing):
        verdict, why = reason
        return _judgement(pair, aligned, verdict, max(aligned.probability, 1 - chance), why)
    if chance >= options.conflict:
        return _judgement(pair, aligned, Verdict.CONFLICT, chance, _clash(aligned.a, aligned.b))
    return None


def _two_currencies(pair: Pair, aligned: Aligned) -> Judgement | None:
    """Figures for one thing in two currencies, where neither claim also gives one in the other's."""
    if aligned.probability < SURELY_ONE_THING or any(comparable(x.a, x.b) for x in pair.aligned):
        return None
    why = f"“{aligned.a.text}” and “{aligned.b.text}” are in two currencies; no rate between them is known."
    return _judgement(pair, aligned, Verdict.INCOMPARABLE, aligned.probability, why)


def conflict_features(pair: Pair, aligned: Aligned, options: QuantityOptions) -> dict[str, float]:
    """The evidence for "these two figures cannot both hold": that for one thing, and what the figures say."""
    a, b = aligned.a, aligned.b
    features = dict(aligned.features)
    two_nouns = features["counted"] < 0 and features["status"] <= 0  # of two nouns, like digits are chance
    slipped = 0.0 if two_nouns else slip(a, b)
    return features | {
        "slip": slipped,
        "slip_near": slipped * max(0.0, features["slot_cosine"]),
        "update": float(_is_update(pair, a, b, options.update)),
        "later_higher": float(_grew(pair, a, b, options.update) > 0),
        "later_lower": float(_grew(pair, a, b, options.update) < 0),
    }


def _other_reason(pair: Pair, aligned: Aligned, options: QuantityOptions) -> tuple[Verdict, str] | None:
    """The rule by which two figures that do not fit may still both hold, and its sentence; None where there is none."""
    a, b = aligned.a, aligned.b
    if _is_update(pair, a, b, options.update):
        return Verdict.UPDATE, "The later source gives a higher count, as counts of this sort grow."
    if a.role is not b.role and Role.CHANGE in (a.role, b.role) and a.dimension.value not in MEASURED:
        return Verdict.SCOPE, "One figure is a change, the other a level."
    if _is_rate(a) is not _is_rate(b):
        return Verdict.SCOPE, "One figure is a rate, the other a total."
    if a.part is not b.part:
        return Verdict.SCOPE, "One figure is a part of what the other counts."
    return None


def _is_rate(q: Quantity) -> bool:
    return q.per in RATE_SECONDS


def _is_update(pair: Pair, a: Quantity, b: Quantity, update: Update) -> bool:
    """Whether the count of a growing status is higher in the claim that is clearly later."""
    left, right = set(a.qualifiers) & set(update.grows), set(b.qualifiers) & set(update.grows)
    if not (left | right) or (left and right and not left & right):
        return False
    return _grew(pair, a, b, update) > 0


def _grew(pair: Pair, a: Quantity, b: Quantity, update: Update) -> int:
    """1 where the clearly later claim gives the higher figure, -1 where the lower, 0 where neither is clearly later."""
    order = later(pair, update.after)
    if b.interval.low > a.interval.high:
        return order
    return -order if a.interval.low > b.interval.high else 0


def _judgement(pair: Pair, aligned: Aligned, verdict: Verdict, confidence: float, why: str) -> Judgement:
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
            Step("aligned", f"about one thing with probability {aligned.probability:.2f}; " + _top(aligned)),
            Step("compared", why),
        ),
    )


def _reading(claim: Claim, document: Document, q: Quantity) -> Reading:
    return Reading(q.text, q.span, q.interval, as_of(claim, document))


def _top(aligned: Aligned) -> str:
    """The features that weighed most, for the reader of ``checker explain``."""
    table = weights("same_slot", with_model=MODEL_FEATURE in dict(aligned.features)).of
    weighed = sorted(((abs(table.get(n, 0.0) * v), n, v) for n, v in aligned.features if v), reverse=True)
    return ", ".join(f"{name} {value:.2f}" for _, name, value in weighed[:5])


def _agreement(a: Quantity, b: Quantity) -> str:
    if same_value(a, b):
        return "Both give the same figure."
    return f"One value can be both “{a.text}” and “{b.text}”."


def _clash(a: Quantity, b: Quantity) -> str:
    """One sentence for a reader with no training."""
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
)
