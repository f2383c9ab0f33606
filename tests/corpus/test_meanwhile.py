"""What another process does to a corpus while a run is under way."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from checker.corpus import Corpus
from checker.corpus.check import check, refresh
from checker.corpus.events import events_in
from checker.corpus.judge import Judge
from checker.corpus.rebuild import rebuild
from checker.corpus.search import search
from checker.corpus.store import Writer
from checker.corpus.verify import verify
from checker.corpus.watch import watched
from checker.encoders.protocol import Encoder
from checker.errors import OtherEncoderError
from checker.pipeline import Began, Parts
from checker.rules.kinds import ALL_KINDS
from checker.rules.load import parse_rules
from checker.rules.shipped import shipped
from tests.corpus.conftest import FIRE, STRIKE, documents, put
from tests.encoders.fakes import LetterEncoder

WHY = "holds vectors of the encoder .*, and this run has .*; start the command again"


@dataclass(frozen=True)
class Turned:
    """An encoder of the same dimension whose vectors are other ones."""

    encoder: Encoder
    name: str = "turned"

    @property
    def dimension(self) -> int:
        return self.encoder.dimension

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        return np.roll(self.encoder.encode(texts), 7, axis=1)


@pytest.fixture(params=["of the same dimension", "of another dimension"])
def other(request: pytest.FixtureRequest, parts: Parts) -> Parts:
    """Parts with another encoder."""
    same = request.param == "of the same dimension"
    return replace(parts, encoder=Turned(parts.encoder) if same else LetterEncoder())


def rebuilt(corpus: Corpus, parts: Parts) -> None:
    with corpus.write() as writer:
        rebuild(writer, parts, "other")


def test_nothing_of_the_old_encoder_comes_in_after_a_rebuild(corpus: Corpus, parts: Parts, other: Parts) -> None:
    put(corpus, parts, documents(FIRE))
    rebuilt(corpus, other)
    with pytest.raises(OtherEncoderError, match=WHY):
        put(corpus, parts, documents(STRIKE))
    with pytest.raises(OtherEncoderError, match=WHY):
        refresh(corpus, parts, everything=True)
    again = Corpus.open(corpus.folder)
    assert put(again, other, documents(STRIKE)).added == list(STRIKE)
    assert verify(again).problems == ()


def test_nobody_looks_at_vectors_of_another_encoder(corpus: Corpus, parts: Parts, other: Parts) -> None:
    put(corpus, parts, documents(FIRE))
    rebuilt(corpus, other)
    with pytest.raises(OtherEncoderError, match=WHY):
        check(corpus, parts, Began())
    with pytest.raises(OtherEncoderError, match=WHY), corpus.look():
        pass
    with Corpus.open(corpus.folder).look() as snapshot:
        assert len(search(snapshot, other.encoder, "The fire destroyed 46 homes.", 3)) == 3


def test_a_watch_ends_when_the_corpus_is_rebuilt(corpus: Corpus, parts: Parts, other: Parts, tmp_path: Path) -> None:
    folder, told = tmp_path / "in", list[str]()
    folder.mkdir()
    (folder / "a.txt").write_text(FIRE["noon.txt"][1], encoding="utf-8")
    rounds = watched(corpus, parts, [str(folder)], 0.0, told.append)
    assert len(next(rounds).added) == 1
    rebuilt(corpus, other)
    assert next(rounds).added == []  # nothing is new
    (folder / "b.txt").write_text(FIRE["later.txt"][1], encoding="utf-8")
    with pytest.raises(OtherEncoderError, match=WHY):
        next(rounds)
    assert told == []


@pytest.fixture
def older(parts: Parts) -> Parts:
    """Parts that read otherwise, as those of another version do."""
    text = "version: 1\nextends: [default]\nunits:\n  kelder: {dimension: other}\n"
    return replace(parts, rules=parse_rules(text, ALL_KINDS, shipped("rules"), "own.yaml"))


def test_what_comes_in_while_the_lock_is_waited_for_is_read_anew(
    corpus: Corpus, parts: Parts, older: Parts, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(corpus, older, documents(FIRE))
    write = Corpus.write

    def after_another(self: Corpus, wait: float = 0.0) -> AbstractContextManager[Writer]:
        monkeypatch.setattr(Corpus, "write", write)
        put(self, older, documents(STRIKE))
        return write(self, wait)

    monkeypatch.setattr(Corpus, "write", after_another)
    assert refresh(corpus, parts) == len(FIRE | STRIKE)
    assert refresh(corpus, parts) == 0


def test_a_judgement_is_kept_for_the_reading_that_it_was_made_of(corpus: Corpus, parts: Parts, older: Parts) -> None:
    put(corpus, older, documents(FIRE))
    judge = Judge(corpus, parts)
    with corpus.look() as snapshot:
        (event,) = events_in(snapshot.connection)
        judge.of(snapshot, event)
    judge.flush()
    with corpus.look() as snapshot:
        assert judge.kept(snapshot, event) is not None
    assert refresh(corpus, parts) == len(FIRE)
    with corpus.look() as snapshot:
        (event,) = events_in(snapshot.connection)
        assert judge.kept(snapshot, event) is None
