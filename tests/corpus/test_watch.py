"""Folders and feeds are looked at again and again."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from checker.corpus import Corpus, articles
from checker.corpus.add import Added, add_all
from checker.corpus.codec import unpack
from checker.corpus.status import status
from checker.corpus.store import Snapshot
from checker.corpus.watch import watched
from checker.errors import SourceError, UsageError
from checker.pipeline import Parts
from checker.sources import read as sources
from checker.sources.draft import Blob
from checker.sources.options import SourceOptions
from checker.values.text import Document

ITEM = "<item><title>{0}</title><link>http://example.org/{1}</link><description>{2}</description></item>"
PAGES: dict[str, tuple[str, str]] = {}  # path -> media type, text


class _Pages(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        if self.path not in PAGES:
            self.send_error(404)
            return
        kind, text = PAGES[self.path]
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.end_headers()
        self.wfile.write(text.encode())

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


@pytest.fixture
def address() -> Iterator[str]:
    PAGES.clear()
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Pages)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def near(parts: Parts) -> Parts:
    """The parts of a run that may fetch from this machine."""
    return replace(parts, config=replace(parts.config, sources=SourceOptions(allow_private=True)))


def feed(*items: tuple[str, str, str], title: str = "News") -> tuple[str, str]:
    listed = f"<title>{title}</title>" + "".join(ITEM.format(*item) for item in items)
    return "application/rss+xml", f'<?xml version="1.0"?><rss version="2.0"><channel>{listed}</channel></rss>'


FLOOD = ("Flood in Garrane", "flood", "The flood in Garrane destroyed 40 homes on Monday.")
STORM = ("Storm over Hollin", "storm", "The storm over Hollin tore the roofs off 12 barns.")


def test_a_folder_gives_what_is_new(corpus: Corpus, parts: Parts, tmp_path: Path) -> None:
    folder, told = tmp_path / "in", list[str]()
    folder.mkdir()
    (folder / "a.txt").write_text(FLOOD[2], encoding="utf-8")
    rounds = watched(corpus, parts, [str(folder)], 0.0, told.append)
    assert [Path(name).name for name in next(rounds).added] == ["a.txt"]
    assert next(rounds).added == []
    (folder / "b.txt").write_text(STORM[2], encoding="utf-8")
    (folder / "broken.pdf").write_bytes(b"no pdf")
    third = next(rounds)
    assert [Path(name).name for name in third.added] == ["b.txt"]
    assert [problem.degraded for problem in third.problems] == [True]
    (folder / "a.txt").write_text(FLOOD[2].replace("40", "41"), encoding="utf-8")
    assert [Path(name).name for name in next(rounds).replaced] == ["a.txt"]
    assert told == []
    assert status(corpus).articles == 2


def test_an_article_of_a_feed_stays_itself_when_its_place_changes(corpus: Corpus, near: Parts, address: str) -> None:
    told = list[str]()
    PAGES["/feed"] = feed(FLOOD)
    rounds = watched(corpus, near, [f"{address}/feed"], 0.0, told.append)
    assert next(rounds).added == ["http://example.org/flood"]
    PAGES["/feed"] = feed(STORM, FLOOD)
    second = next(rounds)
    assert second.added == ["http://example.org/storm"]
    assert second.replaced == []
    del PAGES["/feed"]
    next(rounds)
    next(rounds)
    assert len(told) == 1
    assert "404" in told[0]
    PAGES["/feed"] = feed(STORM, FLOOD)
    assert next(rounds).unchanged == 2


@pytest.mark.parametrize(("name", "why"), [("/page", "is no feed"), ("-", "standard input cannot be watched")])
def test_what_cannot_be_watched_is_refused(corpus: Corpus, near: Parts, address: str, name: str, why: str) -> None:
    PAGES["/page"] = ("text/html", f"<html><body><p>{FLOOD[2]}</p></body></html>")
    rounds = watched(corpus, near, [name if name == "-" else address + name], 0.0, print)
    with pytest.raises(UsageError, match=why):
        next(rounds)


def test_dates_of_some_sources_hold_when_others_come(corpus: Corpus, parts: Parts, tmp_path: Path) -> None:
    folder, other = tmp_path / "in", tmp_path / "b.txt"
    folder.mkdir()
    (folder / "a.txt").write_text(FLOOD[2], encoding="utf-8")
    other.write_text(STORM[2], encoding="utf-8")
    told = list[str]()
    dated = with_date(parts, str(folder / "a.txt"))
    rounds = watched(corpus, dated, [str(folder), str(other)], 0.0, told.append)
    assert [Path(name).name for name in next(rounds).added] == ["a.txt", "b.txt"]
    (folder / "c.txt").write_text(STORM[2].replace("12", "13"), encoding="utf-8")
    assert [Path(name).name for name in next(rounds).added] == ["c.txt"]
    assert told == []
    with corpus.look() as snapshot:
        days = dict(snapshot.connection.execute("SELECT name, day FROM documents").fetchall())
    assert {Path(name).name: day for name, day in days.items()} == {"a.txt": "2024-03-04", "b.txt": None, "c.txt": None}


def test_a_date_of_no_source_is_refused_before_anything_is_read(corpus: Corpus, parts: Parts, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(FLOOD[2], encoding="utf-8")
    rounds = watched(corpus, with_date(parts, str(tmp_path / "b.txt")), [str(tmp_path / "a.txt")], 0.0, print)
    with pytest.raises(UsageError, match=r"b\.txt.* none of the sources"):
        next(rounds)
    assert status(corpus).articles == 0


def test_a_date_for_a_file_of_several_articles(corpus: Corpus, parts: Parts, tmp_path: Path) -> None:
    path, told = tmp_path / "many.jsonl", list[str]()
    path.write_text("".join(json.dumps({"text": text}) + "\n" for _, _, text in (FLOOD, STORM)), encoding="utf-8")
    assert len(next(watched(corpus, with_date(parts, str(path)), [str(path)], 0.0, told.append)).added) == 2
    assert status(corpus).first == "2024-03-04"
    ninth = with_date(parts, f"{path}#9")
    path.touch()
    result = next(watched(corpus, ninth, [str(path)], 0.0, told.append))
    assert [problem.degraded for problem in result.problems] == [True]
    assert "#9" in result.problems[0].why
    assert told == []


def test_a_file_that_could_not_be_read_is_tried_again_and_told_once(
    corpus: Corpus, parts: Parts, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder, locked = tmp_path / "in", set[str]()
    folder.mkdir()
    for name in ("a.txt", "b.txt"):
        (folder / name).write_text(FLOOD[2], encoding="utf-8")
    (folder / "gone.txt").symlink_to(tmp_path / "nowhere.txt")

    def load(name: str, *given: Any) -> Blob:  # a file whose rights are changed has the same time and size
        if Path(name).name in locked:
            raise SourceError(name, "no permission to read it")
        return sources.load(name, *given)

    monkeypatch.setattr(articles, "load", load)
    locked.add("b.txt")
    rounds = watched(corpus, parts, [str(folder)], 0.0, print)
    first = next(rounds)
    assert [Path(name).name for name in first.added] == ["a.txt"]
    assert [Path(problem.source or "").name for problem in first.problems] == ["gone.txt", "b.txt"]
    assert next(rounds) == Added()
    locked.clear()
    last = next(rounds)
    assert [Path(name).name for name in last.added] == ["b.txt"]
    assert last.problems == []
    assert next(rounds) == Added()


def test_what_one_name_says_is_told_once_whatever_the_others_do(corpus: Corpus, near: Parts, address: str) -> None:
    told = list[str]()
    PAGES["/feed"], PAGES["/other"] = feed(FLOOD), feed(("Empty", "empty", ""), STORM)
    rounds = watched(corpus, near, [f"{address}/feed", f"{address}/other"], 0.0, told.append)
    assert [problem.what for problem in next(rounds).problems] == ["entry 1"]
    assert next(rounds).problems == []
    del PAGES["/feed"]
    for _ in range(3):
        assert next(rounds).unchanged == 1
    assert len(told) == 1
    PAGES["/feed"] = feed(FLOOD)
    assert next(rounds).unchanged == 2
    del PAGES["/feed"]
    next(rounds)
    assert len(told) == 2  # it was there meanwhile


def with_date(parts: Parts, name: str) -> Parts:
    """The parts of a run that dates one source."""
    options = SourceOptions(published={name: date(2024, 3, 4)})
    return replace(parts, config=replace(parts.config, sources=options))


def test_one_article_of_two_feeds_stays_as_it_is(corpus: Corpus, near: Parts, address: str) -> None:
    PAGES["/all"], PAGES["/valley"] = feed(FLOOD, STORM, title="All news"), feed(FLOOD, title="Valley")
    names = [f"{address}/all", f"{address}/valley"]
    rounds = watched(corpus, near, names, 0.0, print)
    assert next(rounds).added == ["http://example.org/flood", "http://example.org/storm"]
    checked(corpus)
    assert (next(rounds).replaced, next(rounds).unchanged) == ([], 3)
    assert add_all(corpus, near, names).unchanged == 3
    assert status(corpus).unchecked == 0
    more = (FLOOD[0], FLOOD[1], f"{FLOOD[2]} The water came at noon.")
    PAGES["/valley"] = feed(more, title="Valley")
    assert next(rounds).replaced == ["http://example.org/flood"]
    assert (next(rounds).replaced, next(rounds).unchanged) == ([], 3)
    less = (FLOOD[0], FLOOD[1], "The flood destroyed 42 homes.")
    PAGES["/valley"] = feed(less, title="Valley")
    assert next(rounds).replaced == ["http://example.org/flood"]  # what the feed that gave it says anew
    assert next(rounds).replaced == ["http://example.org/flood"]  # the other has more
    assert (next(rounds).replaced, status(corpus).articles) == ([], 2)


@pytest.mark.parametrize("first", ["/all", "/valley"])
def test_two_feeds_that_are_added_in_one_go(corpus: Corpus, near: Parts, address: str, first: str) -> None:
    more = (FLOOD[0], FLOOD[1], f"{FLOOD[2]} The water came at noon.")
    PAGES["/all"], PAGES["/valley"] = feed(STORM, FLOOD, title="All news"), feed(more, title="Valley")
    names = sorted([f"{address}/all", f"{address}/valley"], key=lambda name: not name.endswith(first))
    added = add_all(corpus, near, names)
    assert sorted(added.added) == ["http://example.org/flood", "http://example.org/storm"]
    assert added.unchanged == 1
    with corpus.look() as snapshot:
        assert {document.text for document in documents_in(snapshot)} >= {f"{FLOOD[0]}\n\n{more[2]}"}
    by_hand = replace(near, config=replace(near.config, sources=replace(near.config.sources, published=dated(names))))
    assert len(add_all(corpus, by_hand, names).replaced) == 2
    assert status(corpus).first == "2024-03-04"
    assert add_all(corpus, near, names).unchanged == 3


def checked(corpus: Corpus) -> None:
    """All articles count as shown."""
    with corpus.write() as writer, writer.transaction() as connection:
        connection.execute("UPDATE documents SET checked = 1")


def dated(names: list[str]) -> dict[str, date]:
    return dict.fromkeys(names, date(2024, 3, 4))


def documents_in(snapshot: Snapshot) -> list[Document]:
    return [unpack(body, Document) for (body,) in snapshot.connection.execute("SELECT body FROM contents")]
