"""Content words, and whether each is negated: "did not reject", "no one was hurt", "failed to agree"."""

from __future__ import annotations

from checker.facts.lexemes import Token, lexemes
from checker.facts.lexicon import calendar, lemma, stopwords
from checker.facts.negation import negated, negations, opposite_of
from checker.values.claim import Term
from checker.values.text import Span


def find_terms(text: str) -> tuple[Term, ...]:
    """The verbs, nouns, adjectives and adverbs of ``text`` that carry meaning, names among them, in order.

    Not stop words ("said" is one), numbers, nor the words of a negation itself, unless
    they are verbs: "failed to agree" gives ``fail`` and, negated, ``agree``. Two negations cancel.
    """
    tokens, flags = lexemes(text), negated(text)
    spent = {at for cue in negations(text) if cue.sort != "verbs" for at in range(cue.first, cue.end)}
    terms = []
    for at, token in enumerate(tokens):
        if not token.is_word or at in spent or not _carries(token):
            continue
        denied = opposite_of(token.lower)
        terms.append(
            Term(lemma(denied) if denied else token.lemma, Span(token.start, token.end), flags[at] != bool(denied))
        )
    return tuple(terms)


def _carries(token: Token) -> bool:
    """Whether a word says something by itself. Forms are asked too: "was" has the lemma "be", "said" has "say"."""
    lower, stops = token.lower, stopwords()
    if len(lower) < 2 or lower in stops or token.lemma in stops:
        return False
    return not (token.capital and lower in calendar())
