"""How long many rules take: to load, and to compare by, beside the plainest way to read them and beside few rules.

    python -m benchmarks.rules_speed [--articles A B ...] [--rules N] [--runs N]

A file of N rules that extends the pack "default" is made, the same each time: of every twenty ten are of the kind
quantity and ten of the other kinds in turn. Nearly all have filters under ``where``, as the rules of packs have that
are made for one sort of news: what is counted, a unit, a dimension, the sort of a figure, names, the path of a source,
its publisher, where in the article a claim stands, and some of them under ``not``. One in ten of the kind quantity has
no filter and a tolerance of its own, one in ten of the others none and a threshold of its own: they look at every pair.
Each rule has a description, a reason and every third one a test.

Loading is timed in processes of their own, with all modules imported and nothing else done, and so is yaml.CSafeLoader,
which builds plain lists and mappings of the same text and checks nothing. Comparing is timed by twenty rules and by N,
in turn, so that a busy machine slows both alike: as whole processes of ``checker compare``, and in one process, with
models and rules loaded and the vectors of the texts known, from the text of the articles to the findings. The medians
of the runs are shown.
"""

# ruff: noqa: PLC0415 - what is measured is imported where it is measured
from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

ROOT = Path(__file__).parent.parent
FEW = 20  # rules that many are compared with
SHIPPED = 13  # rules of the pack "default", which the files extend
OTHERS = (
    *("sum", "period", "polarity", "entity", "antonym", "ordinal"),
    *("quantifier", "cause", "attribution", "role", "filler", "entailment"),
)
COUNTED = (
    *("soldier", "dead", "injured", "house", "ship", "protester", "seat", "case", "ballot", "aircraft", "job", "tank"),
    *("worker", "student", "patient", "vehicle", "building", "migrant", "prisoner", "species", "acre", "shareholder"),
)
UNITS = ("percent", "USD", "EUR", "mile", "kilometre", "tonne", "barrel", "basis point", "hectare", "celsius", "hour")
DIMENSIONS = ("money", "percent", "length", "mass", "area", "duration", "temperature", "points", "speed", "volume")
NAMES = ("Beirut", "Kursk", "Lebanon", "Russia", "Jerome Powell", "Federal Reserve", "Oslo", "Tarn Mills", "Ana Ruiz")
PUBLISHERS = ("Evening Star", "Morning *", "The Harbour Post", "Northern Wire")
PATHS = ("agency-*.txt", "wire/*", "*-live.html", "blog-*", "reports/*.pdf")

LOAD = """
import sys, time
from pathlib import Path
from checker.config import Config
from checker.rules.kinds import KINDS
from checker.rules.load import load_rules
from checker.rules.shipped import shipped
began = time.perf_counter()
Config()
rules = load_rules([sys.argv[1]], KINDS, shipped("rules"))
print(time.perf_counter() - began, len(rules.rules))
"""
REFERENCE = """
import sys, time, yaml
began = time.perf_counter()
with open(sys.argv[1], encoding="utf-8") as file:
    data = yaml.load(file, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
print(time.perf_counter() - began, len(data["rules"]))
"""


def filters(n: int) -> str:
    """The filters of the nth rule on figures: what news of one sort counts or measures, seldom more than two."""
    counted = f"counted: [{COUNTED[n % len(COUNTED)]}, {COUNTED[(n * 7 + 3) % len(COUNTED)]}]"
    return (
        counted,
        f"unit: [{UNITS[n % len(UNITS)]}]",
        f"dimension: {DIMENSIONS[n % len(DIMENSIONS)]}, role: [level, change]",
        f"{counted}, entities: [{NAMES[n % len(NAMES)]}]",
        f"{counted}, not: {{qualifiers: [suspected, presumed]}}",
        f"unit: {UNITS[n % len(UNITS)]}, publishers: ['{PUBLISHERS[n % len(PUBLISHERS)]}']",
        f"{counted}, qualifiers: [confirmed, civilian]",
    )[n % 7]


def plain_filters(n: int) -> str:
    """The filters of the nth rule of another kind: on sources, claims and names."""
    return (
        f"entities: [{NAMES[n % len(NAMES)]}, {NAMES[(n * 5 + 1) % len(NAMES)]}]",
        f"sources: ['{PATHS[n % len(PATHS)]}']",
        f"publishers: ['{PUBLISHERS[n % len(PUBLISHERS)]}'], claims: [headline, body]",
        f"entities: {NAMES[n % len(NAMES)]}, not: {{sources: 'blog-*'}}",
        f"languages: [en], entity_kinds: [place], entities: [{NAMES[n % len(NAMES)]}]",
        "claims: headline, attributed: false",
    )[n % 6]


