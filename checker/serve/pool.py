"""A fixed number of processes that compare. Each is watched by one thread: it is replaced where it dies or hangs.

Processes and not threads: reading an article is Python and holds its lock, so that a page would wait for it; a library
that crashes on a broken file takes one comparison along and not the server; and one that hangs can be ended.
"""

from __future__ import annotations

import multiprocessing
import threading
import time
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess

from checker.config import Config
from checker.errors import ModelError
from checker.serve.task import Done, Failed, Message, Ready, Stage, Task
from checker.serve.worker import work
from checker.values.progress import Stage as Begun

GLANCE = 0.2  # seconds between looks at whether a comparison was called off or has run out of time
START = 120.0  # seconds in which a worker must have its models
GONE = "the process that compared these articles ended unexpectedly (exit status {}); it may have run out of memory"


@dataclass(frozen=True, slots=True)
class Ticket:
    """A task on its way through the pool."""

    id: str
    session: str
    task: Task
    called_off: threading.Event = field(default_factory=threading.Event)


Tell = Callable[[str, Message], None]  # called in the pool's threads with the id of a ticket


class Waiting:
    """Tickets that wait: users take turns, and those of one user keep their order."""

    def __init__(self) -> None:
        self._of: OrderedDict[str, deque[Ticket]] = OrderedDict()
        self._change = threading.Condition()
        self._closed = False

    def put(self, ticket: Ticket) -> None:
        """Add a ticket behind those of its user."""
        with self._change:
            self._of.setdefault(ticket.session, deque()).append(ticket)
            self._change.notify()

    def take(self) -> Ticket | None:
        """The next ticket, as soon as there is one; None when the pool is closed."""
        with self._change:
            while not self._of and not self._closed:
                self._change.wait()
            if self._closed:
                return None
            session, tickets = self._of.popitem(last=False)
            ticket = tickets.popleft()
            if tickets:
                self._of[session] = tickets  # behind the other users
            return ticket

    def close(self) -> None:
        """Let everyone who waits for a ticket go."""
        with self._change:
            self._closed = True
            self._of.clear()
            self._change.notify_all()


class _Worker:
    """One process and the line to it."""

    def __init__(self, config: Config) -> None:
        context = multiprocessing.get_context("spawn")
        self.line, other = context.Pipe()
        self.process: SpawnProcess = context.Process(target=work, args=(other, config), daemon=True)
        self.process.start()
        other.close()  # so that the line is closed when the process ends
        self.fault: str | None = None
        self._greet()

    def _greet(self) -> None:
        try:
            first = self.line.recv() if self.line.poll(START) else Failed("the models did not load in time")
        except (EOFError, OSError):
            self.process.join(GLANCE)
            first = Failed(GONE.format(self.process.exitcode))
        self.fault = None if isinstance(first, Ready) else str(getattr(first, "message", first))

    def end(self) -> None:
        """End the process, whatever it is doing."""
        self.line.close()
        self.process.kill()
        self.process.join()


class Pool:
    """The workers, and the tickets that wait for one."""

    def __init__(self, config: Config, workers: int, time_limit: float, tell: Tell) -> None:
        self._config = config
        self._time_limit = time_limit
        self._tell = tell
        self._waiting = Waiting()
        self._closing = threading.Event()
        self._first: deque[str | None] = deque()  # what became of the first start of each worker
        self._started = threading.Condition()
        self._threads = [threading.Thread(target=self._watch, name=f"worker-{n}", daemon=True) for n in range(workers)]

    def start(self) -> None:
        """Start the workers, and return when the first is ready; ModelError where it cannot be."""
        for thread in self._threads:
            thread.start()
        with self._started:
            self._started.wait_for(lambda: bool(self._first))
            if self._first[0] is not None:
                raise ModelError(self._first[0])

    def put(self, ticket: Ticket) -> None:
        """Let a worker have the ticket when it is its turn."""
        self._waiting.put(ticket)

    def close(self) -> None:
        """End all workers, whatever they are doing."""
        self._closing.set()
        self._waiting.close()
        for thread in self._threads:
            if thread.ident is not None:
                thread.join()

    def _watch(self) -> None:
        worker = _Worker(self._config)
        with self._started:
            self._first.append(worker.fault)
            self._started.notify_all()
        while (ticket := self._waiting.take()) is not None:
            if ticket.called_off.is_set():
                continue
            last = self._follow(worker, ticket)
            if last is None:  # it did not come to an end of its own
                worker.end()
                if self._closing.is_set():
                    return
                worker = _Worker(self._config)
        worker.end()

    def _follow(self, worker: _Worker, ticket: Ticket) -> Message | None:
        """Tell what the worker says of the ticket up to its last word; None where the worker is to be replaced."""
        if worker.fault is not None:
            self._tell(ticket.id, Failed(worker.fault))
            return None
        self._tell(ticket.id, Stage(Begun.READING.value))
        until = time.monotonic() + self._time_limit
        try:
            worker.line.send(ticket.task)
            while not (self._closing.is_set() or ticket.called_off.is_set()):
                if time.monotonic() > until:
                    advice = "compare fewer or shorter articles"
                    self._tell(ticket.id, Failed(f"it took more than {self._time_limit:g} seconds; {advice}"))
                    return None
                message = _next(worker.line)
                if message is not None:
                    self._tell(ticket.id, message)
                if isinstance(message, Done | Failed):
                    return message
        except (EOFError, OSError):
            worker.process.join(GLANCE)
            self._tell(ticket.id, Failed(GONE.format(worker.process.exitcode)))
        return None


def _next(line: Connection) -> Message | None:
    """What the worker says next, or None where it says nothing for a while."""
    if not line.poll(GLANCE):
        return None
    message: Message = line.recv()
    return message
