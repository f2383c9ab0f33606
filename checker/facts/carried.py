"""A number whose noun stands in the sentence before: "Five gunmen ... Three of them", "All five", "police said 500"."""

from __future__ import annotations

from dataclasses import replace

from checker.facts.context import word_set
from checker.facts.finite import is_finite
from checker.facts.nouns import is_plural, noun_phrase, singular
from checker.facts.numeral_words import number_words
from checker.facts.tokens import Tokens, tokenize
from checker.values.claim import Facts
from checker.values.quantity import Dimension, Quantity

_LONGEST_CONTEXT = 600  # characters to look back over
_MODIFIERS = 3  # words before a noun that may belong to it: "two young North Korean soldiers"
_OPENING = 5  # characters before a number that opens its claim: "All four"
_NEXT_WORD = 20  # characters in which the word behind a number stands
_REPORTING = 24  # characters to look at for "spoke of"


def carried(facts: Facts, text: str, offset: int, context: str) -> Facts:
    """The facts of one claim, with the noun that its bare counts leave out taken from what was said just before.

    ``text`` is the claim, which begins at ``offset`` of the document; ``context`` the text before it, at best the
    rest of its sentence and the sentence before. Only a part ("three of them"), a number that opens the claim, and one
    that somebody is said to give ("police said 500") look back: of other bare numbers nobody knows what they count.
    """
    waiting = [q for q in facts.quantities if _waits(q, text, offset)]
    found = _antecedent(tokenize(context[-_LONGEST_CONTEXT:])) if waiting else None
    if found is None:
        return facts
    noun, modifiers = found
    filled = tuple(
        replace(q, counted=noun, qualifiers=tuple(dict.fromkeys((*modifiers, *q.qualifiers)))) if q in waiting else q
        for q in facts.quantities
    )
    return replace(facts, quantities=filled)


def _waits(q: Quantity, text: str, offset: int) -> bool:
    """Whether the quantity leaves its noun to the sentence before."""
    if q.dimension is not Dimension.COUNT or not q.comparable or q.counted is not None or q.interval.high == 0:
        return False  # "none", "nobody" speak of all there are
    start, end = q.span.start - offset, q.span.end - offset
    before = text[max(0, start - _REPORTING) : start].lower().split()
    spoken = before[-2:] in (["spoke", "of"], ["speak", "of"])
    said = bool(before) and (spoken or before[-1] in word_set("said_of_figures"))
    following = text[end : end + _NEXT_WORD].split()[:1]
    opens = start <= _OPENING and bool(following) and is_finite(following[0])
    return q.part or opens or said


def _antecedent(tokens: Tokens) -> tuple[str, tuple[str, ...]] | None:
    """The last plural in the text that news counts, as a lemma, with the words that narrow it."""
    counted = word_set("persons", "nouns") | word_set("countable", "nouns")
    for here in range(len(tokens) - 1, -1, -1):
        word = tokens.words[here]
        if not tokens.is_word(here) or not is_plural(word):
            continue
        if singular(word) not in counted and not tokens.capital(here):
            continue
        first = here
        while first > max(0, here - _MODIFIERS) and _modifies(tokens, first - 1):
            first -= 1
        phrase = noun_phrase(tokens, first, plural=True)
        if phrase is not None and phrase.last == here + 1 and (singular(word) in counted or phrase.head == "person"):
            return phrase.head, phrase.modifiers
    return None


def _modifies(tokens: Tokens, at: int) -> bool:
    """Whether the word at ``at`` is a capitalised adjective: "North Korean". Others say little across sentences."""
    word = tokens.word(at)
    return tokens.capital(at) and word not in word_set("stops", "nouns") and word not in number_words().small
