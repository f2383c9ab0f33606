"""Which pairs of claims an entailment model is asked about: it costs a hundred times what a cosine costs.

A pair is let through when its gists are near, when it is nearly the nearest of either claim in the other's document,
or when both claims share a word that is rare in the run. On labelled events this keeps a third of the pairs and nine in
ten of the disagreements.
"""

from __future__ import annotations

from collections.abc import Sequence

from checker.rules.evidence import Evidence, rarest_shared
from checker.values.match import Match

NEAR = 0.35  # cosine from which a pair is always worth a look
NEARLY_BEST = 0.10  # how far below the nearest claim of a document a pair may lie, in cosine
RARE = 2.5  # inverse document frequency of a shared word from which it ties two claims together


def gate(evidence: Evidence, matches: Sequence[Match]) -> tuple[Match, ...]:
    """The pairs worth asking about, in their order."""
    return tuple(m for m in matches if m.cosine >= NEAR or _nearly_best(evidence, m) or _tied(evidence, m))


def _nearly_best(evidence: Evidence, match: Match) -> bool:
    best_a = evidence.best.get((match.a, evidence.document_of[match.b]), 1.0)
    best_b = evidence.best.get((match.b, evidence.document_of[match.a]), 1.0)
    return match.cosine >= min(best_a, best_b) - NEARLY_BEST


def _tied(evidence: Evidence, match: Match) -> bool:
    return rarest_shared(evidence.of_claim[match.a].words, evidence.of_claim[match.b].words) >= RARE


def asked(evidence: Evidence, match: Match) -> tuple[str, str]:
    """The two texts in an order that does not depend on the order of the sources."""
    a, b = evidence.claims[match.a].text, evidence.claims[match.b].text
    return (a, b) if a <= b else (b, a)
