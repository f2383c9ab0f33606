"""Accuracy on labelled events, beside what sentence embeddings with "similar, and other digits" reach in the same run.

    python -m benchmarks.accuracy [FOLDER ...] [--min-confidence P]

Without folders: corpora/ of this project, and, where they are, ../shared/news and ../shared/news-train.
"""

from __future__ import annotations

import argparse
import re
from dataclasses import replace
from pathlib import Path

from benchmarks.scoring import Range, Score, score
from checker.config import load_config
from checker.pipeline import Parts, judged, load
from checker.sources.read import read_all
from checker.values.claim import Claim
from checker.values.finding import Finding, Verdict
from training.gold import Event, events

ROOT = Path(__file__).parent.parent
FOLDERS = (ROOT / "corpora", ROOT.parent / "shared" / "news", ROOT.parent / "shared" / "news-train")
SIMILAR = 0.7  # cosine from which the reference takes two sentences to be about one thing
DIGITS = re.compile(r"\d[\d,.]*")


def flags_of(event: Event, parts: Parts, floor: float) -> tuple[list[tuple[Range, Range]], list[tuple[Range, Range]]]:
    """What checker flags as conflict in one event, and what the reference flags."""
    documents = read_all([str(event.folder / f) for f in event.files], parts.config.sources).documents
    done = judged(documents, parts)
    ours = [_range(p.finding) for p in done.placed if _counts(p.finding, floor)]
    return ours, reference(done.claims, parts)


def _counts(finding: Finding, floor: float) -> bool:
    return finding.verdict is Verdict.CONFLICT and finding.confidence >= floor


def _range(finding: Finding) -> tuple[Range, Range]:
    a, b = ((Path(s.source).name, s.start, s.end) for s in (finding.a, finding.b))
    return (a, b) if a <= b else (b, a)


def reference(claims: tuple[Claim, ...], parts: Parts) -> list[tuple[Range, Range]]:
    """Pairs of sentences of two sources that are similar and hold other digits."""
    rows = parts.encoder.encode([c.text for c in claims])
    cosines = rows @ rows.T
    digits = [set(DIGITS.findall(c.text)) for c in claims]
    places = [(Path(c.source).name, c.span.start, c.span.end) for c in claims]
    found = []
    for i, a in enumerate(claims):
        for j in range(i + 1, len(claims)):
            apart = digits[i] and digits[j] and digits[i] != digits[j]
            if a.source != claims[j].source and apart and cosines[i, j] >= SIMILAR:
                found.append((min(places[i], places[j]), max(places[i], places[j])))
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--min-confidence", type=float, help="by default that of a run: what a user sees")
    parser.add_argument("--events", action="store_true", help="a line for each event")
    args = parser.parse_args()
    config = load_config(None, {})
    floor = config.report.min_confidence if args.min_confidence is None else args.min_confidence
    parts = load(replace(config, report=replace(config.report, verdicts=tuple(Verdict))))
    for folder in args.folders or [f for f in FOLDERS if f.is_dir()]:
        ours, theirs = Score(), Score()
        for event in events(folder):
            flags, baseline = flags_of(event, parts, floor)
            mine = score(event, flags)
            ours, theirs = ours + mine, theirs + score(event, baseline)
            if args.events:
                print(f"  {event.name:28} {mine}")
        print(f"{folder.name:12} checker     {ours}")
        print(f"{'':12} embeddings  {theirs}")


if __name__ == "__main__":
    main()
