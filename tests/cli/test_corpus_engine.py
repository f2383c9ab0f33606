"""--engine and its options as users type them."""

from __future__ import annotations

import socket
from collections.abc import Callable
from pathlib import Path

import pytest

from checker.errors import EXIT_BAD_INPUT, EXIT_FINDINGS, EXIT_OK
from tests.cli.conftest import Run

Call = Callable[..., Run]
ARTICLE = (
    "Published: 2024-03-04\n\nThe fire in the Ambrel valley broke out on Monday, Mayor Ida Corvane said. "
    "The fire destroyed {} homes in Ambrel.\n"
)
ARTICLES = {"morning.txt": "at least 64", "noon.txt": "46", "evening.txt": "66"}
LOCAL = ("--engine", "local", "--workers", "1")


@pytest.fixture(autouse=True)
def made(run: Call, folder: Path) -> None:
    for name, value in ARTICLES.items():
        (folder / name).write_text(ARTICLE.format(value), encoding="utf-8")
    assert run("corpus", "init").status == EXIT_OK


def test_a_process_beside_this_one(run: Call, folder: Path) -> None:
    added = run("corpus", "add", *LOCAL, "--shards", "shards", *ARTICLES)
    assert added.out.startswith("added 3 articles: morning.txt, noon.txt, evening.txt\n")
    assert added.err == ""
    checked = run("corpus", "check", *LOCAL, "--entailment", "none")
    assert (checked.status, checked.err) == (EXIT_FINDINGS, "")
    assert checked.out == run("corpus", "check", "--workers", "0", "--entailment", "none").out
    assert sorted(path.name.split("-")[0] for path in (folder / "shards").iterdir()) == ["encode", "read"]


def test_a_scheduler_that_is_not_there(run: Call, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("checker.engine.dask.TIMEOUT", 0.5)
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{taken.getsockname()[1]}"
        found = run("corpus", "add", "--engine", "dask", "--scheduler", address, *ARTICLES)
    assert found.status == EXIT_BAD_INPUT
    assert found.out == ""
    expected = (
        f"checker: error: {address}: no dask scheduler answers within 0.5 seconds; start one with: dask scheduler"
    )
    assert found.err.startswith(expected)
    assert found.err.count("\n") == 1
    assert "3 articles" in run("corpus", "add", *ARTICLES).out  # nothing had come in, and nothing is in the way


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--scheduler", "tcp://127.0.0.1:8786"), "--scheduler needs --engine dask"),
        (("--engine", "dusk"), "dask"),
        (("--workers", "-1"), "is not in the range x>=0"),
        (("--workers", "1", "--shards", "carrier-pigeon://coop"), "an address that fsspec knows"),
        (("--watch", "--engine", "local"), "leave --engine out"),
    ],
)
def test_options_that_do_not_fit(run: Call, options: tuple[str, ...], message: str) -> None:
    found = run("corpus", "add", *options, *ARTICLES)
    assert found.status == EXIT_BAD_INPUT
    assert message in found.err
    assert run("corpus", "status").out.startswith("articles   0\n")
