"""What befell those who are counted, and how surely: killed, died and dead are one qualifier (data/statuses.yaml)."""

from __future__ import annotations

import functools
from dataclasses import dataclass

from checker.facts.context import word_set
from checker.facts.nouns import is_participle
from checker.facts.tokens import Tokens
from checker.facts.wordlists import load, mapping, phrases, word_table, words

_CONTEXT = "statuses_context"
_REACH = 16  # tokens from the noun to its predicate


Phrases = dict[str, tuple[tuple[tuple[str, ...], str], ...]]


@dataclass(frozen=True, slots=True)
class StatusTable:
    """Words to the qualifier that they stand for."""

    active: dict[str, str]  # before the number: "killed 12"
    passive: dict[str, str]  # after it: "12 were killed"
    nouns: dict[str, str]  # counted themselves: "12 deaths"
    measures: dict[tuple[str, ...], str]  # "the death toll"
    before: Phrases  # "rounded up 12", by the last word
    after: Phrases  # "12 were taken to hospital", by the first word
    certainty: dict[str, str]


@functools.cache
def status_table() -> StatusTable:
    """The table, read once."""
    parts: dict[str, dict[str, str]] = {"active": {}, "passive": {}, "nouns": {}}
    measures: dict[tuple[str, ...], str] = {}
    for qualifier, entry in mapping(load("statuses"), "statuses").items():
        fields = mapping(entry, qualifier)
        for part, table in parts.items():
            table.update((word, str(qualifier)) for word in words(fields.get(part, "")))
        measures.update((tuple(p.split()), str(qualifier)) for p in phrases(fields.get("measures", "")))
    certainty = word_table(load("certainty"), "certainty")
    before, after = _phrases("before", -1), _phrases("after", 0)
    return StatusTable(parts["active"], parts["passive"], parts["nouns"], measures, before, after, certainty)


def _phrases(part: str, key: int) -> Phrases:
    """The phrases of ``part``, found by the word at ``key``."""
    found: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for qualifier, entry in mapping(load("statuses"), "statuses").items():
        for phrase in phrases(mapping(entry, qualifier).get(part, "")):
            parts = tuple(phrase.split())
            found.setdefault(parts[key], []).append((parts, str(qualifier)))
    return {word: tuple(listed) for word, listed in found.items()}


@functools.cache
def qualifiers_of_status() -> frozenset[str]:
    """All qualifiers that say what befell: dead, injured, missing ..."""
    return frozenset(str(qualifier) for qualifier in mapping(load("statuses"), "statuses"))


def status_before(tokens: Tokens, first: int) -> tuple[str, ...]:
    """Qualifiers from the words that end right before token ``first``: "killed and wounded", "the deaths of"."""
    table = status_table()
    word, at = tokens.word(first - 1), first - 1
    if word == ":":
        word, at = tokens.word(first - 2), first - 2
    for phrase, status in table.before.get(word, ()):
        if tokens.words[max(0, at + 1 - len(phrase)) : at + 1] == phrase:
            return (status,)
    if word in table.active and tokens.word(at - 1) not in ("were", "was", "been", "being", "are"):
        also = tokens.word(at - 2) if tokens.word(at - 1) in ("and", "or") else ""
        return _unique(table.active.get(also), table.active[word])
    if word in ("of", "to", "for") and tokens.word(first - 2) in table.nouns:
        also = tokens.word(first - 4) if tokens.word(first - 3) in ("and", "or") else ""
        return _unique(table.nouns.get(also), table.nouns[tokens.word(first - 2)])
    if word in ("were", "was", "are", "is", "include", "included", "includes", "including"):
        for back in range(2, 6):
            named = table.nouns.get(tokens.word(first - back))
            if named and tokens.word(first - back - 1) in ("the", "and"):
                return (named,)
    return ()


def status_after(tokens: Tokens, at: int) -> tuple[str, ...]:
    """Qualifiers from the predicate that follows a counted noun, ``at`` being the token after the noun.

    "are known to have died", ", including a child, were killed or wounded", "confirmed dead". The search ends with
    the clause, at the next number, and at any other verb.
    """
    table, here = status_table(), at
    sure: list[str] = []
    while 0 < here < min(len(tokens), at + _REACH):
        word = tokens.words[here]
        if word == ",":
            here = _past_parenthesis(tokens, here)
            continue
        if _ends_clause(tokens, here, at):
            break
        for phrase, status in table.after.get(word, ()):
            if tokens.follows(here, phrase):
                return _unique(*sure, status)
        if word in table.passive:
            return () if _own_number(tokens, here) else _unique(*sure, *_listed(tokens, here, table))
        if word in word_set("losing", _CONTEXT) and _loses_life(tokens, here):
            return _unique(*sure, "dead")
        if word in table.certainty and word not in word_set("no_predicates", _CONTEXT):
            sure.append(table.certainty[word])
        elif _breaks(word):
            break
        here += 1
    return ()


