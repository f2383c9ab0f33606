"""Rules that are right as they are written, and yet change nothing: what a check of rules warns of."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from checker.errors import Mistake
from checker.rules.rule import Rule, RuleSet, Where
from checker.values.finding import Severity


def no_change(before: Rule, after: Rule) -> str | None:
    """Why a rule that changes an earlier one has no effect; None where it has one."""
    if replace(after, changes=before.changes) == before:
        return f"this changes nothing: the rule {after.id!r} already says so; remove it, or change an option"
    return None


def never_speaks(rules: RuleSet) -> tuple[Mistake, ...]:
    """The rules of a set that cannot ever be heard, in the order of the set, each with its reason."""
    found = []
    for n, rule in enumerate(rules.rules):
        why = _silenced(rule, rules.rules[:n])
        if why and rule.origin:
            last = rule.places[-1]
            message = f"the rule {rule.id!r} has no effect: {why}"
            found.append(Mistake(last.path, last.line, last.column, message, warning=True))
    return tuple(found)


def _silenced(rule: Rule, earlier: Sequence[Rule]) -> str | None:
    if rule.severity is Severity.OFF:
        return None if rule.changes else "it is new, and switched off; remove it, or give it another severity"
    for other in earlier:
        wider = other.where in (Where(), rule.where)
        if wider and (other.kind, other.options) == (rule.kind, rule.options) and other.severity is not Severity.OFF:
            return f"the rule {other.id!r}, which is asked before it, says the same of all that it looks at"
    return None
