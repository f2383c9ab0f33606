"""The comparisons that a server holds: whose they are, how far they are, and what came of them.

Everything here belongs to the event loop and is called in no other thread.
"""

from __future__ import annotations

import asyncio
import secrets
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime

from checker.errors import RequestError
from checker.serve.options import ServeOptions
from checker.serve.pool import Ticket
from checker.serve.task import Done, Failed, Message, Stage, Task

WAITING, RUNNING, DONE, FAILED = "waiting", "running", "done", "failed"


@dataclass(slots=True)
class Job:
    """One comparison of one session."""

    id: str
    ticket: Ticket
    created: str  # ISO 8601, UTC
    parent: str | None = None  # the comparison whose articles it compares by other rules
    state: str = WAITING
    stage: Stage | None = None
    outcome: bytes = b""  # pickled, when it is done
    seconds: float = 0.0
    failure: Failed | None = None
    ended: float | None = None  # time.monotonic
    changed: asyncio.Event = field(default_factory=asyncio.Event)  # set, and replaced, at each change

    @property
    def task(self) -> Task:
        """What is compared."""
        return self.ticket.task

    @property
    def size(self) -> int:
        """Bytes that keeping it takes, about."""
        return self.task.size + len(self.outcome)

    @property
    def over(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.state in (DONE, FAILED)


class Jobs:
    """All comparisons, oldest first; old ones go where there are too many."""

    def __init__(self, options: ServeOptions) -> None:
        self._options = options
        self._all: dict[str, Job] = {}

    def add(self, session: str, task: Task, parent: str | None = None) -> Job:
        """A new comparison, which waits; RequestError with status 503 where too many do."""
        self._expire()
        self._refuse_more(task.size)
        name = secrets.token_urlsafe(16)
        now = datetime.now(UTC).isoformat(timespec="seconds")
        job = self._all[name] = Job(name, Ticket(name, session, task), now, parent)
        self._make_room()
        return job

    def get(self, session: str, name: str) -> Job:
        """The comparison of that session; RequestError with status 404 where it has none of that name."""
        self._expire()
        job = self._all.get(name)
        if job is None or job.ticket.session != session:
            raise RequestError(404, "there is no such comparison here; it may be too old and was left, or be another's")
        return job

    def of(self, session: str) -> Iterator[Job]:
        """The comparisons of that session, newest first."""
        self._expire()
        return (job for job in reversed(self._all.values()) if job.ticket.session == session)

    def ahead(self, job: Job) -> int:
        """How many comparisons were there before it and are not over."""
        names = list(self._all)
        return sum(not self._all[name].over for name in names[: names.index(job.id)])

    def drop(self, job: Job) -> None:
        """Forget a comparison, and call it off where it is not over."""
        job.ticket.called_off.set()
        self._all.pop(job.id, None)
        job.state = job.state if job.over else FAILED
        _tell(job)

    def heard(self, name: str, message: Message) -> None:
        """Take in what a worker says of a comparison; one that was dropped is not spoken of any more."""
        job = self._all.get(name)
        if job is None or job.over:
            return
        if isinstance(message, Stage):
            job.state, job.stage = RUNNING, message
        elif isinstance(message, Done):
            job.state, job.outcome, job.seconds = DONE, message.outcome, message.seconds
        elif isinstance(message, Failed):
            job.state, job.failure = FAILED, message
        else:  # that a worker is ready is no news of a comparison
            return
        if not isinstance(message, Stage):
            job.ended = time.monotonic()
            self._make_room()
        _tell(job)

    async def change(self, job: Job, seconds: float) -> None:
        """Return when something happens to the comparison, or after that time."""
        if job.over:
            return
        try:
            async with asyncio.timeout(seconds):
                await job.changed.wait()
        except TimeoutError:
            return

    def _refuse_more(self, size: int) -> None:
        ahead = [job for job in self._all.values() if not job.over]
        full = len(ahead) >= self._options.max_waiting
        if full or size + sum(job.size for job in ahead) > self._options.max_kept_bytes:
            raise RequestError(503, f"{len(ahead)} comparisons are waiting already; try again in a minute")

    def _expire(self) -> None:
        before = time.monotonic() - self._options.max_age
        for job in [j for j in self._all.values() if j.ended is not None and j.ended < before]:
            self.drop(job)

    def _make_room(self) -> None:
        size = sum(job.size for job in self._all.values())
        over = [job for job in self._all.values() if job.over]
        while over and (len(self._all) > self._options.max_kept or size > self._options.max_kept_bytes):
            oldest = over.pop(0)
            size -= oldest.size
            self.drop(oldest)


def _tell(job: Job) -> None:
    job.changed.set()
    job.changed = asyncio.Event()
