"""``checker rules test``: what passes, what fails, and what is said of it."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.report.test_junit import checked

Runner = Callable[..., Run]
HEAD = "version: 1\nrules:\n  - id: homes\n    kind: quantity\n    tests:\n"
CLASH = '["The fire destroyed 64 homes in the valley.", "The fire destroyed 46 homes in the valley."]'


def rules(folder: Path, tests: str) -> None:
    (folder / "mine.yaml").write_text(HEAD + tests)


def test_a_test_that_passes(run: Runner, folder: Path) -> None:
    rules(folder, f"      conflict:\n        - {CLASH}\n")
    assert run("rules", "test", "mine.yaml") == Run(0, "1 test of 1 rule: 1 passed\n", "")


def test_a_test_that_fails_is_shown_with_its_place_and_the_way_to_the_verdict(run: Runner, folder: Path) -> None:
    rules(folder, f"      compatible:\n        - {CLASH}\n")
    done = run("rules", "test", "mine.yaml")
    assert done.status == 1
    assert "mine.yaml:7: rule homes, test 1: expected compatible, got conflict (failed)" in done.out
    assert "The fire destroyed 64 homes in the valley." in done.out
    assert "compared  No value is both" in done.out


@pytest.mark.parametrize(("verdict", "status", "said"), [("compatible", 0, "as expected"), ("conflict", 1, "unexpect")])
def test_a_known_failure_must_fail(run: Runner, folder: Path, verdict: str, status: int, said: str) -> None:
    texts = CLASH.strip("[]").split('", ')
    a, b = texts[0] + '"', texts[1]
    rules(folder, f"      {verdict}:\n        - {{a: {a}, b: {b}, xfail: not yet}}\n")
    done = run("rules", "test", "mine.yaml")
    assert done.status == status
    assert said in done.out


def test_of_a_file_the_rules_that_it_changes_are_tested_and_no_others(run: Runner, folder: Path) -> None:
    (folder / "mine.yaml").write_text(
        "version: 1\nextends: [default]\nrules:\n  - id: figures\n    tolerance: {ratio: 2.0}\n"
        f"    tests:\n      compatible:\n        - {CLASH}\n"
    )
    assert run("rules", "test", "mine.yaml").out == "1 test of 1 rule: 1 passed\n"


def test_a_folder_stands_for_its_files(run: Runner, folder: Path) -> None:
    (folder / "packs").mkdir()
    for name in ("one", "two"):
        (folder / "packs" / f"{name}.yaml").write_text(
            HEAD.replace("homes", name) + f"      conflict:\n        - {CLASH}\n"
        )
    assert run("rules", "test", "packs").out == "2 tests of 2 rules: 2 passed\n"


def test_dates_of_publication_count(run: Runner, folder: Path) -> None:
    rules(
        folder,
        "      update:\n        - a: The fire has killed 40 people.\n          b: The fire has killed 46 people.\n"
        "          a_published: 2031-03-02\n          b_published: 2031-03-05\n",
    )
    assert run("rules", "test", "mine.yaml").status == 0


def test_nothing_to_run_is_told(run: Runner, folder: Path) -> None:
    (folder / "mine.yaml").write_text("version: 1\nrules:\n  - {id: homes, kind: quantity}\n")
    (folder / "empty").mkdir()
    untested, empty = run("rules", "test", "mine.yaml"), run("rules", "test", "empty")
    assert (untested.status, empty.status) == (2, 2)
    assert "no rule in mine.yaml has a test" in untested.err
    assert "holds no file of rules" in empty.err


def test_a_file_with_a_mistake_runs_nothing(run: Runner, folder: Path) -> None:
    rules(folder, f"      conflct:\n        - {CLASH}\n")
    done = run("rules", "test", "mine.yaml")
    assert (done.status, done.out) == (2, "")
    assert "mine.yaml:6:7" in done.err


def test_outcomes_as_junit(run: Runner, folder: Path) -> None:
    pair = CLASH.strip("[]").split('", ')
    known = f'{{a: {pair[0]}", b: {pair[1]}, xfail: not <yet>}}'
    rules(folder, f"      conflict:\n        - {CLASH}\n      compatible:\n        - {CLASH}\n        - {known}\n")
    done = run("rules", "test", "mine.yaml", "--format", "junit", "--output", "out.xml")
    assert (done.status, done.out, done.err) == (1, "", "")
    (suite,) = checked((folder / "out.xml").read_text(encoding="utf-8"))
    assert suite.get("name") == "homes"
    passed, failed, expected = suite
    assert [case.get("name") for case in suite] == ["1: conflict", "2: compatible", "3: compatible"]
    assert [child.tag for child in passed] == ["system-out"]
    failure, skipped = failed.find("failure"), expected.find("skipped")
    assert failure is not None
    assert skipped is not None
    assert failure.get("message") == "expected compatible, got conflict (failed)"
    assert (failed.get("file"), failed.get("line")) == ("mine.yaml", "9")
    assert "A  The fire destroyed 64 homes in the valley." in (failure.text or "")
    assert "compared  No value is both" in (failure.text or "")
    assert skipped.get("message") == "known to fail: not <yet>"


def test_outcomes_as_text_go_into_a_file(run: Runner, folder: Path) -> None:
    rules(folder, f"      conflict:\n        - {CLASH}\n")
    assert run("rules", "test", "mine.yaml", "-o", "out.txt") == Run(0, "", "")
    assert (folder / "out.txt").read_text() == "1 test of 1 rule: 1 passed\n"
