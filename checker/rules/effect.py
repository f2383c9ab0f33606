"""Rules that are right as they are written, and yet change nothing: what a check of rules warns of."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import replace

from checker.errors import Mistake
from checker.registry import Registry
from checker.rules.kind import Kind
from checker.rules.rule import Rule, RuleSet
from checker.rules.settings import settings
from checker.rules.where import EVERYWHERE, can_match
from checker.values.finding import Severity


def no_change(before: Rule, after: Rule) -> str | None:
    """Why a rule that changes an earlier one has no effect; None where it has one."""
    if replace(after, changes=before.changes) == before:
        return f"this changes nothing: the rule {after.id!r} already says so; remove it, or change an option"
    return None


def never_speaks(rules: RuleSet, kinds: Registry[Kind]) -> tuple[Mistake, ...]:
    """The rules of a set that cannot ever be heard, in the order of the set, each with its reason."""
    found = []
    asked: dict[Hashable, str] = {}  # kind, settings and filters of a rule -> the id of the first that has them
    for rule in rules.rules:
        why = _silenced(rule, asked) or can_match(rule.where, kinds[rule.kind])
        if why and rule.origin:
            last = rule.places[-1]
            message = f"the rule {rule.id!r} has no effect: {why}"
            found.append(Mistake(last.path, last.line, last.column, message, warning=True))
        if rule.severity is not Severity.OFF:
            asked.setdefault((rule.kind, settings(rule.options), rule.where), rule.id)
    return tuple(found)


def _silenced(rule: Rule, asked: Mapping[Hashable, str]) -> str | None:
    if rule.severity is Severity.OFF:
        return None if rule.changes else "it is new, and switched off; remove it, or give it another severity"
    said = settings(rule.options)
    for where in (EVERYWHERE, rule.where):
        other = asked.get((rule.kind, said, where))
        if other is not None:
            return f"the rule {other!r}, which is asked before it, says the same of all that it looks at"
    return None
