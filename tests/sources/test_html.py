"""Web pages."""

from __future__ import annotations

from datetime import date

import pytest

from checker.errors import SourceError
from checker.sources.read import read_all
from checker.sources.readers.markup import plain_text
from checker.values.text import PublicationDate
from tests.sources.conftest import Write

PAGE = """<!doctype html><html lang="en"><head><meta charset="{charset}">
<title>Bridge closes after storm - The Post</title>
<meta property="og:site_name" content="The Post"><meta name="author" content="Ann Lee">
<meta property="article:published_time" content="2024-11-12T08:00:00Z">
<script>var tracked = 123456;</script></head><body><nav>Home | World | Sport</nav>
<article><h1>Bridge closes after storm</h1>
<p>At least 12 people were hurt on Tuesday when a storm shook the bridge near the café, the mayor said.</p>
<ul><li>The first bus was full.</li><li>The second was empty.</li></ul>
<p>More than 4,000 cars cross the bridge on an ordinary day, according to the road office of the city.</p></article>
<footer>Copyright 2019 The Post. All rights reserved.</footer></body></html>"""


def test_the_article_and_what_the_page_says_about_it(write: Write) -> None:
    document = read_all([write("a.html", PAGE.format(charset="utf-8"))]).documents[0]
    assert document.title == "Bridge closes after storm"
    assert document.publisher == "The Post"
    assert document.author == "Ann Lee"
    assert document.published == PublicationDate(date(2024, 11, 12), "metadata")
    paragraphs = document.text.split("\n\n")
    assert paragraphs[0] == "Bridge closes after storm"
    assert document.text.count("Bridge closes after storm") == 1
    assert paragraphs[1].startswith("At least 12 people")
    assert paragraphs[2] == "- The first bus was full.\n- The second was empty."
    assert "123456" not in document.text
    assert "Sport" not in document.text


def test_declared_charset_is_used(write: Write) -> None:
    reading = read_all([write("a.htm", PAGE.format(charset="iso-8859-1").encode("cp1252"))])
    assert "café" in reading.documents[0].text
    assert reading.problems == ()


@pytest.mark.parametrize(
    "page",
    [
        PAGE.format(charset="utf-8").replace("</p>", "").replace("</article>", "").replace("</h1>", "<b>"),
        PAGE.format(charset="utf-8")[:-120],
        '<?xml version="1.0" encoding="utf-8"?>' + PAGE.format(charset="utf-8"),
        "<html><body>" + "<div>" * 1000 + "</body>" + PAGE.format(charset="utf-8"),
    ],
    ids=["unclosed", "cut", "xml-declaration", "deep"],
)
def test_broken_pages_are_still_read(write: Write, page: str) -> None:
    assert "At least 12 people were hurt" in read_all([write("a.html", page)]).documents[0].text


def test_a_very_short_page_is_read(write: Write) -> None:
    document = read_all([write("a.html", "<p>Twelve people were hurt.</p><script>hidden()</script>")]).documents[0]
    assert document.text == "Twelve people were hurt."


@pytest.mark.parametrize("page", ["<html><body></body></html>", "<html><script>app()</script></html>", "<!-- x -->"])
def test_a_page_without_text_is_refused(write: Write, page: str) -> None:
    with pytest.raises(SourceError, match="holds no text"):
        read_all([write("a.html", page)])


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("plain  words", "plain  words"),
        ("<p>One &amp; two.</p><p>Three<br>four</p>", "One & two.\n\nThree\nfour"),
        ("a<b>b</b> c<!-- no --> d<script>no</script> e", "ab c d e"),
        ("<ul><li>x</li><li>y</li></ul>", "- x\n- y"),
        ("<div><p>unclosed <i>tags", "unclosed tags"),
        ("5 < 6", "5 < 6"),
    ],
)
def test_markup_goes(html: str, text: str) -> None:
    assert plain_text(html) == text
