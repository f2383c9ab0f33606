"""Nouns that answer one question: in which room, by what vehicle, with which weapon, who by trade.

A sort is a question, and its answers exclude one another where both are of one thing: what was found in the kitchen was
not found in the attic. The sorts and their answers stand in ``data/answers.yaml``.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass

from checker.facts.happenings import is_verbal
from checker.facts.lexemes import Phrases, Token, lexemes
from checker.facts.wordlists import mapping, phrases, section, words
from checker.values.text import Span

_DETERMINERS = frozenset({"the", "a", "an", "his", "her", "its", "their"})
IDIOM = ""  # the sort of phrases that answer nothing
SPELLED = frozenset({"tool"})  # sorts whose answers are names
KEPT = 16384  # texts whose answers are kept: each is compared with many others


@dataclass(frozen=True, slots=True)
class Answer:
    """One noun that answers a question. The span is one of the text."""

    sort: str  # the question: "room"
    number: int  # of its line among the answers of its sort: two of one line are one answer
    span: Span
    text: str
    plural: bool


@functools.lru_cache(maxsize=KEPT)
def find_answers(text: str) -> tuple[Answer, ...]:
    """The answers in a text, in its order; a word that answers two questions comes twice. Linear in its length."""
    tokens = lexemes(text)
    found = []
    for first, end, (sort, number) in _phrases().find(tokens):
        if sort == IDIOM or _is_measure(tokens, first):
            continue
        if _is_name(tokens, first, end) and sort not in SPELLED:
            continue
        if end == first + 1 and _is_verb_here(tokens, first):
            continue
        span = Span(tokens[first].start, tokens[end - 1].end)
        found.append(Answer(sort, number, span, span.of(text), _is_plural(tokens[end - 1])))
    return tuple(found)


def _is_name(tokens: Sequence[Token], first: int, end: int) -> bool:
    """Whether a capital that no beginning of a sentence gives makes it a name: "West Bank"."""
    if tokens[first].text.isupper():
        return False
    leads = first == 0 and end < len(tokens) and tokens[end].capital  # "North Korean"
    return leads or any(t.capital for t in tokens[max(first, 1) : end])


def _is_measure(tokens: Sequence[Token], at: int) -> bool:
    """Whether it is the unit of a figure: "300 feet"."""
    return tokens[at].lemma == "foot" and at > 0 and not tokens[at - 1].is_word


def _is_plural(token: Token) -> bool:
    return token.lower != token.lemma


def _is_verb_here(tokens: Sequence[Token], at: int) -> bool:
    """Whether the word is a verb or particle here, not a noun: "housed", "foot the bill", "sent back"."""
    lower = tokens[at].lower
    if lower.endswith(("ed", "ing")) and tokens[at].lemma != lower:
        return True
    if lower == "back":
        return tokens[at - 1].lower not in ("the", "his", "her", "its", "their", "a") if at else True
    behind = tokens[at + 1].lower if at + 1 < len(tokens) else ""
    return is_verbal(tokens, at) or (lower == tokens[at].lemma and behind in _DETERMINERS)


@functools.lru_cache(maxsize=KEPT)
def answered(text: str) -> frozenset[tuple[str, int]]:
    """The answers in a text, each once, by sort and number."""
    return frozenset((answer.sort, answer.number) for answer in find_answers(text))


@functools.cache
def strict_sorts() -> frozenset[str]:
    """The sorts whose answers are rarely told of two things of one report at once."""
    return frozenset(words(section("answers", "strict")))


@functools.cache
def sorts() -> tuple[str, ...]:
    """The sorts there are, in the order of the file."""
    return tuple(mapping(section("answers", "sorts"), "answers.yaml sorts"))


@functools.cache
def _phrases() -> Phrases[tuple[str, int]]:
    pairs = [(phrase, (IDIOM, 0)) for phrase in phrases(section("answers", "idioms"))]
    for sort, lines in mapping(section("answers", "sorts"), "answers.yaml sorts").items():
        if not isinstance(lines, list):
            raise TypeError(f"answers.yaml sorts.{sort}: expected a list of answers, not {type(lines).__name__}")
        pairs += [(phrase, (sort, number)) for number, line in enumerate(lines) for phrase in phrases(line)]
    return Phrases(pairs)
