import re
from dataclasses import replace

import pytest
from markdown_it import MarkdownIt

from checker.report import RenderOptions, render
from tests.report.samples import HOSTILE, ferry, hostile, known, silent, source

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
    text = render(ferry(), "markdown", RenderOptions())
    assert "| Fact | Verdict | morning.txt | noon.txt | evening.txt |\n| --- | --- | --- | --- | --- |\n" in text
    assert "| **conflict** | At least 120 | 95 | 131 |\n" in text
    assert "| lifeboats | compatible | six | half a dozen |  |\n" in text


def test_of_many_sources_the_table_has_one_column_of_values() -> None:
    report = replace(ferry(), sources=tuple(source(f"{n}.txt") for n in range(7)))
    text = render(report, "markdown", RenderOptions())
    assert "| Fact | Verdict | Values |" in text
    assert "| lifeboats | compatible | morning.txt: six; noon.txt: half a dozen |\n" in text


def test_quotes_and_what_is_no_contradiction_are_folded() -> None:
    html = PARSER.render(render(known(), "markdown", RenderOptions()))
    assert html.count("<details>") == html.count("</details>") == 2
    before, folded = html.split("<details>", 1)
    assert "At least 120 and 95 cannot both be right" not in before  # it is accepted
    assert "<blockquote>" not in before
    assert "<summary>Conflict: passengers on board" in folded
    assert set(re.findall(r"</?([a-z]+[0-9]?)", html)) <= {
        "details", "summary", "h1", "h2", "p", "strong", "table", "thead", "tbody", "tr", "th", "td", "ol", "ul", "li",
        "blockquote", "code", "br",
    }  # fmt: skip


def test_what_was_not_checked_is_said() -> None:
    text = render(silent(), "markdown", RenderOptions())
    assert "not everything was checked" in text
    assert "- entailment: the model could not be loaded" in text
    assert "Contradictions" in text.splitlines()[0]


def test_ascii_means_ascii() -> None:
    assert render(ferry(), "markdown", RenderOptions(ascii=True)).isascii()
