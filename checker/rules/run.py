"""Rules over pairs of claims: each looks at the pairs that its filters let through, and what they say is settled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, replace
from itertools import groupby

import numpy as np

from checker.registry import Registry
from checker.rules.align import Alignment
from checker.rules.columns import Columns
from checker.rules.compare import Widths
from checker.rules.dates import NO_TIMES, Times, hear_times
from checker.rules.echoes import Figures, echoes
from checker.rules.evidence import Evidence, Features, nearby
from checker.rules.kind import Judgement, Kind, Pair, Part, Reading
from checker.rules.message import fill, outranked
from checker.rules.plan import Judging, plan_of
from checker.rules.rule import Rule, RuleSet
from checker.rules.screen import parts_of, screen
from checker.rules.second_look import Ask, asked, may_stand, opinions, weighed_again
from checker.rules.slots import SlotVectors
from checker.rules.unable import Unable
from checker.rules.weigh import SECOND_LOOK, weighs
from checker.rules.whole import Whole
from checker.values.claim import Claim
from checker.values.finding import Finding, Side, Step, Verdict
from checker.values.match import Cluster, Match, Matches
from checker.values.progress import Progress, Stage, told
from checker.values.text import Document, Span

GRAVITY = (Verdict.CONFLICT, Verdict.UPDATE, Verdict.SCOPE, Verdict.INCOMPARABLE, Verdict.COMPATIBLE)
NUMERIC = frozenset({"quantity", "period", "ordinal", "sum"})  # what they settle, no other kind may overrule
RECKONED, COMPARED = "sum", "quantity"  # where both speak of the same figures, the one that adds them up is right
UNREAD = "entailment"  # it speaks of what no rule has read, and not where figures or times have settled a pair


@dataclass(frozen=True, slots=True)
class Placed:
    """A finding with the place of its pair among the claims of the run."""

    match: Match
    finding: Finding


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a rule says of a pair of claims before it is weighed again and settled."""

    match: Match
    pair: Pair
    rule: Rule
    judgement: Judgement


def judge(
    evidence: Evidence,
    matches: Sequence[Match],
    clusters: Sequence[Cluster],
    slots: SlotVectors,
    rules: RuleSet,
    kinds: Registry[Kind],
    ask: Ask | None = None,
    unable: Unable | None = None,
    progress: Progress | None = None,
) -> tuple[Placed, ...]:
    """All findings of the run, in the order of the text of the first source, the gravest verdict of a pair first.

    With ``ask``, an entailment model takes a second look at each conflict that is proposed. What a rule cannot check
    is noted in ``unable``; without one, a KindError is raised.
    """
    proposed = proposals(
        evidence, matches, clusters, slots, rules, kinds, asking=ask is not None, unable=unable, progress=progress
    )
    found = list(proposed)
    if ask is not None:
        found = looked_at_again(found, ask)
    deciding = frozenset(r.kind for r in rules.active if kinds[r.kind].decides)
    placed: list[Placed] = []
    for match, of_pair in groupby(found, key=lambda p: p.match):
        placed.extend(Placed(match, f) for f in settle(list(_findings(of_pair)), deciding))
    return tuple(placed)


def proposals(
    evidence: Evidence,
    matches: Sequence[Match],
    clusters: Sequence[Cluster],
    slots: SlotVectors,
    rules: RuleSet,
    kinds: Registry[Kind],
    *,
    asking: bool,
    unable: Unable | None = None,
    progress: Progress | None = None,
) -> Iterator[Proposal]:
    """What the active rules say, pair by pair; ``asking``: an entailment model will be asked of it."""
    cluster_of = {row: c.id for c in clusters for row in c.members}
    plan = plan_of(rules, kinds)
    judging = Judging(plan, asking=asking, unable=unable)
    views = Views(evidence, Matches.of(matches), slots)
    kinds_of = screen(plan, judging.silent, evidence, views.whole)
    looked_at = kinds_of != 0
    kinds_of = kinds_of[looked_at]
    parts = {chosen: parts_of(plan, chosen) for chosen in np.unique(kinds_of).tolist()}
    some = told(views.whole.matches.where(looked_at), Stage.JUDGING, progress)
    for match, chosen, features in zip(some, kinds_of.tolist(), views.whole.columns.rows(looked_at), strict=True):
        same = cluster_of.get(match.a) == cluster_of.get(match.b, -1)
        pair = views.pair(match, features, parts[chosen], same_cluster=same)
        for rule, judgement in judging.pair(pair, chosen):
            yield Proposal(match, pair, rule, judgement)
        pair.worked_out.clear()  # nobody asks again, and proposals keep their pair


