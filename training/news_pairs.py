"""Pairs of claims of labelled events: what contradicts, agrees, only looks alike, or has nothing in common.

The texts are those that the program asks a model about: whole claims, and claims whose values are levelled.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace

from checker.pipeline import Parts
from checker.rules.compare import Widths, holds_together
from checker.rules.kind import Pair as Claims
from checker.rules.kinds import KINDS
from checker.rules.queries import levelled, whole
from checker.rules.rule import RuleSet
from checker.rules.run import judge_pair
from checker.rules.second_look import asked
from checker.values.finding import Verdict
from checker.values.text import Span
from training.cross_encoder import Pair
from training.encoder_texts import SLOT_OF_KIND
from training.examples import claim_pairs, labels_of
from training.gold import Event, Lookup
from training.statement_pairs import AGREE, CONTRADICTION, NEUTRAL

WORDED = frozenset({"antonym", "entity", "quantifier", "ordinal", "role", "filler"})  # kinds that compare words
UNRELATED = 1.5  # unrelated pairs for each labelled one, half of them the likest
LIKE = 0.8  # cosine above which two claims that no one labelled may well be about one thing
NEAR = 0.15  # ... and below which they teach little


def news_pairs(event: Event, parts: Parts, rng: random.Random) -> list[Pair]:
    """The pairs of one event with their labels; of the unrelated ones a sample."""
    lookup = Lookup(event)
    wide = replace(parts, config=replace(parts.config, clusters=replace(parts.config.clusters, gate=NEAR)))
    found = [
        p
        for claims in claim_pairs(event, wide)
        for p in (*_whole(claims, lookup), *_levelled(claims, lookup), *_proposed(claims, lookup, parts.rules))
    ]
    return [
        pair
        for sort in ("", "levelled ")
        for pair in _balanced([p for p in found if p[1].source.startswith("levelled ") is bool(sort)], rng)
    ]


Weighed = tuple[float, Pair]  # how alike the texts are


def _balanced(found: list[Weighed], rng: random.Random) -> list[Pair]:
    labelled = [p for _, p in found if not p.source.endswith("across")]
    rest = sorted(((c, p) for c, p in found if p.source.endswith("across")), key=lambda x: -x[0])
    half = int(UNRELATED * len(labelled) / 2)
    hard, easy = rest[: 2 * half], rest[2 * half :]
    sampled = rng.sample(hard, min(half, len(hard))) + rng.sample(easy, min(half, len(easy)))
    return labelled + [p for _, p in sampled]


def _whole(pair: Claims, lookup: Lookup) -> Iterator[Weighed]:
    labels = labels_of(lookup, pair, pair.a.span, pair.b.span)
    texts = whole(pair.a, pair.b)
    if "conflict" in labels:
        yield pair.cosine, Pair(*texts, CONTRADICTION, "conflict")
    elif "agree" in labels:
        yield pair.cosine, Pair(*texts, AGREE, "agree")
    elif "debatable" not in labels and (labels or pair.cosine < LIKE):
        yield pair.cosine, Pair(*texts, NEUTRAL, "near" if labels else "across")


def _levelled(pair: Claims, lookup: Lookup) -> Iterator[Weighed]:
    for x in pair.aligned:
        if not holds_together(x.a, x.b, Widths()):
            yield from _of_values(pair, x.a.span, x.b.span, x.probability, lookup)
    for i, j in pair.times:
        a, b = pair.a.facts.periods[i], pair.b.facts.periods[j]
        if not a.intersects(b):
            yield from _of_values(pair, a.span, b.span, pair.cosine, lookup)


def _of_values(pair: Claims, a: Span, b: Span, like: float, lookup: Lookup) -> Iterator[Weighed]:
    labels = labels_of(lookup, pair, a, b)
    if "debatable" in labels:
        return
    same = bool(labels.keys() & {"conflict", "agree", "compatible"})
    source = "levelled " + ("same" if same else "near" if labels else "across")
    yield like, Pair(*levelled(pair.a, a, pair.b, b), AGREE if same else NEUTRAL, source)


def _proposed(pair: Claims, lookup: Lookup, rules: RuleSet) -> Iterator[Weighed]:
    """The words and names that the rules hold against each other, levelled."""
    labels = labels_of(lookup, pair, pair.a.span, pair.b.span)
    if "debatable" in labels or "agree" in labels or labels.get("conflict") in SLOT_OF_KIND:
        return
    label, source = (AGREE, "levelled same") if "conflict" in labels else (NEUTRAL, "levelled across")
    for rule, judgement in judge_pair(pair, rules, KINDS, asking=True):
        if rule.kind in WORDED and judgement.verdict is Verdict.CONFLICT:
            yield from ((pair.cosine, Pair(*q, label, source)) for q in asked(pair, judgement)[1:])
