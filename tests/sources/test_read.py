"""``read_all``: names, folders, duplicates, standard input, limits, and every way in which a file cannot be read."""

from __future__ import annotations

import hashlib
import io
import os
from datetime import date
from pathlib import Path

import pytest

from checker.errors import SourceError, UsageError
from checker.sources.formats import FORMATS, sniff
from checker.sources.locate import unreadable
from checker.sources.options import SourceOptions
from checker.sources.read import Reading, read_all
from checker.values.text import PublicationDate
from tests.sources.conftest import STORY, Write


def ids(reading: Reading) -> list[str]:
    return [document.id for document in reading.documents]


def test_files_come_in_the_order_named_with_their_digest(write: Write) -> None:
    names = [write("b.txt"), write("a.txt", STORY + "More.\n")]
    reading = read_all(names)
    assert ids(reading) == names
    assert reading.problems == ()
    assert reading.documents[0].sha256 == hashlib.sha256(STORY.encode()).hexdigest()


def test_folder_is_read_recursively_sorted_without_hidden_files(write: Write, tmp_path: Path) -> None:
    for name in ("b.txt", "a/z.md", "a/y.TXT", ".hidden.txt", ".git/c.txt", "notes.yaml", "photo.png"):
        write(name)
    reading = read_all([str(tmp_path)])
    assert ids(reading) == [str(tmp_path / name) for name in ("a/y.TXT", "a/z.md", "b.txt")]
    assert [(problem.what, problem.degraded) for problem in reading.problems] == [("other files", False)]
    assert "notes.yaml, photo.png" in reading.problems[0].why


def test_folder_without_articles(write: Write, tmp_path: Path) -> None:
    write("notes.yaml")
    with pytest.raises(SourceError, match=r"holds no articles; expected files that end in \.txt"):
        read_all([str(tmp_path)])


def test_one_broken_file_in_a_folder_degrades(write: Write, tmp_path: Path) -> None:
    good, bad = write("a.txt"), write("b.pdf", b"%PDF-1.7 broken")
    reading = read_all([str(tmp_path)])
    assert ids(reading) == [good]
    assert [(problem.source, problem.degraded) for problem in reading.problems] == [(bad, True)]


def test_folder_of_only_broken_files(write: Write, tmp_path: Path) -> None:
    write("a.txt", "")
    write("b.txt", " \n")
    with pytest.raises(SourceError, match=r"none of the 2 files .*a\.txt: .*empty"):
        read_all([str(tmp_path)])


def test_duplicates_are_read_once(write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write("a.txt")
    (tmp_path / "link.txt").symlink_to(path)
    (tmp_path / "hard.txt").hardlink_to(path)
    monkeypatch.chdir(tmp_path)
    reading = read_all(["a.txt", "./a.txt", path, "link.txt", "hard.txt", "../" + tmp_path.name, "."])
    assert ids(reading) == ["a.txt"]
    assert {problem.what for problem in reading.problems} == {"duplicate"}
    assert not any(problem.degraded for problem in reading.problems)
    assert "the same as a.txt" in reading.problems[0].why


def test_equal_files_are_two_sources(write: Write) -> None:
    assert len(read_all([write("a.txt"), write("b.txt")]).documents) == 2


def test_standard_input() -> None:
    document = read_all(["-"], stdin=io.BytesIO(STORY.encode())).documents[0]
    assert (document.id, document.text, document.title) == ("-", STORY, "Bridge closes after storm")
    twice = read_all(["-", "-"], stdin=io.BytesIO(STORY.encode()))
    assert (ids(twice), twice.problems[0].what) == (["-"], "duplicate")
    with pytest.raises(SourceError, match="-: expected an article, but it is empty"):
        read_all(["-"], stdin=io.BytesIO(b""))
    with pytest.raises(SourceError, match="--max-bytes"):
        read_all(["-"], SourceOptions(max_bytes=5), io.BytesIO(STORY.encode()))


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "it is empty"),
        (b" \n\t\n", "it is empty"),
        ("\ufeff\u200b \n".encode(), "it is empty"),
        (bytes(1000), "binary"),
        (b"\x7fELF" + bytes(range(256)), "a program"),
        (b"ok\x00no", "binary"),
        (b"word " * 100, "more than 400 bytes; raise --max-bytes"),
    ],
)
def test_bad_content(write: Write, content: bytes, says: str) -> None:
    path = write("a.txt", content)
    with pytest.raises(SourceError) as error:
        read_all([path], SourceOptions(max_bytes=400 if len(content) == 500 else 20_000))
    assert str(error.value).startswith(f"{path}: ")
    assert says in error.value.reason


