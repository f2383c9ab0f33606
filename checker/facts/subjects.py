"""What a figure without a noun of its own is of: "turnout was 63%", "a loss of $1.8bn", "the toll rose to 45"."""

from __future__ import annotations

from checker.facts.context import word_set
from checker.facts.nouns import NounPhrase, ends_phrase, is_plural, noun_phrase, singular
from checker.facts.numeral_words import number_words
from checker.facts.statuses import status_after, status_table
from checker.facts.tokens import Tokens

_BEFORE_VERBS = ("to", "will", "would", "must", "can", "could", "should", "may", "might", "not")
_PERCENT = ("%", "percent", "cent", "pct")
_REACH = 14
_NEAR_BODY = 9  # tokens between "the contingent" and the verb that leads to its number
_SENTENCE_ENDS = frozenset([".", ";", "!", "?"])


def measured_before(tokens: Tokens, first: int) -> tuple[str, int] | None:
    """The nearest noun before token ``first`` of which figures are said (its lemma and token), in its sentence."""
    measures = word_set("measures", "nouns")
    for here in range(first - 1, max(-1, first - _REACH), -1):
        word = tokens.words[here]
        if word in _SENTENCE_ENDS:
            return None
        lemma = singular(word)
        if lemma in measures and tokens.is_word(here) and tokens.word(here - 1) not in _BEFORE_VERBS:
            if tokens.kind(here - 1) == "9" or tokens.word(here - 1) in number_words().scales:
                continue  # the unit of another number
            if tokens.word(here - 1) == "of" and tokens.word(here - 2) in _PERCENT:
                continue  # the whole of another share
            if lemma == "share" and tokens.word(here + 1) in ("price", "prices"):
                continue
            return lemma, here
    return None


def toll_before(tokens: Tokens, first: int) -> tuple[str, ...]:
    """The qualifiers of "the death toll rose to" and its like, where such a subject leads to the number."""
    table = status_table().measures
    here = _before_reaching(tokens, first)
    for end in range(here + 1, max(0, here - 6), -1):
        for length in (3, 2, 1):
            phrase = tokens.words[max(0, end - length) : end]
            if len(phrase) == length and phrase in table:
                if is_plural(tokens.word(end)) and tokens.word(end) not in word_set("reaching", "statuses_context"):
                    return ()  # "the number of dead birds"
                return (table[phrase],) if _of_persons(tokens, end - length, phrase) else ()
        if not tokens.is_word(end - 1) or (
            ends_phrase(tokens.word(end - 1)) and tokens.word(end - 1) not in ("in", "from", "of", "the", "at", "for")
        ):
            return ()
    return ()


def _before_reaching(tokens: Tokens, first: int) -> int:
    """The token before the verb that leads from a subject to its number: the "toll" of "the toll has risen to"."""
    reaching = word_set("reaching", "statuses_context")
    here = first - 1
    while here >= 0 and here > first - 10 and (tokens.words[here] in reaching or tokens.words[here] in (",", ":")):
        here -= 1
    return here


def collective_before(tokens: Tokens, first: int) -> tuple[str, int] | None:
    """The body of people that is as many as the number at ``first``, and its token: "the crowd was", "a force of"."""
    bodies = word_set("collectives", "statuses_context")
    here = _before_reaching(tokens, first)
    if here == first - 1:
        return None
    for at in range(here, max(-1, here - _NEAR_BODY), -1):
        if tokens.kinds[at] != "a" or tokens.words[at] in word_set("clause_ends", "statuses_context"):
            return None
        if tokens.words[at] in bodies and (at == here or ends_phrase(tokens.word(at + 1))):
            return tokens.words[at], at
    return None


def capacity_before(tokens: Tokens, first: int) -> bool:
    """Whether the bare number at ``first`` says how many a place holds: "the hall seats 900"."""
    return tokens.word(first - 1) in word_set("seating", "statuses_context")


def _of_persons(tokens: Tokens, at: int, phrase: tuple[str, ...]) -> bool:
    """Whether "toll" or "missing" alone is the subject, and no "road toll" of coins nor an adjective."""
    if phrase == ("toll",):
        return tokens.word(at - 1) not in word_set("tolls_of_coins", "statuses_context")
    if tokens.word(at + 1) in ("number", "numbers", "numbered") or tokens.word(at + 2) in (
        "number",
        "numbers",
        "numbered",
    ):
        return True
    return len(phrase) > 1 or tokens.word(at - 1) in (
        "",
        ";",
        "the",
        "official",
        "confirmed",
        "overall",
        "total",
        "current",
        "latest",
        "its",
    )


def number_of(tokens: Tokens, first: int) -> tuple[NounPhrase, tuple[str, ...]] | None:
    """ "The number of North Korean soldiers killed reached": what is counted, and what befell them."""
    for here in range(first - 2, max(-1, first - 22), -1):
        word = tokens.words[here]
        if word in _SENTENCE_ENDS:
            return None
        if word == "of" and tokens.word(here - 1) in word_set("counters", "statuses_context"):
            start = here + 1 + (tokens.word(here + 1) in ("the", "its", "their", "all"))
            phrase = noun_phrase(tokens, start, plural=True)
            if phrase is None or phrase.past > first:
                return None
            return phrase, status_after(tokens, phrase.past)
    return None
