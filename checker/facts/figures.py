"""What sort of figure a sum, a percentage or a duration is: price, loss, inflation, delay (data/figures.yaml).

The word that names it stands beside the number or governs it: "a $2m fine", "fined $2m", "the fine, of $2m". All
such words near the number are weighed by how far they stand from it and what lies between; the cheapest one wins.
"""

from __future__ import annotations

import functools
from dataclasses import dataclass

from checker.facts.context import word_set
from checker.facts.lexicon import lemma
from checker.facts.nouns import ends_phrase
from checker.facts.numeral_words import number_words
from checker.facts.tokens import Tokens
from checker.facts.wordlists import mapping, section, words
from checker.values.quantity import Dimension

_STANCE_BEFORE, _STANCE_AFTER = 9, 6  # ... for a word that says it is a target
_BEFORE, _AFTER = 24, 9  # tokens to look at on either side
_LONGEST_ASIDE = 16  # tokens between the two commas of one
_SENTENCE_ENDS = frozenset(".;!?")
_CLAUSE_ENDS = frozenset((".", ";", "!", "?", ":", ",", "—", "and", "but", "while", "after", "before", "when", "as"))
_PARTS = {
    Dimension.MONEY: "money",
    Dimension.PERCENT: "percent",
    Dimension.POINTS: "percent",
    Dimension.DURATION: "duration",
}
# Costs in tokens: what each obstacle between a word and the number is worth.
_DEAREST = 24.0
_IN_PHRASE = 6.0  # the word stands behind a preposition: the "loan" of "profit of its loan arm"
_COMPOUND = 4.0  # another noun follows it: the "price" of "price war"
_OTHER_FIGURE = 9.0  # a number stands between
_COMMA = 2.0
_BEHIND = 3.0  # it stands after the number
_FOR = 3.0  # "for $5m" is a price unless a word nearer than this says otherwise
_OWN_NUMBER = 5.0  # "to" or "for" before a word behind the number: it is a purpose


@dataclass(frozen=True, slots=True)
class FigureWords:
    """Lemmas, or two of them, to the sort of figure that they name; and which of these are verbs."""

    single: dict[str, str]
    double: dict[tuple[str, str], str]
    verbs: frozenset[str]


@functools.cache
def figure_words(part: str) -> FigureWords:
    """The words of ``part``: "money", "percent" or "duration"."""
    single: dict[str, str] = {}
    double: dict[tuple[str, str], str] = {}
    verbs: set[str] = set()
    for name, entry in mapping(section("figures", part), part).items():
        for sort, listed in mapping(entry, name).items():
            for word in words(listed):
                parts = word.split("+")
                if len(parts) > 1:
                    double[parts[0], parts[1]] = name
                    continue
                single.setdefault(word, name)
                if sort == "verbs":
                    verbs.add(word)
    return FigureWords(single, double, frozenset(verbs))


@functools.cache
def figure_names() -> tuple[str, ...]:
    """Every sort of figure that there is, of whatever part: what the measure of a quantity can be."""
    parts = [mapping(section("figures", part), part) for part in ("money", "percent", "duration")]
    return tuple(sorted({name for part in parts for name in part}))


@functools.cache
def _shares() -> dict[str, str]:
    table = mapping(section("figures", "shares"), "shares")
    return {word: name for name, listed in table.items() for word in words(listed)}


def figure_of(
    tokens: Tokens, dimension: Dimension, first: int, past: int, counted: tuple[str | None, bool]
) -> str | None:
    """The sort of figure of the quantity at the tokens [first, past); None where nothing near names one.

    ``counted`` is the noun that it is of, and whether that noun stands behind the number: "$3m in deposits".
    """
    part = _PARTS.get(dimension)
    if part is None:
        return None
    table = figure_words(part)
    noun, behind = counted
    if behind and noun is not None and noun not in word_set("owned", "figures"):
        named = _shares().get(noun) if part == "percent" else table.single.get(noun)
        if named is not None:
            return named
    found = [*_before(tokens, first, table), *_after(tokens, past, table)]
    cost, name = min(found, key=lambda pair: pair[0], default=(_DEAREST, None))
    if tokens.word(first - 1) == "for" and dimension is Dimension.MONEY and cost > _FOR:
        return "price"
    if cost < _DEAREST:
        return name
    return "proportion" if behind and dimension is Dimension.PERCENT else None


