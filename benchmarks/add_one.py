"""How long one article takes to come into a large corpus and be checked there.

    python -m benchmarks.add_one --corpus DIR [--runs N] [--articles N] [--seed S]

Each run takes an event of the corpus at random, with at least so many articles, and makes a new article of it:
sentences of its articles in turn, each with a name of its own, some with another figure. A new process of the command
line adds it with --check; then it is removed again, so that the corpus is as before, but for what is kept of its
judgements. Prints wall seconds from start to exit, and where they go: to the start and imports, to loading rules and
models, to adding, to checking and writing the report. Beside it, in turn, `checker compare` of the same article with
those of its event from files, and whether both give the same findings. One run of each goes first and is not counted,
so that all files are in the system's cache; modules are compiled beforehand, as pip does where it installs them.

Ends with status 1 where the findings are not those of compare. They are only where the corpus was read by this program
and holds the vectors of its encoder: not in one of noised vectors or shifted dates, as made for measurements of size.
"""

from __future__ import annotations

import argparse
import compileall
import itertools
import json
import os
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import checker
from checker.corpus import Corpus
from checker.corpus.events import documents_of, event_named, extractions_of
from checker.values.claim import Extraction
from checker.values.text import Document

NAME = "add-one.txt"
SENTENCES = 12  # of the new article
CHANGED = 0.3  # share of its sentences with another figure
ACCEPTED = (0, 1, 3)  # exit statuses: nothing found, findings, something not checked
SYLLABLES = ("va", "mel", "tor", "ish", "qua", "dren", "lo", "bek", "sy", "nar", "hu", "pim")
STAGES = ("start and imports", "rules and models", "adding", "checking")

# The command line with a clock at the borders of its stages; what is imported late counts where it is imported.
TIMED = """
import sys, time
marks = [time.time()]
from checker.cli import corpus_add
from checker.cli.main import main

def marked(name):
    function = getattr(corpus_add, name)
    def timed(*given, **named):
        marks.append(time.time())
        return function(*given, **named)
    setattr(corpus_add, name, timed)

for name in ("loaded", "counting", "report_of"):
    marked(name)
status = main(sys.argv[2:])
marks.append(time.time())
open(sys.argv[1], "w").write(" ".join(map(str, marks)))
sys.stdout.flush()
sys.exit(status)
"""


@dataclass(frozen=True, slots=True)
class Case:
    """A new article, and those of its event."""

    event: str
    text: str
    published: str  # ISO date; empty: unknown
    others: tuple[Document, ...]


@dataclass(frozen=True, slots=True)
class Run:
    """What one article took."""

    seconds: float  # wall time of the whole process
    stages: tuple[float, ...]  # seconds, as STAGES
    compared: float  # wall seconds of checker compare
    same: bool  # whether both gave the same findings of the new article
    found: int


def case_of(corpus: Corpus, rng: random.Random, least: int) -> Case:
    """A new article of an event that has at least so many."""
    query = "SELECT event FROM documents GROUP BY event HAVING count(*) >= ? AND count(day) > 0"
    with corpus.look() as snapshot:
        events = [number for (number,) in snapshot.connection.execute(query, (least,))]
        if not events:
            sys.exit(f"no event of {corpus.folder} has {least} articles; ask for fewer with --articles")
        event = event_named(snapshot.connection, f"E{rng.choice(events)}")
        documents = documents_of(snapshot.connection, event)
        extractions = extractions_of(snapshot.connection, event)
    sentences = [_sentences(d, e) for d, e in zip(documents, extractions, strict=True)]
    lines = [of_one[i] for i in range(SENTENCES) for of_one in sentences if i < len(of_one)][:SENTENCES]
    lines = [_in_other_words(line, rng, changed=rng.random() < CHANGED) for line in lines]
    days = [d.published.day.isoformat() for d in documents if d.published]
    return Case(event.name, "\n".join(lines) + "\n", max(days), documents)


def _sentences(document: Document, extraction: Extraction) -> list[str]:
    spans = sorted({claim.sentence for claim in extraction.claims})
    return [span.of(document.text).replace("\n", " ") for span in spans]


