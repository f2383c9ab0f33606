import math
import re
from datetime import date, datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.report.html.articles import Mark, article, place
from checker.report.html.axis import LEFT, RIGHT, day_axis, number_axis, short, time_axis
from checker.report.html.lanes import interval_lane
from checker.report.html.page import GRAVITY, SourceView
from checker.report.html.pictures import Given, picture, said
from checker.values.finding import Verdict
from checker.values.interval import Interval
from tests.report.html_samples import overlapping

FINITE = st.floats(-1e15, 1e15, allow_nan=False, allow_subnormal=False)
DAY = datetime(2024, 3, 4)  # noqa: DTZ001


@given(st.lists(FINITE, min_size=1, max_size=6))
def test_a_scale_holds_its_values_in_their_order(values: list[float]) -> None:
    axis = number_axis(values)
    places = [axis.at(v) for v in sorted(values)]
    assert places == sorted(places)
    assert all(0 <= p <= 100 for p in places)
    at = [t.at for t in axis.ticks]
    assert at == sorted(set(at))
    assert all(LEFT - 0.01 <= t <= RIGHT + 0.01 for t in at)


@given(st.lists(st.integers(0, 700_000_000), min_size=1, max_size=5))
def test_a_time_scale_has_a_few_ticks(seconds: list[int]) -> None:
    axis = time_axis([DAY + timedelta(seconds=s) for s in seconds])
    assert 1 <= len(axis.ticks) <= 6


def test_labels_of_ticks_keep_apart() -> None:
    for values in ([0, 1], [3, 7], [12, 55], [10_000, 50_000], [2_750, 27_500], [1, 3e9], [-5, 5], [0.25, 0.5]):
        at = [t.at for t in number_axis(values).ticks]
        assert min(b - a for a, b in pairwise(at)) >= 12  # 12 percent of 330 pixels hold a label


def test_a_scale_is_logarithmic_only_where_it_must_be() -> None:
    assert number_axis([12, 9_000]).log
    assert not number_axis([10_000, 50_000]).log
    assert not number_axis([0, 50_000]).log
    assert not number_axis([-3, 900]).log


@pytest.mark.parametrize(
    ("value", "text"),
    [(0, "0"), (0.25, "0.25"), (12_000, "12,000"), (2_500_000, "2.5m"), (5e9, "5bn"), (1.5e12, "1.5tn"), (-2e6, "-2m")],
)
def test_ticks_are_short(value: float, text: str) -> None:
    assert short(value) == text


@pytest.mark.parametrize(
    ("interval", "words"),
    [
        (Interval.point(7), "exactly 7"),
        (Interval.above(10_000), "more than 10,000"),
        (Interval.above(10_000, closed=True), "10,000 or more"),
        (Interval.below(20), "less than 20"),
        (Interval(0, 300_000), "0 to 300,000"),
        (Interval(-math.inf, math.inf), "any value"),
    ],
)
def test_an_interval_in_words(interval: Interval, words: str) -> None:
    assert said(interval) == words


def test_ends_are_full_hollow_or_arrows() -> None:
    axis = number_axis([10, 50])
    above = interval_lane(Interval.above(10), axis, "", "conflict")
    assert above.count('class="end open"') == 1
    assert above.count('class="arrow"') == 1
    assert interval_lane(Interval(10, 50), axis, "", "conflict").count('class="end"') == 2
    assert interval_lane(Interval(-math.inf, math.inf), axis, "", "conflict").count('class="arrow"') == 2


def test_a_label_cannot_leave_its_attribute() -> None:
    lane = interval_lane(Interval.point(1), number_axis([1]), '"><script>\u202e', "conflict")
    assert "<script>" not in lane
    assert "\u202e" not in lane


def test_no_picture_where_there_is_nothing_to_compare() -> None:
    one = Given("S1", "12", "conflict", Interval.point(12), "1")
    assert picture([one, one], Verdict.CONFLICT) is None
    assert picture([one, Given("S2", "dozens", "conflict")], Verdict.CONFLICT) is None


def test_two_currencies_have_no_scale_in_common() -> None:
    dollars = [Given(f"S{n}", f"${n}", "conflict", Interval.point(n), "USD") for n in (1, 2)]
    euros = Given("S3", "€9", "incomparable", Interval.point(9), "EUR")
    shown = picture([*dollars, euros], Verdict.CONFLICT)
    assert shown is not None
    assert [lane.value for lane in shown.lanes] == ["$1", "$2"]
    assert picture([dollars[0], euros], Verdict.INCOMPARABLE) is None


def test_values_are_shown_in_the_unit_they_are_written_in() -> None:
    miles = Given("S1", "40 miles", "conflict", Interval.point(64_373.76), "mile")
    more = Given("S2", "64 miles", "conflict", Interval.point(102_998.016), "mile")
    shown = picture([miles, more], Verdict.CONFLICT)
    assert shown is not None
    assert "read as exactly 40 (mile)" in shown.lanes[0].svg
    assert shown.caption == "The values as read, to scale; unit: mile"


