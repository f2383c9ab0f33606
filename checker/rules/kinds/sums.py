"""Arithmetic: figures of one source from which another figure follows than the other source gives.

Flags: "12 killed and 30 wounded" against "50 casualties"; "60 of the passengers" against "45 passengers"; "rose 4
percent to 38 percent" against "up from 34 percent"; "70 percent for it" against "45 percent against it".
Leaves alone: parts that do not claim to be all ("including", "among them"), sums and changes that agree when rounded,
figures of which the other source states one that fits, changes that go opposite ways.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from checker.rules.align import Aligned, comparable, pair_features
from checker.rules.arithmetic.find import find, given, taken
from checker.rules.arithmetic.passage import Passage, passage
from checker.rules.arithmetic.reckoned import Force, Reckoned, Sort
from checker.rules.compare import Widths, holds_together, slip
from checker.rules.kind import InText, Judgement, Kind, Pair, Part, Reading, Sides, Values, once
from checker.rules.kinds import quantity
from checker.rules.options import option
from checker.rules.slots import label
from checker.rules.time import as_of
from checker.rules.weigh import probability
from checker.values.finding import Step, Verdict
from checker.values.quantity import Quantity
from checker.values.text import Span

EVIDENCE = (
    *("cosine", "margin", "words", "rare_word", "names_clash", "times_clash", "headline"),
    *("slot_cosine", "counted", "status", "qualifiers", "log_ratio", "hedged"),
)
UNHEARD = -0.4  # echo of a figure that the other source gives nowhere else


@dataclass(frozen=True, slots=True)
class SumOptions:
    """Options of the kind ``sum``."""

    conflict: float = option(
        0.2, "Probability from which figures that do not add up are a conflict.", at_least=0.0, at_most=1.0
    )
    tolerance: float = option(1.0, "A reckoned and a stated figure within this factor agree.", at_least=1.0)
    sorts: tuple[str, ...] = option(
        tuple(s.value for s in Sort), "The sorts of arithmetic that are done.", choices=tuple(s.value for s in Sort)
    )

    @property
    def widths(self) -> Widths:
        """How far each figure may be rounded."""
        return Widths(ratio=self.tolerance)


@dataclass(frozen=True, slots=True)
class Weighed:
    """A piece of arithmetic, from which side of the pair its parts come, and the evidence for it."""

    reckoned: Reckoned
    from_a: bool
    aligned: Aligned  # the result and the stated figure, ``a`` being that of claim a
    holds: bool


def check(pair: Pair, options: object) -> Iterator[Judgement]:
    """What adds up, and at most one thing that does not: the likeliest."""
    if not isinstance(options, SumOptions):
        raise TypeError(f"the kind sum needs SumOptions, not {type(options).__name__}")
    settled, clashes = once(pair, ("sum", options.tolerance, options.sorts), lambda: _reckoned(pair, options))
    yield from (_judgement(pair, w, Verdict.COMPATIBLE, w.aligned.probability) for w in settled)
    if clashes:
        chance, worst = max(clashes, key=lambda x: (x[0], _sentence(x[1])))
        if chance >= options.conflict:
            yield _judgement(pair, worst, Verdict.CONFLICT, chance)


def _reckoned(pair: Pair, options: SumOptions) -> tuple[tuple[Weighed, ...], tuple[tuple[float, Weighed], ...]]:
    """What comes out, the surest ways of reckoning; and what does not, each with its probability of a clash."""
    found = list(_weighed(pair, options))
    settled = [w for w in found if w.holds]
    clashes = (
        (probability("sum", conflict_features(pair, w)), w) for w in found if not w.holds and not _meets(w, settled)
    )
    return tuple(_surest(settled)), tuple(clashes)


def candidates(pair: Pair) -> Iterator[tuple[dict[str, float], str]]:
    """The features of each piece of arithmetic that does not come out, and what is shown of it."""
    found = list(_weighed(pair, SumOptions()))
    settled = [w for w in found if w.holds]
    for w in found:
        if not w.holds and not _meets(w, settled):
            yield conflict_features(pair, w), _sentence(w)


def _weighed(pair: Pair, options: SumOptions) -> Iterator[Weighed]:
    """All arithmetic from either side, with its evidence."""
    if not (pair.a.facts.quantities and pair.b.facts.quantities):
        return
    a = passage(pair.a, pair.a_document, pair.a_nearby)
    b = passage(pair.b, pair.b_document, pair.b_nearby)
    widths = options.widths
    for ours, theirs, from_a in ((a, b, True), (b, a, False)):
        for reckoned in find(ours, theirs, widths):
            if reckoned.sort.value not in options.sorts:
                continue
            holds = holds_together(reckoned.result, reckoned.stated, widths)
            if reckoned.force is (Force.BOUND if holds else Force.HINT):
                continue
            if not holds and reckoned.sort is not Sort.REST and _said(ours, reckoned, widths):
                continue
            aligned = _aligned(pair, reckoned, from_a)
            if not holds or aligned.probability >= quantity.WORTH_WEIGHING:
                yield Weighed(reckoned, from_a, aligned, holds)


def _gives(side: InText) -> Iterator[str]:
    """The sorts of arithmetic that can start from the figures of a claim and its sentence."""
    if side.claim.facts.quantities:
        yield from given(passage(side.claim, side.document, side.nearby))


def _takes(side: InText) -> Iterator[str]:
    """The sorts of arithmetic to which a figure of a claim can be the result."""
    if side.claim.facts.quantities:
        yield from taken(passage(side.claim, side.document, side.nearby))


def _said(ours: Passage, reckoned: Reckoned, widths: Widths) -> bool:
    """Whether our source also states a figure that agrees with the stated one: then there is nothing to reckon."""
    return any(
        comparable(q, reckoned.stated) and q.role is reckoned.stated.role and holds_together(q, reckoned.stated, widths)
        for q in ours.around
        if q not in reckoned.used
    )


def _aligned(pair: Pair, reckoned: Reckoned, from_a: bool) -> Aligned:
    """The reckoned figure beside the stated one, with the evidence of the used figure that is nearest to it."""
    used = {q.span for q in reckoned.used}
    near = [x for x in pair.aligned if _joins(x, used, reckoned.stated, from_a)]
    base = dict(pair.features) | {"slot_cosine": pair.cosine, "rival": 0.0, "echo": UNHEARD}
    if near:
        base = dict(max(near, key=lambda x: x.probability).features)
    a, b = (reckoned.result, reckoned.stated) if from_a else (reckoned.stated, reckoned.result)
    features = base | pair_features(a, b)
    features["ratio_apart"] = features["log_ratio"] * (1.0 - features.get("words", 0.0))
    return Aligned(a, b, probability("same_slot", features), tuple(sorted(features.items())))


def _joins(x: Aligned, used: set[Span], stated: Quantity, from_a: bool) -> bool:
    ours, theirs = (x.a, x.b) if from_a else (x.b, x.a)
    return ours.span in used and theirs.span == stated.span


def _meets(w: Weighed, settled: list[Weighed]) -> bool:
    """Whether another way of reckoning leads to the stated figure, or from it."""
    spans = {w.reckoned.stated.span, *(q.span for q in w.reckoned.used)}
    return any(s.reckoned.stated.span in spans for s in settled)


def _surest(settled: list[Weighed]) -> Iterator[Weighed]:
    """Of several ways of reckoning with one figure the surest, whichever side it starts from."""
    taken: set[Span] = set()
    for w in sorted(settled, key=lambda w: (-w.aligned.probability, _sentence(w))):
        spans = {w.reckoned.stated.span, *(q.span for q in w.reckoned.used)}
        if not spans & taken:
            taken |= spans
            yield w


def conflict_features(pair: Pair, w: Weighed) -> dict[str, float]:
    """The evidence for "these figures are about one thing, and do not come out"."""
    r, seen = w.reckoned, dict(w.aligned.features)
    return {
        **{name: seen.get(name, 0.0) for name in EVIDENCE},
        **{f"sort_{s.value}": float(r.sort is s) for s in Sort},
        "slip": max(float(r.slip), *(slip(q, r.stated) for q in r.used if comparable(q, r.stated)), 0.0),
        "slip_near": float(r.slip) * max(0.0, seen["slot_cosine"]),
        "levels_agree": float(r.levels_agree),
        "same_way": float(r.same_way),
    }


def _judgement(pair: Pair, w: Weighed, verdict: Verdict, confidence: float) -> Judgement:
    r = w.reckoned
    ours, theirs = (pair.a, pair.b) if w.from_a else (pair.b, pair.a)
    ours_in, theirs_in = (pair.a_document, pair.b_document) if w.from_a else (pair.b_document, pair.a_document)
    used = [q for q in r.used if ours.span.contains(q.span)] or list(r.used)
    left = Reading(_written(used), _span_of(used), r.result.interval, as_of(ours, ours_in), r.stated.unit)
    right = Reading(r.stated.text, r.stated.span, r.stated.interval, as_of(theirs, theirs_in), r.stated.unit)
    why = _sentence(w)
    return Judgement(
        verdict=verdict,
        confidence=round(confidence, 4),
        a=left if w.from_a else right,
        b=right if w.from_a else left,
        label=label(r.stated, theirs),
        explanation=why,
        path=(
            Step("read", "; ".join(f"“{q.text}” is {q.interval}" for q in (*r.used, r.stated))),
            Step(
                "aligned",
                f"about one thing with probability {w.aligned.probability:.2f}",
                (("about one thing", w.aligned.probability),),
            ),
            Step("compared", why),
        ),
    )


def _sentence(w: Weighed) -> str:
    """One sentence that shows the arithmetic: "12 dead and 30 injured make 42, not 50"."""
    r = w.reckoned
    text = f"{r.sentence}, {'which fits' if w.holds else 'not'} “{r.stated.text}”."
    return text[:1].upper() + text[1:]


def _span_of(used: list[Quantity]) -> Span:
    """From the first figure to the last one."""
    return Span(min(q.span.start for q in used), max(q.span.end for q in used))


def _written(used: list[Quantity]) -> str:
    """The figures that were reckoned with, as written."""
    return " and ".join(q.text for q in used)


KIND = Kind(
    name="sum",
    summary="Figures of one source that do not add up to a figure of the other.",
    options=SumOptions,
    check=check,
    not_flagged="Parts that do not claim to be all, sums that agree when rounded, changes of other directions.",
    compares=Values.FIGURES,
    finds=lambda pair: bool(pair.a.facts.quantities and pair.b.facts.quantities),
    sides=Sides(_gives, _takes),
    parts=frozenset({Part.ALIGNED}),
)
