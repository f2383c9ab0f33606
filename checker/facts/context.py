"""Small word sets by name (data/contexts.yaml), and the look around a token for one of them."""

from __future__ import annotations

import functools

from checker.facts.tokens import Tokens
from checker.facts.wordlists import section, words

_SENTENCE_ENDS = frozenset((".", ";", ":", "!", "?", ""))


@functools.cache
def word_set(key: str, file: str = "contexts") -> frozenset[str]:
    """The words under ``key`` of ``data/<file>.yaml``."""
    return frozenset(words(section(file, key)))


def near(tokens: Tokens, first: int, last: int, key: str, *, before: int = 6, after: int = 4) -> bool:
    """Whether a word of the set stands so many tokens before ``first`` or from ``last`` on, in the same clause."""
    wanted = word_set(key)
    for step, edge, reach in ((-1, first - 1, before), (1, last, after)):
        for here in range(edge, edge + step * reach, step):
            word = tokens.word(here)
            if word in _SENTENCE_ENDS:
                break
            if word in wanted:
                return True
    return False
