"""Names of peoples used as nouns: "300 North Koreans" are 300 persons, and North Korean."""

from __future__ import annotations

import functools

from checker.facts.lexicon import is_common
from checker.facts.tokens import Tokens
from checker.facts.wordlists import mapping, phrases, section

_SECTIONS = ("regions", "countries", "states")
_SURE = ("ians", "eans", "aans", "oans", "nese")  # no common noun in lower case stands behind a number with these
_CRAFTS = ("icians", "arians", "rdians")  # magicians, librarians, guardians
_SHORTEST = 5
_LONGEST_NAME = 3  # words of "south sea islanders"


@functools.cache
def people_nouns() -> dict[str, str]:
    """Nouns for peoples, in the plural and lower case, to their adjective: "poles" to "polish"."""
    table: dict[str, str] = {}
    for part in _SECTIONS:
        for place, value in mapping(section("places", part), f"places.yaml {part}").items():
            named = phrases(mapping(value, place).get("people", ""))
            table.update((noun, named[0]) for noun in named[1:])
    return table


def people_at(tokens: Tokens, first: int, last: int) -> tuple[int, str] | None:
    """Where the name of a people begins that ends right before token ``last``, and its adjective; None elsewhere.

    ``first`` is where the noun phrase begins. A name that the gazetteer does not have is known by its ending.
    """
    if not tokens.capital(last - 1):
        return None
    for begin in range(max(first, last - _LONGEST_NAME), last):
        known = people_nouns().get(" ".join(tokens.words[begin:last]))
        if known is not None and tokens.capital(begin):
            return begin, known
    word = tokens.word(last - 1)
    if len(word) < _SHORTEST or not word.endswith(_SURE) or word.endswith(_CRAFTS) or is_common(word):
        return None
    return last - 1, word.removesuffix("s")
