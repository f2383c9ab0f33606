"""Whether many threads can search a corpus while one adds to it.

    python -m benchmarks.soak [--seconds N] [--threads N] [--seed N]

One thread adds, replaces, removes and compacts invented articles without a pause; the others search at the same time,
in the same process. An error is any exception. Torn: a claim found whose words are not those of one version of its
article, or whose vector is not that of its gist; the checksums in the end count too. The encoder counts letters. Ends
with status 1 where there is one.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import threading
import time
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.crash import ARTICLES, MATTERS, PLACES, State, name_of, parts, taken
from checker.claims.extract import extract
from checker.corpus import Corpus
from checker.corpus.codec import unpack
from checker.corpus.search import Hit, search
from checker.corpus.store import Snapshot
from checker.corpus.verify import verify
from checker.pipeline import Parts
from checker.values.text import Document

STEPS = ("add",) * 6 + ("remove", "compact")
SLACK = 1e-3  # of a cosine, which is rounded to four digits


@dataclass(slots=True)
class Found:
    """What was found, by all threads together."""

    searches: int = 0
    hits: int = 0
    added: int = 0  # steps of the writer that put articles in
    steps: int = 0
    slowest: float = 0.0  # seconds of one search
    errors: list[str] = field(default_factory=list)
    torn: list[str] = field(default_factory=list)


def soak(seconds: float, threads: int, seed: int) -> Found:
    """Search with that many threads for so long, while one more writes."""
    loaded, found, stop = parts(), Found(), threading.Event()
    guard = threading.Lock()
    with tempfile.TemporaryDirectory() as name:
        corpus = Corpus.create(Path(name) / "corpus", loaded.encoder, "letters")
        writer = threading.Thread(target=_write, args=(corpus, loaded, seed, stop, found))
        readers = [
            threading.Thread(target=_search, args=(corpus, loaded, f"{seed} {n}", stop, found, guard))
            for n in range(threads)
        ]
        for thread in (writer, *readers):
            thread.start()
        time.sleep(seconds)
        stop.set()
        for thread in (writer, *readers):
            thread.join()
        found.errors += verify(corpus).problems
    return found


def _write(corpus: Corpus, loaded: Parts, seed: int, stop: threading.Event, found: Found) -> None:
    words, state = random.Random(seed), State()
    while not stop.is_set():
        step, after = words.choice(STEPS), dict(state)
        if step == "add":
            for number in words.sample(range(ARTICLES), 4):
                after[name_of(number)] = words.randint(0, 10**6)
        elif step == "remove" and state:
            del after[words.choice(sorted(state))]
        try:
            taken(corpus, loaded, step, state, after)
        except Exception as error:  # noqa: BLE001  # whatever it is, it is what is looked for
            found.errors.append(f"{step}: {error!r}")
            return
        found.added += step == "add"
        found.steps += 1
        state = after


def _search(
    corpus: Corpus, loaded: Parts, seed: str, stop: threading.Event, found: Found, guard: threading.Lock
) -> None:
    words = random.Random(seed)
    while not stop.is_set():
        text = f"The flood in {words.choice(PLACES)} destroyed {words.randint(1, 99)} {words.choice(MATTERS)}."
        began = time.perf_counter()
        try:
            with corpus.look() as snapshot:
                hits = search(snapshot, loaded.encoder, text, 10)
                torn = _torn(snapshot, loaded, text, hits)
        except Exception as error:  # noqa: BLE001  # as above
            with guard:
                found.errors.append(f"search: {error!r}")
            return
        with guard:
            found.searches += 1
            found.hits += len(hits)
            found.slowest = max(found.slowest, time.perf_counter() - began)
            found.torn += torn


def _torn(snapshot: Snapshot, loaded: Parts, text: str, hits: list[Hit]) -> list[str]:
    """Hits whose words are not those of their article at that moment, or whose vector is not that of their gist."""
    if not hits:
        return []
    queries = loaded.encoder.encode([claim.gist for claim in extract(Document("search", text)).claims] or [text])
    cosines = (loaded.encoder.encode([hit.claim.gist for hit in hits]) @ queries.T).max(axis=1)
    problems = []
    for hit, cosine in zip(hits, cosines.tolist(), strict=True):
        query = "SELECT body FROM documents JOIN contents ON document = id WHERE name = ?"
        row = snapshot.connection.execute(query, (hit.source,)).fetchone()
        if row is None or hit.claim.span.of(unpack(row[0], Document).text) != hit.claim.text:
            problems.append(f"{hit.claim.id} is not in its article")
        if abs(hit.cosine - cosine) > SLACK:
            problems.append(f"the vector of {hit.claim.id} is not that of its gist")
    return problems


def main() -> int:
    """Run it and print what was found."""
    parser = argparse.ArgumentParser(description="Search a corpus with many threads while one writes.")
    parser.add_argument("--seconds", type=float, default=300.0)
    parser.add_argument("--threads", type=int, default=16)
    parser.add_argument("--seed", type=int, default=7)
    asked = parser.parse_args()
    found = soak(asked.seconds, asked.threads, asked.seed)
    print(f"{asked.threads} threads for {asked.seconds:g} s: {found.searches:,} searches with {found.hits:,} hits,")
    print(f"  the slowest {found.slowest:.2f} s; {found.steps:,} steps of the writer, {found.added:,} of them adding")
    print(f"  errors {len(found.errors)}, torn {len(found.torn)}")
    for problem in (*found.errors, *found.torn)[:20]:
        print(f"    {problem}")
    return 1 if found.errors or found.torn else 0


if __name__ == "__main__":
    sys.exit(main())
