"""A model's work in shares, so that somebody can be told how far it is, where that cannot change what it says."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from checker.values.progress import Progress, Stage, told

T = TypeVar("T")
SHARE = 128  # inputs per share: about a second of an encoder, two or three of an entailment model


def in_shares(
    inputs: Sequence[T],
    rows: Callable[[Sequence[T]], NDArray[np.float32]],
    length: Callable[[T], int],
    model: object,
    stage: Stage,
    progress: Progress | None,
) -> NDArray[np.float32]:
    """``rows(inputs)``, (n, width), and ``progress`` hears of each share that is done.

    It is all one share where nobody listens, and where ``model`` does not say by ``alone`` that a row is the same to
    the last bit whatever stands beside it. Inputs of about one ``length`` come together, as models do them fastest.
    """
    if progress is None or not getattr(model, "alone", False) or len(inputs) <= SHARE:
        (whole,) = [rows(inputs) for _ in told((inputs,), stage, progress)]
        return whole
    order = sorted(range(len(inputs)), key=lambda i: length(inputs[i]))
    shares = [order[start : start + SHARE] for start in range(0, len(order), SHARE)]
    done = np.concatenate([rows([inputs[i] for i in some]) for some in told(shares, stage, progress)])
    result = np.empty_like(done)
    result[order] = done
    return result
