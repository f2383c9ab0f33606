"""Reports made by the command line, as a user makes them: a page, and the same as JSON to know what it must show."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[2]
CORPORA = ROOT / "corpora"
ALL = ("--verdicts", "conflict,update,scope,compatible,incomparable", "--min-confidence", "0")
FOUND = (0, 1, 3)


@dataclass(frozen=True)
class Made:
    """One comparison in two formats."""

    page: Path
    data: dict[str, Any]

    @property
    def findings(self) -> list[dict[str, Any]]:
        """What the page must show, in its order."""
        found: list[dict[str, Any]] = self.data["findings"]
        return found


def corpora() -> list[str]:
    """The names of the corpora."""
    return sorted(path.parent.name for path in CORPORA.glob("*/README.md"))


def checker(words: Sequence[str], folder: Path) -> subprocess.CompletedProcess[str]:
    """Run the program in a folder. Its models are at hand, so nothing may be fetched."""
    environment = {**os.environ, "HF_HUB_OFFLINE": "1"}
    command = [sys.executable, "-m", "checker", *words]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)


def make(name: str, out: Path, more: Sequence[str] = ALL) -> Made:
    """The reports of a corpus, written into ``out``."""
    folder = CORPORA / name
    return compare([path.name for path in sorted(folder.glob("*.txt"))], folder, out, more)


def compare(articles: Sequence[str], folder: Path, out: Path, more: Sequence[str] = ALL) -> Made:
    """The reports of some articles in a folder."""
    for form in ("html", "json"):
        target = str(out / f"report.{form}")
        done = checker(["compare", *articles, *more, "--format", form, "--output", target], folder)
        assert done.returncode in FOUND, done.stderr
    return Made(out / "report.html", json.loads((out / "report.json").read_text(encoding="utf-8")))
