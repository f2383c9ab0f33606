"""Noun phrases around a word: their head, what narrows it, and whether two of them may name one thing."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from checker.facts.finite import is_auxiliary, is_finite
from checker.facts.lexemes import Token
from checker.facts.lexicon import calendar, is_a, is_common, is_verb, stopwords, synonym_set
from checker.facts.vocabulary import kept
from checker.facts.wordlists import section, words

Sort = Literal["noun", "name", "pronoun"]
LONGEST = 8  # words of one phrase without its "of"
PARTICIPLES = 5  # words from a noun to what its participle governs
CHAIN = 3  # phrases joined by "of": "the loss of control of the ship"
NARROWED = 0.7  # the head of one stands in the other: "the rate", "the rise of the rate"
KIND_OF = 0.5  # one head is a kind of the other: "the captain", "the man"
KIN = 0.3  # two texts may say the one or the other of one thing: "the shops", "the chain"
TOUCHING = -0.3  # two heads, a word in common: "the daily amount", "the daily maximum"
MANY = -0.7  # several makers are hardly the one that a name stands for
INNER = ("of", "on", "for", "in")
_OPENING = "“\"'‘"


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun phrase: its head and all its content words, complements included, as lemmas."""

    head: str
    words: frozenset[str]
    sort: Sort = "noun"
    at: int = field(default=-1, compare=False)  # offset of the head in the text; -1 of a pronoun
    plural: bool = False
    number: str | None = None  # that tells it from others of its name: "Highway 37"


@functools.cache
def words_of(name: str) -> frozenset[str]:
    """A word list of data/clauses.yaml."""
    return frozenset(words(section("clauses", name)))


def is_name_at(tokens: Sequence[Token], at: int) -> bool:
    """Whether the word is written as part of a name: with a capital that no beginning of a sentence gives."""
    token = tokens[at]
    if not token.is_word or not token.capital or token.lower in stopwords():
        return False
    return not is_common(token.lower) or (at > 0 and not token.text.isupper())


@functools.cache
def _listed(part: str) -> frozenset[str]:
    return frozenset(words(section("vocabulary", part)))


def is_listed(lemma: str, part: Literal["nouns", "adjectives", "adverbs"]) -> bool:
    """Whether the vocabulary has the lemma as that part of speech."""
    return lemma in _listed(part)


def noun_left(tokens: Sequence[Token], end: int, *, bare: bool = False, chain: int = CHAIN) -> Noun | None:
    """The phrase that ends before ``end``; ``bare`` leaves out what stands before its preposition.

    "Sales of diet soda" has the head "sale": a phrase behind a preposition gives way to the one before it.
    """
    first = end
    while first > 0 and end - first < LONGEST and _holds(tokens, first - 1, last=first == end):
        first -= 1
        if tokens[first].lower in words_of("determiners") | words_of("pronouns"):
            break
    found = _made(tokens, first, end)
    at = first - 1
    if found is None or bare or chain <= 1 or at < 1:
        return found
    joint = _over_participles(tokens, at)
    if joint == at and tokens[at].lower not in words_of("joints"):
        return found
    outer = noun_left(tokens, joint, chain=chain - 1)
    if outer is None or outer.sort == "pronoun":
        return found
    if outer.head in words_of("containers") and tokens[at].lower == "of":
        return replace(found, words=found.words | outer.words)
    return replace(outer, words=outer.words | found.words)


def _over_participles(tokens: Sequence[Token], at: int) -> int:
    """Where the noun ends that a participle before ``at`` narrows: "men accused of planning the raid"; else ``at``."""
    here, participle = at, False
    while here > 0 and at - here < PARTICIPLES:
        lower = tokens[here].lower
        verbal = lower.endswith("ing") and is_verb(lower)
        linked = lower.endswith("ed") and is_finite(lower) and tokens[here + 1].lower in words_of("prepositions")
        if not (verbal or linked or lower in words_of("particles") or lower in words_of("joints")):
            break
        participle = participle or verbal or linked
        here -= 1
    led = tokens[here + 1].lower in words_of("prepositions")  # "of taking part" alone has no noun of its own
    return here + 1 if participle and here < at and not led else at


