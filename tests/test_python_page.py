"""What docs/python.md shows is what happens."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

import checker
from tests.python_examples import examples, run_page

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "python.md"


def test_the_examples_give_what_stands_below_them(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    count, said = run_page(PAGE)
    assert not said
    assert count >= 30


def test_every_public_name_that_a_user_makes_or_catches_stands_on_the_page() -> None:
    page = PAGE.read_text(encoding="utf-8")
    made = {n for n in checker.__all__ if n.islower() or n.endswith("Error")} | {
        "Article",
        "Config",
        "Rules",
        "TextPair",
    }
    assert not {name for name in made if not re.search(rf"\b{name}\b", page)}


def test_a_wrong_example_is_told_with_its_line(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("# Page\n\n```python\n>>> x = 1\n>>> x + 1\n3\n\n```\n\n```python\n>>> x\n1\n\n```\n")
    count, said = run_page(page)
    assert count == 3
    assert "line 5, in page.md" in said
    assert said.count("Failed example") == 1


def test_a_block_that_nobody_runs_is_refused(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text("```python\nprint(1)\n```\n")
    with pytest.raises(ValueError, match="run by nobody"):
        examples(page)
