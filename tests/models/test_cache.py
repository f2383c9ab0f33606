from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from checker.models.cache import RowCache, cache_folder

KEYS = [bytes([n]) * 32 for n in (1, 2, 1, 3)]


class Counting:
    """Gives row [position, position / 2]; remembers what it was asked."""

    def __init__(self) -> None:
        self.asked: list[int] = []

    def __call__(self, positions: list[int]) -> NDArray[np.float32]:
        self.asked += positions
        return np.array([[n, n / 2] for n in positions], np.float32)


def test_each_key_is_computed_once(tmp_path: Path) -> None:
    expected = np.array([[0, 0], [1, 0.5], [0, 0], [3, 1.5]], np.float32)
    for asked in ([0, 1, 3], []):
        cache, compute = RowCache(tmp_path / "rows", 1_000_000, "rows"), Counting()
        assert np.array_equal(cache.rows(KEYS, 2, compute), expected)
        assert compute.asked == asked
        assert cache.warning is None


def test_rows_of_another_width_are_computed_again(tmp_path: Path) -> None:
    RowCache(tmp_path / "rows", 1_000_000, "rows").rows(KEYS, 2, Counting())
    again = RowCache(tmp_path / "rows", 1_000_000, "rows").rows(KEYS[:1], 3, lambda at: np.ones((len(at), 3), "f4"))
    assert np.array_equal(again, np.ones((1, 3)))


def test_no_keys(tmp_path: Path) -> None:
    assert RowCache(tmp_path / "rows", 1_000_000, "rows").rows([], 2, Counting()).shape == (0, 2)
    assert not (tmp_path / "rows").exists()


def test_a_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    cache, compute = RowCache(tmp_path / "file" / "rows", 1_000_000, "the rows"), Counting()
    assert cache.rows(KEYS, 2, compute).shape == (4, 2)
    assert compute.asked == [0, 1, 3]
    assert cache.warning is not None
    assert cache.warning.startswith("the rows are not cached: ")
    assert "--cache-dir" in cache.warning


def test_the_option_goes_before_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHECKER_CACHE_DIR", str(tmp_path / "environment"))
    assert cache_folder(tmp_path / "option") == tmp_path / "option"
    assert cache_folder() == tmp_path / "environment"
    monkeypatch.setenv("CHECKER_CACHE_DIR", "")
    assert cache_folder().name == "checker"
