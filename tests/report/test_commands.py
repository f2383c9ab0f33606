"""The commands beside a finding: what they name, and what they repeat of the run."""

import shlex
from dataclasses import replace
from datetime import date

import pytest

from checker.report import RenderOptions
from checker.report.commands import BASELINE, accept_command, explain_command, undo_command
from checker.values.report import Report
from tests.report.samples import RUN, ferry, finding, known, side, source

AGAIN = ("--rules", "casualties", "--config", "my rules.yaml")


def between(first: str, second: str) -> Report:
    """A report of one finding between two sources."""
    one = finding(side(first, "Some 40 left.", "40"), side(second, "Some 12 left.", "12"))
    return Report(RUN, tuple(source(name) for name in dict.fromkeys((first, second))), (), (one,))


def words(report: Report, command: str, **options: object) -> list[str]:
    given = RenderOptions(**options)  # type: ignore[arg-type]
    one = report.findings[0]
    said = explain_command(one, report, given) if command == "explain" else accept_command((one,), report, given)
    return shlex.split(said)


def test_it_names_the_finding_and_its_two_files() -> None:
    report = ferry()
    digits = report.findings[0].fingerprint
    assert words(report, "explain") == ["checker", "explain", "--fingerprint", digits, "morning.txt", "noon.txt"]
    assert words(report, "accept") == ["checker", "accept", digits, "morning.txt", "noon.txt", "--reason"]


@pytest.mark.parametrize("command", ["explain", "accept"])
def test_it_repeats_what_the_run_was_told(command: str) -> None:
    said = words(ferry(), command, again=AGAIN)
    at = said.index("--rules")
    assert tuple(said[at : at + len(AGAIN)]) == AGAIN


def test_dates_go_along_with_the_sources_that_they_are_of() -> None:
    report = between("a.txt", "b.txt")
    dated = source("a.txt", published=date(2024, 3, 4), published_origin="option")
    read = source("b.txt", published=date(2024, 3, 5), published_origin="line")
    other = source("c.txt", published=date(2024, 3, 6), published_origin="option")
    said = words(replace(report, sources=(dated, read, other)), "explain")
    assert [said[n + 1] for n, word in enumerate(said) if word == "--published"] == ["a.txt=2024-03-04"]


def test_articles_of_one_file_are_named_by_the_file() -> None:
    assert words(between("news.jsonl#1", "news.jsonl#2"), "explain")[-1:] == ["news.jsonl"]
    assert words(between("news.jsonl#1", "news.jsonl#2"), "explain")[-2] != "news.jsonl"
    assert words(between("number#1", "b.txt"), "explain")[-2:] == ["number#1", "b.txt"]


def test_a_name_that_looks_like_an_option_is_none() -> None:
    assert words(between("-a.txt", "b.txt"), "explain")[-3:] == ["--", "-a.txt", "b.txt"]
    assert words(between("-a.txt", "b.txt"), "accept")[-3:] == ["./-a.txt", "b.txt", "--reason"]


def test_it_writes_into_the_baseline_of_the_run_or_into_the_usual_one_where_there_was_none() -> None:
    for baseline, expected in (("mine.yaml", "mine.yaml"), ("none", BASELINE)):
        report = replace(known(), baseline=baseline)
        assert words(report, "accept")[2:4] == ["--baseline", expected]
        assert shlex.split(undo_command(report, RenderOptions()))[3:5] == ["--baseline", expected]
    assert "--baseline" not in words(known(), "accept")


def test_of_a_corpus_they_name_its_folder_and_no_files() -> None:
    report = known()
    digits = report.findings[0].fingerprint
    named = ["--corpus", "my news"]
    assert words(report, "explain", corpus="my news") == ["checker", "corpus", "explain", *named, digits]
    assert words(report, "accept", corpus="my news") == ["checker", "corpus", "accept", *named, digits, "--reason"]
    undo = undo_command(report, RenderOptions(corpus="my news"))
    assert shlex.split(undo)[:6] == ["checker", "corpus", "accept", *named, "--undo"]
