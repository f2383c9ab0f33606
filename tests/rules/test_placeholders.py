"""What {money}, {date} and the others take of a text, and how patterns are written out."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from checker.rules.placeholders import BadPattern, expand, placeholders
from checker.rules.regexes import finder

CASES = yaml.safe_load((Path(__file__).parent / "placeholders.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda c: f"{c['in']} {c['of'][:30]}")
def test_a_placeholder_takes_what_it_is_for(case: dict[str, Any], request: pytest.FixtureRequest) -> None:
    if "xfail" in case:
        request.applymarker(pytest.mark.xfail(reason=case["xfail"]))
    made = finder(case["in"], ignore_case=True)
    assert [m.group() for m in made.compiled.finditer(case["of"])] == case["takes"]


def test_each_placeholder_for_users_has_a_case() -> None:
    assert all(any(f"{{{p.name}}}" in case["in"] for case in CASES) for p in placeholders())


@pytest.mark.parametrize("name", [p.name for p in placeholders()])
@pytest.mark.parametrize("unit", ["a", "A ", "1", "1,", "one ", "$1 ", "a-", "half ", "A’", "the ", "mon", "1/", "of "])
def test_no_text_makes_a_placeholder_slow(name: str, unit: str) -> None:
    made = finder(f"{{x:{name}}} zzz", ignore_case=True)
    text = unit * (20_000 // len(unit)) + " zz zzz"
    assert list(made.compiled.finditer(text, timeout=2.0)) is not None


def test_a_group_that_holds_one_placeholder_is_read_as_it() -> None:
    assert expand("{amount:money} for (?P<who>{name}), (?P<why>.+)").reads == {"amount": "quantity", "who": "name"}


@pytest.mark.parametrize("text", [r"\d{2,4}", r"\p{Lu}\N{DIGIT ONE}", r"a{3}", r"\{money\}", r"x{,5}"])
def test_other_braces_are_left_as_they_are(text: str) -> None:
    assert expand(text).source == text


def test_a_name_that_no_placeholder_has() -> None:
    with pytest.raises(BadPattern, match=r"unknown placeholder \{mony\}; did you mean \{money\}\?") as caught:
        expand("at {amount:mony}")
    assert caught.value.at == 11


def test_what_is_written_out_leads_back_to_where_it_was_written() -> None:
    text = "set at {amount:money} by"
    expanded = expand(text)
    assert expanded.written(3) == 3
    assert expanded.written(100) == text.index("{")
    assert expanded.written(len(expanded.source) - 2) == text.index("by")
