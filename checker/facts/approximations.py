"""The words that bound or hedge a number, and the values that they leave (data/approximations.yaml)."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from enum import StrEnum

from checker.facts.context import word_set
from checker.facts.nouns import singular
from checker.facts.tokens import Tokens, tokenize
from checker.facts.wordlists import mapping, phrases, section, words
from checker.values.interval import INFINITY, Interval

_LONGEST = 6  # tokens of a phrase
_REACH = 6  # tokens from "toll" to "has passed"


class Bound(StrEnum):
    """Which values a phrase leaves."""

    POINT = "point"
    ABOVE = "above"
    AT_LEAST = "at_least"
    BELOW = "below"
    AT_MOST = "at_most"
    JUST_ABOVE = "just_above"
    JUST_BELOW = "just_below"


@dataclass(frozen=True, slots=True)
class Approximation:
    """An approximation: its id ("over"), its bound, and for "just over" how many times the number it may reach."""

    id: str
    bound: Bound
    stretch: float = 1.1

    def interval(self, low: float, high: float, floor: float = -INFINITY) -> Interval:
        """The values that the phrase leaves of ``[low, high]``; no value is below ``floor``."""
        floor = floor if floor <= low else -INFINITY
        top, bottom = low + abs(low) * (self.stretch - 1), high - abs(high) * (1 - 1 / self.stretch)
        by_bound = {
            Bound.ABOVE: (low, INFINITY, True, True),
            Bound.AT_LEAST: (low, INFINITY, False, True),
            Bound.BELOW: (floor, high, False, floor < high),
            Bound.AT_MOST: (floor, high, False, False),
            Bound.JUST_ABOVE: (low, top, top > low, False),
            Bound.JUST_BELOW: (bottom, high, False, bottom < high),
        }
        return Interval(*by_bound.get(self.bound, (low, high, False, False)))


LOWER = frozenset({Bound.ABOVE, Bound.AT_LEAST, Bound.JUST_ABOVE})
UPPER = frozenset({Bound.BELOW, Bound.AT_MOST, Bound.JUST_BELOW})


def number_of(approximation: str | None, interval: Interval) -> Interval:
    """The number that a phrase names, of the values that it leaves: the lower end of "over 300"."""
    known = approximation_table().by_id.get(approximation or "")
    if known is not None and known.bound in LOWER:
        return Interval.point(interval.low)
    return Interval.point(interval.high) if known is not None and known.bound in UPPER else interval


@dataclass(frozen=True, slots=True)
class ApproximationTable:
    """Approximations by phrase, as tokens; and the words that only lead on to them."""

    before: dict[tuple[str, ...], Approximation]
    before_ends: frozenset[str]  # last words of the phrases: most tokens are none of them
    after: dict[tuple[str, ...], Approximation]
    after_begins: frozenset[str]  # first words of the phrases, and the hyphen of "-plus"
    through: frozenset[tuple[str, ...]]
    by_id: dict[str, Approximation]
    of_figures: frozenset[tuple[str, ...]]
    behind_comma: frozenset[tuple[str, ...]]


@functools.cache
def approximation_table() -> ApproximationTable:
    """The table, read once."""
    stretch = float(str(section("approximations", "stretch")))
    before: dict[tuple[str, ...], Approximation] = {}
    after: dict[tuple[str, ...], Approximation] = {}
    by_id: dict[str, Approximation] = {}
    for name, entry in mapping(section("approximations", "words"), "words").items():
        fields = mapping(entry, name)
        one = by_id[name] = Approximation(str(name), Bound(str(fields["bound"])), stretch)
        for phrase in phrases(fields.get("before", "")) + words(fields.get("symbols", "")):
            before.setdefault(tokenize(phrase).words, one)
        for phrase in phrases(fields.get("after", "")):
            after.setdefault(tokenize(phrase).words, one)
    through = frozenset(tokenize(p).words for p in phrases(section("approximations", "through")))
    ends = frozenset(p[-1] for p in before) | frozenset(p[-1] for p in through)
    begins = frozenset(("-", *(p[0] for p in after)))
    of_figures, behind_comma = _phrase_set("of_figures"), _phrase_set("behind_comma")
    return ApproximationTable(before, ends, after, begins, through, by_id, of_figures, behind_comma)


def _phrase_set(key: str) -> frozenset[tuple[str, ...]]:
    return frozenset(tokenize(phrase).words for phrase in phrases(section("approximations", key)))


def approximations_before(tokens: Tokens, first: int) -> tuple[tuple[Approximation, ...], int]:
    """The approximations that end right before token ``first``, the outermost first, and where they begin.

    "at least another 12" and "more than an estimated 50" are read through; where nothing is found, the number's
    own first token comes back.
    """
    table = approximation_table()
    found: list[Approximation] = []
    at, start = first, first
    while at > 0 and tokens.words[at - 1] in table.before_ends and len(found) < 3:
        for length in range(min(_LONGEST, at), 0, -1):
            phrase = tokens.words[at - length : at]
            if phrase in table.before and (phrase not in table.of_figures or _is_of_figure(tokens, at - length)):
                found.insert(0, table.before[phrase])
                at = start = at - length
                break
            if phrase in table.through:
                at -= length
                break
        else:
            break
    return tuple(found), start


def _is_of_figure(tokens: Tokens, at: int) -> bool:
    """Whether a noun of which figures are said stands before ``at``: "the toll has passed"."""
    before = (singular(word) for word in tokens.words[max(0, at - _REACH) : at])
    figures = word_set("measures", "nouns") | word_set("counters", "statuses_context")
    return not figures.isdisjoint(before)


def approximation_after(tokens: Tokens, last: int) -> tuple[Approximation, int] | None:
    """The approximation that stands from token ``last`` on ("or more", "-plus", "+"), and the token after it."""
    table = approximation_table()
    if tokens.word(last) == "+" and tokens.glued(last):
        return table.by_id["at_least"], last + 1
    behind = tokens.words[last + 1 : last + 4]
    if tokens.word(last) == "," and behind in table.behind_comma and tokens.kind(last + 4) != "9":
        last += 1
    if tokens.word(last) not in table.after_begins:  # as behind most numbers
        return None
    for length in range(4, 0, -1):
        phrase = tokens.words[last : last + length]
        if len(phrase) < length or phrase not in table.after:
            hyphened = tokens.word(last) == "-" and tokens.glued(last) and phrase[1:] == ("plus",)
            if not hyphened:
                continue
            return table.by_id["at_least"], last + 2
        if tokens.word(last + length) == "than" and last + length + 1 < len(tokens):
            continue  # "200 or more than 190": the next phrase begins there
        return table.after[phrase], last + length
    return None


def strongest(found: tuple[Approximation, ...]) -> Approximation | None:
    """Of several, the one that decides: a bound before a hedge ("at least about 50"), the outermost first."""
    bounds = [a for a in found if a.bound is not Bound.POINT]
    return bounds[0] if bounds else found[0] if found else None


def not_with_durations() -> frozenset[str]:
    """First words of approximations that say when, not how much, before a length of time: "over three years"."""
    return _not_with_durations()


@functools.cache
def _not_with_durations() -> frozenset[str]:
    return frozenset(words(section("approximations", "not_with_durations")))
