"""What the entailment model is worth, by itself and beside the rules, with controls.

    python -m benchmarks.entailment ../shared [--model FILE] [--pairs N] [--encoders DIR --models DIR]

1. Area under the ROC curve of contradiction on labelled pairs of texts, beside the cosine of the encoder and the share
   of words in common, which know nothing of contradiction.
2. Claims of labelled events of which the labels say something: contradicting pairs against those that agree or only
   look alike, by the rules alone, by the model alone and by both, each event left out in turn. With the folders that
   training/make_encoder.sh and training/make_entailment.sh write, also on events that the shipped models were trained
   on, each judged by those that were not. Controls: the opinions of the model dealt to the wrong pairs, and labels
   dealt to the wrong pairs.
"""

from __future__ import annotations

import argparse
import json
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from checker.config import load_config
from checker.encoders.minilm import MiniLm
from checker.encoders.protocol import Encoder
from checker.entailment.load import load_entailment
from checker.entailment.protocol import Entailment
from checker.pipeline import Parts, asking, load
from checker.rules.kinds import KINDS
from checker.rules.queries import whole
from checker.rules.run import Proposal, pairs_of, proposals
from checker.rules.second_look import asked, features, opinions
from checker.values.finding import Verdict
from checker.values.match import Match
from training.examples import Example, labels_of, prepared
from training.fit_second_look import Models, all_rows
from training.fit_weights import PENALTY, REAL, Encoders, Rows, feature_names, gathered, left_out
from training.gold import Event, Lookup

SETS = ("vitaminc_dev", "rte3_dev", "anli_numerical_dev")
SEED = 7
SILENT = 0.01  # probability that stands for pairs of which no rule says anything


def auc(scores: NDArray[np.float64], truth: NDArray[np.bool_]) -> float:
    """Area under the ROC curve: the chance that a true row scores above a false one, ties counting half."""
    order = np.argsort(scores, kind="stable")
    ordered = scores[order]
    low = np.searchsorted(ordered, scores, side="left")
    high = np.searchsorted(ordered, scores, side="right")
    ranks = (low + high + 1) / 2
    positive = int(truth.sum())
    negative = len(truth) - positive
    return float((ranks[truth].sum() - positive * (positive + 1) / 2) / (positive * negative))


