"""An entailment model that remembers."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from checker.entailment.protocol import LABELS, Entailment, checked
from checker.models.cache import RowCache
from checker.models.tokens import well_formed

FILE = "entailment.sqlite3"
MAX_BYTES = 64 * 1024 * 1024  # about half a million pairs


class CachedEntailment:
    """A model that is asked of each pair once, and whose answers are kept in a file that processes may share.

    The file holds digests and probabilities, and no text. What cannot be read or written there is asked again: results
    never depend on the cache, and ``warning`` says why it was not used.
    """

    def __init__(self, model: Entailment, folder: Path, max_bytes: int = MAX_BYTES) -> None:
        """Keep answers in ``folder``, at most about ``max_bytes`` of them; the oldest go first."""
        self._model = model
        self._cache = RowCache(folder / FILE, max_bytes, "answers of the entailment model")

    @property
    def name(self) -> str:
        """That of the model."""
        return self._model.name

    @property
    def alone(self) -> bool:
        """Whether rows do not depend on what is asked with them: as the model itself says."""
        return bool(getattr(self._model, "alone", False))

    @property
    def warning(self) -> str | None:
        """Why the cache is not used, and what to do; None while it is."""
        return self._cache.warning

    def predict(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        """See ``Entailment.predict``; a pair that is there twice is asked once."""
        keys = [_key(self.name, *pair) for pair in pairs]
        return self._cache.rows(keys, len(LABELS), lambda at: checked(self._model, [pairs[i] for i in at]))


def _key(name: str, premise: str, hypothesis: str) -> bytes:
    # The length says where the premise ends, whatever characters the texts have.
    content = f"{name}\0{len(premise)}\0{premise}{hypothesis}"
    return hashlib.sha256(well_formed(content).encode()).digest()
