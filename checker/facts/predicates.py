"""What a sentence affirms and what it negates, word by word: each predicate with its meanings and its clause.

A predicate is a verb, noun or adjective that can be denied ("was *warned*", "no *warning*"), or a phrase that tells of
one thing ("*carried out*", "had no *hand in*"). Two predicates answer each other where they share a meaning: the lemma,
the verb that a noun is made from, the group of synonyms, or a group of ``data/predicates.yaml``.
"""

from __future__ import annotations

import functools
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from checker.facts.finite import is_auxiliary, is_finite
from checker.facts.lexemes import Phrases, Token, lexemes
from checker.facts.lexicon import calendar, is_verb, lemma, reporting_verbs, stopwords, synonym_set
from checker.facts.negation import Cue, negated, negation_words, negations, opposite_of
from checker.facts.nominals import verb_of
from checker.facts.vocabulary import kept
from checker.facts.wordlists import mapping, phrases, section, words
from checker.values.text import Span

KEPT = 4096  # sentences whose predicates are kept: each is compared with many others
REACH = 30  # tokens on each side in which the edges of a clause are looked for
DEEPEST = 4  # negations of one word that are told apart: nobody follows more
_EDGES = frozenset(",;:()[]—–!?")
_SPEECH = frozenset({"deny", "reject", "dismiss", "refute", "rebut", "dispute", "disown"})


@dataclass(frozen=True, slots=True)
class Predicate:
    """One word or phrase that is affirmed or negated. Spans are spans of the text."""

    span: Span
    meanings: frozenset[str]  # lemma, verb and synonym group; "group:involvement" for a group of predicates.yaml
    negated: bool  # an odd number of negations covers it
    verb: bool
    near: float  # how near to the negation, in (0, 1]: 1 right behind it; 0 where none covers it
    cancelled: bool  # two negations cover it: "has not denied its role"
    denied: bool  # the negation is somebody's denial: "denied involvement"
    admitted: bool  # its clause says that somebody admits it
    head: (
        bool  # it is what its clause says, no argument of it: the verb, or the noun of a light verb ("gave a warning")
    )
    embedded: bool  # "that" stands between the negation and it: "does not mean that it failed"
    restricted: bool  # only a part of it is meant: "no other ship", "never a bigger spill"
    operator: bool  # a verb that only carries what stands as its object: "confirm", "rule out"
    open: bool  # its clause speaks of what will, may or would be
    before: Span  # its clause up to it: who does it
    after: Span  # ... and behind it: what is done, to whom, where
    scope: Span | None  # what the negation covers


@kept(KEPT)
def find_predicates(text: str) -> tuple[Predicate, ...]:
    """The predicates of one sentence or clause, in the order of the text. Linear in its length."""
    tokens, flags, cues = lexemes(text), negated(text), negations(text)
    spent = {at for cue in cues if cue.sort != "verbs" for at in range(cue.first, cue.end)}
    covering, occurrences = _covering(len(tokens), cues), _occurrences(tokens)
    found = []
    for first, end, meanings in occurrences:
        if first in spent:
            continue
        flipped = end == first + 1 and (opposite_of(tokens[first].lower) is not None or _is_lost(tokens, first))
        over = covering[first]
        turned = flipped != _object_denies(tokens, first, end)
        found.append(_predicate(tokens, (first, end), meanings, flags[first] != turned, over))
    return tuple(found)


