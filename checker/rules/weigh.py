"""From named features to a probability: logistic regression with weights that stand in a small readable file.

``data/weights.yaml`` holds two tables: of the decisions of the rules, and of the second look at what they propose,
where an entailment model is asked; each holds, per decision, an intercept and one weight per feature.
``training/fit_weights.py`` and ``training/fit_second_look.py`` fit them on labelled events and print their quality,
each event judged by weights that never saw it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import repeat
from operator import mul
from types import MappingProxyType

import yaml

from checker.errors import ConfigError, Mistake

RULES, SECOND_LOOK = "rules", "second_look"  # the tables
LIMIT = 4.0  # odds of 55 to 1: on events that no weight was fitted on, the surest findings are no surer than that


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights of one decision."""

    intercept: float
    of: Mapping[str, float]

    def logit(self, features: Mapping[str, float]) -> float:
        """The weighted sum; a feature without a weight counts nothing."""
        values = map(features.get, self.of, repeat(0.0))
        total: float = sum(map(mul, self.of.values(), values))  # no loop: it is asked for every few microseconds
        return self.intercept + total

    def probability(self, features: Mapping[str, float]) -> float:
        """The logistic of the weighted sum, in (0, 1)."""
        return certain(self.logit(features))


def certain(logit: float) -> float:
    """The logistic of a weighted sum, which is never surer than ``LIMIT``."""
    return 1.0 / (1.0 + math.exp(-max(-LIMIT, min(LIMIT, logit))))


Tables = Mapping[str, Mapping[str, Weights]]  # table -> decision -> weights
_IN_USE: ContextVar[Tables] = ContextVar("weights in use", default=MappingProxyType({}))  # instead of the shipped ones


def probability(decision: str, features: Mapping[str, float], table: str = RULES) -> float:
    """The probability of a decision by the weights in use, in (0, 1)."""
    return weights(decision, table).probability(features)


def weights(decision: str, table: str = RULES) -> Weights:
    """The weights in use for that decision; raise ConfigError where there are none."""
    if not weighs(table, decision):
        raise ConfigError((Mistake("checker/rules/data/weights.yaml", 1, 1, f"no weights for {decision!r}"),))
    return _decisions(table)[decision]


def weighs(table: str, decision: str) -> bool:
    """Whether there are weights for that decision."""
    return decision in _decisions(table)


def _decisions(table: str) -> Mapping[str, Weights]:
    return _IN_USE.get()[table] if table in _IN_USE.get() else _shipped()[table]


@contextmanager
def using(tables: Tables) -> Iterator[None]:
    """Within the block, weigh by ``tables``: for judging events by weights that were fitted on others.

    A decision that they lack keeps its shipped weights, a table that they lack all of them.
    """
    shipped = _shipped()
    token = _IN_USE.set({name: {**shipped[name], **of} for name, of in tables.items()})
    try:
        yield
    finally:
        _IN_USE.reset(token)


@cache
def _shipped() -> Tables:
    text = files("checker.rules").joinpath("data/weights.yaml").read_text(encoding="utf-8")
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    raw = yaml.load(text, Loader=loader)  # noqa: S506 -- both loaders are the safe ones
    return {
        table: {
            name: Weights(float(entry["intercept"]), {k: float(v) for k, v in entry["weights"].items()})
            for name, entry in decisions.items()
        }
        for table, decisions in raw.items()
    }
