"""How a source stands to what it says."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from checker.facts.modality import find_modality
from checker.values.claim import Modality

CASES = yaml.safe_load(Path(__file__).with_name("modality.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("text", "modality"), [(text, sort) for sort in CASES for text in CASES[sort]])
def test_find_modality(text: str, modality: str) -> None:
    assert find_modality(text) is Modality(modality)


def test_every_modality_has_cases() -> None:
    assert set(CASES) == {mode.value for mode in Modality}


@given(st.text(max_size=200))
def test_any_text_has_one(text: str) -> None:
    assert find_modality(text) in Modality


@pytest.mark.parametrize("part", ["if ", "who , ", "would ", "was denied ", "to be "])
def test_time_grows_with_the_text_and_no_faster(part: str) -> None:
    begun = time.process_time()
    find_modality(part * (60_000 // len(part)))
    assert time.process_time() - begun < 60
