"""Workers of dask.distributed: of a scheduler that is named, or of this machine. The one file that imports it."""

from __future__ import annotations

import asyncio
import logging
import queue
import threading
import time
import uuid
import warnings
from collections.abc import Callable
from concurrent.futures import Future
from typing import Any

from checker.engine.protocol import Answer, Failed, Shard
from checker.engine.worker import answer
from checker.errors import EngineError, UsageError
from checker.models.session import cores

TIMEOUT = 20.0  # seconds in which a scheduler must answer, and have a worker
NOBODY_LEFT = 60.0  # seconds without a worker before a run is given up; it goes on later where it stopped
DEATHS = 2  # workers that a shard may end beside the first, before dask gives it up
_STEP = 1.0  # seconds after which it is looked whether the scheduler is still there
_LOGGERS = ("distributed", "tornado", "asyncio", "bokeh")


class DaskEngine:
    """A scheduler and its workers; those of a local cluster end with it, others stay."""

    def __init__(self, setup: bytes, scheduler: str | None = None, workers: int | None = None) -> None:
        """Reach the scheduler at that address, or start ``workers`` processes, by default one for each core.

        Raises UsageError where dask is not installed, EngineError where nobody answers or nobody works.
        """
        self._dask = _distributed()
        for name in _LOGGERS:  # what they would tell the terminal, the messages here tell
            logging.getLogger(name).setLevel(logging.CRITICAL)
        self._setup = setup
        self._address = scheduler
        self._cluster: Any = None
        self._run = uuid.uuid4().hex  # so that a shard of one run is not taken for that of another
        self._seen = time.monotonic()  # when there was a worker
        self._done: queue.SimpleQueue[tuple[int, Any]] = queue.SimpleQueue()
        self._client: Any = self._named(scheduler) if scheduler else self._started(workers or cores())

    @property
    def workers(self) -> int:
        """How many threads the workers have now."""
        threads: dict[str, int] = self._asked(self._client.nthreads)
        return max(1, sum(threads.values()))

    def submit(self, ticket: int, shard: Shard) -> None:
        """See ``Engine``."""
        items = tuple(item.body for item in shard.items)
        key = f"{shard.name}-{self._run}-{ticket}"
        future = self._asked(
            lambda: self._client.submit(answer, self._setup, shard.stage, items, key=key, pure=False, retries=0)
        )
        self._watch(ticket, future)

    def _watch(self, ticket: int, future: Any) -> None:
        future.add_done_callback(lambda finished: self._done.put((ticket, finished)))

    def finished(self) -> tuple[int, Answer]:
        """See ``Engine``."""
        while True:
            try:
                ticket, future = self._done.get(timeout=_STEP)
                self._seen = time.monotonic()
            except queue.Empty:
                self._look()
                continue
            if future.status == "lost":  # its worker has ended before the result was fetched, and another makes it anew
                self._watch(ticket, future)
                continue
            if future.status == "cancelled":
                self._look()
                return ticket, Failed("the scheduler has called it off")
            return ticket, self._answer(future)

    def _answer(self, future: Any) -> Answer:
        try:
            error = future.exception() if future.status == "error" else None
            found: Answer = self._failure(error) if error is not None else future.result()
        except asyncio.CancelledError:
            return Failed("the scheduler has called it off")
        except (OSError, TimeoutError) as problem:
            raise self._gone() from problem
        future.release()
        return found

    def _look(self) -> None:
        """Raise EngineError where the scheduler has gone, or all workers have and stay away."""
        if self._client.status != "running":
            raise self._gone()
        now = time.monotonic()
        if self._asked(self._client.nthreads):
            self._seen = now
        elif now - self._seen > NOBODY_LEFT:
            where = self._address or "dask on this machine"
            advice = "start some, and run the same command again: it goes on where it stopped"
            raise EngineError(f"{where}: there has been no worker for {NOBODY_LEFT:g} seconds; {advice}")

    def close(self) -> None:
        """See ``Engine``."""
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            for part in (self._client, self._cluster):
                if part is not None:
                    _closed(part)

    def _named(self, address: str) -> Any:
        try:
            client = _in_time(lambda: self._dask.Client(address, timeout=TIMEOUT, set_as_default=False))
        except (OSError, TimeoutError) as error:
            start = "start one with: dask scheduler, and workers with: dask worker ADDRESS"
            raise EngineError(f"{address}: no dask scheduler answers within {TIMEOUT:g} seconds; {start}") from error
        except (ValueError, TypeError, ImportError, RuntimeError) as error:
            raise EngineError(f"{address}: expected the address of a scheduler, as tcp://host:8786: {error}") from error
        try:
            client.wait_for_workers(1, timeout=TIMEOUT)
        except (OSError, TimeoutError) as error:
            _closed(client)
            start = f"start some with: dask worker {address}"
            raise EngineError(f"{address}: the scheduler has no workers after {TIMEOUT:g} seconds; {start}") from error
        return client

    def _started(self, workers: int) -> Any:
        """A scheduler in this process, and workers in processes of their own, which listen to this machine alone."""
        import dask  # noqa: PLC0415

        dask.config.set({"distributed.scheduler.allowed-failures": DEATHS})
        try:
            self._cluster = self._dask.LocalCluster(
                n_workers=workers,
                threads_per_worker=1,
                processes=True,
                host="127.0.0.1",
                dashboard_address="127.0.0.1:0",  # any free port
                silence_logs=logging.CRITICAL,
                preload=[answer.__module__],
            )
            return self._dask.Client(self._cluster, timeout=TIMEOUT, set_as_default=False)
        except (OSError, RuntimeError, TimeoutError) as error:
            self.close()
            raise EngineError(f"dask cannot start {workers} workers on this machine: {error}") from error

    def _failure(self, error: BaseException) -> Failed:
        if isinstance(error, self._dask.scheduler.KilledWorker):
            return Failed(f"{DEATHS + 1} workers ended over it; they may have run out of memory")
        if isinstance(error, ModuleNotFoundError):
            return Failed(f"a worker lacks a package ({error}); install checker[dask] on all workers", lasting=True)
        return Failed(f"unexpected {type(error).__name__}: {error}")

    def _asked(self, action: Any) -> Any:
        try:
            return action()
        except (OSError, RuntimeError, TimeoutError, asyncio.CancelledError) as error:
            raise self._gone() from error

    def _gone(self) -> EngineError:
        where = self._address or "the scheduler of this machine"
        return EngineError(
            f"{where}: the dask scheduler has gone; run the same command again, it goes on where it stopped"
        )


def _distributed() -> Any:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            import distributed  # noqa: PLC0415
    except ImportError as error:
        raise UsageError("--engine dask needs dask; install it with: pip install 'checker[dask]'") from error
    return distributed


def _in_time(make: Callable[[], Any]) -> Any:
    """What ``make`` gives; TimeoutError where it takes longer than TIMEOUT.

    The client's own limit holds for one attempt to connect; where another program listens at the address, it waits for
    an answer for ever.
    """
    found: Future[Any] = Future()

    def run() -> None:
        try:
            found.set_result(make())
        except BaseException as error:  # noqa: BLE001 - raised again by who waits
            found.set_exception(error)

    threading.Thread(target=run, name="dask client", daemon=True).start()
    return found.result(TIMEOUT)


def _closed(part: Any) -> None:
    """End a client or a cluster; one whose other end has gone is as good as ended."""
    try:
        part.close(timeout=5)
    except (OSError, RuntimeError, TimeoutError, asyncio.CancelledError):
        return
