"""Generated news: what its manifest says is so."""

from __future__ import annotations

import json

import pytest

from benchmarks.scale.generate import events
from benchmarks.scale.grammar import sorts
from benchmarks.scale.planted import document_of
from benchmarks.scale.story import GeneratedEvent, manifest
from checker.claims.extract import extract


@pytest.fixture(scope="module")
def some() -> list[GeneratedEvent]:
    return list(events(seed=3, articles=600))


def test_one_seed_gives_one_text_however_many_are_asked_for(some: list[GeneratedEvent]) -> None:
    again = list(events(seed=3, articles=200))
    assert again == some[: len(again)]
    assert next(events(seed=4, articles=1)) != some[0]


def test_all_sorts_and_relations_come_up(some: list[GeneratedEvent]) -> None:
    assert {e.sort for e in some} == {s.name for s in sorts()} | {"round-up"}
    assert {r.kind for e in some for r in e.relations} == {"conflict", "update", "copy"}
    assert {r.sort for e in some for r in e.relations} == {"number", "date", "time", "yesno", "name", ""}
    assert all(2 <= len(e.articles) <= 12 for e in some if e.sort != "round-up")


def test_relations_stand_between_sentences_that_state_two_values(some: list[GeneratedEvent]) -> None:
    for event in some:
        articles = {a.id: a for a in event.articles}
        for r in event.relations:
            a, b = articles[r.a], articles[r.b]
            if r.kind == "copy":
                shared = {a.text[s.start : s.end] for s in a.sentences} & {b.text[s.start : s.end] for s in b.sentences}
                assert len(shared) >= 2
                continue
            values = [
                {dict(s.states)[r.slot] for s in article.sentences if (s.start, s.end) in spans}
                for article, spans in ((a, r.a_spans), (b, r.b_spans))
            ]
            assert len(values[0]) == len(values[1]) == 1
            assert values[0] != values[1]
            if r.kind == "update":
                (x,), (y,) = values
                assert a.day != b.day
                assert (y > x) == (b.day > a.day)


def test_the_program_reads_the_articles_as_they_are_described(some: list[GeneratedEvent]) -> None:
    counts, found = [], 0
    for article in (a for event in some[:40] for a in event.articles):
        document = document_of(article)
        assert document.text.rstrip("\n") == article.text.rstrip("\n")
        assert document.language == "en"
        assert (document.published.day if document.published else None) == (article.day if article.dated else None)
        claims = extract(document).claims
        counts.append(len(claims))
        sentences = {(s.start, s.end) for s in article.sentences}
        found += sum((c.sentence.start, c.sentence.end) in sentences for c in claims)
    assert found >= 0.95 * sum(counts)
    assert 8 <= sum(counts) / len(counts) <= 14


def test_a_line_of_the_manifest_is_json(some: list[GeneratedEvent]) -> None:
    line = json.loads(json.dumps(manifest(some[0])))
    assert [a["id"] for a in line["articles"]] == [a.id for a in some[0].articles]
    assert {r["kind"] for r in line["relations"]} <= {"conflict", "update", "copy"}
