"""The words of ranks (data/ranks.yaml): superlatives, ordinals, what may be ranked, and what stands for what."""

from __future__ import annotations

import functools
from collections.abc import Mapping

from checker.facts.context import word_set
from checker.facts.lexicon import is_a, lemma, synonym_set
from checker.facts.numeral_words import number_words
from checker.facts.wordlists import mapping, phrases, section, word_table, words

LARGEST = 9999  # an ordinal beyond it names something and counts nothing
_ANY_ONE = 0.7  # how near "a record" comes to any other criterion
_KIN = 0.5


@functools.cache
def superlatives() -> Mapping[str, str]:
    """Superlative to criterion: "deadliest" -> "deadly"."""
    return {form: key for form, key in word_table(section("ranks", "criteria"), "criteria").items() if form != "most"}


@functools.cache
def comparatives() -> Mapping[str, str]:
    """Comparative to criterion: "bigger" -> "large"."""
    return {str(k): str(v) for k, v in mapping(section("ranks", "comparatives"), "comparatives").items()}


@functools.cache
def plain_adjectives() -> Mapping[str, str]:
    """Adjectives as they stand behind "as" and "so", to criterion: "big" -> "large"."""
    return word_table(section("ranks", "plain"), "plain")


@functools.cache
def opposites() -> frozenset[frozenset[str]]:
    """Criteria of which a thing cannot be first in both: high, low."""
    return frozenset(frozenset(pair.split()) for pair in phrases(section("ranks", "opposite")))


@functools.cache
def _with_most() -> Mapping[str, str]:
    return word_table(section("ranks", "with_most"), "with_most")


@functools.cache
def _endings() -> tuple[str, ...]:
    return words(section("ranks", "adjective_endings"))


def graded(word: str) -> str | None:
    """The criterion of an adjective behind "most": "lethal" -> "deadly"; None where it is no adjective."""
    if word in _with_most():
        return _with_most()[word]
    adjective = word in word_set("adjectives", "ranks") or (len(word) > 4 and word.endswith(_endings()))
    return word if adjective and word not in word_set("persons", "nouns") else None


@functools.cache
def ordinals() -> Mapping[str, int]:
    """Ordinal words up to "ninety-ninth", with their places."""
    table = number_words()
    found = {word: int(value) for word, value in table.ordinals.items() if value <= LARGEST}
    tens = {word: int(v) for word, v in table.small.items() if v >= 20 and v % 10 == 0}
    ones = {word: value for word, value in found.items() if value < 10}
    found.update({f"{t}-{o}": tens[t] + ones[o] for t in tens for o in ones})
    return found


def position(word: str) -> int | None:
    """The place that an ordinal names, in letters or digits; None for other words: "tenth", "21st"."""
    if word[:1].isdigit():
        digits = word.rstrip("stndrh")
        value = int(digits) if digits.isascii() and digits.isdigit() else 0
        return value if 1 <= value <= LARGEST else None
    return ordinals().get(word)


@functools.cache
def _kin() -> frozenset[frozenset[str]]:
    return frozenset(frozenset(pair.split()) for pair in phrases(section("ranks", "kin")))


@functools.cache
def any_criterion() -> str:
    """The criterion that may stand for any."""
    return str(section("ranks", "any"))


def criteria_agree(a: str, b: str) -> float:
    """How far two criteria order by one thing: 1 where they are one, less where one may stand for the other, or 0."""
    if a == b:
        return 1.0
    if any_criterion() in (a, b):
        return _ANY_ONE if {a, b} <= {any_criterion()} | word_set("recorded", "ranks") else 0.0
    return _KIN if frozenset((a, b)) in _kin() else 0.0


@functools.cache
def _same_ranked() -> Mapping[str, tuple[str, ...]]:
    table: dict[str, tuple[str, ...]] = {}
    for key, listed in mapping(section("ranks", "same_ranked"), "same_ranked").items():
        for word in words(listed):
            table[word] = (*table.get(word, ()), key)
    return table


@functools.cache
def _together() -> frozenset[frozenset[str]]:
    return frozenset(frozenset(pair.split()) for pair in phrases(section("ranks", "goes_with")))


def _names(noun: str) -> frozenset[str]:
    """The groups that a noun belongs to, itself among them."""
    return frozenset((noun, synonym_set(noun) or lemma(noun), *_same_ranked().get(noun, ())))


GENDERED = frozenset({"woman", "man", "girl", "boy", "female", "male", "black", "foreigner"})


def narrower(a: str, b: str) -> bool:
    """Whether each ``a`` is a ``b`` but not the other way round: woman, person."""
    if a in GENDERED:
        return b not in GENDERED and is_a(a, b)
    return b not in GENDERED and synonym_set(a) != synonym_set(b) and is_a(a, b)


def nouns_agree(a: str | None, b: str | None) -> float:
    """1 where both name one sort of thing, 0.5 where they may, 0 where one is silent, -1 where they differ."""
    if a is None or b is None:
        return 0.0
    if a == b:
        return 1.0
    if a in GENDERED or b in GENDERED:
        return 0.5 if narrower(a, b) or narrower(b, a) else -1.0
    left, right = _names(a), _names(b)
    if left & right:
        return 1.0
    if any(frozenset((x, y)) in _together() for x in left for y in right):
        return 0.5
    return 0.5 if narrower(a, b) or narrower(b, a) else -1.0


@functools.cache
def place_levels() -> Mapping[str, tuple[str, int]]:
    """Words of a body or area: {word: (level, rank from the widest)}."""
    levels = mapping(section("ranks", "places"), "places")
    return {word: (key, i) for i, (key, listed) in enumerate(levels.items()) for word in words(listed)}


@functools.cache
def window_sizes() -> Mapping[str, int]:
    """Nouns of a stretch by size, for those that contain one another: a week lies in a month."""
    return {str(k): int(str(v)) for k, v in mapping(section("ranks", "sizes"), "sizes").items()}


@functools.cache
def window_names() -> frozenset[str]:
    """Nouns of a stretch that an order may run within: season, war, window."""
    return frozenset(words(section("ranks", "windows")))


@functools.cache
def unit_days() -> Mapping[str, float]:
    """Days of the units of a stretch."""
    return {str(k): float(str(v)) for k, v in mapping(section("ranks", "units"), "units").items()}


@functools.cache
def small_numbers() -> Mapping[str, int]:
    """Numbers of a stretch in words: "two decades"."""
    return {str(k): int(str(v)) for k, v in mapping(section("ranks", "numbers"), "numbers").items()}