def rule(n: int) -> str:
    """The nth generated rule, as YAML."""
    figures, position = n % 2 == 0, n // 2
    kind = "quantity" if figures else OTHERS[position % len(OTHERS)]
    lines = [f"  - id: rule-{n}", f"    kind: {kind}", f"    severity: {('error', 'warning', 'info')[n % 3]}"]
    lines += [f"    description: What two sources say of {COUNTED[n % len(COUNTED)]} number {n}."]
    lines += [
        "    rationale: >",
        "      A reader who is told one thing by one source and another by the next must know it,",
    ]
    lines += [f"      and rule {n} was made because desks asked for it."]
    if position % 10 == 9:
        lines += [f"    tolerance: {{ratio: {1 + n / 5000:.4f}}}" if figures else f"    conflict: {0.2 + n / 2500:.4f}"]
    else:
        lines += [f"    where: {{{filters(n // 2) if figures else plain_filters(n // 2)}}}"]
        lines += [f"    tolerance: {{ratio: {1 + n % 5 / 20}}}"] if figures and n % 6 == 0 else []
        lines += ["    approximation: {over: {up_to: 1.3}}"] if figures and n % 8 == 0 else []
    if n % 3 == 0:
        lines += ["    tests:", "      conflict:"]
        lines += [f'        - ["Some {40 + n} ships left the port.", "Only {9 + n % 8} ships left the port."]']
    return "\n".join(lines)


def generated(count: int) -> str:
    """A file of rules that has ``count`` of them with those of the pack it extends."""
    return "version: 1\nextends: [default]\nrules:\n" + "\n".join(rule(n) for n in range(count - SHIPPED)) + "\n"


def loading(path: Path, program: str, runs: int) -> list[float]:
    """Seconds that a program takes to load the file, in ``runs`` processes; a first one is not counted."""
    times = []
    for _ in range(runs + 1):
        done = subprocess.run(
            [sys.executable, "-c", program, str(path)], capture_output=True, text=True, check=True, cwd=ROOT
        )
        times.append(float(done.stdout.split()[0]))
    return times[1:]


def whole_runs(articles: Sequence[str], files: Sequence[Path], runs: int) -> list[list[float]]:
    """For each file of rules, the seconds of whole processes of ``checker compare``, run in turn."""
    times: list[list[float]] = [[] for _ in files]
    for number in range(runs + 1):
        for of, file in zip(times, files, strict=True):
            command = [sys.executable, "-m", "checker", "compare", "--rules", str(file), "--format", "json", *articles]
            took = seconds(lambda command=command: subprocess.run(command, capture_output=True, check=False, cwd=ROOT))
            if number:
                of.append(took)
    return times


def loaded_runs(articles: Sequence[str], files: Sequence[Path], runs: int) -> list[list[float]]:
    """For each file of rules, the seconds from the articles' text to the findings, with everything loaded."""
    from checker import pipeline
    from checker.config import Config
    from checker.sources.read import read_all

    parts = [pipeline.load(Config(rules=(str(file),))) for file in files]
    documents = read_all(articles, parts[0].config.sources, None).documents
    times: list[list[float]] = [[] for _ in files]
    for number in range(runs + 1):
        for of, loaded in zip(times, parts, strict=True):
            loaded.rules.prepared.clear()  # made ready anew, as in a run of its own
            took = seconds(lambda loaded=loaded: pipeline.judged(documents, loaded))
            if number:
                of.append(took)
    return times


def seconds(run: Callable[[], object]) -> float:
    """How long ``run`` takes."""
    began = time.perf_counter()
    run()
    return time.perf_counter() - began


def articles_of_one_event() -> list[str]:
    """All articles of the first corpus there is."""
    for folder in sorted((ROOT / "corpora").iterdir()):
        articles = sorted(folder.glob("*.txt"))
        if len(articles) > 1:
            return [str(path) for path in articles]
    sys.exit("corpora/ holds no two articles; name some with --articles A B")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", nargs="+", metavar="FILE", help="by default all of the first corpus")
    parser.add_argument("--rules", type=int, default=500, help="how many rules are many")
    parser.add_argument("--runs", type=int, default=5, help="counted runs of each")
    options = parser.parse_args()
    articles, runs = options.articles or articles_of_one_event(), max(1, options.runs)
    with tempfile.TemporaryDirectory() as folder:
        few, many = Path(folder) / "few.yaml", Path(folder) / "many.yaml"
        few.write_text(generated(FEW), encoding="utf-8")
        many.write_text(generated(options.rules), encoding="utf-8")
        size = many.stat().st_size
        times = {"yaml.CSafeLoader": loading(many, REFERENCE, runs), "checker": loading(many, LOAD, runs)}
        whole = whole_runs(articles, (few, many), runs)
        loaded = loaded_runs(articles, (few, many), 2 * runs)
    print(f"loading the configuration and {options.rules} rules ({size / 1000:.0f} kB), median of {runs} processes")
    for label, of in times.items():
        ratio = statistics.median(of) / statistics.median(times["yaml.CSafeLoader"])
        print(f"{label:44}{statistics.median(of):9.3f} s{ratio:7.2f}x")
    print(f"\ncomparing {len(articles)} articles, median of {runs} runs")
    for label, (least, most) in {"whole processes": whole, "with rules and models loaded": loaded}.items():
        base = statistics.median(least)
        for count, times_of in ((FEW, least), (options.rules, most)):
            took = statistics.median(times_of)
            print(f"{f'{label}, {count} rules':44}{took:9.3f} s{took / base:7.2f}x")


if __name__ == "__main__":
    main()
