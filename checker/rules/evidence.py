"""What the engine knows about a pair of claims before any rule looks: how alike they are, and in what.

Every figure here is a named feature: it is weighed by the weights in ``data/weights.yaml``, which are fitted on
labelled events by ``training/fit_weights.py``, and shown by ``checker explain``.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from checker.facts.lexicon import synonym_set
from checker.values.claim import Claim
from checker.values.match import Match, Matches
from checker.values.period import Period
from checker.values.text import Document

Features = Mapping[str, float]
BESIDE = 3  # claims before and after one that a rule may look at too: a list or a change runs through several clauses
TYPICAL_RUN = 60  # claims of a few articles; a run of two sentences cannot say which words are rare


@dataclass(frozen=True, slots=True)
class ClaimEvidence:
    """What is compared of one claim: its content words with their weight in the run, and its names."""

    words: Mapping[str, float]  # lemma or the first word of its synonym group -> inverse document frequency
    names: frozenset[str]  # canonical names
    weight: float = 0.0  # of all its words together
    times: tuple[Period, ...] = ()  # those that are known


@dataclass(frozen=True, slots=True)
class Evidence:
    """The evidence of one run, made once for all rules."""

    claims: tuple[Claim, ...]
    documents: tuple[Document, ...]  # by position in ``document_of``
    document_of: tuple[int, ...]  # claim -> document
    of_claim: tuple[ClaimEvidence, ...]
    best: Mapping[tuple[int, int], float]  # (claim, document) -> cosine of the nearest claim of that document

    def document(self, claim: int) -> Document:
        """The document that holds the claim at that position."""
        return self.documents[self.document_of[claim]]


def gather(
    claims: Sequence[Claim],
    documents: Sequence[Document],
    matches: Sequence[Match],
) -> Evidence:
    """Prepare the evidence of a run over ``claims``; ``matches`` are the pairs that are looked at."""
    position = {d.id: i for i, d in enumerate(documents)}
    document_of = tuple(position[c.source] for c in claims)
    words = [_words(c) for c in claims]
    sentences = Counter(w for ws in words for w in ws)
    weight = {w: math.log((1 + max(len(claims), TYPICAL_RUN)) / n) for w, n in sentences.items()}
    of_claim = tuple(
        ClaimEvidence(
            words={w: weight[w] for w in ws},
            names=frozenset(e.canonical for e in c.facts.entities),
            weight=sum(weight[w] for w in ws),
            times=tuple(p for p in c.facts.periods if p.known),
        )
        for c, ws in zip(claims, words, strict=True)
    )
    table = Matches.of(matches)
    return Evidence(tuple(claims), tuple(documents), document_of, of_claim, _nearest(table, document_of))


def _nearest(matches: Matches, document_of: Sequence[int]) -> Mapping[tuple[int, int], float]:
    """(claim, document) -> cosine of the claim of that document that is nearest to the claim."""
    best: dict[tuple[int, int], float] = {}
    documents = np.array(document_of, np.int64)
    for one, other in ((matches.a, matches.b), (matches.b, matches.a)):
        pairs, highest = highest_of(one, documents[other], matches.cosine)
        for key, cosine in zip(map(tuple, pairs.tolist()), highest.tolist(), strict=True):
            best[key] = max(best.get(key, -1.0), cosine)
    return best


def highest_of(
    one: NDArray[np.integer], other: NDArray[np.integer], values: NDArray[np.float64]
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """For each two numbers that stand beside each other in two columns, (k, 2), the highest value, (k,)."""
    width = int(other.max(initial=0)) + 1
    keys, at = np.unique(one.astype(np.int64) * width + other, return_inverse=True)
    highest = np.full(len(keys), -np.inf)
    np.maximum.at(highest, at, values)
    return np.column_stack(np.divmod(keys, width)), highest


def nearby(evidence: Evidence, at: int) -> tuple[Claim, ...]:
    """The claims next to the one at that position, of the same document, in the order of the text."""
    here = evidence.document_of[at]
    around = range(max(0, at - BESIDE), min(len(evidence.claims), at + BESIDE + 1))
    return tuple(evidence.claims[i] for i in around if i != at and evidence.document_of[i] == here)


def _words(claim: Claim) -> tuple[str, ...]:
    """Each content word of a claim once, synonyms under one name, in the order of the text."""
    return tuple(dict.fromkeys(synonym_set(t.lemma) or t.lemma for t in claim.facts.terms))


def times_clash(left: Sequence[Period], right: Sequence[Period]) -> float:
    """1 where two claims name known times and none of one meets any of the other."""
    return float(bool(left) and bool(right) and not any(p.intersects(q) for p in left for q in right))
