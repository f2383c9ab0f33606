"""Cases of quantities.yaml: sentences, and all that is to be read from them."""

import itertools
from pathlib import Path

import pytest
import yaml

from checker.facts.quantities import find_quantities
from checker.values.quantity import Quantity

CASES = yaml.safe_load(Path(__file__).with_name("quantities.yaml").read_text(encoding="utf-8"))
FLAT = [pytest.param(case, id=f"{part}-{i}") for part, cases in CASES.items() for i, case in enumerate(cases)]


def shown(quantity: Quantity, key: str) -> object:
    """One field in the form that the cases use."""
    if key == "says":
        return quantity.text
    if key == "is":
        return str(quantity.interval)
    value = getattr(quantity, key)
    if key == "qualifiers":
        return list(value)
    if key in ("dimension", "role"):
        return value.value
    return str(value) if key == "second" else pytest.approx(value) if key == "step" else value


@pytest.mark.parametrize("case", FLAT)
def test_reads(case):
    found = find_quantities(case["text"])
    read = [q for q in found if q.comparable]
    wanted = case.get("reads", [])
    assert [q.text for q in read] == [w.get("says", q.text) for w, q in zip(wanted, read, strict=False)]
    assert len(read) == len(wanted)
    for quantity, fields in zip(read, wanted, strict=True):
        assert {key: shown(quantity, key) for key in fields} == fields
    if "noise" in case:
        assert [q.text for q in found if not q.comparable] == [str(n) for n in case["noise"]]


@pytest.mark.parametrize("case", FLAT)
def test_spans_point_into_the_text(case):
    text = case["text"]
    found = find_quantities(text)
    assert all(q.span.of(text) == q.text for q in found)
    assert all(a.span.end <= b.span.start for a, b in itertools.pairwise(found))
    assert all(q.counted_span is None or q.counted_span.end <= len(text) for q in found)
