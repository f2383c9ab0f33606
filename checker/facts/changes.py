"""Whether a figure is a level, a change of one, or where a change began; and what a rate is per (data/changes.yaml)."""

from __future__ import annotations

import functools

from checker.facts.context import word_set
from checker.facts.measures import Measure
from checker.facts.nouns import singular
from checker.facts.numeral_words import Form
from checker.facts.tokens import Tokens
from checker.facts.units import SHARE
from checker.facts.wordlists import mapping, section
from checker.values.quantity import Dimension, Role

_REACH = 9  # tokens between a verb of change and its number
_TIMED = (Dimension.DURATION, Dimension.AGE, Dimension.ORDINAL, Dimension.SCORE, Dimension.MAGNITUDE)
_PLAIN_OBJECTS = (Dimension.COUNT, Dimension.MONEY, Dimension.MASS, Dimension.VOLUME, Dimension.AREA)
_MOVING = (Dimension.LENGTH, Dimension.SPEED)  # "fell 12 metres" tells of a fall, not of a change of a length
_CLAUSE = frozenset([".", ";", ":", "!", "?"])
_NOT_A_RATE = frozenset(("after", "before", "later", "earlier", "ago", "from", "old", "and", "or", "when"))


@functools.cache
def per_nouns() -> dict[str, str]:
    """What rates are per: the word to its id."""
    return {str(k): str(v) for k, v in mapping(section("nouns", "per"), "per").items()}


@functools.cache
def per_adverbs() -> dict[str, str]:
    """Adverbs and adjectives of rates: "daily" to "day"."""
    return {str(k): str(v) for k, v in mapping(section("nouns", "per_adverbs"), "per_adverbs").items()}


def direction_of(word: str) -> int:
    """+1 for a word of rising, -1 for one of falling, else 0."""
    if word in word_set("up", "changes") or word in word_set("up_nouns", "changes"):
        return 1
    return -1 if word in word_set("down", "changes") or word in word_set("down_nouns", "changes") else 0


def read_role(tokens: Tokens, first: int, measure: Measure, dimension: Dimension) -> tuple[Role, int]:
    """The role and direction of the measure whose phrase, approximation included, starts at token ``first``."""
    word = tokens.word(first - 1)
    if dimension in _TIMED and word != "by":
        return Role.LEVEL, 0
    if word == "from" and _began(tokens, first, measure, dimension):
        return Role.FORMER, 0
    if word in ("with", "to", "against", "versus") and _earlier(tokens, first, measure.last):
        return Role.FORMER, 0
    if word == "by":
        found = _verb_before(tokens, first - 1)
        measured = dimension in (Dimension.PERCENT, Dimension.POINTS)
        return (Role.CHANGE, found) if found or (measured and dimension is Dimension.POINTS) else (Role.LEVEL, 0)
    after = _noun_after(tokens, measure, dimension)
    if after:
        return Role.CHANGE, after
    if word == "of" and direction_of(tokens.word(first - 2)):
        noun = tokens.word(first - 2)
        if noun in word_set("up_nouns", "changes") or (noun in word_set("down_nouns", "changes") and noun != "loss"):
            return Role.CHANGE, direction_of(noun)
    return _after_verb(tokens, first, measure, dimension)


def _began(tokens: Tokens, first: int, measure: Measure, dimension: Dimension) -> bool:
    """Whether "from" before ``first`` is where a change began: a verb of change, or "to" and another number after."""
    before = tokens.words[max(0, first - _REACH) : first - 1]
    moved = any(direction_of(w) for w in before) or not word_set("moved").isdisjoint(before)
    if moved and dimension not in _MOVING:
        return True
    return tokens.word(measure.last) == "to" and (
        tokens.kind(measure.last + 1) == "9" or tokens.word(measure.last + 1) in "$€£¥"
    )


def _earlier(tokens: Tokens, first: int, last: int) -> bool:
    before = tokens.words[max(0, first - 2) : first]
    if "compared" not in before and "against" not in before and "versus" not in before:
        return False
    return not word_set("earlier", "changes").isdisjoint(tokens.words[last : last + 7])


