import io
import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from checker.report.json import report_schema
from tests.cli.conftest import ARTICLES, Run

Runner = Callable[..., Run]


def findings(run: Run, verdict: str = "conflict") -> list[dict]:  # type: ignore[type-arg]
    return [f for f in json.loads(run.out)["findings"] if f["verdict"] == verdict]


def test_a_conflict_is_shown_and_fails_the_run(run: Runner) -> None:
    done = run("compare", "morning.txt", "noon.txt")
    assert (done.status, done.err) == (1, "")
    assert done.out.startswith("2 sources, 1 fact compared: 1 in conflict\n")
    assert "*at least 64*" in done.out
    assert "morning.txt:3" in done.out


def test_sources_that_agree_pass(run: Runner) -> None:
    done = run("compare", "morning.txt", "evening.txt")
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith(
        "2 sources, 1 fact compared: none in conflict, 1 not shown\nNot shown: 1 pair that agrees"
    )


def test_json_follows_its_schema_and_its_offsets_lead_to_the_text(run: Runner, folder: Path) -> None:
    done = run("compare", "./morning.txt", "noon.txt", "--format", "json")
    value = json.loads(done.out)
    Draft202012Validator(json.loads(report_schema())).validate(value)
    assert [s["path"] for s in value["sources"]] == ["./morning.txt", "noon.txt"]
    for finding in value["findings"]:
        for side in (finding["a"], finding["b"]):
            text = (folder / side["source"]).read_text(encoding="utf-8")
            assert text[side["start"] : side["end"]] == side["text"]
            assert text[side["span_start"] : side["span_end"]] == side["value"]
            assert text.count("\n", 0, side["start"]) + 1 == side["line"]


def test_the_same_run_twice_gives_the_same_report(run: Runner) -> None:
    first, second = (json.loads(run("compare", *ARTICLES, "--format", "json").out) for _ in range(2))
    for value in (first, second):
        del value["run"]["started"], value["run"]["seconds"]
    assert first == second


def test_a_report_in_a_file_is_the_same_as_on_standard_output(run: Runner, folder: Path) -> None:
    shown = run("compare", "morning.txt", "noon.txt", "--format", "markdown")
    written = run("compare", "morning.txt", "noon.txt", "--format", "markdown", "--output", "report.md")
    assert (written.status, written.out) == (1, "")
    assert (folder / "report.md").read_text(encoding="utf-8") == shown.out
    assert sorted(p.name for p in folder.iterdir()) == sorted([*ARTICLES, "report.md"])


def test_a_file_that_was_there_keeps_its_mode(run: Runner, folder: Path) -> None:
    (folder / "report.json").write_text("old")
    (folder / "report.json").chmod(0o640)
    run("compare", "morning.txt", "noon.txt", "--format", "json", "-o", "report.json")
    assert (folder / "report.json").stat().st_mode & 0o777 == 0o640
    assert json.loads((folder / "report.json").read_text())["schema_version"] == 1


def test_a_link_to_a_report_stays_a_link(run: Runner, folder: Path) -> None:
    (folder / "link.txt").symlink_to(folder / "real.txt")
    run("compare", "morning.txt", "noon.txt", "-o", "link.txt")
    assert (folder / "link.txt").is_symlink()
    assert (folder / "real.txt").read_text().startswith("2 sources")


@pytest.mark.parametrize(
    ("options", "status"),
    [
        ((), 1),
        (("--fail-on", "never"), 0),
        (("--fail-on", "conflict"), 1),
        (("--fail-on", "update"), 0),
        (("--fail-on", "update,conflict"), 1),
        (("--fail-on", "info"), 1),
        (("--min-confidence", "1"), 0),
    ],
)
def test_what_fails_a_run_can_be_set(run: Runner, options: tuple[str, ...], status: int) -> None:
    assert run("compare", "morning.txt", "noon.txt", *options).status == status


def test_verdicts_that_are_not_asked_for_are_counted_only(run: Runner) -> None:
    done = run("compare", "morning.txt", "noon.txt", "--verdicts", "update", "--format", "json")
    value = json.loads(done.out)
    assert value["findings"] == []
    assert value["summary"]["verdicts"]["conflict"] == 1
    assert value["summary"]["hidden"] >= 1


def test_compatible_findings_are_shown_when_asked_for(run: Runner) -> None:
    done = run(
        "compare", "morning.txt", "evening.txt", "--verdicts", "compatible", "-f", "json", "--min-confidence", "0"
    )
    assert findings(done, "compatible")


def test_a_source_may_come_from_standard_input(run: Runner) -> None:
    done = run("compare", "-", "noon.txt", "-f", "json", stdin=ARTICLES["morning.txt"].encode())
    assert [s["id"] for s in json.loads(done.out)["sources"]] == ["-", "noon.txt"]
    assert findings(done)


def test_a_folder_stands_for_its_articles(run: Runner, folder: Path) -> None:
    done = run("compare", str(folder), "-f", "json")
    assert len(json.loads(done.out)["sources"]) == len(ARTICLES)


def test_one_source_can_be_compared_with_itself(run: Runner, folder: Path) -> None:
    (folder / "both.txt").write_text(
        "The fire destroyed 64 homes in the valley. The fire destroyed 46 homes in the valley.\n"
    )
    assert findings(run("compare", "both.txt", "--within", "-f", "json"))


def test_publication_dates_can_be_given(run: Runner) -> None:
    done = run("compare", "morning.txt", "noon.txt", "--published", "noon.txt=2023-01-02", "-f", "json")
    assert [s["published"] for s in json.loads(done.out)["sources"]] == ["2024-03-04", "2023-01-02"]


