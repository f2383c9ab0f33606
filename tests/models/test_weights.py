from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from safetensors.numpy import save_file

from checker.errors import ModelError
from checker.models.weights import Weights

TENSORS = {
    "grid": np.arange(6, dtype=np.float32).reshape(2, 3),
    "row": np.array([0.5, -2, 1e-3], np.float16),
    "whole": np.arange(4, dtype=np.int64),
}


def save(path: Path, **changes: np.ndarray) -> Weights:
    save_file(TENSORS | changes, path, metadata={"made": "here"})
    return Weights(path, "get another")


def test_tensors_are_read_as_float32(tmp_path: Path) -> None:
    weights = save(tmp_path / "w")
    grid, row = weights.view("grid", (2, 3)), weights.view("row", (3,))
    assert grid.dtype == row.dtype == np.float32
    assert np.array_equal(grid, TENSORS["grid"])
    assert np.array_equal(row, TENSORS["row"].astype(np.float32))
    assert not grid.flags.writeable
    assert (weights.place("grid", (2, 3)).size, weights.place("row", (3,)).size) == (24, 6)
    assert weights.has("F16")
    assert weights.metadata == {"made": "here"}


@pytest.mark.parametrize(("name", "shape"), [("grid", (3, 2)), ("row", (4,)), ("none", (1,)), ("whole", (4,))])
def test_what_is_not_there_is_refused(name: str, shape: tuple[int, ...], tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=f"expected tensor {name} of shape .*; get another"):
        save(tmp_path / "w").view(name, shape)


def test_the_digest_follows_the_rows(tmp_path: Path) -> None:
    digest = save(tmp_path / "a").digest()
    assert save(tmp_path / "b").digest() == digest
    assert save(tmp_path / "c", row=np.array([0.5, -2, 2e-3], np.float16)).digest() != digest
    assert save(tmp_path / "d", grid=np.ones((2, 2), np.float32)).digest() != digest


def test_no_file(tmp_path: Path) -> None:
    with pytest.raises(ModelError, match=r"expected the weights of a built-in model, got .*; get another"):
        Weights(tmp_path / "none", "get another")
