"""Folders and feeds are looked at again and again."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from checker.corpus import Corpus
from checker.corpus.status import status
from checker.corpus.watch import watched
from checker.errors import UsageError
from checker.pipeline import Parts
from checker.sources.options import SourceOptions

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


def feed(*items: tuple[str, str, str]) -> tuple[str, str]:
    listed = "".join(ITEM.format(*item) for item in items)
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
