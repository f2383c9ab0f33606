"""What a user can set about the reading of claims."""

from __future__ import annotations

from dataclasses import dataclass

from checker.errors import UsageError


@dataclass(frozen=True, slots=True)
class ClaimOptions:
    """Options of the claims stage. Raises UsageError for a value that makes no sense."""

    min_words: int = 3  # a sentence of fewer words is dropped as too_short; a clause of fewer is not cut off
    max_claims: int | None = None  # claims kept per document; the rest is dropped with a reason; None: all
    cut_clauses: bool = True  # whether "..., and ..." and "...; ..." make several claims
    headlines: bool = True  # whether the headline makes claims

    def __post_init__(self) -> None:
        if self.min_words < 1:
            raise UsageError(f"claims.min_words must be 1 or more, not {self.min_words}")
        if self.max_claims is not None and self.max_claims < 1:
            raise UsageError(f"claims.max_claims must be 1 or more, or left out, not {self.max_claims}")
