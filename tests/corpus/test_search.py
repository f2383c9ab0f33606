"""Claims near a text, facts of an event, and how a figure developed."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace
from datetime import date
from html.parser import HTMLParser

import pytest

from benchmarks.soak import soak
from checker.corpus import Corpus
from checker.corpus.events import event_named, extractions_of
from checker.corpus.facts import EventFact, History, Stated, facts_of, history_of
from checker.corpus.judge import EventJudged, Judge
from checker.corpus.plot import page
from checker.corpus.search import search
from checker.errors import UsageError
from checker.events.options import EventOptions
from checker.pipeline import Parts
from checker.values.claim import Extraction
from checker.values.finding import Verdict
from checker.values.interval import Interval
from tests.corpus.conftest import FIRE, STRIKE, documents, put


@dataclass(frozen=True)
class Fire:
    judged: EventJudged
    extractions: tuple[Extraction, ...]

    @property
    def facts(self) -> tuple[EventFact, ...]:
        return facts_of(self.judged, self.extractions, 0.4, EventOptions())


@pytest.fixture
def fire(corpus: Corpus, parts: Parts) -> Fire:
    articles = documents(FIRE, STRIKE)
    copy = replace(articles[0], id="copy.txt")
    put(corpus, parts, [*articles, copy])
    with corpus.look() as snapshot:
        event = event_named(snapshot.connection, "noon.txt")
        return Fire(Judge(corpus, parts).of(snapshot, event), extractions_of(snapshot.connection, event))


def test_the_nearest_claims_come_first_whatever_their_figures(corpus: Corpus, parts: Parts) -> None:
    put(corpus, parts, documents(FIRE, STRIKE))
    with corpus.look() as snapshot:
        hits = search(snapshot, parts.encoder, "The fire destroyed 900 homes in Ambrel.", 3)
        everything = search(snapshot, parts.encoder, "The fire destroyed 900 homes in Ambrel.", 1000)
    assert {hit.source for hit in hits} == set(FIRE)
    assert all("homes" in hit.claim.text for hit in hits)
    assert {value for hit in hits for value in hit.values} >= {"46", "66"}
    cosines = [hit.cosine for hit in everything]
    assert cosines == sorted(cosines, reverse=True)
    assert everything[:3] == hits
    with corpus.look() as snapshot:
        (claims,) = snapshot.connection.execute("SELECT count(*) FROM claims").fetchone()
    assert len(everything) == claims


def test_an_empty_corpus_and_an_empty_text(corpus: Corpus, parts: Parts) -> None:
    with corpus.look() as snapshot:
        assert search(snapshot, parts.encoder, "The fire destroyed 900 homes.", 3) == []
        with pytest.raises(UsageError, match="nothing to search for"):
            search(snapshot, parts.encoder, "  ", 3)


def test_copies_of_one_sentence_are_one_origin(fire: Fire) -> None:
    rows = fire.facts
    homes = next(row for row in rows if row.verdict is Verdict.CONFLICT and "home" in row.label.lower())
    given = {value.value: value for value in homes.values}
    assert set(given["at least 64"].sources) == {"morning.txt", "copy.txt"}
    assert (given["at least 64"].origins, given["46"].origins) == (1, 1)
    assert given["66"].since == date(2024, 3, 6)
    assert [value.since for value in homes.values] == sorted(value.since for value in homes.values if value.since)
    assert homes.name.startswith(f"{fire.judged.event.name}.F")


def test_history_is_in_the_order_of_days(fire: Fire) -> None:
    homes = next(row for row in fire.facts if "home" in row.label.lower())
    history = history_of(fire.judged, homes.name, 0.4)
    assert [one.day for one in history.stated] == sorted(one.day for one in history.stated if one.day)
    assert history.stated[-1].value == "66"
    assert history_of(fire.judged, homes.name.lower().partition(".")[2], 0.4) == history
    with pytest.raises(UsageError, match="there is no fact 'F99'"):
        history_of(fire.judged, "F99", 0.4)


class Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.seen.append(tag)


def test_the_page_draws_numbers_and_obeys_no_text() -> None:
    hostile = "<script>alert(1)</script>\u202e\x1b[31m"
    stated = (
        Stated(date(2024, 3, 4), hostile, Interval.above(64, closed=True), "1", hostile, 3, hostile),
        Stated(date(2024, 3, 6), "66", Interval.point(66), "1", "b.txt", 4, "It destroyed 66 homes."),
        Stated(None, "many", None, None, "c.txt", 5, "It destroyed many homes."),
    )
    made = page(History("E1.F1", hostile, Verdict.CONFLICT, stated))
    tags = Tags()
    tags.feed(made)
    assert "script" not in tags.seen
    assert tags.seen.count("circle") == 4
    assert "\u202e" not in made
    assert "\x1b" not in made
    assert "1 without a number or a day is in the table only" in made


def test_an_event_goes_by_its_name_or_an_article(corpus: Corpus, fire: Fire) -> None:
    with corpus.look() as snapshot:
        assert event_named(snapshot.connection, fire.judged.event.name) == fire.judged.event
        assert event_named(snapshot.connection, "later.txt") == fire.judged.event
        for wrong in ("E999", "nowhere.txt", "E", ""):
            with pytest.raises(UsageError, match="there is no event"):
                event_named(snapshot.connection, wrong)


def test_sixteen_threads_search_while_one_adds() -> None:
    found = soak(seconds=4.0, threads=16, seed=1)
    assert found.errors == []
    assert found.torn == []
    assert found.searches > 16
    assert found.added > 0
    assert threading.active_count() < 16
