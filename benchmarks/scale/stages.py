"""One stage of the measurement, in a process of its own: python -m benchmarks.scale.stages STAGE FOLDER [--noisy]

The folder is that of one size. What was measured goes to standard output as one line of JSON, after "==". Parts are
loaded before the clock starts.
"""

from __future__ import annotations

import argparse
import json
import math
import resource
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from benchmarks.scale.clock import ADDING, CHECKING, Clock
from benchmarks.scale.found import planted_found
from benchmarks.scale.noisy import Noisy
from benchmarks.scale.whole import clustered, joined
from checker.config import load_config
from checker.corpus.add import add_all
from checker.corpus.check import check, mark_checked
from checker.corpus.compact import compact
from checker.corpus.exchange import article_rows, claim_rows, json_lines
from checker.corpus.index_make import index_for
from checker.corpus.rebuild import rebuild
from checker.corpus.search import search
from checker.corpus.status import status
from checker.corpus.store import Corpus
from checker.corpus.verify import verify
from checker.pipeline import Began, Parts, load

Result = dict[str, object]


@dataclass(frozen=True)
class Place:
    """The folder of one size, and the loaded program."""

    folder: Path
    parts: Parts
    sample: int  # events of which the findings are compared

    @property
    def corpus(self) -> Corpus:
        return Corpus.open(self.folder / "corpus")


def adding(place: Place) -> Result:
    """All articles into a new corpus."""
    encoder = place.parts.encoder
    corpus = Corpus.create(place.folder / "corpus", encoder, "default")
    clock = Clock()
    clock.time(ADDING)
    result = add_all(corpus, place.parts, [str(place.folder / "articles")])
    found = status(corpus)
    return {
        "parts": dict(clock.seconds),
        "articles": len(result.added),
        "claims": result.claims,
        "texts": found.vectors - found.articles,
        "events": found.events,
        "bytes": found.bytes,
    }


def checking(place: Place) -> Result:
    """All events against each other, as ``checker corpus check`` does the first time."""
    clock = Clock()
    clock.time(CHECKING)
    corpus = place.corpus
    done = check(corpus, place.parts, Began())
    mark_checked(corpus, done)
    return {"parts": dict(clock.seconds), "findings": len(done.report.findings)}


def again(place: Place) -> Result:
    """Once more: what is kept is shown."""
    return {"findings": len(check(place.corpus, place.parts, Began()).report.findings)}


def one(place: Place) -> Result:
    """One more article of an event in the middle, then what it contradicts."""
    corpus = place.corpus
    files = sorted((place.folder / "articles").glob("*.jsonl"))
    line = json.loads(files[len(files) // 2].read_text(encoding="utf-8").split("\n", 1)[0])
    headline, rest = line["text"].split("\n", 1)
    path = place.folder / f"one-{time.time_ns()}.txt"
    path.write_text(f"{headline} once more\n{rest}", encoding="utf-8")
    began = time.perf_counter()
    add_all(corpus, place.parts, [str(path)])
    added = time.perf_counter()
    done = check(corpus, place.parts, Began(), new_only=True)
    mark_checked(corpus, done)
    return {"parts": {"add": added - began, "check": time.perf_counter() - added}}


def recalled(place: Place) -> Result:
    """Planted contradictions that the corpus shows, against those found in the articles of the true events."""
    return dict(planted_found(place.corpus, place.parts, place.folder, place.sample))


def stated(place: Place) -> Result:
    return {"articles": status(place.corpus).articles}


def verified(place: Place) -> Result:
    return {"problems": len(verify(place.corpus).problems)}


def compacted(place: Place) -> Result:
    with place.corpus.write() as writer:
        return {"rows": compact(writer)}


def exported(place: Place) -> Result:
    with place.corpus.look() as snapshot:
        return {"bytes": sum(len(line) for rows in (article_rows, claim_rows) for line in json_lines(rows(snapshot)))}


def searched(place: Place) -> Result:
    """The first search, which makes an index where the corpus is large."""
    with place.corpus.look() as snapshot:
        index, _ = index_for(snapshot, place.parts.config.index.name)
        found = search(snapshot, place.parts.encoder, "Strikers marched through the town", 10, index)
    return {"found": len(found), "index": None if index is None else index.note.kind}


def rebuilt(place: Place) -> Result:
    with place.corpus.write() as writer:
        return {"articles": rebuild(writer, place.parts, "default")}


def whole(place: Place) -> Result:
    """The vectors of all claims joined at once, kept for ``clustering``."""
    return dict(joined(place.corpus, place.folder))


def clustering(place: Place) -> Result:
    """Average linkage of all pairs at once."""
    return dict(clustered(place.folder))


STAGES: dict[str, Callable[[Place], Result]] = {
    "add": adding,
    "check": checking,
    "recall": recalled,
    "join of all": whole,
    "cluster of all": clustering,
    "one": one,
    "check again": again,
    "status": stated,
    "search": searched,
    "verify": verified,
    "export": exported,
    "compact": compacted,
    "rebuild": rebuilt,
}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("stage", choices=STAGES)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--noisy", action="store_true")
    parser.add_argument("--sample", type=int, default=400)
    options = parser.parse_args()
    config = replace(load_config(None, {}), cache_dir=options.folder / "cache")  # no answer is there before
    parts = load(config, cached=False)
    if options.noisy:
        parts = replace(parts, encoder=Noisy(parts.encoder))
    parts.encoder.encode(["A first text, so that the model is there."])
    if parts.entailment is not None:
        parts.entailment.predict([("One was hurt.", "Nobody was hurt.")])
    place = Place(options.folder, parts, options.sample)
    began, worked = time.perf_counter(), time.process_time()
    result = STAGES[options.stage](place)
    seconds, cpu = time.perf_counter() - began, time.process_time() - worked
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    measured = {"seconds": seconds, "cpu": cpu, "with_files": peak, **result}
    print("==", json.dumps(measured, default=_plain))


def _plain(value: object) -> float | None:
    number = float(value) if isinstance(value, np.generic) else math.nan
    return None if math.isnan(number) else number


if __name__ == "__main__":
    main()
