"""What is kept, for how long, and who is next."""

from __future__ import annotations

import asyncio
import threading

import pytest

from checker.errors import RequestError
from checker.serve import jobs as module
from checker.serve.jobs import Jobs
from checker.serve.options import ServeOptions
from checker.serve.pool import Ticket, Waiting
from checker.serve.task import Article, Choice, Done, Failed, Stage, Task

TASK = Task((Article("a", b"x" * 100),), Choice(("default",)))


def kept(jobs: Jobs) -> list[str]:
    return [job.id for job in jobs.of("me")]


def test_old_comparisons_go_where_there_are_too_many() -> None:
    jobs = Jobs(ServeOptions(max_kept=2))
    names = [jobs.add("me", TASK).id for _ in range(3)]
    assert kept(jobs) == names[::-1], "what is not over is never left out"
    for name in names:
        jobs.heard(name, Done(b"", 0.1))
    assert kept(jobs) == [names[2], names[1]]
    with pytest.raises(RequestError, match="no such comparison"):
        jobs.get("me", names[0])


def test_large_ones_go_where_they_are_too_large_together() -> None:
    jobs = Jobs(ServeOptions(max_kept_bytes=1000))
    first, second = jobs.add("me", TASK), jobs.add("me", TASK)
    jobs.heard(first.id, Done(b"x" * 500, 0.1))
    jobs.heard(second.id, Done(b"x" * 400, 0.1))
    assert kept(jobs) == [second.id]


def test_too_many_that_wait_are_refused() -> None:
    jobs = Jobs(ServeOptions(max_waiting=2))
    jobs.add("me", TASK)
    jobs.add("you", TASK)
    with pytest.raises(RequestError, match="2 comparisons are waiting already") as refused:
        jobs.add("me", TASK)
    assert refused.value.status == 503
    few = Jobs(ServeOptions(max_kept_bytes=150))
    few.add("me", TASK)
    with pytest.raises(RequestError, match="waiting already"):
        few.add("me", TASK)


def test_they_are_kept_for_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    now = 1000.0
    monkeypatch.setattr(module.time, "monotonic", lambda: now)
    jobs = Jobs(ServeOptions(max_age=60))
    done, waits = jobs.add("me", TASK), jobs.add("me", TASK)
    jobs.heard(done.id, Failed("no"))
    now += 61
    assert kept(jobs) == [waits.id]


def test_what_comes_after_the_end_changes_nothing() -> None:
    jobs = Jobs(ServeOptions())
    job = jobs.add("me", TASK)
    jobs.heard(job.id, Failed("no"))
    jobs.heard(job.id, Stage("reading"))
    assert (job.state, job.failure) == ("failed", Failed("no"))
    jobs.heard("unknown", Stage("reading"))


def test_who_waits_for_a_change_is_woken() -> None:
    async def run() -> tuple[str, float]:
        jobs = Jobs(ServeOptions())
        job = jobs.add("me", TASK)
        asyncio.get_running_loop().call_later(0.05, jobs.heard, job.id, Stage("reading"))
        await asyncio.wait_for(jobs.change(job, 30), 5)
        woken = job.state
        began = asyncio.get_running_loop().time()
        await jobs.change(job, 0.05)
        return woken, asyncio.get_running_loop().time() - began

    woken, waited = asyncio.run(run())
    assert woken == "running"
    assert waited >= 0.04


def test_users_take_turns() -> None:
    waiting = Waiting()
    for name, session in (("a1", "a"), ("a2", "a"), ("a3", "a"), ("b1", "b"), ("c1", "c"), ("b2", "b")):
        waiting.put(Ticket(name, session, TASK))
    taken = [waiting.take() for _ in range(6)]
    assert [t.id for t in taken if t] == ["a1", "b1", "c1", "a2", "b2", "a3"]


def test_who_takes_waits_for_a_ticket_and_goes_when_closed() -> None:
    waiting, taken = Waiting(), []
    thread = threading.Thread(target=lambda: taken.extend([waiting.take(), waiting.take()]))
    thread.start()
    waiting.put(Ticket("a", "me", TASK))
    waiting.close()
    thread.join(5)
    assert not thread.is_alive()
    assert taken[-1] is None
