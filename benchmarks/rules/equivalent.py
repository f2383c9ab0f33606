"""Mutants of which it is certain that no text tells them apart from their rule, by criteria that hold for all rules.

Each criterion follows from how the engine uses an option, not from what the tests happen to say.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

from checker.config import ReportOptions
from checker.facts.approximations import Bound, approximation_table
from checker.rules.compare import Stretch
from checker.rules.kind import PROPOSED
from checker.rules.kinds.quantity import QuantityOptions
from checker.rules.rule import Rule
from checker.rules.weigh import SECOND_LOOK, weighs

Path = tuple[str, ...]
SHOWN = ReportOptions().min_confidence  # from which findings are shown, and tests hear them
DAY = timedelta(days=1)
# Kinds whose option ``conflict`` is a floor that is held against the confidence of the finding, and nothing else.
FLOORED = frozenset({"polarity", "antonym", "entity", "role", "filler", "cause", "quantifier", "entailment"})
# Kinds whose option ``conflict`` lets a finding through and nothing else; no second look may change its confidence.
GATED = frozenset({"period", "sum", "attribution"})
OPEN_ABOVE = frozenset({Bound.ABOVE, Bound.AT_LEAST})
OPEN_BELOW = frozenset({Bound.BELOW, Bound.AT_MOST})


@dataclass(frozen=True)
class Criterion:
    """Why nothing can come of a change, and how to tell; ``holds`` gets the rule, its mutant and the option's path."""

    why: str
    holds: Callable[[Rule, Rule, Path], bool]


def excluded(rule: Rule, mutant: Rule, path: Path) -> str | None:
    """Why no text whatever tells the two apart; None where one may."""
    return next((c.why for c in CRITERIA if c.holds(rule, mutant, path)), None)


def _unseen(rule: Rule, mutant: Rule, path: Path) -> bool:
    found = [getattr(r.options, "conflict", None) for r in (rule, mutant)]
    values = [v for v in found if isinstance(v, float) and v <= SHOWN]
    if path != ("conflict",) or len(values) < len(found):
        return False
    if rule.kind in FLOORED:
        return min(values) >= PROPOSED
    return rule.kind in GATED and not weighs(SECOND_LOOK, rule.kind)


def _only_cited(_rule: Rule, _mutant: Rule, path: Path) -> bool:
    return path == ("rates", "date")


def _no_rates(rule: Rule, mutant: Rule, path: Path) -> bool:
    return path[:1] == ("rates",) and not any(
        isinstance(r.options, QuantityOptions) and r.options.rates.of for r in (rule, mutant)
    )


def _within_a_day(rule: Rule, mutant: Rule, path: Path) -> bool:
    return path == ("update", "after") and all(
        isinstance(r.options, QuantityOptions) and r.options.update.after <= DAY for r in (rule, mutant)
    )


def _end_as_read(rule: Rule, mutant: Rule, path: Path) -> bool:
    """Factors of 1 and none leave an end that is finite where it is."""
    stretches = _stretches(rule, mutant, path)
    if stretches is None or path[-1] not in ("up_to", "down_to"):
        return False
    word = approximation_table().by_id.get(path[1])
    opened = OPEN_ABOVE if path[-1] == "up_to" else OPEN_BELOW
    finite = word is not None and word.bound not in opened
    return finite and all(getattr(s, path[-1]) in (1.0, None) for s in stretches)


def _nothing_to_limit(rule: Rule, mutant: Rule, path: Path) -> bool:
    """Steps and points bring in what the factors stretch; of factors of 1 and none there is nothing to bring in."""
    stretches = _stretches(rule, mutant, path)
    if stretches is None or path[-1] not in ("steps", "points"):
        return False
    return all(s.up_to in (1.0, None) and s.down_to in (1.0, None) for s in stretches)


def _stretches(rule: Rule, mutant: Rule, path: Path) -> tuple[Stretch, Stretch] | None:
    """How far a word reaches in the rule and in the mutant, where it is such a reach that was changed."""
    if path[:1] != ("approximation",) or len(path) != 3:
        return None
    found = [r.options.widths.stretches.get(path[1]) for r in (rule, mutant) if isinstance(r.options, QuantityOptions)]
    return (found[0], found[1]) if len(found) == 2 and found[0] and found[1] else None


CRITERIA = (
    Criterion("a threshold that stays below the confidence from which findings are shown", _unseen),
    Criterion("a date that is only named in the explanation", _only_cited),
    Criterion("a setting of rates of exchange where none is given", _no_rates),
    Criterion("a stretch of less than a day, where moments are days", _within_a_day),
    Criterion("a factor of 1 or none, of a word that leaves that end finite by itself", _end_as_read),
    Criterion("a limit to a reach whose factors are 1 or none", _nothing_to_limit),
)
