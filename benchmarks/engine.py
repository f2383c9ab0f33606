"""Who does the work: the encoder alone against the whole of adding, a check, workers of dask, a worker that is killed.

    python -m benchmarks.engine [--articles N] [--sentences N] [--workers N] [--only throughput|dask]

Generated articles (benchmarks.scale.generate), the built-in encoder, no caches; what is compared is of one run,
since a machine that other people use is not the same one an hour later. What is timed begins when the workers have
their models. "writer" and "workers" are seconds of processors, for 1,000 claims: of the process that writes, and of the
others with their start.
"""

from __future__ import annotations

import argparse
import hashlib
import multiprocessing
import os
import random
import resource
import shutil
import signal
import sqlite3
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from benchmarks.scale.generate import events
from checker.config import Config, EntailmentOptions
from checker.corpus import Corpus, schema
from checker.corpus.add import add_all
from checker.corpus.articles import batches
from checker.corpus.check import check
from checker.corpus.reading import read
from checker.corpus.verify import verify
from checker.encoders.protocol import checked
from checker.engine.protocol import Item, Shard
from checker.engine.stages import encode_texts
from checker.engine.work import EngineOptions, Work
from checker.models.session import THREADS, cores
from checker.pipeline import Began, Parts, load
from checker.values.text import Document

ASKED_OF_ENCODER = 0.9  # share of the encoder's own throughput that the whole is to reach
ASKED_OF_TWO = 1.7  # times the speed of one worker
CHUNK = 64  # articles of a share of the plain loop
TABLES = ("contents", "claims", "slots", "texts", "signatures", "edges", "blocks")


@dataclass(frozen=True, slots=True)
class Added:
    """One way of adding the same articles."""

    seconds: float
    writer: float  # seconds of a processor, of this process
    workers: float  # the same of the others
    claims: int
    texts: int  # that were encoded
    bytes: int  # on disk
    digest: str  # of all of the corpus but times


def parts_of_a_run() -> Parts:
    return load(replace(Config(), entailment=EntailmentOptions("none")), cached=False)


def articles(folder: Path, count: int, sentences: int | None = None) -> Path:
    """Generated articles as files: so many, or as many as hold so many sentences."""
    folder.mkdir()
    made = stated = 0
    for event in events(1, 10**9 if sentences else count):
        for article in event.articles:
            (folder / f"{made:06}.txt").write_text(article.text, encoding="utf-8")
            made += 1
            stated += len(article.sentences)
        if (stated >= sentences) if sentences else (made >= count):
            break
    return folder


@contextmanager
def ready(corpus: Corpus, parts: Parts, options: EngineOptions) -> Iterator[Work]:
    """Workers that have loaded their models."""
    with Work(corpus, options) as work:
        if not options.alone:
            run = work.run(parts)
            count = 4 * run.workers  # more than one for each, as a quick one may take several
            for number in range(count):
                text = f"{random.random()} {number} men were late."  # a text that nobody has encoded yet
                run.submit(Shard(encode_texts, (Item(text.encode(), text.encode(), text),), b""))
            for _ in range(count):
                run.finished()
        yield work


def added(
    folder: Path,
    articles: Path,
    parts: Parts,
    options: EngineOptions,
    kill: bool = False,
    then: Callable[[Corpus], None] = lambda corpus: None,
) -> Added:
    """Add the articles to a new corpus; with ``kill`` a worker is killed in the middle. ``then`` has the corpus."""
    corpus = Corpus.create(folder, parts.encoder, "default")
    before = of_children()
    with ready(corpus, parts, options) as work:
        killer = threading.Thread(target=kill_one, args=(corpus,), daemon=True)
        if kill:
            killer.start()
        began, used = time.perf_counter(), time.process_time()
        result = add_all(corpus, parts, [str(articles)], ahead=work.ahead)
        seconds, writer = time.perf_counter() - began, time.process_time() - used
        if kill:
            killer.join(1)
    if result.problems or verify(corpus).problems:
        sys.exit(f"{result.problems or verify(corpus).problems}")
    with closing(sqlite3.connect(corpus.folder / schema.FILE)) as connection:
        texts = connection.execute("SELECT count(*) FROM texts").fetchone()[0]
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    size = sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    found = Added(seconds, writer, of_children() - before, result.claims, texts, size, digest_of(corpus))
    then(corpus)
    shutil.rmtree(folder)
    return found


