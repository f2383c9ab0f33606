import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.report.quote import Quote, quote
from checker.values.finding import Side
from checker.values.text import Span
from tests.report.samples import side


def test_the_value_stands_apart() -> None:
    assert quote(side("a", "Some 40 people left.", "40", start=100), 300) == Quote("Some ", "40", " people left.")


def test_a_value_whose_offsets_moved_is_found_by_its_words() -> None:
    moved = Side("a", "a#1", 0, 30, 1, "Some 40 people left.", "40", Span(9, 11))
    assert quote(moved, 300).value == "40"


def test_a_value_that_may_be_either_of_two_is_not_marked() -> None:
    unclear = Side("a", "a#1", 0, 30, 1, "4 of 4 left.", "4", Span(20, 21))
    assert quote(unclear, 300) == Quote("4 of 4 left.", "", "")


def test_a_value_named_in_other_words_is_marked_where_it_stands() -> None:
    denied = Side("a", "a#1", 10, 31, 1, "None has been caught.", "not caught", Span(24, 30))
    assert quote(denied, 300) == Quote("None has been ", "caught", ".")


def test_a_side_without_value_is_quoted_whole() -> None:
    assert quote(side("a", "They won.", ""), 300) == Quote("They won.", "", "")


def test_long_text_is_cut_between_words_and_says_so() -> None:
    text = "one two three four " * 9 + "40" + " five six seven eight" * 9
    assert quote(side("a", text, "40"), 20) == Quote("…one two three four ", "40", " five six seven…")


def test_the_first_letters_are_cut_where_there_are_no_words() -> None:
    said = quote(side("a", "x" * 500 + "40" + "y" * 500, "40"), 50)
    assert (said.before, said.after) == ("…" + "x" * 50, "y" * 50 + "…")


@given(st.text(), st.text(min_size=1), st.text(), st.integers(1, 40))
def test_a_quote_never_says_what_the_claim_does_not(before: str, value: str, after: str, context: int) -> None:
    text = before + value + after
    given_ = Side("a", "a#1", 7, 7 + len(text), 1, text, value, Span(7 + len(before), 7 + len(before) + len(value)))
    said = quote(given_, context)
    for part in (said.before, said.value, said.after):
        assert part.strip("…").strip() in text or "…" in text
        assert len(part) <= 2 * context + 1


@pytest.mark.parametrize("context", [1, 300])
def test_an_empty_claim_is_quoted_as_nothing(context: int) -> None:
    assert quote(side("a", "", ""), context) == Quote("", "", "")
