"""Plain text and Markdown: the whole file is the text, so that offsets agree with the file."""

from __future__ import annotations

from datetime import date

from checker.sources.read import read_all
from checker.values.text import Document, OffsetMap, PublicationDate
from tests.sources.conftest import Write

POST = """---
title: "Bridge closes: what we know"
date: 2024-11-12
author: [Ann Lee, Bo Ray]
source: {name: The Post}
url: https://example.org/bridge
---
# Bridge *closes* after [storm](https://example.org/2019-storm)

<!-- 40,000 hidden -->
At least **12** people were hurt, the [mayor](https://example.org/5000) said.

![12 hurt people](https://example.org/photo.jpg)

```
9000 lines of code
```

See <https://example.org/77> and [the map][1].

[1]: https://example.org/88
"""


def one(path: str) -> Document:
    reading = read_all([path])
    assert len(reading.documents) == 1
    return reading.documents[0]


def test_text_file_is_kept_whole(write: Write) -> None:
    content = "Bridge closes after storm\r\nPublished: 2024-11-12\r\n\r\nAt least 12 people were hurt.\r\n"
    document = one(write("a.txt", content.encode()))
    assert document.text == content.replace("\r\n", "\n")
    assert document.offsets == OffsetMap()
    assert document.title == "Bridge closes after storm"
    assert document.published == PublicationDate(date(2024, 11, 12), "line")
    assert [span.of(document.text) for span in document.skip] == ["Published: 2024-11-12"]
    assert document.language == "en"


def test_markdown_is_kept_whole_and_its_metadata_skipped(write: Write) -> None:
    document = one(write("a.md", POST))
    assert document.text == POST
    assert document.title == "Bridge closes: what we know"
    assert document.published == PublicationDate(date(2024, 11, 12), "field")
    assert (document.author, document.publisher) == ("Ann Lee, Bo Ray", "The Post")
    assert document.url == "https://example.org/bridge"
    prose = "".join(part for part in unskipped(document))
    assert "At least **12** people were hurt, the [mayor] said." in prose
    for hidden in ("2019", "40,000", "5000", "photo", "9000", "77", "88", "12 hurt", "title:"):
        assert hidden not in prose


def unskipped(document: Document) -> list[str]:
    parts, done = [], 0
    for span in document.skip:
        assert span.start >= done
        parts.append(document.text[done : span.start])
        done = span.end
    return [*parts, document.text[done:]]


def test_title_from_the_first_heading(write: Write) -> None:
    assert one(write("a.md", "# Bridge *closes* after [storm](x) #\n\nText.\n")).title == "Bridge closes after storm"
    assert one(write("b.md", "Bridge closes\n=============\n\nText.\n")).title == "Bridge closes"
    assert one(write("c.md", "Bridge closes\n\nText.\n")).title == "Bridge closes"


def test_date_line_behind_front_matter(write: Write) -> None:
    document = one(write("a.md", "---\ntags: [a]\n---\n# Bridge closes\n\nPublished: 2024-11-12\n\nText.\n"))
    assert document.published == PublicationDate(date(2024, 11, 12), "line")


def test_broken_front_matter_is_noted_and_skipped(write: Write) -> None:
    for front in ("title: [unclosed", "date: 2024-13-45", "a: *nobody"):
        reading = read_all([write("a.md", f"---\n{front}\n---\n# Bridge closes\n\nText.\n")])
        assert reading.documents[0].title == "Bridge closes"
        assert reading.documents[0].skip[0].of(reading.documents[0].text) == f"---\n{front}\n---\n"
        assert [problem.what for problem in reading.problems] == ["front matter"]


def test_unclosed_front_matter_fence_and_comment_are_text(write: Write) -> None:
    for content in ("---\ntitle: x\n\nText goes on.\n", "Text\n\n```\nmore text\n", "Text <!-- more text\n"):
        assert one(write("a.md", content)).skip == ()
