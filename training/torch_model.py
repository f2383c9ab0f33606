"""A checkpoint as an entailment model, before it is exported."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray

from training.cross_encoder import CrossEncoder, Pair, Tokens, predict


class TorchModel:
    """``checker.entailment.protocol.Entailment`` on a checkpoint of ``train_entailment``."""

    def __init__(self, path: Path) -> None:
        self.name = hashlib.sha256(path.read_bytes()).hexdigest()
        self._path = path
        self._model: CrossEncoder | None = None
        self._tokens = Tokens()

    def predict(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        """Probabilities (n, 3): contradiction, entailment, neutral."""
        if self._model is None:
            self._model = CrossEncoder()
            self._model.load_state_dict(torch.load(self._path))
        rows: NDArray[np.float32] = predict(self._model, self._tokens, [Pair(a, b, 0, "") for a, b in pairs]).numpy()
        return rows
