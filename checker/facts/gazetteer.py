"""Names that are known: places with what contains them, peoples, organisations with their aliases, the user's own."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from checker.facts.lexemes import Phrases, Token, fold, lexemes
from checker.facts.vocabulary import in_use, kept
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
    return _as_written(tokens, at, _phrases().match(tokens, at))


def match_own(tokens: Sequence[Token], at: int) -> tuple[int, Name] | None:
    """The longest name of the user's own that begins at token ``at``, in whatever case."""
    return _as_written(tokens, at, _own_phrases().match(tokens, at)) if in_use().names else None


def _as_written(tokens: Sequence[Token], at: int, found: tuple[int, list[Name]] | None) -> tuple[int, Name] | None:
    """Of what a phrase may name, the first that is written so: some names are names only in capitals."""
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
    if entry is None and in_use().names:
        entry = _by_name().get(_spelled(name))  # "the Ministry's chief" is written in other tokens than it is folded
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


def is_region(canonical: str) -> bool:
    """Whether a known place is a country, a part of one or a part of the world, and no town."""
    return canonical in _regions()


def metonym(canonical: str) -> str | None:
    """What a capital or palace stands for when it acts: "moscow" -> "russia"; None for other names."""
    return _metonyms().get(canonical)


def _own_entries() -> Iterator[tuple[str, Name]]:
    for own in in_use().names:
        for name in own.names:
            yield _spelled(name), Name(own.canonical, own.kind, capitals=name.isupper())


def _spelled(name: str) -> str:
    """A name as a row of tokens reads: folded, a space between any two."""
    return " ".join(token.lower for token in lexemes(name))


def _entries() -> Iterator[tuple[str, Name]]:
    yield from _own_entries()  # the user's word goes before ours
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


@kept(1)
def _by_name() -> dict[str, Name]:
    table: dict[str, Name] = {}
    for name, entry in _entries():
        table.setdefault(name, entry)
    return table


@kept(1)
def _phrases() -> Phrases[Name]:
    return Phrases(_by_name().items(), exact=True)


@kept(1)
def _own_phrases() -> Phrases[Name]:
    return Phrases(_own_entries(), exact=True)


@kept(1)
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
def _regions() -> frozenset[str]:
    return frozenset(place for part in SECTIONS for place, _ in _places(part))


@functools.cache
def _metonyms() -> dict[str, str]:
    return phrase_table(section("places", "metonyms"), "places.yaml metonyms")
