"""What must be read from the wordings of hard cases 1 to 8; the ordinary ones are in tests/facts/quantities.yaml."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from checker.facts.periods import find_periods
from checker.facts.quantities import find_quantities
from tests.facts.test_quantities import shown

CASES = yaml.safe_load(Path(__file__).with_name("reading.yaml").read_text(encoding="utf-8"))


def parameters() -> list[object]:
    return [
        pytest.param(
            entry,
            id=f"{case}-{n}",
            marks=pytest.mark.xfail(reason=entry["xfail"], strict=True) if "xfail" in entry else (),
        )
        for case, entries in CASES.items()
        for n, entry in enumerate(entries, start=1)
    ]


@pytest.mark.parametrize("entry", parameters())
def test_reads(entry: dict[str, object]) -> None:
    read = [q for q in find_quantities(entry["text"], find_periods(entry["text"])) if q.comparable]
    assert [q.text for q in read] == [
        wanted.get("says", q.text) for wanted, q in zip(entry["reads"], read, strict=True)
    ]
    for quantity, wanted in zip(read, entry["reads"], strict=True):
        assert {key: shown(quantity, key) for key in wanted} == wanted


def test_each_case_has_at_least_eight_wordings() -> None:
    assert [int(case.split("_")[0]) for case in CASES] == list(range(1, 9))
    assert all(len(entries) >= 8 for entries in CASES.values())
