"""The words of filters under ``where``, and the words of what they are held against, under common names.

A filter and a value go together where they share a name: "troops" and "soldier" share the name of their group, "killed"
and "12 deaths" that of a status, "miles" and "40 mi" the id of a unit.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from checker.facts.gazetteer import resolve
from checker.facts.lexicon import lemma, synonym_set
from checker.facts.statuses import qualifiers_of_status, status_table
from checker.facts.units import COUNT, unit_table
from checker.facts.vocabulary import kept
from checker.registry import nearest
from checker.rules.counted_likeness import groups_of_noun, statuses_of
from checker.values.quantity import Quantity

Names = frozenset[str]
SHORTEST = 4  # letters of the name of a unit that is offered for one that no unit has
PLAIN_COUNTS = ("count", "number")  # how a user may name the unit of what is merely counted


def counted_names(noun: str) -> Names:
    """The names under which a noun is counted, those of its groups and synonyms, or a status: "dead", "killed"."""
    word, status = lemma(noun), _status(noun.lower())
    if status:
        return frozenset((word, f"status {status}"))
    return frozenset((synonym_set(word) or word, *(f"group {g}" for g in groups_of_noun(word))))


def counted_of(q: Quantity) -> Names:
    """The names of what a quantity counts, and of what befell it."""
    noun = counted_names(q.counted) if q.counted else frozenset()
    return noun | {f"status {s}" for s in statuses_of(q)}


def qualifier_names(word: str) -> Names:
    """The names of a word that narrows what is counted: of "verified" that of "confirmed", of "DPRK" "north korea"."""
    lower = " ".join(word.lower().split())
    status = _status(lower)
    sure = status_table().certainty.get(lower)
    names = (lower, lemma(lower), resolve(lower), *((f"status {status}",) if status else ()))
    return frozenset((*names, sure) if sure else names)


def qualifiers_of(q: Quantity) -> Names:
    """The names of all that narrows what a quantity counts."""
    return frozenset(name for word in q.qualifiers for name in qualifier_names(word))


def unit_id(name: str) -> str | None:
    """The id of the unit that a user names: "miles", "km", "$", "percent"; None where none is so called."""
    lower = " ".join(name.lower().split())
    return _unit_ids().get(name) or (_unit_ids().get(lower) if len(lower) > 1 else None)


def unit_like(name: str) -> str | None:
    """The name of a unit most like a name that no unit has; None where none is near."""
    return nearest(name.lower(), [n for n in _unit_ids() if len(n) >= SHORTEST and n.islower()])


@kept(1)
def _unit_ids() -> Mapping[str, str]:
    """Every way to name a unit -> its id; names in lower case, signs as they are written."""
    table = unit_table()
    ids = dict.fromkeys((*PLAIN_COUNTS, COUNT.id), COUNT.id) | {unit: unit for unit in table.by_id}
    for entries in table.names.values():
        for phrase, unit in entries:
            ids.setdefault(" ".join(phrase), unit.id)
    for signs in table.symbols.values():
        for _, sign, unit in signs:
            ids.setdefault(sign, unit.id)
    return MappingProxyType({**{sign: unit.id for sign, unit in table.money_before.items()}, **ids})


def _status(word: str) -> str | None:
    """The status that a word says: "killed", "deaths" and "dead" say one."""
    if word in qualifiers_of_status():
        return word
    table = status_table()
    return table.nouns.get(word) or table.passive.get(word) or table.active.get(word)
