"""The language of a text; one sentence each stands in languages.yaml."""

from __future__ import annotations

from pathlib import Path

import pytest
import yaml

from checker.sources.language import detect

CASES = yaml.safe_load((Path(__file__).parent / "languages.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize(("code", "text"), CASES.items())
def test_language(code: str, text: str) -> None:
    assert detect(text) == code


@pytest.mark.parametrize("text", ["", "12,000", "Die Brücke", "Bonjour à tous", "*** --- ***"])
def test_short_texts_are_taken_for_english(text: str) -> None:
    assert detect(text) == "en"


def test_a_long_text_in_no_listed_language_is_undetermined() -> None:
    assert detect("kuqua umlambo ibhuloho lavalwa ngolwesibili imeya ithe " * 10) == "und"


def test_a_foreign_name_does_not_change_the_language() -> None:
    assert detect(CASES["en"] + " The paper 人民日报 and Правда agreed.") == "en"
