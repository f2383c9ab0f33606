"""What the pages of the kinds say is so: their options, and every example in them."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.config import load_config
from checker.pipeline import load
from checker.rules.kinds import KINDS
from checker.ruletests import Outcome, run_tests
from tests.kind_pages import HEADINGS, headings, page, rules_with_examples, with_options

ENOUGH = 4  # examples that a page has at least


@pytest.fixture(scope="session")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Outcome]]:
    """What the rules said of the examples of each page; the models are loaded once."""
    folder = tmp_path_factory.mktemp("pages")
    parts = load(load_config(None, {}))
    return {name: list(run_tests(list(rules_with_examples(name, folder)), parts)) for name in KINDS.names()}


@pytest.mark.parametrize("name", KINDS.names())
def test_the_examples_of_a_page_hold(name: str, outcomes: dict[str, list[Outcome]]) -> None:
    wrong = [
        f"{o.test.verdict or 'silent'} expected, {o.said.verdict or 'silent'} got: {o.test.a} | {o.test.b}"
        for o in outcomes[name]
        if not o.status.good
    ]
    assert not wrong, "\n".join([f"docs/kinds/{name}.md:", *wrong])


@pytest.mark.parametrize("name", KINDS.names())
def test_a_page_has_flagged_and_harmless_examples(name: str, outcomes: dict[str, list[Outcome]]) -> None:
    held = [o.test.verdict for o in outcomes[name] if not o.test.xfail]
    assert len(held) >= ENOUGH
    assert len(set(held)) >= 2


@pytest.mark.parametrize("name", KINDS.names())
def test_a_page_has_the_shape_of_all(name: str) -> None:
    text = page(name)
    assert headings(text) == HEADINGS
    assert KINDS[name].summary in text.splitlines()[2]


@pytest.mark.parametrize("name", KINDS.names())
def test_the_options_of_a_page_are_those_of_the_code(name: str) -> None:
    text = page(name)
    assert with_options(text, KINDS[name]) == text, "`python -m tests.kind_pages --write` rewrites them"
    assert "| option | takes |" in text


def test_a_page_whose_options_are_old_is_noticed() -> None:
    text = page("period").replace("`20`", "`21`")
    assert with_options(text, KINDS["period"]) == page("period")


def test_an_example_that_does_not_hold_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    swapped = page("role").replace("  silent:", "  update:")
    monkeypatch.setattr("tests.kind_pages.page", lambda _: swapped)
    rules = list(rules_with_examples("role", tmp_path))
    outcomes = list(run_tests(rules, load(load_config(None, {}))))
    assert {o.status.good for o in outcomes if o.test.verdict == "update" and not o.test.xfail} == {False}
