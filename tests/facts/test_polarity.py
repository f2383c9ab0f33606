"""The polarity of the main predicate."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from checker.facts.polarity import find_polarity
from checker.values.claim import Polarity

CASES = yaml.safe_load(Path(__file__).with_name("polarity.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("text", "polarity"), [(text, sort) for sort in CASES for text in CASES[sort]])
def test_find_polarity(text: str, polarity: str) -> None:
    assert find_polarity(text) is Polarity(polarity)


@given(st.text(max_size=200))
def test_any_text_has_one(text: str) -> None:
    assert find_polarity(text) in Polarity