def noun_right(tokens: Sequence[Token], first: int, *, chain: int = CHAIN) -> Noun | None:
    """The phrase that begins at ``first``; None for a clause, a figure with its measure, and a time."""
    begin = first
    while begin < len(tokens) and begin - first < 4 and _introduces(tokens[begin]):
        begin += 1
    if begin > first and tokens[begin - 1].lower == "that" and _opens_clause(tokens, begin):
        return None
    at = begin
    while at < len(tokens) and at - begin < LONGEST and _continues(tokens, at, begin):
        at += 1
    if at == begin:
        lone = tokens[first].lower if first < len(tokens) else ""
        return Noun(lone, frozenset(), "pronoun") if lone in words_of("pronouns") and lone != "that" else None
    if _is_measure(tokens, begin, at):
        return None
    found = _made(tokens, begin, at)
    if found is None or chain <= 1 or at + 1 >= len(tokens) or tokens[at].lower not in INNER:
        return found
    inner = noun_right(tokens, at + 1, chain=chain - 1)
    if inner is None or inner.sort == "pronoun":
        return found
    holds = found.head in words_of("containers") and tokens[at].lower == "of"
    return replace(inner if holds else found, words=found.words | inner.words)


def relation(a: Noun | None, b: Noun | None) -> float | None:
    """How surely two phrases name one thing, in [-1, 1]; None where they do not tell: pronouns, a name and a noun."""
    if a is None or b is None or "pronoun" in (a.sort, b.sort):
        return None
    one, other = _meaning(a.head), _meaning(b.head)
    if one == other:
        return -1.0 if a.number and b.number and a.number != b.number else 1.0
    if a.sort == b.sort == "name":
        return 1.0 if a.words & b.words else -1.0
    if one in _meanings(b) or other in _meanings(a):
        return NARROWED
    return _of_nouns(a, b) if a.sort == b.sort else _of_name_and_noun(a, b)


def _of_nouns(a: Noun, b: Noun) -> float:
    if is_a(a.head, b.head) or is_a(b.head, a.head):
        return KIND_OF
    if not _kin().get(_meaning(a.head), frozenset()).isdisjoint(_kin().get(_meaning(b.head), frozenset())):
        return KIN
    return TOUCHING if _meanings(a) & _meanings(b) else -1.0


@kept(1)
def _kin() -> dict[str, frozenset[int]]:
    """The lines of ``kin`` in which a noun stands, by number."""
    table: dict[str, set[int]] = {}
    for number, line in enumerate(str(section("clauses", "kin")).splitlines()):
        for word in words(line):
            table.setdefault(_meaning(word), set()).add(number)
    return {word: frozenset(numbers) for word, numbers in table.items()}


def _of_name_and_noun(a: Noun, b: Noun) -> float | None:
    several = a.plural if a.sort == "noun" else b.plural
    return MANY if several else None


def _meaning(lemma: str) -> str:
    return synonym_set(lemma) or lemma


def _meanings(noun: Noun) -> frozenset[str]:
    return frozenset(_meaning(word) for word in noun.words)


def _made(tokens: Sequence[Token], first: int, end: int) -> Noun | None:
    """The phrase of the tokens ``[first, end)``, None where no noun is among them."""
    content = [at for at in range(first, end) if tokens[at].is_word and _carries(tokens[at])]
    if not content:
        said = [t.lower for t in tokens[first:end] if t.lower in words_of("pronouns")]
        return Noun(said[-1], frozenset(), "pronoun") if said else None
    head = content[-1]
    if (
        tokens[head].lower.endswith("ly")
        and not is_name_at(tokens, head)
        and not is_listed(tokens[head].lemma, "nouns")
    ):
        return None
    sort: Sort = "name" if is_name_at(tokens, head) else "noun"
    behind = tokens[head + 1].text if head + 1 < end else ""
    number = behind if tokens[head].capital and behind[:1].isdigit() else None
    return Noun(
        tokens[head].lemma,
        frozenset(tokens[at].lemma for at in content),
        sort,
        tokens[head].start,
        _is_plural(tokens[head]),
        number,
    )


