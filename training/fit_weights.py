"""Fit the weights of the rules on labelled events and write ``checker/rules/data/weights.yaml``.

    python -m training.fit_weights ../shared/news-train ../shared/news [--write]

Per decision a logistic regression with an L2 penalty. Its quality is printed leave-one-event-out: every event is
judged by weights that never saw it. Reproducible: no randomness anywhere.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from checker.config import load_config
from checker.pipeline import load
from training.examples import Example, examples
from training.gold import events

WEIGHTS = Path(__file__).parent.parent / "checker" / "rules" / "data" / "weights.yaml"
PENALTY = 3.0  # of the squared weights of standardised features; the intercept is free
STEPS = 60  # of Newton's method; it converges in under twenty


def fit(x: NDArray[np.float64], y: NDArray[np.float64], penalty: float) -> NDArray[np.float64]:
    """Weights (1 + k,) of a logistic regression by Newton's method; ``x`` (n, k) standardised, ``y`` (n,) in {0, 1}."""
    design = np.hstack([np.ones((len(x), 1)), x])
    ridge = np.full(design.shape[1], penalty)
    ridge[0] = 1e-6
    w = np.zeros(design.shape[1])
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-np.clip(design @ w, -30, 30)))
        gradient = design.T @ (p - y) + ridge * w
        hessian = (design * (p * (1 - p))[:, None]).T @ design + np.diag(ridge)
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
    w = fit((x - mean) / spread, y, penalty)
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
    for fold in sorted(set(fold_of.values())):
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
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--show", help="print the worst rows of that decision")
    parser.add_argument("--penalty", type=float, default=PENALTY)
    args = parser.parse_args()
    parts = load(load_config(None, {}))
    rows: dict[str, list[Example]] = defaultdict(list)
    fold_of: dict[str, int] = {}
    for folder in args.folders:
        for event in events(folder):
            fold_of[event.name] = len(fold_of)
            for e in examples(event, parts):
                rows[e.decision].append(e)
    table = {}
    for decision, of in sorted(rows.items()):
        names = feature_names(of)
        p = left_out(of, names, fold_of, args.penalty)
        y = np.array([float(r.truth) for r in of])
        print(f"{decision:10} {len(of)} rows; {curve(p, y)}")
        table[decision] = (fit_raw(of, names, args.penalty), names)
        if args.show == decision:
            show(of, p, y)
    if args.write:
        write(table, [f.name for f in args.folders])


def show(rows: list[Example], p: NDArray[np.float64], y: NDArray[np.float64]) -> None:
    for i in np.argsort(-np.abs(p - y), kind="stable")[:80]:
        print(f"  {'MISS ' if y[i] else 'FALSE'} {p[i]:.2f} {rows[i].event} [{rows[i].kind}] {rows[i].text}")


def write(table: dict[str, tuple[tuple[float, NDArray[np.float64]], list[str]]], folders: list[str]) -> None:
    lines = [
        "# Weights of the rules' decisions: logistic regression over named features (checker/rules/evidence.py, align.py",
        f"# and kinds/). Made by training/fit_weights.py from the labelled events in {', '.join(folders)}; do not edit by hand.",
        "decisions:",
    ]
    for decision, ((intercept, raw), names) in sorted(table.items()):
        lines += [f"  {decision}:", f"    intercept: {intercept:.4f}", "    weights:"]
        lines += [f"      {n}: {w:.4f}" for n, w in zip(names, raw, strict=True)]
    WEIGHTS.write_text("\n".join(lines) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
