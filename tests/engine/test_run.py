"""Shards on their way: retries, a shard whose items are tried one by one, results that are there already."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.engine.protocol import Engine, Shard
from checker.engine.run import TRIES, Finished, Run, mapped
from checker.engine.setup import packed
from checker.engine.shards import Shards
from checker.errors import EngineError
from checker.pipeline import Parts
from tests.engine.conftest import Here, shard
from tests.engine.stages import doubled, picky, too_few


def finished(engine: Engine, one: Shard, shards: Shards | None = None) -> Finished:
    run = Run(engine, shards)
    ticket = run.submit(one)
    number, found = run.finished()
    assert number == ticket
    return found


def test_what_comes_back_is_one_result_for_each_item(setup: bytes) -> None:
    found = finished(Here(setup), shard(doubled, b"a", b"b"))
    assert (found.bodies, found.problems) == ((b"aa", b"bb"), {})


def test_one_bad_item_does_not_take_the_others_along(setup: bytes) -> None:
    engine = Here(setup)
    found = finished(engine, shard(picky, b"a", b"bad", b"c"))
    assert found.bodies == (b"aa", None, b"cc")
    assert found.problems == {1: "unexpected ValueError: it is bad (tried 3 times by itself)"}
    assert [len(one.items) for one in engine.given] == [3] * TRIES + [1] * (2 + TRIES)


def test_a_bad_item_that_is_alone(setup: bytes) -> None:
    found = finished(Here(setup), shard(picky, b"bad"))
    assert found.bodies == (None,)
    assert found.problems == {0: "unexpected ValueError: it is bad (tried 3 times)"}


def test_a_stage_that_loses_results(setup: bytes) -> None:
    found = finished(Here(setup), shard(too_few, b"a", b"b"))
    assert found.bodies == (None, None)
    assert found.problems[0].startswith("0 results came back for 1 items")


def test_a_finished_shard_is_not_worked_on_again(setup: bytes, tmp_path: Path) -> None:
    first, second = Here(setup), Here(setup)
    one = shard(doubled, b"a", b"b")
    assert finished(first, one, Shards(str(tmp_path))) == finished(second, one, Shards(str(tmp_path)))
    assert (len(first.given), second.given) == (1, [])
    other = Shard(doubled, one.items, b"another encoder")
    assert finished(second, other, Shards(str(tmp_path))).bodies == (b"aa", b"bb")
    assert second.given == [other]


def test_no_more_are_on_their_way_than_asked_for(setup: bytes) -> None:
    engine = Here(setup)
    most = 0

    def made() -> object:
        nonlocal most
        for number in range(10):
            yield shard(doubled, str(number).encode())
            most = max(most, number + 1 - len(engine.given))

    assert len(list(mapped(Run(engine, None), made(), 3))) == 10  # type: ignore[arg-type]
    assert most <= 3


def test_a_worker_of_another_version_ends_the_run(parts: Parts, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("checker.engine.setup.code_key", lambda: b"other code")
    sent = packed(parts)
    monkeypatch.undo()
    with pytest.raises(
        EngineError, match=r"a worker runs checker .* with other code, and this is .*; install the same"
    ):
        finished(Here(sent), shard(doubled, b"a"))
