"""What the engine knows about a pair of claims before any rule looks: how alike they are, and in what.

Every figure here is a named feature: it is weighed by the weights in ``data/weights.yaml``, which are fitted on
labelled events by ``training/fit_weights.py``, and shown by ``checker explain``.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from checker.facts.lexicon import synonym_set
from checker.values.claim import Claim, ClaimKind, Modality
from checker.values.match import Match
from checker.values.text import Document

Features = Mapping[str, float]
TYPICAL_RUN = 60  # claims of a few articles; a run of two sentences cannot say which words are rare


@dataclass(frozen=True, slots=True)
class ClaimEvidence:
    """What is compared of one claim: its content words with their weight in the run, and its names."""

    words: Mapping[str, float]  # lemma or the first word of its synonym group -> inverse document frequency
    names: frozenset[str]  # canonical names


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
        ClaimEvidence({w: weight[w] for w in ws}, frozenset(e.canonical for e in c.facts.entities))
        for c, ws in zip(claims, words, strict=True)
    )
    best: dict[tuple[int, int], float] = defaultdict(lambda: -1.0)
    for m in matches:
        for one, other in ((m.a, m.b), (m.b, m.a)):
            key = (one, document_of[other])
            best[key] = max(best[key], m.cosine)
    return Evidence(tuple(claims), tuple(documents), document_of, of_claim, dict(best))


def _words(claim: Claim) -> tuple[str, ...]:
    """Each content word of a claim once, synonyms under one name, in the order of the text."""
    return tuple(dict.fromkeys(synonym_set(t.lemma) or t.lemma for t in claim.facts.terms))


def claim_features(evidence: Evidence, match: Match) -> Features:
    """The features of a pair of claims, each in [0, 1] unless said otherwise."""
    a, b = evidence.claims[match.a], evidence.claims[match.b]
    left, right = evidence.of_claim[match.a], evidence.of_claim[match.b]
    return {
        "cosine": match.cosine,  # [-1, 1]
        "margin": _margin(evidence, match),  # [-1, 0], 0 where each is the other's nearest
        "words": _overlap(left.words, right.words),
        "rare_word": rarest_shared(left.words, right.words),  # inverse document frequency, 0 and more
        "names": _jaccard(left.names, right.names),
        "names_clash": float(bool(left.names) and bool(right.names) and not left.names & right.names),
        "headline": float(ClaimKind.HEADLINE in (a.kind, b.kind)),
        "unstated": float(a.facts.modality is not Modality.STATED) + float(b.facts.modality is not Modality.STATED),
        **_modalities(a, b),
        "attributed": float(a.facts.attribution is not None) + float(b.facts.attribution is not None),
        "times_clash": _times_clash(a, b),
    }


def _modalities(a: Claim, b: Claim) -> Features:
    """For each way of not stating a thing, 1 where exactly one claim has it: a plan against an outcome."""
    return {
        f"one_{m.value}": float((a.facts.modality is m) is not (b.facts.modality is m))
        for m in Modality
        if m is not Modality.STATED
    }


def _margin(evidence: Evidence, match: Match) -> float:
    """How far the pair falls short of being nearest in both directions, in cosine."""
    best_a = evidence.best.get((match.a, evidence.document_of[match.b]), match.cosine)
    best_b = evidence.best.get((match.b, evidence.document_of[match.a]), match.cosine)
    return 2 * match.cosine - best_a - best_b


def _overlap(left: Mapping[str, float], right: Mapping[str, float]) -> float:
    """Weight of the shared words over that of the smaller claim."""
    shared = sum(w for word, w in left.items() if word in right)
    smaller = min(sum(left.values()), sum(right.values()))
    return shared / smaller if smaller > 0 else 0.0


def rarest_shared(left: Mapping[str, float], right: Mapping[str, float]) -> float:
    """The weight of the rarest word that both claims use; 0 where they share none."""
    return max((w for word, w in left.items() if word in right), default=0.0)


def _jaccard(left: frozenset[str], right: frozenset[str]) -> float:
    return len(left & right) / len(left | right) if left and right else 0.0


def _times_clash(a: Claim, b: Claim) -> float:
    """1 where both name known times and none of one meets any of the other."""
    left = [p for p in a.facts.periods if p.known]
    right = [p for p in b.facts.periods if p.known]
    return float(bool(left) and bool(right) and not any(p.intersects(q) for p in left for q in right))
