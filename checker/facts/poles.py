"""Opposite outcomes: rise and fall, approve and reject, alive and dead, with the axis on which they are opposites."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass

from checker.facts.lexemes import Phrases, Token, lexemes
from checker.facts.lexicon import lemma
from checker.facts.negation import negated
from checker.facts.numeral_words import number_words
from checker.facts.parties import parties
from checker.facts.wordlists import mapping, phrases, section, words
from checker.values.text import Span

_CURRENCIES = frozenset("$€£¥")
_NON = "non-"


@dataclass(frozen=True, slots=True)
class Axis:
    """A question with two or more answers that exclude each other."""

    id: str  # "level", "verdict"
    field: str  # "markets", "courts": where the words are at home
    poles: tuple[str, ...]
    complete: bool  # there is no third: what is not alive is dead. Not so of rise and fall
    weak: bool  # its words are common and say little without the same subject: first and last, early and late
    bounds: bool = False  # its words bound a number where one follows: "more than 40"

    def __post_init__(self) -> None:
        if len(self.poles) < 2 or len(set(self.poles)) != len(self.poles):
            raise ValueError(f"axis {self.id!r} needs two or more distinct poles, not {self.poles}")


@dataclass(frozen=True, slots=True)
class Pole:
    """One answer on an axis, as a text gives it."""

    axis: str
    pole: str
    span: Span
    negated: bool = False
    subject: str | None = None  # lemma of the nearest content word before it in its clause
    object: str | None = None  # ... and after it


def find_poles(text: str) -> tuple[Pole, ...]:
    """All answers in ``text``, by place, then by axis: phrases ("called off") before the words in them.

    One phrase may answer on several axes. Linear in the length of the text.
    """
    flags = negated(text)
    tokens, flipped = _bared(lexemes(text))
    found = []
    for first, end, answer in _phrases().find(tokens):
        if answer is None:
            continue
        axis, pole = answer
        span = Span(tokens[first].start, tokens[end - 1].end)
        if axes()[axis].bounds and _numeric(tokens, end):
            continue  # "more than 40" is a figure and no outcome
        before, after = parties(tokens, first, end)
        turned = flags[first] != flipped[first] or _object_denies(tokens, end)
        found.append(Pole(axis, pole, span, turned, before, after))
    return tuple(sorted(dict.fromkeys(found), key=lambda pole: (pole.span, pole.axis, pole.pole)))


def _object_denies(tokens: Sequence[Token], end: int) -> bool:
    """Whether the phrase that ends there is turned by what follows: "will send no troops", "found nothing"."""
    if end >= len(tokens) or tokens[end].lower not in _denying_objects():
        return False
    return end + 1 >= len(tokens) or tokens[end + 1].lower not in _bounding_words()


@functools.cache
def _denying_objects() -> frozenset[str]:
    return frozenset(words(section("negation", "objects")))


@functools.cache
def _bounding_words() -> frozenset[str]:
    return frozenset(words(section("negation", "bounding")))


def opposed(a: Pole, b: Pole) -> bool:
    """Whether the two cannot both hold of one thing at one time.

    "rose" and "fell", "rose" and "did not rise"; "not approved" and "rejected" agree. Two negations are opposed
    only on a complete axis of two poles: "not alive", "not dead".
    """
    if a.axis != b.axis:
        return False
    if a.pole == b.pole:
        return a.negated != b.negated
    if not a.negated and not b.negated:
        return True
    axis = axes()[a.axis]
    return a.negated and b.negated and axis.complete and len(axis.poles) == 2


def effective(pole: Pole) -> str | None:
    """The answer meant: on a complete axis of two "not alive" means "dead"; None where a negation leaves it open."""
    if not pole.negated:
        return pole.pole
    axis = axes()[pole.axis]
    if not axis.complete or len(axis.poles) != 2:
        return None
    return next(other for other in axis.poles if other != pole.pole)


@functools.cache
def axes() -> dict[str, Axis]:
    """All axes by id, from data/antonyms.yaml."""
    return {axis.id: axis for axis, _ in _read()}


@functools.cache
def antonym_pairs() -> frozenset[tuple[str, str]]:
    """All pairs of single words at different poles of one axis, in both orders."""
    pairs: set[tuple[str, str]] = set()
    for _, lists in _read():
        for pole, members in lists.items():
            others = [word for other, listed in lists.items() if other != pole for word in listed if " " not in word]
            pairs.update((word, other) for word in members if " " not in word for other in others if word != other)
    return frozenset(pairs)


@functools.cache
def _read() -> tuple[tuple[Axis, dict[str, tuple[str, ...]]], ...]:
    """Each axis with its phrases by pole."""
    read = []
    fields = mapping(section("antonyms", "fields"), "antonyms.yaml")
    for field in fields:
        for name, value in mapping(fields[field], field).items():
            entry = mapping(value, name)
            marks = words(entry.get("is", ""))
            lists = {pole: phrases(listed) for pole, listed in entry.items() if pole != "is"}
            read.append(
                (Axis(name, field, tuple(lists), "complete" in marks, "weak" in marks, "bounds" in marks), lists)
            )
    return tuple(read)


@functools.cache
def _phrases() -> Phrases[tuple[str, str] | None]:
    """The phrases of all poles with (axis, pole), and with None those that only hold such words: "close to"."""
    table: list[tuple[str, tuple[str, str] | None]] = [
        (phrase, (axis.id, pole)) for axis, lists in _read() for pole, listed in lists.items() for phrase in listed
    ]
    return Phrases(table + [(phrase, None) for phrase in phrases(section("antonyms", "neutral"))])


def _bared(tokens: Sequence[Token]) -> tuple[list[Token], list[bool]]:
    """The tokens with "non-" taken off where a pole has the word without it alone, and of which that holds."""
    row, flipped = list(tokens), [False] * len(tokens)
    for at, token in enumerate(tokens):
        if token.lower.startswith(_NON) and _phrases().match(row, at) is None:
            bare = token.lower.removeprefix(_NON)
            row[at], flipped[at] = token._replace(lower=bare, lemma=lemma(bare)), True
    return row, flipped


def _numeric(tokens: Sequence[Token], at: int) -> bool:
    """Whether a number begins at ``at``: "40", "$5m", "a dozen", "half"."""
    if at >= len(tokens):
        return False
    word, table = tokens[at].lower, number_words()
    if word in ("a", "an") and at + 1 < len(tokens):
        word = tokens[at + 1].lower
    return word[0].isdigit() or word in _CURRENCIES or word in table.small or word in table.scales or word == "half"
