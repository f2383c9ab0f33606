"""What an entailment model is, and the one check that every answer of one passes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from checker.errors import ModelError
from checker.models.rows import misshapen

LABELS = ("contradiction", "entailment", "neutral")  # the columns, in this order
SUM_TOLERANCE = 1e-3  # how far from 1 a row may sum


class Entailment(Protocol):
    """Pairs of texts to three probabilities. A pair's row depends on that pair alone."""

    @property
    def name(self) -> str:
        """The model and its revision or digest."""
        ...

    def predict(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        """(n, 3) float32 for (premise, hypothesis) pairs, columns as ``LABELS``, rows sum to 1. Raises ModelError."""
        ...


def checked(model: Entailment, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
    """``model.predict(pairs)``, or ModelError where its shape, type or values are not those of the seam."""
    rows = model.predict(pairs)
    expected = (len(pairs), len(LABELS))
    problem = _problem(rows, expected)
    if problem:
        message = f"entailment model {model.name}: expected float32 probabilities of shape {expected}, got {problem}"
        raise ModelError(f"{message}; choose another with --entailment")
    return rows


def _problem(rows: NDArray[np.float32], expected: tuple[int, int]) -> str | None:
    if (problem := misshapen(rows, expected)) is not None:
        return problem
    if not ((rows >= 0) & (rows <= 1)).all():  # written so that NaN fails too
        return "values outside of [0, 1]"
    if (np.abs(rows.sum(axis=1) - 1) > SUM_TOLERANCE).any():
        return "rows that do not sum to 1"
    return None
