"""What rules could not check in a run: told in the report, so that their silence is not read as agreement."""

from __future__ import annotations

from dataclasses import dataclass, field

from checker.errors import KindError
from checker.rules.kind import Pair
from checker.rules.rule import Rule
from checker.values.report import NotChecked

PATIENCE = 3  # failures of one rule after which it is not asked again in this run: each may have cost time


@dataclass(slots=True)
class Unable:
    """The failures of one run. A rule that keeps failing is given up, and that is told too."""

    given_up: set[str] = field(default_factory=set)  # ids of rules that are not to be asked again
    _failed: dict[str, list[NotChecked]] = field(default_factory=dict)  # by id of the rule

    def note(self, rule: Rule, pair: Pair, error: KindError) -> None:
        """Add a failure of a rule at two claims."""
        where = f"{pair.a.source}:{pair.a.line} against {pair.b.source}:{pair.b.line}, by the rule {rule.id}"
        failures = self._failed.setdefault(rule.id, [])
        failures.append(NotChecked(None, where, str(error), degraded=True))
        if len(failures) >= PATIENCE:
            self.given_up.add(rule.id)

    def not_checked(self) -> tuple[NotChecked, ...]:
        """All of it, in the order in which the rules first failed."""
        told: list[NotChecked] = []
        for rule, failures in self._failed.items():
            told += failures
            if rule in self.given_up:
                why = f"it failed {len(failures)} times, and was not asked again"
                told.append(NotChecked(None, f"everything else that the rule {rule} looks at", why, degraded=True))
        return tuple(told)
