"""What an event is found by: the signature of an article, and how close two articles are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

import numpy as np
from numpy.typing import NDArray


@dataclass(frozen=True, slots=True, eq=False)
class Signature:
    """What is kept of one article to find its event: its subject, its day, the names and days in it, its wording.

    It depends on the article and the encoder alone, never on what else is in a corpus.
    """

    vector: NDArray[np.float32]  # (dim,) of length 1: what it is about
    day: date | None  # of publication
    days: tuple[date, ...]  # days that its text names, ascending, without repeats
    names: Mapping[str, float]  # names and figures in it -> weight above 0: how much each says about the event
    sketch: bytes  # of its wording, see ``events.sketch``

    def __post_init__(self) -> None:
        if self.vector.ndim != 1 or self.vector.dtype != np.float32:
            raise ValueError(f"a signature needs a float32 row, not {self.vector.dtype} of shape {self.vector.shape}")
        if any(weight <= 0 for weight in self.names.values()):
            raise ValueError("the names of a signature have weights above 0")
        if tuple(sorted(set(self.days))) != self.days:
            raise ValueError("the days of a signature are ascending, without repeats")


@dataclass(frozen=True, slots=True, order=True)
class Edge:
    """Two articles that may tell of one event: rows of a table of signatures, ``a < b``."""

    a: int
    b: int
    closeness: float  # the probability that they do, in [0, 1], rounded, higher is closer

    def __post_init__(self) -> None:
        if not 0 <= self.a < self.b:
            raise ValueError(f"an edge needs 0 <= a < b, not {self.a} and {self.b}")
        if not 0.0 <= self.closeness <= 1.0:
            raise ValueError(f"closeness lies in [0, 1], {self.closeness} does not")
