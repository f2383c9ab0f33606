"""CSV and JSON Lines: the same rows, whoever reads them."""

import csv
import io
import json
import re
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from checker.report import RenderOptions, render
from checker.report.csv import LONGEST_CELL
from checker.report.escape import spreadsheet, visible
from checker.report.rows import FINDINGS, NOT_CHECKED, Sort
from checker.values.interval import Interval
from checker.values.report import Report
from tests.report.samples import FORMULAS, HOSTILE, RUN, ferry, finding, hostile, known, side, silent

NAMES = [column.name for column in FINDINGS]
NUMBERS = {column.name for column in FINDINGS if column.sort in {Sort.WHOLE, Sort.NUMBER}}
REPORTS = {"ferry": ferry, "known": known, "silent": silent}
CELLS = yaml.safe_load((Path(__file__).parent / "cells.yaml").read_text(encoding="utf-8"))
DOCS = Path(__file__).parents[2] / "docs" / "formats"
# A cell that some spreadsheet computes, and a place in a cell where a semicolon as list separator would begin one.
RUNS = re.compile(r"^\s*[=+\-@＝＋－＠\t\r]|;[\"\s]*[=+\-@＝＋－＠]")
PLAIN_NUMBER = re.compile(r"[+-]?\d+(?:[.,]\d+)*(?: ?%)?")


def rows(report: Report, **options: object) -> list[dict[str, str]]:
    text = render(report, "csv", RenderOptions(**options))  # type: ignore[arg-type]
    return list(csv.DictReader(io.StringIO(text, newline=""), strict=True))


def lines(report: Report, **options: object) -> list[dict[str, object]]:
    return [json.loads(line) for line in render(report, "jsonl", RenderOptions(**options)).splitlines()]  # type: ignore[arg-type]


def cells(report: Report, **options: object) -> Iterator[str]:
    return (cell for row in rows(report, **options) for cell in row.values())


def test_a_row_for_each_finding_with_its_two_sides() -> None:
    conflict, update, gap = rows(ferry())
    assert (conflict["id"], conflict["verdict"], conflict["confidence"]) == ("C1", "conflict", "0.9")
    assert (conflict["fact"], conflict["label"], conflict["fails"]) == ("F1", "passengers", "true")
    assert (conflict["a_source"], conflict["a_line"], conflict["a_value"]) == ("morning.txt", "2", "At least 120")
    assert (conflict["a_low"], conflict["a_high"], conflict["a_high_open"]) == ("120", "", "true")
    assert (conflict["a_published"], conflict["a_title"]) == ("2024-03-04", "Ferry runs aground")
    assert (conflict["b_source"], conflict["b_start"], conflict["b_span_start"]) == ("noon.txt", "40", "82")
    assert (update["verdict"], update["fails"], update["b_origin"]) == ("update", "false", "noon.txt")
    assert (gap["id"], gap["verdict"], gap["label"], gap["a_source"]) == ("N1", NOT_CHECKED, "words", "evening.txt")


def test_what_should_have_been_checked_and_was_not_fails() -> None:
    (gap,) = rows(silent())
    assert (gap["verdict"], gap["severity"], gap["fails"], gap["a_source"]) == (NOT_CHECKED, "error", "true", "")
    assert gap["explanation"] == "the model could not be loaded"


def test_accepted_findings_say_so_and_fail_nothing() -> None:
    report = known()
    every = replace(report, failures=frozenset(f.key for f in report.findings))
    accepted, expired, other, _ = rows(every)
    assert (accepted["acceptance"], accepted["fails"]) == ("accepted", "false")
    assert (accepted["acceptance_reason"], accepted["acceptance_on"]) == (
        "the operator has corrected its list",
        "2024-03-05",
    )
    assert (expired["acceptance"], expired["acceptance_until"], expired["fails"]) == ("expired", "2024-03-06", "true")
    assert (other["acceptance"], other["fails"]) == ("", "true")


def test_a_report_with_nothing_to_say_is_a_header_and_an_empty_file() -> None:
    nothing = Report(RUN, (), (), ())
    assert render(nothing, "csv", RenderOptions()) == ",".join(NAMES) + "\r\n"
    assert render(nothing, "jsonl", RenderOptions()) == ""


