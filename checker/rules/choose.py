"""Which of the loaded rules a run asks: what it selects, without what it ignores."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from checker.errors import UsageError
from checker.registry import Registry, unknown
from checker.rules.kind import Kind
from checker.rules.rule import Rule, RuleSet
from checker.values.finding import Severity


def choose(rules: RuleSet, select: Sequence[str], ignore: Sequence[str], kinds: Registry[Kind]) -> RuleSet:
    """The same rules, those that are not asked switched off; a name is the id of a rule or that of a kind.

    Raises UsageError for a name that is neither, and where no rule is left.
    """
    if not (select or ignore):
        return rules
    names = [*(rule.id for rule in rules.rules), *kinds.names()]
    for sort, given in (("select", select), ("ignore", ignore)):
        for name in given:
            if name not in names:
                raise UsageError(f"{sort}: {unknown('rule or kind', name, list(dict.fromkeys(names)))}")
    chosen = tuple(
        rule if _is_asked(rule, select, ignore) else replace(rule, severity=Severity.OFF) for rule in rules.rules
    )
    result = replace(rules, rules=chosen)
    if not result.active:
        raise UsageError(f"{_said(select, ignore)} leaves no rule to ask; see 'checker rules list' for those there are")
    return result


def _is_asked(rule: Rule, select: Sequence[str], ignore: Sequence[str]) -> bool:
    mine = {rule.id, rule.kind}
    return (not select or bool(mine & set(select))) and not mine & set(ignore)


def _said(select: Sequence[str], ignore: Sequence[str]) -> str:
    parts = (("select", select), ("ignore", ignore))
    return " and ".join(f"{name} {', '.join(given)}" for name, given in parts if given)
