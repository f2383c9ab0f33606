"""Laws that hold for any text: spans, order, one period, hostile input in linear time, the same answer each time."""

import itertools
import time
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.facts.quantities import find_quantities
from checker.values.period import Anchor, Period, Precision
from checker.values.text import Span

WORDS = [
    "1,234",
    "12",
    "2019",
    "half",
    "third",
    "one",
    "in",
    "of",
    "to",
    "-",
    "–",
    "%",
    "$",
    "£5bn",
    "and",
    "or",
    "a",
    "an",
    "the",
    "killed",
    "people",
    "dead",
    "more",
    "than",
    "least",
    "up",
    "rose",
    "fell",
    "5kg",
    "m",
    ",",
    ".",
    ";",
    "(",
    ")",
    "between",
    "from",
    "no",
    "none",
    "not",
    "single",
    "dozen",
    "million",
    "3.5",
    "½",
    "7/8",
    "10:30",
    "-5",
    "C",
    "per",
    "day",
    "aged",
    "years",
    "old",
    "Article",
    "'",
    "’",
    "two-thirds",
    "2-1",
    "other",
    "including",
    "them",
    "alone",
    "toll",
    "by",
    "points",
    "twice",
    "times",
    "few",
    "hundred",
    "thousands",
]


@given(st.lists(st.sampled_from(WORDS), max_size=40), st.booleans())
def test_any_words_give_ordered_spans(words, spaced):
    text = (" " if spaced else "").join(words)
    found = find_quantities(text)
    assert all(q.span.of(text) == q.text for q in found)
    assert all(a.span.end <= b.span.start for a, b in itertools.pairwise(found))
    assert found == find_quantities(text)


@given(st.text(max_size=300))
def test_any_text_is_read_without_an_error(text):
    for quantity in find_quantities(text):
        assert quantity.span.of(text) == quantity.text


@pytest.mark.parametrize(
    "unit",
    ["9", "1,", "1 ", "'", '"', "1-", "$", "one ", "and ", "a ", "1.1", "½", "of the ", "half a ", "no ", "killed 1 ",
     "between 1 and ", "twenty-", "million ", "A.", "5 people, ", "1/", "per ", "@", "http://a", "more than ", "x-"],
)  # fmt: skip
def test_hostile_text_takes_linear_time(unit):
    text = unit * (100_000 // len(unit))
    start = time.process_time()
    find_quantities(text)
    assert time.process_time() - start < 60  # about 0.5 s on an idle core; a quadratic reader takes minutes


def test_numbers_inside_a_period_are_no_quantities():
    text = "On 14 March 12 ships sailed."
    period = Period(
        "14 March",
        Span(3, 11),
        datetime(2024, 3, 14, tzinfo=UTC),
        datetime(2024, 3, 15, tzinfo=UTC),
        Precision.DAY,
        Anchor.EXPLICIT,
    )
    assert [q.text for q in find_quantities(text, (period,))] == ["12"]
    assert [q.text for q in find_quantities(text) if q.comparable] == ["12"]


@given(
    st.integers(1, 999_999),
    st.sampled_from(["over {} soldiers", "{} soldiers", "at least {} soldiers", "about {} soldiers"]),
)
def test_bounds_hold_their_number_at_the_edge(value, frame):
    (found,) = find_quantities(frame.format(f"{value:,}"))
    assert found.counted == "soldier"
    assert found.interval.low == value
    assert found.interval.contains(value) is not frame.startswith("over")
