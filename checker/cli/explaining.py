"""How verdicts and the outcomes of tests are told, as lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checker.rules.rule import Origin
    from checker.ruletests import Outcome
    from checker.values.finding import Finding, Step


def steps(path: Sequence[Step]) -> list[str]:
    """One line for each step, the stage in a column of its own."""
    from checker.report.escape import terminal

    return [f"  {step.stage:<9} {terminal(step.text)}" for step in path]


def verdict(finding: Finding) -> list[str]:
    """What was said of two claims, and the steps to it."""
    from checker.report.escape import terminal

    rule = f"rule {terminal(finding.rule)} ({finding.kind})"
    head = f"{finding.verdict.value}, confidence {finding.confidence:.2f}, {rule}"
    return [head, f"  {terminal(finding.explanation)}", *steps(finding.path)]


def of_findings(found: Sequence[Finding]) -> list[str]:
    """Both sides of findings of one fingerprint, where the same words stand, and the steps of the surest of them."""
    from checker.report.escape import terminal

    one, *equal = sorted(found, key=lambda f: -f.confidence)
    named = zip("AB", (one.a, one.b), strict=True)
    sides = [f"{label}  {terminal(side.source)}:{side.line}  {terminal(side.text)}" for label, side in named]
    places = (" and ".join(f"{terminal(side.source)}:{side.line}" for side in (f.a, f.b)) for f in equal)
    return [*sides, *(f"   the same words: {place}" for place in places), "", *verdict(one)]


def wanted_and_got(outcome: Outcome) -> str:
    """What a test of a rule expects, what came, and how it ended by that."""
    wanted = outcome.test.verdict.value if outcome.test.verdict else "silence"
    got = outcome.said.verdict.value if outcome.said.verdict else "silence"
    return f"expected {wanted}, got {got} ({outcome.status.value})"


def place(origin: Origin | None) -> str:
    """Where a rule or one of its tests was written."""
    return f"{origin.path}:{origin.line}" if origin else "a rule made by a program"
