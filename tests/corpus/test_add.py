"""Articles come in and go out: by content, wholly, whatever their order."""

from __future__ import annotations

import json
import os
import random
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from checker.corpus import Corpus, names
from checker.corpus.add import Added, Adder, add_all, remove
from checker.corpus.articles import Batch, batches
from checker.corpus.compact import SHARDS_STAY, compact
from checker.corpus.events import documents_of, event_named, events_in
from checker.corpus.names import articles_named
from checker.corpus.rebuild import rebuild
from checker.corpus.status import status
from checker.corpus.verify import verify
from checker.errors import CheckerError, SourceError, UsageError
from checker.pipeline import Parts
from checker.sources.options import SourceOptions
from checker.values.text import PublicationDate
from tests.corpus.conftest import FIRE, STRIKE, documents, put
from tests.encoders.fakes import LetterEncoder


def groups(corpus: Corpus) -> set[frozenset[str]]:
    with corpus.look() as snapshot:
        return {frozenset(m.name for m in event.members) for event in events_in(snapshot.connection)}


def test_the_same_article_comes_in_once(corpus: Corpus, parts: Parts) -> None:
    first = put(corpus, parts, documents(FIRE))
    again = put(corpus, parts, documents(FIRE))
    assert (first.added, first.unchanged) == (list(FIRE), 0)
    assert (again.added, again.replaced, again.unchanged) == ([], [], 3)
    assert status(corpus).articles == 3
    assert verify(corpus).problems == ()


def test_another_text_of_a_name_takes_the_place_of_the_old_one(corpus: Corpus, parts: Parts) -> None:
    put(corpus, parts, documents(FIRE))
    changed = [replace(d, text=d.text.replace("46", "47")) for d in documents(FIRE)]
    result = put(corpus, parts, changed)
    assert (result.replaced, result.unchanged) == (["noon.txt"], 2)
    found = status(corpus)
    assert (found.articles, found.unused > 0) == (3, True)
    with corpus.look() as snapshot:
        event = event_named(snapshot.connection, "noon.txt")
        texts = {document.id: document.text for document in documents_of(snapshot.connection, event)}
    assert texts == {document.id: document.text for document in changed}
    assert verify(corpus).problems == ()


def test_a_date_set_by_hand_stays_until_another_is_set(corpus: Corpus, parts: Parts) -> None:
    plain = documents(FIRE)[0]
    by_hand = replace(plain, published=PublicationDate(date(2024, 3, 5), "option"))
    put(corpus, parts, [by_hand])
    assert put(corpus, parts, [plain]).unchanged == 1
    assert put(corpus, parts, [replace(plain, text=f"{plain.text}It rained.")]).replaced == [plain.id]
    assert status(corpus).first == "2024-03-05"
    put(corpus, parts, [replace(by_hand, published=PublicationDate(date(2024, 3, 7), "option"))])
    assert status(corpus).first == "2024-03-07"


def test_the_same_text_of_another_name_is_an_article_of_its_own(corpus: Corpus, parts: Parts) -> None:
    articles = documents(FIRE)
    put(corpus, parts, [*articles, replace(articles[0], id="copy.txt")])
    assert status(corpus).articles == 4
    assert any({"copy.txt", articles[0].id} <= group for group in groups(corpus))


def test_articles_of_two_events_are_apart(corpus: Corpus, parts: Parts) -> None:
    put(corpus, parts, documents(FIRE, STRIKE))
    assert groups(corpus) == {frozenset(FIRE), frozenset(STRIKE)}


@pytest.mark.parametrize("seed", range(4))
def test_events_do_not_depend_on_the_order_of_articles(corpus: Corpus, parts: Parts, seed: int) -> None:
    articles = documents(FIRE, STRIKE)
    random.Random(seed).shuffle(articles)
    for article in articles:
        put(corpus, parts, [article])
    assert groups(corpus) == {frozenset(FIRE), frozenset(STRIKE)}
    assert verify(corpus).problems == ()


def test_what_is_removed_is_out_and_its_event_is_made_anew(corpus: Corpus, parts: Parts) -> None:
    put(corpus, parts, documents(FIRE, STRIKE))
    with corpus.write() as writer:
        remove(writer, ["morning.txt"])
    assert groups(corpus) == {frozenset(set(FIRE) - {"morning.txt"}), frozenset(STRIKE)}
    assert verify(corpus).problems == ()


def test_compact_takes_out_what_nothing_needs(corpus: Corpus, parts: Parts) -> None:
    put(corpus, parts, documents(FIRE, STRIKE))
    with corpus.write() as writer:
        remove(writer, list(STRIKE))
        before = status(corpus)
        out = compact(writer)
    after = status(corpus)
    assert (out, after.unused, after.vectors) == (before.unused, 0, before.vectors - before.unused)
    assert before.unused > 0
    assert verify(corpus).problems == ()
    assert len(list((corpus.folder / "segments").iterdir())) == 2


