"""The kinds of rules there are, in the order in which they look at a pair."""

from __future__ import annotations

from checker.registry import Registry
from checker.rules.kind import Kind
from checker.rules.kinds import antonym, entity, period, polarity, quantity

KINDS: Registry[Kind] = Registry(
    "rule kind", [(k.name, k) for k in (quantity.KIND, period.KIND, polarity.KIND, antonym.KIND, entity.KIND)]
)
