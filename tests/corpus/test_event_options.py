"""The options by which events are made stay with the corpus until a check or a rebuild has others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date

import pytest

from checker.corpus import Corpus
from checker.corpus.add import remove
from checker.corpus.ahead import Reader, Reads, Wait, in_thread
from checker.corpus.check import refresh
from checker.corpus.events import event_named, events_in, extractions_of
from checker.corpus.facts import facts_of
from checker.corpus.grouping import kept_options
from checker.corpus.judge import Judge
from checker.corpus.rebuild import rebuild
from checker.corpus.store import Writer
from checker.events.options import EventOptions
from checker.pipeline import Parts
from checker.values.text import Document, PublicationDate
from tests.corpus.conftest import FIRE, STRIKE, documents, put

TOGETHER = {frozenset(FIRE)}
ALONE = {frozenset([name]) for name in FIRE}


@pytest.fixture
def strict(parts: Parts) -> Parts:
    """Parts by which every article is an event of its own."""
    return replace(parts, config=replace(parts.config, events=EventOptions(threshold=1.0, strong=1.0)))


def groups(corpus: Corpus) -> set[frozenset[str]]:
    with corpus.look() as snapshot:
        return {frozenset(m.name for m in event.members) for event in events_in(snapshot.connection)}


def kept(corpus: Corpus) -> EventOptions | None:
    with corpus.look() as snapshot:
        return kept_options(snapshot.connection)


def test_what_is_added_later_keeps_to_the_options_of_the_corpus(corpus: Corpus, parts: Parts, strict: Parts) -> None:
    assert kept(corpus) is None
    put(corpus, strict, documents(FIRE)[:1])
    put(corpus, parts, documents(FIRE))
    assert groups(corpus) == ALONE
    assert kept(corpus) == strict.config.events
    assert refresh(corpus, strict) == 0
    assert refresh(corpus, parts) == len(FIRE)
    assert groups(corpus) == TOGETHER
    assert refresh(corpus, parts) == 0
    assert refresh(corpus, strict) == len(FIRE)
    assert groups(corpus) == ALONE


def test_what_is_removed_leaves_events_as_the_options_of_the_corpus_have_them(corpus: Corpus, strict: Parts) -> None:
    put(corpus, strict, documents(FIRE, STRIKE))
    with corpus.write() as writer:
        remove(writer, ["noon.txt"])
    assert groups(corpus) == {frozenset([name]) for name in (FIRE | STRIKE).keys() - {"noon.txt"}}
    assert refresh(corpus, strict) == 0


def test_a_rebuild_takes_the_options_of_the_run(corpus: Corpus, parts: Parts, strict: Parts) -> None:
    put(corpus, strict, documents(FIRE))
    with corpus.write() as writer:
        rebuild(writer, parts, "default")
    assert (groups(corpus), kept(corpus)) == (TOGETHER, parts.config.events)
    assert refresh(corpus, parts) == 0


def test_a_corpus_that_notes_no_options_was_made_by_the_defaults(corpus: Corpus, parts: Parts, strict: Parts) -> None:
    put(corpus, parts, documents(FIRE))
    with corpus.write() as writer:
        writer.connection.execute("DELETE FROM settings WHERE name = 'events'")
    assert refresh(corpus, parts) == 0
    put(corpus, strict, documents(STRIKE))
    assert groups(corpus) == TOGETHER | {frozenset(STRIKE)}


def test_reading_anew_that_ends_in_the_middle_mixes_nothing(
    corpus: Corpus, parts: Parts, strict: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Ending:
        """A reader that ends the run at its second batch."""

        depth = 0

        def __init__(self, reader: Reader) -> None:
            self._reader = reader
            self._begun = 0

        def begin(self, articles: Sequence[Document]) -> Wait:
            self._begun += 1
            return self._reader.begin(articles) if self._begun == 1 else self._end

        def _end(self) -> Reads:
            raise KeyboardInterrupt

    @contextmanager
    def ending(writer: Writer, run: Parts) -> Iterator[tuple[Reader, Parts]]:
        with in_thread(writer, run) as (reader, able):
            yield Ending(reader), able

    put(corpus, parts, documents(FIRE))
    monkeypatch.setattr("checker.corpus.add.BATCH", 1)
    with pytest.raises(KeyboardInterrupt):
        refresh(corpus, strict, ahead=ending)
    assert kept(corpus) == strict.config.events
    assert refresh(corpus, parts) == len(FIRE)  # not only the one that was read by the others
    assert (groups(corpus), kept(corpus)) == (TOGETHER, parts.config.events)


@pytest.mark.parametrize(("copied", "origins"), [(0.6, 1), (0.95, 2)])
def test_what_counts_as_a_copy_is_set_by_the_options(corpus: Corpus, parts: Parts, copied: float, origins: int) -> None:
    story = (
        "The fire in the Ambrel valley destroyed 64 homes in Ambrel. Mayor Ida Corvane said 12 people were injured. "
        "The wind {} down to the mill and across the old road to Sennet. "
    )
    agency, paper = story.format("carried sparks over the orchards"), story.format("drove the flames from the quarry")
    texts = {"agency.txt": agency, "paper.txt": paper, "other.txt": FIRE["noon.txt"][1]}
    day = PublicationDate(date(2024, 3, 4), "field")
    put(corpus, parts, [Document(id=name, text=text, published=day) for name, text in texts.items()])
    with corpus.look() as snapshot:
        judged = Judge(corpus, parts).of(snapshot, event_named(snapshot.connection, "agency.txt"))
        extractions = extractions_of(snapshot.connection, judged.event)
    facts = facts_of(judged, extractions, 0.4, EventOptions(copied=copied))
    (homes,) = [value for fact in facts for value in fact.values if value.value == "64"]
    assert (set(homes.sources), homes.origins) == ({"agency.txt", "paper.txt"}, origins)
