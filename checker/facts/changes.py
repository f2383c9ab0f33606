"""Whether a figure is a level, a change of one, or where a change began (data/changes.yaml)."""

from __future__ import annotations

from checker.facts.context import word_set
from checker.facts.measures import Measure
from checker.facts.nouns import singular
from checker.facts.numeral_words import Form
from checker.facts.tokens import Tokens
from checker.facts.units import SHARE
from checker.values.quantity import Dimension, Role

_REACH = 9  # tokens between a verb of change and its number
_REACH_BY = 16  # ... where "by" says that it is the change
_NAMED = 5  # tokens in which "in net sales" stands between "an increase" and "of 5 percent"
_TIMED = (Dimension.DURATION, Dimension.AGE, Dimension.ORDINAL, Dimension.SCORE, Dimension.MAGNITUDE)
_PLAIN_OBJECTS = (Dimension.COUNT, Dimension.MONEY, Dimension.MASS, Dimension.VOLUME, Dimension.AREA)
_MOVING = (Dimension.LENGTH, Dimension.SPEED)  # "fell 12 metres" tells of a fall, not of a change of a length
_SHARES = (Dimension.PERCENT, Dimension.POINTS)
_DEGREES = (*_SHARES, Dimension.TEMPERATURE, Dimension.OTHER)
_COMPARED = {"up": _SHARES, "down": _SHARES, "above": _DEGREES, "below": _DEGREES}  # of other sorts these are no change
_CLAUSE = frozenset([".", ";", ":", "!", "?"])


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
    began = word == "from" and _began(tokens, first, measure, dimension)
    if began or (word in ("with", "to", "against", "versus") and _earlier(tokens, first, measure.last)):
        return Role.FORMER, 0
    if word == "by":
        found = _verb_before(tokens, first - 1, _REACH_BY)
        return (Role.CHANGE, found) if found or dimension is Dimension.POINTS else (Role.LEVEL, 0)
    if tokens.word(first) in word_set("marks", "changes"):
        return Role.LEVEL, 0  # "fell below 5 percent"
    direction = _said_after(tokens, measure, dimension) or _noun_before(tokens, first)
    return (Role.CHANGE, direction) if direction else _after_verb(tokens, first, measure, dimension)


def _noun_before(tokens: Tokens, first: int) -> int:
    """The direction of "an increase of", "an increase in sales of"; a loss is what was lost, and no change."""
    if tokens.word(first - 1) != "of":
        return 0
    at = first - 2
    if not _is_change_noun(tokens.word(at)):
        inside = [here for here in range(at - 1, max(-1, at - _NAMED), -1) if tokens.word(here) == "in"]
        at = inside[0] - 1 if inside else at
    return direction_of(tokens.word(at)) if _is_change_noun(tokens.word(at)) else 0


def _is_change_noun(noun: str) -> bool:
    return noun in word_set("up_nouns", "changes") or (noun in word_set("down_nouns", "changes") and noun != "loss")


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


def _verb_before(tokens: Tokens, at: int, reach: int) -> int:
    """The direction of the nearest word of change before token ``at``, in its clause."""
    for here in range(at - 1, max(-1, at - reach - 1), -1):
        word = tokens.words[here]
        if word in _CLAUSE:
            return 0
        found = direction_of(word)
        if found:
            return found
    return 0


def _said_after(tokens: Tokens, measure: Measure, dimension: Dimension) -> int:
    """The direction that "higher" or "increase" gives behind the measure: "12% higher", "a 10p pay rise"."""
    word = tokens.word(measure.last)
    if dimension is Dimension.COUNT:
        return -1 if word == "fewer" else 0
    if dimension in _MOVING or measure.form is Form.ORDINAL:
        return 0
    compared = dimension in _COMPARED.get(word, (dimension,))
    if compared and word in word_set("up_after", "changes"):
        return 1
    if compared and word in word_set("down_after", "changes"):
        return -1
    return 0 if word in ("up", "down") else _noun_after(tokens, measure.last)


def _noun_after(tokens: Tokens, at: int) -> int:
    """The direction of a noun of change among the three words from ``at`` on."""
    for here in range(at, at + 3):
        word = tokens.word(here)
        if word in word_set("up_nouns", "changes"):
            return 1
        if word in word_set("down_nouns", "changes"):
            return -1 if word != "loss" else 0
        if not tokens.is_word(here) or word in word_set("stops", "nouns"):
            break
    return 0


def _after_verb(tokens: Tokens, first: int, measure: Measure, dimension: Dimension) -> tuple[Role, int]:
    """ "rose 5 percent", "up 12%", "were down around $2": a verb of change right before, adverbs between."""
    if dimension in _MOVING:
        return Role.LEVEL, 0
    for here in range(first - 1, max(-1, first - 5), -1):
        word = tokens.words[here]
        if word in word_set("level", "changes"):
            break
        found = direction_of(word)
        if found:
            level = _takes_object(tokens, here, measure, dimension)
            return (Role.LEVEL, 0) if level else (Role.CHANGE, found)
        if word not in word_set("skipped", "changes"):
            break
    return Role.LEVEL, 0


def _takes_object(tokens: Tokens, at: int, measure: Measure, dimension: Dimension) -> bool:
    """Whether the word of change at ``at`` has the measure as a plain object: "lost 12 men", "gave up eight"."""
    word = tokens.word(at)
    held = dimension in _PLAIN_OBJECTS or measure.unit is SHARE
    if held and word in word_set("taking_objects", "changes"):
        return True
    if word in ("up", "down") and _phrasal(tokens, at, counts=dimension is Dimension.COUNT):
        return True
    return word in word_set("up_nouns", "changes") and tokens.word(at - 1) in ("the", "a", "an")


def _phrasal(tokens: Tokens, at: int, *, counts: bool) -> bool:
    """Whether the "up" at ``at`` belongs to a verb: "gave up eight men", "shot down 43 of 48"."""
    before = tokens.word(at - 1)
    if before in word_set("phrasal", "changes") or not counts:
        return before in word_set("phrasal", "changes")
    return tokens.is_word(at - 1) and before not in word_set("stops", "nouns") and singular(before) == before
