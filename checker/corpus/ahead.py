"""Who reads articles for the writer, ahead of it: a thread beside it, or the workers of an engine."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from typing import Protocol, TypeVar

from checker.corpus.reading import Read, read
from checker.corpus.store import Writer
from checker.errors import SourceError, reason_of
from checker.pipeline import Parts
from checker.values.report import NotChecked
from checker.values.text import Document

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Reads:
    """What was read of some articles, in their order, and why some of them are not among it."""

    reads: tuple[Read, ...]
    problems: tuple[NotChecked, ...] = ()  # each of one article, by its name


Wait = Callable[[], Reads]  # waits until what was begun has come to its end


class Reader(Protocol):
    """Reads the claims of articles while the writer does something else."""

    @property
    def depth(self) -> int:
        """How many batches are to be begun before the first of them is asked for."""
        ...

    def begin(self, documents: Sequence[Document]) -> Wait:
        """Begin to read articles; what is begun first is asked for first. Called by the thread that writes."""
        ...


# Gives the reader of a run, and its parts with an encoder that has the vectors of what was read.
Ahead = Callable[[Writer, Parts], AbstractContextManager[tuple[Reader, Parts]]]


class InThread:
    """One thread: it reads claims while vectors are made, which holds no lock of Python."""

    depth = 1

    def __init__(self, pool: ThreadPoolExecutor, parts: Parts) -> None:
        self._pool = pool
        self._parts = parts

    def begin(self, documents: Sequence[Document]) -> Wait:
        """See ``Reader``."""
        return self._pool.submit(self._read, documents).result

    def _read(self, documents: Sequence[Document]) -> Reads:
        reads: list[Read] = []
        problems: list[NotChecked] = []
        for document in documents:
            try:
                reads.append(read(document, self._parts))
            except Exception as error:  # noqa: BLE001 - one broken article must not end the work on all others
                problems.append(unread(document.id, reason_of(error)))
        return Reads(tuple(reads), tuple(problems))


def unread(name: str, why: str) -> NotChecked:
    """That an article could not be read."""
    return NotChecked(name, "the whole text", why, degraded=True)


@contextmanager
def in_thread(_writer: Writer, parts: Parts) -> Iterator[tuple[Reader, Parts]]:
    """An ``Ahead``: this process alone."""
    with ThreadPoolExecutor(1) as pool:
        yield InThread(pool, parts), parts


def read_ahead(
    pieces: Iterable[T], documents: Callable[[T], Sequence[Document]], reader: Reader
) -> Iterator[tuple[T, Reads]]:
    """Each piece of the work with what was read of its documents, while those behind it are being read.

    Where the pieces end in a SourceError, what came before it is given first.
    """
    waiting: deque[tuple[T, Wait]] = deque()
    failed: SourceError | None = None
    source = iter(pieces)
    while failed is None:
        try:
            piece = next(source)
        except StopIteration:
            break
        except SourceError as error:
            failed = error
            break
        waiting.append((piece, reader.begin(documents(piece))))
        while len(waiting) > reader.depth:
            before, wait = waiting.popleft()
            yield before, wait()
    for piece, wait in waiting:
        yield piece, wait()
    if failed is not None:
        raise failed
