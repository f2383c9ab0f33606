import re

import pytest
from markdown_it import MarkdownIt

from checker.report import RenderOptions, render
from tests.report.samples import HOSTILE, ferry, hostile, silent

PARSER = MarkdownIt("gfm-like", {"linkify": False})


def shape(text: str) -> list[str]:
    """The structure that a reader sees: every block and inline element, without the words."""
    found = []
    for token in PARSER.parse(text):
        found.append(token.type)
        found.extend(child.type for child in token.children or () if child.type not in {"text", "text_special"})
    return found


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_text_adds_no_structure(case: str) -> None:
    assert shape(render(hostile(HOSTILE[case]), "markdown", RenderOptions())) == shape(
        render(hostile("word"), "markdown", RenderOptions())
    )


@pytest.mark.parametrize("case", HOSTILE)
def test_hostile_text_makes_no_html(case: str) -> None:
    html = PARSER.render(render(hostile(HOSTILE[case]), "markdown", RenderOptions()))
    assert not re.search(r"<(script|img|a|b)\b", html)


def test_the_value_is_bold_in_its_quote() -> None:
    html = PARSER.render(render(ferry(), "markdown", RenderOptions()))
    assert "“<strong>At least 120</strong> passengers were on board, the operator said.”" in html


def test_table_has_a_row_for_each_shared_fact() -> None:
    assert "| lifeboats | compatible | morning.txt: six; noon.txt: half a dozen |" in render(
        ferry(), "markdown", RenderOptions()
    )


def test_what_was_not_checked_is_said() -> None:
    text = render(silent(), "markdown", RenderOptions())
    assert "not everything was checked" in text
    assert "- entailment: the model could not be loaded" in text
    assert "Contradictions" in text.splitlines()[0]


def test_ascii_means_ascii() -> None:
    assert render(ferry(), "markdown", RenderOptions(ascii=True)).isascii()
