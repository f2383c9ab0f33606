"""What a sentence gives as the cause of what it tells: "the fire was started by a rocket", "a rocket set off the fire".

Whatever the wording, a cause is one frame: the phrase that shows it, the words that name the cause, and the words for
what it brought about. No parser: the cause stands right behind its phrase ("due to", "was traced to") or right before
it ("caused", "is to blame"). All within windows of fixed size.
"""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass

from checker.facts.lexemes import Phrases, Token, lexemes
from checker.facts.lexicon import calendar, is_a, is_verb, stopwords, synonym_set
from checker.facts.vocabulary import kept
from checker.facts.wordlists import phrase_table, phrases, section, words
from checker.values.text import Span

LONGEST = 12  # tokens of a cause
KEPT = 8192  # sentences whose causes are kept: each is compared with many others
SURE, MAYBE, BARE = 1.0, 0.5, 0.0  # how surely a phrase shows a cause; bare is a word that is often one
_MARKS = frozenset(',;:()[]—–!?.“”"')
_REACH_BACK = 4  # tokens before a cause in which it is ruled out


@dataclass(frozen=True, slots=True)
class Cause:
    """One cause that a sentence gives. Spans are spans of the text."""

    span: Span  # of the words that name it
    words: frozenset[str]  # its content words, each under the first of its synonyms
    sorts: frozenset[str]  # the sorts of causes that they name, of data/causes.yaml
    effect: frozenset[str]  # the other content words of the sentence
    strength: float  # SURE, MAYBE or BARE
    ruled_out: bool


@kept(KEPT)
def find_causes(text: str) -> tuple[Cause, ...]:
    """The causes that a sentence gives, the surest first; at one place the surest only. Linear in its length."""
    tokens = lexemes(text)
    found = [(strength, *place) for strength, place in _places(tokens)]
    taken: list[tuple[int, int]] = []
    causes = []
    for strength, first, end in sorted(found, key=lambda x: (-x[0], x[1])):
        if any(first < b and a < end for a, b in taken):
            continue
        cause = _cause(tokens, first, end, strength)
        if cause is not None:
            taken.append((first, end))
            causes.append(cause)
    return tuple(causes)


@functools.lru_cache(maxsize=KEPT)
def tells_of_causes(text: str) -> bool:
    """Whether a word of the sentence is one of causes: "culprit", "traced"."""
    topic = _topic()
    return any(token.lemma in topic or token.lower in topic for token in lexemes(text))


def one_cause(a: Cause, b: Cause) -> bool:
    """Whether both may name one cause: a word in common, or one is a kind of the other."""
    if a.words & b.words:
        return True
    return any(is_a(x, y) or is_a(y, x) for x in a.words for y in b.words)


def _places(tokens: Sequence[Token]) -> list[tuple[float, tuple[int, int]]]:
    found: list[tuple[float, tuple[int, int]]] = []
    for name, strength in (("behind_sure", SURE), ("behind_maybe", MAYBE)):
        for _, end, _ in _cues(name).find(tokens):
            found.append((strength, _behind(tokens, end)))
    for name, strength in (("before_sure", SURE), ("before_maybe", MAYBE)):
        for first, _, _ in _cues(name).find(tokens):
            if _is_active(tokens, first):
                found.append((strength, _before(tokens, first)))
    found += [(BARE, (first, end)) for first, end, _ in _sorts().find(tokens)]
    return [(strength, place) for strength, place in found if place[0] < place[1]]


def _is_active(tokens: Sequence[Token], at: int) -> bool:
    """Whether the word is a verb in the active voice: "caused", not "was caused", "the cause"."""
    before = tokens[at - 1].lower if at else ""
    passive = before in _listed("auxiliaries") and tokens[at].lower != tokens[at].lemma
    return is_verb(tokens[at].lower) and not passive and before not in _listed("determiners")


def _behind(tokens: Sequence[Token], first: int) -> tuple[int, int]:
    end = first
    while end < len(tokens) and end - first < LONGEST and not _ends(tokens[end], inner=end > first):
        end += 1
    return first, end


def _before(tokens: Sequence[Token], end: int) -> tuple[int, int]:
    while end > 0 and (tokens[end - 1].lower in stopwords() or tokens[end - 1].lower.endswith("ly")):
        end -= 1
    first = end
    while first > 0 and end - first < LONGEST and not _ends(tokens[first - 1], inner=True):
        first -= 1
    return first, end


def _ends(token: Token, *, inner: bool) -> bool:
    return (token.text in _MARKS and inner) or (inner and token.lower in _listed("ends"))


def _cause(tokens: Sequence[Token], first: int, end: int, strength: float) -> Cause | None:
    """The cause that the tokens [first, end) name, None where no content word is among them or none is given."""
    named = frozenset(_meaning(t) for t in tokens[first:end] if _carries(t))
    if not named or any(t.lemma in _unknown() for t in tokens[first:end]):
        return None
    around = (*tokens[:first], *tokens[end:])
    sorts = frozenset(name for _, _, name in _sorts().find(tokens[first:end]))
    back = tokens[max(0, first - _REACH_BACK) : first + 1]
    ahead = tokens[end : end + _REACH_BACK]
    return Cause(
        span=Span(tokens[first].start, tokens[end - 1].end),
        words=named,
        sorts=sorts,
        effect=frozenset(_meaning(t) for t in around if _carries(t)),
        strength=strength,
        ruled_out=any(True for part in (back, ahead) for _ in _cues("ruled_out").find(part)),
    )


def _meaning(token: Token) -> str:
    return synonym_set(token.lemma) or token.lemma


def _carries(token: Token) -> bool:
    stops = stopwords()
    return token.is_word and not {token.lower, token.lemma} & stops and token.lower not in calendar()


@functools.cache
def _cues(name: str) -> Phrases[bool]:
    return Phrases((phrase, True) for phrase in phrases(section("causes", name)))


@functools.cache
def _sorts() -> Phrases[str]:
    return Phrases(phrase_table(section("causes", "sorts"), "causes.yaml sorts").items())


@functools.cache
def _unknown() -> frozenset[str]:
    return frozenset(phrases(section("causes", "unknown")))


@functools.cache
def _topic() -> frozenset[str]:
    return frozenset(phrases(section("causes", "topic")))


@functools.cache
def _listed(name: str) -> frozenset[str]:
    return frozenset(words(section("causes", name)))
