"""The headline of a plain text; the cases stand in headlines.yaml."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from checker.sources.headline import headline

CASES = yaml.safe_load((Path(__file__).parent / "headlines.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("text", "expected"), CASES)
def test_headline(text: str, expected: str | None) -> None:
    assert headline(text) == expected


def test_a_long_first_line_is_no_headline() -> None:
    assert headline("word " * 40 + "\n\nThe bridge closed.\n") is None
