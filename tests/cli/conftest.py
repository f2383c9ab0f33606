import io
import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from checker.cli.main import main

ARTICLE = "Published: 2024-03-04\n\nThe fire broke out on Monday. The fire destroyed {} homes in the valley.\n"
ARTICLES = {
    "morning.txt": ARTICLE.format("at least 64"),
    "noon.txt": ARTICLE.format("46"),
    "evening.txt": ARTICLE.format("66"),
}


@dataclass(frozen=True)
class Run:
    status: int
    out: str
    err: str


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder with three articles: the first two contradict each other, the third fits the first."""
    for name, text in ARTICLES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def run(folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Callable[..., Run]:
    """The command line inside this process."""

    def call(*args: str, stdin: bytes = b"") -> Run:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        status = main(args)
        said = capsys.readouterr()
        return Run(status, said.out, said.err)

    return call


@pytest.fixture
def shell(folder: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """The command line as a process of its own, in the working folder."""

    def call(*args: str, **more: object) -> subprocess.CompletedProcess[str]:
        settings: dict[str, object] = {"capture_output": True, "text": True, "cwd": folder, "timeout": 60}
        settings["env"] = os.environ | more.pop("env", {})  # type: ignore[operator]
        if "stdout" in more:
            settings |= {"capture_output": False, "stderr": subprocess.PIPE}
        return subprocess.run([sys.executable, "-m", "checker", *args], **(settings | more), check=False)  # type: ignore[call-overload,no-any-return]

    return call
