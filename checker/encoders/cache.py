"""Vectors kept between runs: an encoder that remembers, and the folder where it does."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from checker.encoders.protocol import Encoder, checked, well_formed
from checker.encoders.store import MAX_BYTES, StoreError, VectorStore

ENVIRONMENT = "CHECKER_CACHE_DIR"
FILE = "vectors.sqlite3"


def cache_folder(option: Path | None = None) -> Path:
    """``option``, or else the folder in CHECKER_CACHE_DIR, or else the system's place for a user's caches."""
    if option is not None:
        return option
    if named := os.environ.get(ENVIRONMENT):
        return Path(named)
    from platformdirs import user_cache_path  # noqa: PLC0415

    return user_cache_path("checker")


class CachedEncoder:
    """An encoder that computes the vector of a text once, and keeps it in a file that processes may share.

    The file holds digests and vectors, and no text. What cannot be read or written there is computed instead: results
    never depend on the cache, and ``warning`` says why it was not used.
    """

    def __init__(self, encoder: Encoder, folder: Path, max_bytes: int = MAX_BYTES) -> None:
        """Keep vectors in ``folder``, at most about ``max_bytes`` of them; the oldest go first."""
        self._encoder = encoder
        self._store: VectorStore | None = VectorStore(folder / FILE, max_bytes)
        self.warning: str | None = None  # why the cache is not used, and what to do; None while it is

    @property
    def name(self) -> str:
        """That of the encoder."""
        return self._encoder.name

    @property
    def dimension(self) -> int:
        """That of the encoder."""
        return self._encoder.dimension

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """(n, dimension) float32, the encoder's own vectors; a text that is there twice is encoded once."""
        keys = [_key(self.name, text) for text in texts]
        known = self._read(list(dict.fromkeys(keys)))
        missing = {key: text for key, text in zip(keys, texts, strict=True) if key not in known}
        if missing:
            fresh = dict(zip(missing, checked(self._encoder, list(missing.values())), strict=True))
            self._write(fresh)
            known |= fresh
        rows = np.empty((len(texts), self.dimension), np.float32)
        for row, key in zip(rows, keys, strict=True):
            row[:] = known[key]
        return rows

    def _read(self, keys: Sequence[bytes]) -> dict[bytes, NDArray[np.float32]]:
        if self._store is None:
            return {}
        try:
            return self._store.read(keys, self.dimension)
        except StoreError as error:
            self._give_up(error)
            return {}

    def _write(self, vectors: dict[bytes, NDArray[np.float32]]) -> None:
        if self._store is None:
            return
        try:
            self._store.write(vectors)
        except StoreError as error:
            self._give_up(error)

    def _give_up(self, error: StoreError) -> None:
        self._store = None
        self.warning = f"vectors are not cached: {error}; name another folder with --cache-dir or {ENVIRONMENT}"


def _key(name: str, text: str) -> bytes:
    return hashlib.sha256(f"{name}\0{well_formed(text)}".encode()).digest()