def test_a_configuration_file_is_found_and_can_be_overridden(run: Runner, folder: Path) -> None:
    (folder / "checker.yaml").write_text("report: {format: json, fail_on: never}\n")
    done = run("compare", "morning.txt", "noon.txt")
    assert done.status == 0
    assert findings(done)
    assert run("compare", "morning.txt", "noon.txt", "--fail-on", "info", "-f", "text").status == 1


def test_rules_can_be_named(run: Runner, folder: Path) -> None:
    (folder / "mine.yaml").write_text("version: 1\nextends: [default]\nrules: []\n")
    done = run("compare", "morning.txt", "noon.txt", "--rules", "mine.yaml", "-f", "json")
    assert "mine.yaml" in json.loads(done.out)["run"]["rules"]


def test_what_could_not_be_checked_gives_status_3(run: Runner, folder: Path) -> None:
    (folder / "three").mkdir()
    for name, text in ARTICLES.items():
        (folder / "three" / name).write_text(text)
    (folder / "three" / "broken.txt").write_bytes(b"\x00\x01\x02" * 100)
    done = run("compare", "three")
    assert done.status == 3
    assert "not everything was checked" in done.out
    assert "broken.txt" in done.out


def test_steps_are_shown_when_asked_for(run: Runner) -> None:
    plain = run("compare", "morning.txt", "noon.txt")
    verbose = run("compare", "morning.txt", "noon.txt", "--verbose")
    assert len(verbose.out.splitlines()) > len(plain.out.splitlines())


def test_verbose_shows_what_agrees_and_changes_no_status(run: Runner, folder: Path) -> None:
    (folder / "strict.yaml").write_text("report:\n  fail_verdicts: [conflict, compatible]\n")
    two = ("compare", "morning.txt", "evening.txt", "--config", "strict.yaml")
    plain, verbose = run(*two), run(*two, "-v")
    assert (plain.status, verbose.status) == (0, 0)
    assert "COMPATIBLE  homes" in verbose.out
    assert "“The fire destroyed *66* homes in the valley.”" in verbose.out
    assert "66" not in plain.out
    assert run(*two, "--verdicts", "compatible").status == 1  # shown because it was asked for


def test_verdicts_that_are_asked_for_are_quoted(run: Runner) -> None:
    done = run("compare", "morning.txt", "evening.txt", "--verdicts", "compatible")
    assert "COMPATIBLE  homes" in done.out


def test_quiet_says_nothing_where_nothing_contradicts(run: Runner) -> None:
    assert run("compare", "morning.txt", "evening.txt", "--quiet").out == ""
    assert run("compare", "morning.txt", "noon.txt", "-q").out.startswith("CONFLICT  homes (destroyed)\n")


def test_hostile_articles_cannot_steer_the_terminal(run: Runner, folder: Path) -> None:
    for name, number in (("x.txt", "64"), ("y.txt", "46")):
        (folder / name).write_text(
            f"\x1b]0;owned\x07\x1b[31mThe fire\x1b[0m destroyed {number} homes \u202ein the valley.\n"
        )
    done = run("compare", "x.txt", "y.txt")
    assert "homes in the valley" in done.out
    assert "\x1b" not in done.out
    assert "\u202e" not in done.out


def test_a_cache_that_cannot_be_used_changes_no_result(run: Runner, folder: Path) -> None:
    (folder / "no-folder").write_text("")
    without = run("compare", "morning.txt", "noon.txt", "--cache-dir", "no-folder")
    usual = run("compare", "morning.txt", "noon.txt")
    assert without.status == usual.status
    assert [line for line in usual.out.splitlines()[1:] if line not in without.out.splitlines()] == []
    assert "not cached" in without.out
    assert "no-folder" in without.out


def test_a_name_that_is_no_utf8_can_be_shown(run: Runner, folder: Path) -> None:
    (folder / "caf\udce9.txt").write_text((folder / "noon.txt").read_text())
    for fmt in ("text", "markdown"):
        done = run("compare", "morning.txt", "caf\udce9.txt", "-f", fmt)
        assert "caf\ufffd.txt" in done.out
        assert done.status == 1


def test_a_closed_standard_input_is_said(run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    real = io.TextIOWrapper
    monkeypatch.setattr(io, "TextIOWrapper", lambda _stream: None)
    done = run("compare", "-", "noon.txt")
    monkeypatch.setattr(io, "TextIOWrapper", real)
    assert sys.stdin is None
    assert done.status == 2
    assert "standard input is closed" in done.err


@pytest.mark.parametrize("fmt", ["csv", "jsonl"])
def test_tables_are_the_same_bytes_in_a_file_and_in_a_pipe(
    fmt: str, folder: Path, shell: Callable[..., subprocess.CompletedProcess[bytes]]
) -> None:
    articles = ("morning.txt", "noon.txt", "--format", fmt)
    piped = shell("compare", *articles, text=False)
    assert (piped.returncode, piped.stderr) == (1, b"")
    assert shell("compare", *articles, "--output", "report").returncode == 1
    written = (folder / "report").read_bytes()
    lines = written.split(b"\r\n" if fmt == "csv" else b"\n")
    assert lines.pop() == b""
    assert len(lines) == (2 if fmt == "csv" else 1)
    assert not [line for line in lines if b"\n" in line or b"\r" in line]
    started = re.compile(rb'"run_started": "[^"]*"')
    assert started.sub(b"", written) == started.sub(b"", piped.stdout)
