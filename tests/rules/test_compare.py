from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import assume, given
from hypothesis import strategies as st

from checker.facts.quantities import find_quantities
from checker.rules.compare import STRETCHES, Stretch, Widths, grain, holds_together, reach, slip
from checker.values.interval import Interval
from checker.values.quantity import Dimension, Quantity
from checker.values.text import Span

CASES = yaml.safe_load((Path(__file__).parent / "compare.yaml").read_text(encoding="utf-8"))


def one(phrase: str) -> Quantity:
    (quantity,) = find_quantities(phrase)
    return quantity


@pytest.mark.parametrize("case", CASES, ids=lambda c: " / ".join(next(iter(c.values()))))
def test_values_meet_or_clash_in_either_order(case: dict[str, list[str]]) -> None:
    ((verdict, phrases),) = case.items()
    a, b = map(one, phrases)
    assert holds_together(a, b, Widths()) is (verdict == "agree")
    assert holds_together(b, a, Widths()) is (verdict == "agree")


def test_the_slack_of_a_word_is_a_setting() -> None:
    wide = Widths({**STRETCHES, "over": Stretch(up_to=6.0, down_to=1.0)})
    assert holds_together(one("over 10,000 soldiers"), one("50,000 soldiers"), wide)


@pytest.mark.parametrize(
    ("phrase", "step"),
    [("6,300 people", 100), ("6,500 people", 500), ("10,000 people", 10_000), ("85 people", 5), ("89 people", 1)],
)
def test_the_scale_of_a_number_is_seen_from_its_digits(phrase: str, step: float) -> None:
    assert grain(one(phrase)) == step


@given(st.integers(20, 10**7), st.sampled_from(["about", "around", "some", "roughly", "approximately"]))
def test_it_does_not_matter_which_word_hedges(number: int, word: str) -> None:
    assert reach(one(f"{word} {number:,} people"), Widths()) == reach(one(f"about {number:,} people"), Widths())


@given(st.integers(20, 10**6), st.integers(20, 10**6), st.sampled_from(["about {:,} km", "over {:,} km", "{:,} km"]))
def test_the_unit_does_not_matter(x: int, y: int, form: str) -> None:
    in_km = holds_together(one(form.format(x)), one(f"{y:,} km"), Widths())
    assert in_km == holds_together(one(form.format(x)), one(f"{y * 1000:,} metres"), Widths())


def test_a_slip_of_the_pen_has_a_form() -> None:
    assert slip(one("61 million florins"), one("16 million florins")) == 1.0
    assert slip(one("60,000 chips"), one("6,000 chips")) == 1.0
    assert slip(one("30 miles"), one("30 km")) == 1.0
    assert slip(one("61 homes"), one("75 homes")) == 0.0
    assert slip(one("61 homes"), one("61 homes")) == 0.0


def plain(value: float, step: float) -> Quantity:
    point = Interval.point(value)
    return Quantity("x", Span(0, 1), point, point, Dimension.COUNT, "1", 3, step)


@given(st.floats(20, 1e12))
def test_reach_holds_the_number_itself(value: float) -> None:
    assert reach(plain(value, value / 100), Widths()).contains(value)


@given(st.floats(20, 1e12), st.floats(1.0, 3.0), st.floats(1.0, 4.0))
def test_two_figures_within_the_tolerance_agree_and_no_others(value: float, ratio: float, apart: float) -> None:
    a, b = plain(value, value * 1e-9), plain(value * apart, value * 1e-9)
    assume(abs(apart - ratio) > 1e-6)
    assert holds_together(a, b, Widths(ratio=ratio)) is (apart < ratio)
    assert holds_together(b, a, Widths(ratio=ratio)) is (apart < ratio)


@given(st.floats(20, 1e9), st.floats(20, 1e9))
def test_meeting_does_not_depend_on_the_order(x: float, y: float) -> None:
    a, b = plain(x, x / 100), plain(y, y / 1000)
    assert holds_together(a, b, Widths()) == holds_together(b, a, Widths())
