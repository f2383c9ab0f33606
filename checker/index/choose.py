"""Which index for how many rows. The figures behind it are those of ``python -m benchmarks.index``."""

from __future__ import annotations

from dataclasses import dataclass

AUTO = "auto"


@dataclass(frozen=True, slots=True)
class Choice:
    """An index, and up to how many rows it is the one."""

    name: str
    up_to: int | None  # rows; None: any number
    why: str


CHOICES = (
    Choice("flat", 20_000, "misses nothing, and all against all takes seconds"),
    Choice("hnsw", 300_000, "misses next to nothing; exact search of all grows with the square"),
    Choice("ivf", None, "a twentieth of the memory of a graph, and built in a fraction of its time"),
)


SCAN_UP_TO = 100_000  # rows; for one question at a time, looking at all of so many is no slower than opening an index


def choose(rows: int) -> str:
    """The name of the index for so many rows."""
    return next(choice.name for choice in CHOICES if choice.up_to is None or rows <= choice.up_to)


def choose_kept(rows: int) -> str:
    """The name of the index that is kept on disk for so many rows, to answer one question at a time."""
    return "flat" if rows <= SCAN_UP_TO else "ivf"  # a graph takes ten times as long to build, and people wait for it
