"""Pairs of texts instead of articles: what do the rules say of text A and text B?

The same stages as ``pipeline.judged``, without an index: the two texts are few claims, and each is held against each.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from checker.claims.extract import extract
from checker.config import Config
from checker.entailment.protocol import Entailment, checked
from checker.facts.vocabulary import Vocabulary, using
from checker.pipeline import Parts, asking, encoded, load
from checker.rules.evidence import Evidence, gather
from checker.rules.kinds import ALL_KINDS
from checker.rules.rule import RuleSet
from checker.rules.run import GRAVITY, judge, pairs_of
from checker.rules.second_look import Ask
from checker.rules.slots import SlotVectors
from checker.rules.unable import Unable
from checker.sources.normalise import normalise
from checker.values.claim import Claim
from checker.values.finding import Finding, Step, Verdict
from checker.values.match import Match
from checker.values.report import NotChecked
from checker.values.text import Document, PublicationDate

BATCH = 128  # pairs that are read ahead: enough for the encoder to sort its texts by length, little to hold


@dataclass(frozen=True, slots=True)
class TextPair:
    """Two texts to be compared, with the dates from which "Tuesday" is reckoned, where they are known."""

    id: object  # given back as it came
    a: str
    b: str
    a_published: date | None = None
    b_published: date | None = None


@dataclass(frozen=True, slots=True)
class PairVerdict:
    """What was said of a pair; ``verdict`` is None where no rule had anything to say."""

    id: object
    verdict: Verdict | None
    confidence: float
    rule: str | None
    explanation: str | None
    probabilities: tuple[float, float, float] | None = None  # contradiction, entailment, neutral; None without a model
    path: tuple[Step, ...] = ()
    findings: tuple[Finding, ...] = ()  # all that was said of the pair, the gravest and surest first
    not_checked: tuple[NotChecked, ...] = ()  # what rules could not check


def judge_pairs(pairs: Iterable[TextPair], config: Config) -> Iterator[PairVerdict]:
    """The verdicts in the order of the pairs; at most ``BATCH`` pairs are held in memory."""
    yield from judge_with(pairs, load(config))


def judge_with(pairs: Iterable[TextPair], parts: Parts) -> Iterator[PairVerdict]:
    """The same with parts that are loaded already."""
    waiting = iter(pairs)
    while batch := list(islice(waiting, BATCH)):
        yield from _batch(batch, parts)


def explain(a: str, b: str, config: Config) -> PairVerdict:
    """The verdict on one pair of texts, with every step that led to it."""
    return next(judge_pairs([TextPair(None, a, b)], config))


@dataclass(frozen=True, slots=True)
class Prepared:
    """Two texts that are read, encoded and matched: what rules can be asked about, one set of them after another."""

    pair: TextPair
    claims: tuple[Claim, ...]
    matches: tuple[Match, ...]
    evidence: Evidence
    slots: SlotVectors
    vocabulary: Vocabulary  # with which they were read


def prepare(pairs: Sequence[TextPair], parts: Parts) -> list[Prepared]:
    """Read, encode and match the texts of each pair; all are encoded in one go."""
    documents = [(_document("a", p.a, p.a_published), _document("b", p.b, p.b_published)) for p in pairs]
    vocabulary = parts.rules.tables.vocabulary
    prepared = []
    with using(vocabulary):
        groups = [tuple(c for d in both for c in extract(d, parts.config.claims).claims) for both in documents]
        vectors = encoded(groups, parts.encoder)
        for pair, both, claims, (rows, slots) in zip(pairs, documents, groups, vectors, strict=True):
            matches = _all_across(claims, rows)
            prepared.append(Prepared(pair, claims, matches, gather(claims, both, matches), slots, vocabulary))
    return prepared


def verdict_on(texts: Prepared, rules: RuleSet, ask: Ask | None, min_confidence: float) -> PairVerdict:
    """What those rules say of two texts, without the probabilities of the texts as wholes."""
    unable = Unable()
    with using(texts.vocabulary):
        placed = judge(texts.evidence, texts.matches, (), texts.slots, rules, ALL_KINDS, ask, unable)
    sure = [p.finding for p in placed if p.finding.confidence >= min_confidence]
    gaps = unable.not_checked()
    silence = () if sure else (*_silence(texts.claims, texts.matches), *(_gap(g) for g in gaps))
    if not sure and not gaps:
        with using(texts.vocabulary):
            silence += tuple(_silent_rules(texts, rules))
    return replace(_verdict(texts.pair, sure, silence), not_checked=gaps)


def _gap(gap: NotChecked) -> Step:
    return Step("not checked", f"{gap.what}: {gap.why}")


def _silent_rules(texts: Prepared, rules: RuleSet) -> Iterator[Step]:
    """Why rules that can tell said nothing of the two claims that are nearest to each other."""
    telling = [(rule, why) for rule in rules.active if (why := ALL_KINDS[rule.kind].why_silent) is not None]
    if not telling or not texts.matches:
        return
    nearest = max(range(len(texts.matches)), key=lambda i: texts.matches[i].cosine)
    pair = next(islice(pairs_of(texts.evidence, texts.matches, texts.slots), nearest, None))
    for rule, why in telling:
        yield from (replace(step, text=f"rule {rule.id}: {step.text}") for step in why(pair, rule.options))


def _batch(pairs: Sequence[TextPair], parts: Parts) -> Iterator[PairVerdict]:
    ask, least = asking(parts.entailment), parts.config.report.min_confidence
    chances = _chances(pairs, parts.entailment)
    for texts, chance in zip(prepare(pairs, parts), chances, strict=True):
        yield replace(verdict_on(texts, parts.rules, ask, least), probabilities=chance)


def _chances(pairs: Sequence[TextPair], model: Entailment | None) -> list[tuple[float, float, float] | None]:
    """What the model says of the texts as wholes, A as premise and B as hypothesis; None without a model."""
    if model is None:
        return [None] * len(pairs)
    rows = checked(model, [(p.a, p.b) for p in pairs])  # (n, 3)
    return [(float(c), float(e), float(n)) for c, e, n in rows.tolist()]


def _document(name: str, text: str, published: date | None) -> Document:
    when = PublicationDate(published, "option") if published else None
    return Document(
        id=name, text=normalise(text).text, published=when, sha256=hashlib.sha256(text.encode()).hexdigest()
    )


def _verdict(pair: TextPair, said: Sequence[Finding], silence: tuple[Step, ...]) -> PairVerdict:
    """The gravest and surest finding of a pair, or why there is none."""
    if not said:
        return PairVerdict(pair.id, None, 0.0, None, None, path=silence)
    findings = sorted(said, key=lambda f: (GRAVITY.index(f.verdict), -f.confidence))
    lead = findings[0]
    return PairVerdict(
        pair.id,
        lead.verdict,
        lead.confidence,
        lead.rule,
        lead.explanation,
        path=lead.path,
        findings=tuple(findings),
    )


def _all_across(claims: Sequence[Claim], rows: NDArray[np.float32]) -> tuple[Match, ...]:
    cosines = rows @ rows.T  # (n, n) cosine, higher is closer
    return tuple(
        Match(i, j, round(float(min(1.0, cosines[i, j])), 6))
        for i in range(len(claims))
        for j in range(i + 1, len(claims))
        if claims[i].source != claims[j].source
    )


def _silence(claims: Sequence[Claim], matches: Sequence[Match]) -> tuple[Step, ...]:
    """Why nothing was said: the step that stopped it."""
    for name in "ab":
        if not any(c.source == name for c in claims):
            return (Step("read", f"no claim was found in text {name.upper()}"),)
    nearest = max(m.cosine for m in matches)
    values = sum(len(c.facts.quantities) + len(c.facts.periods) for c in claims)
    return (
        Step("matched", f"the nearest claims have cosine {nearest:.2f}"),
        Step("read", f"{values} numbers and times, {sum(len(c.facts.terms) for c in claims)} content words"),
        Step("judged", "no rule saw values of one thing that differ, nor opposite words about one thing"),
    )
