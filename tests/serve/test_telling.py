"""How far a comparison is: told seldom, never backwards, with a guess of what is left."""

from __future__ import annotations

import pytest

from checker.pipeline import Parts
from checker.serve.jobs import Job
from checker.serve.task import Article, Choice, Done, Stage, Task
from checker.serve.telling import PAUSE, Telling
from checker.serve.worker import answer
from checker.values.progress import Stage as StageOfRun
from tests.serve.conftest import MORNING, NOON, Server, User

TASK = Task((Article("a", MORNING.encode()), Article("b", NOON.encode())), Choice(("default",)))


class Clock:
    """Seconds that pass only when they are told to."""

    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_a_stage_is_told_at_once_and_then_now_and_then() -> None:
    clock, told = Clock(), list[Stage]()
    telling = Telling(told.append, clock)
    telling(StageOfRun.READING, 0, 2)
    for _ in range(100):
        clock.now += PAUSE / 200
        telling(StageOfRun.JUDGING, 1, 2)
    assert [one.name for one in told] == ["reading articles", "comparing claims"]
    for n in range(1, 1001):
        clock.now += 0.01
        telling(StageOfRun.JUDGING, n, 1000)
    assert len(told) <= 3 + 10 / PAUSE


def test_the_share_never_goes_back_and_the_rest_is_guessed_from_it() -> None:
    clock, told = Clock(), list[Stage]()
    telling = Telling(told.append, clock)
    telling(StageOfRun.READING, 0, 2)
    assert (told[0].done, told[0].left) == (0.0, None), "too early for a guess"
    clock.now += 6
    telling(StageOfRun.ASKING, 0, 10)
    assert told[1].done == pytest.approx(0.6)
    assert told[1].left == pytest.approx(4)
    clock.now += 1
    telling(StageOfRun.JUDGING, 0, 10)
    assert told[2].done == pytest.approx(0.6)


def test_a_comparison_tells_all_of_its_stages_in_order(parts: Parts) -> None:
    told: list[Stage] = []
    assert isinstance(answer(TASK, parts, told.append), Done)
    assert list(dict.fromkeys(one.name for one in told)) == [stage.value for stage in StageOfRun]
    shares = [one.done for one in told]
    assert shares == sorted(shares, key=lambda share: share or 0.0)


@pytest.fixture
def running(server: Server) -> Job:
    """A comparison of which nobody tells anything but the test."""
    server.service.pool = Silent()
    name = server.first.post("/api/v1/comparisons", json={"articles": [{"text": MORNING}, {"text": NOON}]}).json()["id"]
    (job,) = server.service.jobs._all.values()
    assert job.id == name
    return job


class Silent:
    def put(self, _: object) -> None:
        """Never compare it."""


def test_the_page_and_the_api_say_how_far_it_is(server: Server, user: User, running: Job) -> None:
    assert "Waiting; 0 before it" in user.get(f"/c/{running.id}").text
    server.service.jobs.heard(running.id, Stage("comparing claims", 0.42, 75.0))
    told = user.get(f"/api/v1/comparisons/{running.id}").json()
    assert (told["stage"], told["done"], told["seconds_left"]) == ("comparing claims", 0.42, 75.0)
    page = user.get(f"/c/{running.id}").text
    assert "Comparing claims" in page
    assert 'value="0.42"' in page
    assert "42 % done, about 1 min left" in page
    assert page.count('aria-live="polite"') == 2
    server.service.jobs.heard(running.id, Stage("comparing claims"))
    assert "% done" not in user.get(f"/c/{running.id}").text
