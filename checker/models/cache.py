"""Rows of a model kept between runs, and the folder where they are."""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from checker.models.store import StoreError, VectorStore

ENVIRONMENT = "CHECKER_CACHE_DIR"


def cache_folder(option: Path | None = None) -> Path:
    """``option``, or else the folder in CHECKER_CACHE_DIR, or else the system's place for a user's caches."""
    if option is not None:
        return option
    if named := os.environ.get(ENVIRONMENT):
        return Path(named)
    from platformdirs import user_cache_path  # noqa: PLC0415

    return user_cache_path("checker")


class RowCache:
    """Rows by key in a file that processes may share. What cannot be read or written there is computed instead."""

    def __init__(self, path: Path, max_bytes: int, what: str) -> None:
        """Keep rows in ``path``, about ``max_bytes`` of them at most; ``what`` names them in the warning."""
        self._store: VectorStore | None = VectorStore(path, max_bytes)
        self._what = what
        self.warning: str | None = None  # why the cache is not used, and what to do; None while it is

    def rows(
        self, keys: Sequence[bytes], width: int, compute: Callable[[list[int]], NDArray[np.float32]]
    ) -> NDArray[np.float32]:
        """(n, width) float32 for ``keys``: what is kept, and for the rest what ``compute`` gives, which is then kept.

        ``compute`` takes positions in ``keys``, for each missing key the first, and returns their rows in that order.
        """
        known = self._read(list(dict.fromkeys(keys)), width)
        missing: dict[bytes, int] = {}
        for position, key in enumerate(keys):
            if key not in known:
                missing.setdefault(key, position)
        if missing:
            fresh = dict(zip(missing, compute(list(missing.values())), strict=True))
            self._write(fresh)
            known |= fresh
        rows = np.empty((len(keys), width), np.float32)
        for row, key in zip(rows, keys, strict=True):
            row[:] = known[key]
        return rows

    def _read(self, keys: Sequence[bytes], width: int) -> dict[bytes, NDArray[np.float32]]:
        store = self._store  # looked at once: another thread may give the cache up meanwhile
        if store is None:
            return {}
        try:
            return store.read(keys, width)
        except StoreError as error:
            self._give_up(error)
            return {}

    def _write(self, rows: Mapping[bytes, NDArray[np.float32]]) -> None:
        store = self._store
        if store is None:
            return
        try:
            store.write(rows)
        except StoreError as error:
            self._give_up(error)

    def _give_up(self, error: StoreError) -> None:
        self._store = None
        self.warning = f"{self._what} are not cached: {error}; name another folder with --cache-dir or {ENVIRONMENT}"
