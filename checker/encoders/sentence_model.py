"""Any sentence-transformers model, from a folder or from the local cache of the Hugging Face hub. Imports torch."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from checker.errors import ModelError
from checker.models.hub import content_digest, load_quietly
from checker.models.tokens import well_formed


class SentenceModel:
    """A sentence-transformers model on the CPU, one text at a time.

    In a batch, texts are padded to the longest, which changes the last digits of the others. One at a time costs half
    the speed on a CPU, and a vector then depends on its text alone.
    """

    def __init__(self, name: str) -> None:
        """Load the model; raise ModelError where it is not on this machine or cannot be loaded."""
        self._model = _load(name)
        digest = content_digest(repr(self._model).encode(), self._model)  # of the modules with their settings as well
        self._name = f"{Path(name).name or name}@{digest}"
        self._dimension = int(self._model.encode([""], show_progress_bar=False).shape[1])

    @property
    def name(self) -> str:
        """The last part of the name, with a digest of modules and weights."""
        return self._name

    @property
    def dimension(self) -> int:
        """The length of a row, as the model gives it."""
        return self._dimension

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """(n, dimension) float32, rows scaled to length 1; raises ModelError where a row has no length."""
        clean = [well_formed(text) for text in texts]
        if not clean:
            return np.empty((0, self._dimension), np.float32)
        rows = np.asarray(self._model.encode(clean, batch_size=1, show_progress_bar=False), np.float32)
        norms = np.linalg.norm(rows, axis=1, keepdims=True)
        if not (np.isfinite(norms).all() and norms.all()):
            worst = clean[int(np.argmin(np.nan_to_num(norms, nan=0.0, posinf=0.0)))]
            raise ModelError(
                f"encoder {self._name}: expected a vector with a finite length, got none for {worst[:60]!r}"
            )
        unit: NDArray[np.float32] = rows / norms
        return unit


def _load(name: str) -> Any:
    def load() -> Any:
        from sentence_transformers import SentenceTransformer  # noqa: PLC0415

        return SentenceTransformer(name, device="cpu", local_files_only=True)

    return load_quietly("encoder", name, "--encoder", load).float()
