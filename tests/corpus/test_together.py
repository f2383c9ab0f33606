"""What is new when events become one: articles that no check has held against each other."""

from __future__ import annotations

import sqlite3
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from checker.corpus import Corpus
from checker.corpus.add import remove
from checker.corpus.check import check, mark_checked
from checker.corpus.events import events_in
from checker.corpus.grouping import connect_articles, regroup
from checker.corpus.rebuild import rebuild
from checker.events.options import EventOptions
from checker.pipeline import Began, Parts
from checker.values.text import Document, PublicationDate
from tests.corpus.conftest import put

TEXT = "The fire in the Ambrel valley destroyed {} homes in Ambrel. Mayor Ida Corvane said {} people were injured."


def burning(*names: str) -> list[Document]:
    """Articles on one fire that all give other figures."""
    day = PublicationDate(date(2024, 3, 4), "field")
    figures = [(40 + 7 * ord(name[0]), 5 * ord(name[0])) for name in names]
    return [
        Document(id=name, text=TEXT.format(*figure), published=day) for name, figure in zip(names, figures, strict=True)
    ]


def apart(corpus: Corpus, *groups: str) -> None:
    """Let only the articles of each group be near each other, a letter for each article."""
    with corpus.write() as writer, writer.transaction() as connection:
        ids = dict(connection.execute("SELECT name, id FROM documents").fetchall())
        connection.execute("DELETE FROM edges")
        near = [(ids[a], ids[b], 0.9) for group in groups for a in group for b in group if a < b]
        connect_articles(connection, near)
        regroup(connection, ids.values(), EventOptions())
    assert grouped(corpus) == {frozenset(group) for group in groups}


def grouped(corpus: Corpus) -> set[frozenset[str]]:
    with corpus.look() as snapshot:
        return {frozenset(m.name for m in event.members) for event in events_in(snapshot.connection)}


def fresh(corpus: Corpus) -> str:
    with corpus.look() as snapshot:
        rows = snapshot.connection.execute("SELECT name FROM documents WHERE checked = 0 ORDER BY name")
        return "".join(name for (name,) in rows)


def shown(corpus: Corpus, parts: Parts) -> set[str]:
    """The pairs of articles that a check of what is new shows, which then count as shown."""
    done = check(corpus, parts, Began(), new_only=True)
    mark_checked(corpus, done)
    return {"".join(sorted((f.a.source, f.b.source))) for f in done.report.findings}


def test_two_events_that_a_new_article_joins_are_held_against_each_other(corpus: Corpus, parts: Parts) -> None:
    put(corpus, parts, burning("a", "b"))
    apart(corpus, "a", "b")
    assert shown(corpus, parts) == set()
    put(corpus, parts, burning("c"))
    assert grouped(corpus) == {frozenset("abc")}
    assert shown(corpus, parts) == {"ab", "ac", "bc"}
    assert shown(corpus, parts) == set()


def test_of_events_that_become_one_all_but_the_largest_are_new(corpus: Corpus, parts: Parts) -> None:
    put(corpus, parts, burning(*"abcdef"))
    apart(corpus, "f", "abc", "de")
    assert shown(corpus, parts) == {"ab", "ac", "bc", "de"}
    apart(corpus, "abcdef")
    assert fresh(corpus) == "def"
    found = shown(corpus, parts)
    assert {"ad", "bd", "cd", "ae", "be", "ce", "af", "bf", "cf", "df", "ef"} <= found
    assert not {"ab", "ac", "bc"} & found


def test_one_that_joins_or_leaves_makes_nothing_else_new(corpus: Corpus, parts: Parts) -> None:
    put(corpus, parts, burning(*"abc"))
    assert grouped(corpus) == {frozenset("abc")}
    shown(corpus, parts)
    put(corpus, parts, burning(*"abcd"))
    assert fresh(corpus) == "d"
    assert shown(corpus, parts) == {"ad", "bd", "cd"}
    with corpus.write() as writer:
        remove(writer, ["a"])  # the event goes by another number now
    assert grouped(corpus) == {frozenset("bcd")}
    assert fresh(corpus) == ""


def test_what_is_taken_apart_and_put_together_again_is_new_again(corpus: Corpus, parts: Parts) -> None:
    put(corpus, parts, burning(*"abc"))
    shown(corpus, parts)
    apart(corpus, "ab", "c")
    assert fresh(corpus) == ""
    apart(corpus, "abc")
    assert fresh(corpus) == "c"


@pytest.mark.parametrize(("before", "new"), [(["abc"], ""), (["ab", "c"], "c"), (["a", "bc"], "a")])
def test_a_rebuild_knows_what_was_together(corpus: Corpus, parts: Parts, before: Sequence[str], new: str) -> None:
    put(corpus, parts, burning(*"abc"))
    apart(corpus, *before)
    shown(corpus, parts)
    with corpus.write() as writer:
        rebuild(writer, parts, "default")
    assert grouped(corpus) == {frozenset("abc")}
    assert fresh(corpus) == new


def test_a_rebuild_leaves_checked_what_was(corpus: Corpus, parts: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    def but_for_the_first_two(connection: sqlite3.Connection, near: Sequence[tuple[int, int, float]]) -> None:
        connect_articles(connection, [edge for edge in near if {*edge[:2]} != {1, 2}])

    monkeypatch.setattr("checker.corpus.add.connect_articles", but_for_the_first_two)
    monkeypatch.setattr("checker.corpus.add.BATCH", 1)  # so that for a while the first two are there without the third
    put(corpus, parts, burning(*"abc"))
    assert grouped(corpus) == {frozenset("abc")}
    shown(corpus, parts)
    with corpus.write() as writer:
        rebuild(writer, parts, "default")
    assert grouped(corpus) == {frozenset("abc")}
    assert fresh(corpus) == ""


@pytest.mark.parametrize("first", ["ab", "ba"])
def test_what_came_together_while_a_check_was_under_way_stays_new(corpus: Corpus, parts: Parts, first: str) -> None:
    put(corpus, parts, burning(*first))
    apart(corpus, "a", "b")
    mark_checked(corpus, check(corpus, parts, Began(), only="b"))
    assert fresh(corpus) == "a"
    done = check(corpus, parts, Began(), new_only=True)
    put(corpus, parts, burning("c"))
    assert grouped(corpus) == {frozenset("abc")}
    mark_checked(corpus, done)
    assert fresh(corpus) == "ac"
    assert shown(corpus, parts) == {"ab", "ac", "bc"}


def test_an_article_that_takes_the_place_of_another_is_new_alone(corpus: Corpus, parts: Parts) -> None:
    put(corpus, parts, burning(*"abc"))
    shown(corpus, parts)
    (changed,) = burning("a")
    put(corpus, parts, [replace(changed, text=f"{changed.text} It rained.")])
    assert fresh(corpus) == "a"
