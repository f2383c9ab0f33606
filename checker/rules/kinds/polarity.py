"""One source affirms what the other negates.

Flags: "the alarm went off" against "the alarm never went off"; "the bill was not approved" against "approved".
Leaves alone: a denial that is only reported, what is planned or forecast against what happened, negations of
different things.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from checker.facts.lexicon import is_verb, synonym_set
from checker.rules.kind import Judgement, Kind, Pair, Reading
from checker.rules.options import option
from checker.rules.slots import gist_label
from checker.rules.weigh import probability
from checker.values.claim import Claim, Term
from checker.values.finding import Step, Verdict


@dataclass(frozen=True, slots=True)
class PolarityOptions:
    """Options of the kind ``polarity``."""

    conflict: float = option(
        0.2, "Probability from which an affirmed and a negated word clash.", at_least=0.0, at_most=1.0
    )


def check(pair: Pair, options: object) -> Iterator[Judgement]:
    """At most one judgement: the clash of the two claims as wholes, shown at their first negated shared word."""
    if not isinstance(options, PolarityOptions):
        raise TypeError(f"the kind polarity needs PolarityOptions, not {type(options).__name__}")
    opposed = opposed_terms(pair.a, pair.b)
    if not opposed:
        return
    chance = probability("polarity", conflict_features(pair, opposed))
    if chance < options.conflict:
        return
    a, b = opposed[0]
    why = f"One source affirms “{plain(a, b)}”, the other negates it."
    yield Judgement(
        verdict=Verdict.CONFLICT,
        confidence=round(chance, 4),
        a=Reading(_shown(pair.a, a), a.span),
        b=Reading(_shown(pair.b, b), b.span),
        label=gist_label(pair.a),
        explanation=why,
        path=(
            Step("read", "; ".join(f"{x.lemma} / {'not ' if y.negated else ''}{y.lemma}" for x, y in opposed)),
            Step("compared", why),
        ),
    )


def candidates(pair: Pair) -> Iterator[tuple[dict[str, float], str]]:
    """The features of the pair and what is shown of it, where there is anything to weigh."""
    opposed = opposed_terms(pair.a, pair.b)
    if opposed:
        yield conflict_features(pair, opposed), " ".join(t.lemma for t, _ in opposed)


def opposed_terms(a: Claim, b: Claim) -> tuple[tuple[Term, Term], ...]:
    """The content words that both claims use, negated in exactly one of them."""
    right: dict[str, Term] = {}
    for term in _predicates(b):
        right.setdefault(synonym_set(term.lemma) or term.lemma, term)
    found = []
    for term in _predicates(a):
        other = right.get(synonym_set(term.lemma) or term.lemma)
        if other is not None and other.negated is not term.negated:
            found.append((term, other))
    return tuple(found)


def _predicates(claim: Claim) -> list[Term]:
    """The content words that can be denied: not parts of names, which a negation beside them leaves alone."""
    return [t for t in claim.facts.terms if not any(e.span.overlaps(t.span) for e in claim.facts.entities)]


def conflict_features(pair: Pair, opposed: tuple[tuple[Term, Term], ...]) -> dict[str, float]:
    """The evidence for "the one says yes and the other no to one thing"."""
    both = _lemmas(pair.a) & _lemmas(pair.b)
    return dict(pair.features) | {
        "opposed": min(4.0, float(len(opposed))),
        "opposed_verbs": min(3.0, float(sum(is_verb(t.lemma) for t, _ in opposed))),
        "opposed_share": len(opposed) / max(1, len(both)),
        "negations": float(sum(t.negated for t in pair.a.facts.terms) + sum(t.negated for t in pair.b.facts.terms)) / 4,
        "polarity_differs": float(pair.a.facts.polarity is not pair.b.facts.polarity),
    }


def _lemmas(claim: Claim) -> set[str]:
    return {synonym_set(t.lemma) or t.lemma for t in claim.facts.terms}


def plain(a: Term, b: Term) -> str:
    """The shared word without its negation."""
    return a.lemma if b.negated else b.lemma


def _shown(claim: Claim, term: Term) -> str:
    word = claim.text[term.span.start - claim.span.start : term.span.end - claim.span.start]
    return f"not {word}" if term.negated else word


KIND = Kind(
    name="polarity",
    summary="One source affirms what the other negates.",
    options=PolarityOptions,
    check=check,
    not_flagged="Reported denials, plans and forecasts against outcomes, negations of different things.",
)
