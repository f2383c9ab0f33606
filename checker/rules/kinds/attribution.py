"""One and the same words, said by two people.

Flags: "“It had to end like this,” the mayor, Ana Ruiz, said" against "“It had to end like this,” said Judge Amadi".
Leaves alone: two people who say the same in words of their own, a speaker with and without a title, a speaker that is
only a pronoun or an office, a source that gives no speaker.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from dataclasses import dataclass

from checker.facts.lexemes import Token, lexemes
from checker.facts.lexicon import stopwords
from checker.facts.same_entity import same_entity
from checker.rules.kind import Judgement, Kind, Pair, Reading, conflict
from checker.rules.options import option
from checker.rules.slots import cut_label
from checker.rules.weigh import probability
from checker.values.claim import Attribution, Claim, Entity, EntityKind

SPEAKERS = frozenset({EntityKind.PERSON, EntityKind.ORGANISATION, EntityKind.OTHER})
COMMON = ("cosine", "unstated", "model_same", "model_clash")
FEWEST = 1  # runs of three words that two claims share at least, before anything is weighed
LONG = 8.0  # shared runs beyond which more tell no more


@dataclass(frozen=True, slots=True)
class AttributionOptions:
    """Options of the kind ``attribution``."""

    conflict: float = option(
        0.4, "Probability from which one saying with two speakers is flagged.", at_least=0.0, at_most=1.0
    )


def check(pair: Pair, options: object) -> Iterator[Judgement]:
    """At most one judgement: the words that both claims quote, and the two who are said to have said them."""
    if not isinstance(options, AttributionOptions):
        raise TypeError(f"the kind attribution needs AttributionOptions, not {type(options).__name__}")
    for features, a, b in _weighed(pair):
        chance = probability("attribution", features)
        if chance < options.conflict or not features["quoted"]:  # words that nobody quotes are not the same words
            return
        why = f"The same words are those of {a.text} in one source and of {b.text} in the other."
        yield conflict(
            chance,
            Reading(a.text, a.span),
            Reading(b.text, b.span),
            label="who said: " + cut_label(pair.a.gist),
            read=f"{a.text} speaks in one, {b.text} in the other",
            why=why,
        )


def candidates(pair: Pair) -> Iterator[tuple[dict[str, float], str]]:
    """The features of one saying with two speakers, and the speakers."""
    for features, a, b in _weighed(pair):
        yield features, f"{a.text} | {b.text}"


def _weighed(pair: Pair) -> Iterator[tuple[dict[str, float], Entity, Entity]]:
    """The two speakers with the evidence; at most one."""
    left, right = pair.a.facts.attribution, pair.b.facts.attribution
    if left is None or right is None or left.denies is not right.denies:
        return
    if _deny(pair.a, pair.b):  # "we will be back", "we shall not be back"
        return
    a, b = _speaker(pair.a, left), _speaker(pair.b, right)
    if a is None or b is None or same_entity(a, b) or set(a.canonical.split()) & set(b.canonical.split()):
        return
    one, other = _runs(pair.a), _runs(pair.b)
    shared = len(one & other)
    if shared < FEWEST:
        return
    yield (
        {name: pair.features[name] for name in COMMON if name in pair.features}
        | {
            "runs": shared / min(len(one), len(other)),
            "runs_many": min(LONG, shared) / LONG,
            "quoted": float(left.quoted) + float(right.quoted),
            "named": float(a.kind is EntityKind.PERSON) + float(b.kind is EntityKind.PERSON),
        },
        a,
        b,
    )


def _deny(a: Claim, b: Claim) -> bool:
    """Whether one claim negates a word that the other affirms."""
    negated = {t.lemma: t.negated for t in a.facts.terms}
    return any(negated.get(t.lemma, t.negated) is not t.negated for t in b.facts.terms)


def _speaker(claim: Claim, saying: Attribution) -> Entity | None:
    """The name of who speaks; None where only a pronoun or an office stands there."""
    names = [e for e in claim.facts.entities if e.kind in SPEAKERS and e.text in saying.speaker]
    return next((e for e in names if e.kind is EntityKind.PERSON), names[0] if names else None)


@functools.lru_cache(maxsize=4096)
def _runs(claim: Claim) -> frozenset[tuple[str, ...]]:
    """Each three words of a claim that follow each other, without those of who says it."""
    saying = claim.facts.attribution
    tokens = [t for t in lexemes(claim.text) if t.is_word and not (saying and _within(claim, saying, t))]
    telling = [t.lower not in stopwords() and not _named(claim, t) for t in tokens]
    runs = zip(tokens, tokens[1:], tokens[2:], strict=False)
    return frozenset(tuple(t.lower for t in run) for at, run in enumerate(runs) if any(telling[at : at + len(run)]))


def _named(claim: Claim, token: Token) -> bool:
    """Whether a word is part of a name, which two speakers use without one having said what the other did."""
    at = claim.span.start + token.start
    return any(e.span.start <= at < e.span.end for e in claim.facts.entities)


def _within(claim: Claim, saying: Attribution, token: Token) -> bool:
    base = claim.span.start
    return saying.span.start <= base + token.start < saying.span.end


KIND = Kind(
    name="attribution",
    summary="One and the same words, said by two people.",
    options=AttributionOptions,
    check=check,
    not_flagged="Two people who say the same in words of their own, speakers without a name.",
)
