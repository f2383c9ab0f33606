"""Engines of several sorts, and what they work on."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from checker.config import Config, EntailmentOptions
from checker.corpus import Corpus
from checker.corpus.articles import BATCH
from checker.engine.dask import DaskEngine
from checker.engine.local import LocalEngine
from checker.engine.protocol import Answer, Engine, Item, Shard, Stage
from checker.engine.setup import packed
from checker.engine.worker import answer
from checker.pipeline import Parts, load


class Here:
    """An engine that works in this process, the newest shard first, and notes what it was given."""

    workers = 2

    def __init__(self, setup: bytes, *, until: int | None = None, stages: dict[Stage, Stage] | None = None) -> None:
        """``until``: shards after which the user interrupts; ``stages``: which take the place of others."""
        self._setup = setup
        self._until = until
        self._stages = stages or {}
        self._waiting: list[tuple[int, Shard]] = []
        self.given: list[Shard] = []

    def submit(self, ticket: int, shard: Shard) -> None:
        self._waiting.append((ticket, shard))

    def finished(self) -> tuple[int, Answer]:
        if self._until is not None and len(self.given) >= self._until:
            raise KeyboardInterrupt
        ticket, shard = self._waiting.pop()
        self.given.append(shard)
        stage = self._stages.get(shard.stage, shard.stage)
        return ticket, answer(self._setup, stage, tuple(item.body for item in shard.items))

    def close(self) -> None:
        self._waiting.clear()


@pytest.fixture(scope="session")
def parts() -> Parts:
    """The built-in encoder and rules; no entailment model."""
    return load(replace(Config(), entailment=EntailmentOptions("none")), cached=False)


@pytest.fixture(scope="session")
def setup(parts: Parts) -> bytes:
    return packed(parts)


@pytest.fixture(scope="module")
def local(setup: bytes) -> Iterator[LocalEngine]:
    engine = LocalEngine(setup, 2)
    yield engine
    engine.close()


@pytest.fixture(scope="module")
def dask(setup: bytes) -> Iterator[DaskEngine]:
    engine = DaskEngine(setup, workers=1)
    yield engine
    engine.close()


@pytest.fixture
def corpus(tmp_path: Path, parts: Parts) -> Corpus:
    """An empty corpus."""
    return Corpus.create(tmp_path / "corpus", parts.encoder, "default")


@pytest.fixture
def worked_by(monkeypatch: pytest.MonkeyPatch) -> Callable[[Engine], None]:
    """Makes an engine the one that commands take; they do not end it."""

    def take(engine: Engine) -> None:
        monkeypatch.setattr(engine, "close", lambda: None)
        monkeypatch.setattr("checker.engine.work.engine_of", lambda options, setup: engine)

    return take


def shard(stage: Stage, *items: bytes) -> Shard:
    return Shard(stage, tuple(Item(item, item, item.decode()) for item in items), b"test")


def written(folder: Path, count: int = BATCH + 6) -> Path:
    """Articles in a folder, in events of four that do not agree; some sentences stand in all of them."""
    folder.mkdir()
    towns: Sequence[str] = ("Ambrel", "Corvane", "Deltry", "Essing", "Farrow", "Gantry", "Holmby", "Istrel")
    for number in range(count):
        town = f"{towns[number // 4 % len(towns)]}ford{chr(97 + number // 32)}"
        text = (
            f"Fire in {town}\n\nPublished: 2031-03-{1 + number // 4 % 28:02}\n\n"
            f"A fire in {town} destroyed {40 + number % 4 * 7} homes, Mayor Ida {town} said. "
            f"The fire in {town} injured 12 people. The cause is not known yet.\n"
        )
        (folder / f"{number:03}.txt").write_text(text, encoding="utf-8")
    return folder
