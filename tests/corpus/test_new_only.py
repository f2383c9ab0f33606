"""What is new of a large event is judged alone, and gives what judging the whole event gives."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from benchmarks.scale.generate import Writer
from benchmarks.scale.planted import document_of
from checker.claims.extract import extract
from checker.config import Config
from checker.corpus import Corpus
from checker.corpus.check import check, mark_checked
from checker.pipeline import Began, Parts, encoded, held, load
from checker.rules.run import Placed
from checker.sources.read import read_all
from checker.values.text import Document, Ignore, Span
from tests.corpus.conftest import put
from tests.corpus.test_check import CORPORA, without_time

EVENTS = sorted({path.parent for path in Path(CORPORA).glob("*/*.txt")})


def generated(seed: int, least: int) -> list[Document]:
    """An event of at least so many articles, dated by their own lines."""
    number = next(n for n in range(1000) if len(Writer(seed, n, 20.0).event().articles) >= least)
    return [document_of(article) for article in Writer(seed, number, 20.0).event().articles]


def of_each(documents: Sequence[Document], parts: Parts, *groups: Sequence[int]) -> int:
    """Hold what is said of some documents against what is said of them among all; how many findings there are."""
    extractions = tuple(extract(d, parts.config.claims) for d in documents)
    ((vectors, slots),) = encoded([[c for e in extractions for c in e.claims]], parts.encoder)
    whole = held(documents, extractions, vectors, slots, parts)
    for group in groups:
        names = frozenset(documents[i].id for i in group)
        only = held(documents, extractions, vectors, slots, parts, only_of=names)
        assert theirs(only.placed, names) == theirs(whole.placed, names)  # to the last step of each explanation
        assert theirs(only.silenced, names) == theirs(whole.silenced, names)
        assert len(only.placed) < len(whole.placed)
    return len(whole.placed)


def theirs(placed: Sequence[Placed], names: frozenset[str]) -> list[Placed]:
    return [p for p in placed if {p.finding.a.source, p.finding.b.source} & names]


@pytest.mark.parametrize("folder", EVENTS, ids=lambda f: f.name)
def test_of_real_articles_with_the_second_look(folder: Path) -> None:
    parts = load(Config(), cached=False)
    documents = read_all([str(path) for path in sorted(folder.glob("*.txt"))], parts.config.sources).documents
    assert of_each(documents, parts, *([i] for i in range(len(documents)))) > 0


@pytest.mark.parametrize("seed", range(4))
def test_of_generated_articles(parts: Parts, seed: int) -> None:
    documents = generated(seed, 8)
    assert of_each(documents, parts, [0], [len(documents) - 1], [2, 5]) > 10


@pytest.mark.parametrize("within", [False, True])
def test_of_copies_and_of_what_a_comment_silences(parts: Parts, within: bool) -> None:
    documents = generated(7, 6)
    for at in (1, 4):  # the first is given three times, the third twice
        documents[at] = replace(documents[0], id=documents[at].id, origin=documents[0].id)
    documents.append(replace(documents[2], id="again", origin=documents[2].id))
    documents[3] = replace(documents[3], ignores=(Ignore(Span(0, len(documents[3].text))),))
    parts = replace(parts, config=replace(parts.config, within=within))
    assert of_each(documents, parts, *([i] for i in range(len(documents)))) > 10


def test_the_report_is_the_same_whichever_was_judged(corpus: Corpus, parts: Parts) -> None:
    documents = generated(3, 9)
    put(corpus, parts, documents[:-1])
    mark_checked(corpus, check(corpus, parts, Began()))
    before = kept(corpus)
    put(corpus, parts, documents[-1:])
    alone = check(corpus, parts, Began(), new_only=True)
    assert kept(corpus) == before  # the whole was not judged
    assert alone.report.findings
    assert [m.name for m in alone.members] == [documents[-1].id]
    check(corpus, parts, Began())
    assert kept(corpus) != before
    assert without_time(check(corpus, parts, Began(), new_only=True).report) == without_time(alone.report)


def kept(corpus: Corpus) -> bytes:
    """The key of what is kept of the one event."""
    with corpus.look() as snapshot:
        ((key,),) = snapshot.connection.execute("SELECT key FROM judgements").fetchall()
    return bytes(key)
