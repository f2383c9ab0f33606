"""An entailment model of a few lines."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray


class LengthEntailment:
    """Weighs the lengths of both texts; remembers what it was asked."""

    def __init__(self, name: str = "lengths") -> None:
        self.name = name
        self.asked: list[tuple[str, str]] = []

    def predict(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        self.asked += pairs
        counts = np.array([[len(a) + 1, len(b) + 1, 1] for a, b in pairs], np.float32).reshape(-1, 3)
        return counts / counts.sum(axis=1, keepdims=True)
