"""How well events are recovered from articles, beside two simpler ways.

    python -m benchmarks.events [FOLDER ...] [--articles N] [--events-per-day N] [--seed S] [--fit]

Sets: labelled events (without folders: training/events and, where they are, ../shared/news and ../shared/news-train)
with the dates they have; the same, moved so that all begin within ten days; generated news (benchmarks.scale.generate),
where many events of one sort happen in one week. For each: precision and recall over pairs of articles, and B-cubed.

- checker, left out: in eight parts; the events of each are grouped by weights that were fitted on the events of the
  others and on generated news of another seed. For generated news: on that other seed and on all labelled events.
- checker, shipped: the weights of checker/events/data/weights.yaml. ``--fit`` fits them anew and prints them.
- vectors: connected components of the cosine of the articles' vectors, at the threshold that is best on the very set.
- dates and names: the same grouping by the same regression without vectors; threshold as above.
"""

from __future__ import annotations

import argparse
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from benchmarks.event_sets import Known, Pairs, from_folders, from_generator, pairs_of, together
from checker.encoders.load import load_encoder
from checker.events.closeness import NAMES, probabilities, shipped_weights
from checker.events.groups import components, events_of, part_of
from checker.events.options import EventOptions
from checker.values.event import Edge

ROOT = Path(__file__).parent.parent
FOLDERS = (ROOT / "training" / "events", ROOT.parent / "shared" / "news", ROOT.parent / "shared" / "news-train")
OPTIONS = EventOptions()
PARTS = 8  # into which labelled events are cut, to be left out
APART = 30.0
MOVES = np.arange(-2.5, 2.6, 0.5)
ROUGH = np.array([0.0, 6.0, 10.0, 0.0, -1.0, 0.0, 0.0])  # of features: tells pairs that no weights could join
EASY = 2.5  # of the pairs below it, one in SPARED is used for a fit, SPARED times
SPARED = 50
RIDGE = 1.0
DATES_AND_NAMES = tuple(name for name in NAMES if name != "cosine")


@dataclass(frozen=True)
class Score:
    """Sums over articles; add them up."""

    articles: int = 0
    right: int = 0  # pairs that are together and should be, each counted from both sides
    together: int = 0
    true: int = 0
    precision: float = 0.0  # sums of B-cubed
    recall: float = 0.0

    def __add__(self, other: Score) -> Score:
        return Score(*(x + y for x, y in zip(self._all, other._all, strict=True)))

    @property
    def _all(self) -> tuple[float, ...]:
        return self.articles, self.right, self.together, self.true, self.precision, self.recall

    def f1(self) -> float:
        p, r = self.precision / self.articles, self.recall / self.articles
        return 2 * p * r / (p + r) if p + r else 0.0

    def __str__(self) -> str:
        p, r = self.precision / self.articles, self.recall / self.articles
        pairs = f"pairs {self.right / max(1, self.together):.3f} {self.right / max(1, self.true):.3f}"
        return f"{pairs}   B-cubed {p:.3f} {r:.3f} {self.f1():.3f}"


def score(known: Known, groups: Sequence[Sequence[int]], only: frozenset[str] | None = None) -> Score:
    """The score of the articles of some events, or of all."""
    size = Counter(known.events)
    total = Score()
    for members in groups:
        inside = Counter(known.events[i] for i in members)
        for event, n in inside.items():
            if only is None or event in only:
                total += Score(
                    n,
                    n * (n - 1),
                    n * (len(members) - 1),
                    n * (size[event] - 1),
                    n * n / len(members),
                    n * n / size[event],
                )
    return total


@dataclass(frozen=True)
class Sample:
    """A set with its pairs, and which of them, and of its events, a fit may see."""

    known: Known
    pairs: Pairs
    used: np.ndarray  # (m,) bool
    events: frozenset[str]


