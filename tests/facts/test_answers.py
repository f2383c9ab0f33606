"""Nouns that answer one question."""

from __future__ import annotations

import pytest

from checker.facts.answers import answered, find_answers, sorts


def found(text: str, sort: str) -> list[str]:
    return [answer.text for answer in find_answers(text) if answer.sort == sort]


@pytest.mark.parametrize(
    ("text", "sort", "expected"),
    [
        ("It hung in the dining room.", "room", ["dining room"]),
        ("He broke his collarbone and two ribs.", "body", ["collarbone", "ribs"]),
        ("Taxpayers will foot the bill.", "body", []),  # a verb
        ("She was sent back to the house.", "body", []),  # a particle
        ("The soldiers were housed in tents.", "building", ["tents"]),
        ("Talks on the West Bank went on.", "direction", []),  # a name
        ("It was sold on Telegram.", "tool", ["Telegram"]),
    ],
)
def test_answers_of_one_sort(text: str, sort: str, expected: list[str]) -> None:
    assert found(text, sort) == expected


def test_words_of_one_line_are_one_answer() -> None:
    assert answered("a lorry") == answered("the truck")
    assert answered("a lorry") != answered("a van")


def test_each_sort_has_answers_that_exclude_one_another() -> None:
    assert len(sorts()) == len(set(sorts()))
    assert {"room", "vehicle", "body", "post"} <= set(sorts())
