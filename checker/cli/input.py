"""Where text comes from that no reader of articles reads: standard input, and files of pairs."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from checker.errors import SourceError

STDIN = "-"


def standard_input(names: Sequence[str]) -> BinaryIO | None:
    """Standard input as bytes where one of ``names`` asks for it, None otherwise."""
    if STDIN not in names:
        return None
    if sys.stdin is None:
        raise SourceError(STDIN, "standard input is closed; pipe something into it, or name a file")
    return sys.stdin.buffer


@contextmanager
def opened(name: str) -> Iterator[BinaryIO]:
    """The file of that name, or standard input for "-"; whatever fails while it is read is a SourceError."""
    try:
        given = standard_input([name])
        if given is not None:
            yield given
        else:
            with Path(name).open("rb") as file:
                yield file
    except OSError as error:
        raise SourceError(name, f"cannot be read: {error.strerror or error}") from error
