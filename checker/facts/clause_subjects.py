"""The subject of a verb, as far as the words before it tell: right before it, shared with an earlier verb, or taken up.

All within windows of fixed size.
"""

from __future__ import annotations

from collections.abc import Sequence

from checker.facts.finite import is_finite
from checker.facts.lexemes import Token, lexemes
from checker.facts.lexicon import is_verb
from checker.facts.noun_phrases import Noun, is_name_at, noun_left
from checker.facts.noun_phrases import words_of as _words
from checker.facts.vocabulary import kept

REACH = 12  # tokens between a verb and what it shares its subject with
DEPTH = 3  # verbs that are gone back over: "wanted to try to sell"
KEPT = 8192  # sentences whose subject is kept: each is asked for with many others
MARKS = frozenset(";:—–()!?")


@kept(KEPT)
def main_subject(text: str) -> Noun | None:
    """The subject of the first finite verb that has one: what "it" in the next sentence most likely takes up."""
    tokens = lexemes(text)
    for at, token in enumerate(tokens[: 3 * REACH]):
        if at and token.is_word and is_finite(token.lower) and not is_name_at(tokens, at):
            found = subject_of(tokens, at)
            if found is not None:
                return found
    return None


def subject_of(tokens: Sequence[Token], verb: int, depth: int = DEPTH) -> Noun | None:
    """The subject of the verb at ``verb``: before it, before the verb it is joined to, or before "who"."""
    at = _before_verb(tokens, verb)
    if at < 0 or depth == 0:
        return None
    token = tokens[at]
    if token.lower == "to":
        return _controller(tokens, at, depth)
    if token.lower in _words("relatives") and at:
        return noun_left(tokens, at - (tokens[at - 1].text == ","))
    if token.text == ",":
        return _over_comma(tokens, at, verb, depth)
    if token.lower in _words("joins") or token.lower in _words("prepositions"):
        return _shared(tokens, at, depth)
    relative = _relative_before(tokens, at)
    return noun_left(tokens, at + 1 if relative is None else relative)


def _before_verb(tokens: Sequence[Token], verb: int) -> int:
    """The word before ``verb`` and its auxiliaries, adverbs and measure: "rate" of "the rate was 4.5% higher"."""
    at, measured = verb - 1, False
    while at >= 0:
        token = tokens[at]
        measured = measured or token.lower in _words("measures") or token.text == "%"
        figure = measured and (token.text[0].isdigit() or token.text in ".,%$£€" or token.lower in _words("measures"))
        if not (figure or token.lower in _words("between") or (token.is_word and token.lower.endswith("ly"))):
            break
        at -= 1
    return at


def _relative_before(tokens: Sequence[Token], at: int) -> int | None:
    """Where the "that" of "the siren that warns the town failed" stands: its verb lies between it and ``at``."""
    verb = False
    for here in range(at, max(0, at - 2 * REACH), -1):
        token = tokens[here]
        if token.text in MARKS or token.text == ",":
            return None
        if token.lower in _words("relatives"):
            return here if verb and not is_finite(tokens[here - 1].lower) else None
        verb = verb or (token.is_word and is_finite(token.lower) and here < at)
    return None


def _controller(tokens: Sequence[Token], to: int, depth: int) -> Noun | None:
    """Who is to do what stands in the infinitive: "told makers to pull it": the makers; "plans to": who plans."""
    if to and is_verb(tokens[to - 1].lower) and not leads_noun(tokens, to - 2):
        return subject_of(tokens, to - 1, depth - 1)
    between = noun_left(tokens, to)
    verb = _verb_before(tokens, to)
    if between is not None and between.head and between.head not in _words("intentions"):
        return between
    return None if verb is None else subject_of(tokens, verb, depth - 1)


def _shared(tokens: Sequence[Token], at: int, depth: int) -> Noun | None:
    """The subject of the verb before, which the one behind "and" or "after" shares."""
    verb = _verb_before(tokens, at)
    return None if verb is None else subject_of(tokens, verb, depth - 1)


def _over_comma(tokens: Sequence[Token], comma: int, verb: int, depth: int) -> Noun | None:
    """The subject before an insertion: "Rossi, the chair, rejected"; before a participle the one that is shared."""
    if tokens[verb].lower.endswith("ing"):
        return _shared(tokens, comma, depth)
    for at in range(comma - 1, max(-1, comma - 2 * REACH), -1):
        if tokens[at].text == ",":
            return noun_left(tokens, at)
        if tokens[at].text in MARKS:
            break
    return _shared(tokens, comma, depth)


def _verb_before(tokens: Sequence[Token], at: int) -> int | None:
    """The nearest word before ``at`` that is a finite verb by its form, in its sentence part."""
    for here in range(at - 1, max(-1, at - 3 * REACH), -1):
        token = tokens[here]
        if token.text in MARKS:
            return None
        if token.is_word and is_finite(token.lower) and not is_name_at(tokens, here):
            led = here > 0 and tokens[here - 1].lower in _words("determiners")
            if not led:
                return here
    return None


def leads_noun(tokens: Sequence[Token], at: int) -> bool:
    """Whether the word at ``at`` shows that a noun or its attribute follows."""
    if at < 0:
        return False
    lower = tokens[at].lower
    return lower in _words("determiners") or lower in _words("possessives") or lower in _words("prepositions")
