"""``checker accept``, and living with what was accepted: the command line over real articles."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from checker.baseline import weigh
from checker.cli.main import main
from tests.cli.conftest import ARTICLES, Run

Runner = Callable[..., Run]
FILES = ("morning.txt", "noon.txt")
BASELINE = Path("checker-baseline.yaml")
WHY = ("--reason", "the fire service says 64")


def report(run: Runner, *args: str) -> dict[str, Any]:
    value = json.loads(run("compare", *(args or FILES), "-f", "json").out)
    assert isinstance(value, dict)
    return value


def conflict(run: Runner) -> str:
    return str(next(f["fingerprint"] for f in report(run)["findings"] if f["verdict"] == "conflict"))


@pytest.fixture
def known(run: Runner) -> str:
    """The fingerprint of a conflict that is accepted."""
    name = conflict(run)
    assert run("accept", name[:6], *WHY, *FILES).status == 0
    return name


def on_the(monkeypatch: pytest.MonkeyPatch, day: date) -> None:
    for place in ("checker.baseline.weigh.today", "checker.pipeline.today"):
        monkeypatch.setattr(place, lambda: day)


def test_an_accepted_finding_fails_no_run_and_is_shown_with_its_reason(run: Runner) -> None:
    assert run("compare", *FILES).status == 1
    name = conflict(run)
    said = run("accept", name, *WHY, *FILES)
    assert (said.status, said.err) == (0, "")
    assert said.out.splitlines() == [
        f"accepted {name} figures: morning.txt “at least 64” / noon.txt “46”",
        "wrote checker-baseline.yaml: 1 accepted in all",
    ]
    done = run("compare", *FILES)
    assert done.status == 0
    assert done.out.splitlines()[0] == "2 sources, 1 fact compared: none in conflict, 1 accepted"
    assert f"accepted on {weigh.today().isoformat()}: the fire service says 64" in done.out
    assert "CONFLICT  homes (destroyed)  (accepted)" in run("compare", *FILES, "-v").out
    found = next(f for f in report(run)["findings"] if f["fingerprint"] == name)
    assert found["accepted"] == {"reason": WHY[1], "on": weigh.today().isoformat(), "until": None}
    assert found["expired"] is None
    assert (
        f"accepted on {weigh.today().isoformat()}: the fire service says 64"
        in run("compare", *FILES, "-f", "markdown").out
    )


def test_the_command_of_the_report_accepts_once_it_has_a_reason(run: Runner) -> None:
    lines = [line.strip() for line in run("compare", *FILES).out.splitlines()]
    (command,) = [shlex.split(line) for line in lines if line.startswith("checker accept ")]
    assert run(*command[1:]).status == 2  # pasted as it is
    assert run(*command[1:], WHY[1]).status == 0
    assert run("compare", *FILES).status == 0


def test_only_what_is_new_is_shown(run: Runner, known: str) -> None:
    done = run("compare", *FILES, "--only-new")
    assert done.status == 0
    assert done.out.splitlines()[:2] == [
        "2 sources, 1 fact compared: none in conflict, 1 not shown",
        "Not shown: 1 finding left out by the settings, 1 of them accepted",
    ]
    assert "46" not in done.out.split("Sources")[0].split("\n", 1)[1]
    value = report(run, *FILES, "--only-new")
    assert known not in [f["fingerprint"] for f in value["findings"]]
    assert value["summary"]["accepted"] == 1
    assert sum(value["summary"]["verdicts"].values()) == len(value["findings"]) + value["summary"]["hidden"]


def test_what_is_accepted_stays_so_through_all_that_is_no_change_of_it(run: Runner, folder: Path, known: str) -> None:
    (folder / "late").mkdir()
    (folder / "morning.txt").rename(folder / "late" / "first.txt")
    text = (folder / "noon.txt").read_text().replace("The fire broke out on Monday.", "Smoke hung over the town.")
    (folder / "noon.txt").write_text(text + "\nTwo schools in the town were closed.\n")
    for args in (
        ("late/first.txt", "noon.txt"),
        ("noon.txt", "late/first.txt"),
        ("noon.txt", "late/first.txt", "--encoder", "minilm"),
    ):
        assert run("compare", *args).status == 0
        assert [f["fingerprint"] for f in report(run, *args)["findings"] if f["accepted"]] == [known]


def test_another_number_is_new(run: Runner, folder: Path, known: str) -> None:
    (folder / "noon.txt").write_text(ARTICLES["noon.txt"].replace("46", "47"))
    value = report(run)
    assert run("compare", *FILES).status == 1
    assert not any(f["accepted"] for f in value["findings"])
    (gone,) = value["stale"]
    assert (gone["fingerprint"], gone["reason"], gone["b"]["value"]) == (known, WHY[1], "46")
    shown = run("compare", *FILES).out
    assert "Accepted once, and found no longer" in shown
    undo = next(line for line in shown.splitlines() if "checker accept --undo" in line).split()
    assert run(*undo[1:]).status == 0
    assert report(run)["stale"] == []


def test_filters_of_a_run_make_nothing_stale(run: Runner, known: str) -> None:
    for args in (("--min-confidence", "1"), ("--verdicts", "update"), ("--ignore", "figures"), ("--select", "period")):
        assert report(run, *FILES, *args)["stale"] == []
    assert report(run, "morning.txt", "evening.txt")["stale"] == []


def test_an_acceptance_runs_out(run: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    on_the(monkeypatch, date(2031, 5, 6))
    name = conflict(run)
    assert run("accept", name, *WHY, "--until", "2031-05-06", *FILES).status == 0
    assert run("compare", *FILES).status == 0
    on_the(monkeypatch, date(2031, 5, 7))
    done = run("compare", *FILES, "--only-new")
    assert done.status == 1
    assert "counts again: it was accepted on 2031-05-06, until 2031-05-06: the fire service says 64" in done.out
    found = next(f for f in report(run)["findings"] if f["fingerprint"] == name)
    assert found["accepted"] is None
    assert found["expired"] == {"reason": WHY[1], "on": "2031-05-06", "until": "2031-05-06"}
    assert run("accept", "--all", "--reason", "still so", *FILES).out.startswith(f"accepted {name}")
    assert run("compare", *FILES).status == 0


def test_all_that_is_shown_can_be_accepted_at_once(run: Runner) -> None:
    done = run("accept", "--all", *WHY, *FILES)
    assert done.out.count("accepted ") == len(report(run)["findings"]) + 1
    assert run("compare", *FILES).status == 0
    again = run("accept", "--all", "--reason", "another", *FILES)
    assert "nothing to write" in again.out
    assert "another" not in BASELINE.read_text()


def test_what_could_not_be_checked_is_told(run: Runner, folder: Path) -> None:
    (folder / "all").mkdir()
    for name in FILES:
        (folder / "all" / name).write_text(ARTICLES[name])
    (folder / "all" / "broken.txt").write_bytes(b"\x00\x01\x02" * 100)
    done = run("accept", "--all", *WHY, "all")
    assert done.status == 3
    assert "not everything was checked" in done.out
    assert BASELINE.exists()


def test_findings_can_be_taken_out_of_a_report(run: Runner, folder: Path) -> None:
    name = conflict(run)
    run("compare", *FILES, "-f", "json", "-o", "report.json")
    assert run("accept", name[:4], *WHY, "--report", "report.json").status == 0
    assert 'text: "The fire destroyed at least 64 homes in the valley."' in BASELINE.read_text()
    assert run("accept", "ffff", *WHY, "--report", "report.json").status == 2


def test_a_whole_fingerprint_is_enough_without_files(run: Runner) -> None:
    name = conflict(run)
    assert run("accept", name, *WHY).status == 0
    assert run("compare", *FILES).status == 0
    assert run("accept", name[:5], "--reason", "better put").status == 0
    assert 'reason: "better put"' in BASELINE.read_text()
    refused = run("accept", "abcd", *WHY)
    assert refused.status == 2
    assert "abcd is only the beginning of a fingerprint" in refused.err


def test_undo_takes_an_entry_out_and_what_was_there_is_kept(run: Runner, known: str) -> None:
    before = BASELINE.read_text()
    done = run("accept", "--undo", known[:4])
    assert done.out.startswith(f"no longer accepted {known}")
    assert "accepted: []" in BASELINE.read_text()
    assert Path("checker-baseline.yaml.bak").read_text() == before
    assert run("compare", *FILES).status == 1
    assert run("accept", "--undo", known).status == 2


def test_another_file_can_be_named(run: Runner, folder: Path) -> None:
    (folder / "etc").mkdir()
    (folder / "etc" / "checker.yaml").write_text("report: {baseline: known.yaml, only_new: true}\n")
    missing = run("compare", *FILES, "--config", "etc/checker.yaml")
    assert missing.status == 2
    assert "there is no baseline file 'etc/known.yaml'" in missing.err
    assert run("accept", "--all", *WHY, *FILES, "--config", "etc/checker.yaml").status == 0
    assert (folder / "etc" / "known.yaml").exists()
    assert run("compare", *FILES, "--config", "etc/checker.yaml").status == 0
    assert run("compare", *FILES).status == 1
    assert run("compare", *FILES, "--baseline", "etc/known.yaml").status == 0
    assert run("compare", *FILES, "--config", "etc/checker.yaml", "--baseline", "none").status == 1
    name = json.loads(run("compare", *FILES, "-f", "json").out)["findings"][0]["fingerprint"]
    assert run("explain", "--fingerprint", name, *FILES, "--config", "etc/checker.yaml").status == 0


def test_a_file_with_mistakes_is_never_overwritten(run: Runner, folder: Path) -> None:
    BASELINE.write_text("version: 1\naccepted:\n  - reason: by hand\n")
    for args in (("accept", "--all", *WHY, *FILES), ("accept", "--undo", "abcd"), ("compare", *FILES)):
        done = run(*args)
        assert done.status == 2
        assert "checker-baseline.yaml:3:5: the option 'fingerprint' is missing here" in done.err
    assert BASELINE.read_text().endswith("by hand\n")
    assert sorted(p.name for p in folder.iterdir()) == sorted([*ARTICLES, BASELINE.name])


def test_a_file_named_like_a_fingerprint_is_a_file(run: Runner, folder: Path) -> None:
    (folder / "cafe").write_text(ARTICLES["noon.txt"])
    name = next(f["fingerprint"] for f in report(run, "morning.txt", "cafe")["findings"] if f["verdict"] == "conflict")
    assert run("accept", name, *WHY, "morning.txt", "cafe").status == 0
    assert run("accept", "--fingerprint", name[:4], *WHY, "morning.txt", "cafe").status == 0
    assert run("compare", "morning.txt", "cafe").status == 0


@pytest.mark.parametrize(
    ("args", "says"),
    [
        ((), "--reason must be given"),
        (("abcd", *FILES, "--reason", "  "), "--reason must be given"),
        ((*FILES, *WHY), "name a finding by its fingerprint"),
        (("--all", *WHY), "--all needs the sources"),
        (("--all", "abcd", *FILES, *WHY), "--all accepts every finding; leave it out, or leave out abcd"),
        (("abcd", *FILES, *WHY, "--until", "2001-01-01"), "--until 2001-01-01 is past"),
        (("abcd", *FILES, *WHY, "--until", "soon"), "'soon' is no day"),
        (("--fingerprint", "xyz", *FILES, *WHY), "--fingerprint takes 4 to 16 hex digits"),
        (("0000", *FILES, *WHY), "has a fingerprint that begins with 0000"),
        (("abcd", "--report", "r.json", *FILES, *WHY), "--report has the findings already; leave out morning.txt"),
        (("abcd", "--report", "missing.json", *WHY), "missing.json: cannot be read"),
        (("abcd", *FILES, *WHY, "--baseline", "none"), "it is set to 'none'"),
        (("abcd", *FILES, *WHY, "--baseline", "no/such/folder.yaml"), "does not exist; create it first"),
        (("--undo",), "--undo needs the fingerprint"),
        (("--undo", "abcd"), "no finding of 0 here has a fingerprint beginning with abcd"),
        (("--undo", "abcd", "morning.txt", *WHY, "--all"), "leave out morning.txt, --reason, --all"),
    ],
)
def test_what_cannot_be_meant_is_refused(run: Runner, args: tuple[str, ...], says: str) -> None:
    done = run("accept", *args)
    assert (done.status, done.out) == (2, "")
    assert says in done.err
    assert not BASELINE.exists()


def test_rules_are_chosen_for_all_commands(run: Runner, folder: Path) -> None:
    assert run("compare", *FILES, "--ignore", "figures").status == 0
    assert run("compare", *FILES, "--select", "quantity", "--select", "times,polarity").status == 1
    assert run("compare", *FILES, "--select", "period").status == 0
    unknown = run("compare", *FILES, "--ignore", "figurs")
    assert unknown.status == 2
    assert "did you mean 'figures'?" in unknown.err
    assert run("compare", *FILES, "--select", "figures", "--ignore", "quantity").status == 2
    texts = ("The fire destroyed 64 homes in the valley.", "The fire destroyed 46 homes in the valley.")
    assert "no finding" in run("explain", *texts, "--select", "period").out
    pair = json.dumps({"id": 1, "a": texts[0], "b": texts[1]}).encode()
    assert json.loads(run("pairs", "--ignore", "figures", stdin=pair).out)["verdict"] is None
    (folder / "checker.yaml").write_text("ignore: [figures]\n")
    assert run("compare", *FILES).status == 0
    listed = next(line for line in run("rules", "list").out.splitlines() if line.startswith("figures "))
    assert listed.split()[2] == "off"


def test_comments_in_a_source_silence_what_they_mean(run: Runner, folder: Path) -> None:
    text = "Published: 2024-03-04\n\n{}The fire destroyed 46 homes in the valley.\n\nSmoke hung over the town.\n"
    (folder / "open.md").write_text(text.format(""))
    (folder / "quiet.md").write_text(text.format("<!-- checker: ignore figures -->\n"))
    (folder / "page.html").write_text(
        "<meta name=date content=2024-03-04><article><p>The mayor thanked all who had helped.</p>"
        "<!-- checker: ignore --><p>The fire destroyed 46 homes in the valley.</p></article>"
    )
    assert run("compare", "morning.txt", "open.md").status == 1
    for name in ("quiet.md", "page.html"):
        done = run("compare", "morning.txt", name)
        assert done.status == 0
        assert "1 finding ignored by comments" in done.out.splitlines()[1]
        assert report(run, "morning.txt", name)["summary"]["ignored"] == 1
        assert "(comments in them silence 1 more)" in run("explain", "--fingerprint", "0000", "morning.txt", name).err


def test_a_comment_that_does_nothing_is_told(run: Runner, folder: Path) -> None:
    (folder / "a.md").write_text(
        "<!-- checker: ingore -->\n<!-- checker: ignore figurs -->\nThe fire destroyed 46 homes.\n"
    )
    done = run("compare", "morning.txt", "a.md")
    assert done.status == 1
    told = " ".join(done.out.split("Not checked")[1].split())
    assert "the checker comment on line 1: it does nothing: it says 'ingore'; did you mean 'ignore'?" in told
    assert (
        "the checker comment on line 2: no rule or kind of this run is named 'figurs'; did you mean 'figures'?" in told
    )


def test_a_baseline_is_shown_harmlessly(run: Runner, known: str, capsys: pytest.CaptureFixture[str]) -> None:
    BASELINE.write_text(BASELINE.read_text().replace("the fire service says 64", "\\x1b[31mred\\u202e {{ 7 * 7 }}"))
    for fmt in ("text", "json", "markdown"):
        shown = run("compare", *FILES, "-f", fmt).out
        assert "red" in shown
        assert "\x1b" not in shown
        assert "\u202e" not in shown
    assert main(["accept", "--undo", known]) == 0
    assert "\x1b" not in capsys.readouterr().out
