"""From named features to a probability: logistic regression with weights that stand in a small readable file.

``data/weights.yaml`` holds two tables, for runs with an entailment model and for rules alone; each holds, per
decision, an intercept and one weight per feature. ``training/fit_weights.py`` fits
them on labelled events and prints their quality event by event, each event judged by weights that never saw it.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from checker.errors import ConfigError, Mistake

MODEL_FEATURE = "model_same"  # present where an entailment model was asked
LIMIT = 4.0  # odds of 55 to 1: on events that no weight was fitted on, the surest findings are no surer than that


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights of one decision."""

    intercept: float
    of: Mapping[str, float]

    def logit(self, features: Mapping[str, float]) -> float:
        """The weighted sum; a feature without a weight counts nothing."""
        return self.intercept + sum(w * features.get(name, 0.0) for name, w in self.of.items())

    def probability(self, features: Mapping[str, float]) -> float:
        """The logistic of the weighted sum, in (0, 1)."""
        return 1.0 / (1.0 + math.exp(-max(-LIMIT, min(LIMIT, self.logit(features)))))


Tables = Mapping[str, Mapping[str, Weights]]  # rules_alone or with_model -> decision -> weights
_IN_USE: ContextVar[Tables | None] = ContextVar("weights in use", default=None)


def probability(decision: str, features: Mapping[str, float]) -> float:
    """The probability of a decision by the shipped weights, those with a model where one has spoken, in (0, 1)."""
    return weights(decision, with_model=MODEL_FEATURE in features).probability(features)


def weights(decision: str, *, with_model: bool) -> Weights:
    """The shipped weights of that decision; raise ConfigError where the file has none."""
    table = (_IN_USE.get() or _shipped())["with_model" if with_model else "rules_alone"]
    if decision not in table:
        raise ConfigError((Mistake("checker/rules/data/weights.yaml", 1, 1, f"no weights for {decision!r}"),))
    return table[decision]


@contextmanager
def using(tables: Tables) -> Iterator[None]:
    """Within the block, weigh by ``tables`` instead: for judging events by weights that were fitted on others."""
    token = _IN_USE.set(tables)
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
