"""What it costs to hold claims against each other: matching, clusters and rules, on articles that are made up.

    python -m benchmarks.judging [--articles N ...] [--lines N] [--alike N]

For growing numbers of articles of one event, 18 claims each: pairs of claims, how many of them some kind of rule looks
at, seconds for matching (the search, near pairs, clusters), seconds for judging, and pairs judged a second, beside the
same kinds without what they say of themselves (``Kind.sides`` and ``Kind.worth``), so that each is asked about every
pair. Both run in one process, the reference last and with everything warm that is kept of a text, and must find the
same. Then two articles of which all lines are nearly alike: N lines for matching, fewer for judging, where nearly every
pair has something to find. Seconds are of processor time, so that a busy machine changes them less; the encoder's are
not counted. Bytes for each pair are the peak of what is allocated while pairs are screened.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import time
import tracemalloc
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from checker.claims.extract import extract
from checker.clusters.candidates import across, near_pairs
from checker.clusters.linkage import average_linkage
from checker.config import Config
from checker.index.build import build_index
from checker.pipeline import Parts, encoded, load
from checker.registry import Registry
from checker.rules.evidence import Evidence, gather
from checker.rules.kind import Kind
from checker.rules.kinds import KINDS
from checker.rules.plan import Judging, plan_of
from checker.rules.run import Placed, Views, judge
from checker.rules.screen import screen
from checker.rules.slots import SlotVectors
from checker.values.match import Cluster, Matches
from checker.values.text import Document, PublicationDate

T = TypeVar("T")
WIDE_OPEN = Registry("rule kind", [(name, replace(KINDS[name], sides=None, worth=None)) for name in KINDS])
CLAIMS = 18  # of an article
DAY = date(2033, 5, 9)
DAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
PLACES = ["Arden", "Dorn", "Tarn", "Lantis", "Rovia", "Halden", "Merrow", "Vexford", "Ostrel", "Kelby"]
PEOPLE = ["Ana Ruiz", "Jon Vera", "Ola Berg", "Mira Amadi", "Tom Keane", "Lena Dorsey", "Pavel Stroh", "Ines Calder"]
BODIES = [
    "the Harbour Authority",
    "the Ministry of Transport",
    "Merrow Rail",
    "the Northern Fire Service",
    "Kelby Hospital",
]
SENTENCES = """\
At least {n} people were killed when the ferry sank off {place} on {day}.
{n} passengers were rescued, {body} said on {day}.
The ferry carried {n} passengers and {m} crew, according to {body}.
{person}, the captain, was arrested in {place} on {day}.
{person} was not arrested, {body} said.
The inquiry found that the fire was caused by a faulty cable.
Investigators blamed a welder's torch for the fire.
The ferry left {place} for {other} at {m} a.m. on {day}.
Shares of Merrow Rail fell by {m}.5 percent after the news.
Shares of Merrow Rail rose {m} percent in {place}.
All {n} lifeboats were launched, {person} told reporters.
Half of the lifeboats could not be launched.
It was the third sinking off {place} this year.
It was the deadliest accident since {year}.
“We did all that we could,” said {person} of {body}.
“We did all that we could,” {person} told a court in {other}.
The rescue cost ${m} million, {body} estimated.
Merrow Rail sued the Harbour Authority over the loss of the ferry.
A nurse found the captain in the dining room.
{body} has banned the use of open fires on ships from {day}.
The court in {place} upheld the ban on {day}.
Divers searched the wreck for {m} hours and found {n} bodies.
{person} said the ship had not been inspected since {year}.
The ship was inspected in {place} in {year}, records show.
More than {n} relatives gathered at the harbour of {other} on {day}.
The weather was calm and the sea was flat that night.
The ferry will be raised by the end of the year, {body} said.
{person} resigned as minister on {day}.
The storm damaged {n} houses in {place} and {m} in {other}.
Engineers restored power to {n} homes by {day}.""".splitlines()
ALIKE = "Station {line} of the northern line counted {n} passengers on {day}."


@dataclass(frozen=True, slots=True)
class Matched:
    """Claims with all that the rules are asked about."""

    evidence: Evidence
    matches: Matches
    clusters: tuple[Cluster, ...]
    slots: SlotVectors
    seconds: float  # of matching


def article(name: str, lines: Sequence[str], day: date) -> Document:
    """An article of those lines."""
    text = "\n\n".join(line[:1].upper() + line[1:] for line in lines)
    digest = hashlib.sha256(text.encode()).hexdigest()
    return Document(name, text, published=PublicationDate(day, "option"), sha256=digest)


def filled(sentence: str, rng: random.Random, line: int = 0) -> str:
    """A sentence with values by chance."""
    return sentence.format(
        line=line,
        n=rng.randint(20, 900),
        m=rng.randint(2, 12),
        place=rng.choice(PLACES),
        other=rng.choice(PLACES),
        day=rng.choice(DAYS),
        person=rng.choice(PEOPLE),
        body=rng.choice(BODIES),
        year=rng.randint(1990, 2020),
    )


def articles(count: int) -> list[Document]:
    """Articles on one event, each with other sentences and values."""
    rng = random.Random(count)
    drawn = ([filled(s, rng) for s in rng.sample(SENTENCES, CLAIMS)] for _ in range(count))
    return [article(f"{n}.txt", lines, DAY + timedelta(days=n % 5)) for n, lines in enumerate(drawn)]


def alike(lines: int) -> list[Document]:
    """Two articles of which all lines differ in their values alone."""
    rng = random.Random(lines)
    return [article(f"{n}.txt", [filled(ALIKE, rng, i) for i in range(lines)], DAY) for n in range(2)]


def timed(run: Callable[[], T]) -> tuple[T, float]:
    """What ``run`` returns, and the seconds of processor time that it took."""
    began = time.process_time()
    result = run()
    return result, time.process_time() - began


def linked(rows: NDArray[np.float32], sources: Sequence[str], config: Config) -> tuple[Matches, tuple[Cluster, ...]]:
    """The pairs of rows of two sources, and the clusters of all rows."""
    index = build_index(config.index.name, rows)
    near = near_pairs(index.search(rows, config.clusters.neighbours), config.clusters)
    return across(near, sources), average_linkage(len(rows), near, config.clusters.threshold)


def matched(documents: Sequence[Document], parts: Parts) -> Matched:
    """The stages before the rules; reading and encoding are not timed."""
    claims = tuple(c for d in documents for c in extract(d, parts.config.claims).claims)
    ((rows, slots),) = encoded([claims], parts.encoder)
    (matches, clusters), seconds = timed(lambda: linked(rows, [c.source for c in claims], parts.config))
    return Matched(gather(claims, documents, matches), matches, clusters, slots, seconds)


def judged(of: Matched, parts: Parts, kinds: Registry[Kind]) -> tuple[tuple[Placed, ...], float]:
    """The findings of the rules, with the seconds that they took."""
    return timed(lambda: judge(of.evidence, of.matches, of.clusters, of.slots, parts.rules, kinds))


def screened(of: Matched, parts: Parts) -> tuple[int, float]:
    """How many pairs some kind looks at, and the bytes that it takes to tell, for each pair."""
    plan = plan_of(parts.rules, KINDS)
    silent = Judging(plan, asking=False).silent
    tracemalloc.start()
    whole = Views(of.evidence, of.matches, of.slots).whole
    kinds = screen(plan, silent, of.evidence, whole)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return int((kinds != 0).sum()), peak / max(1, len(of.matches))


def row(label: str, documents: Sequence[Document], parts: Parts) -> str:
    """One line of the table; stops the benchmark where the findings are not those of the reference."""
    of = matched(documents, parts)
    found, seconds = judged(of, parts, KINDS)
    expected, reference = judged(of, parts, WIDE_OPEN)
    if found != expected:
        raise SystemExit(f"{label}: {len(found)} findings, and {len(expected)} where every pair is looked at")
    looked_at, size = screened(of, parts)
    pairs = len(of.matches)
    return (
        f"{label:24}{len(of.evidence.claims):7}{pairs:9}{looked_at:10}{len(found):9}{of.seconds:9.2f}{seconds:9.2f}"
        f"{pairs / seconds:10.0f}{reference:11.2f}{pairs / reference:10.0f}{size:8.0f}"
    )


def near_identical(lines: int, config: Config) -> str:
    """Matching alone of two articles of so many lines, all as near each other as lines that differ in their values."""
    rng = np.random.default_rng(lines)
    noisy = rng.standard_normal(384) + 0.2 * rng.standard_normal((2 * lines, 384))
    rows = (noisy / np.linalg.norm(noisy, axis=1, keepdims=True)).astype(np.float32)
    sources = ["a"] * lines + ["b"] * lines
    (matches, clusters), seconds = timed(lambda: linked(rows, sources, config))
    return (
        f"two articles of {lines} lines: {len(matches)} pairs, {len(clusters)} clusters, {seconds:.1f} s for matching"
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, nargs="+", default=[5, 10, 20, 40], metavar="N")
    parser.add_argument("--lines", type=int, default=3000, help="of each of two articles that are matched")
    parser.add_argument("--alike", type=int, default=60, help="of each of two articles that are judged too")
    options = parser.parse_args()
    config = Config()
    parts = load(replace(config, entailment=replace(config.entailment, name="none")))
    print(
        f"{'':24}{'':7}{'':9}{'looked':>10}{'':9}{'match':>9}{'judge':>9}{'pairs':>10}{'reference':>11}{'pairs':>10}{'bytes':>8}"
    )
    print(
        f"{'articles':24}{'claims':>7}{'pairs':>9}{'at':>10}{'findings':>9}{'s':>9}{'s':>9}{'a second':>10}{'s':>11}"
        f"{'a second':>10}{'a pair':>8}"
    )
    for count in options.articles:
        print(row(f"{count} of {CLAIMS} claims", articles(count), parts), flush=True)
    print(row(f"2 of {options.alike} lines alike", alike(options.alike), parts), flush=True)
    print(near_identical(options.lines, parts.config))


if __name__ == "__main__":
    main()
