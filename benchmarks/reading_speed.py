"""How many sentences a second all of ``facts/`` reads on one core, beside quantulum3, which reads numbers only.

    python -m benchmarks.reading_speed [--sentences N] [--rounds N] [--profile]

The sentences are those of the articles in corpora/, and as many made from patterns with other figures, names and days
in each, so that no cache of texts could help. Time is processor time of this process, of every batch the best of the
rounds, which other work on the machine disturbs least; word lists are loaded beforehand. Exit status 1 where fewer than
the target are read.
"""

from __future__ import annotations

import argparse
import cProfile
import pstats
import random
import sys
import time
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from checker.claims.sentences import split
from checker.facts.attribution import find_attribution
from checker.facts.entities import find_entities
from checker.facts.modality import find_modality
from checker.facts.periods import find_periods
from checker.facts.polarity import find_polarity
from checker.facts.quantities import find_quantities
from checker.facts.ranks import find_ranks
from checker.facts.read import read_facts
from checker.facts.terms import find_terms

CORPORA = Path(__file__).parent.parent / "corpora"
TARGET = 2000.0  # sentences a second, all of facts/
PUBLISHED = date(2024, 8, 12)
BATCH = 500  # sentences, more than any cache of texts keeps
SLOW = 10  # times fewer sentences for a reader that is known to be slow
PATTERNS = (
    "{Name} said on {day} that {hedge} {count} {people} had been {done} in {place} since {month} {dom}.",
    "The {body} put the cost at ${money} billion, {share} percent more than a year earlier.",
    "{Name}, {age}, the mayor of {place}, denied that {few} of the {count} {people} were {done}.",
    "According to the {body}, between {few} and {count} {people} may be without power for {few} days.",
    "Prices rose {share} percent to {money} dollars a barrel in the {few} months to {month}.",
    "“We will not accept the offer,” {Name} told reporters in {place} late on {day}.",
    "The ferry left {place} at {few}:30 a.m. and reached the island three hours later, the {body} said.",
    "No {people} were {done}, and the road to {place} is expected to open again next week.",
)
WORDS = {
    "Name": ("Ann Rowe", "Maria Lopez", "Tom Ferris", "Olga Brandt", "Sami Haddad"),
    "place": ("Northport", "Velden", "Karsk", "San Tomas", "East Mill"),
    "body": ("ministry", "central bank", "fire service", "transport agency", "port authority"),
    "people": ("people", "soldiers", "workers", "villagers", "passengers"),
    "done": ("killed", "injured", "evacuated", "rescued", "arrested"),
    "hedge": ("more than", "about", "at least", "nearly", "up to"),
    "day": ("Monday", "Tuesday", "Friday", "Sunday"),
    "month": ("March", "June", "August", "December"),
}


def corpus_sentences() -> list[str]:
    """The sentences of all articles of corpora/, in order."""
    found = []
    for path in sorted(CORPORA.glob("**/*.txt")):
        text = path.read_text(encoding="utf-8")
        found += [span.of(text) for span in split(text)]
    return [sentence for sentence in found if sentence.strip()]


def made_sentences(count: int) -> list[str]:
    """``count`` sentences of the patterns, the same in every run."""
    choose = random.Random(7)
    made = []
    for i in range(count):
        fields = {key: choose.choice(words) for key, words in WORDS.items()}
        numbers = {
            "count": f"{choose.randint(100, 99_999):,}",
            "few": choose.randint(2, 12),
            "dom": choose.randint(1, 28),
        }
        measured = {
            "money": choose.randint(10, 999) / 10,
            "share": choose.randint(1, 99) / 10,
            "age": choose.randint(30, 80),
        }
        made.append(PATTERNS[i % len(PATTERNS)].format(**fields, **numbers, **measured))
    return made


def speed(read: Callable[[str], object], sentences: Sequence[str], rounds: int) -> float:
    """Sentences a second of processor time: of every batch the best of ``rounds`` over all batches."""
    batches = [sentences[i : i + BATCH] for i in range(0, len(sentences), BATCH)]
    best = [float("inf")] * len(batches)
    for _ in range(rounds):
        for i, batch in enumerate(batches):
            start = time.process_time()
            for sentence in batch:
                read(sentence)
            best[i] = min(best[i], time.process_time() - start)
    return len(sentences) / sum(best)


def readers() -> dict[str, Callable[[str], object]]:
    """Every reader of ``facts/`` by name; "all" is what a claim goes through."""
    return {
        "all": lambda text: read_facts(text, published=PUBLISHED),
        "quantities": find_quantities,
        "periods": lambda text: find_periods(text, PUBLISHED),
        "entities": find_entities,
        "terms": find_terms,
        "polarity": find_polarity,
        "modality": find_modality,
        "attribution": find_attribution,
        "ranks": lambda text: find_ranks(text, (), PUBLISHED),
    }


def reference() -> Callable[[str], object] | None:
    """The reader of quantulum3 without its classifier, or None where it is not installed."""
    try:
        from quantulum3 import classifier, parser  # noqa: PLC0415 - only benchmarks need it
    except ImportError:
        return None
    classifier.USE_CLF = False
    return parser.parse  # type: ignore[no-any-return]


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--sentences", type=int, default=2000, metavar="N", help="how many are read")
    options.add_argument("--rounds", type=int, default=5, metavar="N", help="the best of so many counts")
    options.add_argument("--profile", action="store_true", help="show where the time goes")
    arguments = options.parse_args()
    real = corpus_sentences()
    half = arguments.sentences // 2
    sentences = [real[i % len(real)] for i in range(half)] + made_sentences(arguments.sentences - half)
    read_facts(sentences[0], published=PUBLISHED)  # loads the word lists
    if arguments.profile:
        profile = cProfile.Profile()
        profile.runcall(speed, readers()["all"], sentences, 1)
        pstats.Stats(profile).sort_stats("tottime").print_stats(40)
        return 0
    words = sum(len(sentence.split()) for sentence in sentences) / len(sentences)
    print(f"{len(sentences):,} sentences, {words:.0f} words each")
    figures = {name: speed(read, sentences, arguments.rounds) for name, read in readers().items()}
    for name, figure in figures.items():
        print(f"{name:12} {figure:10,.0f} a second" + (f"   target {TARGET:,.0f}" if name == "all" else ""))
    other = reference()
    beside = None if other is None else speed(other, sentences[::SLOW], 1)
    print(f"quantulum3   {beside:10,.0f} a second" if beside else "quantulum3   not installed: pip install quantulum3")
    return 0 if figures["all"] >= TARGET else 1


if __name__ == "__main__":
    sys.exit(main())
