"""Figures that do not add up are a conflict, those that do are compatible, in either order; and the laws of sums."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from checker.config import Config, load_config
from checker.facts.read import read_facts
from checker.pairs import TextPair, judge_pairs
from checker.rules.arithmetic.reckoned import AS_WRITTEN, Reckoned, Sort, shown, spread, total, virtual
from checker.rules.compare import Widths, holds_together
from checker.rules.kinds.sums import SumOptions, check
from checker.values.finding import Finding
from checker.values.interval import Interval

CASES = yaml.safe_load(Path(__file__).with_name("sum.yaml").read_text(encoding="utf-8"))
OTHERS = st.lists(st.integers(1, 9_999), min_size=2, max_size=5)


@pytest.fixture(scope="module")
def config() -> Config:
    return load_config(None, {"report.min_confidence": 0.0})


def ask(config: Config, a: str, b: str) -> tuple[Finding, ...]:
    (answer,) = judge_pairs([TextPair("x", a, b)], config)
    return tuple(f for f in answer.findings if f.kind == "sum")


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c['says']}: {c['a'][:30]} / {c['b'][:30]}")
def test_says_and_shows_the_arithmetic(case: dict[str, str], config: Config) -> None:
    for a, b in ((case["a"], case["b"]), (case["b"], case["a"])):
        said = ask(config, a, b)
        assert (said[0].verdict if said else None) == case["says"], [f.explanation for f in said]
        if said:
            assert case["shows"] in said[0].explanation


def test_parts_that_add_up_silence_the_comparison_of_one_part_with_the_total(config: Config) -> None:
    (answer,) = judge_pairs(
        [TextPair("x", "The blast killed 15 people and wounded 45.", "The blast left 60 casualties.")], config
    )
    assert {f.kind for f in answer.findings} == {"sum"}


def test_values_stand_where_they_are_said_to_stand(config: Config) -> None:
    a, b = "The blast killed 12 people and wounded 30.", "There were 50 casualties in all in the blast."
    (finding,) = ask(config, a, b)
    assert finding.a.value_span is not None
    assert finding.b.value_span is not None
    assert finding.a.value_span.of(a) == "12 people and wounded 30"
    assert finding.b.value_span.of(b) == finding.b.value == "50"


@given(OTHERS)
def test_a_total_that_is_the_sum_holds_whatever_the_rounding(numbers: list[int]) -> None:
    parts = [read_facts(f"{n:,} people came.").quantities[0] for n in numbers]
    whole = read_facts(f"{sum(numbers):,} people came.").quantities[0]
    assert total(parts, AS_WRITTEN).contains(sum(numbers))
    for widths in (Widths(), AS_WRITTEN):
        assert holds_together(virtual(parts[0], whole, total(parts, widths)), whole, widths)


@given(OTHERS, st.integers(2, 9))
def test_a_total_that_is_several_times_the_sum_never_holds(numbers: list[int], times: int) -> None:
    parts = [read_facts(f"{n:,} people came.").quantities[0] for n in numbers]
    whole = read_facts(f"{times * sum(numbers):,} people came.").quantities[0]
    assert not holds_together(virtual(parts[0], whole, total(parts, Widths())), whole, Widths())


def test_a_sum_is_as_wide_as_all_its_parts() -> None:
    rough = read_facts("About 400 people and some 600 horses came.").quantities
    assert total(rough, Widths()) == spread(rough[0], Widths()).plus(spread(rough[1], Widths()))
    assert not total(rough, Widths()).is_point


def test_what_is_reckoned_is_shown_in_plain_numbers() -> None:
    money, share, count = (
        read_facts(text).quantities[0]
        for text in ("It cost 5 million crowns.", "It rose by a fifth.", "It took 7 cars.")
    )
    assert shown(Interval.point(7.5e6), money) == "7.5 million crowns"
    assert shown(Interval.point(21.538), share) == "21.5 percent"
    assert shown(Interval(30, 60), count) == "about 45"
    assert shown(Interval.above(1200, closed=True), count) == "at least 1,200"
    assert shown(Interval(0, 30), share, at_most=True) == "at most 30 percent"


def test_a_sentence_of_very_many_figures_is_no_prose(config: Config) -> None:
    table = "The blast killed " + ", ".join(f"{n} people in Ward {n}" for n in range(20, 120)) + " and 7 people at sea."
    assert not ask(config, table, "There were 50 casualties in all in the blast.")


def test_arithmetic_needs_figures() -> None:
    q = read_facts("Seven people came.").quantities[0]
    with pytest.raises(ValueError, match="at least one figure"):
        Reckoned(Sort.PARTS, (), q, q, "nothing makes 7")


def test_a_sort_that_is_switched_off_says_nothing(tmp_path: Path) -> None:
    rules = tmp_path / "rules.yaml"
    rules.write_text(
        "version: 1\nextends: [default]\nrules:\n  - id: arithmetic\n    sorts: [change]\n", encoding="utf-8"
    )
    without = load_config(None, {"rules": [str(rules)], "report.min_confidence": 0.0})
    assert not ask(without, "The blast killed 12 people and wounded 30.", "The blast left 50 casualties in all.")


def test_the_kind_refuses_the_options_of_another() -> None:
    with pytest.raises(TypeError, match="SumOptions"):
        list(check(None, object()))  # type: ignore[arg-type]
    assert set(SumOptions().sorts) == {s.value for s in Sort}
