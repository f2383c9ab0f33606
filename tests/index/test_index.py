"""Every backend passes the same tests: known answers, and agreement with a reference computed here in float64."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from checker.errors import ModelError, RegistryError
from checker.index import INDEXES, ExactIndex, build_index, exact, rank
from checker.values.match import Neighbours

AXES = np.eye(4, dtype=np.float32)


def unit(rows: NDArray[np.float64]) -> NDArray[np.float32]:
    return (rows / np.linalg.norm(rows, axis=1, keepdims=True)).astype(np.float32)


def random_rows(count: int, dimension: int = 24, seed: int = 0) -> NDArray[np.float32]:
    """Rows in clumps, as sentences on a few topics are, with some of them twice."""
    random = np.random.default_rng(seed)
    centres = random.normal(size=(10, dimension))
    rows = unit(centres[random.integers(10, size=count)] + 0.5 * random.normal(size=(count, dimension)))
    rows[1::7] = rows[0::7][: len(rows[1::7])]
    return rows


@pytest.fixture(params=INDEXES.names())
def name(request: pytest.FixtureRequest) -> str:
    return request.param


def test_known_answers(name: str) -> None:
    rows = np.array([[1, 0], [0, 1], [-1, 0], [0.6, 0.8]], np.float32)
    found = build_index(name, rows).search(np.array([[1, 0], [0, -1]], np.float32), 3)
    assert found.ids.tolist() == [[0, 3, 1], [0, 2, 3]]
    assert found.scores == pytest.approx(np.array([[1, 0.6, 0], [0, 0, -0.8]]))
    assert (found.ids.dtype, found.scores.dtype) == (np.int64, np.float32)


def test_equal_rows_come_in_the_order_of_their_adding(name: str) -> None:
    index = build_index(name, AXES[[0, 1, 0, 1, 0]])
    assert index.search(AXES[:2], 4).ids.tolist() == [[0, 2, 4, 1], [1, 3, 0, 2]]


def test_many_equal_rows(name: str) -> None:
    """More of them than any first guess of candidates."""
    index = build_index(name, np.repeat(AXES[:1], 100, axis=0))
    assert index.search(AXES[:1], 3).ids.tolist() == [[0, 1, 2]]


def test_fewer_rows_than_asked_for(name: str) -> None:
    found = build_index(name, AXES[:2]).search(AXES[:1], 5)
    assert found.ids.tolist() == [[0, 1, -1, -1, -1]]
    assert found.scores.tolist() == [[1, 0, -np.inf, -np.inf, -np.inf]]


def test_an_empty_index(name: str) -> None:
    index = build_index(name, np.empty((0, 4), np.float32))
    assert index.size == 0
    found = index.search(AXES[:2], 2)
    assert found.ids.tolist() == [[-1, -1]] * 2
    assert found.scores.tolist() == [[-np.inf, -np.inf]] * 2


def test_no_queries(name: str) -> None:
    assert build_index(name, AXES).search(np.empty((0, 4), np.float32), 2).ids.shape == (0, 2)


def test_rows_added_in_parts_are_numbered_on(name: str) -> None:
    rows = random_rows(60)
    index = build_index(name, rows[:20])
    index.add(rows[20:20])
    index.add(rows[20:])
    assert index.size == 60
    same(index.search(rows[:5], 7), build_index("exact", rows).search(rows[:5], 7))


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        (np.ones((1, 3), np.float32), r"shape \(n, 4\), got \(1, 3\)"),
        (np.ones(4, np.float32), r"got \(4,\)"),
        (AXES.astype(np.float64), "float64"),
        (AXES * np.float32(1.1), "length 1.1"),
        (AXES * np.float32(0), "length 0.0"),
        (np.array([[1, 0, 0, 0], [np.nan, 0, 0, 0]], np.float32), "row 1 has length nan"),
    ],
)
def test_rows_of_another_form_are_refused(name: str, rows: NDArray[np.float32], message: str) -> None:
    index = build_index(name, AXES)
    with pytest.raises(ModelError, match=message):
        index.add(rows)
    with pytest.raises(ModelError, match=message):
        index.search(rows, 1)
    assert index.size == 4


def test_k_is_at_least_one(name: str) -> None:
    with pytest.raises(ValueError, match="k >= 1"):
        build_index(name, AXES).search(AXES, 0)


def test_rows_in_any_layout(name: str) -> None:
    rows = random_rows(40)
    columns = np.asfortranarray(rows)
    same(build_index(name, columns).search(columns[::2], 3), build_index(name, rows).search(rows[::2].copy(), 3))


@pytest.mark.parametrize("exact_name", ["exact", "flat"])
@pytest.mark.parametrize("k", [1, 5, 50, 400])
def test_exact_backends_agree_with_the_reference(exact_name: str, k: int) -> None:
    rows = random_rows(300)
    found = build_index(exact_name, rows).search(rows, k)
    cosines = rows.astype(np.float64) @ rows.T.astype(np.float64)
    best = -np.sort(-cosines, axis=1)[:, :k]
    held = best.shape[1]
    ids = found.ids[:, :held]
    assert all(len({*line}) == held for line in ids.tolist())
    assert np.abs(np.take_along_axis(cosines, ids, axis=1) - best).max() < 1e-6
    assert np.abs(found.scores[:, :held] - best).max() < 1e-6
    assert (found.ids[:, held:] == -1).all()


def test_hnsw_finds_nearly_all() -> None:
    rows = random_rows(1500, seed=1)
    found = build_index("hnsw", rows).search(rows, 10)
    wanted = build_index("exact", rows).search(rows, 10)
    hits = sum(len({*a} & {*b}) for a, b in zip(found.ids.tolist(), wanted.ids.tolist(), strict=True))
    assert hits / wanted.ids.size > 0.999


def test_backends_give_a_pair_the_same_score_to_the_last_bit(name: str) -> None:
    rows = random_rows(200, dimension=384)
    same(build_index(name, rows).search(rows, 4), build_index("exact", rows).search(rows, 4))


def test_a_search_does_not_depend_on_the_queries_beside(name: str) -> None:
    rows = random_rows(100, dimension=384)
    index = build_index(name, rows)
    together = index.search(rows, 6)
    for number in (0, 1, 50, 99):
        alone = index.search(rows[number : number + 1], 6)
        assert np.array_equal(alone.scores[0], together.scores[number])
        assert np.array_equal(alone.ids[0], together.ids[number])


def test_blocks_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = random_rows(90)
    whole = build_index("exact", rows).search(rows, 5)
    monkeypatch.setattr(exact, "SCORES_AT_ONCE", 200)
    monkeypatch.setattr(rank, "FLOATS_AT_ONCE", 500)
    same(build_index("exact", rows).search(rows, 5), whole)


@settings(max_examples=60)
@given(st.lists(st.lists(st.integers(-2, 2), min_size=3, max_size=3).filter(any), min_size=1, max_size=25), st.data())
def test_the_reference_is_sorted_and_complete(grid: list[list[int]], data: st.DataObject) -> None:
    """On a coarse grid, where many rows are equal."""
    rows = unit(np.array(grid, np.float64))
    k = data.draw(st.integers(1, len(rows)))
    index = ExactIndex(3)
    index.add(rows)
    found = index.search(rows, k)
    for query, ids, scores in zip(rows, found.ids, found.scores, strict=True):
        assert len({*ids.tolist()}) == k
        pairs = list(zip((-scores).tolist(), ids.tolist(), strict=True))
        assert pairs == sorted(pairs)
        left_out = np.delete(rows, ids, axis=0)
        assert not left_out.size or (left_out @ query).max() <= scores[-1] + 1e-6


def test_an_unknown_name() -> None:
    with pytest.raises(RegistryError, match="did you mean 'flat'"):
        build_index("flatt", AXES)


def test_a_matrix_is_asked_for() -> None:
    with pytest.raises(ModelError, match=r"shape \(n, dimension\)"):
        build_index("exact", np.ones(4, np.float32))


def test_faiss_is_imported_only_when_it_is_used() -> None:
    code = (
        "import sys, numpy; from checker.index import build_index; rows = numpy.eye(2, dtype='float32'); "
        "build_index('exact', rows).search(rows, 1); before = 'faiss' in sys.modules; "
        "build_index('flat', rows); print(before, 'faiss' in sys.modules)"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.split() == ["False", "True"]


def same(found: Neighbours, wanted: Neighbours) -> None:
    assert np.array_equal(found.ids, wanted.ids)
    assert np.array_equal(found.scores, wanted.scores)


def test_scores_are_the_same_to_the_last_bit_where_all_rows_are_asked_for(name: str) -> None:
    rows = random_rows(60, dimension=384)
    index = build_index(name, rows)
    everything, some = index.search(rows, 60), index.search(rows, 20)
    assert np.array_equal(everything.ids[:, :20], some.ids)
    assert np.array_equal(everything.scores[:, :20], some.scores)