@pytest.mark.parametrize("name", REPORTS)
def test_both_formats_hold_the_same(name: str) -> None:
    table, objects = rows(REPORTS[name]()), lines(REPORTS[name]())
    assert [[key for key in line if key in NAMES] for line in objects] == [NAMES] * len(table)
    for row, line in zip(table, objects, strict=True):
        for key, cell in row.items():
            assert cell == written(line[key]), key


def written(value: object) -> str:
    if value is None:
        return ""
    return json.dumps(value) if isinstance(value, bool) else str(value)


@pytest.mark.parametrize("name", REPORTS)
def test_each_line_says_which_run_it_comes_from(name: str) -> None:
    for line in lines(REPORTS[name]()):
        assert (line["schema_version"], line["run_started"], line["run_encoder"]) == (1, RUN.started, "minilm")


@pytest.mark.parametrize("name", REPORTS)
def test_a_database_reads_it(name: str, tmp_path: Path) -> None:
    path = tmp_path / "report.csv"
    path.write_bytes(render(REPORTS[name](), "csv", RenderOptions()).encode())
    if not (shell := shutil.which("sqlite3")):
        pytest.skip("no sqlite3 on this machine")
    base = tmp_path / "report.db"
    subprocess.run([shell, str(base), "-cmd", ".mode csv", f".import {path} found"], check=True, timeout=60)
    with sqlite3.connect(base) as database:
        found = database.execute("select * from found")
        assert [column[0] for column in found.description] == NAMES
        assert [list(row) for row in found] == [list(row.values()) for row in rows(REPORTS[name]())]


@pytest.mark.parametrize("case", HOSTILE)
@pytest.mark.parametrize("plain", [False, True])
def test_no_cell_is_computed_and_every_row_is_a_line(case: str, plain: bool) -> None:
    text = render(hostile(HOSTILE[case]), "csv", RenderOptions(ascii=plain))
    assert len(text.split("\r\n")) == 4  # the header, one finding, one gap, and the end
    assert not re.search(r"[^\r]\n|\r[^\n]", text)
    read = rows(hostile(HOSTILE[case]), ascii=plain)
    assert [len(row) for row in read] == [len(NAMES)] * 2
    for cell in (cell for row in read for cell in row.values()):
        assert not RUNS.search(cell) or PLAIN_NUMBER.fullmatch(cell)
        assert visible(cell) == cell


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("case", FORMULAS)
def test_no_cell_is_computed_by_whichever_list_separator(case: str, separator: str) -> None:
    text = render(hostile(FORMULAS[case]), "csv", RenderOptions())
    for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator):
        for cell in row:
            if not PLAIN_NUMBER.fullmatch(cell):
                assert not re.match(r"\s*[=+\-@＝＋－＠]", cell)


@pytest.mark.parametrize("case", CELLS, ids=lambda case: repr(case["text"]))
def test_a_cell_is_as_the_table_of_cases_has_it(case: dict[str, str]) -> None:
    assert spreadsheet(visible(case["text"]).strip()) == case["cell"]


# A lone apostrophe in front is what a reader takes away.
TEXTS = st.text(st.characters() | st.sampled_from("=+-@'\";, 1.%＝x\t")).map(lambda text: visible(text).strip())


@example("=1+1")
@example("'=1+1")
@example("''@x")
@example("a;=1")
@example('a; ""=1')
@given(TEXTS)
def test_the_text_can_be_had_back(text: str) -> None:
    cell = spreadsheet(text)
    assert not RUNS.search(cell) or PLAIN_NUMBER.fullmatch(cell)
    back = re.sub(r"^'(?='*[=+\-@＝＋－＠])", "", cell)
    assert re.sub(r"(;[\"'\s]*)'(?=[=+\-@＝＋－＠])", r"\1", back) == text