def fitted(samples: Sequence[Sample], names: Sequence[str] = NAMES) -> np.ndarray:
    """Intercept and weights.

    First by logistic regression, in which each set counts as much as any other, and its pairs of two events
    APART times as much as those of one. Then the intercept is moved to where events are recovered best: what one wrong
    pair costs depends on how events hang together, and no pair tells that.
    """
    columns = [NAMES.index(name) for name in names]
    x, y, weights = [], [], []
    for sample in samples:
        pairs = sample.pairs
        easy = ~pairs.same & (logits(pairs, ROUGH) < EASY)
        kept = sample.used & (~easy | (np.arange(len(easy)) % SPARED == 0))
        weight = np.where(easy, float(SPARED), 1.0) * np.where(pairs.same, 1.0, APART)
        for same in (True, False):
            weight[pairs.same == same] *= 1000.0 / max(1, int((sample.used & (pairs.same == same)).sum()))
        x.append(np.column_stack([np.ones(int(kept.sum())), pairs.features[kept][:, columns]]))
        y.append(pairs.same[kept].astype(float))
        weights.append(weight[kept])
    beta = _newton(np.concatenate(x), np.concatenate(y), np.concatenate(weights))
    return max((np.array([beta[0] + move, *beta[1:]]) for move in MOVES), key=lambda b: _recovered(samples, b, names))


def _recovered(samples: Sequence[Sample], beta: np.ndarray, names: Sequence[str]) -> float:
    """The mean F1 by B-cubed over the sets."""
    total = 0.0
    for sample in samples:
        groups = grouped(sample.known, sample.pairs, logits(sample.pairs, beta, names))
        total += score(sample.known, groups, sample.events).f1()
    return total / len(samples)


def _newton(x: np.ndarray, y: np.ndarray, weights: np.ndarray) -> np.ndarray:
    beta = np.zeros(x.shape[1])
    ridge = np.diag([0.0, *[RIDGE] * (x.shape[1] - 1)])
    for _ in range(50):
        p = 1.0 / (1.0 + np.exp(-np.clip(x @ beta, -50, 50)))
        gradient = x.T @ (weights * (y - p)) - ridge @ beta
        step = np.linalg.solve((x * (weights * p * (1 - p))[:, None]).T @ x + ridge, gradient)
        beta += step
        if np.abs(step).max() < 1e-6:
            break
    return beta


def logits(pairs: Pairs, beta: np.ndarray, names: Sequence[str] = NAMES) -> np.ndarray:
    return beta[0] + pairs.features[:, [NAMES.index(name) for name in names]] @ beta[1:]


def _near(known: Known, pairs: Pairs, values: np.ndarray, options: EventOptions) -> list[Edge]:
    closeness = probabilities(values)
    at = np.flatnonzero(closeness >= options.gate)
    return [Edge(int(pairs.a[i]), int(pairs.b[i]), float(closeness[i])) for i in at]


def extent(known: Known, pairs: Pairs, values: np.ndarray) -> str:
    """How much of a set a new article can touch: the largest connected component, and the largest part."""
    near = _near(known, pairs, values, OPTIONS)
    closeness: list[dict[int, float]] = [{} for _ in known.ids]
    for e in near:
        closeness[e.a][e.b] = closeness[e.b][e.a] = e.closeness
    parts = [len(part_of(i, closeness.__getitem__, OPTIONS)) for i in range(len(known.ids))]
    whole = max(len(rows) for rows in components(len(known.ids), near))
    return f"largest component {whole} articles; parts: largest {max(parts)}, mean over articles {np.mean(parts):.1f}"


def grouped(
    known: Known, pairs: Pairs, values: np.ndarray, threshold: float = OPTIONS.threshold
) -> Sequence[Sequence[int]]:
    """The events by closeness of all pairs, as a corpus groups them."""
    options = replace(OPTIONS, threshold=threshold, gate=min(OPTIONS.gate, threshold))
    return events_of(known.ids, _near(known, pairs, values, options), options)


