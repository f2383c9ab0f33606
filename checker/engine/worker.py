"""What a worker does with a shard, whatever engine it belongs to."""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Sequence
from multiprocessing.connection import Connection

from checker.engine.protocol import Answer, Failed, Stage
from checker.engine.setup import parts_of
from checker.errors import CheckerError, reason_of
from checker.models.session import THREADS


def answer(setup: bytes, stage: Stage, items: Sequence[bytes]) -> Answer:
    """The results of a shard, or why there are none: whatever an article does to a library, the worker lives on."""
    try:
        parts = parts_of(setup)
    except CheckerError as error:
        return Failed(str(error), lasting=True)
    except Exception as error:  # noqa: BLE001  # a setup that does not fit what is installed here
        return Failed(f"a worker cannot load the rules and models of this run: {reason_of(error)}", lasting=True)
    try:
        return tuple(stage(items, parts))
    except MemoryError:
        return Failed("not enough memory in the worker")
    except Exception as error:  # noqa: BLE001  # one broken article must not end the work on all others
        return Failed(reason_of(error))


def work(line: Connection, setup: bytes, threads: int) -> None:
    """Answer the shards that come over ``line`` until the other end closes it; ``threads`` are for each model."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # an interrupt is for the process that writes, which ends this one
    if hasattr(signal, "pthread_sigmask"):  # it was blocked until now, see ``LocalEngine``
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})
    os.environ[THREADS] = str(threads)
    try:
        while True:
            stage, items = line.recv()
            line.send(answer(setup, stage, items))
    except (EOFError, BrokenPipeError, ConnectionResetError):  # nobody waits for an answer
        return
    except MemoryError:  # nobody knows how much of it has gone over the line: the other end tells how this one ended
        raise SystemExit(1) from None


def dask_setup(_worker: object) -> None:
    """Called by dask in each worker process that this program has started, as its ``preload``: see ``work``."""
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, signal.SIG_IGN)
