"""Articles read and encoded by workers, ahead of the one writer, which finds claims and vectors ready.

Texts repeat from article to article, so the texts of a batch go to workers only once its claims are back, and only
those that neither the corpus has nor an earlier batch has asked for: the same that the writer would encode by itself.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from checker.corpus.ahead import Reads, Wait, unread
from checker.corpus.codec import pack, unpack
from checker.corpus.keys import code_key, document_key, reading_key
from checker.corpus.reading import Read, known_texts, text_key
from checker.corpus.store import Writer
from checker.encoders.protocol import Encoder
from checker.engine.protocol import Item, Shard
from checker.engine.run import Finished, Run
from checker.engine.stages import FLOAT, ReadBody, encode_texts, read_articles
from checker.models.tokens import well_formed
from checker.pipeline import Parts
from checker.values.report import NotChecked
from checker.values.text import Document

ARTICLES = 64  # of a shard at most
CHARACTERS = 500_000  # of the articles of a shard, unless it is one article: bounds the memory of a worker
TEXTS = 256  # that are encoded in one shard: about a second of a core
SPARE = 2  # batches begun beside one for each worker, so that none waits for the writer


@dataclass(slots=True, eq=False)
class _Part:
    """A shard of articles on its way."""

    documents: Sequence[Document]
    batch: int
    shard: Shard
    reads: list[Read] | None = None  # None: not read yet
    needs: set[bytes] | None = None  # texts that are being encoded for it; None: not asked for yet
    problems: list[NotChecked] = field(default_factory=list)


class Vectors:
    """An encoder that has the vectors of what was read ahead; others it leaves to the encoder of this process."""

    def __init__(self, encoder: Encoder) -> None:
        self._encoder = encoder
        self._rows: dict[bytes, tuple[int, NDArray[np.float32]]] = {}  # digest -> batch that asked first, row

    @property
    def name(self) -> str:
        """That of the encoder."""
        return self._encoder.name

    @property
    def dimension(self) -> int:
        """That of the encoder."""
        return self._encoder.dimension

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """(n, dimension): see ``Encoder``."""
        rows = np.empty((len(texts), self.dimension), np.float32)
        missing: list[int] = []
        for i, text in enumerate(texts):
            known = self._rows.get(text_key(text))
            if known is None:
                missing.append(i)
            else:
                rows[i] = known[1]
        if missing:
            rows[missing] = self._encoder.encode([texts[i] for i in missing])
        return rows

    def has(self, key: bytes) -> bool:
        """Whether the vector of a text is there."""
        return key in self._rows

    def put(self, key: bytes, batch: int, row: bytes) -> None:
        """Keep the vector of a text."""
        self._rows[key] = (batch, np.frombuffer(row, FLOAT).astype(np.float32))

    def forget(self, batch: int) -> None:
        """Leave out what batches before this one asked for: it is in the corpus."""
        self._rows = {key: kept for key, kept in self._rows.items() if kept[0] >= batch}


class AheadReader:
    """A ``checker.corpus.ahead.Reader`` whose reading is done by workers."""

    def __init__(self, run: Run, writer: Writer, parts: Parts, vectors: Vectors) -> None:
        self._run = run
        self._writer = writer
        self._vectors = vectors
        self._reading = reading_key(parts) + code_key()
        self._encoding = parts.encoder.name.encode() + code_key()
        self._on_their_way: dict[int, _Part | tuple[int, Shard]] = {}  # by ticket; of texts the batch that asked
        self._queue: deque[_Part] = deque()  # parts whose texts were not asked for yet, in the order of the articles
        self._asked: set[bytes] = set()  # texts that are being encoded
        self._bad: dict[bytes, str] = {}  # texts that could not be encoded, and why
        self._used: deque[tuple[int, Shard]] = deque()  # finished, with the batch they are for
        self._batches = 0

    @property
    def depth(self) -> int:
        """See ``Reader``: a batch for each worker, and some to spare."""
        return self._run.workers + SPARE

    def begin(self, documents: Sequence[Document]) -> Wait:
        """See ``Reader``."""
        self._batches += 1
        parts = [_Part(some, self._batches, self._shard_of(some)) for some in shares(documents)]
        for part in parts:
            self._queue.append(part)
            self._on_their_way[self._run.submit(part.shard)] = part
        return lambda: self._wait(parts)

    def _shard_of(self, documents: Sequence[Document]) -> Shard:
        items = tuple(Item(document_key(document), pack(document), document.id) for document in documents)
        return Shard(read_articles, items, self._reading)

    def _wait(self, parts: Sequence[_Part]) -> Reads:
        if parts:
            self._forget(parts[0].batch)
        while any(part.needs is None or part.needs & self._asked for part in parts):
            self._pump()
        problems = [problem for part in parts for problem in part.problems]
        reads = []
        for one in (one for part in parts for one in part.reads or ()):
            why = self._why_not(one)
            if why is None:
                reads.append(one)
            else:
                problems.append(unread(one.document.id, why))
        return Reads(tuple(reads), tuple(problems))

    def _why_not(self, one: Read) -> str | None:
        """Why a text of an article could not be encoded; None where all were."""
        keys = map(text_key, (*one.gists, *one.slots)) if self._bad else ()
        return next((self._bad[key] for key in keys if key in self._bad), None)

    def _pump(self) -> None:
        """Take what is finished next."""
        ticket, finished = self._run.finished()
        found = self._on_their_way.pop(ticket)
        if isinstance(found, _Part):
            self._used.append((found.batch, finished.shard))
            _take(found, finished)
            while self._queue and self._queue[0].reads is not None:
                self._ask_for_texts(self._queue.popleft())
            return
        batch, shard = found
        self._used.append((batch, shard))
        for place, (item, body) in enumerate(zip(shard.items, finished.bodies, strict=True)):
            self._asked.discard(item.key)
            if body is None:
                self._bad[item.key] = finished.problems[place]
            else:
                self._vectors.put(item.key, batch, body)

    def _ask_for_texts(self, part: _Part) -> None:
        """Have the texts of a part encoded that are not there and not on their way."""
        texts = {text_key(text): text for one in part.reads or () for text in (*one.gists, *one.slots)}
        there = known_texts(self._writer, list(texts))
        fresh = [key for key in texts if key not in there and not self._vectors.has(key) and key not in self._bad]
        part.needs = set(fresh)
        missing = [key for key in fresh if key not in self._asked]
        self._asked.update(missing)
        for start in range(0, len(missing), TEXTS):
            some = missing[start : start + TEXTS]
            items = tuple(Item(key, well_formed(texts[key]).encode(), "a text") for key in some)
            shard = Shard(encode_texts, items, self._encoding)
            self._on_their_way[self._run.submit(shard)] = (part.batch, shard)

    def _forget(self, batch: int) -> None:
        """What earlier batches gave is in the corpus, unless all of it comes in at once in the end."""
        self._vectors.forget(batch)
        if self._writer.connection.in_transaction:
            return
        while self._used and self._used[0][0] < batch:
            self._run.forget([self._used.popleft()[1]])


def shares(documents: Sequence[Document]) -> Iterator[Sequence[Document]]:
    """Documents in shards of bounded size; a document is never cut."""
    some: list[Document] = []
    size = 0
    for document in documents:
        if some and (len(some) == ARTICLES or size + len(document.text) > CHARACTERS):
            yield some
            some, size = [], 0
        some.append(document)
        size += len(document.text)
    if some:
        yield some


def _take(part: _Part, finished: Finished) -> None:
    """Unpack what was read of a part."""
    part.reads = []
    for place, (document, body) in enumerate(zip(part.documents, finished.bodies, strict=True)):
        if body is None:
            part.problems.append(unread(document.id, finished.problems[place]))
        else:
            part.reads.append(unpack(body, ReadBody).of(document, part.shard.items[place].key))
