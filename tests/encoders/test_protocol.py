from __future__ import annotations

import numpy as np
import pytest

from checker.encoders import checked
from checker.errors import ModelError
from tests.encoders.fakes import FixedEncoder

GOOD = np.array([[1, 0], [0.6, 0.8]], np.float32)


def test_good_rows_pass_unchanged() -> None:
    assert checked(FixedEncoder(GOOD), ["a", "b"]) is GOOD


def test_no_rows_for_no_texts() -> None:
    assert checked(FixedEncoder(np.empty((0, 2), np.float32)), []).shape == (0, 2)


@pytest.mark.parametrize(
    ("answer", "message"),
    [
        (GOOD.astype(np.float64), "float64"),
        ([[1.0, 0.0], [0.6, 0.8]], "list"),
        (GOOD[:1], r"shape \(1, 2\)"),
        (GOOD[:, :1], r"shape \(2, 1\)"),
        (np.array([[1, 0], [np.nan, 0]], np.float32), "not finite"),
        (np.array([[1, 0], [np.inf, 0]], np.float32), "not finite"),
        (np.array([[1, 0], [0.6, 0.9]], np.float32), "length 1.08"),
        (np.array([[1, 0], [0, 0]], np.float32), "length 0.0"),
    ],
)
def test_bad_rows_are_refused(answer: object, message: str) -> None:
    with pytest.raises(ModelError, match=message):
        checked(FixedEncoder(answer), ["a", "b"])
