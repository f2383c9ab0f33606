"""JSON, JSON lines and their bad lines."""

from __future__ import annotations

import json
from datetime import date

import pytest

from checker.errors import SourceError
from checker.sources.read import read_all
from checker.values.text import PublicationDate, Span
from tests.sources.conftest import Write

FULL = {
    "title": "Bridge closes after storm",
    "text": "At least 12 people were hurt.",
    "published": "2024-11-12T08:00:00Z",
    "url": "https://example.org/bridge",
    "source": {"id": None, "name": "The Post"},
    "author": ["Ann Lee", "Bo Ray"],
}


def test_one_object_with_all_fields(write: Write) -> None:
    path = write("a.json", json.dumps(FULL))
    document = read_all([path]).documents[0]
    assert document.id == path
    assert document.text == "Bridge closes after storm\n\nAt least 12 people were hurt."
    assert document.title == "Bridge closes after storm"
    assert document.published == PublicationDate(date(2024, 11, 12), "field")
    assert (document.publisher, document.author) == ("The Post", "Ann Lee, Bo Ray")
    assert document.url == "https://example.org/bridge"


@pytest.mark.parametrize("field", ["text", "content", "body"])
def test_text_fields(write: Write, field: str) -> None:
    document = read_all([write("a.json", json.dumps({field: "Twelve\r\nwere hurt."}))]).documents[0]
    assert document.text == "Twelve\nwere hurt."


def test_a_title_that_opens_the_text_is_not_doubled(write: Write) -> None:
    record = {"title": "Bridge closes", "text": "BRIDGE closes\n\nTwelve were hurt."}
    assert read_all([write("a.json", json.dumps(record))]).documents[0].text == "BRIDGE closes\n\nTwelve were hurt."


def test_several_articles_are_numbered_and_told_apart(write: Write) -> None:
    path = write("a.json", json.dumps([FULL, {"text": "Nobody was hurt."}]))
    documents = read_all([path]).documents
    assert [document.id for document in documents] == [f"{path}#1", f"{path}#2"]
    assert len({document.sha256 for document in documents}) == 2


@pytest.mark.parametrize("suffix", ["jsonl", "ndjson"])
def test_a_bad_line_is_named_and_left_out(write: Write, suffix: str) -> None:
    lines = [json.dumps(FULL), "", '{"text": "cut', '{"headline": "no text"}', "12", json.dumps({"text": "Nobody."})]
    path = write(f"a.{suffix}", "\r\n".join(lines))
    reading = read_all([path])
    assert [document.id for document in reading.documents] == [f"{path}#1", f"{path}#5"]
    assert [(problem.source, problem.what, problem.degraded) for problem in reading.problems] == [
        (path, "line 3", True),
        (path, "line 4", True),
        (path, "line 5", True),
    ]
    assert "not valid JSON" in reading.problems[0].why
    assert "its fields are headline" in reading.problems[1].why
    assert "a number" in reading.problems[2].why


@pytest.mark.parametrize(
    ("name", "content", "says"),
    [
        ("a.json", '{"text": "cut', "not valid JSON"),
        ("a.json", "[]", "the list is empty"),
        ("a.json", '"words"', "a string"),
        ("a.json", '{"text": "  "}', "without such text"),
        ("a.json", '{"text": 12}', "its fields are text"),
        ("a.json", "[" * 100_000, "not usable JSON"),
        ("a.json", '{"text": ' + "1" * 5000 + "}", "not usable JSON"),
        ("a.jsonl", "nonsense\n{}\n", "line 1"),
    ],
)
def test_a_file_without_articles_is_refused(write: Write, name: str, content: str, says: str) -> None:
    with pytest.raises(SourceError, match="expected an object with its text under text, content or body") as error:
        read_all([write(name, content)])
    assert says in str(error.value)


def test_half_a_character_cannot_reach_the_output(write: Write) -> None:
    text = read_all([write("a.json", '{"text": "sick \\ud83d note"}')]).documents[0].text
    assert text.encode() == "sick \ufffd note".encode()


def test_an_impossible_date_is_noted(write: Write) -> None:
    reading = read_all([write("a.json", json.dumps({**FULL, "published": "2024-13-45"}))])
    assert reading.documents[0].published is None
    assert "'2024-13-45' is not used: the calendar has no such day" in reading.problems[0].why
    assert "--published" in reading.problems[0].why


def test_offsets_lead_back_to_the_field(write: Write) -> None:
    raw = "Twelve\u00a0sol\u00addiers came."
    document = read_all([write("a.json", json.dumps({"text": raw}))]).documents[0]
    start = document.text.index("soldiers")
    assert document.offsets.original_span(Span(start, start + 8)).of(raw) == "sol\u00addiers"


def test_an_article_of_unseen_marks_only_is_left_out(write: Write) -> None:
    path = write("a.jsonl", '{"text": "\\u200b"}\n{"text": "Nobody was hurt."}\n')
    reading = read_all([path])
    assert [document.id for document in reading.documents] == [f"{path}#2"]
    assert [(problem.source, problem.degraded) for problem in reading.problems] == [(f"{path}#1", True)]
    with pytest.raises(SourceError, match="holds no words"):
        read_all([write("b.jsonl", '{"text": "\\u200b"}')])


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", 'https://example.org/"onclick=', "note"])
def test_only_web_addresses_are_kept(write: Write, url: str) -> None:
    assert read_all([write("a.json", json.dumps({**FULL, "url": url}))]).documents[0].url is None
