"""What a guide shows is what happens to a reader who follows it in an empty folder."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.guides import ROOT, commands, pages, replayed

PAGES = pages()


@pytest.mark.parametrize("page", PAGES, ids=lambda p: str(p.relative_to(ROOT)))
def test_the_commands_print_what_stands_below_them(page: Path, tmp_path: Path) -> None:
    text = page.read_text(encoding="utf-8")
    assert replayed(text, tmp_path) == text, "see the diff; `python -m tests.guides --write` rewrites it"
    assert "Traceback" not in text
    assert str(ROOT) not in text, "a path of this machine"


def test_a_guide_that_shows_something_else_is_noticed(tmp_path: Path) -> None:
    page = '```text title="a/b.txt"\nhere\n```\n\n```console\n$ cat a/b.txt\nthere\n$ false\n$ echo $?\n1\n```\n'
    assert replayed(page, tmp_path) == page.replace("\nthere", "\nhere")


def test_the_folder_and_the_home_are_empty_at_first(tmp_path: Path) -> None:
    page = "```console\n$ ls -A . ~\n```\n"
    assert replayed(page, tmp_path) == f"```console\n$ ls -A . ~\n.:\n\n{tmp_path}/home:\n```\n"


def test_the_first_rule_is_written_tested_and_run() -> None:
    first = next(page for page in PAGES if page.stem == "first-rule")
    run = [" ".join(c.split()[:3]) for c in commands(first.read_text(encoding="utf-8"))]
    for wanted in ("checker rules check", "checker rules test", "checker rules schema"):
        assert wanted in run
    assert {c.split()[1] for c in run} >= {"compare", "explain", "rules"}
