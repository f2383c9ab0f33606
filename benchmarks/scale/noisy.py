"""Vectors for more claims than there is time to encode: real ones of the same wording, with noise for the names in it.

A text is taken apart into its mask, the wording with names and figures taken out, and these. The vector of its mask is
the real one of the first text of that mask; each name and figure adds a direction of its own, which its letters seed.
So two texts that name one place lean the same way, as real vectors do. ``python -m benchmarks.scale`` says which
vectors it used; with ``--real-to 0`` it takes these for any size, to be held against the real ones.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from checker.encoders.protocol import Encoder

LENGTH = (
    0.47  # of the direction of one name: two texts of one mask and other names have a cosine of about 0.74, as real
)
_TAKEN_OUT = re.compile(r"\b[A-Z][\w'’-]*|\d[\d.,:]*")


class Noisy:
    """An encoder that asks another one for the first text of each mask only."""

    alone = True

    def __init__(self, real: Encoder) -> None:
        self._real = real
        self._masks: dict[str, NDArray[np.float32]] = {}

    @property
    def name(self) -> str:
        """That of the real one, marked."""
        return f"noisy-{self._real.name}"

    @property
    def dimension(self) -> int:
        """That of the real one."""
        return self._real.dimension

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """See ``Encoder.encode``."""
        masks = [_TAKEN_OUT.sub("*", text) for text in texts]
        fresh = dict(zip(reversed(masks), reversed(texts), strict=True))  # of two of one mask the first
        missing = {mask: text for mask, text in fresh.items() if mask not in self._masks}
        if missing:
            self._masks |= zip(missing, self._real.encode(list(missing.values())), strict=True)
        rows = np.empty((len(texts), self.dimension), np.float32)
        for i, (text, mask) in enumerate(zip(texts, masks, strict=True)):
            rows[i] = self._masks[mask]
            for name in _TAKEN_OUT.findall(text)[mask[:1] == "*" :]:  # the first word is large in any case
                rows[i] += _direction(name, self.dimension)
        rows /= np.linalg.norm(rows, axis=1, keepdims=True)
        return rows


@lru_cache(4096)
def _direction(name: str, dimension: int) -> NDArray[np.float32]:
    """(dimension,) of length LENGTH, the same for the same name."""
    seed = int.from_bytes(hashlib.blake2b(name.encode(), digest_size=8).digest(), "little")
    drawn = np.random.default_rng(seed).standard_normal(dimension, np.float32)
    return drawn * np.float32(LENGTH / np.linalg.norm(drawn))