def of_pairs(path: Path, model: Entailment, encoder: Encoder, limit: int | None) -> None:
    """Print the figures of one set of labelled pairs of texts."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()][:limit]
    pairs = [(r["premise"], r["hypothesis"]) for r in rows]
    truth = np.array([r["label"] == "contradiction" for r in rows])
    said = model.predict(pairs).astype(np.float64)
    vectors = encoder.encode([t for p in pairs for t in p])
    cosines = (vectors[::2] * vectors[1::2]).sum(1).astype(np.float64)
    shared = np.array([_overlap(a, b) for a, b in pairs])
    labels = ("contradiction", "entailment", "neutral")
    right = [labels[int(p.argmax())] == r["label"] for p, r in zip(said, rows, strict=True)]
    print(
        f"{path.stem:20} {len(rows)} pairs: AUC {auc(said[:, 0], truth):.3f}, accuracy {np.mean(right):.3f}; "
        f"cosine AUC {auc(cosines, truth):.3f}, shared words AUC {auc(shared, truth):.3f}",
        flush=True,
    )


def _overlap(a: str, b: str) -> float:
    left, right = set(a.casefold().split()), set(b.casefold().split())
    return len(left & right) / max(1, min(len(left), len(right)))


def labelled(event: Event, parts: Parts, model: Entailment, counts: float) -> Iterator[Example]:
    """The pairs of claims that contradict each other, agree or only look alike, with the likeliest proposal of each."""
    of = prepared(event, parts)
    lookup = Lookup(event)
    best: dict[Match, Proposal] = {}
    for p in proposals(of.evidence, of.matches, (), of.slots, parts.rules, KINDS, asking=True):
        known = best.get(p.match)
        if p.judgement.verdict is Verdict.CONFLICT and p.rule.kind != "entailment":
            best[p.match] = max(known or p, p, key=lambda x: x.judgement.confidence)
    found = []
    for match, pair in zip(of.matches, pairs_of(of.evidence, of.matches, of.slots), strict=True):
        labels = labels_of(lookup, pair, pair.a.span, pair.b.span)
        if labels and not ("debatable" in labels and "conflict" not in labels):
            found.append((pair, best.get(match), "conflict" in labels))
    queries = [asked(pair, p.judgement) if p else (whole(pair.a, pair.b),) for pair, p, _ in found]
    ask = asking(model)
    for (pair, proposal, truth), opinion in zip(found, opinions(queries, ask) if ask else (), strict=True):
        chance = proposal.judgement.confidence if proposal else SILENT
        yield Example(
            event=event.name,
            decision="pair",
            features=features(chance, opinion) | {"proposed": float(proposal is not None)},
            truth=truth,
            claims=(("", pair.a.span.start, pair.a.span.end), ("", pair.b.span.start, pair.b.span.end)),
            text="",
            kind="",
            counts=counts,
        )


def of_events(rows: Rows) -> None:
    """Print what tells contradicting claims from look-alikes, folder by folder."""
    of = rows.of["pair"]
    truth = np.array([r.truth for r in of])
    every = feature_names(of)
    model = [n for n in every if n not in ("rules", "proposed")]
    rng = random.Random(SEED)
    dealt = [replace(r, features=r.features | {n: s.features.get(n, 0.0) for n in model}) for r, s in _dealt(of, rng)]
    shuffled = [replace(r, truth=s.truth) for r, s in _dealt(of, rng)]
    scores = {
        "rules alone": left_out(of, ["rules", "proposed"], rows.fold_of, PENALTY),
        "model alone": left_out(of, model, rows.fold_of, PENALTY),
        "rules and model": left_out(of, every, rows.fold_of, PENALTY),
        "rules and opinions of other pairs": left_out(dealt, every, rows.fold_of, PENALTY),
        "labels of other pairs": left_out(shuffled, every, rows.fold_of, PENALTY),
    }
    folders: dict[str, list[int]] = defaultdict(list)
    for i, r in enumerate(of):
        folders[rows.fold_of[r.event].split()[0]].append(i)
    for folder, at in folders.items():
        print(f"{folder}: {int(truth[at].sum())} contradicting pairs of claims, {len(at)} labelled")
        for name, p in scores.items():
            held = truth if name != "labels of other pairs" else np.array([r.truth for r in shuffled])
            print(f"  {name:34} AUC {auc(p[at], held[at]):.3f}", flush=True)


def _dealt(of: Sequence[Example], rng: random.Random) -> list[tuple[Example, Example]]:
    other = list(of)
    rng.shuffle(other)
    return list(zip(of, other, strict=True))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("shared", type=Path, help="folder with data/pairs and labelled events")
    parser.add_argument("--model", help="the model, by default the one that a run uses")
    parser.add_argument("--pairs", type=int, help="of each set only the first so many")
    parser.add_argument("--encoders", type=Path)
    parser.add_argument("--models", type=Path)
    args = parser.parse_args()
    config = load_config(None, {"entailment.name": args.model} if args.model else {})
    parts = load(config)
    if parts.entailment is None:
        raise SystemExit("no entailment model: name one with --model")
    print(f"model {parts.entailment.name}")
    uncached = load_entailment(config.entailment.name, cached=False)
    for name in SETS:
        of_pairs(args.shared / "data" / "pairs" / f"{name}.jsonl", uncached or parts.entailment, MiniLm(), args.pairs)
    folders = [args.shared / REAL]
    if args.models:
        folders = [Path("training/events"), args.shared / "news-train", *folders]
    encoders = Encoders(parts.encoder, args.encoders)
    rows = gathered(folders, lambda folder, n: replace(parts, encoder=encoders.unseen(folder, n)))
    of_events(all_rows(folders, parts, encoders, Models(args.models, parts.entailment), rows, labelled))


if __name__ == "__main__":
    main()