def _predicate(
    tokens: Sequence[Token], place: tuple[int, int], meanings: frozenset[str], is_negated: bool, over: tuple[Cue, ...]
) -> Predicate:
    first, end = place
    low, high = _clause(tokens, first, end)
    cue = over[-1] if over else None
    behind = cue is not None and cue.first >= end  # "a leak was ruled out"
    apart = tokens[end : cue.first] if cue and behind else tokens[cue.end : first] if cue else ()
    between = sum(_carries(token) or token.lemma == "do" for token in apart)
    return Predicate(
        span=Span(tokens[first].start, tokens[end - 1].end),
        meanings=meanings,
        negated=is_negated,
        verb=is_verbal(tokens, first),
        near=1.0 / (1 + between) if cue else float(is_negated),
        cancelled=len(over) > 1 and not is_negated,
        denied=is_negated and any(tokens[c.first].lemma in _SPEECH for c in over),
        admitted=any(token.lemma in _words("admitting") for token in tokens[max(0, first - REACH) : first]),
        head=behind or _is_head(tokens, place, cue.end if cue and cue.sort == "phrase" else low, high),
        embedded=cue is not None and any(token.lower == "that" for token in tokens[cue.end : first]),
        restricted=_is_restricted(tokens, cue.end if cue else low, first, end),
        operator=end == first + 1 and tokens[first].lemma in _words("operators"),
        open=_is_open(tokens[low:first]),
        before=_span(tokens, low, first),
        after=_span(tokens, end, high),
        scope=_span(tokens, cue.end, cue.reach) if cue and is_negated else None,
    )


def _object_denies(tokens: Sequence[Token], first: int, end: int) -> bool:
    """Whether a verb is turned by its object: "killed no soldiers", "sold nothing"; not "carried no more than 80"."""
    if end >= len(tokens) or tokens[end].lower not in _denying("objects") or not is_verbal(tokens, first):
        return False
    return end + 1 >= len(tokens) or tokens[end + 1].lower not in _denying("bounding")


def _is_lost(tokens: Sequence[Token], at: int) -> bool:
    """Whether it is a supply that is no longer there: "lost power", "power failed", "the water was cut off"."""
    if tokens[at].lemma not in _words("supplied"):
        return False
    if any(token.lemma in _words("losing") for token in tokens[max(0, at - 2) : at]):
        return True
    behind = at + 1
    while behind < len(tokens) and (is_auxiliary(tokens[behind].lower) or tokens[behind].lower in _words("be")):
        behind += 1
    if behind >= len(tokens) or tokens[behind].lemma not in _words("failing"):
        return False
    went = tokens[behind].lemma == "go"
    return not went or (behind + 1 < len(tokens) and tokens[behind + 1].lower in _words("failing"))


def _occurrences(tokens: Sequence[Token]) -> list[tuple[int, int, frozenset[str]]]:
    """(first, end, meanings) of each content word, and of each phrase of several words in ``predicates.yaml``."""
    groups: dict[int, set[str]] = {}
    found = []
    for first, end, name in _phrases().find(tokens):
        if end == first + 1:
            groups.setdefault(first, set()).add(name)
        else:
            found.append((first, end, frozenset({name})))
    for at, token in enumerate(tokens):
        if token.is_word and _carries(token):
            meant = _with_particle(tokens, at) or _meanings(token)
            found.append((at, at + 1, meant | groups.get(at, set())))
    return sorted(found, key=lambda x: (x[0], x[1]))


def _with_particle(tokens: Sequence[Token], at: int) -> frozenset[str] | None:
    """The meaning of a verb that its particle makes another one: "went off" is not "went up"; None of all others."""
    if tokens[at].lemma not in _words("moving") or at + 1 >= len(tokens):
        return None
    behind = tokens[at + 1].lower
    return frozenset({f"{tokens[at].lemma} {behind}"}) if behind in _words("particles") else None


def _meanings(token: Token) -> frozenset[str]:
    denied = opposite_of(token.lower)
    base = lemma(denied) if denied else token.lemma
    verb = verb_of(base)
    return frozenset(m for m in (base, verb, synonym_set(base), synonym_set(verb)) if m)


def _carries(token: Token) -> bool:
    stops = stopwords()
    if len(token.lower) < 2 or token.lower in stops or token.lemma in stops:
        return False
    return token.is_word and not (token.capital and token.lower in calendar())


def _covering(count: int, cues: Sequence[Cue]) -> list[tuple[Cue, ...]]:
    """For each token the negations that cover it, in order; of many the last ``DEEPEST``."""
    begins: dict[int, list[Cue]] = {}
    for cue in cues:
        begins.setdefault(cue.end, []).append(cue)
    over: tuple[Cue, ...] = ()
    result = []
    for at in range(count):
        over = tuple(c for c in (*over, *begins.get(at, ())) if at < c.reach)[-DEEPEST:]
        result.append(over)
    return result


