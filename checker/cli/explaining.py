"""How verdicts and the outcomes of tests are told, as lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checker.rules.rule import Origin
    from checker.ruletests import Outcome
    from checker.values.finding import Step


def steps(path: Sequence[Step]) -> list[str]:
    """One line for each step, the stage in a column of its own."""
    from checker.report.escape import terminal

    return [f"  {step.stage:<9} {terminal(step.text)}" for step in path]


def wanted_and_got(outcome: Outcome) -> str:
    """What a test of a rule expects, what came, and how it ended by that."""
    wanted = outcome.test.verdict.value if outcome.test.verdict else "silence"
    got = outcome.said.verdict.value if outcome.said.verdict else "silence"
    return f"expected {wanted}, got {got} ({outcome.status.value})"


def place(origin: Origin | None) -> str:
    """Where a rule or one of its tests was written."""
    return f"{origin.path}:{origin.line}" if origin else "a rule made by a program"
