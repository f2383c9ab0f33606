"""Indexes of many rows: which one is chosen, how much they find, how they come back from a file; and the join."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from checker.errors import ModelError
from checker.index import AUTO, build_index, choose, choose_kept, join
from checker.index.faiss_index import FINDERS, IVF_FROM, load_finder
from checker.index.join import recall
from tests.index.test_index import random_rows, same, unit

MANY = IVF_FROM + 500


@pytest.fixture(scope="module")
def rows() -> NDArray[np.float32]:
    """Rows in small clumps, as the claims of events are."""
    random = np.random.default_rng(5)
    centres = random.normal(size=(MANY // 10, 32))
    return unit(centres[random.integers(len(centres), size=MANY)] + 0.3 * random.normal(size=(MANY, 32)))


def test_the_choice_goes_by_size() -> None:
    assert [choose(n) for n in (0, 20_000, 20_001, 300_000, 300_001)] == ["flat", "flat", "hnsw", "hnsw", "ivf"]
    assert [choose_kept(n) for n in (0, 100_000, 100_001, 400_000)] == ["flat", "flat", "ivf", "ivf"]


def test_auto_is_the_index_of_its_size() -> None:
    few = random_rows(50)
    same(build_index(AUTO, few).search(few, 3), build_index("flat", few).search(few, 3))


@pytest.mark.parametrize(("name", "least"), [("hnsw", 0.99), ("ivf", 0.95)])
def test_a_large_index_finds_most_and_scores_exactly(rows: NDArray[np.float32], name: str, least: float) -> None:
    queries = rows[:: MANY // 200]
    found, wanted = (build_index(one, rows).search(queries, 10) for one in (name, "exact"))
    assert (found.scores >= wanted.scores[:, -1:]).mean() > least
    cosines = (rows[found.ids[0]].astype(np.float64) * queries[0]).sum(axis=1)
    assert found.scores[0] == pytest.approx(cosines, abs=1e-6)


def test_lists_take_rows_that_come_later(rows: NDArray[np.float32]) -> None:
    index = build_index("ivf", rows[: IVF_FROM - 1])
    index.add(rows[IVF_FROM - 1 : IVF_FROM + 100])
    index.add(rows[IVF_FROM + 100 :])
    assert index.size == MANY
    found = index.search(rows[-50:], 1)
    assert (found.ids[:, 0] == np.arange(MANY - 50, MANY)).mean() > 0.95


@pytest.mark.parametrize("name", FINDERS)
def test_an_index_comes_back_from_its_file_and_grows(rows: NDArray[np.float32], name: str, tmp_path: Path) -> None:
    finder = FINDERS[name](32)
    finder.learn(IVF_FROM, rows.__getitem__)
    finder.add(rows[:IVF_FROM])
    finder.save(path := tmp_path / "index")
    queries = rows[:20]
    back = load_finder(name, path, 32)
    assert np.array_equal(back.candidates(queries, 15), finder.candidates(queries, 15))
    grown = load_finder(name, path, 32, to_add=True)
    grown.add(rows[IVF_FROM:])
    assert grown.size == MANY
    assert (grown.candidates(rows[-50:], 5) == np.arange(MANY - 50, MANY)[:, None]).any(axis=1).mean() > 0.95
    with pytest.raises(ModelError, match="expected an index of 64 dimensions, got 32"):
        load_finder(name, path, 64)


@pytest.mark.parametrize("name", FINDERS)
def test_a_file_that_is_no_index(name: str, tmp_path: Path) -> None:
    (path := tmp_path / "index").write_bytes(b"no index at all")
    with pytest.raises(ModelError, match="no index of FAISS"):
        load_finder(name, path, 4)


def all_pairs(rows: NDArray[np.float32], threshold: float) -> set[tuple[int, int]]:
    cosines = np.triu(rows.astype(np.float64) @ rows.T.astype(np.float64), 1)
    return set(zip(*(side.tolist() for side in np.nonzero(cosines >= threshold)), strict=True))


@pytest.mark.parametrize("cells", [None, 1, 7, 40])
def test_the_join_finds_the_pairs_once(cells: int | None) -> None:
    rows = random_rows(400, seed=3)
    pairs = join(rows, 0.9, cells=cells, probes=7)
    found = list(zip(pairs.a.tolist(), pairs.b.tolist(), strict=True))
    wanted = all_pairs(rows, 0.9)
    assert found == sorted(set(found))
    assert set(found) <= wanted
    assert len(found) > 0.97 * len(wanted) > 100
    assert (pairs.cosines >= 0.9).all()


def test_the_join_in_cells_misses_few_and_says_how_many(rows: NDArray[np.float32]) -> None:
    few = rows[:4000]
    pairs = join(few, 0.75)
    wanted = all_pairs(few, 0.75)
    share = len(pairs) / len(wanted)
    assert share > 0.98
    assert recall(few, pairs, 0.75, sample=4000) == pytest.approx(share, abs=0.002)
    again = join(few, 0.75)
    assert np.array_equal(again.a, pairs.a)
    assert np.array_equal(again.cosines, pairs.cosines)
    less = join(few, 0.75, probes=1)
    assert recall(few, less, 0.75) < recall(few, pairs, 0.75)


def test_small_joins() -> None:
    assert len(join(np.empty((0, 4), np.float32), 0.5)) == 0
    axes = np.eye(3, dtype=np.float32)
    assert len(join(axes, 0.5)) == 0
    assert math.isnan(recall(axes, join(axes, 0.5), 0.5))
    twice = join(axes[[0, 1, 0]], 0.5)
    assert (twice.a.tolist(), twice.b.tolist(), twice.cosines.tolist()) == ([0], [2], [1.0])
    with pytest.raises(ModelError, match="length 1"):
        join(axes * np.float32(2), 0.5)