def test_compact_takes_out_shards_that_nobody_goes_on_with(corpus: Corpus) -> None:
    shards = corpus.folder / "shards"
    shards.mkdir()
    old, new = shards / "old.parquet", shards / "new.parquet"
    for path, seconds in ((old, SHARDS_STAY + 60), (new, SHARDS_STAY - 60)):
        path.write_bytes(b"finished")
        os.utime(path, (time.time() - seconds,) * 2)
    with corpus.write() as writer:
        compact(writer)
        assert list(shards.iterdir()) == [new]
        os.utime(new, (0, 0))
        compact(writer)
        assert not shards.exists()
        compact(writer)


def test_rebuild_gives_the_same_events_and_takes_another_encoder(corpus: Corpus, parts: Parts) -> None:
    put(corpus, parts, documents(FIRE, STRIKE))
    before = groups(corpus)
    with corpus.write() as writer:
        assert rebuild(writer, parts, "default") == 5
    assert groups(corpus) == before
    assert verify(corpus).problems == ()
    letters = LetterEncoder()
    with corpus.write() as writer:
        rebuild(writer, replace(parts, encoder=letters), "letters")
    again = Corpus.open(corpus.folder)
    assert (again.settings.encoder, again.settings.dimension) == ("letters", 26)
    assert verify(again).problems == ()


def test_a_batch_that_fails_leaves_nothing(corpus: Corpus, parts: Parts) -> None:
    put(corpus, parts, documents(STRIKE))

    class Failing(LetterEncoder):
        dimension = parts.encoder.dimension

    with corpus.write() as writer:
        adder = Adder(writer, replace(parts, encoder=Failing(parts.encoder.name)))
        with pytest.raises(CheckerError):
            adder.add(Batch(documents(FIRE)), Added())
    assert groups(corpus) == {frozenset(STRIKE)}
    assert verify(corpus).problems == ()


def test_files_and_folders_are_read_as_compare_reads_them(corpus: Corpus, parts: Parts, tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    for name, (_, text) in FIRE.items():
        (folder / name).write_text(f"Published: 2024-03-04\n\n{text}", encoding="utf-8")
    (folder / "broken.pdf").write_bytes(b"no pdf")
    result = add_all(corpus, parts, [str(folder)])
    assert sorted(Path(name).name for name in result.added) == sorted(FIRE)
    assert [problem.degraded for problem in result.problems] == [True]
    with pytest.raises(SourceError):
        add_all(corpus, parts, [str(folder / "broken.pdf")])


def test_a_date_for_no_source_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The fire destroyed 3 homes.", encoding="utf-8")
    options = SourceOptions(published={"b.txt": documents(FIRE)[0].published.day})  # type: ignore[union-attr]
    with pytest.raises(UsageError, match=r"b\.txt"):
        list(batches([str(tmp_path / "a.txt")], options))


def test_a_file_of_many_articles_comes_in_by_batches(tmp_path: Path) -> None:
    path = tmp_path / "many.jsonl"
    path.write_text("".join(json.dumps({"text": f"The fire destroyed {n} homes."}) + "\n" for n in range(7)), "utf-8")
    found = list(batches([str(path)], SourceOptions(), size=3))
    assert [len(batch.documents) for batch in found] == [3, 3, 1]
    assert [(batch.done, batch.total) for batch in found] == [(0, 1), (0, 1), (1, 1)]
    assert len({document.id for batch in found for document in batch.documents}) == 7


def test_two_of_one_name_in_an_import_are_one_article(corpus: Corpus, parts: Parts) -> None:
    article = documents(FIRE)[0]
    result = Added()
    with corpus.write() as writer:
        other = replace(article, text=f"{article.text}It rained.")
        Adder(writer, parts).add_all([Batch([article]), Batch([article]), Batch([other])], result)
    assert (result.added, result.replaced, result.unchanged) == ([article.id], [article.id], 1)
    assert verify(corpus).problems == ()


def test_what_came_before_an_error_is_in(corpus: Corpus, parts: Parts) -> None:
    def failing() -> Iterator[Batch]:
        yield Batch(documents(FIRE))
        raise SourceError("gone.txt", "it is gone")

    result = Added()
    with corpus.write() as writer, pytest.raises(SourceError):
        Adder(writer, parts).add_all(failing(), result)
    assert result.added == list(FIRE)
    assert status(corpus).articles == 3


@pytest.mark.parametrize("separator", ["/", "\\"])
def test_all_below_a_folder_have_its_name(
    corpus: Corpus, parts: Parts, separator: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(names, "sep", separator)
    below = [replace(d, id=f"in{separator}{d.id}") for d in documents(FIRE)]
    put(corpus, parts, [*below, *documents(STRIKE), replace(below[0], id="in.txt"), replace(below[0], id="in#2")])
    with corpus.look() as snapshot:
        assert articles_named(snapshot.connection, ["in"]) == sorted(["in#2", *(d.id for d in below)])
        assert articles_named(snapshot.connection, list(STRIKE)[:1]) == list(STRIKE)[:1]
        with pytest.raises(UsageError, match="has no article 'i'"):
            articles_named(snapshot.connection, ["i"])
