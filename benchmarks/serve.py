"""How checker serve holds up under many users at once, beside one comparison after the other.

    python -m benchmarks.serve [--comparisons N] [--workers N]

Starts the real command on a free port, and asks it over loopback with a real client. Each comparison is that of a user
of its own, with two articles of its own: some 150 words about an invented event, in which one number is not the same.
First one after the other, then all at once. Lost: not done in the end. Mixed: a report that names an article of another
comparison, or has not its own number, or that another user can read. Meanwhile the start page is asked for ten times a
second.
Memory is the resident memory of the server and its workers together, at its highest. The program ends with status 1
where one was lost or mixed, or where the page took over 200 ms in more than one of a hundred times. Linux.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import random
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import httpx

ROOT = Path(__file__).parent.parent
MOST_SECONDS = 0.2  # in which the page is to answer
PLACES = ("Ambrel", "Corvane", "Dunmere", "Estrow", "Fallowick", "Garrane", "Hollin", "Iverne", "Jessmore", "Kelland")
MATTERS = ("homes", "barns", "bridges", "schools", "shops", "boats", "cars", "trees", "roads", "wells")
SENTENCES = (
    "The mayor of {place} said that {n} {matter} had been checked by the evening.",
    "Crews from {place} brought {n} pumps, and the work went on through the night.",
    "Near {place} the water reached {n} {matter} before it fell again.",
    "People in {place} were told to leave by noon, and most of them did.",
    "The council of {place} will meet again next week to talk about the {matter}.",
)


@dataclass(frozen=True, slots=True)
class Pair:
    """Two articles that one user gives, and the number that is in them and in no others."""

    number: int
    names: tuple[str, str]
    texts: tuple[str, str]


@dataclass(slots=True)
class Run:
    """What came of one way to ask."""

    seconds: float = 0.0
    lost: int = 0
    mixed: int = 0
    waits: list[float] = field(default_factory=list)  # seconds of each comparison, from sending to its report
    pages: list[float] = field(default_factory=list)  # seconds of each look at the start page
    megabytes: float = 0.0


def pair(number: int) -> Pair:
    """The articles of the user of that number."""
    words = random.Random(number)
    place, count = f"{words.choice(PLACES)}{number}", 1000 + 7 * number
    filler = [
        words.choice(SENTENCES).format(
            place=words.choice(PLACES), n=words.randint(3, 900), matter=words.choice(MATTERS)
        )
        for _ in range(10)
    ]
    texts = []
    for value in (count, count * 3):
        own = f"The flood in {place} destroyed {value} homes, the fire service said."
        texts.append("\n".join(["Published: 2024-03-04", "", own, *words.sample(filler, len(filler))]) + "\n")
    return Pair(count, (f"{place}-morning.txt", f"{place}-noon.txt"), (texts[0], texts[1]))


async def compare(base: str, token: str, given: Pair, others: set[str], run: Run) -> None:
    """One user: a session, two articles, the report; then another user asks for it."""
    began = time.perf_counter()
    async with httpx.AsyncClient(base_url=base, timeout=600, trust_env=False, verify=False) as client:
        by_token = {"authorization": f"Bearer {token}"}
        key = (await client.post("/api/v1/sessions", headers=by_token)).json()["key"]
        client.headers["authorization"] = f"Bearer {key}"
        articles = [{"name": name, "text": text} for name, text in zip(given.names, given.texts, strict=True)]
        taken = (await client.post("/api/v1/comparisons", json={"articles": articles})).json()
        while taken.get("state") in ("waiting", "running"):
            taken = (await client.get(f"/api/v1/comparisons/{taken['id']}", params={"wait": 20})).json()
        if taken.get("state") != "done":
            run.lost += 1
            return
        path = f"/api/v1/comparisons/{taken['id']}/report"
        text = (await client.get(path)).text
        run.waits.append(time.perf_counter() - began)
        foreign = (await client.get(path, headers=by_token)).status_code != 404
        own = all(name in text for name in given.names) and f'"{given.number:d}"' in text
        run.mixed += foreign or not own or any(name in text for name in others - set(given.names))


async def look(base: str, token: str, run: Run) -> None:
    """Ask for the start page, ten times a second, until cancelled."""
    async with httpx.AsyncClient(
        base_url=base, timeout=60, trust_env=False, verify=False, follow_redirects=True
    ) as client:
        await client.get("/", params={"token": token})
        while True:
            began = time.perf_counter()
            (await client.get("/")).raise_for_status()
            run.pages.append(time.perf_counter() - began)
            await asyncio.sleep(0.1)


async def weigh(process: int, run: Run) -> None:
    """Note the highest resident memory, five times a second, until cancelled."""
    while True:
        run.megabytes = max(run.megabytes, sum(map(resident, (process, *children(process)))))
        await asyncio.sleep(0.2)


def children(process: int) -> Iterator[int]:
    """The processes that this one has started, and theirs."""
    found = Path(f"/proc/{process}/task/{process}/children")
    tasks = Path(f"/proc/{process}/task")
    for task in tasks.iterdir() if tasks.is_dir() else (found,):
        for child in (task / "children").read_text().split() if (task / "children").exists() else ():
            yield int(child)
            yield from children(int(child))


def resident(process: int) -> float:
    """Its resident memory in megabytes; 0 where it has ended."""
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    except (OSError, ValueError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 2**20


async def measured(base: str, token: str, process: int, pairs: list[Pair], *, at_once: bool) -> Run:
    """All comparisons, at once or one after the other, while the page is looked at."""
    run, others = Run(), {name for one in pairs for name in one.names}
    beside = [asyncio.create_task(look(base, token, run)), asyncio.create_task(weigh(process, run))]
    began = time.perf_counter()
    if at_once:
        await asyncio.gather(*(compare(base, token, one, others, run) for one in pairs))
    else:
        for one in pairs:
            await compare(base, token, one, others, run)
    run.seconds = time.perf_counter() - began
    for task in beside:
        task.cancel()
    await asyncio.gather(*beside, return_exceptions=True)
    return run


def show(label: str, count: int, run: Run) -> None:
    slow = sum(seconds > MOST_SECONDS for seconds in run.pages)
    print(f"{label:22}{count:6}{run.lost:6}{run.mixed:7}{run.seconds:9.1f}{count / run.seconds:9.2f}", end="")
    print(f"{statistics.median(run.waits):9.2f}{max(run.waits):9.2f}", end="")
    print(f"{1000 * statistics.median(run.pages):9.0f}{1000 * max(run.pages):9.0f}{slow:4}/{len(run.pages):<5}", end="")
    print(f"{run.megabytes:7.0f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--comparisons", type=int, default=50, help="at once, each of a user of its own")
    parser.add_argument("--workers", type=int, default=2)
    options = parser.parse_args()
    count = max(2, options.comparisons)
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, "-m", "checker", "serve", "--no-open", "--port", "0", "--cache-dir", folder]
        environment = os.environ | {"HF_HUB_OFFLINE": "1", "PYTHONPATH": str(ROOT)}
        process = subprocess.Popen(
            [*command, "--workers", str(options.workers)],
            cwd=folder,
            stdout=subprocess.PIPE,
            text=True,
            env=environment,
        )
        try:
            found = re.search(r"(http://\S+)/\?token=(\S+)", process.stdout.readline() if process.stdout else "")
            if found is None:
                sys.exit("checker serve did not start")
            base, token = found[1], found[2]
            runs = []
            for at_once in (False, True):
                pairs = [pair(number + (500 if at_once else 0)) for number in range(count)]  # no vector is known yet
                runs.append(asyncio.run(measured(base, token, process.pid, pairs, at_once=at_once)))
        finally:
            process.send_signal(signal.SIGINT)
            process.wait(30)
    head = ("", "of", "lost", "mixed", "seconds", "per s", "median s", "most s", "page ms", "most ms", "over 200", "MB")
    print("{:22}{:>6}{:>6}{:>7}{:>9}{:>9}{:>9}{:>9}{:>9}{:>9}{:>10}{:>7}".format(*head))
    for label, run in zip(("one after the other", "all at once"), runs, strict=True):
        show(label, count, run)
    slow = [sum(seconds > MOST_SECONDS for seconds in run.pages) / len(run.pages) for run in runs]
    if any(run.lost or run.mixed for run in runs) or max(slow) > 1 / 100:
        sys.exit(1)


if __name__ == "__main__":
    main()
