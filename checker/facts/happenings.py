"""What a time expression dates: in "the bank was shut on Friday after customers queued", the shutting.

No parser. English news puts a time after its verb, in front of its clause, or at a noun ("Friday's attack", "a Nov. 10
report"): the nearest verb to the left within the clause, else the first to the right, else the noun it leads. A verb
that says little ("was held", "took place") leaves the word to what takes part. All within windows of fixed size.
"""

from __future__ import annotations

import functools
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from checker.facts.finite import is_auxiliary, is_finite
from checker.facts.finite import words as finite_words
from checker.facts.lexemes import Token, lexemes
from checker.facts.lexicon import calendar, is_verb, stopwords, synonym_set
from checker.facts.vocabulary import kept
from checker.facts.wordlists import section, words
from checker.values.text import Span

REACH = 25  # tokens from a time to its verb
FAR = 60  # tokens on either side that are looked at for content words
NOUN_PHRASE = 5  # tokens of the noun that a time leads: "the 2011 coastal railway disaster"
KEPT = 4096  # times whose happening is kept: each is asked for with many others
HALVES = 8.0  # tokens at which a word counts half of one that stands beside the time
FAR_SIDE = {";": 0.3, ":": 0.3, "—": 0.3, ",": 0.7}  # what a word beyond such a mark still counts
FAR_CLAUSE = 0.6  # the same beyond "after", "which", "because"
_ENDS = frozenset((";", ":", "—"))


@dataclass(frozen=True, slots=True)
class Happening:
    """What one time expression dates, as far as its sentence tells. Words are lemmas."""

    heads: frozenset[str]  # the verb, also with its particle ("break", "break_out"), or the noun; empty where light
    nouns: frozenset[str]  # who or what does it or undergoes it, where that stands right beside the verb
    telling: bool  # it is the time of a statement
    negated: bool  # "did not agree until midnight"
    near: tuple[tuple[str, float], ...]  # the content words of the sentence; how near each is, in (0, 1]


@kept(KEPT)
def happening(text: str, span: Span) -> Happening:
    """What the time at ``span`` of the sentence ``text`` dates."""
    tokens = lexemes(text)
    first = bisect_right(tokens, span.start, key=lambda t: t.end)
    last = bisect_left(tokens, span.end, key=lambda t: t.start)
    near = near_words(tokens, first, last)
    noun = _noun_led(tokens, first, last)
    if noun is not None:
        return Happening(_content(noun), frozenset(), noun in _words("telling"), negated=False, near=near)
    at = verb_of(tokens, first, last)
    if at is None:
        return Happening(frozenset(), frozenset(), telling=False, negated=False, near=near)
    lemma = tokens[at].lemma
    heads = frozenset() if lemma in _words("light") else _content(lemma)
    particle = tokens[at + 1].lower if at + 1 < len(tokens) else ""
    joined = {f"{lemma}_{particle}"} & _grouped().keys()
    nouns = frozenset(n for n in (subject_head(tokens, at), object_head(tokens, at, first)) if n)
    negated = any(t.lower in ("not", "never", "n't") or t.lower.endswith("n't") for t in tokens[max(0, at - 3) : at])
    return Happening(heads | joined, nouns, lemma in _words("telling"), negated, near)


def telling_verbs() -> frozenset[str]:
    """The verbs and nouns of telling: say, report, statement."""
    return _words("telling")


def agreement(a: frozenset[str], b: frozenset[str]) -> float:
    """1 where two sets of words share a word or a meaning, -1 where both say something else, 0 where one is empty."""
    if not a or not b:
        return 0.0
    return 1.0 if meanings(a) & meanings(b) else -1.0


@kept(KEPT)
def meanings(lemmas: frozenset[str]) -> frozenset[str | int]:
    """What words may mean: the words themselves, their synonyms' common name, and the numbers of their groups."""
    found: set[str | int] = set(lemmas)
    for lemma in lemmas:
        found.add(synonym_set(lemma) or lemma)
        found.update(_grouped().get(lemma, ()))
    return frozenset(found)


def near_words(tokens: Sequence[Token], first: int, last: int) -> tuple[tuple[str, float], ...]:
    """The content words by their nearness to the tokens [first, last), less beyond a comma or into another clause."""
    found: dict[str, float] = {}
    for side in (range(first - 1, max(-1, first - 1 - FAR), -1), range(last, min(len(tokens), last + FAR))):
        weight = 1.0
        for distance, at in enumerate(side):
            token = tokens[at]
            weight *= FAR_SIDE.get(token.text, FAR_CLAUSE if token.lower in _words("openers") else 1.0)
            if _carries(token):
                name = synonym_set(token.lemma) or token.lemma
                found[name] = max(found.get(name, 0.0), weight / (1 + distance / HALVES))
    return tuple(sorted(found.items()))


