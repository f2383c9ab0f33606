"""The features of all pairs of claims, a column for each: how alike two claims are, before any rule looks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import numpy as np
from numpy.typing import NDArray

from checker.rules.crossing import by_sorts, crossed_names, numbered
from checker.rules.evidence import Evidence, times_clash
from checker.values.claim import ClaimKind, Modality
from checker.values.match import Matches

Column = NDArray[np.float64]  # (n,)
UNSTATED = tuple(m for m in Modality if m is not Modality.STATED)
# Each in [0, 1] unless said otherwise.
FEATURES = (
    "cosine",  # [-1, 1]
    "margin",  # [-4, 0]: how far the pair falls short of being nearest in both directions, in cosine
    "words",  # weight of the shared words over that of all words of the smaller claim
    "rare_word",  # inverse document frequency of the rarest word that both use, 0 and more
    "names",  # shared names over all names
    "names_clash",  # 1 where both have names and share none
    "headline",  # 1 where one is a headline
    "unstated",  # 0, 1, 2: how many of the two are more or less than stated: planned, denied, asked
    *(f"one_{m.value}" for m in UNSTATED),  # 1 where just one of the two is: a plan against an outcome
    "attributed",  # 0, 1, 2: how many of the two name who says it
    "times_clash",  # 1 where both name known times and none of one meets any of the other
)
ROWS_AT_ONCE = 8192  # pairs whose features are turned into mappings together


class Columns:
    """The features of all matches; each is worked out when it is asked for, and kept."""

    def __init__(self, evidence: Evidence, matches: Matches) -> None:
        """Take the matches that the features are of."""
        self._evidence, self._matches = evidence, matches
        self._found: dict[str, Column] = {"cosine": matches.cosine}
        self._makers = {
            "margin": self._margin,
            "words": self._words,
            "rare_word": self._words,
            "names": self._names,
            "names_clash": self._names,
            "headline": self._headline,
            "unstated": self._modalities,
            "attributed": self._attributed,
            "times_clash": self._times_clash,
            **{f"one_{m.value}": self._modalities for m in UNSTATED},
        }

    def __len__(self) -> int:
        return len(self._matches)

    def __contains__(self, name: str) -> bool:
        return name in self._found or name in self._makers

    def __getitem__(self, name: str) -> Column:
        if name not in self._found:
            self._makers[name]()
        return self._found[name]

    def rows(self, chosen: NDArray[np.bool_]) -> Iterator[dict[str, float]]:
        """The features of the chosen matches, (n,), by name, match by match."""
        at = np.flatnonzero(chosen)
        for start in range(0, len(at), ROWS_AT_ONCE):
            some = at[start : start + ROWS_AT_ONCE]
            table = np.column_stack([self[name][some] for name in FEATURES])
            yield from (dict(zip(FEATURES, row, strict=True)) for row in table.tolist())

    def _margin(self) -> None:
        evidence, matches = self._evidence, self._matches
        document = np.array(evidence.document_of, np.int64)
        width = len(evidence.documents)
        keys = np.array([claim * width + there for claim, there in evidence.best], np.int64)
        order = np.argsort(keys)
        best = np.array(list(evidence.best.values()))[order]
        keys = keys[order]
        sides = ((matches.a, matches.b), (matches.b, matches.a))
        nearest = [best[np.searchsorted(keys, one * np.int64(width) + document[other])] for one, other in sides]
        self._found["margin"] = 2 * matches.cosine - nearest[0] - nearest[1]

    def _words(self) -> None:
        of_claim = self._evidence.of_claim
        shared, rarest = crossed_names([e.words for e in of_claim], self._matches)
        total = np.array([e.weight for e in of_claim], np.float64)
        smaller = np.minimum(total[self._matches.a], total[self._matches.b])
        self._found["words"] = np.divide(shared, smaller, out=np.zeros(len(self)), where=smaller > 0)
        self._found["rare_word"] = rarest

    def _names(self) -> None:
        names = [e.names for e in self._evidence.of_claim]
        shared, _ = crossed_names([dict.fromkeys(of, 1.0) for of in names], self._matches)
        count = np.array([len(of) for of in names], np.float64)
        a, b = count[self._matches.a], count[self._matches.b]
        every = a + b - shared
        self._found["names"] = np.divide(shared, every, out=np.zeros(len(self)), where=every > 0)
        self._found["names_clash"] = ((a > 0) & (b > 0) & (shared == 0)).astype(np.float64)

    def _headline(self) -> None:
        self._found["headline"] = np.maximum(
            *self._each(float(c.kind is ClaimKind.HEADLINE) for c in self._evidence.claims)
        )

    def _attributed(self) -> None:
        sides = self._each(float(c.facts.attribution is not None) for c in self._evidence.claims)
        self._found["attributed"] = sides[0] + sides[1]

    def _modalities(self) -> None:
        claims = self._evidence.claims
        sides = self._each(float(c.facts.modality is not Modality.STATED) for c in claims)
        self._found["unstated"] = sides[0] + sides[1]
        for m in UNSTATED:
            a, b = self._each(float(c.facts.modality is m) for c in claims)
            self._found[f"one_{m.value}"] = np.abs(a - b)

    def _times_clash(self) -> None:
        times = [e.times for e in self._evidence.of_claim]
        if not any(times):
            self._found["times_clash"] = np.zeros(len(self))
            return
        sort, sorts = numbered([tuple((p.start, p.end) for p in of) for of in times])
        example = dict(zip(sort.tolist(), times, strict=True))
        clash = by_sorts(
            sort[self._matches.a], sort[self._matches.b], sorts, lambda i, j: times_clash(example[i], example[j])
        )
        self._found["times_clash"] = clash

    def _each(self, values: Iterable[float]) -> tuple[Column, Column]:
        """A value of each claim, as columns of the first and of the second claim of each match."""
        column = np.fromiter(values, np.float64, len(self._evidence.claims))
        return column[self._matches.a], column[self._matches.b]
