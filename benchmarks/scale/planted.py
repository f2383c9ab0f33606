"""What ``checker compare`` finds of what was planted in generated events, and what it flags besides.

    python -m benchmarks.scale.planted [--events N] [--seed S] [--min-confidence P] [--entailment NAME] [--errors]

Recall counts disagreements: a slot to which two articles give two values that cannot both be; copies count, too, where
one of them has changed a sentence. Precision counts flagged pairs of claims: right are those that touch both places
of a planted contradiction. Flagged updates are counted apart.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from benchmarks.scale.generate import events
from benchmarks.scale.story import Generated, GeneratedEvent, Relation
from checker.config import load_config
from checker.pipeline import Parts, judged, load
from checker.sources.given import Article
from checker.sources.options import SourceOptions
from checker.sources.read import read_all
from checker.values.finding import Finding, Verdict
from checker.values.text import Document

Side = tuple[str, int, int]  # article, start, end


@dataclass
class Count:
    """What was found of one sort of disagreement."""

    planted: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    flags: Counter[str] = field(default_factory=Counter)  # right, wrong, update

    def add(self, event: GeneratedEvent, flagged: list[tuple[Side, Side]]) -> Iterator[str]:
        """Count one event; say what was missed and what was flagged in vain."""
        texts = {a.id: a.text for a in event.articles}
        for relation in (r for r in event.relations if r.kind == "conflict"):
            self.planted[relation.sort] += 1
            if any(touches(relation, a, b) for a, b in flagged):
                self.found[relation.sort] += 1
            else:
                (s, e), (t, f) = relation.a_spans[-1], relation.b_spans[-1]
                quotes = f"{texts[relation.a][s:e]!r} / {texts[relation.b][t:f]!r}"
                yield f"missed {event.sort}.{relation.slot}: {quotes}"
        for a, b in flagged:
            kinds = {r.kind for r in event.relations if r.kind != "copy" and touches(r, a, b)}
            outcome = "right" if "conflict" in kinds else "update" if kinds else "wrong"
            self.flags[outcome] += 1
            if outcome != "right":
                quotes = f"{texts[a[0]][a[1] : a[2]]!r} / {texts[b[0]][b[1] : b[2]]!r}"
                yield f"{outcome} {event.sort}: {quotes}"


def touches(relation: Relation, a: Side, b: Side) -> bool:
    """Whether two places are those of a relation, in either order."""
    straight = _among(a, relation.a, relation.a_spans) and _among(b, relation.b, relation.b_spans)
    return straight or (_among(b, relation.a, relation.a_spans) and _among(a, relation.b, relation.b_spans))


def _among(side: Side, article: str, spans: tuple[tuple[int, int], ...]) -> bool:
    return side[0] == article and any(side[1] < end and start < side[2] for start, end in spans)


def document_of(article: Generated) -> Document:
    """The article as the program reads it."""
    (document,) = read_all([Article(article.text, id=article.id)], SourceOptions()).documents
    return document


def flags_of(event: GeneratedEvent, parts: Parts, floor: float) -> list[tuple[Side, Side]]:
    """The contradictions that ``checker compare`` shows of the articles of one event."""
    done = judged([document_of(a) for a in event.articles], parts)
    found = [p.finding for p in done.placed]
    return [_sides(f) for f in found if f.verdict is Verdict.CONFLICT and f.confidence >= floor]


def _sides(finding: Finding) -> tuple[Side, Side]:
    a, b = ((s.source, s.start, s.end) for s in (finding.a, finding.b))
    return (a, b) if a <= b else (b, a)


def first_events(seed: int, count: int) -> Iterator[GeneratedEvent]:
    """The first events of a seed that are no round-ups."""
    told = (e for e in events(seed, 1_000_000_000) if e.sort != "round-up")
    for _ in range(count):
        yield next(told)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--events", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--min-confidence", type=float, help="by default that of a run: what a user sees")
    parser.add_argument("--entailment", default="default")
    parser.add_argument("--errors", action="store_true", help="the sentences of what was missed or flagged in vain")
    options = parser.parse_args()
    config = load_config(None, {})
    config = replace(config, entailment=replace(config.entailment, name=options.entailment))
    floor = config.report.min_confidence if options.min_confidence is None else options.min_confidence
    parts = load(config)
    count, articles = Count(), 0
    for event in first_events(options.seed, options.events):
        articles += len(event.articles)
        for line in count.add(event, flags_of(event, parts, floor)):
            if options.errors:
                print(f"  {line}")
    print(f"{options.events} events, {articles} articles, least confidence {floor}")
    for sort, planted in sorted(count.planted.items()):
        print(f"  {sort:9} recall {count.found[sort] / planted:.3f} ({count.found[sort]}/{planted})")
    planted, found = count.planted.total(), count.found.total()
    flags = count.flags.total()
    print(f"  all       recall {found / max(1, planted):.3f} ({found}/{planted})")
    print(
        f"  precision {count.flags['right'] / max(1, flags):.3f} ({count.flags['right']}/{flags}), of the rest "
        f"{count.flags['update']} are updates"
    )


if __name__ == "__main__":
    main()
