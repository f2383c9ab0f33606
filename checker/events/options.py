"""Options of the events stage."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class EventOptions:
    """When two articles tell of one event, and when one is a copy of the other."""

    window: int = field(
        default=30,
        metadata={"doc": "Days between two articles beyond which they never tell of one event.", "at_least": 0},
    )
    gate: float = field(
        default=0.2,
        metadata={
            "doc": "Two articles that tell of one event with less than this probability are not held to be near.",
            "at_least": 0.0,
            "at_most": 1.0,
        },
    )
    threshold: float = field(
        default=0.4,
        metadata={"doc": "Mean probability that holds an event together.", "at_least": 0.0, "at_most": 1.0},
    )
    strong: float = field(
        default=0.5,
        metadata={
            "doc": "Probability from which an article counts among the nearest of another.",
            "at_least": 0.0,
            "at_most": 1.0,
        },
    )
    common: float = field(
        default=0.3,
        metadata={
            "doc": "Share of their nearest articles that two must have in common to be looked at together.",
            "at_least": 0.0,
            "at_most": 1.0,
        },
    )
    copied: float = field(
        default=0.6,
        metadata={
            "doc": "Share of the wording of the shorter of two articles, found in the other, that makes it a copy.",
            "at_least": 0.0,
            "at_most": 1.0,
        },
    )

    def __post_init__(self) -> None:
        if self.window < 0:
            raise ValueError(f"window must be 0 days or more, not {self.window}")
        if not 0.0 < self.gate <= self.threshold <= 1.0:
            raise ValueError(f"gate ({self.gate}) must not lie above threshold ({self.threshold}), both in (0, 1]")
        for name in ("strong", "common", "copied"):
            if not 0.0 < getattr(self, name) <= 1.0:
                raise ValueError(f"{name} must lie in (0, 1], {getattr(self, name)} does not")
