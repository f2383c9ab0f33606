"""What an encoder is, and the one check that every answer of an encoder passes."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from checker.errors import ModelError
from checker.models.rows import misshapen

NORM_TOLERANCE = 1e-3  # how far from 1 the length of a row may be: float16 models round to about 5e-4


class Encoder(Protocol):
    """Texts to rows of length 1 whose dot product is their cosine.

    The vector of a text depends on that text alone: not on the texts beside it, nor on their order.
    """

    @property
    def name(self) -> str:
        """The model and its revision or digest: two encoders of one name give one text the same vector."""
        ...

    @property
    def dimension(self) -> int:
        """The length of a row."""
        ...

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """The rows of the texts, in their order: (n, dimension), each of length 1. Raises ModelError."""
        ...


def checked(encoder: Encoder, texts: Sequence[str]) -> NDArray[np.float32]:
    """``encoder.encode(texts)``, or ModelError where its shape, type, values or norms are not those of the seam."""
    rows = encoder.encode(texts)
    expected = (len(texts), encoder.dimension)
    problem = _problem(rows, expected)
    if problem:
        message = f"encoder {encoder.name}: expected float32 rows of length 1 and shape {expected}, got {problem}"
        raise ModelError(f"{message}; choose another with --encoder")
    return rows


def _problem(rows: NDArray[np.float32], expected: tuple[int, int]) -> str | None:
    if (problem := misshapen(rows, expected)) is not None:
        return problem
    if not np.isfinite(rows).all():
        return "values that are not finite"
    norms = np.linalg.norm(rows, axis=1)
    errors = np.abs(norms - 1)
    if errors.size and errors.max() > NORM_TOLERANCE:
        return f"a row of length {norms[errors.argmax()]:.4f}"
    return None
