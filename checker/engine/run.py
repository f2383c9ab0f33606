"""Shards on their way: what is finished is taken from its file, the rest is worked on, what fails is tried again."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from checker.engine.protocol import Answer, Engine, Failed, Shard
from checker.engine.shards import Shards
from checker.errors import EngineError

TRIES = 3  # of a shard with several items; then each of them by itself, so that one does not take others along


@dataclass(frozen=True, slots=True)
class Finished:
    """What came of a shard: a result for each item, or why it has none."""

    shard: Shard
    bodies: tuple[bytes | None, ...]
    problems: dict[int, str]  # place of an item -> why it has no result


@dataclass(slots=True)
class _Split:
    """A shard of which each item is worked on by itself."""

    shard: Shard
    bodies: list[bytes | None]
    left: int  # items that are not finished
    problems: dict[int, str] = field(default_factory=dict)


@dataclass(slots=True)
class _Job:
    """A shard that is being worked on."""

    shard: Shard
    ticket: int  # of the shard that was submitted
    tries: int = 1
    place: int | None = None  # of its one item, in a shard that was split


class Run:
    """Shards that are submitted and come back finished, in any order, each under its ticket."""

    def __init__(self, engine: Engine, shards: Shards | None) -> None:
        self._engine = engine
        self._shards = shards
        self._tickets = 0
        self._ready: deque[tuple[int, Finished]] = deque()
        self._jobs: dict[int, _Job] = {}
        self._split: dict[int, _Split] = {}

    @property
    def workers(self) -> int:
        """How many there are now."""
        return self._engine.workers

    def submit(self, shard: Shard) -> int:
        """Have a shard worked on, unless it is finished; give the ticket under which it comes back."""
        ticket = self._ticket()
        kept = self._shards.get(shard) if self._shards else None
        if kept is not None:
            self._ready.append((ticket, Finished(shard, kept, {})))
        else:
            self._send(_Job(shard, ticket))
        return ticket

    def finished(self) -> tuple[int, Finished]:
        """Wait for a shard that has come to its end. Raises EngineError where no worker can do such work."""
        while not self._ready:
            number, answer = self._engine.finished()
            self._take(self._jobs.pop(number), answer)
        return self._ready.popleft()

    def forget(self, shards: Iterable[Shard]) -> None:
        """What these gave is kept elsewhere."""
        if self._shards:
            self._shards.forget(shards)

    def _ticket(self) -> int:
        self._tickets += 1
        return self._tickets

    def _send(self, job: _Job) -> None:
        number = self._ticket()
        self._jobs[number] = job
        self._engine.submit(number, job.shard)

    def _take(self, job: _Job, answer: Answer) -> None:
        if not isinstance(answer, Failed):
            if len(answer) != len(job.shard.items):
                answer = Failed(f"{len(answer)} results came back for {len(job.shard.items)} items")
            elif self._shards and job.place is None:
                self._shards.put(job.shard, answer)
        if isinstance(answer, Failed):
            self._failed(job, answer)
        elif job.place is None:
            self._ready.append((job.ticket, Finished(job.shard, answer, {})))
        else:
            self._put_in(job, answer[0])

    def _failed(self, job: _Job, why: Failed) -> None:
        if why.lasting:
            raise EngineError(why.reason)
        if job.tries < TRIES:
            self._send(_Job(job.shard, job.ticket, job.tries + 1, job.place))
        elif job.place is not None:
            self._put_in(job, None, f"{why.reason} (tried {TRIES} times by itself)")
        elif len(job.shard.items) == 1:
            reason = f"{why.reason} (tried {TRIES} times)"
            self._ready.append((job.ticket, Finished(job.shard, (None,), {0: reason})))
        else:
            count = len(job.shard.items)
            self._split[job.ticket] = _Split(job.shard, [None] * count, count)
            for place, item in enumerate(job.shard.items):
                self._send(_Job(Shard(job.shard.stage, (item,), job.shard.basis), job.ticket, place=place))

    def _put_in(self, job: _Job, body: bytes | None, problem: str = "") -> None:
        split = self._split[job.ticket]
        place = job.place or 0
        split.bodies[place] = body
        if body is None:
            split.problems[place] = problem
        split.left -= 1
        if not split.left:
            del self._split[job.ticket]
            self._ready.append((job.ticket, Finished(split.shard, tuple(split.bodies), split.problems)))


def mapped(run: Run, shards: Iterable[Shard], ahead: int) -> Iterator[Finished]:
    """What comes of shards, as they finish; at most ``ahead`` of them are on their way at a time."""
    on_their_way = 0
    for shard in shards:
        run.submit(shard)
        on_their_way += 1
        if on_their_way >= ahead:
            yield run.finished()[1]
            on_their_way -= 1
    for _ in range(on_their_way):
        yield run.finished()[1]
