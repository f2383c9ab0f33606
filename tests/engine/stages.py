"""Stages for tests: functions of a module, so that workers find them."""

from __future__ import annotations

import os
import signal
import time
from collections.abc import Sequence
from pathlib import Path

from checker.pipeline import Parts


def doubled(items: Sequence[bytes], parts: Parts) -> list[bytes]:
    return [item * 2 for item in items]


def meeting(items: Sequence[bytes], parts: Parts) -> list[bytes]:
    """Waits in a folder until a second process does the same."""
    folder = Path(items[0].decode())
    (folder / str(os.getpid())).touch()
    until = time.monotonic() + 60
    while len(list(folder.iterdir())) < 2 and time.monotonic() < until:
        time.sleep(0.05)
    return [b"met" if len(list(folder.iterdir())) == 2 else b"alone"]


def too_few(items: Sequence[bytes], parts: Parts) -> list[bytes]:
    return [item * 2 for item in items[1:]]


def picky(items: Sequence[bytes], parts: Parts) -> list[bytes]:
    """Raises where an item is b"bad"."""
    if b"bad" in items:
        raise ValueError("it is bad")
    return doubled(items, parts)


def deadly(items: Sequence[bytes], parts: Parts) -> list[bytes]:
    """Ends the process where an item is b"deadly"; where it names a file, once, which the file notes."""
    for item in items:
        once = Path(item.decode())
        if item == b"deadly" or (item.startswith(b"/") and not once.exists()):
            if item != b"deadly":
                once.write_text("died", encoding="utf-8")
            os.kill(os.getpid(), signal.SIGKILL)
    return doubled(items, parts)


class Heavy:
    """Cannot be unpacked for want of memory."""

    def __reduce__(self) -> tuple[object, ...]:
        return no_memory, ()


def no_memory() -> None:
    raise MemoryError


def heavy(items: Sequence[bytes], parts: Parts) -> list[bytes]:
    """Results that are too much for who takes them, where an item is b"heavy"."""
    return [Heavy() if item == b"heavy" else item * 2 for item in items]  # type: ignore[misc]