def _clause(tokens: Sequence[Token], first: int, end: int) -> tuple[int, int]:
    """The clause around ``[first, end)``: to a mark, a word that opens another clause, or a verb of saying."""
    low = first
    while low > 0 and first - low < REACH and not _edge(tokens[low - 1]) and not _says(tokens[low - 1]):
        low -= 1
    high = end
    while high < len(tokens) and high - end < REACH and not _edge(tokens[high]):
        high += 1
    return low, high


def _stands_alone(tokens: Sequence[Token], place: tuple[int, int], high: int) -> bool:
    """Whether a light verb says it all: as a passive ("will not be used"), or with nothing behind it."""
    first, end = place
    token, before = tokens[first], tokens[first - 1].lower if first else ""
    passive = before in _words("be") and token.lower != token.lemma
    return passive or not any(_carries(t) for t in tokens[end : min(high, end + 3)])


@functools.lru_cache(maxsize=KEPT)
def clause_around(text: str, span: Span) -> tuple[Span, Span]:
    """What stands before and behind the words at ``span`` in their clause."""
    tokens = lexemes(text)
    first = bisect_right(tokens, span.start, key=lambda t: t.end)
    end = bisect_left(tokens, span.end, key=lambda t: t.start)
    low, high = _clause(tokens, first, end)
    return _span(tokens, low, first), _span(tokens, end, high)


def _edge(token: Token) -> bool:
    return token.text in _EDGES or token.lower == "that" or token.lower in negation_words("ends")


def _says(token: Token) -> bool:
    return token.lemma in reporting_verbs() and token.lower != token.lemma


def _is_head(tokens: Sequence[Token], place: tuple[int, int], low: int, high: int) -> bool:
    """Whether it carries what the clause ``[low, high)`` says: a verb of weight, or a noun beside none."""
    first, end = place
    if end > first + 1:
        return True
    if is_verbal(tokens, first):
        return tokens[first].lemma not in _words("light") or _stands_alone(tokens, place, high)
    if any(is_verbal(tokens, at) and tokens[at].lemma not in _words("light") for at in range(low, high)):
        return False
    return end >= len(tokens) or not _carries(tokens[end]) or is_verbal(tokens, end)  # not the "gas" of "gas leak"


def is_verbal(tokens: Sequence[Token], at: int) -> bool:
    """Whether a content word is a verb here, as far as its form and the word before it tell."""
    token = tokens[at]
    if not _carries(token) or not is_verb(token.lower) or (token.capital and at):
        return False
    before = tokens[at - 1].lower if at else ""
    if before in _words("before_nouns"):
        return False
    if before in _words("before_verbs") or is_auxiliary(before) or before.endswith("n't"):
        return True
    return is_finite(token.lower) or token.lower.endswith("ing")


def _is_restricted(tokens: Sequence[Token], low: int, first: int, end: int) -> bool:
    """Whether a word before or right behind it narrows it: "no *other* ship", "*bigger* spill", "no one *else*"."""
    around = tokens[max(low, first - 4) : end + 2]
    return any(token.lower in _words("narrowing") for token in around)


def _is_open(before: Sequence[Token]) -> bool:
    """Whether the words of a clause before its predicate put it into the future or into doubt."""
    if any(token.lower in _words("open") and not token.capital for token in before):
        return True
    return next(iter(_opening().find(before)), None) is not None


def _span(tokens: Sequence[Token], low: int, high: int) -> Span:
    if low >= high:
        at = tokens[low].start if low < len(tokens) else tokens[-1].end
        return Span(at, at)
    return Span(tokens[low].start, tokens[high - 1].end)


@functools.cache
def _phrases() -> Phrases[str]:
    groups = mapping(section("predicates", "groups"), "predicates.yaml groups")
    return Phrases((phrase, f"group:{name}") for name, listed in groups.items() for phrase in phrases(listed))


@functools.cache
def _denying(name: str) -> frozenset[str]:
    return frozenset(words(section("negation", name)))


@functools.cache
def _opening() -> Phrases[bool]:
    return Phrases((phrase, True) for phrase in phrases(section("predicates", "opens")))


@functools.cache
def _words(name: str) -> frozenset[str]:
    return frozenset(words(section("predicates", name)))
