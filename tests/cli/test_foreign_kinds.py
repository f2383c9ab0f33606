"""Kinds of installed packages from the command line: those that fail are named, and never end a run in a traceback."""

from __future__ import annotations

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

Shell = Callable[..., subprocess.CompletedProcess[str]]

CODE = """
from dataclasses import dataclass

from checker.rules.kind import Kind
from checker.rules.options import option


@dataclass(frozen=True, slots=True)
class Options:
    hues: tuple[str, ...] = option((), "Hues that are told apart.")


def check(pair, options):
    raise RuntimeError("no light \\x1b[31m in " + pair.a.source)
    yield


KIND = Kind("hue", "Two hues.", Options, check)
NOT_ONE = "hue"
"""


@pytest.fixture
def installed(folder: Path) -> dict[str, str]:
    """A package with a kind that fails, one that is none and one with a name that is taken; how to see it."""
    site = folder / "site"
    (site / "hues-1.0.dist-info").mkdir(parents=True)
    (site / "hues.py").write_text(CODE, encoding="utf-8")
    (site / "hues-1.0.dist-info" / "METADATA").write_text("Metadata-Version: 2.1\nName: hues\nVersion: 1.0\n")
    points = "[checker.kinds]\nhue = hues:KIND\nshade = hues:NOT_ONE\ntint = hues.missing:KIND\nquantity = hues:KIND\n"
    (site / "hues-1.0.dist-info" / "entry_points.txt").write_text(points)
    rules = "version: 1\nextends: [default]\nrules:\n  - {id: hues, kind: hue}\n"
    (folder / "own.yaml").write_text(rules, encoding="utf-8")
    return {"PYTHONPATH": f"{site}:{Path(__file__).parents[2]}"}


def test_a_kind_that_raises_is_a_gap_in_the_report(shell: Shell, installed: dict[str, str]) -> None:
    args = ("compare", "morning.txt", "noon.txt", "--rules", "own.yaml", "--entailment", "none")
    done = shell(*args, env=installed)
    assert done.returncode == 3
    told = " ".join(done.stdout.split())
    assert "the kind 'hue' of the package hues: it failed: RuntimeError: no light" in told
    assert "everything else that the rule hues looks at" in told
    assert "CONFLICT" in done.stdout  # of the other rules
    assert "Traceback" not in done.stdout + done.stderr
    assert "\x1b" not in done.stdout + done.stderr


def test_kinds_that_cannot_be_used_are_named_beside_the_list(shell: Shell, installed: dict[str, str]) -> None:
    for command in ("list", "schema"):
        done = shell("rules", command, env=installed)
        assert done.returncode == 3
        assert '"hue"' in done.stdout or any(line.startswith("hue ") for line in done.stdout.splitlines())
        assert [line.split(": ")[1:3] for line in done.stderr.splitlines()] == [
            ["the kind 'quantity' of the package hues", "checker has a kind of this name itself"],
            ["the kind 'shade' of the package hues", "expected a checker.rules.kind.Kind, got str"],
            ["the kind 'tint' of the package hues", "it cannot be imported"],
        ]


def test_a_kind_that_cannot_be_used_is_a_mistake_where_a_rule_names_it(
    shell: Shell, folder: Path, installed: dict[str, str]
) -> None:
    (folder / "bad.yaml").write_text("version: 1\nrules:\n  - id: shades\n    kind: shade\n", encoding="utf-8")
    done = shell("rules", "check", "bad.yaml", env=installed)
    assert done.returncode == 2
    assert done.stdout.startswith(
        "bad.yaml:4:11: the kind 'shade' of the package hues: expected a checker.rules.kind.Kind"
    )
    done = shell("rules", "show", "shade", env=installed)
    assert (done.returncode, done.stdout) == (2, "")
    assert "of the package hues" in done.stderr


def test_the_built_in_kind_of_that_name_is_the_one_in_use(shell: Shell, installed: dict[str, str]) -> None:
    done = shell("rules", "show", "quantity", env=installed)
    assert done.returncode == 0
    assert "tolerance.ratio" in done.stdout
