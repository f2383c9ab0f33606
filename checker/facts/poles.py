"""Opposite outcomes: rise and fall, approve and reject, alive and dead, with the axis on which they are opposites."""

from __future__ import annotations

import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from checker.facts.lexemes import Phrases, Token, lexemes
from checker.facts.lexicon import lemma
from checker.facts.negation import negated
from checker.facts.numeral_words import number_words
from checker.facts.wordlists import mapping, phrases, section, words
from checker.values.text import Span

_CURRENCIES = frozenset("$€£¥")
_NON = "non-"
_BREAKS = frozenset(",;:()—–")
GAP = 9  # tokens in which the rest of "leave * where" is looked for
NO_POLES = ("is", "of", "with")  # what an axis says besides its poles


@dataclass(frozen=True, slots=True)
class Axis:
    """A question with two or more answers that exclude each other."""

    id: str  # "level", "verdict"
    field: str  # "markets", "courts": where the words are at home
    poles: tuple[str, ...]
    complete: bool  # there is no third: what is not alive is dead. Not so of rise and fall
    weak: bool  # its words are common and say little without the same subject: first and last, early and late
    agent: bool = False  # it is said of who does it, not of what is done to: win and lose, support and oppose
    steps: bool = False  # its answers follow each other in one story: begin and end, depart and arrive
    common: bool = False  # its words are said of very many things: rise and fall, found and lost
    bounds: bool = False  # its words bound a number where one follows: "more than 40"
    single: bool = False  # it is said of one person or thing: of many some may have died and others not
    carries: bool = False  # its verbs only carry their object: who rules out one thing may leave open another
    themes: frozenset[str] = frozenset()  # of which nouns it is said; empty where of any
    objects: frozenset[str] = (
        frozenset()
    )  # which nouns its verbs take; empty where any: "lost the match", not "his hat"

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
    extent: Span | None = None  # of a phrase with something in its midst, "left the limit where": all of it


def find_poles(text: str) -> tuple[Pole, ...]:
    """All answers in ``text``, by place, then by axis: phrases ("called off") before the words in them.

    One phrase may answer on several axes. Linear in the length of the text.
    """
    flags = negated(text)
    tokens, flipped = _bared(lexemes(text))
    found = list(_gapped(tokens, flags))
    for first, end, answer in _phrases().find(tokens):
        if answer is None:
            continue
        axis, pole = answer
        span = Span(tokens[first].start, tokens[end - 1].end)
        if axes()[axis].bounds and _numeric(tokens, end):
            continue  # "more than 40" is a figure and no outcome
        turned = flags[first] != flipped[first] or _object_denies(tokens, end)
        found.append(Pole(axis, pole, span, turned))
    return tuple(sorted(_sure(text, dict.fromkeys(found)), key=lambda pole: (pole.span, pole.axis, pole.pole)))


def _sure(text: str, found: Iterable[Pole]) -> Iterator[Pole]:
    """The answers but those that a word gives by its lemma where its very form gives another: "beaten" is no "beat"."""
    listed = list(found)
    formed = {
        (p.axis, p.span): p.pole for p in listed if p.span.of(text).lower() in _listed().get((p.axis, p.pole), ())
    }
    return (p for p in listed if formed.get((p.axis, p.span), p.pole) == p.pole)


@functools.cache
def _listed() -> dict[tuple[str, str], frozenset[str]]:
    """The phrases of each pole, by axis and pole."""
    return {(axis.id, pole): frozenset(listed) for axis, lists in _read() for pole, listed in lists.items()}


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
            lists = {pole: phrases(listed) for pole, listed in entry.items() if pole not in NO_POLES}
            read.append((_axis(name, field, tuple(lists), entry), lists))
    return tuple(read)


def _axis(name: str, field: str, poles: tuple[str, ...], entry: Mapping[str, object]) -> Axis:
    """An axis with what its entry says of it."""
    marks = words(entry.get("is", ""))
    return Axis(
        name,
        field,
        poles,
        complete="complete" in marks,
        weak="weak" in marks,
        agent="agent" in marks,
        steps="steps" in marks,
        common="common" in marks,
        bounds="bounds" in marks,
        single="single" in marks,
        carries="carries" in marks,
        themes=frozenset(words(entry.get("of", ""))),
        objects=frozenset(words(entry.get("with", ""))),
    )


def _gapped(tokens: Sequence[Token], flags: Sequence[bool]) -> Iterator[Pole]:
    """The answers of phrases with something in their midst: "left the limit where it was". The span is their verb's."""
    for at, token in enumerate(tokens):
        for head, tail, (axis, pole) in _parted().get(token.lemma, ()):
            if not _stands(tokens, at, head):
                continue
            end = _tail_end(tokens, at + len(head), tail)
            if end:
                span = Span(token.start, tokens[at + len(head) - 1].end)
                extent = Span(token.start, tokens[end].end)
                yield Pole(axis, pole, span, flags[at], extent)


def _tail_end(tokens: Sequence[Token], at: int, tail: tuple[str, ...]) -> int:
    """Where the rest of a phrase ends whose beginning ends before ``at``; 0 where it does not follow in the clause."""
    for here in range(at, min(len(tokens), at + GAP - 1)):
        if tokens[here].text in _BREAKS:
            return 0
        if here > at and _stands(tokens, here, tail):
            return here + len(tail) - 1
    return 0


def _stands(tokens: Sequence[Token], at: int, listed: tuple[str, ...]) -> bool:
    """Whether the words stand at ``at``, as forms or lemmas."""
    row = tokens[at : at + len(listed)]
    return len(row) == len(listed) and all(w in (t.lower, t.lemma) for t, w in zip(row, listed, strict=True))


Parted = tuple[tuple[str, ...], tuple[str, ...], tuple[str, str]]  # what stands before "*", what behind it, the answer


@functools.cache
def _parted() -> dict[str, list[Parted]]:
    """The phrases with "*" in them, "leave * where", by their first word."""
    table: dict[str, list[Parted]] = {}
    for axis, lists in _read():
        for pole, phrase in ((pole, phrase) for pole, listed in lists.items() for phrase in listed if "*" in phrase):
            head, _, tail = phrase.partition("*")
            first, *more = head.split()
            table.setdefault(first, []).append(((first, *more), tuple(tail.split()), (axis.id, pole)))
    return table


@functools.cache
def _phrases() -> Phrases[tuple[str, str] | None]:
    """The phrases of all poles with (axis, pole), and with None those that only hold such words: "close to"."""
    table: list[tuple[str, tuple[str, str] | None]] = [
        (phrase, (axis.id, pole))
        for axis, lists in _read()
        for pole, listed in lists.items()
        for phrase in listed
        if "*" not in phrase
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