def _is_plural(token: Token) -> bool:
    if token.lower in words_of("plurals"):
        return True
    return token.lower != token.lemma and not token.lower.endswith(("ed", "ing"))


def _carries(token: Token) -> bool:
    stops = stopwords()
    return token.lower not in stops and token.lemma not in stops and not (token.capital and token.lower in calendar())


def _introduces(token: Token) -> bool:
    return token.lower in words_of("determiners") or token.text in _OPENING


def _holds(tokens: Sequence[Token], at: int, *, last: bool) -> bool:
    """Whether the word at ``at`` may stand in a noun phrase that is read from its end."""
    token = tokens[at]
    if not token.is_word:
        return token.text[0].isdigit() or token.text in "-&%$£€’'"
    lower = token.lower
    if lower in words_of("pronouns") or lower in words_of("possessives") or lower in words_of("determiners"):
        return True
    if lower in words_of("prepositions") | words_of("joins") | words_of("particles") or is_auxiliary(lower):
        return False
    if lower.endswith("ing") and is_verb(lower) and at and tokens[at - 1].lower in words_of("prepositions"):
        return False
    return is_name_at(tokens, at) or not _is_verb_here(tokens, at, last=last)


def _is_verb_here(tokens: Sequence[Token], at: int, *, last: bool) -> bool:
    """Whether a word that looks like a finite verb is one, and no attribute or noun."""
    lower = tokens[at].lower
    if not is_finite(lower):
        return False
    before = tokens[at - 1].lower if at else ""
    led = before in words_of("determiners") | words_of("possessives") | words_of("prepositions")
    return not (led and (not last or not lower.endswith("ed")))


def _continues(tokens: Sequence[Token], at: int, begin: int) -> bool:
    """Whether the word at ``at`` belongs to the noun phrase that began at ``begin``."""
    token = tokens[at]
    lower = token.lower
    if not token.is_word:
        return token.text[0].isdigit() or token.text in "-&$£€%"
    if lower == "'s":
        return at > begin
    if _ends_phrase(tokens, at):
        return False
    if at == begin or is_name_at(tokens, at):
        return True
    gerund = lower.endswith("ing") and is_verb(lower)
    verb = is_finite(lower) and not tokens[at - 1].lower.endswith("ly")
    return not (gerund or verb or lower in words_of("particles") or lower.endswith("ly"))


def _ends_phrase(tokens: Sequence[Token], at: int) -> bool:
    """Whether no noun phrase goes on over the small word at ``at``; over "its" only after a possessor."""
    lower = tokens[at].lower
    if lower in words_of("prepositions") or lower in words_of("joins") or is_auxiliary(lower):
        return True
    return lower in words_of("pronouns") | words_of("determiners") and tokens[at - 1].lower != "'s"


def _opens_clause(tokens: Sequence[Token], at: int) -> bool:
    """Whether a finite verb comes soon: "that the bank would", against "that bank"."""
    return any(is_finite(token.lower) for token in tokens[at : at + 6])


def _is_measure(tokens: Sequence[Token], first: int, end: int) -> bool:
    """Whether the phrase is a figure with its measure, or a time."""
    last = tokens[end - 1]
    figured = any(not token.is_word and (token.text[0].isdigit() or token.text in "$£€") for token in tokens[first:end])
    if figured and (not last.is_word or last.lemma in words_of("measures") or last.lower in words_of("measures")):
        return True
    return last.lower in calendar() or last.lemma in words_of("times")
