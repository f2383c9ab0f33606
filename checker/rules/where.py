"""Which pairs of values a rule looks at: the filters under ``where``, what each asks, and which can never be met.

A filter asks something of one side of a pair: of a source, of a claim in it, or of the value that the claim gives. A
rule looks at a pair where both sides pass every filter; ``not`` holds the same filters, and a pair is left out where
either side passes all of them. How sides are compared with filters stands in ``sieve``.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass, replace
from operator import attrgetter

from checker.rules.kind import Kind, Values
from checker.rules.options import option
from checker.values.claim import ClaimKind, EntityKind
from checker.values.quantity import Dimension, Role

OF_FIGURES = ("counted", "qualifiers", "unit", "dimension", "measure", "role")  # filters that ask about a quantity
OF_ARTICLES = ("sources", "publishers", "tiers", "languages", "claims")  # ... about the article and the place in it
OF_NAMES = ("entity_kinds",)  # ... about a name, where the rule compares names


@dataclass(frozen=True, slots=True)
class Filters:
    """What one side of a pair must be; a filter that is empty asks nothing. Of a list, one thing is enough."""

    counted: tuple[str, ...] = option(
        (), "What is counted or what befell it, in any form and with its synonyms: soldier, dead."
    )
    qualifiers: tuple[str, ...] = option((), "Words that narrow what is counted: confirmed, civilian.")
    unit: tuple[str, ...] = option((), "Units by id, name or sign: percent, miles, USD, $.")
    dimension: tuple[Dimension, ...] = option((), "Dimensions: money, length.")
    measure: tuple[str, ...] = option(
        (), "Which figure a sum of money, a percentage or a length of time is: price, turnout."
    )
    role: tuple[Role, ...] = option((), "Whether a figure is a level, a change of one, or where a change began.")
    entities: tuple[str, ...] = option((), "Names, one of which the claim must mention, under any known alias.")
    entity_kinds: tuple[EntityKind, ...] = option(
        (), "Sorts of names: of the name compared where names are, else of one that the claim mentions."
    )
    sources: tuple[str, ...] = option((), "Patterns for the path of a source, or for its file name: 'agency-*.txt'.")
    publishers: tuple[str, ...] = option((), "Patterns for who published the source, in any case: 'Morning *'.")
    tiers: tuple[int, ...] = option((), "Tiers of trust that the source is given: 1, 2.", at_least=1)
    languages: tuple[str, ...] = option((), "Languages of the source: en, fr.")
    claims: tuple[ClaimKind, ...] = option((), "Where in the article the claim stands.")
    attributed: bool | None = option(None, "Whether the claim names somebody who says it; null: either.")

    @property
    def given(self) -> tuple[str, ...]:
        """The filters that ask something, by name."""
        if self is _NOTHING or self is EVERYWHERE:
            return ()
        return tuple(name for name, value in zip(_NAMES, _VALUES(self), strict=True) if value not in _EMPTY)


_NOTHING = Filters()
_NAMES = tuple(f.name for f in dataclasses.fields(Filters))
_VALUES = attrgetter(*_NAMES)
_EMPTY: tuple[object, ...] = ((), None)


@dataclass(frozen=True, slots=True)
class Where(Filters):
    """The filters of a rule. Where none is given, the rule looks at every pair."""

    not_: Filters = option(_NOTHING, "The same filters; a pair is left out where either side passes all of them.")


EVERYWHERE = Where()


def can_match(where: Where, kind: Kind) -> str | None:
    """Why a rule of that kind can never look at anything, as a sentence for its author; None where it can."""
    figures = [name for name in where.given if name in OF_FIGURES]
    if figures and kind.compares not in (None, Values.FIGURES):
        asked = " and ".join(repr(name) for name in figures)
        plural = "ask" if len(figures) > 1 else "asks"
        return f"{asked} {plural} about figures, and the kind {kind.name!r} compares {kind.compares}"
    if where.dimension and kind.never.issuperset(where.dimension):
        return f"the kind {kind.name!r} compares no figures of the dimension {_listed(where.dimension)}"
    if where.entity_kinds and kind.compares is Values.NAMES and not set(where.entity_kinds) & kind.names:
        return f"the kind {kind.name!r} compares no names of the sort {_listed(where.entity_kinds)}"
    return _shuts_itself_out(where, kind)


def stated(where: Where) -> Mapping[str, object]:
    """The filters that are given, by the names under which a file has them; those under "not" in a mapping."""
    barred = {name: getattr(where.not_, name) for name in where.not_.given}
    return {name: getattr(where, name) for name in where.given} | ({"not": barred} if barred else {})


def of_texts(where: Where) -> Where:
    """The filters that can be asked of texts which stand in no article, such as those of a test."""
    usual = {name: getattr(EVERYWHERE, name) for name in OF_ARTICLES}
    barred = _NOTHING if set(where.not_.given) & set(OF_ARTICLES) else where.not_
    return replace(where, **usual, not_=barred)


def asks_of_value(name: str, kind: Kind) -> bool:
    """Whether a filter of a rule of that kind asks about the values compared, not the claims or their sources."""
    return name in OF_FIGURES or (name in OF_NAMES and kind.compares is Values.NAMES)


def _shuts_itself_out(where: Where, kind: Kind) -> str | None:
    """Whether 'not' leaves out all that the other filters let through."""
    barred = where.not_.given
    if not barred or (kind.compares not in (None, Values.FIGURES) and any(n in OF_FIGURES for n in barred)):
        return None
    if all(_holds(getattr(where.not_, n), getattr(where, n)) for n in barred):
        return f"'not' leaves out all that {' and '.join(repr(n) for n in barred)} lets through"
    return None


def _holds(barred: object, wanted: object) -> bool:
    """Whether everything wanted is barred."""
    if isinstance(barred, tuple) and isinstance(wanted, tuple):
        return bool(wanted) and set(wanted) <= set(barred)
    return wanted == barred


def _listed(names: tuple[str, ...]) -> str:
    return " or ".join(repr(str(n)) for n in names)
