"""Engines with processes of their own: what they are given comes back, whatever becomes of a process."""

from __future__ import annotations

import errno
import multiprocessing
import os
import signal
import socket
import sys
import threading
import time
from collections.abc import Callable
from multiprocessing.context import SpawnProcess
from pathlib import Path

import pytest
from distributed import LocalCluster

from checker.engine import dask as dask_engine
from checker.engine.dask import DaskEngine
from checker.engine.local import LocalEngine
from checker.engine.protocol import Engine, Failed
from checker.engine.run import Run
from checker.engine.worker import work
from checker.errors import EngineError, UsageError
from checker.models.session import THREADS
from tests.engine.conftest import shard
from tests.engine.stages import deadly, doubled, heavy, meeting, no_memory


def results(engine: Engine, *items: bytes) -> tuple[tuple[bytes | None, ...], dict[int, str]]:
    run = Run(engine, None)
    run.submit(shard(deadly, *items))
    _, found = run.finished()
    return found.bodies, found.problems


@pytest.fixture(params=["local", "dask"])
def engine(request: pytest.FixtureRequest) -> Engine:
    found: Engine = request.getfixturevalue(request.param)
    return found


def test_shards_come_back_under_their_tickets(engine: Engine) -> None:
    for ticket in range(9):
        engine.submit(ticket, shard(doubled, str(ticket).encode()))
    found = dict(engine.finished() for _ in range(9))
    assert found == {ticket: (str(ticket).encode() * 2,) for ticket in range(9)}


def test_a_worker_that_dies_changes_nothing(engine: Engine, tmp_path: Path) -> None:
    once = str(tmp_path / "once").encode()
    assert results(engine, once, b"b") == ((once * 2, b"bb"), {})
    assert (tmp_path / "once").exists()


