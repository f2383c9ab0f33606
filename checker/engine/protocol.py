"""What an engine is: workers that take shards of a stage, and give them back in the order in which they finish."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol

from checker.corpus.codec import digest
from checker.pipeline import Parts

# One result for each item, in their order. A function of a module: workers find it by its name.
Stage = Callable[[Sequence[bytes], Parts], list[bytes]]


@dataclass(frozen=True, slots=True)
class Item:
    """One piece of a shard."""

    key: bytes  # of all that its result depends on
    body: bytes  # what the stage takes
    label: str  # by which people know it: the name of an article, say


@dataclass(frozen=True, slots=True)
class Shard:
    """Some items of one stage, worked on together."""

    stage: Stage
    items: tuple[Item, ...]
    basis: bytes  # digest of what all results of the stage depend on: code, settings, models

    @property
    def name(self) -> str:
        """The same for the same work, so that a result can be told from that of other work."""
        keys = digest(self.basis, *(item.key for item in self.items)).hex()
        return f"{getattr(self.stage, '__name__', 'stage').replace('_', '-')}-{keys}"


@dataclass(frozen=True, slots=True)
class Failed:
    """Why a shard has no results. ``lasting``: no worker will ever do better, with this shard or with another."""

    reason: str
    lasting: bool = False


Answer = tuple[bytes, ...] | Failed  # one result for each item


class Engine(Protocol):
    """Workers. To be used by one thread."""

    @property
    def workers(self) -> int:
        """How many there are now; at least 1."""
        ...

    def submit(self, ticket: int, shard: Shard) -> None:
        """Have a shard worked on; returns at once. Raises EngineError where nobody can."""
        ...

    def finished(self) -> tuple[int, Answer]:
        """Wait for a shard that is finished: its ticket and what came of it. Raises EngineError where none will."""
        ...

    def close(self) -> None:
        """End the workers that belong to this engine, whatever they are doing."""
        ...
