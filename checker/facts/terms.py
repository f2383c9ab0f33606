"""Content words, and whether each is negated: "did not reject", "no one was hurt", "failed to agree"."""

from __future__ import annotations

from checker.facts.lexemes import lexemes
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
    stops, dates = stopwords(), calendar()
    terms = []
    for at, (text_of, lower, base, start, end, is_word) in enumerate(tokens):
        # Forms are asked as well as lemmas: "was" has the lemma "be", "said" has "say".
        if not is_word or lower in stops or base in stops or len(lower) < 2 or at in spent:
            continue
        if lower in dates and text_of[0].isupper():
            continue
        denied = opposite_of(lower)
        terms.append(Term(lemma(denied) if denied else base, Span(start, end), flags[at] != bool(denied)))
    return tuple(terms)
