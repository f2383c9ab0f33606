"""One writer at a time. The kernel holds the lock for the open file, and frees it however the process ends."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from checker.errors import CorpusError

FILE = "lock"
_PAUSE = 0.05  # seconds between two tries

if sys.platform == "win32":
    import msvcrt

    def _try(number: int) -> bool:
        try:
            msvcrt.locking(number, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True
else:
    import fcntl

    def _try(number: int) -> bool:
        try:
            fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


@contextmanager
def writer_lock(folder: Path, wait: float = 0.0) -> Iterator[None]:
    """Hold the lock of a corpus; raise CorpusError where another process has it for longer than ``wait`` seconds.

    Who holds it stands in the file, for the message only: what is in it decides nothing.
    """
    path = folder / FILE
    try:
        number = os.open(path, os.O_RDWR | os.O_CREAT, 0o666)
    except OSError as error:
        raise CorpusError(folder, f"cannot be written: {error.strerror or error}; check the permissions") from error
    try:
        _take(number, folder, wait)
        _sign(number)
        yield
    finally:
        os.close(number)  # which frees it


def _take(number: int, folder: Path, wait: float) -> None:
    until = time.monotonic() + wait
    while not _try(number):
        if time.monotonic() >= until:
            who = _signed(number)
            raise CorpusError(folder, f"another process{who} is writing to it; wait until it has ended, or end it")
        time.sleep(_PAUSE)


def _sign(number: int) -> None:
    """Say who holds it; on a full disk nobody does, and the lock holds all the same."""
    try:
        os.ftruncate(number, 0)
        os.pwrite(number, str(os.getpid()).encode(), 0) if hasattr(os, "pwrite") else None
    except OSError:
        return


def _signed(number: int) -> str:
    try:
        written = os.pread(number, 20, 0) if hasattr(os, "pread") else b""
    except OSError:
        return ""
    return f" ({written.decode()})" if written.isdigit() else ""