def judged(corpus: Corpus, options: EngineOptions, rows: list[str]) -> None:
    """Check the whole corpus, with a second look and without what earlier runs have kept; ``rows``: gets one more."""
    parts = load(replace(Config(), cache_dir=corpus.folder / "cache"), cached=False)
    before = of_children()
    with ready(corpus, parts, options) as work:
        began, used = time.perf_counter(), time.process_time()
        done = check(corpus, parts, Began(), not_judged=work.judged(parts))
        seconds, writer = time.perf_counter() - began, time.process_time() - used
    with closing(sqlite3.connect(corpus.folder / schema.FILE)) as connection:
        claims = connection.execute("SELECT count(*) FROM claims").fetchone()[0]
    name = "check, this process alone" if options.alone else f"check, {options.workers} processes"
    found = Added(seconds, writer, of_children() - before, claims, 0, 0, "")
    rows.append(f"{row_of(name, found)} {len(done.report.findings):,} findings")


def of_children() -> float:
    """Seconds of processors that processes have used that this one has started, and that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def per_1000(seconds: float, claims: int) -> str:
    return f"{1000 * seconds / claims:8.2f}"


def kill_one(corpus: Corpus) -> None:
    """Kill a process that works for this one, once some articles are in."""
    with closing(sqlite3.connect(corpus.folder / schema.FILE)) as connection:
        while not connection.execute("SELECT count(*) FROM documents").fetchone()[0]:
            time.sleep(0.05)
    found = [process for process in multiprocessing.active_children() if process.pid]
    os.kill(found[-1].pid or 0, signal.SIGKILL)
    print(f"  killed worker {found[-1].pid} of {len(found)}")


def digest_of(corpus: Corpus) -> str:
    summed = hashlib.sha256()
    with closing(sqlite3.connect(corpus.folder / schema.FILE)) as connection:
        for query in (
            "SELECT id, name, digest, day, reading, event FROM documents ORDER BY id",
            *(f"SELECT * FROM {table} ORDER BY 1, 2, 3" for table in TABLES),
        ):
            for row in connection.execute(query):
                summed.update(repr(row).encode())
    for path in sorted((corpus.folder / "segments").iterdir()):
        summed.update(path.read_bytes())
    return summed.hexdigest()[:16]


_LOADED: list[Parts] = []


def begin_plain(threads: int) -> None:
    os.environ[THREADS] = str(threads)
    _LOADED.append(parts_of_a_run())
    _LOADED[0].encoder.encode(["One man was late."])


def plain(documents: Sequence[Document]) -> int:
    """What somebody would write first: read a share, encode its texts, give them back."""
    parts = _LOADED[0]
    reads = [read(document, parts) for document in documents]
    texts = list(dict.fromkeys(text for one in reads for text in (*one.gists, *one.slots)))
    return len(checked(parts.encoder, texts))


def plain_loop(folder: Path, parts: Parts, workers: int) -> tuple[float, int]:
    """Seconds, and texts that were encoded, some of them several times."""
    found = [d for batch in batches([str(folder)], parts.config.sources) for d in batch.documents]
    shares = [found[start : start + CHUNK] for start in range(0, len(found), CHUNK)]
    context = multiprocessing.get_context("spawn")
    with context.Pool(workers, begin_plain, (max(1, cores() // workers),)) as pool:
        pool.map(plain, [[]] * workers * 4, chunksize=1)
        began = time.perf_counter()
        texts = sum(pool.imap(plain, shares))
        return time.perf_counter() - began, texts


HEAD = f"{'':26} {'seconds':>8} {'claims/s':>8} {'writer':>8} {'workers':>8}"


def row_of(name: str, found: Added) -> str:
    used = f"{per_1000(found.writer, found.claims)} {per_1000(found.workers, found.claims)}"
    return f"{name:26} {found.seconds:8.1f} {found.claims / found.seconds:8.0f} {used}"


def throughput(folder: Path, count: int, workers: int) -> None:
    parts = parts_of_a_run()
    source = articles(folder / "articles", count)
    documents = [d for batch in batches([str(source)], parts.config.sources) for d in batch.documents]
    reads = [read(document, parts) for document in documents]
    texts = list(dict.fromkeys(text for one in reads for text in (*one.gists, *one.slots)))
    parts.encoder.encode(texts[:8])
    began = time.perf_counter()
    parts.encoder.encode(texts)
    alone = len(texts) / (time.perf_counter() - began)
    print(f"{len(documents):,} articles, {len(texts):,} texts, {cores()} cores")
    print(f"{HEAD} {'texts/s':>8} {'of the encoder':>14}")
    print(f"{'the encoder alone':26} {len(texts) / alone:8.1f} {'':26} {alone:9.0f}")
    for name, options in (
        ("add, this process alone", EngineOptions(workers=0)),
        (f"add, {workers} processes", EngineOptions("local", workers)),
    ):
        rows: list[str] = []
        checks = partial(judged, options=options, rows=rows)
        found = added(folder / "corpus", source, parts, options, then=checks)
        rate = found.texts / found.seconds
        of_disk = f"{found.bytes / found.claims:,.0f} bytes a claim"
        print(f"{row_of(name, found)} {rate:8.0f} {rate / alone:14.2f}  {found.digest}, {of_disk}")
        print("\n".join(rows))
    print(f"asked: {ASKED_OF_ENCODER}")
    shutil.rmtree(source)


def with_dask(folder: Path, sentences: int) -> None:
    parts = parts_of_a_run()
    source = articles(folder / "articles", 0, sentences)
    print(f"\n{len(list(source.iterdir())):,} articles, {sentences:,} sentences")
    print(f"{HEAD} {'times one worker':>17}")
    ways: tuple[tuple[str, Callable[[], Added]], ...] = (
        ("dask, 1 worker", lambda: added(folder / "c", source, parts, EngineOptions("dask", 1))),
        ("dask, 2 workers", lambda: added(folder / "c", source, parts, EngineOptions("dask", 2))),
        ("... one killed", lambda: added(folder / "c", source, parts, EngineOptions("dask", 2), kill=True)),
        ("local, 2 processes", lambda: added(folder / "c", source, parts, EngineOptions("local", 2))),
        ("... one killed", lambda: added(folder / "c", source, parts, EngineOptions("local", 2), kill=True)),
    )
    first: Added | None = None
    for name, way in ways:
        found = way()
        first = first or found
        same = "the same corpus" if found.digest == first.digest else "ANOTHER CORPUS"
        print(f"{row_of(name, found)} {first.seconds / found.seconds:17.2f}  {same}")
    seconds, texts = plain_loop(source, parts, 2)
    if first:
        again = f"reads and encodes only; {texts:,} texts, {first.texts:,} of them different"
        print(f"{'multiprocessing.Pool of 2':26} {seconds:8.1f} {'':26} {first.seconds / seconds:17.2f}  {again}")
    print(f"asked: {ASKED_OF_TWO} with two workers of dask")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--sentences", type=int, default=20_000)
    parser.add_argument("--workers", type=int, default=cores())
    parser.add_argument("--only", choices=("throughput", "dask"))
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        if options.only != "dask":
            throughput(Path(name), options.articles, options.workers)
        if options.only != "throughput":
            with_dask(Path(name), options.sentences)


if __name__ == "__main__":
    main()
