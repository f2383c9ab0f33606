"""What stands in the tables of a rules file, as options classes: a unit, rates of exchange, a source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType
from typing import Any

from checker.rules.options import option
from checker.rules.rates import Rates
from checker.values.quantity import Dimension

NOTHING: Mapping[str, Any] = MappingProxyType({})
LAST_TIER = 5
_WITHOUT_UNITS = frozenset(
    {
        Dimension.COUNT,
        Dimension.PERCENT,
        Dimension.POINTS,
        Dimension.AGE,
        Dimension.MAGNITUDE,
        Dimension.MULTIPLE,
        Dimension.SCORE,
        Dimension.ORDINAL,
    }
)
UNIT_DIMENSIONS = tuple(d.value for d in Dimension if d not in _WITHOUT_UNITS)


@dataclass(frozen=True, slots=True)
class UnitEntry:
    """A unit of the user's own."""

    dimension: Dimension = field(
        metadata={"doc": "What it measures; 'other' is compared with itself only.", "choices": UNIT_DIMENSIONS}
    )
    factor: float = option(1.0, "How many base units one of them is; not for money and 'other'.", above=0.0)
    offset: float = option(0.0, "What is added after the factor: of degrees that have another zero.")
    names: tuple[str, ...] = option((), "Its names as said, in the singular; a plural with s is found too.")
    symbols: tuple[str, ...] = option((), "Its symbols, as written.")


@dataclass(frozen=True, slots=True)
class SourceEntry:
    """What is known of the sources that a pattern fits; what is left out is not said."""

    tier: int | None = option(None, "How far the source is trusted, 1 the most.", at_least=1, at_most=LAST_TIER)
    publisher: str | None = option(None, "Who published it.")
    published: date | None = field(
        default=None, metadata={"doc": "When it was published; outranks the text, and is outranked by --published."}
    )
    copy_of: str | None = option(None, "The source that it is a copy of: both count as one.")


@dataclass(frozen=True, slots=True)
class RatesEntry:
    """Rates of exchange of one day."""

    date: date = field(metadata={"doc": "The day of the rates; it is named in every explanation that uses them."})
    base: str = option("USD", "The currency that the rates are given in.")
    of: Mapping[str, float] = field(
        default_factory=lambda: NOTHING,
        metadata={"doc": "What one unit of a currency is worth in the base: EUR: 1.08.", "above": 0.0},
    )
    drift: float = option(1.05, "Factor by which a rate may have moved between that day and the article.", at_least=1.0)

    @property
    def rates(self) -> Rates:
        """The rates as rules over figures take them."""
        return Rates(self.date, self.base, self.of, self.drift)
