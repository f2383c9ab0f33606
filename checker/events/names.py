"""The names of an article, and how much each says about which event it tells of.

A name of several words counts by its words, so that a surname meets the full name. What is known everywhere says
little: a country hardly anything, a town more, a name in no list most.
"""

from __future__ import annotations

import functools
import math
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

import yaml

from checker.facts.gazetteer import is_region, known
from checker.facts.lexemes import fold
from checker.values.claim import Claim, Entity, EntityKind

DATA = Path(__file__).with_name("data")
SHORTEST = 3  # letters of a word that counts; "al" and "ii" stand in the names of many

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]{2,})*")


def names_of(claims: Iterable[Claim]) -> dict[str, float]:
    """The names in some claims with their weights, by name; the squares of the weights add up to 1, or there are none.

    How often a name occurs does not count: a long article says one name many times, a short one says it once.
    """
    found: dict[str, float] = {}
    for claim in claims:
        for entity in claim.facts.entities:
            found.update(_parts(entity))
    length = math.sqrt(math.fsum(weight * weight for weight in found.values()))
    return {name: found[name] / length for name in sorted(found)}


def _parts(entity: Entity) -> Iterator[tuple[str, float]]:
    """The words of a name, or a known name as a whole, each with its weight."""
    weights = _weights()
    if known(entity.canonical):
        place = "region" if is_region(entity.canonical) else "city"
        yield entity.canonical, weights[place if entity.kind is EntityKind.PLACE else "body"]
        return
    for word in _WORD.findall(fold(entity.canonical)):
        if len(word) >= SHORTEST and word not in _common():
            yield word, weights["plain"]


@functools.cache
def _data() -> Mapping[str, object]:
    content = yaml.safe_load((DATA / "names.yaml").read_text(encoding="utf-8"))
    if not isinstance(content, Mapping):
        raise TypeError(f"names.yaml: expected a mapping, not {type(content).__name__}")
    return content


@functools.cache
def _weights() -> Mapping[str, float]:
    weights = _data()["weights"]
    if not isinstance(weights, Mapping):
        raise TypeError(f"names.yaml weights: expected a mapping, not {type(weights).__name__}")
    return {str(sort): float(weight) for sort, weight in weights.items()}


@functools.cache
def _common() -> frozenset[str]:
    return frozenset(str(_data()["common"]).split())
