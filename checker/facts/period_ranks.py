"""Superlatives and firsts that hold since some time: "the first since 2018" dates no event of its sentence."""

from __future__ import annotations

from checker.facts.period_reading import Reading
from checker.facts.period_words import Token, lexicon

_REACH = 12  # tokens from a superlative to its time: "the first increase of its kind by the bank since 2018"
_SHORTEST = 5  # letters of a superlative in -est


def is_ranked(tokens: tuple[Token, ...], reading: Reading, relation: str) -> bool:
    """Whether the reading tells since when a superlative holds."""
    before = tokens[max(0, reading.first - _REACH) : reading.first]
    if relation != "since":
        return False
    stops = lexicon().sets["clause_stops"]
    for token in reversed(before):
        if token.low in stops:
            return False
        if _is_superlative(token):
            return True
    return False


def _is_superlative(token: Token) -> bool:
    sets = lexicon().sets
    formed = token.low.endswith("est") and len(token.low) >= _SHORTEST and token.low not in sets["not_superlatives"]
    return formed or token.low in sets["superlatives"]
