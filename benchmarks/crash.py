"""Whether a corpus survives: its writer killed at random moments, and its disk full.

    python -m benchmarks.crash [--kills N] [--full N] [--seed N]

A process adds, replaces, removes, checks, compacts and rebuilds invented articles without a pause, and is killed with
SIGKILL after a random time; what it has begun and what it has finished stands in a journal outside of the corpus. Then
the corpus is read and verified, and held against the journal. Lost: an article that a finished step has put in and that
is not there, or is there with another text. Doubled: an article that is there twice, or that a finished step has taken
out. Torn: an unfinished step that is there in part. Wrong: what verify says. A killed process leaves what it has
written to the system; a power cut, which takes also that, is not tried here.

The disk is a tmpfs of 8 MB, filled up to a random rest before each step; where none can be mounted, the size of the
files of the process is limited instead (RLIMIT_FSIZE). A step that fails must say so by one message, leave the articles
as they were, and the corpus must be readable and whole before anything is freed.

The encoder counts letters, so that most of the time goes into writing. Ends with status 1 where a count is
not 0. Linux.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from checker.config import Config, IndexOptions
from checker.corpus import Corpus
from checker.corpus.add import Added, Adder, remove
from checker.corpus.articles import Batch
from checker.corpus.check import check, mark_checked
from checker.corpus.codec import unpack
from checker.corpus.compact import compact
from checker.corpus.rebuild import rebuild
from checker.corpus.verify import verify
from checker.errors import CorpusError
from checker.pipeline import Began, Parts
from checker.rules.kinds import ALL_KINDS
from checker.rules.load import load_rules
from checker.rules.shipped import shipped
from checker.values.text import Document, PublicationDate

PLACES = ("Ambrel", "Corvane", "Dunmere", "Estrow", "Fallowick", "Garrane")
MATTERS = ("homes", "barns", "bridges", "schools", "shops")
ARTICLES = 36  # names that there are; each has any number of versions
STEPS = ("add",) * 2 + ("remove",) * 12 + ("compact",) * 6 + ("rebuild",) * 3 + ("check",)
LONGEST = 0.3  # seconds until a process is killed
DISK = 8 * 1024 * 1024

State = dict[str, int]  # name of an article -> its version


class Letters:
    """An encoder that counts letters."""

    name, dimension, alone = "letters", 26, True

    def encode(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """(n, 26) float32, rows of length 1."""
        counts = np.array([[text.count(chr(97 + n)) + 0.5 for n in range(26)] for text in texts], np.float32)
        counts = counts.reshape(-1, 26)
        return counts / np.linalg.norm(counts, axis=1, keepdims=True)


@dataclass(slots=True)
class Count:
    """What was found after some faults."""

    moments: int = 0
    steps: Counter[str] = field(default_factory=Counter)  # in which a fault came
    lost: list[str] = field(default_factory=list)
    doubled: list[str] = field(default_factory=list)
    torn: list[str] = field(default_factory=list)
    wrong: list[str] = field(default_factory=list)
    refused: int = 0  # steps that ended with a message

    @property
    def problems(self) -> list[str]:
        """All that should not be."""
        named = {"lost": self.lost, "doubled": self.doubled, "torn": self.torn, "wrong": self.wrong}
        return [f"{sort}: {one}" for sort, found in named.items() for one in found]


def parts() -> Parts:
    """Rules, and the encoder that counts letters; no entailment model."""
    config = replace(Config(), index=IndexOptions("exact"))
    return Parts(config, Letters(), load_rules(("default",), ALL_KINDS, shipped("rules")))


def article(name: str, version: int) -> Document:
    """One version of an article: some sentences about one of a few events."""
    number = int(name.removeprefix("a").removesuffix(".txt"))
    words = random.Random(f"{name} {version}")
    place, matter = PLACES[number % len(PLACES)], MATTERS[number % len(MATTERS)]
    lines = [
        f"The flood in {place} destroyed {words.randint(20, 900)} {matter}, the fire service said on Monday.",
        f"The mayor of {place} said that {words.randint(2, 60)} people had been hurt.",
        f"Crews brought {words.randint(3, 90)} pumps to {place}, and the work went on through the night.",
        f"Version {version} of report {number} says that the water fell by {words.randint(1, 9)} metres.",
    ]
    day = date(2024, 3, 4) + timedelta(days=number % 7)
    text = "\n\n".join([f"Flood in {place}", *words.sample(lines, words.randint(2, 4))]) + "\n"
    return Document(id=name, text=text, published=PublicationDate(day, "field"))


def name_of(number: int) -> str:
    """The name of an article."""
    return f"a{number}.txt"


def planned(words: random.Random, state: Mapping[str, int]) -> tuple[str, State]:
    """A step: what it does, and the articles as they are after it."""
    step = words.choice(STEPS)
    after = dict(state)
    if step == "add":
        for number in words.sample(range(ARTICLES), words.randint(1, 8)):
            after[name_of(number)] = words.randint(0, 10**9)
    elif step == "remove" and state:
        for name in words.sample(sorted(state), min(len(state), words.randint(1, 3))):
            del after[name]
    return step, after


def taken(corpus: Corpus, loaded: Parts, step: str, before: Mapping[str, int], after: Mapping[str, int]) -> None:
    """Take a step."""
    if step == "check":
        done = check(corpus, loaded, Began(), new_only=True)
        mark_checked(corpus, done)
        return
    with corpus.write(10.0) as writer:
        if step == "add":
            changed = [name for name in after if before.get(name) != after[name]]
            documents = [article(name, after[name]) for name in changed]
            Adder(writer, loaded).add(Batch(documents), Added())
        elif step == "remove":
            remove(writer, [name for name in before if name not in after])
        elif step == "compact":
            compact(writer)
        else:
            rebuild(writer, loaded, "letters")


def found(corpus: Corpus) -> list[tuple[str, str]]:
    """(name, text) of every article that is in."""
    with corpus.look() as snapshot:
        rows = snapshot.connection.execute(
            "SELECT name, body FROM documents JOIN contents ON document = id ORDER BY id"
        ).fetchall()
    return [(name, unpack(body, Document).text) for name, body in rows]


def held_against(corpus: Corpus, before: State, after: State, count: Count) -> State:
    """Compare what is in with what may be in: ``before`` or ``after``, wholly; give what it is, by the names."""
    there = found(corpus)
    texts = dict(there)
    count.doubled += [name for name, times in Counter(name for name, _ in there).items() if times > 1]
    for state in (after, before):
        if texts == {name: article(name, version).text for name, version in state.items()}:
            count.wrong += verify(corpus).problems
            return dict(state)
    kept = {name: version for name, version in before.items() if after.get(name) == version}
    count.lost += [name for name, version in kept.items() if texts.get(name) != article(name, version).text]
    count.doubled += [name for name in texts if name not in before and name not in after]
    count.torn.append(f"{len(texts)} articles, neither the {len(before)} before the step nor the {len(after)} after it")
    count.wrong += verify(corpus).problems
    return {name: after.get(name, before.get(name, 0)) for name in texts}


def work(folder: Path, journal: Path, loaded: Parts, seed: str, state: State) -> None:
    """Take one step after the other, each noted before and after."""
    corpus, words = Corpus.open(folder), random.Random(seed)
    number = os.open(journal, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_APPEND, 0o600)
    while True:
        step, after = planned(words, state)
        os.write(number, json.dumps(["begin", step, after]).encode() + b"\n")
        taken(corpus, loaded, step, state, after)
        os.write(number, b'["done"]\n')
        state = after


def last_of(journal: Path, state: State) -> tuple[State, str, State]:
    """From the journal: the articles after the last finished step, and the step that was begun then, with its end."""
    step, after = "nothing", state
    if not journal.exists():
        return state, step, after
    for line in journal.read_bytes().split(b"\n")[:-1]:
        entry = json.loads(line)
        if entry[0] == "begin":
            step, after = entry[1], entry[2]
        else:
            state, step = after, "nothing"
    return state, step, after


def kills(folder: Path, times: int, seed: int) -> Count:
    """Kill a writer that often, and look at the corpus after each time."""
    count, words, loaded = Count(), random.Random(seed), parts()
    corpus = Corpus.create(folder / "corpus", loaded.encoder, "letters")
    journal, state = folder / "journal", State()
    for moment in range(times):
        journal.unlink(missing_ok=True)
        child = os.fork()
        if not child:
            code = 1
            try:
                work(corpus.folder, journal, loaded, f"{seed} {moment}", state)
            except BaseException as error:  # noqa: BLE001  # a child must not go on with the work of its parent
                sys.stderr.write(f"the writer failed by itself: {error!r}\n")
                code = 2
            finally:
                os._exit(code)
        time.sleep(words.uniform(0.0, LONGEST))
        os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        if os.WIFEXITED(status):
            count.wrong.append(f"the writer ended by itself, with status {os.WEXITSTATUS(status)}")
        before, step, after = last_of(journal, state)
        count.moments += 1
        count.steps[step] += 1
        state = held_against(corpus, before, after, count)
    return count


def full(folder: Path, times: int, seed: int, *, filled: bool) -> Count:
    """Fill the disk that often before a step; ``filled``: by a file, otherwise by a limit of the process."""
    count, words, loaded = Count(), random.Random(seed), parts()
    corpus = Corpus.create(folder / "corpus", loaded.encoder, "letters")
    state = State()
    while count.moments < times:
        step, after = planned(words, state)
        try:
            with (_filled if filled else _limited)(folder, words):
                try:
                    taken(corpus, loaded, step, state, after)
                    fine = True
                except CorpusError as error:
                    fine = False
                    count.refused += 1
                    if "disk is full" not in str(error):
                        count.wrong.append(f"{step}: {error}")
                now = held_against(corpus, state, after, count)  # while nothing can be written
        except CorpusError as error:
            count.wrong.append(f"cannot be read while the disk is full: {error}")
            now = held_against(corpus, state, after, count)
            fine = True
        if fine and now != after:
            count.lost.append(f"a step ({step}) that said it was done")
        count.moments += not fine
        count.steps[step] += not fine
        state = held_against(corpus, now, now, count)
    return count


@contextmanager
def _filled(folder: Path, words: random.Random) -> Iterator[None]:
    """A file that leaves a random rest of the disk free."""
    filler = folder / "filler"
    free = shutil.disk_usage(folder).free
    rest = words.choice((0, 4096, words.randint(0, 65_536), words.randint(0, 400_000)))
    try:
        with filler.open("wb") as file:
            file.write(bytes(max(0, free - rest)))
        yield
    finally:
        filler.unlink()


@contextmanager
def _limited(folder: Path, words: random.Random) -> Iterator[None]:
    """No file of this process grows beyond a random size."""
    largest = max(path.stat().st_size for path in folder.rglob("*") if path.is_file())
    old = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (words.randint(1024, largest), old[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, old)
        signal.signal(signal.SIGXFSZ, handler)


@contextmanager
def small_disk(folder: Path) -> Iterator[bool]:
    """Mount a small disk on a folder, where this is allowed; gives whether it is."""
    folder.mkdir()
    command = ["mount", "-t", "tmpfs", "-o", f"size={DISK}", "tmpfs", str(folder)]
    mounted = subprocess.run(command, capture_output=True, check=False).returncode == 0
    try:
        yield mounted
    finally:
        if mounted:
            subprocess.run(["umount", str(folder)], check=True)


def main() -> int:
    """Run both and print what was found."""
    parser = argparse.ArgumentParser(description="Kill the writer of a corpus, and fill its disk.")
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--full", type=int, default=50)
    parser.add_argument("--seed", type=int, default=7)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        killed = kills(Path(name), asked.kills, asked.seed)
        with small_disk(Path(name) / "disk") as mounted:
            filled = full(Path(name) / "disk", asked.full, asked.seed, filled=mounted)
    _show("killed with SIGKILL", killed)
    _show(f"disk full ({'a tmpfs of 8 MB' if mounted else 'RLIMIT_FSIZE'})", filled)
    return 1 if killed.problems or filled.problems else 0


def _show(title: str, count: Count) -> None:
    steps = ", ".join(f"{step} {times}" for step, times in sorted(count.steps.items()))
    print(f"{title}: {count.moments} moments ({steps})")
    print(f"  lost {len(count.lost)}, doubled {len(count.doubled)}, torn {len(count.torn)}, wrong {len(count.wrong)}")
    for problem in count.problems[:20]:
        print(f"    {problem}")


if __name__ == "__main__":
    sys.exit(main())
