"""Real processes: one that dies, one that hangs, one that is called off, one that cannot start."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import queue
import signal
import time
from collections.abc import Iterator

import pytest

from checker.config import load_config
from checker.errors import ModelError
from checker.serve.pool import Pool, Ticket
from checker.serve.task import Article, Choice, Done, Failed, Message, Stage, Task
from tests.serve.conftest import MORNING, NOON

TASK = Task((Article("a", MORNING.encode()), Article("b", NOON.encode())), Choice(("default",)))


class Ear:
    """Hears what a pool tells."""

    def __init__(self) -> None:
        self._said: queue.Queue[tuple[str, Message]] = queue.Queue()

    def __call__(self, name: str, message: Message) -> None:
        self._said.put((name, message))

    def end_of(self, name: str) -> Message:
        """The last word on a ticket; what is said of others meanwhile is let go."""
        while True:
            who, message = self._said.get(timeout=60)
            if who == name and not isinstance(message, Stage):
                return message

    def stage_of(self, name: str) -> Message:
        while True:
            who, message = self._said.get(timeout=60)
            if who == name:
                return message


@pytest.fixture
def ear() -> Ear:
    return Ear()


@pytest.fixture
def pool(ear: Ear) -> Iterator[Pool]:
    pool = Pool(load_config(None, {"report.baseline": "none"}), 1, 30.0, ear)
    pool.start()
    yield pool
    pool.close()


def pid(pool: Pool) -> int:
    """The process of the only worker."""
    (child,) = multiprocessing.active_children()
    assert child.pid
    return child.pid


def test_a_worker_that_dies_takes_one_comparison_along(pool: Pool, ear: Ear) -> None:
    os.kill(pid(pool), signal.SIGSTOP)  # so that it is alive, and busy for ever, when it is killed
    pool.put(Ticket("first", "me", TASK))
    pool.put(Ticket("second", "me", TASK))
    assert ear.stage_of("first") == Stage("reading articles")
    os.kill(pid(pool), signal.SIGKILL)
    died = ear.end_of("first")
    assert isinstance(died, Failed)
    assert "ended unexpectedly (exit status -9)" in died.message
    done = ear.end_of("second")
    assert isinstance(done, Done)
    assert [f.a.value for f in pickle.loads(done.outcome).matrix.findings] == ["at least 64"]


def test_one_that_is_called_off_makes_room(pool: Pool, ear: Ear) -> None:
    os.kill(pid(pool), signal.SIGSTOP)
    first = Ticket("first", "me", TASK)
    pool.put(first)
    assert ear.stage_of("first") == Stage("reading articles")
    first.called_off.set()
    pool.put(Ticket("second", "me", TASK))
    assert isinstance(ear.end_of("second"), Done)


def test_one_that_takes_too_long_is_ended(ear: Ear) -> None:
    pool = Pool(load_config(None, {"report.baseline": "none"}), 1, 0.5, ear)
    try:
        pool.start()
        os.kill(pid(pool), signal.SIGSTOP)
        pool.put(Ticket("first", "me", TASK))
        late = ear.end_of("first")
        assert isinstance(late, Failed)
        assert "more than 0.5 seconds" in late.message
    finally:
        began = time.monotonic()
        pool.close()
        assert time.monotonic() - began < 20


def test_a_model_that_there_is_not_is_told_at_the_start(ear: Ear) -> None:
    pool = Pool(load_config(None, {"entailment.name": "nothing.safetensors"}), 1, 30.0, ear)
    try:
        with pytest.raises(ModelError, match=r"nothing\.safetensors"):
            pool.start()
    finally:
        pool.close()