def pairs_of(evidence: Evidence, matches: Sequence[Match], slots: SlotVectors) -> Iterator[Pair]:
    """The pairs of claims, each with all that is known of it."""
    views = Views(evidence, Matches.of(matches), slots)
    every = np.ones(len(matches), np.bool_)
    for match, features in zip(views.whole.matches, views.whole.columns.rows(every), strict=True):
        yield views.pair(match, features, frozenset(Part))


class Views:
    """What is known of the pairs of a run: what is known of all of them together is worked out once."""

    def __init__(self, evidence: Evidence, matches: Matches, slots: SlotVectors) -> None:
        """``matches`` are all the pairs of the run, whether they are looked at or not."""
        figures = Figures(evidence.claims, slots, Widths())
        self.whole = Whole(matches, Columns(evidence, matches), figures, slots)
        self._evidence, self._slots = evidence, slots
        self._said = echoes(evidence, matches, slots, figures)
        self._heard = hear_times(evidence, matches, slots)
        self._nearby: dict[int, tuple[Claim, ...]] = {}

    def pair(self, match: Match, features: Features, parts: AbstractSet[Part], *, same_cluster: bool = False) -> Pair:
        """A pair with its features and with those parts of it."""
        evidence = self._evidence
        return Pair(
            a=evidence.claims[match.a],
            b=evidence.claims[match.b],
            a_document=evidence.document(match.a),
            b_document=evidence.document(match.b),
            cosine=match.cosine,
            features=features,
            same_cluster=same_cluster,
            aligned=Alignment(evidence, match, self._slots, self._said, features) if Part.ALIGNED in parts else (),
            times=Times(evidence, match, self._slots, self._heard) if Part.TIMES in parts else NO_TIMES,
            a_nearby=self._near(match.a),
            b_nearby=self._near(match.b),
        )

    def _near(self, at: int) -> tuple[Claim, ...]:
        if at not in self._nearby:
            self._nearby[at] = nearby(self._evidence, at)
        return self._nearby[at]


def looked_at_again(found: Sequence[Proposal], ask: Ask) -> list[Proposal]:
    """The proposals with the probabilities that rules and model give together.

    Of a kind whose word is not weighed against the model's, the model is not asked. A conflict that would be too
    unlikely whatever the model says is left out, since asking takes longer than all the rest of a run.
    """

    def in_doubt(p: Proposal) -> bool:
        return p.judgement.verdict is Verdict.CONFLICT and weighs(SECOND_LOOK, p.rule.kind)

    found = [p for p in found if not in_doubt(p) or may_stand(p.rule.kind, p.judgement)]
    said = iter(tuple(opinions([asked(p.pair, p.judgement) for p in found if in_doubt(p)], ask)))
    return [
        replace(p, judgement=weighed_again(p.rule.kind, p.judgement, next(said))) if in_doubt(p) else p for p in found
    ]


def judge_pair(
    pair: Pair, rules: RuleSet, kinds: Registry[Kind], *, asking: bool = False, unable: Unable | None = None
) -> Iterator[tuple[Rule, Judgement]]:
    """What every active rule says of one pair; of what is unlikely, only what is worth ``asking`` a model about.

    What a rule cannot check is noted in ``unable``; without one, a KindError is raised.
    """
    yield from Judging(plan_of(rules, kinds), asking=asking, unable=unable).pair(pair)


