"""Data frames of a report; and what is said where there is no pandas."""

import io
import math
import sys
from dataclasses import fields, replace
from datetime import date, datetime

import pytest

from checker import Report, UsageError
from checker.report import RenderOptions, render
from checker.report.rows import FACTS, FINDINGS
from checker.values import report as values
from checker.values.interval import Interval
from tests.report.samples import HOSTILE, RUN, ferry, finding, hostile, known, side, silent

REPORTS = {"ferry": ferry, "known": known, "silent": silent}


def public(report: values.Report) -> Report:
    return Report(**{field.name: getattr(report, field.name) for field in fields(report)})


def test_without_pandas_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    for frame in (public(ferry()).to_pandas, public(ferry()).facts_to_pandas):
        with pytest.raises(UsageError, match=r"a data frame needs pandas: pip install 'pandas>=2\.0'"):
            frame()


def test_a_row_for_each_finding() -> None:
    pytest.importorskip("pandas")
    frame = public(ferry()).to_pandas()
    assert list(frame.columns) == [column.name for column in FINDINGS]
    assert list(frame.verdict) == ["conflict", "update"]
    first = frame.iloc[0]
    assert (first.confidence, first.fails, first.a_line, first.a_value) == (0.9, True, 2, "At least 120")
    assert (first.a_low, first.a_high, first.a_high_open) == (120.0, math.inf, True)
    assert first.a_published.date() == date(2024, 3, 4)
    assert frame.b_published.isna().all()
    assert frame.b_low.isna().all()


def test_a_row_for_each_value_of_a_fact() -> None:
    pytest.importorskip("pandas")
    frame = public(ferry()).facts_to_pandas()
    assert list(frame.columns) == [column.name for column in FACTS]
    assert list(zip(frame.fact, frame.source, frame.value, strict=True)) == [
        ("F1", "morning.txt", "At least 120"),
        ("F1", "noon.txt", "95"),
        ("F1", "evening.txt", "131"),
        ("F2", "morning.txt", "six"),
        ("F2", "noon.txt", "half a dozen"),
    ]
    matrix = frame.groupby(["label", "source"]).value.agg(" / ".join).unstack()
    assert matrix.loc["passengers", "noon.txt"] == "95"


def test_frames_have_the_same_types_whatever_is_in_them() -> None:
    pandas = pytest.importorskip("pandas")
    every = [public(report()) for report in REPORTS.values()]
    for frames in ([r.to_pandas() for r in every], [r.facts_to_pandas() for r in every]):
        assert all(frame.dtypes.equals(frames[0].dtypes) for frame in frames)
        assert pandas.concat(frames).dtypes.equals(frames[0].dtypes)


@pytest.mark.parametrize("name", REPORTS)
def test_the_files_are_read_as_the_frame(name: str) -> None:
    pandas = pytest.importorskip("pandas")
    report = public(REPORTS[name]())
    frame = report.to_pandas().replace({math.inf: math.nan, -math.inf: math.nan})
    types = dict(frame.dtypes)
    days = [column for column, of in types.items() if str(of).startswith("datetime")]
    plain = {column: of for column, of in types.items() if column not in days}
    table = pandas.read_csv(io.BytesIO(report.render("csv").encode()), dtype=plain, parse_dates=days)
    lines = pandas.read_json(io.StringIO(report.render("jsonl")), lines=True, dtype=False)
    for found in (table, lines[list(types)]):
        rows = found[found.verdict != "not_checked"].reset_index(drop=True).astype(types)
        pandas.testing.assert_frame_equal(rows, frame)


@pytest.mark.parametrize("case", HOSTILE)
def test_texts_are_as_they_were_read(case: str) -> None:
    pytest.importorskip("pandas")
    report = public(hostile(HOSTILE[case]))
    (row,) = report.to_pandas().itertuples(index=False)
    assert row.a_text == report.findings[0].a.text
    assert row.label == HOSTILE[case].encode("utf-8", "replace").decode()
    assert len(report.facts_to_pandas()) == 3


def test_days_and_numbers_beyond_what_nanoseconds_and_integers_hold() -> None:
    pytest.importorskip("pandas")
    far = replace(ferry().sources[0], published=date(9999, 12, 31))
    a = replace(side("morning.txt", "A googol of grains.", "A googol"), interval=Interval(-math.inf, 1e100))
    a = replace(a, when=(datetime(2031, 3, 3, 6), datetime(2031, 3, 3, 7)))  # noqa: DTZ001
    report = Report(RUN, (far,), (), (finding(a, side("b.txt", "One grain.", "One")),))
    row = report.to_pandas().iloc[0]
    assert row.a_begins == datetime(2031, 3, 3, 6)  # noqa: DTZ001
    assert (row.a_published.year, row.a_low, row.a_high) == (9999, -math.inf, 1e100)
    table = render(report, "csv", RenderOptions())
    assert "9999-12-31" in table
    assert "1e+100" in table
