"""Dates as people write them; the cases stand in days.yaml."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from checker.sources.days import find_day, leading_day, parse_day

CASES = yaml.safe_load((Path(__file__).parent / "days.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("text", "day"), CASES["dates"].items())
def test_date_is_read(text: str, day: date) -> None:
    assert parse_day(text).day == day


@pytest.mark.parametrize(("text", "why"), CASES["none"].items())
def test_no_date_says_why(text: str, why: str) -> None:
    assert (parse_day(text).day, parse_day(text).why) == (None, why)


@given(st.dates(date(1500, 1, 1), date(2199, 12, 31)))
def test_every_day_is_read_in_every_form(day: date) -> None:
    month = day.strftime("%B")
    for text in (day.isoformat(), f"{day.day} {month} {day.year}", f"{month} {day.day}, {day.year}"):
        found = find_day(f"seen ({text})")
        assert found is not None
        assert found.day == day
        assert found.span.of(f"seen ({text})") == text


@given(st.text(alphabet="0123456789-/. NovT", max_size=60))
def test_any_text_is_taken(text: str) -> None:
    assert parse_day(text).day is None or parse_day(text).why == ""


@pytest.mark.parametrize(
    "text", ["seen in 2024", "the 5 may be", "version 1.2.2024.5", "march 12 soldiers", "a 2024-11-12"]
)
def test_no_date_leads_the_text(text: str) -> None:
    found = leading_day(text)
    assert found is None or found.day is None
