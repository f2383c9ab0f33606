"""The kinds of rules there are: those of this package in a table, and behind them those that other packages bring."""

from __future__ import annotations

from checker.registry import Registry
from checker.rules.foreign import AllKinds
from checker.rules.kind import Kind
from checker.rules.kinds import (
    antonym,
    attribution,
    cause,
    entailment,
    entity,
    filler,
    ordinal,
    pattern,
    period,
    polarity,
    quantifier,
    quantity,
    role,
    sums,
)

TABLE = (
    pattern.KIND,
    quantity.KIND,
    sums.KIND,
    period.KIND,
    ordinal.KIND,
    quantifier.KIND,
    polarity.KIND,
    antonym.KIND,
    entity.KIND,
    role.KIND,
    filler.KIND,
    cause.KIND,
    attribution.KIND,
    entailment.KIND,
)
KINDS: Registry[Kind] = Registry("rule kind", [(kind.name, kind) for kind in TABLE])
ALL_KINDS = AllKinds(KINDS)
PAGES = "https://github.com/checker-project/checker/blob/main/docs/kinds"
_BUILT_IN = frozenset(kind.name for kind in TABLE)


def kind_page(name: str) -> str | None:
    """The address of the page about a kind that comes with checker; None for kinds of others."""
    return f"{PAGES}/{name}.md" if name in _BUILT_IN else None
