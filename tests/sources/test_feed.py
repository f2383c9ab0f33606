"""RSS and Atom."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from checker.errors import SourceError
from checker.sources.options import SourceOptions
from checker.sources.read import read_all
from checker.values.text import PublicationDate
from tests.sources.conftest import Write

RSS = """<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/" xmlns:dc="http://purl.org/dc/elements/1.1/">
<channel><title>The Post</title><link>https://example.org</link>
<item><title>Bridge closes &amp;amp; reopens</title><link>https://example.org/1</link><dc:creator>Ann Lee</dc:creator>
<pubDate>Tue, 12 Nov 2024 08:00:00 GMT</pubDate><description>Short.</description>
<content:encoded><![CDATA[<p>At least <b>12</b> people were hurt.</p>
<script>x()</script><p>Cars &gt; 4,000.</p>]]></content:encoded></item>
<item><title>No text</title></item>
<item><description>Nobody was hurt.</description></item>
</channel></rss>"""

ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>The Post</title>
<entry><title>Bridge closes</title><updated>2024-11-12T08:00:00Z</updated><link href="https://example.org/2"/>
<summary type="html">&lt;p&gt;Twelve were hurt.&lt;/p&gt;</summary></entry></feed>"""


def test_rss_entries_are_articles(write: Write) -> None:
    path = write("a.rss", RSS)
    reading = read_all([path])
    first, last = reading.documents
    assert (first.id, last.id) == (f"{path}#1", f"{path}#3")
    assert first.text == "Bridge closes & reopens\n\nAt least 12 people were hurt.\n\nCars > 4,000."
    assert (first.title, first.author, first.publisher) == ("Bridge closes & reopens", "Ann Lee", "The Post")
    assert first.published == PublicationDate(date(2024, 11, 12), "feed")
    assert first.url == "https://example.org/1"
    assert (last.text, last.title, last.published) == ("Nobody was hurt.", None, None)
    assert [(problem.what, problem.degraded) for problem in reading.problems] == [("entry 2", False)]


@pytest.mark.parametrize("name", ["a.atom", "a.xml", "download"])
def test_atom_with_one_entry_keeps_the_plain_name(write: Write, name: str) -> None:
    path = write(name, ATOM)
    document = read_all([path]).documents[0]
    assert (document.id, document.text) == (path, "Bridge closes\n\nTwelve were hurt.")
    assert document.published == PublicationDate(date(2024, 11, 12), "feed")


def test_broken_xml_gives_what_can_be_read(write: Write) -> None:
    assert "12 people" in read_all([write("a.rss", RSS[: RSS.index("No text")])]).documents[0].text


@pytest.mark.parametrize(
    "content", ["<catalog><book>x</book></catalog>", "<rss><channel></channel></rss>", "plain words"]
)
def test_xml_without_entries_is_refused(write: Write, content: str) -> None:
    with pytest.raises(SourceError, match="expected an RSS or Atom feed"):
        read_all([write("a.xml", content)])


def test_a_feed_cannot_open_other_files(write: Write, tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text(ATOM)
    with pytest.raises(SourceError, match="no entries"):
        read_all([write("a.xml", str(secret))])
    entity = f'<!DOCTYPE feed [<!ENTITY x SYSTEM "{secret.as_uri()}">]>' + ATOM.replace("Bridge closes", "&x;")
    assert "entry" not in read_all([write("b.xml", entity)]).documents[0].text


def test_forced_encoding_reaches_the_feed(write: Write) -> None:
    path = write("a.rss", RSS.replace("utf-8", "ascii").replace("people", "café").encode("cp1252"))
    assert "12 café" in read_all([path], SourceOptions(encoding="cp1252")).documents[0].text
