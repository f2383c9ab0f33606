import json
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Run

Runner = Callable[..., Run]
A, B = "The fire destroyed 64 homes in the valley.", "The fire destroyed 46 homes in the valley."


def test_two_texts_that_conflict(run: Runner) -> None:
    done = run("explain", A, B)
    assert (done.status, done.err) == (0, "")
    lines = done.out.splitlines()
    assert lines[:2] == [f"A  {A}", f"B  {B}"]
    assert any(line.startswith("conflict, confidence 0.") for line in lines)


def test_two_texts_of_which_there_is_nothing_to_say(run: Runner) -> None:
    done = run("explain", "The fire broke out on Monday.", "Two trains stopped at the station.")
    assert "no finding" in done.out
    assert "judged" in done.out


def test_a_finding_by_its_fingerprint_or_the_beginning_of_it(run: Runner) -> None:
    report = json.loads(run("compare", "morning.txt", "noon.txt", "-f", "json").out)
    finding = next(f for f in report["findings"] if f["verdict"] == "conflict")
    for length in (16, 8):
        done = run("explain", "--fingerprint", finding["fingerprint"][:length], "morning.txt", "noon.txt")
        assert done.status == 0
        assert done.out.startswith("A  morning.txt:3  The fire destroyed at least 64 homes")
        assert finding["explanation"] in done.out
        assert "judged" in done.out


def test_the_command_in_the_report_works(run: Runner) -> None:
    report = run("compare", "morning.txt", "noon.txt").out
    words = next(line for line in report.splitlines() if "checker explain" in line).split()
    assert run(*words[1:]).status == 0


def test_two_claims_by_their_numbers(run: Runner) -> None:
    claims = json.loads(run("claims", "morning.txt", "-f", "json").out)["claims"]
    number = next(n for n, c in enumerate(claims, 1) if "64" in c["text"])
    assert "no finding" in run("explain", "morning.txt", "noon.txt", "--pair", f"{number}:1").out
    assert "conflict, " in run("explain", "morning.txt", "noon.txt", "--pair", f"{number}:{number}").out


@pytest.mark.parametrize("hostile", ["\x1b[31mred\x1b[0m", "\u202etxt"])
def test_hostile_text_is_harmless(run: Runner, hostile: str) -> None:
    out = run("explain", f"{hostile} 120 men came.", "40 men came.").out
    assert "\x1b" not in out
    assert "\u202e" not in out


def test_findings_that_are_equal_to_the_letter_are_explained_once(run: Runner, folder: Path) -> None:
    (folder / "copy.txt").write_text((folder / "noon.txt").read_text(encoding="utf-8"), encoding="utf-8")
    files = ("morning.txt", "noon.txt", "copy.txt")
    report = json.loads(run("compare", *files, "-f", "json").out)
    found = [f["fingerprint"] for f in report["findings"] if f["verdict"] == "conflict"]
    assert len(found) == 2
    assert len(set(found)) == 1
    done = run("explain", "--fingerprint", found[0], *files)
    assert done.status == 0
    assert done.out.count("judged") == 1
    assert "the same words: morning.txt:3 and " in done.out