def test_what_ends_each_worker_is_reported_alone(local: LocalEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("checker.engine.run.TRIES", 1)
    bodies, problems = results(local, b"a", b"deadly")
    assert bodies == (b"aa", None)
    assert "the worker process ended over it (exit status -9)" in problems[1]


def test_what_ends_each_worker_of_dask(dask: DaskEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("checker.engine.run.TRIES", 1)
    bodies, problems = results(dask, b"deadly")
    assert bodies == (None,)
    assert "3 workers ended over it" in problems[0]


def test_two_processes_work_at_the_same_time(local: LocalEngine, tmp_path: Path) -> None:
    for ticket in range(2):
        local.submit(ticket, shard(meeting, str(tmp_path).encode()))
    assert [local.finished()[1] for _ in range(2)] == [(b"met",)] * 2
    assert local.workers == 2


def test_an_engine_that_was_closed(setup: bytes) -> None:
    engine = LocalEngine(setup, 1)
    engine.close()
    with pytest.raises(EngineError, match="start the same command again"):
        engine.finished()


def test_a_scheduler_that_does_not_answer(setup: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dask_engine, "TIMEOUT", 0.5)
    with socket.socket() as silent:
        silent.bind(("127.0.0.1", 0))
        silent.listen()
        address = f"tcp://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(
            EngineError, match=f"{address}: no dask scheduler answers within 0.5 seconds; start one with"
        ):
            DaskEngine(setup, address)


def test_a_name_that_is_no_address(setup: bytes) -> None:
    with pytest.raises(EngineError, match="expected the address of a scheduler"):
        DaskEngine(setup, "carrier-pigeon://coop")


def test_a_scheduler_without_workers(setup: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dask_engine, "TIMEOUT", 1.0)
    with (
        LocalCluster(n_workers=0, processes=True, host="127.0.0.1", dashboard_address="127.0.0.1:0") as cluster,
        pytest.raises(EngineError, match=r"the scheduler has no workers after 1 seconds; start some with: dask worker"),
    ):
        DaskEngine(setup, cluster.scheduler_address)


def test_dask_that_is_not_installed(setup: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    with pytest.raises(UsageError, match=r"pip install 'checker\[dask\]'"):
        DaskEngine(setup)


@pytest.fixture
def starts(monkeypatch: pytest.MonkeyPatch) -> Callable[[int], None]:
    """So many processes can be started, and no more."""

    def limited(most: int) -> None:
        start, lock, left = SpawnProcess.start, threading.Lock(), [most]

        def some(process: SpawnProcess) -> None:
            with lock:
                left[0] -= 1
                if left[0] < 0:
                    raise BlockingIOError(errno.EAGAIN, "Resource temporarily unavailable")
            start(process)

        monkeypatch.setattr(SpawnProcess, "start", some)
        monkeypatch.setattr("checker.engine.local._STEP", 0.05)

    return limited


@pytest.mark.filterwarnings("error::pytest.PytestUnhandledThreadExceptionWarning")
def test_no_process_can_be_started(setup: bytes, starts: Callable[[int], None]) -> None:
    starts(0)
    engine = LocalEngine(setup, 3)
    try:
        with pytest.raises(
            EngineError,
            match=r"no worker process can be started: Resource temporarily unavailable; take fewer with --workers",
        ):
            results(engine, b"a")
    finally:
        engine.close()


@pytest.mark.filterwarnings("error::pytest.PytestUnhandledThreadExceptionWarning")
def test_some_processes_can_be_started(setup: bytes, starts: Callable[[int], None]) -> None:
    starts(1)
    engine = LocalEngine(setup, 3)
    try:
        for ticket in range(6):
            engine.submit(ticket, shard(doubled, b"a"))
        assert dict(engine.finished() for _ in range(6)) == dict.fromkeys(range(6), (b"aa",))
    finally:
        engine.close()


def test_a_process_that_can_be_started_a_moment_later(
    setup: bytes, starts: Callable[[int], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    before = SpawnProcess.start
    starts(0)
    failing, tries = SpawnProcess.start, []

    def second(process: SpawnProcess) -> None:
        tries.append(process)
        (failing if len(tries) == 1 else before)(process)

    monkeypatch.setattr(SpawnProcess, "start", second)
    engine = LocalEngine(setup, 1)
    try:
        assert results(engine, b"a") == ((b"aa",), {})
    finally:
        engine.close()


@pytest.mark.filterwarnings("error::pytest.PytestUnhandledThreadExceptionWarning")
def test_what_cannot_be_sent_or_taken_back(local: LocalEngine) -> None:
    local.submit(1, shard(lambda items, parts: list(items), b"a"))
    ticket, failed = local.finished()
    assert ticket == 1
    assert isinstance(failed, Failed)
    assert "it could not be sent to a worker process and back: unexpected" in failed.reason
    local.submit(2, shard(heavy, b"heavy"))
    assert local.finished() == (2, Failed("it could not be sent to a worker process and back: not enough memory"))
    local.submit(3, shard(heavy, b"a"))
    assert local.finished() == (3, (b"aa",))


def test_a_worker_that_cannot_take_a_shard_ends_without_a_word(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(THREADS, "1")  # the worker sets it

    class Line:
        recv = staticmethod(no_memory)

    before = signal.getsignal(signal.SIGINT)
    try:
        with pytest.raises(SystemExit, match="1"):
            work(Line(), b"", 1)  # type: ignore[arg-type]
    finally:
        signal.signal(signal.SIGINT, before)


def test_an_interrupt_does_not_end_a_worker_that_starts(setup: bytes, capfd: pytest.CaptureFixture[str]) -> None:
    others = {process.pid for process in multiprocessing.active_children()}
    engine = LocalEngine(setup, 1)
    try:
        engine.submit(1, shard(doubled, b"a"))
        until = time.monotonic() + 60
        while not (fresh := [p.pid for p in multiprocessing.active_children() if p.pid and p.pid not in others]):
            assert time.monotonic() < until
        for _ in range(40):  # all through the start of the interpreter and its imports
            os.kill(fresh[0], signal.SIGINT)
            time.sleep(0.05)
        assert engine.finished() == (1, (b"aa",))
    finally:
        engine.close()
    assert capfd.readouterr().err == ""
