"""Negations of what is charged: "rejected the claim that", "dismissed any link", "reports that it burst were false"."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from typing import Literal

from checker.facts.lexemes import Token
from checker.facts.wordlists import phrases, section

NEAR = 5  # tokens from a verb to the charge that it denies: "rejected the defence ministry's latest claim"
FAR = 25  # tokens from a charge to the word that calls it untrue
_BE = frozenset({"is", "are", "was", "were", "be", "been"})
_SAYING = frozenset({"that", "of"})
_SUBJECT_ENDS = frozenset(".;:!?—")


def find_denials(tokens: Sequence[Token]) -> Iterator[tuple[int, int, Literal["verbs"]]]:
    """(first, end, sort) of what denies a charge; what it denies begins at ``end``."""
    for at, token in enumerate(tokens):
        end = None
        if token.lemma in _words("disowning"):
            end = _charge(tokens, at)
        elif token.lemma in _words("charges") and _is_untrue(tokens, at):
            end = at + 1
        if end is not None:
            yield at, end, "verbs"


def _charge(tokens: Sequence[Token], verb: int) -> int | None:
    """The token behind the charge that the verb has for an object. "A report" is one only with what it says."""
    for at in range(verb + 1, min(len(tokens), verb + NEAR)):
        token = tokens[at]
        if not token.is_word or token.lower == "that":
            return None
        if token.lemma in _words("charges"):
            says = at + 1 < len(tokens) and tokens[at + 1].lower in _SAYING
            return at + 1 if token.lemma != "report" or token.lower == "reports" or says else None
    return None


def _is_untrue(tokens: Sequence[Token], charge: int) -> bool:
    """Whether the sentence goes on to call the charge untrue: "reports that the dam had burst were false"."""
    if charge + 1 >= len(tokens) or tokens[charge + 1].lower not in _SAYING:
        return False
    for at in range(charge + 2, min(len(tokens), charge + FAR)):
        if tokens[at].text in _SUBJECT_ENDS:
            return False
        if tokens[at].lower in _words("untrue"):
            return tokens[at - 1].lower in _BE
    return False


@functools.cache
def _words(name: str) -> frozenset[str]:
    return frozenset(phrases(section("negation", name)))
