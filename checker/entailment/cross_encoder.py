"""Any sentence-transformers CrossEncoder or Hugging Face sequence classifier with three labels. Imports torch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from checker.entailment.protocol import LABELS
from checker.errors import ModelError
from checker.models.hub import content_digest, load_quietly
from checker.models.tokens import well_formed


class CrossEncoderEntailment:
    """A classifier on the CPU, one pair at a time, so that no pair is padded and each row depends on its pair alone."""

    def __init__(self, name: str) -> None:
        """Load it; raise ModelError where it is not on this machine, or does not say which label is which."""
        self._model = _load(name)
        self._columns = label_columns(name, self._model.model.config.id2label)
        digest = content_digest(self._model.model.config.to_json_string().encode(), self._model.model)
        self._name = f"{Path(name).name or name}@{digest}"

    @property
    def name(self) -> str:
        """The last part of the name, with a digest of configuration and weights."""
        return self._name

    def predict(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        """See ``Entailment.predict``."""
        if not pairs:
            return np.empty((0, len(LABELS)), np.float32)
        clean = [(well_formed(premise), well_formed(hypothesis)) for premise, hypothesis in pairs]
        raw = self._model.predict(clean, batch_size=1, show_progress_bar=False, apply_softmax=True)
        ordered: NDArray[np.float32] = np.asarray(raw, np.float32)[:, list(self._columns)]
        return ordered


def label_columns(name: str, id2label: Mapping[int, str]) -> tuple[int, int, int]:
    """At which output stands contradiction, entailment, neutral; ModelError unless the model names exactly these.

    The order differs from model to model, and a wrong guess would turn every verdict around.
    """
    places = {label.strip().casefold(): int(place) for place, label in id2label.items()}
    if set(places) != set(LABELS) or sorted(places.values()) != [0, 1, 2]:
        labels = ", ".join(map(str, id2label.values()))
        raise ModelError(
            f"entailment model {name!r}: expected the labels {', '.join(LABELS)}, got {labels}; choose a model trained "
            "on natural language inference, or set id2label in its config.json if you know its order"
        )
    return places[LABELS[0]], places[LABELS[1]], places[LABELS[2]]


def _load(name: str) -> Any:
    def load() -> Any:
        from sentence_transformers import CrossEncoder  # noqa: PLC0415

        return CrossEncoder(name, device="cpu", local_files_only=True)

    model = load_quietly("entailment model", name, "--entailment", load)
    model.model.float()
    return model
