"""Options of the clusters stage."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ClusterOptions:
    """Two thresholds on the cosine of two gists: a wide one for pairs, a tight one for clusters.

    Cosine decides nothing by itself: sentences that contradict each other lie at 0.77 in the median and a quarter of
    them below 0.70, so the gate is wide and the rules do the judging.
    """

    gate: float = field(
        default=0.15,
        metadata={"doc": "Pairs of claims below this cosine are not looked at.", "at_least": -1.0, "at_most": 1.0},
    )
    neighbours: int = field(
        default=256, metadata={"doc": "How many nearest claims of each claim are looked at.", "at_least": 1}
    )
    threshold: float = field(
        default=0.55, metadata={"doc": "Mean cosine that holds a cluster together.", "at_least": -1.0, "at_most": 1.0}
    )

    def __post_init__(self) -> None:
        if not -1.0 <= self.gate <= self.threshold <= 1.0:
            raise ValueError(f"gate ({self.gate}) must not lie above threshold ({self.threshold}), both in [-1, 1]")
        if self.neighbours < 1:
            raise ValueError(f"neighbours must be 1 or more, not {self.neighbours}")
