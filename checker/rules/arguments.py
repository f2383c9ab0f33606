"""Who does it and to whom: the words and names beside two predicates, and how well they agree."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from checker.facts.clause_subjects import main_subject
from checker.facts.gazetteer import contains_place, metonym
from checker.facts.lexicon import synonym_set
from checker.facts.nominals import verb_of
from checker.facts.noun_phrases import Noun, relation
from checker.facts.same_entity import same_entity
from checker.facts.vocabulary import kept
from checker.facts.wordlists import section, words
from checker.rules.kind import Pair
from checker.values.claim import Claim, Entity
from checker.values.text import Span

ANAPHORS = frozenset({"it", "they", "he", "she", "its", "their", "his", "her", "them", "him"})
POSSESSIVES = frozenset({"its", "their", "his", "her"})
TAKEN_UP = 0.5  # how much a pronoun's noun still counts as evidence that two speak of different things


@dataclass(frozen=True, slots=True)
class Argument:
    """The content words and the names in one part of a clause."""

    words: frozenset[str]  # lemmas, synonyms under one name, nouns under their verb; not those of names
    names: frozenset[str]  # canonical; a capital under the country that it stands for

    @property
    def all(self) -> frozenset[str]:
        """The words and the names."""
        return self.words | self.names

    def __or__(self, other: Argument) -> Argument:
        """What stands in either part."""
        return Argument(self.words | other.words, self.names | other.names)


def argument(claim: Claim, part: Span) -> Argument:
    """What stands in ``part`` of the claim's text (offsets in that text)."""
    within = part.shift(claim.span.start)
    entities = [e for e in claim.facts.entities if within.contains(e.span)]
    named = [e.span for e in entities]
    spoken = (
        t.lemma for t in claim.facts.terms if within.contains(t.span) and not any(t.span.overlaps(s) for s in named)
    )
    return Argument(
        frozenset(_meaning(word) for word in spoken),
        frozenset(metonym(e.canonical) or e.canonical for e in entities),
    )


def agreement(a: Argument, b: Argument) -> float:
    """1 where they share a name or a word, -1 where each names somebody or something else, 0 where one does not tell.

    "The ministry", "the group" and the like do not tell: they may be whoever was named before.
    """
    if a.all & b.all or _alike(a.names, b.names):
        return 1.0
    left, right = a.all - _anaphors(), b.all - _anaphors()
    return -1.0 if left and right else 0.0


def overlap(a: Argument, b: Argument) -> float:
    """The share of the smaller part that the other has as well, in [0, 1]; 0 where one is empty."""
    shared, smaller = len(a.all & b.all), min(len(a.all), len(b.all))
    return shared / smaller if smaller else 0.0


def likeness(pair: Pair, name: str, a: Noun | None, b: Noun | None) -> dict[str, float]:
    """Whether two phrases, one of each claim, are of one thing: three features that begin with ``name``.

    Pronouns stand for the subject that they most likely take up; of names the entities tell, where they were found.
    """
    one, other = _taken_up(a, pair.a, pair.a_nearby), _taken_up(b, pair.b, pair.b_nearby)
    found = relation(one, other)
    if one is not a or other is not b:
        found = None if found is None else found if found > 0 else found * TAKEN_UP
    elif a is not None and b is not None and a.sort == b.sort == "name":
        left, right = entity_of(pair.a, a), entity_of(pair.b, b)
        if left is not None and right is not None and same_entity(left, right):
            found = 1.0
    return {
        f"{name}_same": max(0.0, found or 0.0),
        f"{name}_differs": max(0.0, -(found or 0.0)),
        f"{name}_unknown": float(found is None),
    }


def surroundings(pair: Pair) -> dict[str, float]:
    """How much the stretches of text share in which the two claims stand, and how little the claims say themselves."""
    left, right = (
        {t.lemma for c in (claim, *nearby) for t in c.facts.terms}
        for claim, nearby in ((pair.a, pair.a_nearby), (pair.b, pair.b_nearby))
    )
    return {
        "context": len(left & right) / max(1, min(len(left), len(right))),
        "short": (1 / max(1, len(pair.a.facts.terms)) + 1 / max(1, len(pair.b.facts.terms))) / 2,
    }


def entity_of(claim: Claim, noun: Noun) -> Entity | None:
    """The name in the claim that the head of a phrase is part of."""
    at = claim.span.start + noun.at
    return next((e for e in claim.facts.entities if e.span.start <= at < e.span.end), None)


def _taken_up(noun: Noun | None, claim: Claim, nearby: tuple[Claim, ...]) -> Noun | None:
    """A pronoun's noun: of "its" the subject of its own sentence, else that of a sentence before."""
    if noun is None or noun.sort != "pronoun" or noun.head not in ANAPHORS:
        return noun
    own = main_subject(claim.text) if noun.head in POSSESSIVES else None
    if own is not None and own.sort != "pronoun":
        return own
    before = [c for c in nearby if c.span.start < claim.span.start]
    subjects = (main_subject(c.text) for c in reversed(before))
    return next((s for s in subjects if s is not None and s.sort != "pronoun"), None)


def _alike(a: Iterable[str], b: Iterable[str]) -> bool:
    """Whether a name of the one lies in one of the other: a city and its country."""
    return any(contains_place(x, y) or contains_place(y, x) for x in a for y in b)


@kept(65536)
def _meaning(word: str) -> str:
    verb = verb_of(word)
    return synonym_set(word) or synonym_set(verb) or verb


@kept(1)
def _anaphors() -> frozenset[str]:
    return frozenset(_meaning(word) for word in words(section("predicates", "anaphors")))
