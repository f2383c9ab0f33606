"""How fast checker is, beside the shortest program on sentence-transformers that looks for other digits.

    python -m benchmarks.speed [--articles A B] [--runs N] [--sentences N]

Whole processes, from start to exit: the median wall time and the largest resident memory of N runs each. "First" has
an empty vector cache, "again" has the cache of the run before. Modules are compiled beforehand, as pip does where it
installs them, and one run of each is made and not counted, so that all files are in the system's page cache. Then
sentences per second of the two encoders in one process, with the same number of threads. Linux and macOS.
"""

# ruff: noqa: PLC0415 - what is measured is imported where it is measured; a small parent measures small children
from __future__ import annotations

import argparse
import compileall
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
CHECKER = ("-m", "checker", "compare", "--format", "json")
SENTENCE_END = re.compile(r"(?<=[.!?])\s+|\n+")
WORDS = 25  # of a sentence whose encoding is timed
ACCEPTED = (0, 1)  # exit statuses: no findings, findings
KILOBYTES = 1024 if sys.platform == "darwin" else 1  # the unit of ru_maxrss differs by system

REFERENCE = r"""
import re, sys
from pathlib import Path
from sentence_transformers import SentenceTransformer

model = SentenceTransformer(sys.argv[1], device="cpu")
texts = [Path(name).read_text(encoding="utf-8") for name in sys.argv[2:]]
articles = [[s for s in re.split(r"(?<=[.!?])\s+|\n+", text) if s.strip()] for text in texts]
rows = [model.encode(sentences, normalize_embeddings=True, show_progress_bar=False) for sentences in articles]
digits = [[set(re.findall(r"\d[\d,.]*", s)) for s in sentences] for sentences in articles]
cosines = rows[0] @ rows[1].T
for i, a in enumerate(articles[0]):
    for j, b in enumerate(articles[1]):
        if cosines[i, j] > 0.7 and digits[0][i] and digits[1][j] and digits[0][i] != digits[1][j]:
            print(a, "|", b)
"""


@dataclass(frozen=True, slots=True)
class Cost:
    """What one process took."""

    seconds: float  # wall time from start to exit
    megabytes: float  # the largest resident memory


def measured(arguments: Sequence[str], cache: Path) -> Cost:
    """Run Python with these arguments to its end; stop the benchmark where it fails."""
    environment = os.environ | {"CHECKER_CACHE_DIR": str(cache), "HF_HUB_OFFLINE": "1"}
    with tempfile.TemporaryFile() as errors:
        began = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, *arguments], stdout=subprocess.DEVNULL, stderr=errors, env=environment, cwd=ROOT
        )
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode not in ACCEPTED:
            errors.seek(0)
            message = errors.read().decode(errors="replace")
            sys.exit(f"{' '.join(arguments)} ended with status {process.returncode}:\n{message}")
    return Cost(seconds, usage.ru_maxrss / 1024 / KILOBYTES)


def processes(articles: Sequence[str], runs: int, model: str) -> dict[str, Cost]:
    """The medians of ``runs`` runs of each program, run in turn so that a busy machine slows all alike."""
    costs: dict[str, list[Cost]] = {"first": [], "again": [], "reference": []}
    with tempfile.TemporaryDirectory() as folder:
        script = Path(folder) / "reference.py"
        script.write_text(REFERENCE, encoding="utf-8")
        for number in range(runs + 1):
            cache = Path(folder) / str(number)
            costs["first"].append(measured([*CHECKER, *articles], cache))
            costs["again"].append(measured([*CHECKER, *articles], cache))
            costs["reference"].append(measured([str(script), model, *articles], cache))
    return {name: _median(many[1:]) for name, many in costs.items()}


def _median(costs: Sequence[Cost]) -> Cost:
    return Cost(statistics.median(c.seconds for c in costs), statistics.median(c.megabytes for c in costs))


def throughput(texts: Sequence[str], model: str) -> tuple[float, float]:
    """Sentences per second of the built-in encoder and of sentence-transformers; the best of three passes each."""
    from checker.encoders.minilm import MiniLm

    ours = _rate(MiniLm().encode, texts)

    from sentence_transformers import SentenceTransformer

    reference = SentenceTransformer(model, device="cpu")
    theirs = _rate(lambda part: reference.encode(part, show_progress_bar=False), texts)
    return ours, theirs


def _rate(encode: Callable[[Sequence[str]], object], texts: Sequence[str]) -> float:
    encode(texts[:8])  # loads what is loaded late
    times = []
    for _ in range(3):
        began = time.perf_counter()
        encode(texts)
        times.append(time.perf_counter() - began)
    return len(texts) / min(times)


def sentences_of(paths: Sequence[Path], count: int) -> list[str]:
    """``count`` texts of about WORDS words, each with another number in front so that no two are equal."""
    words = [word for path in paths for word in path.read_text(encoding="utf-8").split()]
    starts = range(0, len(words) - WORDS, 7)
    return [f"{n} " + " ".join(words[starts[n % len(starts)] :][: WORDS - 1 + n % 9 - 4]) for n in range(count)]


def first_articles() -> list[str]:
    """Two articles of the first corpus there is."""
    for folder in sorted((ROOT / "corpora").iterdir()):
        articles = sorted(folder.glob("*.txt"))
        if len(articles) > 1:
            return [str(path) for path in articles[:2]]
    sys.exit("corpora/ holds no two articles; name two with --articles A B")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", nargs=2, metavar=("A", "B"), help="by default two of the first corpus")
    parser.add_argument("--runs", type=int, default=5, help="counted runs of each program")
    parser.add_argument("--sentences", type=int, default=400, help="how many the encoders are timed on; 0: not at all")
    options = parser.parse_args()
    articles = options.articles or first_articles()

    from checker.models.minilm_files import installed_folder

    model = str(installed_folder())
    compileall.compile_dir(ROOT / "checker", quiet=1)
    costs = processes([str(Path(a).resolve()) for a in articles], max(1, options.runs), model)
    count = sum(
        len([s for s in SENTENCE_END.split(Path(a).read_text(encoding="utf-8")) if s.strip()]) for a in articles
    )
    print(f"checker compare, two articles of together {count} sentences, median of {max(1, options.runs)} runs")
    print(f"{'':38}{'seconds':>9}{'ratio':>8}{'MB':>8}{'ratio':>8}")
    reference = costs["reference"]
    rows = {"sentence-transformers and digits": "reference", "checker, first": "first", "checker, again": "again"}
    for label, name in rows.items():
        cost = costs[name]
        times, memory = reference.seconds / cost.seconds, reference.megabytes / cost.megabytes
        print(f"{label:38}{cost.seconds:9.2f}{times:7.1f}x{cost.megabytes:8.0f}{memory:7.1f}x")
    if options.sentences:
        texts = sentences_of([Path(a) for a in articles], options.sentences)
        ours, theirs = throughput(texts, model)
        print(f"\n{len(texts)} sentences of about {WORDS} words, per second")
        print(f"{'sentence-transformers':38}{theirs:9.0f}{1:7.1f}x")
        print(f"{'checker':38}{ours:9.0f}{ours / theirs:7.1f}x")


if __name__ == "__main__":
    main()
