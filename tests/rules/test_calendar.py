"""Whether two times can be of one event: known days, clocks of one and of two zones, "by" and "after", vague hours."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.facts.periods import find_periods
from checker.rules.calendar import apart, meet
from checker.values.period import Period

FRIDAY = date(2031, 5, 16)
SLACK = 20
PHRASES = (
    "on Monday", "on Wednesday", "late on Sunday", "on 12 May", "in May", "in 2029", "by Monday", "after Tuesday",
    "before Thursday", "at 6 a.m.", "at 10 p.m.", "at 14:00 GMT", "at 9 p.m. Moscow time", "at eight o'clock on Monday",
    "shortly after nine on Monday evening", "at 4:12 a.m. local time (0212 GMT)", "Late Thursday, U.S. time",
)  # fmt: skip


def read(phrase: str) -> Period:
    (found,) = find_periods(f"The ferry sank {phrase}.", FRIDAY)
    return found


APART = [
    ("by the end of June", "before May"),
    ("in the winter", "in May"),
    ("eight years ago", "in 2019"),
    ("on Monday", "on Wednesday"),
    ("in 2029", "in May 2031"),
    ("Late Monday, U.S. time", "on Thursday"),
    ("by Monday", "on Wednesday"),
    ("after Wednesday", "on Monday"),
    ("by Monday", "by Thursday"),
    ("at eight o'clock on Monday", "shortly after nine on Monday evening"),
    ("at 7:40 p.m. (1640 GMT)", "shortly after nine on Monday evening"),
    ("at 2.12 a.m.", "at 4:12 a.m. local time (0212 GMT)"),
    ("at 8.52 am Irish time", "at 6:52 a.m. GMT"),
]
TOGETHER = [
    ("on Monday", "on 12 May"),
    ("in May", "on 12 May"),
    ("by Thursday", "on Monday"),
    ("after Monday", "on Wednesday"),
    ("before Thursday", "on Monday"),
    ("by the end of June", "before July"),
    ("in the winter", "in March"),
    ("eight years ago", "in 2022"),
    ("at eight o'clock on Monday", "at 7:50 p.m. on Monday"),
    ("at 7:40 p.m. (1640 GMT)", "at 7:50 p.m."),
    ("at 7.52 am Irish time", "at 6:52 a.m. GMT"),
]
SILENT = [
    ("at 2300 GMT", "at 11:45 p.m."),  # nobody knows the zone of the second
    ("Late Wednesday, U.S. time", "on Thursday"),  # Thursday in the east
    ("on Monday", "at 6 a.m."),
    ("next Saturday", "on Saturday"),  # of one week or the next
]


@pytest.mark.parametrize(("a", "b"), APART)
def test_these_are_apart(a: str, b: str) -> None:
    assert apart(read(a), read(b), SLACK) is not None
    assert not meet(read(a), read(b), SLACK)


@pytest.mark.parametrize(("a", "b"), TOGETHER)
def test_these_meet(a: str, b: str) -> None:
    assert apart(read(a), read(b), SLACK) is None
    assert meet(read(a), read(b), SLACK)


@pytest.mark.parametrize(("a", "b"), SILENT)
def test_of_these_nothing_is_said(a: str, b: str) -> None:
    assert apart(read(a), read(b), SLACK) is None
    assert not meet(read(a), read(b), SLACK)


@given(st.sampled_from(PHRASES), st.sampled_from(PHRASES))
def test_the_order_changes_nothing(a: str, b: str) -> None:
    p, q = read(a), read(b)
    assert apart(p, q, SLACK) == apart(q, p, SLACK)
    assert meet(p, q, SLACK) is meet(q, p, SLACK)
    assert apart(p, p, SLACK) is None
