"""Counts that say themselves that persons are counted: "nobody", "12 deaths", "30 dead and wounded", "3 bodies"."""

from __future__ import annotations

from checker.facts.context import word_set
from checker.facts.measures import Measure
from checker.facts.statuses import status_table
from checker.facts.tokens import Tokens

ADDITIONAL = ("more", "additional", "further", "extra", "another")
_CONTEXT = "statuses_context"
_REMAINS_REACH = 9  # tokens between "bodies" and what tells that they are of the dead


def is_nobody(tokens: Tokens, measure: Measure) -> bool:
    """Whether the measure is "nobody" or "no one", which say themselves that persons are counted."""
    last = measure.last - 1
    word, before = tokens.word(last), tokens.word(last - 1)
    return measure.high == 0 and (word == "nobody" or (word == "one" and before in ("no", "-")))


def added(tokens: Tokens, measure: Measure, start: int, at: int, past: int) -> tuple[str, ...]:
    """ "a further six", "six more", "another six" come on top of others; "six more than usual" are in excess."""
    before = tokens.words[max(0, start - 1) : measure.first]
    if tokens.word(at) not in ADDITIONAL and not any(word in ADDITIONAL and word != "more" for word in before):
        return ()
    usual = tokens.word(past) == "than" and not word_set("usual", "statuses_context").isdisjoint(
        tokens.words[past + 1 : past + 4]
    )
    return ("excess",) if usual else ("additional",)


def status_noun(
    tokens: Tokens, noun: str | None, modifiers: tuple[str, ...], at: int, past: int
) -> tuple[tuple[str, ...], int]:
    """The statuses where what is counted is one itself: "12 deaths", "30 dead and wounded", "500 cholera cases"."""
    table = status_table().nouns
    if noun is not None:
        if noun in table:
            return (table[noun],), past
        if _are_remains(tokens, noun, modifiers, at, past):
            return ("dead",), past
        ill = noun == "case" and not word_set("illness", "statuses_context").isdisjoint(
            {*(part for m in modifiers for part in m.split()), tokens.word(past + 1), tokens.word(past)}
        )
        return (("infected",), past) if ill else ((), past)
    here = at + (tokens.word(at) in ADDITIONAL)
    passive = status_table().passive
    found = []
    while tokens.word(here) in passive or tokens.word(here) in table:
        word = tokens.word(here)
        found.append(passive.get(word) or table[word])
        after = tokens.word(here + 1)
        if after in ("and", "or") and tokens.word(here + 2) in passive:
            here += 2
            continue
        return tuple(dict.fromkeys(found)), here + 1
    return (), past


def _are_remains(tokens: Tokens, noun: str, modifiers: tuple[str, ...], at: int, past: int) -> bool:
    """Whether the "bodies" are those of the dead: "recovered 12 bodies", but not "two bodies tied to the ministry"."""
    if noun not in word_set("remains", _CONTEXT) or not word_set("of_remains", _CONTEXT).issuperset(modifiers):
        return False
    around = (*tokens.words[max(0, at - _REMAINS_REACH) : at], *tokens.words[past : past + _REMAINS_REACH])
    return noun != "body" or not word_set("finding", _CONTEXT).isdisjoint(around)
