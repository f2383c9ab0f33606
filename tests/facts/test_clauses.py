"""Who does what to what around a word of outcome, and whether two things are one."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from checker.facts.clause_subjects import main_subject
from checker.facts.clauses import Roles, roles_at
from checker.facts.lexemes import lexemes
from checker.facts.noun_phrases import relation
from checker.values.text import Span

CASES = yaml.safe_load(Path(__file__).with_name("clauses.yaml").read_text(encoding="utf-8"))


def around(text: str, word: str) -> Roles:
    start = text.index(word)
    return roles_at(text, Span(start, start + len(word)))


@pytest.mark.parametrize(("text", "word", "use", "theme", "actor"), CASES["roles"])
def test_roles(text: str, word: str, use: str, theme: str | None, actor: str | None) -> None:
    found = around(text, word)
    heads = tuple(noun and noun.head for noun in (found.theme, found.actor))
    assert (found.use, *heads) == (use, theme, actor)


@pytest.mark.parametrize(("a", "one", "b", "other", "sign"), CASES["relations"])
def test_whether_two_themes_are_one(a: str, one: str, b: str, other: str, sign: int | None) -> None:
    x, y = around(a, one).theme, around(b, other).theme
    forth, back = relation(x, y), relation(y, x)
    assert forth == back
    assert forth is None if sign is None else forth is not None and forth * sign > 0


@pytest.mark.parametrize(("text", "word", "party"), CASES["parties"])
def test_the_other_party(text: str, word: str, party: str | None) -> None:
    found = around(text, word).party
    assert (found and found.head) == party


@pytest.mark.parametrize(("text", "word", "sort"), CASES["times"])
def test_what_sets_an_outcome_apart_in_time(text: str, word: str, sort: str | None) -> None:
    found = around(text, word)
    assert [name for name in ("earlier", "later", "unreal") if getattr(found, name)] == ([sort] if sort else [])


def test_the_subject_that_a_pronoun_takes_up() -> None:
    found = main_subject("After a long night the council closed the old bridge.")
    assert found is not None
    assert found.head == "council"
    assert main_subject("Rain, hail and fog.") is None


WORDS = st.sampled_from(
    ("the", "of", ",", "that", "was", "who", "to", "and", "cut", "its", "Norden", "prices", "12", "by")
)


@given(st.lists(WORDS, max_size=30))
def test_any_row_of_words_is_read(parts: list[str]) -> None:
    text = " ".join(parts)
    for token in lexemes(text):
        roles_at(text, Span(token.start, token.end))


def test_time_does_not_grow_with_the_text() -> None:
    text = "the men that the cook of the mill told to cut, who was, " * 3_000
    started = time.perf_counter()
    for at in range(0, 3_000, 30):
        roles_at(text, Span(at, at + 3))
    assert time.perf_counter() - started < 5.0
