"""Each thing that a user can get wrong: one message that says what to do, the right status, and no traceback."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.cli.conftest import Run

Runner = Callable[..., Run]
TWO = ("compare", "morning.txt", "noon.txt")


def prepared(folder: Path) -> None:
    (folder / "empty").mkdir()
    (folder / "empty.txt").write_text("")
    (folder / "blank.txt").write_text(" \n\n\t\n")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 20)
    (folder / "plain-file").write_text("no folder")
    (folder / "broken.yaml").write_text("rules: [\n")
    (folder / "unknown.yaml").write_text("report:\n  formatt: text\n")
    (folder / "wrong.yaml").write_text("report:\n  min_confidence: lots\n")
    (folder / "rules.yaml").write_text("version: 1\nrules:\n  - id: x\n    kind: quantty\n")
    (folder / "latin.yaml").write_bytes(b"report: {format: \xff\xfe}\n")


CASES = {
    "no source": (("compare",), 2, "Missing argument"),
    "single source": (("compare", "morning.txt"), 2, "a comparison needs two sources"),
    "duplicate paths": (("compare", "morning.txt", "./morning.txt"), 2, "a comparison needs two sources"),
    "missing file": (("compare", "morning.txt", "missing.txt"), 2, "missing.txt: "),
    "folder without articles": (("compare", "morning.txt", "empty"), 2, "empty: "),
    "empty file": (("compare", "morning.txt", "empty.txt"), 2, "empty.txt: "),
    "blank file": (("compare", "morning.txt", "blank.txt"), 2, "blank.txt: "),
    "binary file": (("compare", "morning.txt", "binary.txt"), 2, "binary.txt: "),
    "file over the limit": ((*TWO, "--max-bytes", "10"), 2, "morning.txt: "),
    "limit of nothing": ((*TWO, "--max-bytes", "0"), 2, "--max-bytes"),
    "unknown format": ((*TWO, "--format", "jsn"), 2, "unknown format 'jsn'; did you mean 'json'?"),
    "unknown verdict": ((*TWO, "--verdicts", "conflit"), 2, "unknown verdict 'conflit'; did you mean 'conflict'?"),
    "unknown severity": ((*TWO, "--fail-on", "eror"), 2, "did you mean 'error'?"),
    "two severities": ((*TWO, "--fail-on", "error,info"), 2, "takes one severity"),
    "confidence over one": ((*TWO, "--min-confidence", "1.5"), 2, "--min-confidence"),
    "confidence in words": ((*TWO, "--min-confidence", "high"), 2, "--min-confidence"),
    "unknown option": ((*TWO, "--formt", "json"), 2, "Did you mean '--format'"),
    "unknown command": (("compre",), 2, "did you mean 'compare'?"),
    "unknown rules command": (("rules", "lst"), 2, "did you mean 'list'?"),
    "unknown encoding": ((*TWO, "--encoding", "utf-99"), 2, "utf-99"),
    "unknown pack": ((*TWO, "--rules", "defalt"), 2, "defalt"),
    "missing rules": ((*TWO, "--rules", "none.yaml"), 2, "none.yaml"),
    "wrong rules": ((*TWO, "--rules", "rules.yaml"), 2, "rules.yaml:4:11: "),
    "missing configuration": ((*TWO, "--config", "none.yaml"), 2, "none.yaml"),
    "malformed configuration": ((*TWO, "--config", "broken.yaml"), 2, "broken.yaml:"),
    "unknown key": ((*TWO, "--config", "unknown.yaml"), 2, "unknown.yaml:2:3: "),
    "wrong value": ((*TWO, "--config", "wrong.yaml"), 2, "wrong.yaml:2:19: "),
    "configuration that is no text": ((*TWO, "--config", "latin.yaml"), 2, "latin.yaml"),
    "configuration that is a folder": ((*TWO, "--config", "empty"), 2, "empty"),
    "date without a day": ((*TWO, "--published", "noon.txt=soon"), 2, "'soon' is no day"),
    "date that does not exist": ((*TWO, "--published", "noon.txt=2024-02-30"), 2, "is no day"),
    "date without a file": ((*TWO, "--published", "2024-02-03"), 2, "expected FILE=DATE"),
    "date of a source not named": ((*TWO, "--published", "other.txt=2024-02-03"), 2, "other.txt"),
    "output in no folder": ((*TWO, "--output", "none/report.txt"), 2, "'none' does not exist"),
    "output onto a folder": ((*TWO, "--output", "empty"), 2, "is a folder"),
    "output onto a full disk": ((*TWO, "--output", "/dev/full"), 2, "/dev/full: cannot be written: No space left"),
    "output that may not be written": ((*TWO, "--output", "/proc/report"), 2, "/proc/report: cannot be written"),
    "name that no system takes": (("compare", "morning.txt", "a\0b"), 2, "checker: error: "),
    "name that is too long": (("compare", "morning.txt", "x" * 5000), 2, "checker: error: "),
    "name that steers the terminal": (("compare", "morning.txt", "\x1b[31mred.txt"), 2, "red.txt: "),
    "private address": (("compare", "morning.txt", "http://127.0.0.1:9/a"), 2, "127.0.0.1"),
    "claims of a missing file": (("claims", "missing.txt"), 2, "missing.txt: "),
    "claims in an unknown format": (("claims", "morning.txt", "-f", "markdown"), 2, "unknown format 'markdown'"),
    "pairs of a missing file": (("pairs", "missing.jsonl"), 2, "missing.jsonl: "),
    "pairs of a folder": (("pairs", "empty"), 2, "empty: "),
    "one text to explain": (("explain", "one"), 2, "expected two texts, not 1"),
    "files to explain without a pair": (("explain", "morning.txt", "noon.txt"), 2, "is a file: add --pair"),
    "pair of no numbers": (("explain", "morning.txt", "noon.txt", "--pair", "a:b"), 2, "expected the numbers"),
    "pair of claims there are not": (
        ("explain", "morning.txt", "noon.txt", "--pair", "1:99"),
        2,
        "noon.txt has claims",
    ),
    "pair and fingerprint": (("explain", "a", "b", "--pair", "1:1", "--fingerprint", "abcd"), 2, "exclude each other"),
    "fingerprint there is not": (("explain", "morning.txt", "noon.txt", "--fingerprint", "0000"), 2, "no finding"),
    "fingerprint too short": (("explain", "morning.txt", "noon.txt", "--fingerprint", "0"), 2, "4 hex digits"),
    "unknown rule": (("rules", "show", "quantty"), 2, "did you mean 'quantity'?"),
    "configuration where one is": (("init", "broken.yaml"), 2, "exists already"),
    "configuration in no folder": (("init", "none/checker.yaml"), 2, "'none' does not exist"),
}


@pytest.mark.parametrize("case", CASES)
def test_one_message_and_the_right_status(run: Runner, folder: Path, case: str) -> None:
    prepared(folder)
    args, status, message = CASES[case]
    done = run(*args)
    assert done.status == status
    assert message in done.err
    assert "Traceback" not in done.err
    assert "unexpected" not in done.err
    assert "\x1b" not in done.err
    assert done.out == ""
    assert done.err.startswith("checker: error: ")
    assert len(done.err) < 1000 + 10 * len(" ".join(args))


def test_every_mistake_of_a_file_is_named_at_once(run: Runner, folder: Path) -> None:
    (folder / "many.yaml").write_text("report:\n  formatt: text\n  min_confidence: 7\nclusterz: {}\n")
    said = run(*TWO, "--config", "many.yaml").err
    assert all(f"many.yaml:{place}: " in said for place in ("2:3", "3:19", "4:1"))


@pytest.mark.parametrize("args", [(), ("rules",)])
def test_help_is_shown_where_nothing_is_asked_for(run: Runner, args: tuple[str, ...]) -> None:
    done = run(*args)
    assert (done.status, done.out) == (2, "")
    assert done.err.startswith("Usage: checker")


def test_a_file_is_left_alone_where_the_report_cannot_be_made(run: Runner, folder: Path) -> None:
    (folder / "report.txt").write_text("old")
    run("compare", "morning.txt", "missing.txt", "-o", "report.txt")
    assert (folder / "report.txt").read_text() == "old"
