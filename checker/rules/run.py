"""Rules over pairs of claims: each looks at the pairs that its filters let through, and what they say is settled."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from checker.registry import Registry
from checker.rules.align import align, echoes
from checker.rules.compare import Widths
from checker.rules.dates import hear_times, time_features
from checker.rules.evidence import Evidence, claim_features
from checker.rules.kind import Judgement, Kind, Pair, Reading
from checker.rules.message import fill, outranked
from checker.rules.plan import Judging, plan_of
from checker.rules.rule import Rule, RuleSet
from checker.rules.second_look import Ask, asked, opinions, weighed_again
from checker.rules.slots import SlotVectors
from checker.rules.unable import Unable
from checker.rules.weigh import SECOND_LOOK, weighs
from checker.values.claim import Claim
from checker.values.finding import Finding, Side, Step, Verdict
from checker.values.match import Cluster, Match
from checker.values.progress import Progress, Stage, told
from checker.values.text import Document, Span

GRAVITY = (Verdict.CONFLICT, Verdict.UPDATE, Verdict.SCOPE, Verdict.INCOMPARABLE, Verdict.COMPATIBLE)
NUMERIC = frozenset({"quantity", "period", "ordinal", "sum"})  # what they settle, no other kind may overrule
RECKONED, COMPARED = "sum", "quantity"  # where both speak of the same figures, the one that adds them up is right
UNREAD = "entailment"  # it speaks of what no rule has read, and not where figures or times have settled a pair
BESIDE = 3  # claims before and after one that a rule may look at too: a list or a change runs through several clauses


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
    judging = Judging(plan_of(rules, kinds), asking=asking, unable=unable)
    pairs = pairs_of(evidence, matches, slots)
    for match, plain in zip(told(matches, Stage.JUDGING, progress), pairs, strict=True):
        pair = replace(plain, same_cluster=cluster_of.get(match.a) == cluster_of.get(match.b, -1))
        for rule, judgement in judging.pair(pair):
            yield Proposal(match, pair, rule, judgement)


def pairs_of(evidence: Evidence, matches: Sequence[Match], slots: SlotVectors) -> Iterator[Pair]:
    """The pairs of claims, each with all that is known of it."""
    said = echoes(evidence, matches, slots, Widths())
    heard = hear_times(evidence, matches, slots)
    for match in matches:
        yield Pair(
            a=evidence.claims[match.a],
            b=evidence.claims[match.b],
            a_document=evidence.document(match.a),
            b_document=evidence.document(match.b),
            cosine=match.cosine,
            features=claim_features(evidence, match),
            aligned=align(evidence, match, slots, said),
            times=time_features(evidence, match, slots, heard),
            a_nearby=nearby(evidence, match.a),
            b_nearby=nearby(evidence, match.b),
        )


def looked_at_again(found: Sequence[Proposal], ask: Ask) -> list[Proposal]:
    """The proposals with the probabilities that rules and model give together.

    Of a kind whose word is not weighed against the model's, the model is not asked.
    """

    def in_doubt(p: Proposal) -> bool:
        return p.judgement.verdict is Verdict.CONFLICT and weighs(SECOND_LOOK, p.rule.kind)

    said = iter(tuple(opinions([asked(p.pair, p.judgement) for p in found if in_doubt(p)], ask)))
    return [
        replace(p, judgement=weighed_again(p.rule.kind, p.judgement, next(said))) if in_doubt(p) else p for p in found
    ]


def nearby(evidence: Evidence, at: int) -> tuple[Claim, ...]:
    """The claims next to the one at that position, of the same document, in the order of the text."""
    here = evidence.document_of[at]
    around = range(max(0, at - BESIDE), min(len(evidence.claims), at + BESIDE + 1))
    return tuple(evidence.claims[i] for i in around if i != at and evidence.document_of[i] == here)


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
