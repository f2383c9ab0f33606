import json
from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator

from checker.rules.kinds import KINDS
from tests.cli.conftest import Run

Runner = Callable[..., Run]


def test_list_names_rules_and_kinds(run: Runner) -> None:
    done = run("rules", "list")
    assert (done.status, done.err) == (0, "")
    words = {line.split()[0] for line in done.out.splitlines() if line}
    assert {"rule", "kind", *KINDS.names()} <= words


@pytest.mark.parametrize("name", KINDS.names())
def test_show_explains_each_kind_with_its_options(run: Runner, name: str) -> None:
    done = run("rules", "show", name)
    assert done.status == 0
    assert f"kind {name}: {KINDS[name].summary}" in done.out


def test_show_explains_a_rule(run: Runner, folder: Path) -> None:
    (folder / "mine.yaml").write_text(
        "version: 1\nrules:\n  - {id: heads, kind: quantity, severity: info, description: Heads differ.}\n"
    )
    done = run("rules", "show", "heads", "--rules", "mine.yaml")
    assert "rule heads: Heads differ." in done.out
    assert "severity: info" in done.out
    assert "mine.yaml:3" in done.out


def test_check_passes_a_file_without_mistakes(run: Runner, folder: Path) -> None:
    (folder / "good.yaml").write_text("version: 1\nextends: [default]\nrules: []\n")
    assert run("rules", "check", "good.yaml") == Run(0, "no mistakes in good.yaml\n", "")


def test_check_names_every_mistake_with_its_place(run: Runner, folder: Path) -> None:
    (folder / "bad.yaml").write_text(
        "version: 1\nrules:\n  - {id: a, kind: quantty}\n  - {id: b, kind: quantity, severity: grave}\n"
    )
    done = run("rules", "check", "bad.yaml")
    assert done.status == 2
    assert [m.split(":")[:2] for m in done.out.splitlines() if m.startswith("bad.yaml")] == [
        ["bad.yaml", "3"],
        ["bad.yaml", "4"],
    ]
    assert "did you mean" in done.out


def test_check_of_a_missing_file_is_a_mistake_too(run: Runner) -> None:
    done = run("rules", "check", "none.yaml")
    assert done.status == 2
    assert "none.yaml" in done.out + done.err


def test_schema_is_a_schema(run: Runner) -> None:
    Draft202012Validator.check_schema(json.loads(run("rules", "schema").out))
