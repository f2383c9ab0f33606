"""The word lists themselves: what YAML makes of them, and that each word stands once."""

from __future__ import annotations

import pytest

from checker.sources.words import words


@pytest.mark.parametrize("name", ["days", "languages"])
def test_lists_hold_lower_case_words_once(name: str) -> None:
    for table in words(name).values():
        for key, listed in table.items():
            assert isinstance(key, str)
            assert all(isinstance(word, str) and word == word.lower() for word in listed), key
            assert len(set(listed)) == len(listed), key
