"""Attributions without a subject that says something: "Police: ...", "it was claimed", "reportedly"."""

from __future__ import annotations

from checker.facts.finite import has_finite
from checker.facts.reporting import Words, adverbs, forms, group, unnamed, when_or_where
from checker.facts.speakers import is_boundary
from checker.values.claim import Attribution
from checker.values.text import Span

_HEADLINE_WORDS = 6  # a longer run before a colon names no speaker


def impersonal(words: Words, i: int) -> Attribution | None:
    """ "It was claimed last night", "is said to have fled": somebody says it, nobody says who."""
    j = i - 1
    while j > 0 and words.at(j) in group("between"):
        j -= 1
    if words.at(j) not in group("be_forms"):
        return None
    verb = forms()[words.at(i)].lemma if words.at(i) in forms() else "say"
    end = i + 1
    match = when_or_where().match(words.text, words.ends[i])
    while match and end < len(words) and words.ends[end] <= match.end():
        end += 1
    subject = j - 1 if words.at(j) != "been" else j - 2
    if words.at(subject) == "it" and (is_boundary(words, end) or words.at(end) == "that"):
        return Attribution(unnamed(), verb, Span(words.starts[subject], words.ends[end - 1]))
    if words.at(i) in group("impersonal_to") and words.at(i + 1) == "to" and words.at(i + 2) in ("have", "be"):
        return Attribution(unnamed(), verb, Span(words.starts[j], words.ends[i]))
    return None


def headline(words: Words) -> Attribution | None:
    """ "Spy agency: ..." and "... - police", where a noun of those who speak stands before or after the sign."""
    nouns = group("speaker_nouns")
    for i in range(1, min(_HEADLINE_WORDS, len(words) - 1)):
        if words.at(i) == ":":
            named = words.at(i - 1) in nouns and not has_finite(words.lower[: i - 1])
            return Attribution(words.text[: words.ends[i - 1]], "say", Span(0, words.ends[i])) if named else None
    for i in range(max(1, len(words) - _HEADLINE_WORDS), len(words) - 1):
        gap = words.starts[i] > words.ends[i - 1] and words.starts[i + 1] > words.ends[i]
        if words.at(i) in ("-", "–", "—") and gap and words.at(len(words) - 1) in nouns:
            speaker = words.text[words.starts[i + 1] : words.ends[-1]]
            return Attribution(speaker, "say", Span(words.starts[i], words.ends[-1]))
    return None


def adverb(words: Words) -> Attribution | None:
    """ "Reportedly", "allegedly": somebody says so."""
    lemmas = adverbs()
    for i, word in enumerate(words.lower):
        if word in lemmas:
            return Attribution(unnamed(), lemmas[word], Span(words.starts[i], words.ends[i]))
    return None