def _carries(token: Token) -> bool:
    stops = stopwords()
    return token.is_word and not {token.lower, token.lemma} & stops and token.lower not in calendar()


def _noun_led(tokens: Sequence[Token], first: int, last: int) -> str | None:
    """The head of the noun phrase that the time opens: "Friday's attack", "a Nov. 10 report"."""
    at = last
    if at < len(tokens) and tokens[at].lower == "'s":
        at += 1
    elif not (first and tokens[first - 1].lower in _words("determiners") and at < len(tokens) and _carries(tokens[at])):
        return None
    head = None
    while at < min(len(tokens), last + NOUN_PHRASE) and _carries(tokens[at]) and not is_verbal(tokens, at):
        head, at = tokens[at].lemma, at + 1
    return head


def verb_of(tokens: Sequence[Token], first: int, last: int) -> int | None:
    """The verb that the time goes with: the nearest before it in its clause, else the first after it."""
    for at in range(first - 1, max(-1, first - 1 - REACH), -1):
        if is_verbal(tokens, at):
            return at
        lower = tokens[at].lower
        if tokens[at].text in _ENDS or (
            lower in _words("openers") and not (lower in _words("ties") and at >= first - 3)
        ):
            break
    for at in range(last, min(len(tokens), last + REACH)):
        if is_verbal(tokens, at):
            return at
        if tokens[at].text in _ENDS:
            break
    return None


def is_verbal(tokens: Sequence[Token], at: int) -> bool:
    """Whether the word is a verb here, finite or not, as far as its form and the word before it tell."""
    token = tokens[at]
    lower = token.lower
    if not token.is_word or is_auxiliary(lower):
        return False
    before = tokens[at - 1].lower if at else ""
    if lower in finite_words("past") or lower in finite_words("present") or is_finite(lower):
        return before not in _words("determiners") and before != "'s"
    inside = 0 < at < len(tokens) - 1 and _carries(tokens[at - 1]) and _carries(tokens[at + 1])
    if inside and lower in _words("attributive"):
        return False  # "its benchmark lending rate"
    if before in _words("led") or (lower.endswith("ing") and before not in _words("determiners") | {"of"}):
        return is_verb(lower)
    return token.lemma != lower and lower.endswith("n") and is_verb(lower)


def subject_head(tokens: Sequence[Token], at: int) -> str | None:
    """The noun right before the verb at ``at``, over auxiliaries, adverbs and ", which"."""
    here = at - 1
    while here >= 0 and at - here < NOUN_PHRASE and _is_between(tokens[here]):
        here -= 1
    if here < 0 or not _carries(tokens[here]):
        return None
    return tokens[_narrowed(tokens, here)].lemma


def _narrowed(tokens: Sequence[Token], here: int) -> int:
    """Where the noun stands that the one at ``here`` only narrows: the "flight" of "a flight from Arden landed"."""
    at = here
    while at > 0 and here - at < NOUN_PHRASE and tokens[at].capital and tokens[at - 1].capital:
        at -= 1
    if at > 0 and tokens[at - 1].lower in _words("determiners"):
        at -= 1
    if at < 2 or tokens[at - 1].lower not in _words("narrowing"):
        return here
    noun = tokens[at - 2]
    return at - 2 if _carries(noun) and not is_verbal(tokens, at - 2) else here


def _is_between(token: Token) -> bool:
    lower = token.lower
    return is_auxiliary(lower) or lower.endswith("ly") or lower in _words("led") or lower in _words("between")


def object_head(tokens: Sequence[Token], at: int, first: int) -> str | None:
    """The head of the noun phrase right behind the verb at ``at``, before the time at ``first``."""
    here = at + 1
    while here < first and (
        tokens[here].lower in _words("determiners") or tokens[here].lower in ("for", "up", "out", "off")
    ):
        here += 1
    head = None
    while here < min(first, at + 2 * NOUN_PHRASE) and _carries(tokens[here]):
        head, here = tokens[here].lemma, here + 1
    return head


def _content(lemma: str) -> frozenset[str]:
    return frozenset((lemma,))


@functools.cache
def _words(name: str) -> frozenset[str]:
    return frozenset(words(section("happenings", name)))


@functools.cache
def _grouped() -> dict[str, tuple[int, ...]]:
    """The groups of each word, by the number of their line."""
    table: dict[str, list[int]] = {}
    for number, line in enumerate(str(section("happenings", "groups")).splitlines()):
        for word in words(line):
            table.setdefault(word, []).append(number)
    return {word: tuple(numbers) for word, numbers in table.items()}
