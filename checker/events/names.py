"""The names and figures of an article, and how much each says about which event it tells of.

A name of several words also counts by its words, so that a surname meets the full name. What is known everywhere says
little: a country hardly anything, a town more, a name in no list most. Figures count where two articles give the very
same one; that they give others says nothing, since finding such articles is what events are for.
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
from checker.values.quantity import Dimension, Quantity

DATA = Path(__file__).with_name("data")
SHORTEST = 3  # letters of a word that counts; "al" and "ii" stand in the names of many
SMALL = 20  # whole numbers below it stand in every article
EXACT = 2  # significant digits from which a number counts in full

_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]{2,})*")


def names_of(claims: Iterable[Claim]) -> dict[str, float]:
    """The names and figures in some claims with their weights, by name. Figures begin with "#".

    How often a name occurs does not count: a long article says one name many times, a short one says it once.
    """
    found: dict[str, float] = {}
    for claim in claims:
        for entity in claim.facts.entities:
            for name, weight in _parts(entity):
                found[name] = max(weight, found.get(name, 0.0))
        for quantity in claim.facts.quantities:
            found.update(_figure(quantity))
    return {name: found[name] for name in sorted(found)}


def _parts(entity: Entity) -> Iterator[tuple[str, float]]:
    """A known name as a whole, another one as a whole and by its words, each with its weight."""
    weights = _weights()
    if known(entity.canonical):
        place = "region" if is_region(entity.canonical) else "city"
        yield entity.canonical, weights[place if entity.kind is EntityKind.PLACE else "body"]
        return
    words = [w for w in _WORD.findall(fold(entity.canonical)) if len(w) >= SHORTEST and w not in _common()]
    if len(words) == 1:
        yield words[0], weights["single"]
    elif words:
        person = entity.kind is EntityKind.PERSON
        yield " ".join(words), weights["full"]
        yield words[-1], weights["last" if person else "part"]
        for word in words[:-1]:
            yield word, weights["given" if person else "part"]


def _figure(quantity: Quantity) -> Iterator[tuple[str, float]]:
    """A figure as a name: its dimension, of money its currency, and its value; nothing where it says too little."""
    value = quantity.interval.low if math.isfinite(quantity.interval.low) else quantity.interval.high
    noise = not quantity.comparable or quantity.vague or quantity.dimension is Dimension.AGE
    if noise or not math.isfinite(value) or (abs(value) < SMALL and value == int(value)):
        return
    sort = quantity.unit if quantity.dimension is Dimension.MONEY else quantity.dimension.value
    yield f"#{sort} {value:.6g}", _weights()["figure"] * min(1.0, max(1, quantity.digits) / EXACT)


@functools.cache
def _data() -> Mapping[str, object]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    content = yaml.load((DATA / "names.yaml").read_text(encoding="utf-8"), Loader=loader)  # noqa: S506 - both are safe
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
