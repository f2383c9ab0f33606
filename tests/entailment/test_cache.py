from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from checker.entailment import CachedEntailment
from checker.entailment.cache import FILE
from checker.errors import ModelError
from tests.entailment.fakes import LengthEntailment

PAIRS = [("alpha", "b"), ("b", "alpha"), ("alpha", "b"), ("\ud800", ""), ("", "")]


def fill(folder: Path, pairs: list[tuple[str, str]] = PAIRS) -> list[tuple[str, str]]:
    """Ask through a new cache in ``folder``; return what the model was asked."""
    model = LengthEntailment()
    cached = CachedEntailment(model, folder)
    assert np.array_equal(cached.predict(pairs), LengthEntailment().predict(pairs))
    assert cached.warning is None
    return model.asked


def test_a_second_run_asks_nothing(tmp_path: Path) -> None:
    assert fill(tmp_path / "new") == [PAIRS[0], PAIRS[1], PAIRS[3], PAIRS[4]]
    assert fill(tmp_path / "new") == []
    assert fill(tmp_path / "new", [("b", "alpha"), ("b", "c")]) == [("b", "c")]
    assert fill(tmp_path / "new", []) == []


def test_where_one_text_ends_is_part_of_the_key(tmp_path: Path) -> None:
    near = [("ab", "c"), ("a", "bc"), ("a\0", "c"), ("a", "\0c"), ("1\0a", "b"), ("1", "\0ab")]
    assert fill(tmp_path, near) == near


def test_models_of_other_names_do_not_share(tmp_path: Path) -> None:
    fill(tmp_path)
    other = LengthEntailment("other")
    cached = CachedEntailment(other, tmp_path)
    cached.predict(PAIRS[:1])
    assert (cached.name, other.asked) == ("other", PAIRS[:1])


def test_no_text_is_stored(tmp_path: Path) -> None:
    fill(tmp_path, [("a very particular sentence", "another")])
    stored = (tmp_path / FILE).read_bytes()
    assert b"particular" not in stored
    assert b"another" not in stored


def test_a_damaged_file_is_rebuilt(tmp_path: Path) -> None:
    fill(tmp_path)
    (tmp_path / FILE).write_bytes(b"noise" * 5000)
    assert len(fill(tmp_path)) == 4
    assert fill(tmp_path) == []


def test_without_a_usable_folder_it_works_and_says_so(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    cached = CachedEntailment(LengthEntailment(), tmp_path / "file" / "folder")
    for _ in range(2):
        assert np.array_equal(cached.predict(PAIRS), LengthEntailment().predict(PAIRS))
        assert cached.warning is not None
        assert cached.warning.startswith("answers of the entailment model are not cached: ")
        assert "CHECKER_CACHE_DIR" in cached.warning


def test_what_a_model_answers_is_checked(tmp_path: Path) -> None:
    model = LengthEntailment()
    model.predict = lambda pairs: np.full((len(pairs), 3), 0.5, np.float32)  # type: ignore[method-assign]
    with pytest.raises(ModelError, match="do not sum to 1"):
        CachedEntailment(model, tmp_path).predict(PAIRS)
    assert fill(tmp_path) != []
