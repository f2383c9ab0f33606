"""How well copies of one story are told from reports in their own words.

    python -m benchmarks.copies [FOLDER ...] [--articles N] [--seed S]

On generated news, where it is known which article repeats which (whole, cut short, with one sentence changed): pairs
of articles of one origin, and claims that are the words of an earlier one. On labelled events (folders), which hold no
copies but many shared quotations: how many pairs are called copies, and the largest share of one article's wording that
stands in another.
"""

from __future__ import annotations

import argparse
import itertools
import time
from collections import Counter
from pathlib import Path

from benchmarks.events import FOLDERS
from benchmarks.scale.generate import events
from benchmarks.scale.planted import document_of
from benchmarks.scale.story import GeneratedEvent
from checker.claims.extract import extract
from checker.events.copies import Article, article_of, copies
from checker.events.sketch import shingles_of
from checker.sources.read import read_all
from training.gold import events as labelled


def share(a: Article, b: Article) -> float:
    """The share of the shorter one's shingles that stand in the other."""
    x, y = shingles_of(a.document, a.claims), shingles_of(b.document, b.claims)
    return len(x & y) / max(1, min(len(x), len(y)))


def count(event: GeneratedEvent, counts: Counter[str], apart: list[float]) -> None:
    """Count the pairs and claims of one generated event."""
    articles = [article_of(d, extract(d).claims) for d in map(document_of, event.articles)]
    began = time.perf_counter()
    found = copies(articles)
    counts["microseconds"] += round((time.perf_counter() - began) * 1e6)
    root = {a.id: a.copy_of or a.id for a in event.articles}
    for a, b in itertools.combinations(articles, 2):
        one = root[a.document.id] == root[b.document.id]
        called = found.articles[a.document.id] == found.articles[b.document.id]
        counts[f"pair {one} {called}"] += 1
        if not one:
            apart.append(share(a, b))
    said: dict[str, set[str]] = {}  # by original, what was printed so far
    order = {a.id: (not a.dated, a.day, a.id) for a in event.articles}
    for article in sorted(articles, key=lambda a: order[a.document.id]):
        before = said.setdefault(root[article.document.id], set())
        sentences = {claim.id: claim.sentence.of(article.document.text) for claim in article.claims}
        for claim, text in sentences.items():
            counts[f"claim {text in before} {found.claims[claim] != article.document.id}"] += 1
        before.update(sentences.values())


def _rates(counts: Counter[str], what: str) -> str:
    right, wrong, missed = (counts[f"{what} {a} {b}"] for a, b in ((True, True), (False, True), (True, False)))
    precision, recall = right / max(1, right + wrong), right / max(1, right + missed)
    return f"precision {precision:.3f}  recall {recall:.3f} ({right + missed})"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--articles", type=int, default=1500)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    counts: Counter[str] = Counter()
    apart: list[float] = []
    articles = 0
    for event in events(options.seed, options.articles):
        articles += len(event.articles)
        count(event, counts, apart)
    apart.sort()
    print(f"generated: {articles} articles, {counts['microseconds'] / articles:.0f} microseconds for each")
    print(f"  pairs of one origin        {_rates(counts, 'pair')}")
    print(f"  claims of another's words  {_rates(counts, 'claim')}")
    print(f"  own words, share in common: median {apart[len(apart) // 2]:.2f}, most {apart[-1]:.2f}")
    called, pairs, most = 0, 0, 0.0
    for folder in options.folders or [f for f in FOLDERS if f.is_dir()]:
        for event in labelled(folder):
            documents = read_all([str(event.folder / f) for f in event.files]).documents
            told = [article_of(d, extract(d).claims) for d in documents]
            found = copies(told)
            for a, b in itertools.combinations(told, 2):
                pairs += 1
                called += found.articles[a.document.id] == found.articles[b.document.id]
                most = max(most, share(a, b))
    print(f"labelled: {called} of {pairs} pairs called copies, largest share of wording in common {most:.2f}")


if __name__ == "__main__":
    main()
