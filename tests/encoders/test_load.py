from __future__ import annotations

import shutil
from pathlib import Path

import numpy as np
import pytest

from checker.encoders import ENCODERS, CachedEncoder, checked, load_encoder
from checker.errors import ModelError

TEXTS = ["one two, three.", "x", "many words " * 200, "", "\ud800"]


def test_the_built_in_encoders() -> None:
    assert ENCODERS.names() == ["default", "minilm"]
    default, minilm = (load_encoder(name, cached=False) for name in ("default", "minilm"))
    assert default.name.startswith("all-MiniLM-L6-v2-news@")
    assert minilm.name.startswith("all-MiniLM-L6-v2@")
    assert default.dimension == minilm.dimension == 384


def test_the_default_knows_what_news_is_about() -> None:
    texts = ["The toll stands at 40.", "Forty people lost their lives.", "Forty people lost their homes."]
    default, minilm = (checked(load_encoder(name, cached=False), texts) for name in ("default", "minilm"))
    assert default[0] @ default[1] - default[1] @ default[2] > minilm[0] @ minilm[1] - minilm[1] @ minilm[2]


def test_vectors_are_kept_where_the_caller_says(tmp_path: Path) -> None:
    encoder = load_encoder("default", tmp_path)
    assert isinstance(encoder, CachedEncoder)
    rows = checked(encoder, ["a", "b"])
    assert [path.name for path in tmp_path.iterdir()] == ["vectors.sqlite3"]
    assert np.array_equal(rows, load_encoder("default", tmp_path).encode(["a", "b"]))
    assert np.array_equal(rows, load_encoder("default", cached=False).encode(["a", "b"]))


def test_a_folder_with_a_sentence_transformers_model(tiny_encoder: Path) -> None:
    encoder = load_encoder(str(tiny_encoder), cached=False)
    rows = checked(encoder, TEXTS)
    assert rows.shape == (5, 32)
    assert checked(encoder, []).shape == (0, 32)
    alone = np.concatenate([encoder.encode([text]) for text in TEXTS])
    assert np.array_equal(rows, alone)
    assert np.array_equal(rows, encoder.encode(TEXTS[::-1])[::-1])


def test_a_model_is_named_by_its_content(tiny_encoder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "encoder"
    shutil.copytree(tiny_encoder, copy)
    original = load_encoder(str(tiny_encoder), cached=False)
    assert load_encoder(str(copy), cached=False).name == original.name
    _overwrite_end(copy / "model.safetensors", 0.5)
    changed = load_encoder(str(copy), cached=False)
    assert changed.name != original.name
    assert changed.name.startswith("encoder@")


def test_a_model_that_gives_no_numbers_is_refused(tiny_encoder: Path, tmp_path: Path) -> None:
    copy = tmp_path / "encoder"
    shutil.copytree(tiny_encoder, copy)
    _overwrite_end(copy / "model.safetensors", float("nan"))
    with pytest.raises(ModelError, match="finite length, got none for 'x'"):
        load_encoder(str(copy), cached=False).encode(["x"])


@pytest.mark.parametrize("name", ["", "no-such-model", "no/such", "../nowhere", "two words", "x" * 3000, "a\0b"])
def test_an_unknown_name_says_what_to_do(name: str) -> None:
    with pytest.raises(ModelError, match="hf download NAME --local-dir FOLDER"):
        load_encoder(name, cached=False)


def test_a_folder_without_a_model(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}")
    with pytest.raises(ModelError, match="--encoder FOLDER"):
        load_encoder(str(tmp_path), cached=False)


def _overwrite_end(path: Path, value: float) -> None:
    """Set the last quarter of the weights to ``value``."""
    data = path.read_bytes()
    numbers = len(data) // 16
    path.write_bytes(data[: -4 * numbers] + np.full(numbers, value, np.float32).tobytes())
