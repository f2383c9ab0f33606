"""From a thousand claims to a million: seconds, memory and recall of every stage of a corpus, by size.

    python -m benchmarks.scale --work DIR [--claims N ...] [--per-day N] [--real-to N] [--only STAGE ...]

For each size articles are generated, with planted contradictions, updates and copies, until they have so many claims.
Each stage runs in a process of its own: "add" and "check" are the corpus, which works event by event; "join of all"
and "cluster of all" take all claims at once, without events. Vectors are those of the built-in encoder up to --real-to
claims; above, real ones with noise (``benchmarks.scale.noisy``), and the table says so.

A line is printed as soon as a stage is done, and kept in DIR/results.jsonl: a run that was stopped goes on where it
was. In the end come the tables, with exponents of growth: least squares through the logarithms of claims and seconds.
"""

from __future__ import annotations

import argparse
import json
import shutil
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.scale.child import measured
from benchmarks.scale.made import write_articles
from benchmarks.scale.tables import Results, tables

SIZES = (1_000, 10_000, 100_000, 1_000_000)
STAGES = (  # in the order in which they run
    "add",
    "check",
    "recall",
    "join of all",
    "cluster of all",
    "one",
    "check again",
    "status",
    "search",
    "verify",
    "export",
    "compact",
    "rebuild",
)
NEEDS = dict.fromkeys(STAGES[1:], "add") | {"cluster of all": "join of all", "check again": "check"}
MAKES = {"add": ("corpus", "cache"), "join of all": ("pairs.npz",)}  # what a stage begins anew


@dataclass(frozen=True)
class Run:
    """What is measured, and where."""

    work: Path
    per_day: float
    real_to: int
    rebuild_to: int
    sample: int

    def noisy(self, claims: int) -> bool:
        return claims > self.real_to

    def wanted(self, claims: int, stages: Sequence[str]) -> list[str]:
        return [s for s in STAGES if s in stages and (s != "rebuild" or claims <= self.rebuild_to)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, required=True, metavar="DIR", help="articles, corpora and results")
    parser.add_argument("--claims", type=int, nargs="+", default=list(SIZES), metavar="N")
    parser.add_argument("--per-day", type=float, default=20.0, metavar="N", help="events that begin on each day")
    parser.add_argument("--real-to", type=int, default=100_000, metavar="N", help="claims that are encoded really")
    parser.add_argument("--rebuild-to", type=int, default=10_000, metavar="N", help="claims that are read anew as well")
    parser.add_argument("--sample", type=int, default=400, metavar="N", help="events of which recall is measured")
    parser.add_argument("--only", nargs="+", choices=STAGES, default=list(STAGES), metavar="STAGE")
    options = parser.parse_args()
    run = Run(options.work, options.per_day, options.real_to, options.rebuild_to, options.sample)
    run.work.mkdir(parents=True, exist_ok=True)
    results = Results(run.work / "results.jsonl")
    began = time.perf_counter()
    for claims in sorted(options.claims):
        size_began = time.perf_counter()
        fresh = [_stage(run, claims, stage, results) for stage in run.wanted(claims, options.only)]
        if any(fresh):
            print(f"{claims:,} claims: {time.perf_counter() - size_began:.0f} s", flush=True)
    print(f"all: {time.perf_counter() - began:.0f} s\n")
    print(tables(results, sorted(options.claims)))


def _stage(run: Run, claims: int, stage: str, results: Results) -> bool:
    """Measure one stage of one size, unless that is done already; whether it was."""
    done = results.get(claims, stage) is not None
    if done or (stage in NEEDS and results.get(claims, NEEDS[stage]) is None):
        return False
    folder = run.work / str(claims)
    _made(run, folder, claims)
    for name in MAKES.get(stage, ()):
        old = folder / name
        shutil.rmtree(old) if old.is_dir() else old.unlink(missing_ok=True)
    arguments = [stage, str(folder), "--sample", str(run.sample), *(["--noisy"] if run.noisy(claims) else [])]
    found = measured(arguments, folder / f"{stage.replace(' ', '-')}.log")
    if "failed" in found:
        print(f"{claims:>9,} {stage}: {found['failed']}; it said:", *found["said"], sep="\n    ", flush=True)
        return True
    results.keep(claims, stage, {**found, "noisy": run.noisy(claims)})
    parts = ", ".join(f"{name} {seconds:.1f}" for name, seconds in found.get("parts", {}).items())
    took = f"{found['seconds']:.1f} s ({found['cpu']:.1f} of the processor), {found['peak'] / 1e6:.0f} MB"
    print(f"{claims:>9,} {stage}: {took}{': ' if parts else ''}{parts}", flush=True)
    return True


def _made(run: Run, folder: Path, claims: int) -> None:
    """The articles of a size; written once."""
    note = folder / "made.json"
    if not note.exists():
        shutil.rmtree(folder, ignore_errors=True)
        articles = write_articles(folder / "articles", claims, run.per_day)
        note.write_text(json.dumps({"claims": claims, "per_day": run.per_day, "articles": articles}), encoding="utf-8")


if __name__ == "__main__":
    main()
