"""Rates of exchange that a user gives with their date, so that sums in two currencies can be compared."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, is_dataclass, replace
from datetime import date, timedelta
from types import MappingProxyType

from checker.rules.options import option
from checker.values.quantity import Dimension, Quantity

YEAR = timedelta(days=366)
_Day = date  # in ``Rates`` the word is a field


@dataclass(frozen=True, slots=True)
class Rates:
    """What currencies were worth on one day."""

    date: date | None = option(None, "The day of the rates; it is named in every explanation that uses them.")
    base: str = option("USD", "The currency that the rates are given in.")
    of: Mapping[str, float] = field(
        default_factory=lambda: MappingProxyType({}),
        metadata={"doc": "What one unit of a currency is worth in the base: EUR: 1.08.", "above": 0.0},
    )
    drift: float = option(1.05, "Factor by which a rate may have moved between that day and the article.", at_least=1.0)

    def worth(self, currency: str) -> float | None:
        """One unit of a currency in the base; None where its rate is not known."""
        rate = 1.0 if currency == self.base else self.of.get(currency)
        return rate or None

    def cited(self, a: str, b: str) -> str:
        """The rates between two currencies for a reader: "at 1.08 USD for 1 EUR (2024-05-01)"."""
        used = [f"{self.of[c]:g} {self.base} for 1 {c}" for c in sorted({a, b}) if c != self.base and c in self.of]
        return f"at {' and '.join(used)}" + (f" ({self.date.isoformat()})" if self.date else " (of no known day)")

    def aged(self, days: Iterable[_Day]) -> str:
        """What an explanation adds where the rates are more than a year older than one of the articles' days."""
        old = self.date is not None and any(day - self.date > YEAR for day in days)
        return ", rates more than a year older than an article" if old else ""


def in_base(q: Quantity, rates: Rates) -> Quantity | None:
    """The sum in the base currency of ``rates``; None for what is no money or has no known rate."""
    rate = rates.worth(q.unit) if q.dimension is Dimension.MONEY else None
    if rate is None:
        return None
    interval = q.interval.scaled(rate)
    return replace(q, interval=interval, stated=interval, unit=rates.base, step=q.step * rate)


def options_with_rates(options: object, rates: Rates) -> object:
    """The options of a rule with these rates, where they have room for rates and name none."""
    own = getattr(options, "rates", None)
    if not isinstance(own, Rates) or own.of or not is_dataclass(options) or isinstance(options, type):
        return options
    return replace(options, rates=rates)
