"""Durations as people write them: "1 day", "36 hours", "2 weeks"."""

from __future__ import annotations

import re
from datetime import timedelta

UNITS = {
    "week": timedelta(weeks=1),
    "day": timedelta(days=1),
    "hour": timedelta(hours=1),
    "minute": timedelta(minutes=1),
    "second": timedelta(seconds=1),
}
PATTERN = r"[0-9]{1,6}(?:\.[0-9]{1,3})? ?(?:week|day|hour|minute|second)s?"
_DURATION = re.compile(r"([0-9]{1,6}(?:\.[0-9]{1,3})?) ?(week|day|hour|minute|second)s?")


def read_duration(text: str) -> timedelta | None:
    """The duration a text stands for, never negative; None where it is none."""
    found = _DURATION.fullmatch(text)
    if found is None:
        return None
    number, unit = found.groups()
    return float(number) * UNITS[unit]


def write_duration(value: timedelta) -> str:
    """The text for a duration, in the largest unit that gives a whole number; seconds where none does."""
    for name, unit in UNITS.items():
        if value and value % unit == timedelta(0):
            count = value // unit
            return f"{count} {name}{'' if count == 1 else 's'}"
    return f"{value.total_seconds():.3f}".rstrip("0").rstrip(".") + " seconds"
