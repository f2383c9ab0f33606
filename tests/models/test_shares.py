from collections.abc import Sequence

import numpy as np
import pytest
from numpy.typing import NDArray

from checker.models.shares import SHARE, in_shares
from checker.values.progress import Stage

TEXTS = [f"{'long ' * (n % 7)}text {n}" for n in range(3 * SHARE + 5)]


class Counter:
    """A model whose row of a text is its length and a digest of it; it remembers how much it was asked at once."""

    def __init__(self, *, alone: bool) -> None:
        self.alone = alone
        self.asked: list[int] = []

    def rows(self, texts: Sequence[str]) -> NDArray[np.float32]:
        self.asked.append(len(texts))
        return np.array([[len(t), sum(map(ord, t))] for t in texts], np.float32).reshape(len(texts), 2)


def heard(model: Counter, texts: Sequence[str]) -> tuple[NDArray[np.float32], list[tuple[int, int]]]:
    told: list[tuple[int, int]] = []
    rows = in_shares(texts, model.rows, len, model, Stage.ENCODING, lambda _, done, total: told.append((done, total)))
    return rows, told


def test_shares_give_the_rows_of_the_whole_in_order() -> None:
    model = Counter(alone=True)
    rows, told = heard(model, TEXTS)
    assert (rows == Counter(alone=True).rows(TEXTS)).all()
    assert model.asked == [SHARE, SHARE, SHARE, 5]
    assert told == [(n, 4) for n in range(5)]


@pytest.mark.parametrize("count", [0, 1, SHARE])
def test_little_work_is_one_share(count: int) -> None:
    model = Counter(alone=True)
    rows, told = heard(model, TEXTS[:count])
    assert rows.shape == (count, 2)
    assert model.asked == [count]
    assert told == [(0, 1), (1, 1)]


def test_a_model_whose_rows_may_depend_on_each_other_is_asked_at_once() -> None:
    model = Counter(alone=False)
    heard(model, TEXTS)
    assert model.asked == [len(TEXTS)]


def test_without_a_listener_it_is_one_share() -> None:
    model = Counter(alone=True)
    in_shares(TEXTS, model.rows, len, model, Stage.ENCODING, None)
    assert model.asked == [len(TEXTS)]
