"""An encoder that remembers."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from checker.encoders.protocol import Encoder, checked
from checker.models.cache import RowCache
from checker.models.store import MAX_BYTES
from checker.models.tokens import well_formed

FILE = "vectors.sqlite3"


class CachedEncoder:
    """An encoder that computes the vector of a text once, and keeps it in a file that processes may share.

    The file holds digests and vectors, and no text. What cannot be read or written there is computed instead: results
    never depend on the cache, and ``warning`` says why it was not used.
    """

    def __init__(self, encoder: Encoder, folder: Path, max_bytes: int = MAX_BYTES) -> None:
        """Keep vectors in ``folder``, at most about ``max_bytes`` of them; the oldest go first."""
        self._encoder = encoder
        self._cache = RowCache(folder / FILE, max_bytes, "vectors")

    @property
    def name(self) -> str:
        """That of the encoder."""
        return self._encoder.name

    @property
    def dimension(self) -> int:
        """That of the encoder."""
        return self._encoder.dimension

    @property
    def alone(self) -> bool:
        """Whether rows do not depend on what is asked with them: as the encoder itself says."""
        return bool(getattr(self._encoder, "alone", False))

    @property
    def warning(self) -> str | None:
        """Why the cache is not used, and what to do; None while it is."""
        return self._cache.warning

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """(n, dimension) float32, the encoder's own vectors; a text that is there twice is encoded once."""
        keys = [_key(self.name, text) for text in texts]
        return self._cache.rows(keys, self.dimension, lambda at: checked(self._encoder, [texts[i] for i in at]))


def _key(name: str, text: str) -> bytes:
    return hashlib.sha256(f"{name}\0{well_formed(text)}".encode()).digest()
