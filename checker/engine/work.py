"""Who does the work of a command: this process, processes beside it, or a distributed engine."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from types import TracebackType
from typing import Literal, Self

from checker.corpus.ahead import Reader, Wait, in_thread
from checker.corpus.check import NOTHING, refresh
from checker.corpus.compact import SHARDS
from checker.corpus.store import Corpus, Writer
from checker.engine.ahead import AheadReader, Vectors
from checker.engine.judging import judge_ahead
from checker.engine.protocol import Engine
from checker.engine.run import Run
from checker.engine.setup import packed
from checker.engine.shards import Shards, temporary
from checker.errors import UsageError
from checker.models.session import cores
from checker.pipeline import Parts
from checker.values.progress import Progress
from checker.values.text import Document

EngineName = Literal["local", "dask"]
ENGINES: tuple[EngineName, ...] = ("local", "dask")
FEW_ARTICLES = 256  # as many this process reads by itself, before it has started others and they have their models
FEW_EVENTS = 24  # the same for judging


@dataclass(frozen=True, slots=True)
class EngineOptions:
    """What a user says about who does the work; None: not said."""

    name: EngineName | None = None
    workers: int | None = None  # processes; 0: this one alone
    scheduler: str | None = None  # address of a dask scheduler
    shards: str | None = None  # folder or address where finished shards are kept

    def __post_init__(self) -> None:
        if self.scheduler is not None and self.name != "dask":
            raise UsageError("--scheduler needs --engine dask")
        if self.scheduler is not None and self.workers is not None:
            raise UsageError("--workers is for processes of this machine; those of a scheduler are started beside it")
        if self.name == "dask" and self.workers == 0:
            raise UsageError("--engine dask needs a worker; with --workers 0 this process does it alone, without dask")

    @property
    def alone(self) -> bool:
        """Whether this process is to do everything."""
        return self.workers == 0 or (self.name is None and self.workers is None and cores() == 1)

    @property
    def asked_for(self) -> bool:
        """Whether workers are wanted even for little work."""
        return self.name is not None or bool(self.workers) or self.shards is not None


class Work:
    """The workers of one command. They are started when there is enough to do, and ended with the block.

    Where the block ends in an error or an interrupt, finished shards stay for the next run of the same command.
    """

    def __init__(self, corpus: Corpus, options: EngineOptions) -> None:
        self._corpus = corpus
        self._options = options
        self._engine: Engine | None = None
        self._run: Run | None = None
        self._shards: Shards | None = None

    def __enter__(self) -> Self:
        if self._options.shards is not None and not self._options.alone:
            self._shards = Shards(self._options.shards)  # what is wrong with it is said before any work
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._engine is not None:
            self._engine.close()
        if self._shards is not None and kind is None:
            self._shards.end()

    @contextmanager
    def ahead(self, writer: Writer, parts: Parts) -> Iterator[tuple[Reader, Parts]]:
        """An ``Ahead`` of ``checker.corpus.ahead``: articles are read and encoded by the workers."""
        with in_thread(writer, parts) as (thread, _):
            if self._options.alone:
                yield thread, parts
                return
            vectors = Vectors(parts.encoder)
            few = 0 if self._options.asked_for else FEW_ARTICLES
            yield _Lazy(self, thread, writer, parts, vectors, few), replace(parts, encoder=vectors)

    def judged(
        self,
        parts: Parts,
        *,
        new_only: bool = False,
        only: str | None = None,
        progress: Progress | None = None,
    ) -> Mapping[int, str]:
        """Have events judged that a check would have to judge; which could not be, by id, and why."""
        if self._options.alone:
            return NOTHING
        refresh(self._corpus, parts, progress, ahead=self.ahead)
        few = 0 if self._options.asked_for else FEW_EVENTS
        return judge_ahead(
            self._corpus,
            parts,
            lambda: self.run(parts),
            new_only=new_only,
            only=only,
            few=few,
            progress=progress,
        )

    def run(self, parts: Parts) -> Run:
        """The workers, started now if they are not yet."""
        if self._run is None:
            if self._shards is None:
                self._shards = temporary(str((self._corpus.folder / SHARDS).absolute()))
            self._engine = engine_of(self._options, packed(parts))
            self._run = Run(self._engine, self._shards)
        return self._run


class _Lazy:
    """A reader that leaves the first articles to a thread, and begins with workers when there are more."""

    def __init__(self, work: Work, thread: Reader, writer: Writer, parts: Parts, vectors: Vectors, few: int) -> None:
        self._work = work
        self._thread = thread
        self._writer = writer
        self._parts = parts
        self._vectors = vectors
        self._few = few
        self._seen = 0
        self._workers: AheadReader | None = None

    @property
    def depth(self) -> int:
        """That of who reads now."""
        return (self._workers or self._thread).depth

    def begin(self, documents: Sequence[Document]) -> Wait:
        """See ``Reader``."""
        self._seen += len(documents)
        if not documents or self._seen <= self._few:
            return self._thread.begin(documents)
        if self._workers is None:
            run = self._work.run(self._parts)
            self._workers = AheadReader(run, self._writer, self._parts, self._vectors)
        return self._workers.begin(documents)


def engine_of(options: EngineOptions, setup: bytes) -> Engine:
    """The engine that is asked for, with its workers on their way. Raises EngineError, UsageError."""
    if options.name == "dask":
        from checker.engine.dask import DaskEngine  # noqa: PLC0415 - an extra, and a second to import

        return DaskEngine(setup, options.scheduler, options.workers)
    from checker.engine.local import LocalEngine  # noqa: PLC0415 - processes are not for every run

    return LocalEngine(setup, options.workers)
