"""Mistakes as they are shown: place, line, caret; and that editors see the structural ones by the schema."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator, ValidationError

from checker.cli.main import main
from checker.cli.mistakes import shown
from checker.errors import Mistake
from checker.rules.kinds import KINDS
from checker.rules.nodes import Items, Node, Table
from checker.rules.schema import rules_schema
from checker.rules.yamlfile import read_yaml
from tests.cli.conftest import Run
from tests.report.golden import GOLDEN, assert_golden
from tests.rules.test_yamlfile import plain

Runner = Callable[..., Run]
CASE = GOLDEN / "ten-mistakes"
BEYOND = ("rule pack", "unknown field", "two rules")  # mistakes that only reading packs and all rules can find


def test_ten_mistakes_are_ten_messages(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(CASE)
    assert main(["rules", "check", "rules.yaml"]) == 2
    said = capsys.readouterr().out
    assert_golden(CASE / "expected.txt", said)
    assert sum(line.startswith("rules.yaml:") for line in said.splitlines()) == 10


def test_editors_see_the_structural_mistakes_by_the_schema() -> None:
    root = read_yaml(CASE / "rules.yaml").root
    assert root is not None
    errors = Draft202012Validator(rules_schema(KINDS)).iter_errors(plain(root))
    seen = {line(root, path) for e in errors for path in paths(e)}
    messages = [m for m in (CASE / "expected.txt").read_text("utf-8").splitlines() if m.startswith("rules.yaml:")]
    structural = {int(m.split(":")[1]) for m in messages if not any(word in m for word in BEYOND)}
    assert len(structural) == 7
    assert structural <= seen


def paths(error: ValidationError) -> Iterator[Sequence[str | int]]:
    """Where an editor underlines something: at the error, those that led to it, and at each name it does not know."""
    at = list(error.absolute_path)
    yield at
    if error.validator in ("additionalProperties", "unevaluatedProperties") and isinstance(error.instance, dict):
        yield from ([*at, name] for name in error.instance if f"'{name}'" in error.message)
    for inner in error.context or ():
        yield from paths(inner)


def line(node: Node, path: Sequence[str | int]) -> int:
    """The line of the name or item that a path leads to."""
    found = node.place.line
    for step in path:
        if isinstance(node, Table) and isinstance(step, str):
            entry = node.get(step)
            assert entry
            node, found = entry.value, entry.place.line
        elif isinstance(node, Items) and isinstance(step, int):
            node = node.items[step]
            found = node.place.line
    return found


def caret(path: Path, content: bytes, line: int, column: int) -> list[str]:
    path.write_bytes(content)
    return list(shown([Mistake(str(path), line, column, "wrong")]))[1:]


@pytest.mark.parametrize(
    ("content", "column", "expected"),
    [
        (b"id: x\n", 5, ["     1 | id: x", "       |     ^"]),
        (b"id: x", 6, ["     1 | id: x", "       |      ^"]),
        (b"\xef\xbb\xbfid: x\r\n", 5, ["     1 | id: x", "       |     ^"]),
        ("名前: x\n".encode(), 5, ["     1 | 名前: x", "       |       ^"]),
        (b"a:\tx\n", 4, ["     1 | a: x", "       |    ^"]),
        (b"a: \x1b[31mx\n", 9, ["     1 | a: �[31mx", "       |         ^"]),
        ("a: \u202ex\n".encode(), 5, ["     1 | a: �x", "       |     ^"]),
        (b"\xff: x\n", 4, ["     1 | �: x", "       |    ^"]),
        (b"a" * 300 + b": x\n", 303, ["     1 | …" + "a" * 58 + ": x", "       | " + " " * 61 + "^"]),
        (b"a: " + b"b" * 300, 4, ["     1 | a: " + "b" * 93 + "…", "       |    ^"]),
    ],
)
def test_the_caret_stands_below_the_place(tmp_path: Path, content: bytes, column: int, expected: list[str]) -> None:
    assert caret(tmp_path / "rules.yaml", content, 1, column) == expected


def test_what_is_in_no_file_is_told_without_a_line(tmp_path: Path) -> None:
    gone = Mistake(str(tmp_path / "gone.yaml"), 3, 1, "wrong")
    assert list(shown([gone, Mistake("<command line>", 1, 1, "no"), gone])) == [str(gone), "<command line>:1:1: no"]


def test_a_run_shows_the_line_of_a_mistake_in_its_configuration(run: Runner, folder: Path) -> None:
    (folder / "checker.yaml").write_text("report:\n  format: txt\n")
    done = run("compare", "morning.txt", "noon.txt")
    assert (done.status, done.out) == (2, "")
    assert "checker.yaml:2:11: expected one of" in done.err
    assert "     2 |   format: txt\n       |           ^\n" in done.err


def test_a_warning_is_told_and_fails_nothing(run: Runner, folder: Path) -> None:
    (folder / "mine.yaml").write_text("version: 1\nextends: [default]\nrules:\n  - {id: figures, severity: error}\n")
    done = run("rules", "check", "mine.yaml")
    assert (done.status, done.err) == (0, "")
    assert done.out.startswith("mine.yaml:4:5: warning: this changes nothing")
    assert done.out.endswith("no mistakes in mine.yaml\n")


def test_a_pack_that_extends_itself_is_told(run: Runner, folder: Path) -> None:
    (folder / "mine.yaml").write_text("version: 1\nextends: [mine.yaml]\nrules: []\n")
    done = run("compare", "morning.txt", "noon.txt", "--rules", "mine.yaml")
    assert (done.status, done.out) == (2, "")
    assert "mine.yaml:2:11: 'extends' runs in a circle: mine.yaml -> mine.yaml" in done.err
