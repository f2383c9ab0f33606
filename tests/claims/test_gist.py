from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.claims.gist import gist
from checker.values.claim import Attribution, Facts
from checker.values.interval import Interval
from checker.values.period import Anchor, Period, Precision
from checker.values.quantity import Dimension, Quantity
from checker.values.text import Span


def span_of(text: str, part: str) -> Span:
    return Span(text.index(part), text.index(part) + len(part))


def quantity(text: str, part: str, dimension: Dimension = Dimension.COUNT, value: float = 5) -> Quantity:
    point = Interval.point(value)
    return Quantity(part, span_of(text, part), point, point, dimension, "1", 1, 1)


def period(text: str, part: str) -> Period:
    return Period(part, span_of(text, part), None, None, Precision.DAY, Anchor.NONE)


def said(text: str, part: str) -> Attribution:
    return Attribution("someone", "say", span_of(text, part))


@pytest.mark.parametrize(
    ("text", "part", "dimension", "expected"),
    [
        ("Over 10,000 soldiers came.", "Over 10,000", Dimension.COUNT, "Some soldiers came"),
        ("It cost £120m in all.", "£120m", Dimension.MONEY, "It cost some money in all"),
        ("The £120m clause holds.", "£120m", Dimension.MONEY, "The money clause holds"),
        ("Another 40 people fled.", "40", Dimension.COUNT, "Another people fled"),
        ("The 300-seat hall burnt.", "300", Dimension.COUNT, "The seat hall burnt"),
        ("Rowe, 54, resigned.", "54", Dimension.AGE, "Rowe, resigned"),
        ("The dam (40 feet) held.", "40 feet", Dimension.LENGTH, "The dam held"),
        ("She came third in the race.", "third", Dimension.ORDINAL, "She came third in the race"),
        ("It fell 3 percent.", "3 percent", Dimension.PERCENT, "It fell some percent"),
        (
            "He fears that 40 people and a dog that fled died.",
            "40",
            Dimension.COUNT,
            "He fears that some people and a dog that fled died",
        ),
        ("But 40 people and a dog fled.", "40", Dimension.COUNT, "Some people and a dog fled"),
        ("A mum-of-three came.", "three", Dimension.COUNT, "A mum-of-three came"),
    ],
)
def test_a_value_is_masked(text: str, part: str, dimension: Dimension, expected: str) -> None:
    assert gist(text, Facts(quantities=(quantity(text, part, dimension),))) == expected


def test_none_at_all_stays_since_a_mask_would_turn_it_round() -> None:
    text = "No civilians were hurt."
    assert gist(text, Facts(quantities=(quantity(text, "No", value=0),))) == "No civilians were hurt"


def test_what_is_no_value_to_compare_stays() -> None:
    text = "Flight 370 was lost."
    noise = replace(quantity(text, "370"), comparable=False)
    assert gist(text, Facts(quantities=(noise,))) == "Flight 370 was lost"


@pytest.mark.parametrize(
    ("text", "part", "expected"),
    [
        ("The dam failed on Friday.", "Friday", "The dam failed"),
        ("The dam failed early on Friday, he fears.", "Friday", "The dam failed, he fears"),
        ("It rose after Friday’s failure of the dam.", "Friday", "It rose after the failure of the dam"),
        ("On Friday the dam failed.", "Friday", "The dam failed"),
        ("Friday brought rain.", "Friday", "Brought rain"),
    ],
)
def test_a_time_goes_with_the_words_that_tie_it(text: str, part: str, expected: str) -> None:
    assert gist(text, Facts(periods=(period(text, part),))) == expected


@pytest.mark.parametrize(
    ("text", "part", "expected"),
    [
        ("The ministry said on Monday that the dam failed.", "The ministry said on Monday", "The dam failed"),
        ("The dam failed, the ministry said.", "the ministry said", "The dam failed"),
        ("The dam, the ministry said, failed.", "the ministry said", "The dam, failed"),
        ("“The dam failed,” he said.", "he said", "The dam failed"),
        ("According to Rowe, the dam failed.", "According to Rowe", "The dam failed"),
    ],
)
def test_the_attribution_is_stripped(text: str, part: str, expected: str) -> None:
    assert gist(text, Facts(attribution=said(text, part))) == expected


def test_facts_are_spans_of_the_document() -> None:
    before, text = "Nobody came. ", "Over 40 people fled, he said."
    whole = before + text
    facts = Facts(quantities=(quantity(whole, "Over 40"),), attribution=said(whole, "he said"))
    assert gist(text, facts, len(before)) == "Some people fled"


def test_an_attribution_elsewhere_changes_nothing() -> None:
    assert gist("The dam failed.", Facts(attribution=Attribution("he", "say", Span(90, 99)))) == "The dam failed"


def test_where_nothing_would_be_left_the_text_stays() -> None:
    assert gist("Nobody said.", Facts(attribution=Attribution("x", "say", Span(0, 11)))) == "Nobody said"
    assert gist("5.", Facts(quantities=(quantity("5.", "5"),))) == "5."


@given(st.text(alphabet="ab 5,.-()“”", max_size=40), st.data())
def test_it_is_never_empty(text: str, data: st.DataObject) -> None:
    edges = st.integers(0, len(text))
    spans = [Span(*sorted((data.draw(edges), data.draw(edges)))) for _ in range(3)]
    point = Interval.point(5)
    quantities = tuple(Quantity("", span, point, point, Dimension.MONEY, "EUR", 1, 1) for span in spans[:2])
    facts = Facts(quantities=quantities, attribution=Attribution("x", "say", spans[2]))
    assert gist(text, facts) or not text
