"""Processes of this machine. Each is watched by one thread, so that it is known which shard ended a process."""

from __future__ import annotations

import multiprocessing
import queue
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from multiprocessing import resource_tracker
from multiprocessing.context import SpawnProcess

from checker.engine.protocol import Answer, Failed, Shard
from checker.engine.worker import work
from checker.errors import EngineError, reason_of
from checker.models.session import cores

START_TRIES = 3  # of a process
_STEP = 0.5  # seconds after which it is looked whether the engine was closed
_JOIN = 5.0  # seconds for a process that was killed to be gone
_ADVICE = "take fewer with --workers, 0 for none; the same command goes on where it stopped"


class LocalEngine:
    """A fixed number of spawned processes, each with its own models; one that dies is replaced."""

    def __init__(self, setup: bytes, workers: int | None = None) -> None:
        """Begin to start ``workers`` processes, by default one for each core; the threads of models are shared out."""
        self._setup = setup
        self._count = workers or cores()
        self._threads_each = max(1, cores() // self._count)
        self._tasks: queue.SimpleQueue[tuple[int, Shard] | None] = queue.SimpleQueue()
        self._done: queue.SimpleQueue[tuple[int, Answer]] = queue.SimpleQueue()
        self._closing = threading.Event()
        self._lock = threading.Lock()
        self._able = self._count  # threads that have a process, or have not failed to start one
        self._threads = [
            threading.Thread(target=self._watch, name=f"worker-{n}", daemon=True) for n in range(self._count)
        ]
        for thread in self._threads:
            thread.start()

    @property
    def workers(self) -> int:
        """How many processes."""
        return self._count

    def submit(self, ticket: int, shard: Shard) -> None:
        """See ``Engine``."""
        self._tasks.put((ticket, shard))

    def finished(self) -> tuple[int, Answer]:
        """See ``Engine``."""
        while not self._closing.is_set():
            try:
                return self._done.get(timeout=_STEP)
            except queue.Empty:
                if not any(thread.is_alive() for thread in self._threads):
                    break
        raise EngineError("the worker processes have ended; start the same command again, it goes on where it stopped")

    def close(self) -> None:
        """See ``Engine``."""
        self._closing.set()
        for _ in self._threads:
            self._tasks.put(None)
        for thread in self._threads:
            thread.join(_JOIN)

    def _watch(self) -> None:
        worker: _Worker | None = None
        try:
            while (task := self._tasks.get()) is not None and not self._closing.is_set():
                ticket, shard = task
                try:
                    worker = worker or self._start()
                except Exception as error:  # noqa: BLE001 - whatever it is, a ticket that is taken is answered
                    if self._leaves_others():
                        self._tasks.put(task)
                        return
                    self._done.put((ticket, Failed(_unstarted(error), lasting=True)))
                    continue
                found = worker.answer(shard, self._closing)
                if found is None:
                    found = Failed(worker.end())
                    worker = None
                self._done.put((ticket, found))
        finally:
            if worker is not None:
                worker.end()

    def _start(self) -> _Worker:
        """A process; what the machine lacks for one may be there a moment later."""
        for _ in range(START_TRIES - 1):
            try:
                return _Worker(self._setup, self._threads_each)
            except (OSError, MemoryError):
                self._closing.wait(_STEP)
        return _Worker(self._setup, self._threads_each)

    def _leaves_others(self) -> bool:
        """Whether other threads go on where this one cannot; it then counts no more."""
        with self._lock:
            others = self._able > 1
            self._able -= others
        return others


class _Worker:
    """One process and the line to it."""

    def __init__(self, setup: bytes, threads: int) -> None:
        """Raises OSError or MemoryError where the machine has no room for one more."""
        context = multiprocessing.get_context("spawn")
        self._trouble: str | None = None
        self._line, other = context.Pipe()
        try:
            self._process: SpawnProcess = context.Process(target=work, args=(other, setup, threads), daemon=True)
            with _without_interrupts():
                self._process.start()
        except Exception:
            self._line.close()
            raise
        finally:
            other.close()  # so that the line is closed when the process ends

    def answer(self, shard: Shard, closing: threading.Event) -> Answer | None:
        """What comes of a shard; None where the process has died of it, or the engine is being closed."""
        try:
            self._line.send((shard.stage, tuple(item.body for item in shard.items)))
            while not self._line.poll(_STEP):
                if closing.is_set():
                    return None
            found: Answer = self._line.recv()
        except (EOFError, OSError):
            return None
        except Exception as error:  # noqa: BLE001 - told by ``end``: nobody knows how much of it has gone over the line
            self._trouble = reason_of(error)
            return None
        return found

    def end(self) -> str:
        """End the process; say how it has ended."""
        if self._trouble is None:
            self._process.join(_STEP)
        status = self._process.exitcode
        self._line.close()
        self._process.kill()
        self._process.join(_JOIN)
        if self._trouble is not None:
            return f"it could not be sent to a worker process and back: {self._trouble}"
        how = "was still running" if status is None else f"exit status {status}"
        return f"the worker process ended over it ({how}); it may have run out of memory"


@contextmanager
def _without_interrupts() -> Iterator[None]:
    """Processes that are started in the block hear no Ctrl-C until they choose to: a young one would die of it."""
    if not hasattr(signal, "pthread_sigmask"):  # Windows
        yield
        return
    resource_tracker.ensure_running()  # to start it would unblock the signal again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _unstarted(error: Exception) -> str:
    why = error.strerror if isinstance(error, OSError) and error.strerror else reason_of(error)
    return f"no worker process can be started: {why}; {_ADVICE}"
