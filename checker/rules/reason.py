"""A reason why two figures that no one value satisfies may still both hold."""

from __future__ import annotations

from dataclasses import dataclass

from checker.values.finding import Verdict


@dataclass(frozen=True, slots=True)
class Reason:
    """One reason: its name as a feature, the verdict it leads to, and its sentence for a reader."""

    name: str
    verdict: Verdict
    why: str  # one plain sentence
    settles: bool = True  # False: it is weighed with the other evidence, and only explains what was not flagged

    def __post_init__(self) -> None:
        if self.verdict is Verdict.CONFLICT:
            raise ValueError(f"{self.name}: a reason says why there is no conflict")
