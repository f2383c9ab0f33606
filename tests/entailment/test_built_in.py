"""The shipped model reads plain contradictions, and a pair's answer does not depend on what is beside it."""

from __future__ import annotations

import numpy as np
import pytest

from checker.entailment import load_entailment
from checker.entailment.load import BUILT_IN
from checker.entailment.protocol import Entailment

CLASHING = [
    ("The council approved the new stadium.", "The council rejected the new stadium."),
    ("Rescuers found all of the climbers alive.", "None of the climbers survived."),
    ("Her lawyer confirmed that she will resign.", "Her lawyer denied that she will resign."),
]
AGREEING = [
    ("The council approved the new stadium.", "Councillors gave the new stadium the go-ahead."),
    ("Rescuers found all of the climbers alive.", "All the climbers survived, rescuers said."),
    ("Her lawyer confirmed that she will resign.", "She will resign, her lawyer confirmed."),
]
UNRELATED = [
    ("The council approved the new stadium.", "Rain is forecast for the weekend."),
    ("Her lawyer confirmed that she will resign.", "The bridge was built in 1932."),
]


@pytest.fixture(scope="module")
def model() -> Entailment:
    found = load_entailment(cached=False)
    assert found is not None
    return found


def test_contradiction_is_read_where_it_is_and_not_in_its_twin(model: Entailment) -> None:
    clash, agree = model.predict(CLASHING)[:, 0], model.predict(AGREEING)[:, 0]
    assert (clash > agree).all()


def test_texts_about_two_things_are_neither(model: Entailment) -> None:
    assert (model.predict(UNRELATED).argmax(axis=1) == 2).all()


def test_an_answer_is_the_same_alone_and_among_others(model: Entailment) -> None:
    pairs = (CLASHING + AGREEING + UNRELATED) * 4
    together = model.predict(pairs)
    assert np.array_equal(together, np.vstack([model.predict([p]) for p in pairs]))
    assert np.array_equal(together[::-1], model.predict(pairs[::-1]))


def test_the_file_is_small_enough_to_ship() -> None:
    assert BUILT_IN.stat().st_size < 25_000_000
