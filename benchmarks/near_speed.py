"""How long it takes to find the near articles of a new one, and all pairs of near articles.

    python -m benchmarks.near_speed [--articles N ...] [--per-day N] [--pairs N]

Signatures of generated articles are repeated with noise on their vectors and other names, so many on each day; a
quarter of the names is shared by all repetitions. CPU time of this process: of one new article, dated and undated
(which is held against all), the mean of ten; of all pairs for the sizes up to ``--pairs``.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial

import numpy as np

from benchmarks.event_sets import from_generator
from checker.encoders.load import load_encoder
from checker.events.near import edges, near
from checker.events.table import SignatureTable
from checker.values.event import Signature

MADE = 600  # articles that are generated and repeated
NOISE = 0.02  # standard deviation on each number of a vector
FIRST = date(2030, 1, 1).toordinal()


def repeated(table: SignatureTable, articles: int, per_day: int, rng: np.random.Generator) -> SignatureTable:
    """A table of so many articles."""
    rows = np.arange(articles) % len(table)
    whole = table.taken(rows)
    vectors = whole.vectors + rng.normal(0.0, NOISE, whole.vectors.shape).astype(np.float32)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    of = np.repeat(np.arange(articles) // len(table), np.diff(whole.name_starts)).astype(np.uint64)
    keys = np.where(whole.names % np.uint64(4) == 0, whole.names, whole.names ^ (of << np.uint64(40)))
    owner = np.repeat(np.arange(articles), np.diff(whole.name_starts))
    order = np.lexsort((keys, owner))  # keys ascend within a row
    days = (FIRST + np.arange(articles) // per_day).astype(np.int32)
    weights = whole.name_weights[order]
    return replace(whole, vectors=vectors, days=days, names=keys[order], name_weights=weights)


def seconds(work: Callable[[], object], times: int) -> float:
    began = time.process_time()
    for _ in range(times):
        work()
    return (time.process_time() - began) / times


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, nargs="*", default=[1000, 10_000, 100_000])
    parser.add_argument("--per-day", type=int, default=100)
    parser.add_argument("--pairs", type=int, default=10_000)
    options = parser.parse_args()
    made = from_generator(MADE, 1, 20.0, load_encoder())
    print(f"{'articles':>9}{'new, ms':>10}{'undated, ms':>13}{'all pairs, s':>14}{'near pairs':>12}")
    for articles in options.articles:
        table = repeated(made.table(), articles, options.per_day, np.random.default_rng(1))
        new: Signature = replace(made.signatures[7], day=date.fromordinal(int(table.days[-1])))
        dated, undated = (seconds(partial(near, one, table), 10) for one in (new, replace(new, day=None)))
        line = f"{articles:9}{dated * 1000:10.1f}{undated * 1000:13.1f}"
        if articles <= options.pairs:
            began = time.process_time()
            found = edges(table)
            line += f"{time.process_time() - began:14.2f}{len(found):12}"
        print(line, flush=True)


if __name__ == "__main__":
    main()
