from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from checker.models.tokens import equal_lengths, well_formed


def test_well_formed() -> None:
    assert well_formed("a\ud800b") == "a?b"
    assert well_formed("naïve 🌧") == "naïve 🌧"


def test_short_inputs_come_first_and_batches_are_bounded() -> None:
    assert list(equal_lengths([7, 3, 7, 3, 3, 90], 14)) == [[1, 3, 4], [0, 2], [5]]
    assert list(equal_lengths([7, 3, 7, 3, 3, 90], 6)) == [[1, 3], [4], [0], [2], [5]]
    assert list(equal_lengths([], 6)) == []


@given(st.lists(st.integers(1, 9)), st.integers(1, 30))
def test_each_input_is_in_one_batch_of_its_length(lengths: list[int], budget: int) -> None:
    batches = list(equal_lengths(lengths, budget))
    assert sorted(position for batch in batches for position in batch) == list(range(len(lengths)))
    for batch in batches:
        assert len({lengths[position] for position in batch}) == 1
        assert len(batch) == 1 or len(batch) * lengths[batch[0]] <= budget
