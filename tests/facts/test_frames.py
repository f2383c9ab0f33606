"""Who does what to whom, and whether two deeds have their sides exchanged."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from checker.facts.frames import find_frames, reversal

CASES = yaml.safe_load((Path(__file__).parent / "frames.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_deeds_with_both_sides(text: str, expected: list[list[str]]) -> None:
    assert [[f.deed, f.doer.head, f.undergoer.head] for f in find_frames(text)] == expected


def test_exchanged_sides_are_a_reversal_and_a_passive_is_none() -> None:
    (active,), (passive,), (other,) = map(
        find_frames, ("Dorn sued Arden.", "Arden was sued by Dorn.", "Arden sued Dorn.")
    )
    assert reversal(active, other) is not None
    assert reversal(passive, other) is not None
    assert reversal(active, passive) is None


def test_what_only_stands_behind_a_name_is_no_part_of_it() -> None:
    (one,), (other,) = map(find_frames, ("Dorn beat Arden in the final.", "Arden beat Dorn in the final."))
    assert one.undergoer.words == {"arden"}
    assert reversal(one, other) is not None


WORDS = st.sampled_from(
    ["Dorn", "sued", "Arden", "was", "by", "to", "from", "the", "mill", "sold", "12", ",", ".", "bound", "for"]
)


@given(st.lists(WORDS, max_size=30))
def test_any_run_of_words_gives_spans_of_its_text(words: list[str]) -> None:
    text = " ".join(words)
    for frame in find_frames(text):
        assert frame.span.of(text)
        assert reversal(frame, frame) is None