def test_values_that_are_equal_share_a_lane() -> None:
    same = [Given(f"S{n}", "95", "conflict", Interval.point(95), "1") for n in (1, 2)]
    shown = picture([*same, Given("S3", "120", "conflict", Interval.point(120), "1")], Verdict.CONFLICT)
    assert shown is not None
    assert [lane.handles for lane in shown.lanes] == [("S1", "S2"), ("S3",)]


def test_counts_that_grow_are_shown_over_their_days() -> None:
    grown = [
        Given(f"S{n}", str(v), "update", Interval.point(v), "1", day=date(2024, 3, n))
        for n, v in ((1, 20), (4, 35), (9, 61))
    ]
    shown = picture(grown, Verdict.UPDATE)
    assert shown is not None
    assert "2024-03-01: 20 (S1); 2024-03-04: 35 (S4); 2024-03-09: 61 (S9)" in shown.growth
    still = picture(grown, Verdict.CONFLICT)
    assert still is not None
    assert still.growth == ""


def test_quotes_that_overlap_share_the_part_in_which_they_do() -> None:
    document, wide, narrow = overlapping()
    marks = [Mark(place(f.a, document), name, f.verdict.value) for f, name in ((wide, "w"), (narrow, "n"))]
    source = SourceView(1, "S1", "a.txt", "a.txt", "", (), "en", "")
    shown = article(source, document, marks, GRAVITY)
    assert [(s.text, s.targets, s.tone, s.anchor) for s in shown.paragraphs[0].segments] == [
        ("Some ", (), "", ""),
        ("40 of the ", ("w",), "conflict", "q1-5-17"),
        ("90", ("w", "n"), "conflict", "q1-15-22"),
        (" crew", ("n",), "update", ""),
        (" left.", (), "", ""),
    ]
    assert [(p.line, p.apart) for p in shown.paragraphs] == [(1, False), (3, True)]
    assert "".join(s.text for p in shown.paragraphs for s in p.segments) == document.text.replace("\n", "")


def clocked(handle: str, value: str, *clocks: int) -> Given:
    return Given(handle, value, "conflict", clocks=clocks)


def test_times_of_day_without_a_day_stand_on_the_line_of_one_day() -> None:
    shown = picture([clocked("S1", "9:40 a.m.", 580), clocked("S2", "8 p.m.", 1200)], Verdict.CONFLICT)
    assert shown is not None
    assert [lane.value for lane in shown.lanes] == ["9:40 a.m.", "8 p.m."]
    assert "S1: 9:40 a.m., read as 09:40" in shown.lanes[0].svg
    assert f'cx="{day_axis().at(580):g}%"' in shown.lanes[0].svg
    assert re.findall(r">(\d\d:00)<", shown.axis) == ["00:00", "06:00", "12:00", "18:00", "24:00"]
    assert shown.caption == "The times of day as read, to scale"


def test_a_clock_that_tells_no_half_of_the_day_stands_hollow_in_both() -> None:
    shown = picture([clocked("S1", "9:40 a.m.", 580), clocked("S2", "11:15", 675, 1395)], Verdict.CONFLICT)
    assert shown is not None
    assert shown.lanes[0].svg.count('class="end"') == 1
    assert shown.lanes[1].svg.count('class="end open"') == 2
    assert "S2: 11:15, read as 11:15 or 23:15" in shown.lanes[1].svg
    assert "hollow" in shown.caption


def test_one_time_of_day_makes_no_picture() -> None:
    assert picture([clocked("S1", "noon", 720), clocked("S2", "12:00 p.m.", 720)], Verdict.CONFLICT) is None


def test_a_lane_has_the_colour_of_the_gravest_that_shares_it() -> None:
    plain, grave = (Given(f"S{n}", "95", tone, Interval.point(95), "1") for n, tone in ((1, "plain"), (2, "conflict")))
    shown = picture([plain, grave, Given("S3", "120", "conflict", Interval.point(120), "1")], Verdict.CONFLICT)
    assert shown is not None
    assert [(lane.handles, lane.tone) for lane in shown.lanes] == [(("S1", "S2"), "conflict"), (("S3",), "conflict")]


def test_what_is_up_to_a_number_stands_at_it_among_counts_that_grow() -> None:
    grown = [
        Given("S1", "up to 300", "update", Interval(0, 300), "1", day=date(2024, 3, 1)),
        Given("S2", "310", "update", Interval.point(310), "1", day=date(2024, 3, 4)),
    ]
    shown = picture(grown, Verdict.UPDATE)
    assert shown is not None
    assert "2024-03-01: 300 (S1); 2024-03-04: 310 (S2)" in shown.growth
