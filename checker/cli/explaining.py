"""The steps that led to a verdict, as lines."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from checker.values.finding import Step


def steps(path: Sequence[Step]) -> list[str]:
    """One line for each step, the stage in a column of its own."""
    from checker.report.escape import terminal

    return [f"  {step.stage:<9} {terminal(step.text)}" for step in path]
