"""How far a run is: what the stages tell, for whoever shows it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Protocol, TypeVar

T = TypeVar("T")


class Stage(StrEnum):
    """The stages that take time, in their order, as a reader is told of them."""

    READING = "reading articles"
    FINDING = "finding claims"
    ENCODING = "looking for claims about one thing"
    JUDGING = "comparing claims"
    ASKING = "taking a second look"


# The share of a run without caches that each stage takes, roughly, so that one bar can show all of them.
_SHARES: Mapping[Stage, float] = {
    Stage.READING: 0.02,
    Stage.FINDING: 0.03,
    Stage.ENCODING: 0.25,
    Stage.JUDGING: 0.30,
    Stage.ASKING: 0.40,
}


FORESIGHT = 0.1  # share of the work that is done before the rest of the time is guessed


class Progress(Protocol):
    """Told by a run how far it is. It is called often, and in the thread of the run: it must be quick."""

    def __call__(self, stage: Stage, done: int, total: int) -> None:
        """``done`` of ``total`` pieces of a stage are finished; ``total`` may grow while it lasts."""
        ...


def share(stage: Stage, done: int, total: int) -> float:
    """How much of a whole run is done, in [0, 1], by what such runs usually take."""
    before = sum(_SHARES[earlier] for earlier in tuple(Stage)[: tuple(Stage).index(stage)])
    return before + _SHARES[stage] * (min(done, total) / total if total > 0 else 1.0)


def seconds_left(elapsed: float, done: float) -> float | None:
    """The seconds that are left where ``elapsed`` were needed for the share ``done``; None where it is too early."""
    return elapsed * (1.0 - done) / done if done >= FORESIGHT else None


def left_in_words(seconds: float) -> str:
    """A guess of seconds as it is told: "about 12 s left", "about 3 min left"."""
    return f"about {max(1, round(seconds))} s left" if seconds < 60 else f"about {round(seconds / 60)} min left"


def told(items: Sequence[T], stage: Stage, progress: Progress | None) -> Iterator[T]:
    """The items; before each one, and after the last, ``progress`` hears how many are done."""
    for done, item in enumerate(items):
        if progress is not None:
            progress(stage, done, len(items))
        yield item
    if progress is not None:
        progress(stage, len(items), len(items))