def _verb_before(tokens: Tokens, at: int) -> int:
    """The direction of the nearest word of change before token ``at``, in its clause."""
    for here in range(at - 1, max(-1, at - _REACH - 1), -1):
        word = tokens.words[here]
        if word in _CLAUSE:
            return 0
        found = direction_of(word)
        if found:
            return found
    return 0


def _noun_after(tokens: Tokens, measure: Measure, dimension: Dimension) -> int:
    """ "a 5 percent increase", "a 10p pay rise", "12% higher"."""
    if dimension is Dimension.COUNT or measure.form is Form.ORDINAL:
        return 0
    word = tokens.word(measure.last)
    if dimension in _MOVING:
        return 0
    if word in word_set("up_after", "changes"):
        return 1
    if word in word_set("down_after", "changes"):
        return -1
    for here in range(measure.last, measure.last + 3):
        word = tokens.word(here)
        if word in word_set("up_nouns", "changes"):
            return 1
        if word in word_set("down_nouns", "changes"):
            return -1 if word != "loss" else 0
        if not tokens.is_word(here) or word in word_set("stops", "nouns"):
            return 0
    return 0


def _after_verb(tokens: Tokens, first: int, measure: Measure, dimension: Dimension) -> tuple[Role, int]:
    """ "rose 5 percent", "up 12%", "were down around $2": a verb of change right before, adverbs between."""
    if dimension in _MOVING:
        return Role.LEVEL, 0
    for here in range(first - 1, max(-1, first - 5), -1):
        word = tokens.words[here]
        found = direction_of(word)
        if word in word_set("level", "changes"):
            return Role.LEVEL, 0
        if found:
            objects = (dimension in _PLAIN_OBJECTS or measure.unit is SHARE) and word in word_set(
                "taking_objects", "changes"
            )
            if word in ("up", "down") and dimension in (Dimension.COUNT, Dimension.MONEY) and _phrasal(tokens, here):
                return Role.LEVEL, 0
            nominal = word in word_set("up_nouns", "changes") and tokens.word(here - 1) in ("the", "a", "an")
            return (Role.LEVEL, 0) if objects or nominal else (Role.CHANGE, found)
        if word not in word_set("skipped", "changes"):
            break
    return Role.LEVEL, 0


def _phrasal(tokens: Tokens, at: int) -> bool:
    """Whether the "up" at ``at`` belongs to a verb: "gave up eight men", "made up 12 of"."""
    before = tokens.word(at - 1)
    return tokens.is_word(at - 1) and before not in word_set("stops", "nouns") and singular(before) == before


def read_rate(tokens: Tokens, at: int) -> tuple[str, int] | None:
    """What a quantity that ends before token ``at`` is per, as an id, and the token after: "a day", "per 100,000 people"."""
    word = tokens.word(at)
    if word == "-" and tokens.word(at + 1) in ("a", "per") and tokens.word(at + 2) == "-":
        found = per_nouns().get(tokens.word(at + 3))
        return (found, at + 4) if found else None
    if word in per_adverbs() and word not in ("annual", "everyday"):
        return per_adverbs()[word], at + 1
    if word not in ("a", "an", "per", "each", "every", "/", "the"):
        return None
    noun = tokens.word(at + 1)
    if word in ("per", "every", "/", "a", "for") and tokens.kind(at + 1) == "9" and word != "a":
        return f"{tokens.word(at + 1).replace(',', '')} {singular(tokens.word(at + 2))}", at + 3
    if (word == "the" and noun != "barrel") or (word == "/" and not tokens.glued(at)):
        return None
    found = per_nouns().get(noun) or (singular(noun) if word == "per" and tokens.is_word(at + 1) else None)
    if found is None or tokens.word(at + 2) in _NOT_A_RATE or (word in ("a", "an") and tokens.word(at + 2) == "-"):
        return None
    return found, at + 2