def by_vectors(known: Known, pairs: Pairs) -> tuple[float, Score]:
    """Connected components of the cosine, at the best threshold."""
    cosine = pairs.features[:, NAMES.index("cosine")]
    best = (0.0, Score())
    for threshold in np.arange(0.4, 1.0, 0.02):
        at = np.flatnonzero(cosine >= threshold)
        edges = [Edge(int(pairs.a[i]), int(pairs.b[i]), 1.0) for i in at]
        found = score(known, components(len(known.ids), edges))
        best = max(best, (float(threshold), found), key=lambda b: b[1].f1() if b[1].articles else 0.0)
    return best


def by_dates_and_names(known: Known, pairs: Pairs, beta: np.ndarray) -> tuple[float, Score]:
    """The same regression and grouping without vectors, at the best threshold."""
    values = logits(pairs, beta, DATES_AND_NAMES)
    tried = [(t, score(known, grouped(known, pairs, values, t))) for t in (0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7)]
    return max(tried, key=lambda b: b[1].f1())


def left_out(known: Known, pairs: Pairs, others: Sequence[Sample]) -> Score:
    """Each event grouped by weights that never saw it."""
    events = np.array(known.events)
    names = list(dict.fromkeys(known.events))
    total = Score()
    for part in range(PARTS):
        away = names[part::PARTS]
        seen = ~np.isin(events, away)
        sample = Sample(known, pairs, seen[pairs.a] & seen[pairs.b], frozenset(names) - frozenset(away))
        total += score(known, grouped(known, pairs, logits(pairs, fitted([sample, *others]))), frozenset(away))
    return total


def _shipped() -> np.ndarray:
    weights = shipped_weights()
    return np.array([weights.intercept, *(weights.of[name] for name in NAMES)])


def everything(known: Known) -> Sample:
    pairs = pairs_of(known, OPTIONS.window)
    return Sample(known, pairs, np.ones(len(pairs.a), bool), frozenset(known.events))


def _print(known: Known, rows: Sequence[tuple[str, Score]]) -> None:
    print(f"{known.name}: {len(set(known.events))} events, {len(known.ids)} articles")
    for name, found in rows:
        print(f"  {name:28} {found}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--articles", type=int, default=3000, help="of generated news")
    parser.add_argument("--events-per-day", type=float, default=20.0)
    parser.add_argument(
        "--seed", type=int, default=1, help="of generated news; weights are fitted on the seed after it"
    )
    parser.add_argument("--fit", action="store_true", help="print weights fitted on all sets")
    options = parser.parse_args()
    encoder = load_encoder()
    real = from_folders(options.folders or [f for f in FOLDERS if f.is_dir()], encoder)
    made, fit_on = (from_generator(options.articles, options.seed + i, options.events_per_day, encoder) for i in (0, 1))
    drawn = everything(fit_on)
    both = [everything(together(real, seed=2)), drawn]
    beta, alone = fitted(both), fitted(both, DATES_AND_NAMES)
    print(f"{'':30} pairs: precision, recall; B-cubed: precision, recall, F1")
    _report(real, None, alone)
    moved = together(real)
    _report(moved, left_out(moved, pairs_of(moved, OPTIONS.window), [drawn]), alone)
    pairs = pairs_of(made, OPTIONS.window)
    _report(made, score(made, grouped(made, pairs, logits(pairs, beta))), alone)
    if options.fit:
        for name, value in zip(("intercept", *NAMES), beta, strict=True):
            print(f"{name}: {value:.4f}")


def _report(known: Known, unseen: Score | None, alone: np.ndarray) -> None:
    pairs = pairs_of(known, OPTIONS.window)
    values = logits(pairs, _shipped())
    vectors, by_vector = by_vectors(known, pairs)
    names, by_name = by_dates_and_names(known, pairs, alone)
    rows = [("checker, shipped", score(known, grouped(known, pairs, values)))]
    rows = [("checker, left out", unseen), *rows] if unseen else rows
    _print(known, [*rows, (f"vectors at {vectors:.2f}", by_vector), (f"dates and names at {names:.1f}", by_name)])
    print(f"  {extent(known, pairs, values)}", flush=True)


if __name__ == "__main__":
    main()
