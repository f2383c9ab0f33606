"""The verb that a noun is made from: "involvement" -> "involve", "approval" -> "approve", "denial" -> "deny"."""

from __future__ import annotations

import functools

from checker.facts.lexicon import is_verb, lemma
from checker.facts.wordlists import section, word_table, words

# What an ending of a noun stands for in its verb, to be tried in order: "confirm-ation", "evacu-ation" of "evacuate".
_ENDINGS = (
    ("ment", ("", "e")),
    ("ation", ("", "e", "ate")),
    ("ion", ("", "e")),
    ("al", ("", "e")),
    ("ance", ("", "e")),
)
_SHORTEST = 3  # letters of a stem: "ration" is made from no verb


@functools.lru_cache(maxsize=65536)
def verb_of(noun: str) -> str:
    """The verb that ``noun``, a lemma, is made from; the lemma itself where none is known."""
    listed = _listed().get(noun)
    if listed is not None:
        return listed
    if noun in _not_made():
        return noun
    for ending, replacements in _ENDINGS:
        stem = noun.removesuffix(ending)
        if stem != noun and len(stem) >= _SHORTEST:
            return next((stem + more for more in replacements if is_verb(stem + more)), noun)
    return noun


@functools.cache
def _listed() -> dict[str, str]:
    return {lemma(noun): verb for noun, verb in word_table(section("predicates", "nominal"), "predicates.yaml").items()}


@functools.cache
def _not_made() -> frozenset[str]:
    return frozenset(words(section("predicates", "not_nominal")))
