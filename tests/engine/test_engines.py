"""Engines with processes of their own: what they are given comes back, whatever becomes of a process."""

from __future__ import annotations

import socket
import sys
from pathlib import Path

import pytest
from distributed import LocalCluster

from checker.engine import dask as dask_engine
from checker.engine.dask import DaskEngine
from checker.engine.local import LocalEngine
from checker.engine.protocol import Engine
from checker.engine.run import Run
from checker.errors import EngineError, UsageError
from tests.engine.conftest import shard
from tests.engine.stages import deadly, doubled, meeting


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
