"""The guides are transcripts: their files are written and their commands run, in order, in one empty folder.

A block with a title, ```` ```yaml title="bail.yaml" ````, is a file. In a ``console`` block each line that begins with
``$`` is a command, and what follows is what it prints. Every page starts with a home and a folder in which there is
nothing. ``python -m tests.guides --write`` puts into the guides what their commands print: read the diff.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).parent.parent
DOCS = ROOT / "docs"
BLOCK = re.compile(
    r'^```(?P<lang>\w+)(?: title="(?P<file>[\w./-]+)"[^\n]*)?\n(?P<text>.*?)^```$', re.MULTILINE | re.DOTALL
)
PROMPT = "$ "
SECONDS = 120  # for one command; the first one of a page prepares the models


def pages() -> list[Path]:
    """The pages that show what commands print, in the order of their paths."""
    return [page for page in sorted(DOCS.rglob("*.md")) if commands(page.read_text(encoding="utf-8"))]


def commands(text: str) -> list[str]:
    """The commands of a guide, in order."""
    blocks = (m["text"] for m in BLOCK.finditer(text) if m["lang"] == "console")
    return [line.removeprefix(PROMPT) for b in blocks for line in b.splitlines() if line.startswith(PROMPT)]


def replayed(text: str, place: Path) -> str:
    """The guide with what its commands print now, run in the empty folder ``place``."""
    shell = _Shell(place)
    shown, end = [], 0
    for block in BLOCK.finditer(text):
        shown.append(text[end : block.start("text")])
        end = block.end("text")
        if block["file"]:
            shell.write(block["file"], block["text"])
        is_session = block["lang"] == "console"
        shown.append("".join(_session(block["text"], shell)) if is_session else block["text"])
    return "".join([*shown, text[end:]])


def _session(text: str, shell: _Shell) -> Iterator[str]:
    for line in text.splitlines():
        if line.startswith(PROMPT):
            yield f"{line}\n{shell.run(line.removeprefix(PROMPT))}"


class _Shell:
    """A shell in an empty folder, with a home of its own and ``checker`` as its only program from outside."""

    def __init__(self, place: Path) -> None:
        self._work, home, programs = (place / name for name in ("work", "home", "bin"))
        for folder in (self._work, home, programs):
            folder.mkdir()
        program = programs / "checker"
        program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m checker "$@"\n', encoding="utf-8")
        program.chmod(0o755)
        self._env = {
            "PATH": f"{programs}{os.pathsep}{os.defpath}",
            "HOME": str(home),
            "PYTHONPATH": str(ROOT),
            "PYTHONUTF8": "1",
            "LC_ALL": "C.UTF-8",
            "COLUMNS": "100",
        }
        self._status = 0

    def write(self, name: str, text: str) -> None:
        path = self._work / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def run(self, command: str) -> str:
        """What the command prints, errors included; ``echo $?`` prints the status of the command before it."""
        done = subprocess.run(
            ["bash", "-c", f"(exit {self._status})\n{command}"],
            cwd=self._work,
            env=self._env,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=SECONDS,
            check=False,
        )
        self._status = done.returncode
        return done.stdout


def main() -> None:
    write = sys.argv[1:] == ["--write"]
    for page in pages():
        text = page.read_text(encoding="utf-8")
        with TemporaryDirectory() as folder:
            now = replayed(text, Path(folder))
        if now != text:
            print(f"{page.relative_to(ROOT)} {'rewritten' if write else 'is not what its commands print'}")
        if now != text and write:
            page.write_text(now, encoding="utf-8")


if __name__ == "__main__":
    main()
