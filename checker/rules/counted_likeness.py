"""How alike are the things that two quantities count, the fates of those counted, and the sorts of two figures?

Three pure functions for the alignment of quantities. Each answers in [-1, 1]: 1 the same, 0.5 one holds the other
(people, soldiers; casualties, dead), 0 nothing is known, -1 two different things. The words and what they are kinds of
stand in facts/data/counted.yaml and figures.yaml.
"""

from __future__ import annotations

import functools
from collections.abc import Mapping
from dataclasses import dataclass

from checker.facts.context import word_set
from checker.facts.lexicon import is_a, own_synonyms, synonym_set
from checker.facts.statuses import qualifiers_of_status
from checker.facts.vocabulary import in_use, kept
from checker.facts.wordlists import mapping, section, words
from checker.values.quantity import Quantity

SAME = 1.0
HOLDS = 0.5  # one is a kind of the other
OVERLAPS = -0.25  # two kinds of one thing that may be the same ones: villagers, farmers
UNLISTED = -0.5  # two words of which the tables know nothing
DIFFERENT = -1.0
ONE_SIDED = -0.25  # a fate is said of one of the two only
_PERSON = "person"


@dataclass(frozen=True, slots=True)
class Things:
    """Groups of nouns: which a word belongs to, what holds each of them, and which stand apart."""

    groups_of: Mapping[str, frozenset[str]]
    held_by: Mapping[str, frozenset[str]]  # all above, itself included
    apart: frozenset[tuple[str, str]]


def counted_likeness(a: Quantity, b: Quantity) -> float:
    """How alike the counted nouns are, in [-1, 1]; 0 where either counts nothing that is named."""
    return 0.0 if a.counted is None or b.counted is None else noun_likeness(a.counted, b.counted)


def status_likeness(a: Quantity, b: Quantity) -> float:
    """How alike is what befell those who are counted, in [-1, 1]; 0 where nothing is said of either."""
    return _fates(statuses_of(a), statuses_of(b))


def measure_likeness(a: Quantity, b: Quantity) -> float:
    """How alike the sorts of two sums or percentages are, in [-1, 1]; 0 where either is not known."""
    if a.measure is None or b.measure is None:
        return 0.0
    if a.measure == b.measure:
        return SAME
    return HOLDS if (a.measure, b.measure) in _near() else DIFFERENT


@kept(65536)
def noun_likeness(a: str, b: str) -> float:
    """How alike two nouns are, given as lemmas; does not depend on their order."""
    if a == b or _one_by_the_user(a, b):
        return SAME
    first, second = groups_of_noun(a), groups_of_noun(b)
    if not first or not second:
        return _unlisted(a, b)
    return max(_between(x, y) for x in first for y in second)


def _one_by_the_user(a: str, b: str) -> bool:
    """Whether the user says that two nouns mean one thing, whatever groups the table has them in."""
    own = own_synonyms() if in_use().synonyms else {}
    return (a in own or b in own) and (synonym_set(a) or a) == (synonym_set(b) or b)


def groups_of_noun(noun: str) -> frozenset[str]:
    """The groups of counted.yaml that a noun, given as a lemma, belongs to."""
    table = things().groups_of
    found = table.get(noun) or table.get(noun.rpartition("-")[2]) or table.get(synonym_set(noun) or "")
    if not found and noun in word_set("persons", "nouns"):
        return frozenset((noun,))  # a person of a sort that no group names
    return found or frozenset()


def is_held(group: str, *, by: str) -> bool:
    """Whether all that belong to one group of counted.yaml belong to the other: nurses are workers."""
    return by in things().held_by.get(group, {group, _PERSON})


def _unlisted(a: str, b: str) -> float:
    if synonym_set(a) is not None and synonym_set(a) == synonym_set(b):
        return SAME
    return HOLDS if is_a(a, b) or is_a(b, a) else UNLISTED


def _between(a: str, b: str) -> float:
    """How alike two groups are."""
    table = things()
    if a == b:
        return SAME
    if (a, b) in table.apart:
        return DIFFERENT
    above_a, above_b = table.held_by.get(a, {a, _PERSON}), table.held_by.get(b, {b, _PERSON})
    if a in above_b or b in above_a:
        return HOLDS
    return OVERLAPS if above_a & above_b else DIFFERENT


@functools.cache
def things() -> Things:
    """The table of facts/data/counted.yaml."""
    groups: dict[str, set[str]] = {}
    parents: dict[str, tuple[str, ...]] = {}
    apart: set[tuple[str, str]] = set()
    for name, value in mapping(section("counted", "groups"), "counted.yaml groups").items():
        entry = mapping(value, name)
        parents[name] = words(entry.get("in", ""))
        for word in words(entry["words"]):
            groups.setdefault(word, set()).add(name)
        apart.update(pair for other in words(entry.get("apart", "")) for pair in ((name, other), (other, name)))
    held = {name: _above(name, parents) for name in parents}
    return Things({word: frozenset(names) for word, names in groups.items()}, held, frozenset(apart))


def _above(name: str, parents: Mapping[str, tuple[str, ...]]) -> frozenset[str]:
    found, waiting = {name}, list(parents[name])
    while waiting:
        here = waiting.pop()
        if here not in found:
            found.add(here)
            waiting.extend(parents[here])
    return frozenset(found)


def statuses_of(q: Quantity) -> frozenset[str]:
    """What befell those that a quantity counts, said or implied: dead, injured, missing."""
    said = qualifiers_of_status() & frozenset(q.qualifiers)
    implied = _implied().get(q.counted or "")
    return said or (frozenset((implied,)) if implied else said)


def _fates(a: frozenset[str], b: frozenset[str]) -> float:
    if not a and not b:
        return 0.0
    if not a or not b:
        return 0.0 if (a | b) <= _circumstances() else ONE_SIDED
    if a == b:
        return SAME
    if a & b:
        return HOLDS
    return max(HOLDS if (x, y) in _kin() else DIFFERENT for x in a for y in b)


@functools.cache
def _kin() -> frozenset[tuple[str, str]]:
    """Pairs of fates, in either order, that one person may be counted under both."""
    rows = [words(row) for row in _rows("counted", "kin")]
    holds = mapping(section("counted", "holds"), "counted.yaml holds")
    pairs = [(str(name), held) for name, listed in holds.items() for held in words(listed)]
    return _both_ways([*pairs, *((x, y) for row in rows for x in row for y in row if x != y)])


@functools.cache
def _circumstances() -> frozenset[str]:
    return frozenset(words(section("counted", "circumstances")))


@functools.cache
def _near() -> frozenset[tuple[str, str]]:
    return _both_ways([(x, y) for row in _rows("figures", "near") for x in words(row) for y in words(row) if x != y])


@functools.cache
def _implied() -> dict[str, str]:
    table = mapping(section("counted", "implied"), "counted.yaml implied")
    return {word: str(status) for status, listed in table.items() for word in words(listed)}


def _rows(file: str, key: str) -> list[str]:
    rows = section(file, key)
    if not isinstance(rows, list):
        raise TypeError(f"{file}.yaml {key}: expected a list, not {type(rows).__name__}")
    return [str(row) for row in rows]


def _both_ways(pairs: list[tuple[str, str]]) -> frozenset[tuple[str, str]]:
    return frozenset((*pairs, *((y, x) for x, y in pairs)))