def _findings(proposed: Iterable[Proposal]) -> Iterator[Finding]:
    """What is likely enough; a later rule of one kind is heard only where no earlier one has spoken.

    That two values can be one settles them also where they are hardly values of one thing: it is no finding then, but
    a rule that lets more pass would be of no use if a later one called the same values a conflict.
    """
    spoken: set[tuple[str, str, str]] = set()
    for p in proposed:
        key = (p.rule.kind, p.judgement.a.value, p.judgement.b.value)
        likely = p.judgement.confidence >= p.judgement.floor
        if key in spoken or not (likely or p.judgement.verdict is Verdict.COMPATIBLE):
            continue
        spoken.add(key)
        if likely:
            yield _finding(p.pair, p.rule, p.judgement)


def settle(findings: list[Finding], deciding: frozenset[str] = frozenset()) -> list[Finding]:
    """Of one pair: what a ``deciding`` kind or a numeric rule has settled stands; of the rest the surest and gravest.

    Of values that a deciding kind has judged, a rule of the user's own words, no other kind is heard.
    """
    decided = [f for f in findings if f.kind in deciding]
    findings = [f for f in findings if f.kind in deciding or not _both_within(f, decided)]
    reckoned = [f for f in findings if f.kind == RECKONED]
    numeric = [f for f in findings if f.kind in NUMERIC and not (f.kind == COMPARED and _both_within(f, reckoned))]
    numeric += decided
    taken = [(f.a.value_span, f.b.value_span) for f in numeric]
    others = sorted(
        (
            f
            for f in findings
            if f not in numeric and f.kind not in NUMERIC and not _within(f, taken)
            if not (f.kind == UNREAD and numeric)
        ),
        key=lambda f: (GRAVITY.index(f.verdict), -f.confidence),
    )
    if any(f.verdict is Verdict.CONFLICT for f in numeric):
        return sorted(numeric, key=lambda f: GRAVITY.index(f.verdict))
    return sorted([*numeric, *others[:1]], key=lambda f: GRAVITY.index(f.verdict))


def _both_within(finding: Finding, others: Sequence[Finding]) -> bool:
    """Whether both values that a finding compares are among those that one of the others has reckoned with."""
    a, b = finding.a.value_span, finding.b.value_span
    return any(
        a and b and o.a.value_span and o.b.value_span and a.overlaps(o.a.value_span) and b.overlaps(o.b.value_span)
        for o in others
    )


def _within(finding: Finding, taken: Sequence[tuple[Span | None, Span | None]]) -> bool:
    """Whether the words judged belong to figures that a numeric rule has judged: "more" and "fewer" of bounds."""
    a, b = finding.a.value_span, finding.b.value_span
    return any((a and x and a.overlaps(x)) or (b and y and b.overlaps(y)) for x, y in taken)


def _finding(pair: Pair, rule: Rule, judgement: Judgement) -> Finding:
    a = _side(pair.a, pair.a_document, judgement.a)
    b = _side(pair.b, pair.b_document, judgement.b)
    explanation = judgement.explanation
    if rule.message and judgement.verdict is Verdict.CONFLICT:
        explanation = fill(rule.message, a, b, pair, judgement)
    elif judgement.verdict is Verdict.CONFLICT:
        explanation += outranked(pair.a_document, pair.b_document)
    matched = Step("matched", f"cosine {pair.cosine:.2f}" + (", in one cluster" if pair.same_cluster else ""))
    judged = Step("judged", f"rule {rule.id}: {judgement.verdict} with confidence {judgement.confidence:.2f}")
    return Finding(
        rule=rule.id,
        kind=rule.kind,
        verdict=judgement.verdict,
        severity=rule.severity,
        confidence=judgement.confidence,
        explanation=explanation,
        label=judgement.label,
        a=a,
        b=b,
        path=(matched, *judgement.path, judged),
    )


def _side(claim: Claim, document: Document, reading: Reading) -> Side:
    """One side as it is shown: offsets lead into the text as it was read."""
    span = document.offsets.original_span(claim.span)
    value_span = document.offsets.original_span(reading.span) if reading.span else None
    attribution = claim.facts.attribution
    return Side(
        source=document.id,
        claim=claim.id,
        start=span.start,
        end=span.end,
        line=claim.line,
        text=claim.text,
        value=reading.value,
        value_span=value_span,
        interval=reading.interval,
        attribution=attribution.speaker if attribution else None,
        as_of=reading.as_of,
        unit=reading.unit,
        when=reading.when,
        clocks=reading.clocks,
    )
