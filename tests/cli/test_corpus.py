"""``checker corpus`` as users type it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from checker.errors import EXIT_BAD_INPUT, EXIT_DEGRADED, EXIT_FINDINGS, EXIT_INTERRUPTED, EXIT_OK
from tests.cli.conftest import Run

Call = Callable[..., Run]
ARTICLE = (
    "Published: 2024-03-04\n\nThe fire in the Ambrel valley broke out on Monday, Mayor Ida Corvane said. "
    "The fire destroyed {} homes in Ambrel.\n"
)
ARTICLES = {"morning.txt": "at least 64", "noon.txt": "46", "evening.txt": "66"}
RULES_ONLY = ("--entailment", "none")


@pytest.fixture(autouse=True)
def named(folder: Path) -> None:
    """Three articles of one event, with names by which they are known to be."""
    for name, value in ARTICLES.items():
        (folder / name).write_text(ARTICLE.format(value), encoding="utf-8")


@pytest.fixture
def made(run: Call, folder: Path) -> Call:
    """The command line, beside a corpus with three articles."""
    assert run("corpus", "init").status == EXIT_OK
    assert run("corpus", "add", *ARTICLES).status == EXIT_OK
    return run


def test_from_nothing_to_findings(run: Call) -> None:
    first = run("corpus", "init", "news")
    assert (first.status, first.err) == (EXIT_OK, "")
    added = run("corpus", "add", "-C", "news", "morning.txt", "./noon.txt")
    assert added.out.startswith("added 2 articles: morning.txt, noon.txt\n")
    assert run("corpus", "add", "-C", "news", *ARTICLES).out.startswith("added 1 article: evening.txt\n2 in already")
    checked = run("corpus", "check", "-C", "news", *RULES_ONLY)
    assert checked.status == EXIT_FINDINGS
    assert "CONFLICT" in checked.out
    compared = run("compare", "evening.txt", "morning.txt", "noon.txt", *RULES_ONLY)
    assert without_commands(checked.out) == without_commands(compared.out)
    assert "checker corpus explain --corpus news " in checked.out


def without_commands(report: str) -> list[str]:
    """The lines of a report but for the commands, which name a corpus here and files there."""
    return [line for line in report.splitlines() if not line.strip().startswith("checker ")]


def test_adding_and_checking_in_one_go(run: Call) -> None:
    run("corpus", "init")
    first = run("corpus", "add", "--check", "morning.txt", *RULES_ONLY)
    assert first.status == EXIT_OK
    assert first.err == "checker: added 1 article: morning.txt; 2 claims\n"
    both = run("corpus", "add", "--check", "noon.txt", "morning.txt", *RULES_ONLY)
    assert both.status == EXIT_FINDINGS
    assert both.err.startswith("checker: added 1 article: noon.txt; 1 in already; ")
    compared = run("compare", "morning.txt", "noon.txt", *RULES_ONLY)
    assert without_commands(both.out) == without_commands(compared.out)
    assert run("corpus", "check", "--new-only", *RULES_ONLY).status == EXIT_OK  # it was shown


def test_what_is_added_with_check_goes_into_the_report_alone(run: Call, folder: Path) -> None:
    run("corpus", "init")
    options = ("--format", "json", "--quiet", "--fail-on", "never", *RULES_ONLY)
    done = run("corpus", "add", "--check", *ARTICLES, "--output", "report.json", *options)
    assert (done.status, done.out, done.err) == (EXIT_OK, "", "")
    report = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    assert {source["id"] for source in report["sources"]} == set(ARTICLES)
    assert report["findings"]


def test_an_article_that_cannot_be_read_is_in_the_report_of_add(run: Call, folder: Path) -> None:
    run("corpus", "init")
    (folder / "desk").mkdir()
    (folder / "desk" / "a.txt").write_text(ARTICLE.format("64"), encoding="utf-8")
    (folder / "desk" / "b.pdf").write_bytes(b"%PDF-1.4 and no more")
    done = run("corpus", "add", "--check", "--format", "json", "desk", *RULES_ONLY)
    assert done.status == EXIT_DEGRADED
    assert "desk/b.pdf" in {gap["source"] for gap in json.loads(done.out)["not_checked"]}


@pytest.mark.parametrize(
    "given", [["--format", "json"], ["--output", "x"], ["-v"], ["--within"], ["--fail-on", "never"], RULES_ONLY]
)
def test_options_of_a_report_need_the_report(made: Call, given: list[str]) -> None:
    refused = made("corpus", "add", "morning.txt", *given)
    assert refused.status == EXIT_BAD_INPUT
    assert "add --check" in refused.err


def test_watching_takes_no_check(made: Call) -> None:
    refused = made("corpus", "add", "--watch", "--check", ".")
    assert refused.status == EXIT_BAD_INPUT
    assert "checker corpus check --new-only" in refused.err


def test_all_formats_of_a_report(made: Call) -> None:
    report = json.loads(made("corpus", "check", "--format", "json", *RULES_ONLY).out)
    assert report["schema_version"] == 1
    for fmt in ("markdown", "html", "csv", "jsonl", "sarif", "junit"):
        assert made("corpus", "check", "--format", fmt, *RULES_ONLY).status == EXIT_FINDINGS
    assert made("corpus", "check", "--fail-on", "never", *RULES_ONLY).status == EXIT_OK


def test_new_articles_are_new_until_a_report_was_written(made: Call) -> None:
    failed = made("corpus", "check", "--new-only", "--output", "nowhere/report.txt", *RULES_ONLY)
    assert failed.status == EXIT_BAD_INPUT
    assert made("corpus", "check", "--new-only", *RULES_ONLY).status == EXIT_FINDINGS
    assert made("corpus", "check", "--new-only", *RULES_ONLY).status == EXIT_OK
    assert made("corpus", "check", *RULES_ONLY).status == EXIT_FINDINGS


def test_new_articles_stay_new_where_the_reader_of_the_report_has_gone(made: Call, folder: Path) -> None:
    ours, theirs = os.pipe()
    os.close(ours)
    command = [sys.executable, "-m", "checker", "corpus", "check", "--new-only", *RULES_ONLY]
    gone = subprocess.run(command, cwd=folder, stdout=theirs, stderr=subprocess.PIPE, text=True, check=False)
    os.close(theirs)
    assert gone.returncode == EXIT_FINDINGS
    assert gone.stderr == "checker: these articles will count as new the next time: the reader of the report has gone\n"
    assert made("corpus", "check", "--new-only", *RULES_ONLY).status == EXIT_FINDINGS
    assert made("corpus", "check", "--new-only", *RULES_ONLY).status == EXIT_OK


def test_one_event(made: Call) -> None:
    by_article = made("corpus", "check", "--event", "noon.txt", *RULES_ONLY)
    assert by_article.status == EXIT_FINDINGS
    assert made("corpus", "check", "--event", "E1", *RULES_ONLY).out == by_article.out
    assert "there is no event 'E77'" in made("corpus", "check", "--event", "E77").err


@pytest.mark.parametrize("workers", [(), ("--workers", "1")])
def test_an_event_is_the_one_that_it_is_once_articles_are_read_anew(
    run: Call, folder: Path, workers: tuple[str, ...]
) -> None:
    (folder / "strict.yaml").write_text("events: {threshold: 1.0, strong: 1.0}\n", encoding="utf-8")
    assert run("corpus", "init").status == EXIT_OK
    assert run("corpus", "add", *ARTICLES, "--config", "strict.yaml").status == EXIT_OK
    assert len(json.loads(run("corpus", "facts", "--format", "json").out)) == 3
    checked = run("corpus", "check", "--event", "evening.txt", *workers, *RULES_ONLY)
    assert checked.status == EXIT_FINDINGS
    assert checked.out == run("corpus", "check", *RULES_ONLY).out
    assert run("corpus", "check", "--event", "noon.txt", "--config", "strict.yaml", *RULES_ONLY).status == EXIT_OK
    gone = run("corpus", "check", "--event", "E3", *workers, *RULES_ONLY)
    assert (gone.status, "there is no event 'E3'" in gone.err) == (EXIT_BAD_INPUT, True)


def test_events_are_made_by_the_options_of_the_corpus(made: Call, folder: Path) -> None:
    (folder / "checker.yaml").write_text("events: {threshold: 1.0, strong: 1.0}\n", encoding="utf-8")
    assert made("corpus", "remove", "noon.txt").status == EXIT_OK
    assert [len(event["articles"]) for event in json.loads(made("corpus", "facts", "--format", "json").out)] == [2]


@pytest.mark.parametrize(("copied", "origins"), [("0.5", 1), ("1.0", 2)])
def test_what_is_a_copy_is_said_by_the_configuration(made: Call, folder: Path, copied: str, origins: int) -> None:
    more = "Neighbours carried water from the pond to the barns until the morning.\n"
    (folder / "copy.txt").write_text(ARTICLE.format("46").replace("on Monday", "on Sunday") + more, encoding="utf-8")
    made("corpus", "add", "copy.txt")
    (folder / "checker.yaml").write_text(f"events: {{copied: {copied}}}\n", encoding="utf-8")
    facts = json.loads(made("corpus", "facts", "noon.txt", "--format", "json", *RULES_ONLY).out)
    (homes,) = [value for fact in facts for value in fact["values"] if value["value"] == "46"]
    assert (sorted(homes["sources"]), homes["origins"]) == (["copy.txt", "noon.txt"], origins)


def test_status_search_facts_and_history(made: Call) -> None:
    status = json.loads(made("corpus", "status", "--format", "json").out)
    assert (status["articles"], status["unchecked"], status["events"]) == (3, 3, 1)
    assert made("corpus", "status").out.startswith("articles   3, published 2024-03-04 to 2024-03-04, 3 of them not")
    hits = json.loads(made("corpus", "search", "The fire destroyed 9 homes", "--count", "2", "--format", "json").out)
    assert [hit["line"] for hit in hits] == [3, 3]
    assert "values: " in made("corpus", "search", "The fire destroyed 9 homes").out
    assert made("corpus", "facts").out.startswith("E1  2024-03-04  3 articles: evening.txt, morning.txt, noon.txt\n")
    facts = json.loads(made("corpus", "facts", "E1", "--format", "json", *RULES_ONLY).out)
    homes = next(fact for fact in facts if fact["verdict"] == "conflict")
    assert {value["value"]: value["origins"] for value in homes["values"]} == {"46": 1, "66": 1, "at least 64": 1}
    history = made("corpus", "history", homes["fact"], *RULES_ONLY)
    assert "2024-03-04  46  noon.txt:3" in history.out
    assert made("corpus", "history", homes["fact"], "--format", "html", "-o", "h.html", *RULES_ONLY).status == EXIT_OK
    assert "<svg" in Path("h.html").read_text(encoding="utf-8")
    assert "is no name of a fact" in made("corpus", "history", "homes").err


def test_what_is_accepted_lies_in_the_corpus(made: Call, folder: Path) -> None:
    assert "no finding of the last check" in made("corpus", "accept", "0123", "--reason", "known").err
    report = json.loads(made("corpus", "check", "--format", "json", *RULES_ONLY).out)
    digits = [one["fingerprint"] for one in report["findings"] if one["verdict"] == "conflict"]
    assert "--reason must be given" in made("corpus", "accept", digits[0]).err
    accepted = made("corpus", "accept", *(one[:8] for one in digits), "--reason", "asked both desks")
    assert accepted.out.count("accepted ") == len(digits) > 1
    again = made("corpus", "check", *RULES_ONLY)
    assert (again.status, "asked both desks" in again.out) == (EXIT_OK, True)
    assert made("corpus", "check", "--baseline", "none", *RULES_ONLY).status == EXIT_FINDINGS
    assert made("corpus", "rebuild").status == EXIT_OK  # which makes anew all that can be
    assert made("corpus", "check", *RULES_ONLY).status == EXIT_OK

    listed = made("corpus", "accept", "--list").out
    (folder / "kept.yaml").write_text(listed, encoding="utf-8")
    assert made("corpus", "accept", "--undo", *digits).status == EXIT_OK
    assert made("corpus", "check", *RULES_ONLY).status == EXIT_FINDINGS
    taken = made("corpus", "accept", "--from", "kept.yaml").out
    assert sorted(taken.splitlines()) == sorted(accepted.out.splitlines())
    assert made("corpus", "accept", "--list").out == listed
    assert made("corpus", "check", *RULES_ONLY).status == EXIT_OK


def test_what_is_accepted_and_gone_is_told_once_it_could_have_been_found(made: Call, folder: Path) -> None:
    report = json.loads(made("corpus", "check", "--format", "json", *RULES_ONLY).out)
    sides = {one["fingerprint"]: {one["a"]["source"], one["b"]["source"]} for one in report["findings"]}
    digits = next(one for one, names in sides.items() if names == {"noon.txt", "evening.txt"})
    assert made("corpus", "accept", digits, "--reason", "known").status == EXIT_OK
    (folder / "late.txt").write_text(ARTICLE.format("12"), encoding="utf-8")
    assert made("corpus", "add", "late.txt").status == EXIT_OK
    new = json.loads(made("corpus", "check", "--new-only", "--format", "json", *RULES_ONLY).out)
    assert new["stale"] == []  # the finding of two older articles is left out, not gone
    (folder / "noon.txt").write_text(ARTICLE.format("45"), encoding="utf-8")
    assert made("corpus", "add", "noon.txt").out.startswith("replaced 1 article")
    new = json.loads(made("corpus", "check", "--new-only", "--format", "json", *RULES_ONLY).out)
    assert [one["fingerprint"] for one in new["stale"]] == [digits]


def test_the_same_sentences_of_two_events_are_two_facts_and_two_decisions(made: Call, folder: Path) -> None:
    def tell(place: str, day: str, *numbers: int) -> None:
        for n in numbers:
            text = f"Published: {day}\n\nA fire broke out in {place}, officials of {place} said.\n"
            (folder / f"{place}-{n}.txt").write_text(f"{text}The fire destroyed {n} sheds.\n", encoding="utf-8")
        assert made("corpus", "add", *(f"{place}-{n}.txt" for n in numbers)).status == EXIT_OK

    def of_sheds() -> list[dict[str, object]]:
        found = json.loads(made("corpus", "check", "--format", "json", *RULES_ONLY).out)["findings"]
        return [one for one in found if one["verdict"] == "conflict" and "sheds" in one["a"]["text"]]

    tell("Norrow", "2025-09-10", 12, 30)
    (first,) = of_sheds()
    assert made("corpus", "accept", first["fingerprint"], "--reason", "asked Norrow").status == EXIT_OK
    tell("Kelmund", "2026-02-01", 12, 30)
    found = of_sheds()
    assert {one["fingerprint"] for one in found} == {first["fingerprint"]}
    assert len({one["fact"] for one in found}) == 2
    assert {one["a"]["source"].split("-")[0]: bool(one["accepted"]) for one in found} == {
        "Norrow": True,
        "Kelmund": False,
    }
    assert made("corpus", "accept", first["fingerprint"], "--reason", "asked both").out.count("accepted") == 2
    assert [one["accepted"]["reason"] for one in of_sheds()] == ["asked both"] * 2
    assert made("corpus", "accept", "--undo", first["fingerprint"]).out.count("no longer") == 2
    assert [one["accepted"] for one in of_sheds()] == [None, None]


def test_how_a_finding_came_about(made: Call) -> None:
    shown = made("corpus", "check", "--verbose", *RULES_ONLY).out
    digits = next(line for line in shown.splitlines() if "checker corpus explain" in line).split()[-1]
    got = made("corpus", "explain", digits[:6])
    assert got.status == EXIT_OK
    assert got.out.startswith("A  ")
    assert "confidence" in got.out
    assert "expected 4 to 16 hex digits" in made("corpus", "explain", "xyz").err


@pytest.mark.parametrize("form", ["jsonl", "parquet"])
def test_out_and_in_again(made: Call, form: str) -> None:
    assert made("corpus", "export", f"all.{form}").status == EXIT_OK
    assert made("corpus", "init", "other").status == EXIT_OK
    assert made("corpus", "import", f"all.{form}", "-C", "other").out.startswith("added 3 articles")
    assert made("corpus", "import", f"all.{form}", "-C", "other").out.endswith("3 in already\n")
    assert made("corpus", "export", "-", "-C", "other").out == made("corpus", "export", "-").out
    ours, theirs = (made("corpus", "check", "-C", name, *RULES_ONLY) for name in ("checker-corpus", "other"))
    assert without_commands(ours.out) == without_commands(theirs.out)


def test_claims_go_out_as_columns(made: Call) -> None:
    assert made("corpus", "export", "claims.parquet", "--what", "claims").status == EXIT_OK
    claims = pd.read_parquet("claims.parquet")
    lines = [json.loads(line) for line in made("corpus", "export", "-", "--what", "claims").out.splitlines()]
    assert list(claims.text) == [line["text"] for line in lines]
    assert set(claims.event) == {"E1"}


BAD = [
    (["check"], "checker-corpus: is no corpus: there is no such folder"),
    (["add", "nothing.txt"], "checker-corpus: is no corpus"),
]
BAD_IN_A_CORPUS = [
    (["init"], "is a corpus already"),
    (["add", "nothing.txt"], "nothing.txt: no such file or folder"),
    (["add", "morning.txt", "--encoder-not", "x"], "No such option"),
    (["check", "--encoder", "minilm"], "holds vectors of the encoder"),
    (["remove", "mourning.txt"], "did you mean 'morning.txt'?"),
    (["search", " "], "there is nothing to search for"),
    (["export", "all.xlsx"], "its end names no format"),
    (["export", "-", "--format", "parquet"], "Parquet is written to a file"),
    (["import", "morning.txt", "--format", "jsonl"], "line 1: expected an article"),
    (["import", "morning.txt", "--format", "parquet"], "expected a Parquet file"),
    (["import", "gone.jsonl"], "cannot be read"),
    (["accept"], "name a finding by its fingerprint"),
    (["accept", "--undo", "--list"], "exclude each other"),
    (["accept", "--list", "--reason", "x"], "leave them out"),
    (["accept", "--undo", "abcd"], "none of the 0 accepted findings"),
    (["accept", "--from", "gone.yaml"], "there is no baseline file"),
    (["accept", "--from", "morning.txt"], "morning.txt:4:1: this is not YAML"),
    (["serch", "x"], "did you mean 'search'?"),
]


@pytest.mark.parametrize(("args", "why"), BAD)
def test_without_a_corpus(run: Call, args: list[str], why: str) -> None:
    got = run("corpus", *args)
    assert (got.status, why in got.err) == (EXIT_BAD_INPUT, True), got.err


@pytest.mark.parametrize(("args", "why"), BAD_IN_A_CORPUS)
def test_what_is_wrong_is_one_message(made: Call, args: list[str], why: str) -> None:
    got = made("corpus", *args)
    assert (got.status, why in got.err) == (EXIT_BAD_INPUT, True), got.err
    assert "Traceback" not in got.err
    assert made("corpus", "verify").out.startswith("nothing is wrong: 3 articles")


def test_a_broken_file_of_a_folder_is_told_and_the_others_come_in(made: Call, folder: Path) -> None:
    (folder / "in").mkdir()
    (folder / "in" / "a.txt").write_text("The storm killed 3 people in Hollin.", encoding="utf-8")
    (folder / "in" / "b.pdf").write_bytes(b"no pdf")
    got = made("corpus", "add", "in")
    assert (got.status, "in/b.pdf" in got.err) == (EXIT_DEGRADED, True)
    assert "added 1 article: in/a.txt" in got.out
    assert made("corpus", "remove", "in").out == "removed 1 article: in/a.txt\n"


def test_standard_input_goes_by_its_content(made: Call) -> None:
    text = b"The storm killed 3 people in Hollin."
    first = made("corpus", "add", "-", stdin=text)
    assert first.out.startswith("added 1 article: stdin-")
    assert "1 in already" in made("corpus", "add", "-", stdin=text).out
    assert "added 1 article" in made("corpus", "add", "-", stdin=text + b" It was late.").out


def test_care(made: Call) -> None:
    assert made("corpus", "remove", "morning.txt").out == "removed 1 article: morning.txt\n"
    assert made("corpus", "compact").out.startswith("took out ")
    assert made("corpus", "rebuild", "--encoder", "minilm").out.startswith(
        "read 2 articles anew, with the encoder all-"
    )
    assert made("corpus", "check", *RULES_ONLY).status == EXIT_FINDINGS  # the encoder of the corpus is taken
    assert made("corpus", "verify").out.startswith("nothing is wrong: 2 articles")
    damaged = next(Path("checker-corpus", "segments").iterdir())
    damaged.write_bytes(bytes(damaged.stat().st_size))
    got = made("corpus", "verify")
    assert (got.status, "has changed between rows" in got.out) == (EXIT_BAD_INPUT, True)


def test_the_folder_can_stand_in_the_environment(made: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHECKER_CORPUS", "elsewhere")
    assert "elsewhere: is no corpus" in made("corpus", "status").err


def test_a_watch_adds_what_is_there_and_ends_when_interrupted(made: Call, folder: Path) -> None:
    (folder / "in").mkdir()
    (folder / "in" / "a.txt").write_text("The storm killed 3 people in Hollin.", encoding="utf-8")
    command = [sys.executable, "-m", "checker", "corpus", "add", "--watch", "--every", "0.1", "in"]
    with subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) as watch:
        assert watch.stdout is not None
        assert watch.stdout.readline() == "added 1 article: in/a.txt\n"
        assert watch.stdout.readline() == "1 claim\n"
        time.sleep(0.5)
        watch.send_signal(signal.SIGINT)
        rest, said = watch.communicate(timeout=60)
    assert watch.returncode == EXIT_INTERRUPTED
    assert (rest, "Traceback" in said) == ("", False)


def test_what_stands_before_a_file_that_cannot_be_read_is_in(run: Call, folder: Path) -> None:
    (folder / "broken.txt").write_bytes(b"\x00\x01\x02" * 40)
    assert run("corpus", "init").status == EXIT_OK
    added = run("corpus", "add", "morning.txt", "broken.txt", "noon.txt")
    assert (added.status, "broken.txt" in added.err) == (EXIT_BAD_INPUT, True)
    assert run("corpus", "status").out.startswith("articles   1, ")
    assert run("corpus", "add", "morning.txt", "noon.txt").out.startswith("added 1 article: noon.txt\n1 in already")