def test_a_file_at_the_limit_is_read(write: Write) -> None:
    assert read_all([write("a.txt", STORY)], SourceOptions(max_bytes=len(STORY))).documents


def test_missing_file_suggests_the_nearest(write: Write, tmp_path: Path) -> None:
    write("article-one.txt")
    with pytest.raises(
        SourceError, match=r"no such file or folder; did you mean '.*article-one\.txt'\?; check the path"
    ):
        read_all([str(tmp_path / "article-on.txt")])
    with pytest.raises(SourceError, match="no such file or folder; check"):
        read_all([str(tmp_path / "nowhere" / "a.txt")])


@pytest.mark.parametrize("name", ["", "a\x00b.txt", "x" * 5000])
def test_impossible_names(name: str) -> None:
    with pytest.raises(SourceError):
        read_all([name])


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_no_permission(write: Write, tmp_path: Path) -> None:
    path = write("a.txt")
    Path(path).chmod(0)
    with pytest.raises(SourceError, match="no permission"):
        read_all([path])
    write("b.txt")
    assert [problem.degraded for problem in read_all([str(tmp_path)]).problems] == [True]


def test_no_names() -> None:
    with pytest.raises(UsageError, match="no source was named"):
        read_all([])


def test_dates_set_by_the_user(write: Write, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write("a.txt")
    write("b.jsonl", '{"text": "One."}\n{"text": "Two."}\n')
    monkeypatch.chdir(tmp_path)
    chosen = {"./a.txt": date(2024, 11, 12), "b.jsonl": date(2024, 1, 1), "b.jsonl#2": date(2024, 2, 2)}
    reading = read_all(["a.txt", "b.jsonl"], SourceOptions(published=chosen))
    assert [document.published for document in reading.documents] == [
        PublicationDate(date(2024, 11, 12), "option"),
        PublicationDate(date(2024, 1, 1), "option"),
        PublicationDate(date(2024, 2, 2), "option"),
    ]


def test_a_date_for_no_source_is_refused(write: Write) -> None:
    path = write("a.txt")
    with pytest.raises(
        UsageError, match=r"--published names 'c\.txt', which is none of the sources; there are: .*a\.txt"
    ):
        read_all([path], SourceOptions(published={"c.txt": date(2024, 11, 12)}))


def test_an_impossible_date_line_is_noted(write: Write) -> None:
    reading = read_all([write("a.txt", "Bridge closes\nPublished: 2024-13-45\n\nTwelve were hurt.\n")])
    assert reading.documents[0].published is None
    assert [problem.what for problem in reading.problems] == ["publication date"]


def test_a_note_on_a_guessed_encoding_reaches_the_reading(write: Write) -> None:
    reading = read_all([write("a.txt", "The café “Roma” closed.".encode("cp1252"))])
    assert reading.documents[0].text == "The café “Roma” closed."
    assert [problem.what for problem in reading.problems] == ["encoding"]


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"plain words", "text"),
        (b"<!DOCTYPE html><p>x", "html"),
        (b"\xef\xbb\xbf  <HTML>", "html"),
        (b"<?xml version='1.0'?><rss/>", "feed"),
        (b"<?xml version='1.0'?><html xmlns='x'>", "html"),
        (b"%PDF-1.4", "pdf"),
        (b"PK\x03\x04...", "word"),
        (b'{"text": 1}', "json"),
        (b'{"text": 1}\n{"text": 2}\n', "jsonl"),
        (b'[{"text":\n 1}]', "json"),
        (b"[Music] he sang", "text"),
        (b"{not json}", "text"),
        (b"", "text"),
    ],
)
def test_sniffing(data: bytes, name: str) -> None:
    assert sniff(data) == name
    assert name in FORMATS


def test_reading_twice_gives_the_same(write: Write, tmp_path: Path) -> None:
    write("a.txt")
    write("b.html", "<p>Twelve people were hurt.</p>")
    assert read_all([str(tmp_path)]) == read_all([str(tmp_path)])


def test_a_refusal_by_the_system_says_what_to_do() -> None:
    assert unreadable(PermissionError(13, "Permission denied")).startswith(
        "no permission to read it; change its rights"
    )
    assert "Input/output error" in unreadable(OSError(5, "Input/output error"))
