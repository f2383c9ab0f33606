# ruff: noqa: DTZ001 - the periods of local time are naive
"""Time expressions of news prose: the cases of periods.yaml, the laws of dates, and hostile text."""

from __future__ import annotations

import time
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.facts.periods import find_periods
from checker.values.period import Anchor, Period, Precision

CASES = yaml.safe_load((Path(__file__).parent / "periods.yaml").read_text(encoding="utf-8"))
WEDNESDAY = date(2024, 8, 14)
STYLES = (
    "{d.day} {d:%B} {d.year}", "{d:%B} {d.day}, {d.year}", "{d:%b}. {d.day}, {d.year}", "{d.day} {d:%b} {d.year}",
    "{d:%Y-%m-%d}", "{d:%Y/%m/%d}", "{d:%d.%m.%Y}", "{d:%A}, {d.day} {d:%B} {d.year}",
    "{d:%A}, {d:%B} {d.day}, {d.year}",
    "the {d.day}{th} of {d:%B} {d.year}", "{d:%B} {d.day}{th}, {d.year}", "{d.day}{th} {d:%B} {d.year}",
    "{d:%a} {d.day} {d:%b} {d.year}",
)  # fmt: skip


def moment(value: object) -> datetime | None:
    """A date or a moment of the YAML file as a moment."""
    if value is None or isinstance(value, datetime):
        return value
    if isinstance(value, date):
        return datetime(value.year, value.month, value.day)
    return datetime.fromisoformat(str(value))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"])
def test_cases(case: dict) -> None:
    found = find_periods(case["text"], case.get("published", WEDNESDAY))
    assert [p.text for p in found] == [want["text"] for want in case["expect"]]
    for period, want in zip(found, case["expect"], strict=True):
        assert period.start == moment(want["from"])
        assert period.end == moment(want["to"])
        assert period.precision == want["precision"]
        assert period.relation == want.get("relation", "in")
        for name in ("anchor", "approximate", "zoned", "fiscal", "clock", "vague", "local", "ranked"):
            if name in want:
                assert getattr(period, name) == want[name], name
        assert_spans(case["text"], found)


def assert_spans(text: str, found: tuple[Period, ...]) -> None:
    assert all(text[p.span.start : p.span.end] == p.text for p in found)
    assert all(a.span.end <= b.span.start for a, b in pairwise(found))


def test_there_are_enough_cases() -> None:
    assert len(CASES) >= 120


def suffix(day: int) -> str:
    return "th" if 10 <= day % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(day % 10, "th")


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.sampled_from(STYLES))
def test_a_date_in_any_style_reads_back_as_the_same_day(day: date, style: str) -> None:
    written = style.format(d=day, th=suffix(day.day))
    (period,) = find_periods(f"It opened on {written}.")
    assert (period.start, period.precision) == (datetime(day.year, day.month, day.day), Precision.DAY)
    assert (period.anchor, period.text) == (Anchor.EXPLICIT, written)


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(0, 6))
def test_a_past_weekday_lies_in_the_week_up_to_publication(published: date, weekday: int) -> None:
    name = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")[weekday]
    (past,) = find_periods(f"He resigned on {name}.", published)
    (ahead,) = find_periods(f"He will resign on {name}.", published)
    assert past.start is not None
    assert ahead.start is not None
    assert 0 <= (published - past.start.date()).days < 7
    assert 0 <= (ahead.start.date() - published).days < 7
    assert past.start.weekday() == ahead.start.weekday() == weekday


@given(st.datetimes(datetime(2000, 1, 1), datetime(2050, 1, 1)))
def test_a_clock_reads_back(when: datetime) -> None:
    written = f"{when:%H:%M} GMT on {when.day} {when:%B} {when.year}"
    (period,) = find_periods(f"It struck at {written}.")
    assert period.start == when.replace(second=0, microsecond=0)
    assert period.zoned


def test_without_a_publication_the_fields_still_say_what_is_known() -> None:
    tuesday, date_of, clock, explicit = find_periods(
        "On Tuesday it rained as on Aug. 6; at 9 a.m. it hailed as on 6 August 2024."
    )
    assert (tuesday.anchor, tuesday.start, tuesday.weekday) == (Anchor.NONE, None, 1)
    assert (date_of.anchor, date_of.month, date_of.day, date_of.year) == (Anchor.NONE, 8, 6, None)
    assert (clock.anchor, clock.clock) == (Anchor.NONE, 540)
    assert (explicit.anchor, explicit.start) == (Anchor.EXPLICIT, datetime(2024, 8, 6))


def test_both_halves_of_the_year_of_summer_time() -> None:
    (summer,) = find_periods("It began at 9 a.m. ET on 1 July 2024.")
    (winter,) = find_periods("It began at 9 a.m. ET on 1 January 2024.")
    assert (summer.start, winter.start) == (datetime(2024, 7, 1, 13), datetime(2024, 1, 1, 14))


WORDS = """
Tuesday May 9 a.m. to from 2019 - , the last week of Aug. and late quarter first ago two GMT 31 0 999 next century 's
between night end year 1980s 2012-13 by noon 6th fall on hours 10:30 pm this weekend Q3 earlier half past starting in
"""


@settings(max_examples=400)
@given(
    st.lists(st.sampled_from(sorted(set(WORDS.split()))), max_size=25),
    st.none() | st.dates(date(1, 1, 1), date(9999, 12, 31)),
)
def test_any_words_in_any_order_give_sound_periods(words: list[str], published: date | None) -> None:
    text = " ".join(words)
    assert_spans(text, find_periods(text, published))


@given(st.text(max_size=80), st.just(WEDNESDAY))
def test_any_text_gives_sound_periods(text: str, published: date) -> None:
    assert_spans(text, find_periods(text, published))


@pytest.mark.parametrize(
    "unit",
    ["1", "1,", "1 ", "'", "9:", "2019-", "Tuesday ", "May 1 to ", "the end of ", "1.1", "9 a.m. - ", "“1” ", "and 1 "],
)
def test_hostile_text_takes_linear_time(unit: str) -> None:
    text = (unit * 100_000)[:100_000]
    begin = time.process_time()
    find_periods(text, WEDNESDAY)
    assert time.process_time() - begin < 60  # a few seconds on an idle core; a quadratic reader takes minutes


def test_a_sentence_of_100_kilobytes() -> None:
    text = ("1,234 5.6 '7' “8”, 9-10: " * 5_000)[:100_000]
    begin = time.process_time()
    find_periods(text, WEDNESDAY)
    assert time.process_time() - begin < 60


def test_the_same_text_gives_the_same_periods() -> None:
    text = "On Tuesday at 9 a.m. it fell; since May 2023 and in the past two weeks it has risen."
    assert find_periods(text, WEDNESDAY) == find_periods(text, WEDNESDAY)
    assert len(find_periods(text, WEDNESDAY)) == 3
