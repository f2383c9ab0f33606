"""Small word sets by name (data/contexts.yaml), and the look around a token for one of them."""

from __future__ import annotations

import functools

from checker.facts.tokens import Tokens
from checker.facts.wordlists import section, words


@functools.cache
def word_set(key: str, file: str = "contexts") -> frozenset[str]:
    """The words under ``key`` of ``data/<file>.yaml``."""
    return frozenset(words(section(file, key)))


def near(tokens: Tokens, first: int, last: int, key: str, *, before: int = 6, after: int = 4) -> bool:
    """Whether a word of the set stands at most so many tokens before ``first`` or from ``last`` on."""
    wanted = word_set(key)
    around = tokens.words[max(0, first - before) : first] + tokens.words[last : last + after]
    return not wanted.isdisjoint(around)
