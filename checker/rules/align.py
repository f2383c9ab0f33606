"""Quantities of two claims that may be about one thing."""

from __future__ import annotations

from dataclasses import dataclass

from checker.values.quantity import Quantity


@dataclass(frozen=True, slots=True)
class Aligned:
    """Two quantities that may be values of one slot, with the evidence for it."""

    a: Quantity
    b: Quantity
    probability: float  # that both are about one thing, in [0, 1]
    features: tuple[tuple[str, float], ...] = ()  # the named evidence, for ``checker explain``
