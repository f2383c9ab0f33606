"""What README shows is what happens."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
EXAMPLES = re.findall(r"^```console\n\$ (.+?)\n(.*?)^```$", README, re.MULTILINE | re.DOTALL)
COMMANDS = re.findall(r"^```sh\n(.+?)\n```$", README, re.MULTILINE | re.DOTALL)


def run(command: str) -> subprocess.CompletedProcess[str]:
    words = [sys.executable, "-m", "checker", *shlex.split(command)[1:]]
    environment = {**os.environ, "PYTHONUTF8": "1", "COLUMNS": "100"}
    return subprocess.run(words, cwd=ROOT, capture_output=True, text=True, env=environment, check=False)


@pytest.mark.parametrize(("command", "expected"), EXAMPLES, ids=[c[:40] for c, _ in EXAMPLES])
def test_examples_print_what_stands_below_them(command: str, expected: str) -> None:
    assert command.startswith("checker ")
    done = run(command)
    assert done.stdout == expected, done.stderr
    assert done.returncode in (0, 1)


def test_there_are_examples_and_two_commands() -> None:
    assert len(EXAMPLES) >= 2
    assert COMMANDS == ["make demo", "make test"]


@pytest.mark.parametrize("command", COMMANDS)
def test_make_knows_the_commands(command: str) -> None:
    words = ["make", "-n", "-B", command.split()[1]]
    done = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    assert ("checker compare corpora/" if command == "make demo" else "pytest") in done.stdout


def test_the_demo_shows_the_collision_with_both_quotes() -> None:
    report = run(
        "checker compare corpora/north-korean-troops/briefing.txt corpora/north-korean-troops/courier.txt"
    ).stdout
    assert "“*Over 10,000* North Korean soldiers" in report
    assert "“*50,000* North Korean soldiers" in report
    assert "No value is both “Over 10,000” and “50,000”" in report


def test_links_lead_somewhere() -> None:
    for link in re.findall(r"\]\((?!https?:)([^)#]+)\)", README):
        assert (ROOT / link).exists(), link