def _ends_clause(tokens: Tokens, here: int, at: int) -> bool:
    """Whether what stands at ``here`` is no longer said of the noun that ends before ``at``."""
    word = tokens.words[here]
    if word in word_set("clause_ends", _CONTEXT) or tokens.kinds[here] == "9":
        return True
    return word in ("and", "or") and here > at and _own_number(tokens, here + 1)


def _loses_life(tokens: Tokens, at: int) -> bool:
    """ "lost their lives"."""
    return tokens.word(at + 1) in word_set("owners") and tokens.word(at + 2) in ("lives", "life")


def lives_lost(tokens: Tokens, start: int, past: int) -> bool:
    """Whether the lives counted between the tokens ``start`` and ``past`` ended: "claimed nine lives", "were lost"."""
    if tokens.word(start - 1) in word_set("life_taking", _CONTEXT) | word_set("losing", _CONTEXT):
        return True
    return not word_set("losing", _CONTEXT).isdisjoint(tokens.words[past : past + 4])


def certainty_after(tokens: Tokens, at: int) -> tuple[str, ...]:
    """How sure a count is by the predicate at ``at``: "12 deaths are confirmed", not "are believed to be linked"."""
    here = at
    while tokens.word(here) in word_set("copulas", _CONTEXT):
        here += 1
    sure = status_table().certainty.get(tokens.word(here)) if here > at else None
    return (sure,) if sure in ("confirmed", "suspected", "presumed") and tokens.word(here + 1) != "to" else ()


def certainties(modifiers: tuple[str, ...]) -> tuple[str, ...]:
    """The modifiers with words of certainty put in their common form: "lab-confirmed" -> "confirmed"."""
    table = status_table()
    return _unique(*(table.certainty.get(word, word) for word in modifiers))


def _unique(*found: str | None) -> tuple[str, ...]:
    return tuple(dict.fromkeys(word for word in found if word))


def _listed(tokens: Tokens, at: int, table: StatusTable) -> tuple[str, ...]:
    """The status at ``at`` and one joined to it: "killed or wounded"; of "shot dead" both words are looked at."""
    found = [table.passive[tokens.word(at)]]
    after = at + 1
    if tokens.word(after) in table.passive:
        found.append(table.passive[tokens.word(after)])
        after += 1
    if (
        tokens.word(after) in ("and", "or")
        and tokens.word(after + 1) in table.passive
        and not _own_number(tokens, after + 1)
    ):
        found.append(table.passive[tokens.word(after + 1)])
    sure = table.certainty.get(tokens.word(after + 1))
    if tokens.word(after) in (",", "and", "or") and sure and tokens.word(after + 2) in table.passive:
        found += [sure, table.passive[tokens.word(after + 2)]]  # "missing, presumed dead"
    return tuple(found)


def _own_number(tokens: Tokens, at: int) -> bool:
    """Whether the word at ``at`` governs a number of its own: "12 people and wounded 30"."""
    small = word_set("number_starts", _CONTEXT)
    for here in range(at, at + 4):
        if tokens.kind(here) == "9" or tokens.word(here) in small:
            return tokens.word(at) in status_table().active or here == at
        if here > at and tokens.word(here) not in word_set("to_a_number", _CONTEXT):
            return False
    return False


def _past_parenthesis(tokens: Tokens, at: int) -> int:
    """The token after the comma that closes what the comma at ``at`` opens; 0 where it opens nothing to skip."""
    if tokens.word(at + 1) not in word_set("parenthetic", _CONTEXT):
        return 0
    for here in range(at + 1, min(len(tokens), at + 14)):
        if tokens.words[here] == ",":
            return here + 1
    return 0


def _breaks(word: str) -> bool:
    """Whether ``word`` is another verb, so that what follows is not said of the noun."""
    if word in word_set("carriers", _CONTEXT):
        return False
    return (
        is_participle(word)
        or (len(word) > 5 and word.endswith("ing"))
        or word in word_set("verbs", "nouns")
        or word in ("said", "says", "say", "told")
    )
