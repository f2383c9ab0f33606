"""The example of a package with a kind of its own: installed with pip, offline, it works from the command line."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "examples" / "checker-kind-acronyms"
Shell = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="module")
def shell(tmp_path_factory: pytest.TempPathFactory) -> Shell:
    """Python in a folder of its own, with the package installed beside this program."""
    folder = tmp_path_factory.mktemp("example")
    copied = shutil.copytree(EXAMPLE, folder / "package")  # a build leaves nothing in the repository
    installed = folder / "installed"
    pip = ["install", "--quiet", "--no-index", "--no-build-isolation", "--no-deps", "--target", str(installed)]
    environment = os.environ | {"PYTHONPATH": os.pathsep.join((str(installed), str(ROOT)))}

    def python(*args: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", *args]
        return subprocess.run(
            command, cwd=copied, env=environment, capture_output=True, text=True, timeout=120, check=False
        )

    done = python("pip", *pip, str(copied))
    assert done.returncode == 0, done.stderr
    return python


def test_the_kind_explains_itself(shell: Shell) -> None:
    done = shell("checker", "rules", "show", "acronym")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("kind acronym: One acronym that two sources write out in two ways.\n")
    assert "  ignore: []\n      Acronyms that are left alone. Takes a list of texts." in done.stdout
    listed = shell("checker", "rules", "list")
    assert any(line.startswith("acronym ") for line in listed.stdout.splitlines())


def test_its_rules_pass_their_tests(shell: Shell) -> None:
    done = shell("checker", "rules", "test", "rules.yaml")
    assert (done.returncode, done.stdout) == (0, "5 tests of 1 rule: 5 passed\n")


def test_it_finds_what_no_built_in_kind_finds(shell: Shell, tmp_path: Path) -> None:
    for name, body in (("a", "Northern Harbour Agency"), ("b", "National Heritage Authority")):
        text = f"Published: 2031-03-04\n\nThe {body} (NHA) closed the quay on Monday.\n"
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    (tmp_path / "rules.yaml").write_text(
        "version: 1\nextends: [default]\nrules:\n  - {id: acronyms, kind: acronym}\n", encoding="utf-8"
    )
    names = [str(tmp_path / name) for name in ("a.txt", "b.txt")]
    done = shell("checker", "compare", "--rules", str(tmp_path / "rules.yaml"), *names)
    assert (done.returncode, done.stderr) == (1, "")
    told = " ".join(done.stdout.split())
    assert "NHA is “Northern Harbour Agency” in one source, “National Heritage Authority” in the other." in told
    assert "confidence 0.85; rule acronyms (acronym), error" in done.stdout


def test_its_own_tests_pass(shell: Shell) -> None:
    done = shell("pytest", "-q", "-p", "no:cacheprovider", "tests")
    assert done.returncode == 0, done.stdout


def test_without_the_package_the_rule_is_a_mistake(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "checker", "rules", "check", str(EXAMPLE / "rules.yaml")],
        cwd=tmp_path,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 2
    assert "rules.yaml:4:11: unknown kind 'acronym'" in done.stdout
