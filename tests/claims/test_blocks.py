from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from checker.claims.blocks import blocks
from checker.values.text import Document, Span

CASES = yaml.safe_load(Path(__file__).with_name("blocks.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_the_blocks_of_a_text(case: dict[str, Any]) -> None:
    text = case["text"]
    skip = tuple(Span(text.index(part), text.index(part) + len(part)) for part in case.get("skip", []))
    found = blocks(Document("a", text, title=case.get("title"), skip=skip))
    assert [[block.kind.value, block.span.of(text)] for block in found] == case["blocks"]


@given(st.text(alphabet="ab A.\n-#>1)•", max_size=120), st.lists(st.integers(0, 120), max_size=6))
def test_blocks_ascend_and_keep_out_of_what_is_skipped(text: str, edges: list[int]) -> None:
    ordered = sorted(edge for edge in edges if edge <= len(text))
    skip = tuple(Span(a, b) for a, b in zip(ordered[::2], ordered[1::2], strict=False) if a < b)
    found = blocks(Document("a", text, skip=skip))
    places = [edge for block in found for edge in (block.span.start, block.span.end)]
    assert places == sorted(places)
    assert not any(block.span.overlaps(span) for block in found for span in skip)


@pytest.mark.parametrize("unit", ["\n", "a\n", "- a\n", "# ", "* * ", "a b c\n", "--", "By A B"])
def test_hostile_text_takes_linear_time(unit: str) -> None:
    started = time.process_time()
    blocks(Document("a", unit * (200_000 // len(unit))))
    assert time.process_time() - started < 60
