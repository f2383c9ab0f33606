"""Fit the weights of the rules on labelled events and write ``checker/rules/data/weights.yaml``.

    python -m training.fit_weights training/events ../shared/news-train ../shared/news --encoders DIR [--write]

Per decision a logistic regression with an L2 penalty. Its quality is printed leave-one-event-out: every event is
judged by weights that never saw it, and by an encoder that never saw it (training/make_encoder.sh). Reproducible: no
randomness anywhere.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import yaml
from numpy.typing import NDArray

from checker.config import load_config
from checker.encoders.cache import CachedEncoder
from checker.encoders.minilm import MiniLm
from checker.encoders.protocol import Encoder
from checker.pipeline import Parts, load
from checker.rules.weigh import RULES, Weights
from training.examples import Example, examples
from training.gold import TOGETHER, events, half

WEIGHTS = Path(__file__).parent.parent / "checker" / "rules" / "data" / "weights.yaml"
PENALTY = 10.0  # of the squared weights of standardised features; the intercept is free
REAL, REAL_COUNTS = "news", 3.0  # events in this folder are on real facts, where slips and wordings are not invented
STEPS = 60  # of Newton's method; it converges in under twenty


@dataclass(frozen=True)
class Fitted:
    """The weights of one decision, for features as they come."""

    intercept: float
    raw: NDArray[np.float64]
    names: list[str]

    @property
    def weights(self) -> Weights:
        """As the program holds them."""
        return Weights(self.intercept, dict(zip(self.names, self.raw.tolist(), strict=True)))


def fit(
    x: NDArray[np.float64],
    y: NDArray[np.float64],
    counts: NDArray[np.float64],
    penalty: float,
    known: NDArray[np.float64] | float = 0.0,
) -> NDArray[np.float64]:
    """Weights (1 + k,) of a logistic regression by Newton's method.

    ``x`` (n, k) standardised, ``y`` (n,) in {0, 1}, ``counts`` (n,) how often each row counts, ``known`` (n,) log odds
    to which those that are fitted are added.
    """
    design = np.hstack([np.ones((len(x), 1)), x])
    ridge = np.full(design.shape[1], penalty)
    ridge[0] = 1e-6
    w = np.zeros(design.shape[1])
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-np.clip(design @ w + known, -30, 30)))
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


def without(rows: Rows, fold: str, penalty: float) -> dict[str, Weights]:
    """The weights of each decision, fitted on all folds but one."""
    table = {}
    for decision, of in rows.of.items():
        names = feature_names(of)
        known = [r for r in of if rows.fold_of[r.event] != fold]
        table[decision] = Fitted(*fit_raw(known, names, penalty), names).weights
    return table


def left_out(rows: list[Example], names: list[str], fold_of: dict[str, str], penalty: float) -> NDArray[np.float64]:
    """The probability of each row by weights fitted without its fold."""
    result = np.zeros(len(rows))
    for fold in sorted(set(fold_of.values())):
        test = [i for i, r in enumerate(rows) if fold_of[r.event] == fold]
        train = [r for r in rows if fold_of[r.event] != fold]
        if test and train:
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
    parser.add_argument("--encoders", type=Path, help="folder with half-0.safetensors and half-1.safetensors")
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--show", help="print the worst rows of that decision")
    parser.add_argument("--penalty", type=float, default=PENALTY)
    parser.add_argument("--decisions", nargs="+", help="fit and write these only; the others keep their weights")
    args = parser.parse_args()
    parts = load(load_config(None, {"entailment.name": "none"}))
    encoders = Encoders(parts.encoder, args.encoders)
    unseen = gathered(args.folders, lambda folder, n: replace(parts, encoder=encoders.unseen(folder, n)))
    if args.decisions:
        unseen = replace(unseen, of={d: rows for d, rows in unseen.of.items() if d in args.decisions})
    tables = {RULES: fitted(unseen, args.penalty, args.show)}
    if args.write:
        write(tables, [f.name for f in args.folders])


class Encoders:
    """The encoders to ask about an event: one that was not trained on it."""

    def __init__(self, shipped: Encoder, folder: Path | None) -> None:
        self._shipped = shipped  # trained on no event of the folder REAL
        self._halves = [self._cached(folder / f"half-{k}.safetensors") for k in (0, 1)] if folder else []

    @staticmethod
    def _cached(path: Path) -> CachedEncoder:
        return CachedEncoder(MiniLm(adapter=path), path.parent)

    def unseen(self, folder: Path, n: int) -> Encoder:
        """For the n-th event of a folder that was trained on, the encoder of the other half; else the shipped one."""
        return self._halves[1 - half(n)] if self._halves and folder.name != REAL else self._shipped


@dataclass(frozen=True)
class Rows:
    """All rows of all events, by decision, and the fold in which each event is left out."""

    of: dict[str, list[Example]]
    fold_of: dict[str, str]  # event -> fold


def gathered(folders: list[Path], parts_of: Callable[[Path, int], Parts]) -> Rows:
    """The rows of all events; an event of a folder is judged by the parts that ``parts_of`` gives for it."""
    rows: dict[str, list[Example]] = defaultdict(list)
    fold_of: dict[str, str] = {}
    for folder in folders:
        for n, event in enumerate(events(folder)):
            # Names begin with the folder's, so that no two folds are one.
            fold_of[event.name] = f"{folder.name} {n if folder.name == REAL else n // TOGETHER}"
            for e in examples(event, parts_of(folder, n)):
                rows[e.decision].append(replace(e, counts=REAL_COUNTS if folder.name == REAL else 1.0))
    return Rows(dict(sorted(rows.items())), fold_of)


def fitted(rows: Rows, penalty: float, shown: str | None = None) -> dict[str, Fitted]:
    """Print the quality of each decision, each event left out in turn, and fit it on all rows."""
    table = {}
    for decision, of in rows.of.items():
        names = feature_names(of)
        p = left_out(of, names, rows.fold_of, penalty)
        y = np.array([float(r.truth) for r in of])
        print(f"{decision:10} {len(of)} rows; {curve(p, y)}", flush=True)
        real = [i for i, r in enumerate(of) if rows.fold_of[r.event].startswith(f"{REAL} ")]
        print(f"{'':10} {len(real)} of them real; {curve(p[real], y[real])}", flush=True)
        table[decision] = Fitted(*fit_raw(of, names, penalty), names)
        if shown == decision:
            show(of, p, y)
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
        decisions = {d: (f.intercept, dict(zip(f.names, f.raw, strict=True))) for d, f in tables.get(table, {}).items()}
        for decision, entry in (kept.get(table) or {}).items():
            decisions.setdefault(decision, (entry["intercept"], entry["weights"]))
        lines.append(f"{table}:" if decisions else f"{table}: {{}}")
        for decision, (intercept, weights) in sorted(decisions.items()):
            lines += [f"  {decision}:", f"    intercept: {intercept:.4f}", "    weights:"]
            lines += [f"      {n}: {w:.4f}" for n, w in weights.items()]
    WEIGHTS.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
