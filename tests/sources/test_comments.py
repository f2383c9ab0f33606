"""Comments for checker in Markdown and HTML: what they silence, and which of them do nothing."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from checker.sources.draft import Blob
from checker.sources.read import read_all
from checker.sources.readers import html, markdown
from checker.sources.readers.found_again import Article
from checker.values.text import Document
from tests.sources.conftest import Write

CASES = yaml.safe_load(Path(__file__).with_name("comments.yaml").read_text(encoding="utf-8"))
PAGE = "<!doctype html><html><head><title>Trains stop</title></head><body><article>{}</article></body></html>"
BODY = "<p>The first train of the morning stopped at noon.</p><p>The third train never stopped at all that day.</p>"


def seen(path: str) -> tuple[list[list[str]], list[str], Document]:
    reading = read_all([path])
    (document,) = reading.documents
    ignored = [[" ".join(one.names), one.span.of(document.text)] for one in document.ignores]
    told = [f"{p.what.removeprefix('the checker comment on ')}: {p.why}" for p in reading.problems]
    assert not any(p.degraded for p in reading.problems)
    return ignored, told, document


@pytest.mark.parametrize("case", CASES["markdown"], ids=lambda case: case["name"])
def test_markdown(case: dict[str, Any], write: Write) -> None:
    ignored, told, document = seen(write("a.md", case["text"]))
    assert (ignored, told) == (case.get("ignored", []), case.get("told", []))
    assert document.text == case["text"]


@pytest.mark.parametrize("case", CASES["html"], ids=lambda case: case["name"])
def test_html(case: dict[str, Any], write: Write) -> None:
    ignored, told, document = seen(write("a.html", PAGE.format(case["body"])))
    assert (ignored, told) == (case.get("ignored", []), case.get("told", []))
    bare = seen(write("b.html", PAGE.format(case["body"]).replace("<!--", "<!-- no")))[2]
    assert document.text == bare.text


@pytest.mark.parametrize("where", ["{}<!doctype html>", "<!doctype html>{}", "<!doctype html><head>{}</head>"])
def test_a_page_is_silenced_as_a_whole_from_its_head(where: str, write: Write) -> None:
    page = f"{where.format('<!-- checker: ignore-file figures -->')}<body><article>{BODY}</article></body>"
    ignored, told, document = seen(write("a.html", page))
    assert (ignored, told) == ([["figures", document.text]], [])


def test_a_page_that_begins_with_a_comment_in_its_head_has_no_block_for_it(write: Write) -> None:
    page = f"<!doctype html><head>\n<!-- checker: ignore --></head><body><article>{BODY}</article></body>"
    assert seen(write("a.html", page))[:2] == ([], ["line 2: it does nothing: no block follows it"])


def test_a_page_without_a_head_of_its_own_is_silenced_too(write: Write) -> None:
    page = f"<meta name=date content=2031-05-06><article><!-- checker: ignore -->{BODY}</article>"
    assert seen(write("a.html", page))[:2] == ([["", "The first train of the morning stopped at noon."]], [])


def test_a_page_too_plain_for_the_search_is_silenced_too(write: Write) -> None:
    ignored, told, _ = seen(write("a.html", "<p>One fell.</p><!-- checker: ignore --><p>Two fell.</p>"))
    assert (ignored, told) == ([["", "Two fell."]], [])


@pytest.mark.parametrize(("reader", "text"), [(html, PAGE.format(BODY + "{}")), (markdown, "One fell.\n\n{}\n")])
def test_a_page_from_the_web_cannot_silence_what_is_said_of_it(reader: Any, text: str) -> None:
    data = text.format("<!-- checker: ignore-file -->").encode()
    fetched = reader.read(Blob("https://example.org/a", data, url="https://example.org/a"))
    saved = reader.read(Blob("a", data))
    assert fetched.drafts[0].ignores == ()
    assert "cannot switch off what is found in it" in fetched.problems[0].why
    assert saved.drafts[0].ignores
    assert saved.problems == ()


PIECES = (
    *("word ", "\n", "\n\n", "- ", "# ", "`", "```\n", "é", "<!--", "-->"),
    *("<!-- checker: ignore -->", "<!-- checker: ignore-start a -->", "<!-- checker: ignore-end -->"),
)


@given(st.lists(st.sampled_from(PIECES)))
def test_no_text_is_too_odd(pieces: list[str]) -> None:
    data = ("Enough words.\n" + "".join(pieces)).encode()
    (draft,) = markdown.read(Blob("a.md", data)).drafts
    assert all(0 <= one.span.start <= one.span.end <= len(draft.content.text) for one in draft.ignores)
    (draft,) = html.read(Blob("a.html", data)).drafts
    assert all(0 <= one.span.start <= one.span.end <= len(draft.content.text) for one in draft.ignores)


@pytest.mark.parametrize(
    "piece", ["<!-- checker: ignore -->\n", "<!-- checker: ignore-start -->\nword\n", "<!-- checker: ignore\n"]
)
def test_many_comments_take_no_time_to_speak_of(piece: str) -> None:
    data = (piece * 5_000 + "Two fell.\n").encode()
    began = time.process_time()
    assert markdown.read(Blob("a.md", data)).problems or piece == "<!-- checker: ignore -->\n"
    html.read(Blob("a.html", b"<p>One fell into the river.</p>" + data))
    assert time.process_time() - began < 10


def test_words_are_found_again_in_spite_of_small_differences() -> None:
    text = "Trains stop\n\n- The first train of the morning stopped at noon.\n\n"
    text += "Later that day 112 trains of 120 ran again."
    article = Article(text)
    found = {
        words: [span.of(text) for span in article.find(words)]
        for words in ("Trains  stop", "The first train\nof the morning stopped at noon.", "12 trains of 120 ran again.",
                      "day 112 trains of 120 ran again", "The first train of the morning stopped at noon (CET).",
                      "Nothing of the sort was ever said here.", "112", " ")
    }  # fmt: skip
    first, later = "The first train of the morning stopped at noon.", "Later that day 112 trains of 120 ran again."
    assert list(found.values()) == [["Trains stop"], [first], [], [later[11:-1]], [first], [], [], []]
    assert [span.of(text) for span in article.find(later)] == [later]