def stance_of(tokens: Tokens, dimension: Dimension, first: int, past: int) -> tuple[str, ...]:
    """ "target" of a figure that is aimed at, "expected" of one that was looked for; () of any other."""
    if _PARTS.get(dimension, "duration") == "duration":
        return ()
    for here in range(first - 1, max(-1, first - _STANCE_BEFORE), -1):
        if tokens.words[here] in _SENTENCE_ENDS:
            break
        found = _stance(tokens.words[here])
        if found:
            return found
    told = tokens.word(past) in ("that", "which")  # "the 5% that it aims for"
    for here in range(past, min(len(tokens), past + _STANCE_AFTER)):
        word = tokens.words[here]
        if word in _CLAUSE_ENDS or (not told and ends_phrase(word)):
            break
        found = _stance(word)
        if found:
            return found
    return ()


def _stance(word: str) -> tuple[str, ...]:
    base = lemma(word)
    if base in word_set("aimed", "figures"):
        return ("target",)
    return ("expected",) if base in word_set("awaited", "figures") else ()


def _before(tokens: Tokens, first: int, table: FigureWords) -> list[tuple[float, str]]:
    found: list[tuple[float, str]] = []
    extra, here = 0.0, first
    while here > max(0, first - _BEFORE):
        here -= 1
        word = tokens.words[here]
        if word in _SENTENCE_ENDS:
            break
        if word == ",":
            opened = _aside(tokens, here)
            extra += _COMMA if opened is None else _COMMA - (here - opened)
            here = here if opened is None else opened
        elif tokens.kinds[here] != "a":
            extra += _OTHER_FIGURE if tokens.kinds[here] == "9" else _COMMA if word == "(" else 0.0
        else:
            name = _named(tokens, here, table)
            if name is not None:
                found.append((first - here + extra + _hidden(tokens, here, first, table), name))
    return found


def _aside(tokens: Tokens, at: int) -> int | None:
    """The comma that opens what the one at ``at`` closes: "profit, which was $5m a year ago, is $7m"; or None."""
    for here in range(at - 1, max(-1, at - _LONGEST_ASIDE), -1):
        if tokens.words[here] == ",":
            return here if tokens.word(here + 1) in ("which", "who", "whose", "where", "up", "down", "at") else None
        if tokens.words[here] in _SENTENCE_ENDS:
            return None
    return None


def _after(tokens: Tokens, past: int, table: FigureWords) -> list[tuple[float, str]]:
    found: list[tuple[float, str]] = []
    extra, attributive = _BEHIND, True
    for here in range(past, min(len(tokens), past + _AFTER)):
        word = tokens.words[here]
        if word in _CLAUSE_ENDS or tokens.kinds[here] == "9":
            break
        if tokens.kinds[here] != "a":
            continue
        attributive = attributive and word not in word_set("stops", "nouns")
        name = _named(tokens, here, table)
        if name is not None:
            found.append((0.5 + here - past if attributive else here - past + extra, name))
        extra += _OWN_NUMBER * (word in ("to", "for"))
    return found


def _named(tokens: Tokens, at: int, table: FigureWords) -> str | None:
    if tokens.kind(at - 1) == "9" or tokens.word(at - 1) in number_words().scales:
        return None  # the unit of another number: "10 million pesos"
    word, following = tokens.words[at], tokens.word(at + 1)
    base = lemma(word)
    if base == "rate" and tokens.word(at + 1) == "of":
        base = lemma(tokens.word(at + 2))
    opened = (word if following == "of" else base, following)  # "the share of", not "shares of"
    pair = table.double.get((lemma(tokens.word(at - 1)), base)) or table.double.get(opened)
    if pair is None and base not in table.verbs and word.endswith(("ed", "ing")) and base != word:
        return None  # "ordered" is no order
    return pair or table.single.get(base)


def _hidden(tokens: Tokens, at: int, first: int, table: FigureWords) -> float:
    """What it costs that a word before the number is not the head of what the number is said of."""
    following, base = tokens.word(at + 1), lemma(tokens.words[at])
    if base in table.verbs:
        return 0.0
    cost = 0.0
    before = tokens.word(at - 1 - (tokens.word(at - 1) in ("the", "its", "their", "a", "his", "her")))
    if before in word_set("inside", "figures") and following != "of":
        cost += _IN_PHRASE
    plain = tokens.is_word(at + 1) and at + 1 < first and following not in word_set("stops", "nouns")
    if plain and following not in word_set("verbs", "nouns") and following not in number_words().small:
        moves = word_set("up", "changes") | word_set("down", "changes") | word_set("reaching", "statuses_context")
        cost += 0.0 if following in moves else _COMPOUND
    return cost