@pytest.mark.parametrize("text", ["-12", "+3", "-1.5", "-2,750", "-3.5%", "-3 %", "12", "over 10,000", "10-12", "it's"])
def test_plain_numbers_and_words_stay_as_they_are(text: str) -> None:
    assert spreadsheet(text) == text


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("-5 degrees", "'-5 degrees"),
        ("@sum(a1)", "'@sum(a1)"),
        ("+1-555-0100", "'+1-555-0100"),
        ("'=1", "''=1"),
        ("so;=1", "so;'=1"),
        ("-1+1", "'-1+1"),
        ("\t=1", "'\t=1"),
    ],
)
def test_what_would_be_computed_gets_an_apostrophe(text: str, cell: str) -> None:
    assert spreadsheet(text) == cell


def test_a_minus_sign_that_becomes_a_hyphen_is_no_formula() -> None:
    report = replace(ferry(), findings=(finding(side("a", "−5 or so", "−5 or so"), side("b", "9", "9")),))
    assert rows(report, ascii=True)[0]["a_value"] == "'-5 or so"


def test_numbers_are_numbers() -> None:
    a = replace(side("a.txt", "-12.5", "-12.5"), interval=Interval(-12.5, 1e21))
    (row,) = rows(Report(RUN, (), (), (finding(a, side("b.txt", "-3", "-3")),)))
    assert (row["a_low"], row["a_high"], row["a_value"], row["b_value"]) == ("-12.5", "1e+21", "-12.5", "-3")
    for name, cell in rows(ferry())[0].items():
        if name in NUMBERS and cell:
            float(cell)


def test_units_and_times_are_columns() -> None:
    a = replace(side("a.txt", "64 miles", "64 miles"), interval=Interval.point(102_998), unit="mile")
    b = replace(side("b.txt", "On Monday.", "Monday"), when=(datetime(2031, 3, 3), datetime(2031, 3, 4)))  # noqa: DTZ001
    (row,) = rows(Report(RUN, (), (), (finding(a, b),)))
    assert (row["a_unit"], row["a_low"], row["a_begins"]) == ("mile", "102998", "")
    assert (row["b_unit"], row["b_begins"], row["b_ends"]) == ("", "2031-03-03T00:00:00", "2031-03-04T00:00:00")


@pytest.mark.parametrize("plain", [False, True])
def test_a_cell_holds_no_more_than_a_spreadsheet_does(plain: bool) -> None:
    word = "a" + "\U0001f30a" * LONGEST_CELL
    report = Report(RUN, (), (), (finding(side("a.txt", word, ""), side("b.txt", "x" * LONGEST_CELL, "")),))
    (row,) = rows(report, ascii=plain)
    assert LONGEST_CELL - 4 < len(row["a_text"].encode("utf-16-le")) / 2 <= LONGEST_CELL
    assert row["a_text"].endswith("..." if plain else "…")
    assert row["b_text"] == "x" * LONGEST_CELL
    assert lines(report)[0]["a_text"] == word


@pytest.mark.parametrize("case", HOSTILE)
def test_json_lines_hold_the_text_as_it_was_and_print_harmlessly(case: str) -> None:
    report = hostile(HOSTILE[case])
    text = render(report, "jsonl", RenderOptions())
    text.encode()
    assert text.count("\n") == len(text.splitlines()) == 2
    (line, gap) = lines(report)
    assert (line["a_source"], line["a_text"]) == (HOSTILE[case], report.findings[0].a.text)
    assert (gap["label"], gap["explanation"]) == (HOSTILE[case], HOSTILE[case])


def named(page: str) -> list[str]:
    """The names in the first cells of the tables of a page."""
    text = (DOCS / page).read_text(encoding="utf-8")
    return [name for cell in re.findall(r"(?m)^\| (`[^|]*) \|", text) for name in re.findall(r"`(\w+)`", cell)]


def test_each_column_stands_on_the_page() -> None:
    sides = {name[2:] for name in NAMES if name.startswith(("a_", "b_"))}
    heads = [name for name in NAMES if name[2:] not in sides]
    assert sorted(named("csv.md")) == sorted([*heads, *sides])
    assert named("jsonl.md") == [key for key in lines(ferry())[0] if key not in NAMES]
