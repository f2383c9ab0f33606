"""Whether two names name one thing: surname and full name, acronym and expansion, two spellings."""

from __future__ import annotations

from rapidfuzz import fuzz

from checker.facts.entity_sorts import looks_like_acronym, word_set
from checker.facts.gazetteer import known
from checker.facts.lexemes import fold
from checker.values.claim import Entity, EntityKind

_ALIKE = 85.0  # rapidfuzz ratio out of 100: Zelensky/Zelenskyy has 94, Erdogan/Erdoğan 100 once folded
_SHORTEST = 5  # letters: shorter names of one letter's difference are two names
_SMALL = frozenset({"of", "the", "for", "and", "de", "la", "&"})
_GIVEN_ALIKE = 70.0  # of two given names beside one surname: Aleksandr/Alexander


def same_entity(a: Entity, b: Entity) -> bool:
    """Whether two entities are one, as far as their names tell.

    Equal canonical forms are. Of known places, peoples and organisations only those are: Niger is not Nigeria.
    Otherwise a surname is its full name, an acronym its expansion, a part of an organisation's name the whole, and
    a name another spelling of it. Symmetric, not transitive.
    """
    if a.canonical == b.canonical or _acronym_of(a, b) or _acronym_of(b, a):
        return True
    if known(a.canonical) or known(b.canonical):
        return _same_body(a, b)
    kinds = {a.kind, b.kind}
    if EntityKind.PERSON in kinds:
        return kinds <= {EntityKind.PERSON, EntityKind.OTHER} and _same_person(a.canonical, b.canonical)
    if EntityKind.ORGANISATION in kinds and _part_of_name(a.canonical.split(), b.canonical.split()):
        return True
    if kinds == {EntityKind.OTHER} and _same_person(a.canonical, b.canonical):
        return True
    return _alike(a.canonical, b.canonical)


def _acronym_of(short: Entity, long: Entity) -> bool:
    """Whether one is made of the other's initials, with or without those of "of" and "and"."""
    if not looks_like_acronym(short.text):
        return False
    letters = fold(short.text).replace("&", "")
    parts = fold(long.text).replace("-", " ").split()
    if len(parts) < len(letters):
        return False
    return letters in ("".join(p[0] for p in parts), "".join(p[0] for p in parts if p not in _SMALL))


def _same_body(a: Entity, b: Entity) -> bool:
    """Whether one is the other with its country named: "ministry of defence", "russia ministry of defence"."""
    if EntityKind.ORGANISATION not in (a.kind, b.kind):
        return False
    shorter, longer = sorted((a.canonical, b.canonical), key=len)
    lead, space, rest = longer.partition(" " + shorter)
    return bool(space) and not rest and known(lead) and not known(longer) and " " in shorter


def _same_person(a: str, b: str) -> bool:
    """Surnames agree, and given names where both have one."""
    first, second = a.split(), b.split()
    if not _alike(first[-1], second[-1]):
        return False
    if len(first) == 1 or len(second) == 1:
        return True
    return _same_given(first[0], second[0])


def _same_given(a: str, b: str) -> bool:
    if len(a) == 1 or len(b) == 1:
        return a[0] == b[0]
    return a == b or a.startswith(b) or b.startswith(a) or fuzz.ratio(a, b) >= _GIVEN_ALIKE


def _part_of_name(a: list[str], b: list[str]) -> bool:
    """Whether one begins or ends with all the other: "Meridian", "Meridian Airways". A place alone is no part."""
    short, long = sorted((a, b), key=len)
    if known(" ".join(short)) or (len(short) == 1 and short[0] in word_set("places")):
        return False
    return len(short) < len(long) and (long[: len(short)] == short or long[-len(short) :] == short)


def _alike(a: str, b: str) -> bool:
    """Two spellings of one word, but not Ivanov and Ivanova, who are two people."""
    if a == b:
        return True
    if min(len(a), len(b)) < _SHORTEST or a[0] != b[0] or a + "a" == b or b + "a" == a:
        return False
    return fuzz.ratio(a, b) >= _ALIKE
