"""The publication date and how it is known; the cases stand in published.yaml."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from checker.sources.published import date_lines, dating
from checker.values.text import PublicationDate

CASES = yaml.safe_load((Path(__file__).parent / "published.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"][:60])
def test_published(case: dict[str, Any]) -> None:
    lines = date_lines(case["text"])
    own = PublicationDate(case["own"], "field") if "own" in case else None
    found = dating(case["text"], lines, chosen=case.get("chosen"), own=own, created=case.get("created"))
    expected = PublicationDate(case["day"], case["origin"]) if "day" in case else None
    assert found.published == expected
    assert [why for _, why in found.refused] == ([case["refused"]] if "refused" in case else [])
    if "skip" in case:
        assert [line.span.of(case["text"]) for line in lines] == case["skip"]


def test_only_the_top_of_the_text_is_looked_at() -> None:
    text = "\n\n".join(["Bridge closes"] + ["It was closed on a cold day."] * 20 + ["Published: 2024-11-12"])
    assert date_lines(text) == ()
