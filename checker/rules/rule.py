"""What a rule is: a kind of check with its options, filters, severity, message and tests."""

from __future__ import annotations

from dataclasses import dataclass, field

from checker.errors import ConfigError, Mistake
from checker.rules.tables import NO_TABLES, Tables
from checker.rules.where import EVERYWHERE, Where
from checker.values.finding import Severity, Verdict


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a rule was written; line and column count from 1."""

    path: str
    line: int
    column: int = field(default=1, compare=False)


@dataclass(frozen=True, slots=True)
class RuleTest:
    """One test that stands in a rule: two texts and the verdict that the rule must give."""

    verdict: Verdict | None  # None: the rule must say nothing
    a: str
    b: str
    a_published: str | None = None  # ISO date
    b_published: str | None = None
    xfail: str | None = None  # the reason why it is known to fail
    origin: Origin | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule of a rule set. ``options`` is an instance of the options class of its kind."""

    id: str
    kind: str
    severity: Severity
    options: object
    where: Where = EVERYWHERE
    message: str | None = (
        None  # a template with {a.source}, {a.value}, {a.text}, {a.attribution}, {label} and the same of b
    )
    description: str = ""
    rationale: str = ""
    tests: tuple[RuleTest, ...] = ()
    origin: Origin | None = None
    changes: tuple[Origin, ...] = ()  # where later files changed it

    @property
    def places(self) -> tuple[Origin, ...]:
        """Every place where something of the rule was written, the first one first."""
        return (self.origin, *self.changes) if self.origin else self.changes


@dataclass(frozen=True, slots=True)
class RuleSet:
    """The rules of a run in the order in which they look at a pair; ids are unique."""

    name: str
    rules: tuple[Rule, ...]
    warnings: tuple[Mistake, ...] = field(default=(), compare=False)  # of what is right, and hardly meant
    tables: Tables = NO_TABLES  # the user's own words, and what is known of sources
    prepared: dict[str, object] = field(default_factory=dict, init=False, compare=False, repr=False)  # see ``plan_of``

    def __post_init__(self) -> None:
        seen: set[str] = set()
        for rule in self.rules:
            if rule.id in seen:
                where = rule.origin or Origin(self.name, 1)
                raise ConfigError(
                    (Mistake(where.path, where.line, 1, f"two rules have the id {rule.id!r}; rename one"),)
                )
            seen.add(rule.id)

    @property
    def active(self) -> tuple[Rule, ...]:
        """The rules that are not switched off."""
        return tuple(r for r in self.rules if r.severity is not Severity.OFF)
