"""One and the same words, said by two people.

Flags: "“It had to end like this,” the mayor, Ana Ruiz, said" against "“It had to end like this,” said Judge Amadi".
Leaves alone: two people who say the same in words of their own, a speaker with and without a title, a speaker that is
only a pronoun or an office, a source that gives no speaker.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from checker.facts.lexemes import Token, lexemes
from checker.facts.lexicon import stopwords
from checker.facts.quotations import QUOTED_WORDS, Quotation, quotations
from checker.facts.same_entity import same_entity
from checker.rules.kind import Judgement, Kind, Pair, Reading, Sides, Values, conflict, once
from checker.rules.options import option
from checker.rules.remembered import remembered
from checker.rules.slots import cut_label
from checker.rules.weigh import probability
from checker.values.claim import Attribution, Claim, Entity, EntityKind
from checker.values.text import Span

SPEAKERS = frozenset({EntityKind.PERSON, EntityKind.ORGANISATION, EntityKind.OTHER})
COMMON = ("cosine", "unstated")
PRONOUNS = frozenset({"he", "she", "they", "it", "who"})
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
    for features, a, b in _sayings(pair):
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


def _sayings(pair: Pair) -> tuple[tuple[dict[str, float], Entity, Entity], ...]:
    """One saying with two speakers, where there is one, with the evidence."""
    return once(pair, "attribution", lambda: tuple(_weighed(pair)))


def candidates(pair: Pair) -> Iterator[tuple[dict[str, float], str]]:
    """The features of one saying with two speakers, and the speakers."""
    for features, a, b in _weighed(pair):
        yield features, f"{a.text} | {b.text}"


def _weighed(pair: Pair) -> Iterator[tuple[dict[str, float], Entity, Entity]]:
    """The two speakers with the evidence; at most one."""
    left, right = pair.a.facts.attribution, pair.b.facts.attribution
    if (left is not None and left.denies) is not (right is not None and right.denies):
        return
    if _deny(pair.a, pair.b):  # "we will be back", "we shall not be back"
        return
    one, other = _runs(pair.a), _runs(pair.b)
    shared = len(one & other)
    if shared < FEWEST:
        return
    a, b = _speaker(pair.a, pair.a_nearby), _speaker(pair.b, pair.b_nearby)
    if a is None or b is None or same_entity(a, b) or _names(pair.a, b) or _names(pair.b, a):
        return
    yield (
        {name: pair.features[name] for name in COMMON if name in pair.features}
        | {
            "runs": shared / min(len(one), len(other)),
            "runs_many": min(LONG, shared) / LONG,
            "quoted": float(_quotes(pair.a)) + float(_quotes(pair.b)),
            "named": float(a.kind is EntityKind.PERSON) + float(b.kind is EntityKind.PERSON),
            "said": float(left is not None) + float(right is not None),
        },
        a,
        b,
    )


def _names(claim: Claim, speaker: Entity) -> bool:
    """Whether a claim names the speaker of the other one too, if only by a part of the name."""
    words = set(speaker.canonical.split())
    return any(words & set(e.canonical.split()) for e in claim.facts.entities)


def _deny(a: Claim, b: Claim) -> bool:
    """Whether one claim negates a word that the other affirms."""
    negated = {t.lemma: t.negated for t in a.facts.terms}
    return any(negated.get(t.lemma, t.negated) is not t.negated for t in b.facts.terms)


def _quotes(claim: Claim) -> bool:
    """Whether somebody's very words stand in the claim."""
    saying = claim.facts.attribution
    return (saying is not None and saying.quoted) or bool(_quoted(claim.text))


@functools.lru_cache(maxsize=16384)
def _quoted(text: str) -> tuple[Quotation, ...]:
    """The quotations of several words."""
    return tuple(q for q in quotations(text) if len(q.span.of(text).split()) >= QUOTED_WORDS)


def _speaker(claim: Claim, nearby: Sequence[Claim]) -> Entity | None:
    """Who speaks, by name: the speaker of the claim, or of the clause that its quotation runs on or back into.

    None where nobody is named, as of an office, and where the claim neither quotes nor says who speaks.
    """
    saying, quoted = claim.facts.attribution, _quoted(claim.text)
    if quoted and not quoted[-1].closed:  # whoever closes the quotation has said it
        behind = next((c for c in nearby if c.span.start >= claim.span.end), None)
        if behind is not None and behind.facts.attribution is not None:
            return _named_speaker(behind, behind.facts.attribution)
    if saying is None:
        return _beside(claim, quoted)
    found = _named_speaker(claim, saying)
    if found is None and saying.speaker.lower() in PRONOUNS:
        before = [c for c in nearby if c.span.end <= claim.span.start]
        names = [e for c in before[-1:] for e in c.facts.entities if e.kind in SPEAKERS]
        return names[0] if names else None
    return found


def _named_speaker(claim: Claim, saying: Attribution) -> Entity | None:
    """The name of who speaks; None where only a pronoun or an office stands there."""
    names = [e for e in claim.facts.entities if e.kind in SPEAKERS and e.text in saying.speaker]
    person = next((e for e in names if e.kind is EntityKind.PERSON), names[0] if names else None)
    alone = saying.speaker.istitle() and " " not in saying.speaker and saying.speaker.lower() not in PRONOUNS
    if person is not None or not alone:
        return person
    at = claim.text.find(saying.speaker)  # a surname that is a word of its own: "Toll said"
    span = Span(claim.span.start + at, claim.span.start + at + len(saying.speaker))
    return Entity(saying.speaker, span, EntityKind.OTHER, saying.speaker.lower()) if at >= 0 else None


def _beside(claim: Claim, quoted: Sequence[Quotation]) -> Entity | None:
    """The name outside the quotation that stands nearest to it: "growled Ola Berg", "Jon Vera put it like this"."""
    outside = [
        e
        for e in claim.facts.entities
        if e.kind in SPEAKERS and not any(q.span.overlaps(e.span.shift(-claim.span.start)) for q in quoted)
    ]
    if not quoted or not outside:
        return None
    inside = quoted[0].span.shift(claim.span.start)
    persons = [e for e in outside if e.kind is EntityKind.PERSON]
    return min(persons or outside, key=lambda e: (max(e.span.start - inside.end, inside.start - e.span.end), e.span))


@remembered
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
    compares=Values.SPEAKERS,
    finds=lambda pair: bool(_sayings(pair)),
    sides=Sides(lambda side: _runs(side.claim)),
    parts=frozenset(),
)
