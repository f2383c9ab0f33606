"""How alike two quantities are in what they count, and the laws that this likeness keeps."""

from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from checker.facts.quantities import find_quantities
from checker.facts.statuses import qualifiers_of_status
from checker.facts.wordlists import mapping, section, words
from checker.rules.counted_likeness import (
    counted_likeness,
    measure_likeness,
    noun_likeness,
    status_likeness,
    things,
)
from checker.values.quantity import Quantity

CASES = yaml.safe_load(Path(__file__).with_name("counted_likeness.yaml").read_text(encoding="utf-8"))
FUNCTIONS: dict[str, Callable[[Quantity, Quantity], float]] = {
    "counted": counted_likeness,
    "status": status_likeness,
    "measure": measure_likeness,
}
NOUNS = st.sampled_from(sorted(things().groups_of)) | st.text("abcdefgh", min_size=3, max_size=8)


@pytest.mark.parametrize(("sort", "case"), [(sort, case) for sort, cases in CASES.items() for case in cases])
def test_likeness(sort: str, case: list[object]):
    (a,), (b,) = (find_quantities(str(text)) for text in case[:2])
    assert FUNCTIONS[sort](a, b) == case[2]
    assert FUNCTIONS[sort](b, a) == case[2]


@given(NOUNS, NOUNS)
def test_likeness_of_nouns_has_no_order_and_stays_in_its_range(a: str, b: str):
    assert noun_likeness(a, b) == noun_likeness(b, a)
    assert -1 <= noun_likeness(a, b) <= 1
    assert noun_likeness(a, a) == 1


def test_every_group_and_status_that_the_tables_name_exists():
    groups = mapping(section("counted", "groups"), "groups")
    named = {w for g in groups.values() for key in ("in", "apart") for w in words(mapping(g, "").get(key, ""))}
    assert named <= set(groups)
    fates = {w for row in section("counted", "kin") for w in words(row)} | {*section("counted", "implied")}
    assert fates | set(words(section("counted", "circumstances"))) <= qualifiers_of_status()


def test_every_sort_of_figure_said_to_be_near_another_exists():
    sorts = {name for part in ("money", "percent", "duration") for name in mapping(section("figures", part), part)}
    assert {word for row in section("figures", "near") for word in words(row)} <= sorts
