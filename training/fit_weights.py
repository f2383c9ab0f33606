"""Fit the weights of the rules on labelled events and write ``checker/rules/data/weights.yaml``.

    python -m training.fit_weights ../shared/news-train ../shared/news [--write]

Per decision a logistic regression with an L2 penalty. Its quality is printed leave-one-event-out: every event is
judged by weights that never saw it. Reproducible: no randomness anywhere.
"""

from __future__ import annotations

import argparse
import tempfile
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import yaml
from numpy.typing import NDArray

from checker.config import load_config
from checker.entailment.cache import CachedEntailment
from checker.pipeline import Parts, load
from training.examples import Example, examples
from training.gold import events
from training.statement_events import statement_events
from training.torch_model import TorchModel

WEIGHTS = Path(__file__).parent.parent / "checker" / "rules" / "data" / "weights.yaml"
PENALTY = 10.0  # of the squared weights of standardised features; the intercept is free
TRAINED_ON = "news-train"  # events in this folder may have been trained on: they are judged by the model of their fold
REAL, REAL_COUNTS = "news", 3.0  # events in this folder are on real facts, where slips and wordings are not invented
STATEMENT_COUNTS = 0.5  # rows of events made of statements are many, and their articles are not whole ones
NEVER_LEFT_OUT = -1  # fold of events that are trained on only: nothing is measured on them
TOGETHER = 4  # invented events that are left out together
STEPS = 60  # of Newton's method; it converges in under twenty


@dataclass(frozen=True)
class Fitted:
    """The weights of one decision, for features as they come."""

    intercept: float
    raw: NDArray[np.float64]
    names: list[str]


def fit(
    x: NDArray[np.float64], y: NDArray[np.float64], counts: NDArray[np.float64], penalty: float
) -> NDArray[np.float64]:
    """Weights (1 + k,) of a logistic regression by Newton's method.

    ``x`` (n, k) standardised, ``y`` (n,) in {0, 1}, ``counts`` (n,) how often each row counts.
    """
    design = np.hstack([np.ones((len(x), 1)), x])
    ridge = np.full(design.shape[1], penalty)
    ridge[0] = 1e-6
    w = np.zeros(design.shape[1])
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-np.clip(design @ w, -30, 30)))
        gradient = design.T @ (counts * (p - y)) + ridge * w
        hessian = (design * (counts * p * (1 - p))[:, None]).T @ design + np.diag(ridge)
        step = np.linalg.solve(hessian, gradient)
        w -= step
        if np.abs(step).max() < 1e-9:
            break
    return w


def fit_raw(rows: list[Example], names: list[str], penalty: float = PENALTY) -> tuple[float, NDArray[np.float64]]:
    """Intercept and weights for features as they come, fitted on standardised ones."""
    x = np.array([[r.features.get(n, 0.0) for n in names] for r in rows])
    y = np.array([float(r.truth) for r in rows])
    mean, spread = x.mean(axis=0), x.std(axis=0)
    spread[spread == 0] = 1.0
    w = fit((x - mean) / spread, y, np.array([r.counts for r in rows]), penalty)
    raw = w[1:] / spread
    return float(w[0] - raw @ mean), raw


def scores(rows: list[Example], names: list[str], intercept: float, raw: NDArray[np.float64]) -> NDArray[np.float64]:
    """Probabilities (n,) of the rows."""
    x = np.array([[r.features.get(n, 0.0) for n in names] for r in rows])
    return 1 / (1 + np.exp(-np.clip(x @ raw + intercept, -30, 30)))


def feature_names(rows: list[Example]) -> list[str]:
    return sorted({n for r in rows for n in r.features})


def left_out(rows: list[Example], names: list[str], fold_of: dict[str, int], penalty: float) -> NDArray[np.float64]:
    """The probability of each row by weights fitted without its fold."""
    result = np.zeros(len(rows))
    for fold in sorted(set(fold_of.values()) - {NEVER_LEFT_OUT}):
        test = [i for i, r in enumerate(rows) if fold_of[r.event] == fold]
        train = [r for r in rows if fold_of[r.event] != fold]
        if test:
            result[test] = scores([rows[i] for i in test], names, *fit_raw(train, names, penalty))
    return result


