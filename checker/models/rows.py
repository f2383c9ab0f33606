"""The check of shape and type that every answer of a model passes, whatever the model is of."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def misshapen(rows: NDArray[np.float32], expected: tuple[int, int]) -> str | None:
    """What ``rows`` are where they are not float32 of the shape ``expected``; None where they are."""
    if not isinstance(rows, np.ndarray) or rows.dtype != np.float32:
        return str(getattr(rows, "dtype", type(rows).__name__))
    return None if rows.shape == expected else f"shape {rows.shape}"
