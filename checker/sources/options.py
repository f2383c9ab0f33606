"""What a user can set about reading."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from checker.errors import UsageError


@dataclass(frozen=True, slots=True)
class SourceOptions:
    """How sources are read. A value that cannot be meant raises UsageError."""

    max_bytes: int = 20_000_000  # of one file, page or stream, unpacked; more is an error, never cut off
    allow_private: bool = False  # also fetch from private, loopback and other addresses that are not public
    timeout: float = 20.0  # seconds for one URL as a whole, redirects included
    published: Mapping[str, date] = field(default_factory=dict)  # by source as named; outranks what the text says
    encoding: str | None = None  # forces the encoding of every text file; None detects it

    def __post_init__(self) -> None:
        if self.max_bytes < 1:
            raise UsageError(f"--max-bytes must be at least 1, not {self.max_bytes}")
        if not (math.isfinite(self.timeout) and self.timeout > 0):
            raise UsageError(f"sources.timeout must be a number of seconds above 0, not {self.timeout}")
        for name, day in self.published.items():
            if not isinstance(day, date) or isinstance(day, datetime):
                raise UsageError(f"--published {name}={day}: expected a day such as 2024-11-12")
        if self.encoding is not None and not is_text_encoding(self.encoding):
            raise UsageError(f"--encoding {self.encoding}: no such text encoding; try utf-8, cp1252 or utf-16")


def is_text_encoding(name: str) -> bool:
    """Whether Python knows a codec of that name between bytes and text."""
    try:
        return isinstance("a".encode(name), bytes)
    except (LookupError, ValueError):  # ValueError: a NUL in the name; UnicodeError: "undefined" and its like
        return False