def _in_other_words(line: str, rng: random.Random, *, changed: bool) -> str:
    """The sentence with a name that no article has, so that its vector is made anew; with ``changed`` its first figure
    of two digits or more is another one, if it is no year.
    """
    if changed:
        figure = r"\b(?!(?:19|20)\d\d\b)\d{2,}\b"
        line = re.sub(figure, lambda m: str(int(m[0]) + rng.randrange(11, 60)), line, count=1)
    place = "".join(rng.choice(SYLLABLES) for _ in range(4)).capitalize()
    return f"{line.rstrip('.')} near {place}."


def measured(corpus: Path, case: Case, folder: Path) -> Run:
    """Add the article by a process of its own, remove it, compare it by another."""
    article, script, marks = folder / NAME, folder / "timed.py", folder / "marks"
    article.write_text(case.text, encoding="utf-8")
    script.write_text(TIMED, encoding="utf-8")
    dates = _dated([(article.as_posix(), case.published)])
    given = ["corpus", "add", "-C", str(corpus), "--check", "--format", "json", *dates, str(article)]
    began = time.time()
    added = _ended([str(script), str(marks), *given])
    ended = time.time()
    _, *borders = map(float, marks.read_text().split())
    stages = (borders[0] - began, *(b - a for a, b in itertools.pairwise(borders)))
    _ended(["-m", "checker", "corpus", "remove", "-C", str(corpus), "--quiet", str(article)])
    files = []
    for number, document in enumerate(case.others):
        files.append((folder / f"{number:03}.txt", document))
        files[-1][0].write_text(document.text, encoding="utf-8")
    dates += _dated([(str(f), d.published.day.isoformat()) for f, d in files if d.published])
    compare = ["compare", "--format", "json", *dates, str(article), *(str(f) for f, _ in files)]
    began_comparing = time.time()
    compared = _ended(["-m", "checker", *compare])
    seconds = time.time() - began_comparing
    ours, theirs = (_of_article(report, str(article)) for report in (added, compared))
    return Run(ended - began, stages, seconds, ours == theirs, len(ours))


def _dated(days: list[tuple[str, str]]) -> list[str]:
    return [word for name, day in days if day for word in ("--published", f"{name}={day}")]


def _of_article(report: str, name: str) -> set[tuple[str, str, float]]:
    """Fingerprint, verdict and confidence of the findings with that article."""
    findings = json.loads(report)["findings"]
    return {
        (f["fingerprint"], f["verdict"], f["confidence"])
        for f in findings
        if name in (f["a"]["source"], f["b"]["source"])
    }


def _ended(arguments: list[str]) -> str:
    """What Python with these arguments writes; stop the benchmark where it fails."""
    environment = os.environ | {"HF_HUB_OFFLINE": "1"}
    done = subprocess.run([sys.executable, *arguments], capture_output=True, text=True, env=environment, check=False)
    if done.returncode not in ACCEPTED:
        sys.exit(f"{' '.join(arguments)} ended with status {done.returncode}:\n{done.stderr}")
    return done.stdout


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, required=True, help="a corpus of the default encoder")
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--articles", type=int, default=3, help="that an event must have to be taken")
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    compileall.compile_dir(Path(checker.__file__).parent, quiet=2)
    corpus = Corpus.open(options.corpus)
    with corpus.look() as snapshot:
        counts = [
            snapshot.connection.execute(f"SELECT count(*) FROM {t}").fetchone()[0] for t in ("documents", "claims")
        ]
    print(f"{counts[0]:,} articles, {counts[1]:,} claims")
    rng, runs = random.Random(options.seed), []
    with tempfile.TemporaryDirectory() as folder:
        for number in range(options.runs + 1):
            case = case_of(corpus, rng, options.articles)
            run = measured(options.corpus, case, Path(folder))
            if number:
                runs.append(run)
                parts = ", ".join(f"{stage} {s:.2f}" for stage, s in zip(STAGES, run.stages, strict=True))
                same = "as compare" if run.same else "NOT as compare"
                print(
                    f"{case.event} of {len(case.others)}: {run.seconds:.2f} s ({parts}); {run.found} findings, {same}",
                    flush=True,
                )
    seconds = [run.seconds for run in runs]
    print(f"corpus add --check: median {statistics.median(seconds):.2f} s, slowest {max(seconds):.2f} s")
    for at, stage in enumerate(STAGES):
        print(f"  {stage}: median {statistics.median(run.stages[at] for run in runs):.2f} s")
    print(f"checker compare of the same articles: median {statistics.median(run.compared for run in runs):.2f} s")
    sys.exit(not all(run.same for run in runs))


if __name__ == "__main__":
    main()
