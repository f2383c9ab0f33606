"""How close two articles are: named features of two signatures, and the probability that both tell of one event.

Every feature is symmetric, so that the probability does not depend on which of the two came first:

- ``cosine``: of the two vectors: one subject;
- ``names``: the cosine of the weights of their names and figures: one place, the same people;
- ``shared_names``: the logarithm of 1 + the weight of the names and figures that both have: of two long articles that
  share much, each has much that the other has not;
- ``gap``: the logarithm of 1 + the days between them, 0 where a day is unknown;
- ``undated``: 1 where the day of one of them is unknown, and 0 otherwise;
- ``shared_days``: 1 where both name one day in their text, and 0 otherwise.
"""

from __future__ import annotations

import functools
import math
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from types import MappingProxyType

import numpy as np
import yaml
from numpy.typing import NDArray

DATA = Path(__file__).with_name("data")
DECIMALS = 6  # of a probability: the last bit of another processor changes no event

Column = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Features:
    """The features of n pairs, each an (n,) column."""

    cosine: Column  # in [-1, 1], higher is closer
    names: Column  # in [0, 1], higher is closer
    shared_names: Column  # log(1 + weight)
    gap: Column  # log(1 + days)
    undated: Column  # 0 or 1
    shared_days: Column  # 0 or 1


NAMES = tuple(field.name for field in fields(Features))


@dataclass(frozen=True, slots=True)
class Weights:
    """An intercept and a weight for each feature."""

    intercept: float
    of: Mapping[str, float]

    def logits(self, features: Features) -> Column:
        """(n,) the weighted sums: the logarithms of the odds."""
        total = np.full(len(features.cosine), self.intercept)
        for name in NAMES:
            total += self.of[name] * getattr(features, name)
        return total


@functools.cache
def shipped_weights() -> Weights:
    """The weights of ``data/weights.yaml``."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    text = (DATA / "weights.yaml").read_text(encoding="utf-8")
    content = yaml.load(text, Loader=loader)  # noqa: S506 - both loaders are safe ones
    if not isinstance(content, Mapping) or set(content) != {"intercept", *NAMES}:
        raise TypeError(f"weights.yaml: expected intercept, {', '.join(NAMES)}")
    weights = {str(name): float(value) for name, value in content.items()}
    return Weights(weights.pop("intercept"), MappingProxyType(weights))


def probabilities(logits: Column) -> Column:
    """(n,) the logistic of each, rounded."""
    return np.round(1.0 / (1.0 + np.exp(-np.clip(logits, -50.0, 50.0))), DECIMALS)


def logit(probability: float) -> float:
    """The logarithm of the odds; infinite for 0 and 1."""
    if probability in (0.0, 1.0):
        return math.inf if probability else -math.inf
    return math.log(probability / (1.0 - probability))
