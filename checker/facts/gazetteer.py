"""Names that are known: places with what contains them, peoples, organisations with their aliases."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from checker.facts.lexemes import Phrases, Token, fold
from checker.facts.wordlists import mapping, phrase_table, phrases, section, words
from checker.values.claim import EntityKind

ACRONYM = 3  # letters: a word of so few, in capitals, is an acronym and not the place of that name
SECTIONS = ("regions", "countries", "states")  # of places.yaml, from what wins to what loses a name


class Name(NamedTuple):
    """A known name."""

    canonical: str
    kind: EntityKind
    capitals: bool = False  # a name only in capitals: "WHO", "US"
    people: bool = False  # made from a place's name: "French", "Britons"


def match_name(tokens: Sequence[Token], at: int) -> tuple[int, Name] | None:
    """The longest known name that begins at token ``at``: where it ends, and what it names."""
    found = _phrases().match(tokens, at)
    if found is None:
        return None
    end, names = found
    shouted = all(token.text.isupper() or sum(map(str.isupper, token.text)) > 1 for token in tokens[at:end])
    if shouted and end == at + 1 and len(tokens[at].text) <= ACRONYM and names[0].kind is EntityKind.PLACE:
        names = [name for name in names if name.capitals]  # "NIS" is no town
    return next(((end, name) for name in names if shouted or not name.capitals), None)


def known(canonical: str) -> bool:
    """Whether a canonical name is one of the gazetteer."""
    return canonical in _canonicals()


def resolve(name: str) -> str:
    """The canonical form of a known name; the folded name itself where it is unknown."""
    folded = fold(name)
    entry = _by_name().get(folded)
    return entry.canonical if entry else folded


def contains_place(outer: str, inner: str) -> bool:
    """Whether the place ``outer`` contains the place ``inner``: Germany, Munich. A place does not contain itself."""
    wanted, seen = resolve(outer), set[str]()
    waiting = list(_parents().get(resolve(inner), ()))
    while waiting:
        here = waiting.pop()
        if here == wanted:
            return True
        if here not in seen:
            seen.add(here)
            waiting.extend(_parents().get(here, ()))
    return False


def metonym(canonical: str) -> str | None:
    """What a capital or palace stands for when it acts: "moscow" -> "russia"; None for other names."""
    return _metonyms().get(canonical)


def _entries() -> Iterator[tuple[str, Name]]:
    for part in SECTIONS:
        for place, value in _places(part):
            yield place, Name(place, EntityKind.PLACE)
            for name in phrases(value.get("names", "")):
                yield name.lower(), Name(place, EntityKind.PLACE, capitals=name.isupper())
            for rank, people in enumerate(phrases(value.get("people", ""))):
                yield people, Name(place, EntityKind.GROUP if rank else EntityKind.PLACE, people=True)
    for part in SECTIONS:
        for _, value in _places(part):
            for city in phrases(value.get("cities", "")):
                yield city, Name(city, EntityKind.PLACE)
    for spelling, city in phrase_table(section("places", "spellings"), "places.yaml spellings").items():
        yield spelling, Name(city, EntityKind.PLACE)
    for canonical, names in mapping(section("aliases", "organisations"), "aliases.yaml").items():
        for name in phrases(names):
            yield name.lower(), Name(canonical, EntityKind.ORGANISATION, capitals=name.isupper())
    for canonical, names in mapping(section("entities", "groups"), "entities.yaml groups").items():
        for name in words(names):
            yield name, Name(canonical, EntityKind.GROUP, capitals=name == "gop")


def _places(part: str) -> Iterator[tuple[str, Mapping[str, object]]]:
    for place, value in mapping(section("places", part), f"places.yaml {part}").items():
        yield place, mapping(value, place)


@functools.cache
def _by_name() -> dict[str, Name]:
    table: dict[str, Name] = {}
    for name, entry in _entries():
        table.setdefault(name, entry)
    return table


@functools.cache
def _phrases() -> Phrases[Name]:
    return Phrases(_by_name().items(), exact=True)


@functools.cache
def _canonicals() -> frozenset[str]:
    return frozenset(name.canonical for name in _by_name().values())


@functools.cache
def _parents() -> dict[str, list[str]]:
    parents: dict[str, list[str]] = {}
    for part in SECTIONS:
        for place, value in _places(part):
            if "in" in value:
                parents.setdefault(place, []).append(str(value["in"]))
            for city in phrases(value.get("cities", "")):
                parents.setdefault(city, []).append(place)
    return parents


@functools.cache
def _metonyms() -> dict[str, str]:
    return phrase_table(section("places", "metonyms"), "places.yaml metonyms")
