"""How long each format takes to write a report of 300 findings from 20 sources, and how large it is.

    python -m benchmarks.report_formats [--sources N] [--findings N] [--rounds N]

The articles are made, each with its own figures for the facts that it has, and are compared by the rules alone: the
report has everything that a real one has. Time is wall time in this process, the median of the rounds after one that is
not counted; memory is the most that Python held beyond the report, in a round of its own. Exit status 1 where a format
takes more than a second.
"""

from __future__ import annotations

import argparse
import importlib.util
import random
import statistics
import sys
import time
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import replace

from checker import Article, Report, load, load_config
from checker.report import FORMATS, RenderOptions

LIMIT = 1.0  # seconds for one report
FACTS_EACH = 6  # how many one article has
FACTS = 14  # in all
PLACES = ("Arden", "Belmoor", "Corrin", "Dunvale", "Estrel", "Farrow", "Glenside", "Harrowick", "Ilmere", "Jessop")
SENTENCES = (
    "The flood destroyed {n} homes in {place}, the council said.",
    "In {place}, {n} people were taken to hospital after the flood.",
    "According to the fire service, {n} bridges near {place} are closed.",
    "The flood has left {n} farms around {place} without power.",
)


def articles(sources: int) -> list[Article]:
    """``sources`` articles, each with some of the facts and with figures of its own; the same on every call."""
    chance = random.Random(11)
    made = []
    for number in range(1, sources + 1):
        said = [_sentence(fact, chance.randint(2, 900)) for fact in sorted(chance.sample(range(FACTS), FACTS_EACH))]
        text = "\n".join(said)
        made.append(Article(text, id=f"paper-{number:02}.txt", published="2031-03-04", title=f"Paper {number}"))
    return made


def _sentence(fact: int, figure: int) -> str:
    kind, place = fact % len(SENTENCES), PLACES[fact // len(SENTENCES) % len(PLACES)]
    return SENTENCES[kind].format(n=figure, place=place)


def compared(sources: int, findings: int) -> Report:
    """A report of that many sources and findings; stop where there are not as many."""
    report = load(load_config(overrides={"entailment.name": "none"})).compare(articles(sources))
    if len(report.findings) < findings:
        sys.exit(f"{sources} sources disagree {len(report.findings)} times, not {findings}: take more sources")
    return replace(report, findings=report.findings[:findings])


def writers(report: Report) -> Iterator[tuple[str, Callable[[], object]]]:
    """What is timed, by name."""
    for name in FORMATS.names():
        yield name, lambda name=name: FORMATS[name](report, RenderOptions())  # type: ignore[misc]
    yield "text, in colour, verbose", lambda: FORMATS["text"](report, RenderOptions(color=True, verbose=True))
    yield "notebook", report._repr_html_
    if importlib.util.find_spec("pandas"):
        yield "to_pandas", report.to_pandas
        yield "facts_to_pandas", report.facts_to_pandas


def measured(write: Callable[[], object], rounds: int) -> tuple[float, float, int | None]:
    """Seconds, megabytes, and bytes of what was written; None where that is no text."""
    text, times = write(), []
    for _ in range(rounds):
        began = time.perf_counter()
        write()
        times.append(time.perf_counter() - began)
    tracemalloc.start()
    write()
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    return statistics.median(times), peak / 2**20, len(text.encode()) if isinstance(text, str) else None


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sources", type=int, default=20)
    parser.add_argument("--findings", type=int, default=300)
    parser.add_argument("--rounds", type=int, default=7)
    given = parser.parse_args()
    began = time.perf_counter()
    report = compared(given.sources, given.findings)
    compared_in = time.perf_counter() - began
    claims = sum(source.claims for source in report.sources)
    print(f"{len(report.sources)} sources, {claims} claims, {len(report.facts)} facts, {len(report.findings)} findings")
    print(f"compared in {compared_in:.1f} s, the model included\n{'':26}{'ms':>9}{'kB':>9}{'MB held':>9}")
    slow = []
    for name, write in writers(report):
        seconds, megabytes, size = measured(write, max(1, given.rounds))
        print(f"{name:26}{seconds * 1000:9.1f}{'' if size is None else f'{size / 1000:.0f}':>9}{megabytes:9.1f}")
        slow += [name] * (seconds > LIMIT)
    if slow:
        print(f"more than {LIMIT:g} s: {', '.join(slow)}")
    return 1 if slow else 0


if __name__ == "__main__":
    sys.exit(main())
