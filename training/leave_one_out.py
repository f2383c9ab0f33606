"""What a user would see on events that nothing was fitted on: precision, recall, and whether a confidence holds.

    python -m training.leave_one_out training/events ../shared/news-train ../shared/news --encoders DIR

Every event is judged by weights fitted on the other folds and, where the encoder was trained on its folder, by an
encoder that was not trained on it. The reading of the text and the word lists were written with these events at hand.
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from benchmarks.scoring import Range, Score, disagreements, hits, score
from checker.config import load_config
from checker.pipeline import Parts, judged, load
from checker.rules.weigh import RULES, SECOND_LOOK, Weights, using
from checker.sources.read import read_all
from checker.values.finding import Finding, Verdict
from training.fit_second_look import Models, all_rows, combined
from training.fit_weights import PENALTY, Encoders, gathered, without
from training.gold import Event, events

FLOORS = (0.3, 0.4, 0.5, 0.6, 0.7)
BINS = (0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.01)
Flag = tuple[tuple[Range, Range], float]  # what is flagged, with its confidence


def flags(event: Event, parts: Parts) -> Iterator[Flag]:
    """All conflicts of one event."""
    documents = read_all([str(event.folder / f) for f in event.files], parts.config.sources).documents
    for placed in judged(documents, parts).placed:
        if placed.finding.verdict is Verdict.CONFLICT:
            yield _range(placed.finding), placed.finding.confidence


def _range(finding: Finding) -> tuple[Range, Range]:
    a, b = ((Path(s.source).name, s.start, s.end) for s in (finding.a, finding.b))
    return (a, b) if a <= b else (b, a)


class Tally:
    """Scores of one folder at each floor, by kind at the floor of a run, and how many are right at each confidence."""

    def __init__(self, floor: float) -> None:
        self._floor = floor
        self._of = {f: Score() for f in FLOORS}
        self._kinds: dict[str, Counter[str]] = defaultdict(Counter)
        self._bins: dict[float, Counter[str]] = defaultdict(Counter)

    def add(self, event: Event, found: list[Flag]) -> None:
        """Count one event."""
        for floor in FLOORS:
            self._of[floor] += score(event, [f for f, p in found if p >= floor])
        seen = [f for f, p in found if p >= self._floor]
        for (_, _, kind), pairs in disagreements(event).items():
            self._kinds[kind]["gold"] += 1
            self._kinds[kind]["found"] += any(hits(f, g) for f in seen for g in pairs)
        clashing = [g for g in event.pairs if g.label == "conflict"]
        for flag, p in found:
            low = max((b for b in BINS if b <= p), default=0.0)
            self._bins[low]["flags"] += 1
            self._bins[low]["right"] += any(hits(flag, g) for g in clashing)

    def show(self, name: str) -> None:
        """Print it."""
        for floor, total in self._of.items():
            print(f"{name:12} at {floor}: {total}")
        kinds = "  ".join(f"{k} {c['found']}/{c['gold']}" for k, c in sorted(self._kinds.items()))
        print(f"{'':12} recall by kind at {self._floor}: {kinds}")
        bins = "  ".join(f"{low}: {c['right']}/{c['flags']}" for low, c in sorted(self._bins.items()))
        print(f"{'':12} right of those with a confidence from: {bins}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--encoders", type=Path, help="folder of make_encoder.sh")
    parser.add_argument("--models", type=Path, help="folder of make_entailment.sh; without: the rules alone")
    args = parser.parse_args()
    config = load_config(None, {"entailment.name": "none"})
    parts = load(config)
    encoders = Encoders(parts.encoder, args.encoders)
    rows = gathered(args.folders, lambda folder, n: replace(parts, encoder=encoders.unseen(folder, n)))
    models = Models(args.models) if args.models else None
    looked = all_rows(args.folders, parts, encoders, models, rows) if models else None
    fitted: dict[str, dict[str, dict[str, Weights]]] = {}
    for folder in args.folders:
        tally = Tally(config.report.min_confidence)
        for n, event in enumerate(events(folder)):
            fold = rows.fold_of[event.name]
            if fold not in fitted:
                fitted[fold] = {RULES: without(rows, fold, PENALTY)}
                if looked:
                    fitted[fold][SECOND_LOOK] = {k: f.weights for k, f in combined(looked, fold).items()}
            with using(fitted[fold]):
                model = models.unseen(folder, n) if models else None
                unseen = replace(parts, encoder=encoders.unseen(folder, n), entailment=model)
                tally.add(event, list(flags(event, unseen)))
        tally.show(folder.name)


if __name__ == "__main__":
    main()
