"""Who does it and to whom: the words and names beside two predicates, and how well they agree."""

from __future__ import annotations

import functools
from collections.abc import Iterable
from dataclasses import dataclass

from checker.facts.gazetteer import contains_place, metonym
from checker.facts.lexicon import synonym_set
from checker.facts.nominals import verb_of
from checker.facts.wordlists import section, words
from checker.values.claim import Claim
from checker.values.text import Span


@dataclass(frozen=True, slots=True)
class Argument:
    """The content words and the names in one part of a clause."""

    words: frozenset[str]  # lemmas, synonyms under one name, nouns under their verb; not those of names
    names: frozenset[str]  # canonical; a capital under the country that it stands for

    @property
    def all(self) -> frozenset[str]:
        """The words and the names."""
        return self.words | self.names


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


def _alike(a: Iterable[str], b: Iterable[str]) -> bool:
    """Whether a name of the one lies in one of the other: a city and its country."""
    return any(contains_place(x, y) or contains_place(y, x) for x in a for y in b)


@functools.lru_cache(maxsize=65536)
def _meaning(word: str) -> str:
    verb = verb_of(word)
    return synonym_set(word) or synonym_set(verb) or verb


@functools.cache
def _anaphors() -> frozenset[str]:
    return frozenset(_meaning(word) for word in words(section("predicates", "anaphors")))