def curve(p: NDArray[np.float64], y: NDArray[np.float64]) -> str:
    """Precision and recall at some thresholds, and the average precision."""
    order = np.argsort(-p, kind="stable")
    hits = np.cumsum(y[order])
    precision = hits / np.arange(1, len(y) + 1)
    average = float((precision * y[order]).sum() / max(1, y.sum()))
    parts = [f"average precision {average:.3f}"]
    for t in (0.3, 0.4, 0.5, 0.6, 0.7):
        n = int((p >= t).sum())
        found = int(y[p >= t].sum())
        parts.append(f"at {t}: {found}/{n} of {int(y.sum())}")
    return "; ".join(parts)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--statements", type=Path, help="folder of statements, from which more events are made")
    parser.add_argument("--models", type=Path, help="folder with model.pt and fold-<k>.pt of train_entailment")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--show", help="print the worst rows of that decision")
    parser.add_argument("--penalty", type=float, default=PENALTY)
    args = parser.parse_args()
    parts = load(load_config(None, {"entailment.name": "none"}))
    tables = {"rules_alone": fitted(args, lambda folder, n: parts)}
    if args.models:
        models = Models(args.models)
        tables["with_model"] = fitted(args, lambda folder, n: replace(parts, entailment=models.unseen(folder, n)))
    if args.write:
        write(tables, [f.name for f in args.folders])


class Models:
    """The models to ask about an event: one that was not trained on it."""

    def __init__(self, folder: Path) -> None:
        self._folds = [self._cached(p) for p in sorted(folder.glob("fold-*.pt"))]
        self._whole = self._cached(folder / "model.pt")

    @staticmethod
    def _cached(path: Path) -> CachedEntailment:
        return CachedEntailment(TorchModel(path), path.parent)

    def unseen(self, folder: Path, n: int) -> CachedEntailment:
        """For the n-th event of a folder that was trained on, the model of its fold; for others the whole one."""
        return self._folds[n % len(self._folds)] if self._folds and folder.name == TRAINED_ON else self._whole


def fitted(args: argparse.Namespace, parts_of: Callable[[Path, int], Parts]) -> dict[str, Fitted]:
    """Gather the rows of all events, print the quality of each decision, and fit it on all rows."""
    rows: dict[str, list[Example]] = defaultdict(list)
    fold_of: dict[str, int] = {}
    for folder in args.folders:
        for n, event in enumerate(events(folder)):
            fold_of[event.name] = len(fold_of) // (1 if folder.name == REAL else TOGETHER)
            for e in examples(event, parts_of(folder, n)):
                rows[e.decision].append(replace(e, counts=REAL_COUNTS if folder.name == REAL else 1.0))
    with tempfile.TemporaryDirectory() as scratch:
        for event in statement_events(args.statements, Path(scratch)) if args.statements else ():
            fold_of[event.name] = NEVER_LEFT_OUT
            for e in examples(event, parts_of(args.statements, 0)):
                rows[e.decision].append(replace(e, counts=STATEMENT_COUNTS))
    table = {}
    for decision, of in sorted(rows.items()):
        names = feature_names(of)
        p = left_out(of, names, fold_of, args.penalty)
        scored = [i for i, r in enumerate(of) if fold_of[r.event] != NEVER_LEFT_OUT]
        y = np.array([float(of[i].truth) for i in scored])
        print(f"{decision:10} {len(scored)} rows; {curve(p[scored], y)}", flush=True)
        table[decision] = Fitted(*fit_raw(of, names, args.penalty), names)
        if args.show == decision:
            show([of[i] for i in scored], p[scored], y)
    return table


def show(rows: list[Example], p: NDArray[np.float64], y: NDArray[np.float64]) -> None:
    for i in np.argsort(-np.abs(p - y), kind="stable")[:80]:
        print(f"  {'MISS ' if y[i] else 'FALSE'} {p[i]:.2f} {rows[i].event} [{rows[i].kind}] {rows[i].text}")


def write(tables: dict[str, dict[str, Fitted]], folders: list[str]) -> None:
    """Write the tables that were fitted; one that was not stays as it is."""
    kept = yaml.safe_load(WEIGHTS.read_text(encoding="utf-8"))
    lines = [
        "# Weights of the rules' decisions: logistic regression over named features (checker/rules/evidence.py,",
        "# align.py and kinds/). Made by training/fit_weights.py; do not edit by hand.",
        f"# Labelled events: {', '.join(folders)}.",
    ]
    for table in sorted(kept.keys() | tables.keys()):
        lines.append(f"{table}:")
        decisions = {d: (f.intercept, dict(zip(f.names, f.raw, strict=True))) for d, f in tables.get(table, {}).items()}
        for decision, entry in kept.get(table, {}).items():
            decisions.setdefault(decision, (entry["intercept"], entry["weights"]))
        for decision, (intercept, weights) in sorted(decisions.items()):
            lines += [f"  {decision}:", f"    intercept: {intercept:.4f}", "    weights:"]
            lines += [f"      {n}: {w:.4f}" for n, w in weights.items()]
    WEIGHTS.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
