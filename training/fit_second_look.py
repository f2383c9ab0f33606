"""Fit how the rules and an entailment model are weighed together, and write it to ``checker/rules/data/weights.yaml``.

    python -m training.fit_second_look training/events ../shared/news-train ../shared/news --encoders DIR --models DIR

The rows are the conflicts that the rules propose, each with the probability that weights give which never saw its
event, and with the opinion of a model that was not trained on it (stacked generalisation, Wolpert 1992). Prints, per
kind, the average precision of the rules alone, of the model alone and of both, each event left out in turn.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from checker.config import load_config
from checker.entailment.cache import CachedEntailment
from checker.entailment.protocol import Entailment
from checker.pipeline import Parts, asking, load
from checker.rules.kinds import KINDS
from checker.rules.run import Proposal, proposals
from checker.rules.second_look import asked, features, opinions
from checker.rules.weigh import RULES, SECOND_LOOK, Tables, using
from checker.values.finding import Verdict
from checker.values.text import Span
from training.examples import Example, labels_of, prepared
from training.fit_weights import (
    PENALTY,
    REAL,
    REAL_COUNTS,
    Encoders,
    Fitted,
    Rows,
    curve,
    fit,
    gathered,
    left_out,
    without,
    write,
)
from training.gold import Event, Lookup, events, half
from training.torch_model import TorchModel

VALUED = frozenset({"quantity", "period", "sum"})  # kinds whose truth hangs on the values, not only on the claims


RULES_SAY = "rules"
MODEL_SAYS = ("clash", "clash_not_agree", "one_thing", "levelled_agree", "levelled_one_thing")
GROUPS = (  # kinds for which the model's opinion counts alike; of the others, left out, it knows less than the rules
    ("antonym", "cause", "entity", "filler", "polarity", "quantifier"),
    ("quantity",),
    ("entailment",),
)
SHARED_PENALTY = 30.0


class Models:
    """The models to ask about an event: one that was not trained on it."""

    def __init__(self, folder: Path | None, whole: Entailment | None = None) -> None:
        """``whole`` is asked about what no model was trained on, by default ``model.pt`` of the folder."""
        self._halves = [self._cached(folder / f"half-{k}.pt") for k in (0, 1)] if folder else []
        self._whole = whole or (self._cached(folder / "model.pt") if folder else None)

    @staticmethod
    def _cached(path: Path) -> CachedEntailment:
        return CachedEntailment(TorchModel(path), path.parent)

    def unseen(self, folder: Path, n: int) -> Entailment:
        """For the n-th event of a folder that was trained on, the model of the other half; else the whole one."""
        if folder.name != REAL:
            return self._halves[1 - half(n)]
        if self._whole is None:
            raise ValueError(f"no model was given that never saw {folder}")
        return self._whole


def looks(event: Event, parts: Parts, model: Entailment, counts: float) -> Iterator[Example]:
    """The proposed conflicts of one event, with what the rules and the model say of each."""
    of = prepared(event, parts)
    found = [
        p
        for p in proposals(of.evidence, of.matches, (), of.slots, parts.rules, KINDS, asking=True)
        if p.judgement.verdict is Verdict.CONFLICT
    ]
    ask = asking(model)
    if ask is None or not found:
        return
    lookup = Lookup(event)
    said = opinions([asked(p.pair, p.judgement) for p in found], ask)
    for proposal, opinion in zip(found, said, strict=True):
        labels = _labels(lookup, proposal)
        if "debatable" in labels and "conflict" not in labels:
            continue
        pair = proposal.pair
        yield Example(
            event=event.name,
            decision=proposal.rule.kind,
            features=features(proposal.judgement.confidence, opinion),
            truth="conflict" in labels,
            claims=(("", pair.a.span.start, pair.a.span.end), ("", pair.b.span.start, pair.b.span.end)),
            text=_shown(proposal),
            kind=labels.get("conflict", ""),
            counts=counts,
        )


def _shown(proposal: Proposal) -> str:
    a, b = proposal.judgement.a.value, proposal.judgement.b.value
    return f"{a} | {b}: {proposal.pair.a.text[:110]} ~ {proposal.pair.b.text[:110]}"


def _labels(lookup: Lookup, proposal: Proposal) -> dict[str, str]:
    pair, a, b = proposal.pair, proposal.pair.a.span, proposal.pair.b.span
    if proposal.rule.kind in VALUED:
        a, b = _value(a, proposal.judgement.a.span), _value(b, proposal.judgement.b.span)
    return labels_of(lookup, pair, a, b)


def _value(claim: Span, value: Span | None) -> Span:
    return value if value is not None and claim.contains(value) else claim


def all_rows(
    folders: Sequence[Path],
    parts: Parts,
    encoders: Encoders,
    models: Models,
    rows: Rows,
    of_event: Callable[[Event, Parts, Entailment, float], Iterator[Example]] = looks,
) -> Rows:
    """The rows of all events, by kind; each event by weights, an encoder and a model that never saw it."""
    found: dict[str, list[Example]] = defaultdict(list)
    tables: dict[str, Tables] = {}
    for folder in folders:
        for n, event in enumerate(events(folder)):
            fold = rows.fold_of[event.name]
            if fold not in tables:
                tables[fold] = {RULES: without(rows, fold, PENALTY)}
            with using(tables[fold]):
                unseen = replace(parts, encoder=encoders.unseen(folder, n))
                counts = REAL_COUNTS if folder.name == REAL else 1.0
                for row in of_event(event, unseen, models.unseen(folder, n), counts):
                    found[row.decision].append(row)
    return Rows(dict(sorted(found.items())), rows.fold_of)


def combined(rows: Rows, without_fold: str | None = None) -> dict[str, Fitted]:
    """For each kind how rules and model are weighed, fitted on all rows or on those of the other folds.

    What the model says counts alike for all kinds of a group, with an intercept of each kind; what is fitted is added
    to the odds by the rules, so that few rows change them little.
    """
    table = {}
    for kinds in GROUPS:
        of = [r for k in kinds for r in rows.of.get(k, []) if rows.fold_of[r.event] != without_fold]
        present = sorted({r.decision for r in of})
        if not of:
            continue
        names = [RULES_SAY, *MODEL_SAYS]
        x = np.array([[r.features.get(n, 0.0) for n in names] + [float(r.decision == k) for k in present] for r in of])
        mean, spread = x.mean(axis=0), x.std(axis=0)
        spread[spread == 0] = 1.0
        truth, counts = np.array([float(r.truth) for r in of]), np.array([r.counts for r in of])
        w = fit((x - mean) / spread, truth, counts, SHARED_PENALTY, x[:, 0])
        raw = w[1:] / spread
        for i, kind in enumerate(present):
            weights = raw[: len(names)].copy()
            weights[0] += 1.0  # the odds by the rules, to which the rest was added
            table[kind] = Fitted(float(w[0] - raw @ mean + raw[len(names) + i]), weights, names)
    return table


def quality(rows: Rows) -> None:
    """Print what each opinion is worth, each event left out in turn."""
    tables = {fold: combined(rows, fold) for fold in sorted(set(rows.fold_of.values()))}
    for kind, of in rows.of.items():
        y = np.array([float(r.truth) for r in of])
        real = [i for i, r in enumerate(of) if rows.fold_of[r.event].startswith(f"{REAL} ")]
        opinions_of = {
            "rules": np.array([r.features[RULES_SAY] for r in of]),
            "model": left_out(of, list(MODEL_SAYS), rows.fold_of, PENALTY),
        }
        if all(kind in tables[rows.fold_of[r.event]] for r in of):
            both = [tables[rows.fold_of[r.event]][kind].weights.probability(r.features) for r in of]
            opinions_of["both"] = np.array(both)
        opinions_of["rules"] = 1 / (1 + np.exp(-opinions_of["rules"]))
        for name, p in opinions_of.items():
            print(f"{kind:12} {name:6} {len(of)} rows; {curve(p, y)}")
            print(f"{'':19} {len(real)} of them real; {curve(p[real], y[real])}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--encoders", type=Path, required=True, help="folder of make_encoder.sh")
    parser.add_argument("--models", type=Path, required=True, help="folder of make_entailment.sh")
    parser.add_argument("--write", action="store_true")
    args = parser.parse_args()
    parts = load(load_config(None, {"entailment.name": "none"}))
    encoders, models = Encoders(parts.encoder, args.encoders), Models(args.models)
    rows = gathered(args.folders, lambda folder, n: replace(parts, encoder=encoders.unseen(folder, n)))
    looked = all_rows(args.folders, parts, encoders, models, rows)
    quality(looked)
    if args.write:
        write({SECOND_LOOK: combined(looked)}, [f.name for f in args.folders])


if __name__ == "__main__":
    main()
